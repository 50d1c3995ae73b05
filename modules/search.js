// Asks the index that `qilou index` wrote, by Pagefind's program, which stands beside it. The work is done in a worker:
// this file is both what the page calls and what runs there.

const isPage = typeof document !== "undefined";

let worker;
let asked = 0;
const waiting = new Map();

/** The words of a run of Chinese characters; one word, where the browser has no dictionary. */
export const cut = (run) =>
    Intl.Segmenter ? Array.from(new Intl.Segmenter("zh", { granularity: "word" }).segment(run), ({ segment }) => segment) : [run];

/**
 * The records that have all words of a query, as JSON: how many there are, and the keys of the first ones, the best or
 * the newest first. `root` is the address of the archive's folder.
 */
export function find(root, query, newest, most) {
    worker ??= start();
    return new Promise((resolve, reject) => {
        waiting.set(++asked, { resolve, reject });
        worker.postMessage([asked, root, query, newest, most]);
    });
}

function start() {
    const started = new Worker(import.meta.url, { type: "module" });
    started.onmessage = ({ data: [id, found, error] }) => {
        const { resolve, reject } = waiting.get(id);
        waiting.delete(id);
        if (error) reject(new Error(error));
        else resolve(found);
    };
    started.onerror = (event) => {
        event.preventDefault();
        worker = undefined;
        for (const { reject } of waiting.values()) reject(new Error(event.message));
        waiting.clear();
    };
    return started;
}

// What was opened last, by its address.
let opened = {};

const open = (root) => {
    if (opened.root !== root) opened = { root, index: read(root) };
    return opened.index;
};

async function read(root) {
    const basePath = `${root}search/`;
    const { createInstance } = await import(`${basePath}pagefind.js`);
    // A title says more than a post; who wrote, and where, says nothing of how well a record fits.
    const ranking = { metaWeights: { title: 6, of: 0 } };
    const index = createInstance({ basePath, ranking, noWorker: true });
    // Fails if the list of records does not come; a search would find nothing then, and not say why.
    await index.filters();
    return index;
}

async function search(root, query, newest, most) {
    const { results } = await (await open(root)).search(query);
    const time = ({ id }) => id.slice(id.lastIndexOf("/"));
    if (newest) results.sort((a, b) => (time(a) < time(b) ? 1 : -1));
    return JSON.stringify({ total: results.length, keys: results.slice(0, most).map(({ id }) => id) });
}

if (!isPage) {
    onmessage = async ({ data: [id, ...question] }) => {
        try {
            postMessage([id, await search(...question)]);
        } catch (error) {
            opened = {};
            postMessage([id, undefined, String(error)]);
        }
    };
}

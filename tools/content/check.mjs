// Reads a made folder again and tells what does not fit together: `node tools/content/check.mjs [folder]`.

import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const NOW = Date.parse("2024-04-28T10:18:00Z");
const EARLIEST = Date.parse("2019-01-01T00:00:00Z");
const TODAY = Date.parse("2024-04-28T06:00:00Z");
const MOST_BYTES = 3_000_000;
/** The only address that leads nowhere, on purpose. */
const LOST = "media/pictures/lost.svg";

function filesBelow(folder) {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
    );
}

/** Every object of a document, with what it stands in. */
function* objects(value) {
    if (Array.isArray(value)) {
        for (const one of value) {
            yield* objects(one);
        }
    } else if (value && typeof value === "object") {
        yield value;
        yield* objects(Object.values(value));
    }
}

/** Reads the folder into documents by path. */
function read(folder) {
    const paths = filesBelow(folder).map((file) => relative(folder, file).replaceAll("\\", "/"));
    const documents = new Map(paths.filter((path) => path.endsWith(".json")).map((path) => [path, JSON.parse(readFileSync(join(folder, path), "utf8"))]));
    return { paths: new Set(paths), documents, bytes: paths.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0) };
}

/** What is wrong with a folder: sentences, none where all is well. */
export function check(folder) {
    const { paths, documents, bytes } = read(folder);
    const faults = [];
    const expect = (is, text) => is || faults.push(text);
    const site = documents.get("site.json");
    const sections = [...objects(site.sections)].filter((one) => one.name && ("description" in one || one.parent));
    const sectionIds = new Set(sections.map(({ id }) => id));
    const threadPages = [...documents].filter(([path]) => /^threads\/[^/]+\/\d+\.json$/.test(path));
    const threads = new Map(threadPages.map(([, page]) => [page.thread.id, page]));
    const posts = new Map(threadPages.flatMap(([, page]) => page.posts.map((post) => [post.id, { post, thread: page.thread.id }])));
    const users = new Map([...documents].filter(([path]) => /^users\/[^/]+\.json$/.test(path)).map(([, { user }]) => [user.id, user]));
    const time = (text) => Date.parse(text);

    /** Whether an address of a body, a gate or a link leads to something that is there. */
    function leads(address) {
        const text = address.replaceAll("&amp;", "&").replace(/^https:\/\/(www\.)?china168\.info\//, "");
        const query = new URLSearchParams(text.split("?")[1]);
        const rewritten = text.match(/^(thread|forum|space-uid)-(\d+)/);
        if (rewritten || query.get("tid") || query.get("fid") || query.get("uid")) {
            const [, kind, id] = rewritten ?? [];
            const [thread, section, user] = [kind === "thread" ? id : query.get("tid"), kind === "forum" ? id : query.get("fid"), kind === "space-uid" ? id : query.get("uid")];
            return (!thread || threads.has(thread)) && (!section || sectionIds.has(section)) && (!user || users.has(user));
        }
        if (query.get("goto") === "findpost") {
            return posts.get(query.get("pid"))?.thread === query.get("ptid");
        }
        if (/^page\//.test(text)) {
            return paths.has(`pages/${text.slice(5)}.json`);
        }
        return /^(https?:|mailto:|magnet:|#|$)/.test(text) || text === "modlog" || /^(member|forum)\.php/.test(text) || paths.has(text);
    }

    const media = (path, url) => url && !/^https?:/.test(url) && url !== LOST && expect(paths.has(url), `${path}: no file ${url}`);

    for (const [path, document] of documents) {
        expect(document.v === "1.0", `${path}: no version`);
        expect(!JSON.stringify(document).includes(":null"), `${path}: null`);
        const { page } = document;
        if (page) {
            const list = document.threads ?? document.posts ?? document.entries;
            const extra = path.startsWith("sections/") ? list.filter((one) => one.flags?.includes("pinned_everywhere") && one.section !== document.section.id).length : 0;
            const length = list.length - (page.number === 1 ? extra : 0);
            expect(length === Math.min(page.size, page.total - (page.number - 1) * page.size), `${path}: ${length} entries, ${JSON.stringify(page)}`);
            expect(page.number === page.count || paths.has(path.replace(/\d+\.json$/, `${page.number + 1}.json`)), `${path}: no next page`);
            expect(page.count === Math.max(1, Math.ceil(page.total / page.size)), `${path}: wrong count of pages`);
            expect(Boolean(document.final) === (Boolean(document.posts?.[0]?.body) && list.length === page.size), `${path}: final`);
        }
        for (const one of objects(document)) {
            if (one.section && one.title && one.created) {
                expect(threads.has(one.moved_to ?? one.id), `${path}: no thread ${one.id}`);
                expect(one.moved_to || threads.get(one.id)?.thread.title === one.title, `${path}: another title of ${one.id}`);
                expect(time(one.last_post?.at ?? one.created) >= time(one.created), `${path}: last post before the first of ${one.id}`);
                expect([...(one.excerpt ?? "")].length <= 120, `${path}: long excerpt of ${one.id}`);
            }
            if (one.name && one.id && (one.stats || one.avatar || "level" in one)) {
                expect(users.get(one.id)?.name === one.name, `${path}: no member ${one.name}`);
            }
            for (const key of ["url", "thumbnail", "avatar", "image"]) {
                media(path, typeof one[key] === "string" ? one[key] : undefined);
            }
            for (const key of ["created", "at", "joined", "last_seen", "updated"]) {
                if (typeof one[key] === "string") {
                    expect(time(one[key]) <= NOW && time(one[key]) >= EARLIEST, `${path}: ${key} ${one[key]}`);
                }
            }
            for (const text of [one.text, one.signature_html, one.bio_html, one.rules_html].filter((text) => typeof text === "string")) {
                for (const [, address] of text.matchAll(/ href="([^"]*)"/g)) {
                    expect(leads(address), `${path}: link to ${address}`);
                }
                for (const [, address] of text.matchAll(/ src="([^"]*)"/g)) {
                    media(path, address);
                }
            }
            if (one.label && (one.href || one.section || one.page)) {
                expect(!one.href || leads(one.href), `${path}: ${one.label} to ${one.href}`);
                expect(typeof one.section !== "string" || sectionIds.has(one.section), `${path}: ${one.label} to section ${one.section}`);
                expect(typeof one.page !== "string" || one.page === "modlog" || paths.has(`pages/${one.page}.json`), `${path}: ${one.label} to page ${one.page}`);
            }
        }
    }

    const perThread = new Map();
    for (const [path, page] of threadPages) {
        const before = perThread.get(page.thread.id) ?? [];
        perThread.set(page.thread.id, [...before, ...page.posts]);
        expect(sectionIds.has(page.section.id) && page.section.id === page.thread.section, `${path}: section`);
        expect(new Set(page.posts.map(({ id }) => id)).size === page.posts.length, `${path}: an id twice`);
    }
    for (const [id, list] of perThread) {
        const { thread } = threads.get(id);
        list.sort((a, b) => a.floor - b.floor);
        expect(list.every((post, i) => post.floor === i + 1), `thread ${id}: floors`);
        expect(list.every((post, i) => i === 0 || time(post.created) >= time(list[i - 1].created)), `thread ${id}: dates`);
        expect(thread.counts.replies === list.length - 1, `thread ${id}: replies`);
        expect(thread.created === list[0].created, `thread ${id}: created`);
        expect(list.length <= 20 || !list[0].author.id || paths.has(`threads/${id}/by-${list[0].author.id}/1.json`), `thread ${id}: opener's pages`);
        for (const post of list) {
            expect(!post.reply_to || list.some((one) => one.id === post.reply_to.id && one.floor < post.floor), `post ${post.id}: answers nothing`);
            expect(!post.author.id || time(users.get(post.author.id).joined) < time(post.created), `post ${post.id}: before ${post.author.name} joined`);
            expect(!post.edited || time(post.edited.at) > time(post.created), `post ${post.id}: edited before written`);
        }
    }
    expect(posts.size === [...perThread.values()].flat().length, "a post id twice");

    const all = [...posts.values()];
    expect(site.stats.posts === all.length, "site: posts");
    expect(site.stats.threads === threads.size, "site: threads");
    expect(site.stats.members === users.size, "site: members");
    expect(site.stats.today === all.filter(({ post }) => time(post.created) >= TODAY).length, "site: today");
    for (const section of sections.filter(({ counts }) => counts)) {
        const own = all.filter(({ thread }) => threads.get(thread).thread.section === section.id);
        expect(section.counts.posts === own.length, `section ${section.id}: posts`);
        expect(section.counts.threads === [...threads.values()].filter(({ thread }) => thread.section === section.id).length, `section ${section.id}: threads`);
        for (const path of ["", ...(section.filters ?? []).map((one) => `${one}/`), ...(section.prefixes ?? []).map((one) => `prefix-${one.id}/`)]) {
            for (const sort of ["", ...(section.sorts ?? []).map((one) => `${one}/`)]) {
                expect(paths.has(`sections/${section.id}/${path}${sort}1.json`), `section ${section.id}: no list ${path}${sort}`);
            }
        }
    }
    for (const [id] of users) {
        expect(paths.has(`users/${id}/threads/1.json`) && paths.has(`users/${id}/posts/1.json`), `user ${id}: lists`);
    }
    expect(bytes < MOST_BYTES, `${bytes} bytes`);
    console.log(`${threads.size} threads, ${all.length} posts, ${users.size} members, ${sections.length} sections, ${paths.size} files, ${bytes} bytes, ${faults.length} faults`);
    return faults;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
    const folder = process.argv[2] ?? fileURLToPath(new URL("../../content/", import.meta.url));
    const faults = existsSync(folder) ? check(folder) : [`no folder ${folder}`];
    faults.forEach((fault) => console.error(fault));
    process.exitCode = faults.length ? 1 : 0;
}

// Weighs what a visit that begins with the home page, a section or a thread loads with each backend until the page is
// drawn: what all visits share, the part of the backend, that of the page, and what its texts take: what cleans posts,
// and for Lemmy what reads Markdown. Apart from it, what comes then, and what comes when it is needed.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

// In bytes of brotli, for a visit that begins with the home page or a section, and for one that begins with a thread,
// which brings what cleans its posts. A site of files is what most will be opened as; Lemmy's posts are Markdown, and a
// mapping brings a query language with it.
const LIMITS = { native: [150_000, 172_000], lemmy: [175_000, 200_000], mapping: [200_000, 218_000] };
const LIMIT = [177_000, 197_000];
const PAGES = { home: ["home"], section: ["section"], thread: ["thread", "clean"] };
const BACKENDS = {
    native: ["native"],
    discuz: ["discuz"],
    nodebb: ["nodebb"],
    discourse: ["discourse"],
    flarum: ["flarum"],
    lemmy: ["lemmy"],
    mapping: ["mapping", "query"],
};

const TEXTS = { lemmy: { thread: ["markdown"] } };

const dist = process.argv[2] ?? "dist";
const names = ["", "modules", "parts"].flatMap((folder) => readdirSync(join(dist, folder)).map((name) => join(folder, name)));
const file = (pattern) => names.find((name) => pattern.test(name)) ?? fail(`${dist} has no ${pattern.source}`);
const part = (name) => file(new RegExp(`^(parts|modules)/${name}-`));

function fail(sentence) {
    console.error(`size: ${sentence}`);
    process.exit(1);
}

function weigh(name) {
    const bytes = readFileSync(join(dist, name));
    const brotli = brotliCompressSync(bytes, {
        params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
    });
    return [bytes.length, gzipSync(bytes, { level: 9 }).length, brotli.length];
}

const print = (name, cells) =>
    console.log(name.padEnd(36) + cells.map((cell) => cell.toLocaleString("en").padStart(12)).join(""));

function table(title, list) {
    print(title, ["raw", "gzip 9", "brotli 11"]);
    const sizes = list.map(weigh);
    list.forEach((name, i) => print(`  ${name}`, sizes[i]));
    const total = [0, 1, 2].map((i) => sizes.reduce((sum, size) => sum + size[i], 0));
    print("  total", total);
    console.log();
    return total[2];
}

const first = [/^index\.html$/, /^app-.*\.js$/, /^app-.*\.wasm$/].map(file);
const own = Object.values({ ...BACKENDS, ...PAGES }).flat().map(part);
const common = table("What every visit loads (bytes)", first);
table("What its backend and its page take besides", own);
table("When the first page has been drawn", ["controls"].map(part));
const later = names.filter((name) => /^(modules|parts)\//.test(name) && !own.includes(name) && !/\/controls-/.test(name));
table("When needed", later);

const faults = [];
print("A visit that begins with (brotli 11)", Object.keys(PAGES));
for (const [backend, brings] of Object.entries(BACKENDS)) {
    const loads = Object.entries(PAGES).map(([page, needed]) =>
        [...brings, ...needed, ...(TEXTS[backend]?.[page] ?? [])].reduce((sum, name) => sum + weigh(part(name))[2], common),
    );
    print(`  ${backend}`, loads);
    const [list, thread] = LIMITS[backend] ?? LIMIT;
    loads.forEach((load, i) => {
        const limit = i < 2 ? list : thread;
        if (load > limit) faults.push(`a visit to a ${Object.keys(PAGES)[i]} page with ${backend} loads ${load - limit} bytes more than its limit of ${limit.toLocaleString("en")}.`);
    });
}
if (faults.length) fail(faults.join("\nsize: "));

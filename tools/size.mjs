// Weighs what a site's first page loads: what all forums share, and the part of each backend. Apart from it, what
// comes when it is needed.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

// A site of files is what most will be opened as; the other backends take more code, and a mapping brings a query
// language with it.
const LIMITS = { native: 200_000, mapping: 310_000 };
const LIMIT = 235_000;
const dist = process.argv[2] ?? "dist";
const names = [...readdirSync(dist), ...["modules", "parts"].flatMap((folder) => readdirSync(join(dist, folder)).map((name) => `${folder}/${name}`))];

const first = [/^index\.html$/, /^main-.*\.css$/, /^dark-.*\.css$/, /^app-.*\.js$/, /^modules\/clean-.*\.js$/, /^app-.*\.wasm$/]
    .map((pattern) => names.find((name) => pattern.test(name)) ?? fail(`${dist} has no ${pattern.source}`));
const BACKENDS = ["native", "discuz", "nodebb", "discourse", "flarum", "lemmy", "mapping"];
const parts = Object.fromEntries(
    BACKENDS.map((kind) => [kind, names.find((name) => name.startsWith(`parts/${kind}-`)) ?? fail(`${dist} has no part for ${kind}`)]),
);
const later = names
    .filter((name) => /^(modules|parts)\//.test(name) && !first.includes(name))
    .filter((name) => !Object.values(parts).includes(name));

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

const print = (name, sizes) =>
    console.log(name.padEnd(36) + sizes.map((size) => size.toLocaleString("en").padStart(12)).join(""));

function table(title, list) {
    print(title, ["raw", "gzip 9", "brotli 11"]);
    const sizes = list.map(weigh);
    list.forEach((name, i) => print(`  ${name}`, sizes[i]));
    const total = [0, 1, 2].map((i) => sizes.reduce((sum, size) => sum + size[i], 0));
    print("  total", total);
    return total[2];
}

const common = table("First load of every forum (bytes)", first);
console.log();
print("First load with a backend (bytes)", ["", "its part", "in all"]);
const totals = BACKENDS.map((kind) => {
    const own = weigh(parts[kind])[2];
    print(`  ${kind}`, ["", own, common + own]);
    return { kind, total: common + own };
});
console.log();
table("When needed (bytes)", later);
for (const { kind, total } of totals) {
    const limit = LIMITS[kind] ?? LIMIT;
    if (total > limit) fail(`the first load with ${kind} is ${total - limit} bytes above its limit of ${limit.toLocaleString("en")}.`);
}

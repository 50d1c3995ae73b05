// Weighs what a site's first page loads, and apart from it what comes when it is needed.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const LIMIT = 200_000;
const dist = process.argv[2] ?? "dist";
const names = [...readdirSync(dist), ...readdirSync(join(dist, "modules")).map((name) => `modules/${name}`)];

const first = [/^index\.html$/, /^main-.*\.css$/, /^dark-.*\.css$/, /^app-.*\.js$/, /^modules\/clean-.*\.js$/, /^app-.*\.wasm$/]
    .map((pattern) => names.find((name) => pattern.test(name)) ?? fail(`${dist} has no ${pattern.source}`));
const later = names.filter((name) => name.startsWith("modules/") && !first.includes(name));

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

const total = table("First load (bytes)", first);
console.log();
table("When needed (bytes)", later);
if (total > LIMIT) {
    fail(`the first load is ${total - LIMIT} bytes above the limit of ${LIMIT.toLocaleString("en")}.`);
}

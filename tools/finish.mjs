// Completes what Trunk has put together, just before it becomes the new dist folder:
// the loader minified into one file, the modules announced, the inline scripts and styles
// allowed by their hashes, and every address that index.html names checked.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, transformSync } from "esbuild";
import { withoutCustomSections } from "./split/module.mjs";

const dist = process.env.TRUNK_STAGING_DIR;
const base = process.env.TRUNK_PUBLIC_URL;
const page = join(dist, "index.html");
const modules = JSON.parse(readFileSync("target/assets/modules.json", "utf8"));
let html = readFileSync(page, "utf8");

const hash = (bytes) => createHash("sha256").update(bytes).digest("hex").slice(0, 16);

// The parts of the program that are loaded when they are needed: each is one file, with all that it shares with
// others. tools/split/load.js loads them. The tool's own loader names what each of them consists of.
const split = "target/split";
mkdirSync(join(dist, "parts"), { recursive: true });
const told = readFileSync(join(split, "__wasm_split.js"), "utf8");
const statements = new Map(
    [...told.matchAll(/^(?:export )?const (\w+) = makeLoad|^export const (\w+) = wrapAsyncCb/gm)].map((match, i, all) => [
        match[1] ?? match[2],
        told.slice(match.index + match[0].length, all[i + 1]?.index),
    ]),
);
const modules_of = (name) =>
    [...statements.get(name).matchAll(/"\.\/([\w.]+\.wasm)"|\b(__chunk_\d+)/g)]
        .flatMap(([, file, chunk]) => (chunk ? modules_of(chunk) : [file]))
        // What is shared comes first.
        .sort((a, b) => Number(a.startsWith("split_")) - Number(b.startsWith("split_")));
const PREFIX = "__wasm_split_load_";
// A part begins with 32-bit words: how many modules it has, and for each its number and its length in bytes.
const numbers = new Map();
const words = (list) => {
    const buffer = Buffer.alloc(4 * list.length);
    list.forEach((word, i) => buffer.writeUInt32LE(word, 4 * i));
    return buffer;
};
const parts = {};
const loads = [];
for (const function_name of statements.keys()) {
    if (!function_name.startsWith(PREFIX)) continue;
    const name = function_name.slice(PREFIX.length);
    // What is asked for by another part, after which it is named, finds there what both need.
    const asker = [...statements.keys()].find((other) => function_name.startsWith(`${other}_`));
    const there = asker ? modules_of(asker) : [];
    const own = modules_of(function_name).filter((file) => !there.includes(file));
    const contents = own.map((file) => [
        numbers.set(file, numbers.get(file) ?? numbers.size).get(file),
        withoutCustomSections(readFileSync(join(split, file))),
    ]);
    const bytes = Buffer.concat([
        words([contents.length, ...contents.flatMap(([number, module]) => [number, module.length])]),
        ...contents.map(([, module]) => module),
    ]);
    parts[name] = `parts/${name}-${hash(bytes).slice(0, 10)}.wasm`;
    writeFileSync(join(dist, parts[name]), bytes);
    loads.push(`export const ${function_name} = part("${name}");`);
}
const loader = `import { part } from "./load.js";\n${loads.join("\n")}\n`;

// The glue between WASM and the page, all that it imports, and what loads the parts, which imports the glue:
// one file instead of several, and one round trip.
const raw = readdirSync(dist).find((name) => /^app-.*\.js$/.test(name));
const bundled = await build({
    entryPoints: [join(dist, raw)],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2020",
    logLevel: "warning",
    // The glue names what loads the parts once for each of them.
    logOverride: { "duplicate-object-key": "silent" },
    plugins: [
        {
            name: "parts",
            setup({ onResolve, onLoad }) {
                onResolve({ filter: /__wasm_split\.js$/ }, () => ({ path: resolve("tools/split/parts.js") }));
                onResolve({ filter: /^\.\/app\.js$/ }, () => ({ path: resolve(dist, raw) }));
                onLoad({ filter: /tools\/split\/parts\.js$/ }, () => ({ contents: loader }));
            },
        },
    ],
});
const glue = `app-${hash(bundled.outputFiles[0].contents)}.js`;
rmSync(join(dist, raw));
writeFileSync(join(dist, glue), bundled.outputFiles[0].contents);
html = html.replaceAll(raw, glue);
rmSync(join(dist, "snippets"), { recursive: true, force: true });
html = html.replace(/<link rel="modulepreload" href="[^"]*snippets\/[^>]*>/g, "");

// The style stands in the page: nothing is painted without it, and a request of its own would be one more way to the
// server and back.
html = html.replace(/<link\s[^>]*rel="stylesheet"[^>]*>/g, (link) => {
    const of = (name) => link.match(new RegExp(`\\s${name}="([^"]*)"`))?.[1];
    const file = of("href").slice(base.length);
    const rest = ["id", "media", "data-scheme"].filter(of).map((name) => ` ${name}="${of(name)}"`);
    const style = readFileSync(join(dist, file), "utf8").trim();
    rmSync(join(dist, file));
    return `<style${rest.join("")}>${style}</style>`;
});

// Comments are for whoever reads the source. The manifest tells where the modules and the parts of the program are.
const announced = `<script type="application/json" id="modules">${JSON.stringify({ ...modules, ...parts })}</script>`;
html = html
    .replace("<!-- modules -->", announced)
    .replace(/<!--.*?-->/gs, "")
    .replace(/^\s*\n/gm, "");

// What stands in the page itself: the announcements are no scripts.
const SCRIPTS = /(<script(?: type="module"| data-shell)?>)(.*?)(<\/script>)/gs;
const STYLES = /(<style[^>]*>)(.*?)(<\/style>)/gs;
const small = (loader) => (_, before, code, after) => before + transformSync(code, { loader, minify: true, target: "es2020" }).code.trim() + after;
html = html
    .replace(SCRIPTS, small("js"))
    .replace(STYLES, small("css"));

const hashes = (pattern) =>
    [...html.matchAll(pattern)]
        .map(([, , text]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`)
        .join(" ");
html = html
    .replace("{scripts}", hashes(SCRIPTS))
    .replace("{styles}", hashes(STYLES));

const named = [...html.matchAll(/(?:href|src)="([^"]+)"|import\("([^"]+)"\)|module_or_path: "([^"]+)"/g)]
    .map((match) => match.slice(1).find(Boolean))
    .filter((url) => !url.startsWith("#"))
    .concat(Object.values(modules), Object.values(parts))
    .map((url) => (url.startsWith(base) ? url.slice(base.length) : url));
const missing = named.filter((file) => !existsSync(join(dist, file)));
if (missing.length) {
    console.error(`finish: index.html names what is not there: ${missing.join(", ")}`);
    process.exit(1);
}

// What the libraries in the modules ask for.
const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
const licenses = Object.entries(dependencies).map(([name, version]) => {
    const folder = join("node_modules", name);
    const file = readdirSync(folder).find((file) => /^licen[cs]e/i.test(file));
    return `${name} ${version}\n\n${readFileSync(join(folder, file), "utf8").trim()}\n`;
});
writeFileSync(join(dist, "licenses.txt"), licenses.join(`\n${"-".repeat(80)}\n\n`));

writeFileSync(page, html);
// A host that knows no deep links answers with this page: the app finds its way from the address.
writeFileSync(join(dist, "404.html"), html);

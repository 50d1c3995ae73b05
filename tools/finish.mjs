// Completes what Trunk has put together, just before it becomes the new dist folder:
// the loader minified into one file, the modules announced, the inline scripts and styles
// allowed by their hashes, and every address that index.html names checked.

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

const dist = process.env.TRUNK_STAGING_DIR;
const base = process.env.TRUNK_PUBLIC_URL;
const page = join(dist, "index.html");
const modules = JSON.parse(readFileSync("target/assets/modules.json", "utf8"));
let html = readFileSync(page, "utf8");

// The glue between WASM and the page is named after the WASM, as is all that it imports:
// one file instead of several, and one round trip.
const glue = readdirSync(dist).find((name) => /^app-.*\.js$/.test(name));
buildSync({
    entryPoints: [join(dist, glue)],
    outfile: join(dist, glue),
    allowOverwrite: true,
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    logLevel: "warning",
});
rmSync(join(dist, "snippets"), { recursive: true, force: true });
html = html.replace(/<link rel="modulepreload" href="[^"]*snippets\/[^>]*>/g, "");

// Comments are for whoever reads the source. The manifest tells the app where a module is;
// nearly every page shows a post, so the module that cleans posts comes with the app.
const announced = `<link rel="modulepreload" href="${modules.clean}">
    <script type="application/json" id="modules">${JSON.stringify(modules)}</script>`;
html = html
    .replace("<!-- modules -->", announced)
    .replace(/<!--.*?-->/gs, "")
    .replace(/^\s*\n/gm, "");

const hashes = (pattern) =>
    [...html.matchAll(pattern)]
        .map(([, text]) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`)
        .join(" ");
html = html
    .replace("{scripts}", hashes(/<script(?: type="module")?>(.*?)<\/script>/gs))
    .replace("{styles}", hashes(/<style>(.*?)<\/style>/gs));

const named = [...html.matchAll(/(?:href|src)="([^"]+)"|import\("([^"]+)"\)|module_or_path: "([^"]+)"/g)]
    .map((match) => match.slice(1).find(Boolean))
    .concat(Object.values(modules))
    .map((url) => (url.startsWith(base) ? url.slice(base.length) : url));
const missing = named.filter((file) => !existsSync(join(dist, file)));
if (missing.length) {
    console.error(`finish: index.html names what is not there: ${missing.join(", ")}`);
    process.exit(1);
}

writeFileSync(page, html);
// A host that knows no deep links answers with this page: the app finds its way from the address.
writeFileSync(join(dist, "404.html"), html);

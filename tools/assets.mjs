// Bundles the style and the modules into target/assets/, from where Trunk takes them.

import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { build } from "esbuild";

const base = process.env.TRUNK_PUBLIC_URL ?? "/";
if (!/^(\/|https?:\/\/)/.test(base)) {
    console.error(`assets: PUBLIC_URL is ${base}, and has to begin with a slash, like /forum/`);
    process.exit(1);
}

const out = "target/assets";
rmSync(out, { recursive: true, force: true });

// Browsers of 2023 and later: WebAssembly asks for about as much.
const common = { bundle: true, minify: true, legalComments: "none", logLevel: "warning" };
const target = ["es2020", "chrome111", "firefox114", "safari16.4"];

// One sheet for all, and one of the colours that differ in the dark: its `media` is switched.
await build({
    ...common,
    target,
    entryPoints: ["style/main.css", "style/dark.css"],
    loader: { ".svg": "dataurl" },
    outdir: out,
});

// What DOMPurify would allow if it were told nothing. It is told (modules/clean.js), so these lists are never looked
// at; what is missing in them could only be forbidden. Its lists for telling SVG and MathML from HTML stay.
const DEFAULTS = ["html$1", "html", "svg", "mathMl", "xml"];
const withoutDefaults = {
    name: "without-defaults",
    setup({ onLoad }) {
        onLoad({ filter: /dompurify.*\.mjs$/ }, ({ path }) => {
            let contents = readFileSync(path, "utf8");
            for (const list of DEFAULTS) {
                const whole = contents;
                const [before, after] = whole.split(`\nconst ${list} = freeze([`);
                contents = `${before}\nconst ${list} = freeze([${after?.slice(after.indexOf("]"))}`;
                if (contents.length >= whole.length) throw new Error(`DOMPurify has no list ${list} any more`);
            }
            return { contents };
        });
    },
};

// marked is published as one bundle, with all that can be added to it and with what older Markdown was. Its sources stand
// in the bundle's map: modules/markdown.js takes the three that it needs, and what nobody turns on there is left out.
const OFF = /\bthis\.options\.(pedantic|extensions|hooks|silent)\b/g;
const PEDANTIC = /^(const \w*Pedantic\w*\b[^]*?;\n\n| +pedantic: \w+,\n)/gm;
const sourcesOfMarked = {
    name: "sources-of-marked",
    setup({ onResolve, onLoad }) {
        const map = JSON.parse(readFileSync("node_modules/marked/lib/marked.esm.js.map", "utf8"));
        const namespace = "marked";
        onResolve({ filter: /^marked\/src\// }, ({ path }) => ({ path: basename(path), namespace }));
        onResolve({ filter: /^\.\//, namespace }, ({ path }) => ({ path: basename(path), namespace }));
        onLoad({ filter: /^/, namespace }, ({ path }) => {
            const source = map.sourcesContent[map.sources.indexOf(`../src/${path}`)];
            const contents = source.replace(OFF, "undefined").replace(path === "rules.ts" ? PEDANTIC : /(?!)/, "");
            return { contents, loader: "ts" };
        });
    },
};

// A name with a hash may be cached for good. A style sheet that a module imports
// is put beside it, and the import gives its address.
const { metafile } = await build({
    ...common,
    target: "es2020",
    format: "esm",
    entryPoints: ["modules/*.js"],
    loader: { ".css": "file" },
    plugins: [withoutDefaults, sourcesOfMarked],
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    outdir: `${out}/modules`,
    metafile: true,
});

// {"markdown": "modules/markdown-AB12CD34.js", …}: the app asks for modules by their plain names.
const manifest = Object.fromEntries(
    Object.entries(metafile.outputs)
        .filter(([, output]) => output.entryPoint)
        .map(([file, output]) => [basename(output.entryPoint, ".js"), `modules/${basename(file)}`]),
);
writeFileSync(`${out}/modules.json`, JSON.stringify(manifest));

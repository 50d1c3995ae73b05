// Makes the program smaller after wasm-bindgen: drops what the glue does not call, lets Binaryen optimise it and each
// of its parts, and gives short names to what program and glue have from each other. wasm-bindgen's own names end in
// hashes, which no compression makes smaller.
//
// node shorten.mjs GLUE PROGRAM PARTS: the glue (.js), the program (.wasm), and the folder of the parts; all in place.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import binaryen from "binaryen";
import { imports, withExports, withImports, withoutNames } from "./module.mjs";

const [glueFile, programFile, folder] = process.argv.slice(2);
const parts = readdirSync(folder)
    .filter((name) => /^(chunk|split)_.*\.wasm$/.test(name))
    .map((name) => join(folder, name));
let glue = readFileSync(glueFile, "utf8");
let program = readFileSync(programFile);

// Classes that a library offers to JavaScript, of which this page makes no use, and what stands around them.
glue = glue
    .replace(/^export class [^]*?(?=^function __wbg_get_imports)/m, "")
    .replace(/^const \w+Finalization = [^]*?;\n/gm, "");

// What neither the glue nor a part asks for need not be there.
const asked = new Set([...glue.matchAll(/\bwasm\.(\w+)/g)].map(([, name]) => name));
for (const part of parts) for (const { name } of imports(readFileSync(part))) asked.add(name);
program = withExports(program, (name) => asked.has(name) && [name]);

// As `wasm-opt -Oz` after the control flow has been built anew, which is 1 % less than before, and once more. The table's
// layout and what the modules share stay as they are. Below 1,024 there is only the far end of the stack.
binaryen.setOptimizeLevel(2);
binaryen.setShrinkLevel(2);
binaryen.setLowMemoryUnused(true);
function optimised(wasm) {
    const module = binaryen.readBinary(withoutNames(wasm));
    module.runPasses(["flatten", "rereloop"]);
    module.optimize();
    module.optimize();
    const bytes = module.emitBinary();
    module.dispose();
    return Buffer.from(bytes);
}
program = optimised(program);
for (const part of parts) writeFileSync(part, optimised(readFileSync(part)));

const LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const short = (index) => (index < 52 ? "" : short(Math.floor(index / 52) - 1)) + LETTERS[index % 52];

// The functions of the glue, in the order in which the program has them.
const GLUE = `./${basename(programFile, ".wasm")}.js`;
const given = new Map();
program = withImports(program, (module, name) => {
    if (module !== GLUE) return [module, name];
    given.set(name, given.get(name) ?? short(given.size));
    return ["", given.get(name)];
});
glue = glue
    .replace(/^ {8}(__wb\w+): [^]*?(?=^ {8}__wb\w+: |^ {4}\};)/gm, (entry, name) =>
        given.has(name) ? entry.replace(name, given.get(name)) : "",
    )
    .replace(JSON.stringify(GLUE), '""');

// The functions of the program whose names have a hash.
const taken = new Map();
program = withExports(program, (name) => {
    if (/__h[0-9a-f]{16}/.test(name)) taken.set(name, `_${short(taken.size)}`);
    return [taken.get(name) ?? name];
});
glue = glue.replace(/\bwasm\.(\w+)/g, (whole, name) => (taken.has(name) ? `wasm.${taken.get(name)}` : whole));

// Whatever wasm-bindgen writes another day, the two have to fit.
const missing = imports(program).filter(({ module, name }) => !module && !new RegExp(`^ {8}${name}: `, "m").test(glue));
if (missing.length) throw new Error(`the glue lacks ${missing.map(({ name }) => name).join(", ")}`);

writeFileSync(glueFile, glue);
writeFileSync(programFile, program);

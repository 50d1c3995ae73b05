// Loads parts of the program. A part is a file of modules, one after the other, headed by how many there are and by
// the number and the length of each; a module that another part has brought already is not made twice.

import { initSync } from "./app.js";

const made = new Map();

const make = (number, bytes) => {
    if (!made.has(number)) {
        // The modules find in the program's exports what they share.
        const work = WebAssembly.instantiate(bytes, { __wasm_split: initSync() });
        made.set(number, work.catch((error) => made.delete(number) && Promise.reject(error)));
    }
    return made.get(number);
};

// The page tells where the parts are.
const files = JSON.parse(document.getElementById("modules").textContent);

// The program asks for a part once, and again only if that fails. Whatever else comes in its place is no module.
const load = async (name) => {
    const all = await (await fetch(new URL(files[name], document.baseURI))).arrayBuffer();
    const head = new DataView(all);
    const count = head.getUint32(0, true);
    let at = 4 + 8 * count;
    for (let word = 4; word < 4 + 8 * count; word += 8) {
        const size = head.getUint32(word + 4, true);
        await make(head.getUint32(word, true), all.slice(at, at + size));
        at += size;
    }
};

// What the program calls: the answer goes to one of its functions, with what that was given.
export const part = (name) => async (callback, data) => {
    const done = await load(name).then(
        () => true,
        (error) => console.error(error),
    );
    initSync().__indirect_function_table.get(callback)(data, Boolean(done));
};

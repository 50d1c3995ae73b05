// Loads parts of the program. A part is a file of modules, one after the other; a module that another part has brought
// already is not made twice.

import { initSync } from "./app.js";

const made = new Map();

const make = (name, bytes) => {
    if (!made.has(name)) {
        // The modules find in the program's exports what they share.
        const work = WebAssembly.instantiate(bytes, { __wasm_split: initSync() });
        made.set(name, work.catch((error) => made.delete(name) && Promise.reject(error)));
    }
    return made.get(name);
};

// A file is asked for once, unless that fails.
const fetched = new Map();

const bytes = async (file) => {
    const response = await fetch(new URL(`./${file}`, import.meta.url));
    if (!response.ok) throw new Error(`${file}: ${response.status}`);
    return response.arrayBuffer();
};

const load = async (file, sizes) => {
    if (!fetched.has(file)) fetched.set(file, bytes(file));
    try {
        const all = await fetched.get(file);
        let at = 0;
        for (const [name, size] of sizes) {
            await make(name, all.slice(at, at + size));
            at += size;
        }
    } catch (error) {
        fetched.delete(file);
        throw error;
    }
};

// What the program calls: the answer goes to one of its functions, with what that was given.
export const part = (file, sizes) => async (callback, data) => {
    const done = await load(file, sizes).then(
        () => true,
        (error) => console.error(error),
    );
    initSync().__indirect_function_table.get(callback)(data, Boolean(done));
};

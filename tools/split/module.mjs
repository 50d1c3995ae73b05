// WebAssembly modules as bytes: their sections, and the names in their lists of imports and exports.

// Numbers of sections in the binary format.
const CUSTOM = 0;
const IMPORTS = 2;
const EXPORTS = 7;

// [the number at a place, the place behind it]
function number(bytes, at) {
    let [value, shift, byte] = [0, 0, 0];
    do {
        byte = bytes[at++];
        value |= (byte & 127) << shift;
        shift += 7;
    } while (byte & 128);
    return [value >>> 0, at];
}

function encoded(value) {
    const bytes = [];
    for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
    return Buffer.from([...bytes, value]);
}

// [the text at a place, the place behind it]
function text(bytes, at) {
    const [size, start] = number(bytes, at);
    return [bytes.toString("utf8", start, start + size), start + size];
}

const encodedText = (string) => Buffer.concat([encoded(Buffer.byteLength(string)), Buffer.from(string)]);

// The module with each section as `change(number, body)` gives its body back; without those of which it gives none.
function changed(wasm, change) {
    const all = [wasm.subarray(0, 8)];
    for (let at = 8; at < wasm.length; ) {
        const [size, start] = number(wasm, at + 1);
        const body = change(wasm[at], wasm.subarray(start, start + size));
        if (body) all.push(Buffer.from([wasm[at]]), encoded(body.length), body);
        at = start + size;
    }
    return Buffer.concat(all);
}

// A list whose entries are names, a kind, and what `skip` steps over.
function renamed(list, names, skip, rename) {
    let [count, at] = number(list, 0);
    const entries = [];
    while (count--) {
        const said = [];
        for (let i = 0; i < names; i++) [said[i], at] = text(list, at);
        const end = skip(list, at);
        const kept = rename(...said);
        if (kept) entries.push(Buffer.concat([...kept.map(encodedText), list.subarray(at, end)]));
        at = end;
    }
    return Buffer.concat([encoded(entries.length), ...entries]);
}

function functionOnly(list, at) {
    if (list[at] !== 0) throw new Error("the program imports something that is not a function");
    return number(list, at + 1)[1];
}

/** The module with [module, name] of each import as `rename(module, name)` gives them back. */
export const withImports = (wasm, rename) =>
    changed(wasm, (section, body) => (section === IMPORTS ? renamed(body, 2, functionOnly, rename) : body));

/** The module with [name] of each export as `rename(name)` gives it back; without those of which it gives none. */
export const withExports = (wasm, rename) =>
    changed(wasm, (section, body) =>
        section === EXPORTS ? renamed(body, 1, (list, at) => number(list, at + 1)[1], rename) : body,
    );

/** The module without the names of its functions. */
export const withoutNames = (wasm) =>
    changed(wasm, (section, body) => (section === CUSTOM && text(body, 0)[0] === "name" ? null : body));

/** The module without what is for tools only: names, relocations, and what else has no effect. */
export const withoutCustomSections = (wasm) => changed(wasm, (section, body) => (section === CUSTOM ? null : body));

/** What a module imports: [{module, name, kind}]. */
export const imports = (wasm) => WebAssembly.Module.imports(new WebAssembly.Module(wasm));

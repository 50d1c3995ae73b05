// Writes documents and files below the output folder.

import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Opens an output folder, emptied of what an earlier run wrote. */
export function openFolder(folder) {
    for (const name of ["site.json", "home.json", "lists", "sections", "threads", "users", "pages", "modlog", "media"]) {
        rmSync(join(folder, name), { recursive: true, force: true });
    }
    const put = (path, bytes) => {
        const file = join(folder, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, bytes);
    };
    return {
        /** Writes a file as it is. */
        file: put,
        /** Writes a document: the version first, minified, one line. */
        document: (path, body) => put(path, `${JSON.stringify({ v: "1.0", ...body })}\n`),
    };
}

/** Cuts a list into pages and calls back with each and its `page` object; an empty list has one empty page. */
export function paged(list, size, each) {
    const count = Math.max(1, Math.ceil(list.length / size));
    for (let number = 1; number <= count; number += 1) {
        const part = list.slice((number - 1) * size, number * size);
        each(part, { number, count, size, total: list.length });
    }
}

/** The same object without the fields that are absent or empty. */
export function compact(object) {
    return Object.fromEntries(
        Object.entries(object).filter(
            ([, value]) => value !== undefined && value !== "" && !(Array.isArray(value) && value.length === 0),
        ),
    );
}

// The site's own pages: one file each in `pages/`, HTML or Markdown, after a head of `name: value` lines.

import { readFileSync, readdirSync } from "node:fs";
import { iso, readLocal } from "./clock.mjs";
import { compact } from "./write.mjs";

const FOLDER = new URL("./pages/", import.meta.url);

/** Writes all pages; the file's name is the slug. */
export function writePages(put) {
    for (const file of readdirSync(FOLDER).sort()) {
        const [slug, ending] = file.split(".");
        const [head, ...parts] = readFileSync(new URL(file, FOLDER), "utf8").split("\n\n");
        const field = Object.fromEntries(head.split("\n").map((line) => line.split(": ")));
        const format = ending === "md" ? "markdown" : "html";
        put(`pages/${slug}.json`, compact({
            slug,
            title: field.title,
            lang: field.lang,
            body: { format, text: parts.join("\n\n").trim() },
            updated: iso(readLocal(field.updated).time),
        }));
    }
}

// Makes the embedded site: `node tools/content/make.mjs [folder]`. The same bytes on every run.

import { fileURLToPath } from "node:url";
import { resolver } from "./address.mjs";
import { authorWriter, gatherAuthors } from "./authors.mjs";
import { check } from "./check.mjs";
import { aroundThreads, listWriter } from "./lists.mjs";
import { writeMembers } from "./members.mjs";
import { readModlog, writeModlog } from "./modlog.mjs";
import { writePages } from "./pages.mjs";
import { openPictures } from "./pictures.mjs";
import { postWriter } from "./posts.mjs";
import { readProse } from "./prose.mjs";
import { site } from "./site.mjs";
import { settle, threadWriter } from "./threads.mjs";
import { timeline } from "./timeline.mjs";
import { openFolder } from "./write.mjs";

const folder = process.argv[2] ?? fileURLToPath(new URL("../../content/", import.meta.url));
const threads = timeline(readProse());
const modlog = readModlog();
const pictures = openPictures();
const members = gatherAuthors(threads, modlog, pictures);
const authors = authorWriter(members);
const { find, link } = resolver(threads, members);

// Bodies first: quotations, excerpts and figures need them.
const posts = postWriter({ pictures, authors, link });
const real = threads.filter(({ moved }) => !moved);
real.flatMap((thread) => thread.posts).forEach(posts.render);
real.forEach(settle);
for (const thread of threads.filter(({ moved }) => moved)) {
    const { replies, views, last, kind } = find(thread.moved);
    Object.assign(thread, { replies, views, last, kind });
}

const out = openFolder(folder);
const put = out.document;
const { entry, brief, pages } = threadWriter({ pictures, authors, find });
const around = aroundThreads(threads, brief);
for (const thread of real) {
    pages(thread, thread.posts.map(posts.write), around(thread), put);
}
const lists = listWriter({ threads, authors, entry, put });
lists.write();
writeMembers({ members, authors, entry, brief, put });
writeModlog({ entries: modlog, authors, threads, put });
writePages(put);
put("site.json", site({ threads, members, authors, tree: lists.tree(), notice: (title) => link(`thread:${title}`, find(title).posts[0]) }));
for (const [path, bytes] of pictures.files) {
    out.file(path, bytes);
}

const faults = check(folder);
faults.forEach((fault) => console.error(fault));
process.exitCode = faults.length ? 1 : 0;

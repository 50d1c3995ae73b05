// Addresses as the forum's own pages wrote them over the years; the reader leads all of them to its own.

import { hash } from "./chance.mjs";

const HOME = "https://china168.info/";

/** The address of a post, as quotations have it. */
export const postAddress = (post) => `forum.php?mod=redirect&goto=findpost&ptid=${post.thread.id}&pid=${post.id}`;

const pick = (seed, forms) => forms[hash(seed) % forms.length];

export const threadAddress = (id, seed) =>
    pick(`${seed} ${id}`, [
        `thread-${id}-1-1.html`,
        `forum.php?mod=viewthread&tid=${id}`,
        `${HOME}thread-${id}-1-1.html`,
        `https://www.china168.info/forum.php?mod=viewthread&tid=${id}&extra=page%3D1`,
    ]);

const sectionAddress = (id, seed) => pick(`${seed} ${id}`, [`forum-${id}-1.html`, `forum.php?mod=forumdisplay&fid=${id}`, `${HOME}forum-${id}-1.html`]);
const userAddress = (id, seed) => pick(`${seed} ${id}`, [`home.php?mod=space&uid=${id}`, `space-uid-${id}.html`]);

/** Resolves `thread:TITLE`, `section:ID`, `user:NAME` and `floor:N` as the prose writes them; other addresses stay. */
export function resolver(threads, members) {
    const find = (title) => {
        const found = threads.find((thread) => !thread.moved && thread.title.startsWith(title));
        if (!found) {
            throw new Error(`no thread begins with ${title}`);
        }
        return found;
    };
    const link = (address, post) => {
        const text = decodeURI(address);
        const [, scheme, rest] = text.match(/^(thread|section|user|floor):(.+)$/) ?? [];
        const seed = `${post.thread.title} ${post.floor}`;
        switch (scheme) {
            case "thread": return threadAddress(find(rest).id, seed);
            case "section": return sectionAddress(rest, seed);
            case "user": return userAddress(members.get(rest).id, seed);
            case "floor": return postAddress(post.thread.posts[(rest.startsWith("-") ? post.floor + Number(rest) : Number(rest)) - 1]);
            default: return address;
        }
    };
    return { find, link };
}

// Members' documents: profile, threads, posts.

import { iso } from "./clock.mjs";
import { shorten } from "./markup.mjs";
import { compact, paged } from "./write.mjs";

const A_PAGE = 20;
const EXCERPT = 40;

/** Writes the documents of all members. */
export function writeMembers({ members, authors, entry, brief, put }) {
    for (const member of members.values()) {
        put(`users/${member.id}.json`, { user: authors.profile(member) });
        const threads = [...member.threads].sort((a, b) => b.created - a.created);
        paged(threads, A_PAGE, (part, page) =>
            put(`users/${member.id}/threads/${page.number}.json`, { threads: part.map((thread) => entry(thread, true)), page }),
        );
        const posts = [...member.posts].sort((a, b) => b.time - a.time);
        paged(posts, A_PAGE, (part, page) =>
            put(`users/${member.id}/posts/${page.number}.json`, {
                posts: part.map((post) => ({ thread: brief(post.thread), post: excerpt(post, authors) })),
                page,
            }),
        );
    }
}

/** A post shortened to its beginning, as plain text. */
function excerpt(post, authors) {
    return compact({
        id: post.id,
        floor: post.floor,
        author: authors.bare(post.author),
        created: iso(post.time),
        lang: post.lang,
        body: { format: "text", text: shorten(post.plain || "[图片]", EXCERPT) },
    });
}

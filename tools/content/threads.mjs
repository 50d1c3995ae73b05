// Threads as documents: list entries and pages of posts.

import { chance } from "./chance.mjs";
import { DAY, NOW, iso } from "./clock.mjs";
import { LOCKED_GATE, REPLY_GATE, readGateOf } from "./gates.mjs";
import { shorten } from "./markup.mjs";
import { CREDITS, sectionOf, wayTo } from "./sections.mjs";
import { compact, paged } from "./write.mjs";

export const POSTS_A_PAGE = 20;

const isGone = (post) => ["hidden", "deleted", "pending"].includes(post.state);
const lastOf = (thread) => thread.posts.findLast((post) => !isGone(post)) ?? thread.posts[0];

/** How often a thread was opened, where the prose does not tell: by its replies and its age. */
function viewsOf(thread) {
    const draw = chance(`views ${thread.title}`);
    const days = (NOW - thread.created) / DAY;
    const replies = thread.posts.length - 1;
    return thread.views ?? Math.floor(23 + replies * draw.between(16, 70) + Math.min(days, 300) * draw.between(0.3, 2.4) + draw.int(0, 60));
}

/** Adds what follows from a thread's posts: figures, flags, kind. Posts must have been rendered. */
export function settle(thread) {
    const { posts } = thread;
    const [first] = posts;
    thread.replies = posts.length - 1;
    thread.views = viewsOf(thread);
    thread.last = lastOf(thread);
    thread.kind ??= first.poll ? "poll" : "discussion";
    const more = [
        thread.replies >= 14 && !thread.flags.includes("hot") && "hot",
        (first.inline.length > 0 || first.pictures) && "images",
        first.files && "files",
    ];
    thread.flags = [...thread.flags, ...more.filter(Boolean)];
}

/** Makes thread documents of one site. */
export function threadWriter({ pictures, authors, find }) {
    const prefixOf = (thread) => sectionOf(thread.section).prefixes?.find(({ label }) => label === thread.prefix) ?? (thread.prefix && fail(thread));

    function fail(thread) {
        throw new Error(`${thread.title}: what is ${thread.prefix}?`);
    }

    /** The first picture of the first post, if lists may show it. */
    function thumbnail(thread) {
        const [first] = thread.posts;
        const name = thread.image ?? first.lines.map((line) => line.match(/^!\[[^\]]*\]\(([^)|]+)/)?.[1]).find(Boolean) ?? first.pictures?.[0].split("|")[0];
        return name && name !== "broken" ? pictures.thumbnail(name) : undefined;
    }

    /** An entry of a list; a short one leaves out what only a list of a section shows, a whole one counts more. */
    function entry(thread, short = false, whole = false) {
        if (thread.moved) {
            const target = find(thread.moved);
            return { ...entry(target, true), id: thread.id, section: thread.section, prefix: undefined, moved_to: target.id, flags: [] };
        }
        const [first] = thread.posts;
        const shown = !thread.gate && !isGone(first) && chance(`excerpt ${thread.title}`).next() < 0.62;
        return compact({
            id: thread.id,
            section: thread.section,
            title: thread.title,
            lang: thread.lang,
            kind: thread.kind === "discussion" ? undefined : thread.kind,
            prefix: prefixOf(thread),
            tags: thread.tags,
            author: authors.bare(thread.author),
            created: iso(thread.created),
            last_post: { author: authors.bare(thread.last.author), at: iso(thread.last.time), floor: thread.last.floor },
            counts: {
                replies: thread.replies,
                views: thread.views,
                ...(whole ? { participants: new Set(thread.posts.map(({ author }) => author)).size } : {}),
            },
            flags: thread.flags,
            excerpt: !short && shown ? shorten(first.plain, 56) : undefined,
            thumbnail: short ? undefined : thumbnail(thread),
            url: thread.url,
            gate: thread.gate && readGateOf(thread.gate),
            price: thread.price,
        });
    }

    /** A thread beside another one, or beside a post of it: what it is, and no more. */
    function brief(thread) {
        const { id, section, title, lang, kind, created } = entry(thread, true);
        return compact({ id, section, title, lang, kind, author: authors.bare(thread.author), created });
    }

    /** The pages of a thread, and of its opener's posts where it has several. */
    function pages(thread, posts, { neighbours, related }, put) {
        const section = sectionOf(thread.section);
        const common = {
            thread: entry(thread, false, true),
            section: compact({ id: section.id, parent: section.parent, name: section.name, rules_url: CREDITS }),
            breadcrumb: [...wayTo(section.id), { label: section.name, section: section.id }],
            reply: { allowed: false, gate: thread.flags.includes("locked") ? LOCKED_GATE : REPLY_GATE },
        };
        const around = { neighbours, ...(related.length ? { related } : {}) };
        const write = (path, list, only) =>
            paged(list, POSTS_A_PAGE, (part, page) => {
                const final = part.length === POSTS_A_PAGE ? { final: true } : {};
                put(`threads/${thread.id}/${path}${page.number}.json`, { ...common, ...only, page, ...final, posts: part, ...around });
            });
        const opener = posts[0].author.id;
        const apart = posts.length > POSTS_A_PAGE && opener;
        write("", posts, apart ? { by_author: [opener] } : {});
        if (apart) {
            write(`by-${opener}/`, posts.filter(({ author }) => author.id === opener), { only_author: opener });
        }
    }

    return { entry, brief, pages };
}

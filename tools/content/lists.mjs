// Lists of threads: sections in all their orders and cuts, the lists across sections, the home page.

import { TODAY, iso } from "./clock.mjs";
import { readGateOf } from "./gates.mjs";
import { CREDITS, GROUPS_OF_SECTIONS, SECTIONS, wayTo } from "./sections.mjs";
import { compact, paged } from "./write.mjs";

export const THREADS_A_PAGE = 20;
const NEWEST_AT_MOST = 60;
const AT_HOME = 8;

const newestFirst = (a, b) => b.created - a.created;
const ORDERS = {
    last_post: (a, b) => b.last.time - a.last.time,
    created: newestFirst,
    replies: (a, b) => b.replies - a.replies || newestFirst(a, b),
    views: (a, b) => b.views - a.views || newestFirst(a, b),
};
const FILTERS = {
    digest: (thread) => thread.flags.includes("digest"),
    hot: (thread) => thread.flags.includes("hot"),
    poll: (thread) => thread.kind === "poll",
};
const rank = (thread) => (thread.flags.includes("pinned_everywhere") ? 0 : thread.flags.includes("pinned") ? 1 : 2);

/** How much is in a list of threads: threads, posts, posts of the site's last day. */
export function countsOf(threads) {
    const posts = threads.filter(({ moved }) => !moved).flatMap((thread) => thread.posts);
    return { threads: threads.filter(({ moved }) => !moved).length, posts: posts.length, today: posts.filter(({ time }) => time >= TODAY).length };
}

/** Makes lists of one site. */
export function listWriter({ threads, authors, entry, put }) {
    const real = threads.filter(({ moved }) => !moved);
    const everywhere = real.filter((thread) => thread.flags.includes("pinned_everywhere")).sort(newestFirst);
    const within = (id) => threads.filter((thread) => thread.section === id);

    /** A section as the site's tree and its own pages have it. */
    function section(one) {
        const own = within(one.id).filter(({ moved }) => !moved);
        const last = [...own].sort(ORDERS.last_post)[0]?.last;
        return compact({
            id: one.id,
            parent: one.parent,
            name: one.name,
            description: one.description,
            rules_html: one.rules_html,
            rules_url: one.redirect ? undefined : CREDITS,
            counts: one.gate || one.redirect ? undefined : countsOf(own),
            moderators: one.moderators.map(authors.short),
            last_post: last && { thread: last.thread.id, title: last.thread.title, author: authors.bare(last.author), at: iso(last.time) },
            prefixes: one.prefixes,
            filters: one.filters,
            sorts: one.sorts,
            children: (one.children ?? []).map((child) => section({ ...child, parent: one.id })),
            gate: one.gate && readGateOf(one.gate),
            redirect: one.redirect,
        });
    }

    /** All pages of one section. */
    function sectionPages(one) {
        const { rules_html, ...brief } = section(one);
        const write = (path, list, order, pins) => {
            // The rules stand above the whole list, not above its cuts.
            const common = { section: pins ? compact({ ...brief, rules_html }) : brief, breadcrumb: wayTo(one.id) };
            const sorted = [...list].sort((a, b) => rank(a) - rank(b) || ORDERS[order](a, b));
            const extra = pins ? everywhere.filter((thread) => thread.section !== one.id) : [];
            paged(sorted, THREADS_A_PAGE, (part, page) => {
                const shown = page.number === 1 ? [...extra, ...part] : part;
                put(`sections/${one.id}/${path}${page.number}.json`, { ...common, threads: shown.map((thread) => entry(thread)), page });
            });
        };
        const own = within(one.id);
        const cuts = [
            ["", own],
            ...(one.filters ?? []).map((filter) => [`${filter}/`, own.filter((thread) => !thread.moved && FILTERS[filter](thread))]),
            ...(one.prefixes ?? []).map(({ id, label }) => [`prefix-${id}/`, own.filter((thread) => !thread.moved && thread.prefix === label)]),
        ];
        for (const [path, list] of cuts) {
            write(path, list, "last_post", path === "" && !one.gate);
            for (const order of one.sorts ?? []) {
                write(`${path}${order}/`, list, order, path === "");
            }
        }
    }

    /** The tree of all sections, in groups. */
    const tree = () =>
        GROUPS_OF_SECTIONS.map(({ id, name, description, sections }) => ({
            id, name, group: true, description,
            children: sections.map((one) => section({ ...one, parent: id })),
        }));

    const open = real.filter((thread) => !thread.flags.includes("hidden"));
    const lists = {
        newest: [...open].sort(newestFirst).slice(0, NEWEST_AT_MOST),
        hot: open.filter(FILTERS.hot).sort(ORDERS.last_post),
        digest: open.filter(FILTERS.digest).sort(newestFirst),
    };

    function acrossSections() {
        const home = {};
        for (const [name, list] of Object.entries(lists)) {
            home[name] = list.slice(0, AT_HOME).map((thread) => entry(thread));
            paged(list, THREADS_A_PAGE, (part, page) => put(`lists/${name}/${page.number}.json`, { threads: part.map((thread) => entry(thread)), page }));
        }
        put("home.json", home);
    }

    return {
        tree,
        write() {
            SECTIONS.filter((one) => !one.redirect).forEach(sectionPages);
            acrossSections();
        },
    };
}

/** The threads beside each thread in its section, and some that are like it. */
export function aroundThreads(threads, brief) {
    const bySection = group(threads);
    const shared = (a, b) => (a.tags ?? []).filter((tag) => (b.tags ?? []).includes(tag)).length * 3 + (a.prefix && a.prefix === b.prefix && a.section === b.section ? 1 : 0);
    return (thread) => {
        const own = bySection.get(thread.section).filter((one) => !one.moved && !one.flags.includes("hidden"));
        const at = own.indexOf(thread);
        const related = thread.tags
            ? threads.filter((one) => !one.moved && one !== thread && !one.flags.includes("hidden") && shared(thread, one) >= 3).sort((a, b) => shared(thread, b) - shared(thread, a) || newestFirst(a, b)).slice(0, 2)
            : [];
        const short = (one) => one && brief(one);
        return { neighbours: at < 0 ? {} : compact({ previous: short(own[at - 1]), next: short(own[at + 1]) }), related: related.map(short) };
    };
}

/** Threads by section, in the order they were opened in. */
function group(threads) {
    const out = new Map();
    for (const thread of threads) {
        out.set(thread.section, [...(out.get(thread.section) ?? []), thread]);
    }
    return out;
}

// The moderation log (小黑屋): what moderators did, as lines of prose.

import { readFileSync } from "node:fs";
import { DAY, HOUR, iso, readLocal } from "./clock.mjs";
import { compact, paged } from "./write.mjs";

const A_PAGE = 20;

/**
 * Reads `modlog.txt`: `time · action · moderator · target or - · thread's title or - · reason`, with ` · 7d` or
 * ` · 6h` at the end of a line where a measure ends.
 */
export function readModlog() {
    return readFileSync(new URL("./modlog.txt", import.meta.url), "utf8")
        .split("\n")
        .filter((line) => /^\d/.test(line))
        .map((line) => {
            const [at, action, moderator, target, title, reason, lasts] = line.split(" · ");
            const { time } = readLocal(at);
            const span = lasts && Number.parseInt(lasts, 10) * (lasts.endsWith("h") ? HOUR : DAY);
            return { time, action, moderator, target: target === "-" ? undefined : target, title: title === "-" ? undefined : title, reason, until: span && time + span };
        })
        .sort((a, b) => b.time - a.time);
}

/** Writes the log's pages. A title that begins a thread's title leads to the thread. */
export function writeModlog({ entries, authors, threads, put }) {
    const documents = entries.map(({ time, action, moderator, target, title, reason, until }) => {
        const thread = title && threads.find((one) => !one.moved && one.title.startsWith(title));
        return compact({
            at: iso(time),
            action,
            target: target && authors.short(target),
            thread: thread?.id,
            title: thread?.title ?? title,
            moderator: authors.short(moderator),
            reason,
            until: until && iso(until),
        });
    });
    paged(documents, A_PAGE, (part, page) => put(`modlog/${page.number}.json`, { entries: part, page }));
}

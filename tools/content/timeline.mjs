// When everything was written: from the dates that the prose gives to a time for each post, and from times to ids.

import { chance } from "./chance.mjs";
import { DAY, HOUR, NOW, hourOf, seconds } from "./clock.mjs";

const FIRST = seconds("2019-03-01T15:00:00Z");
const LATEST = NOW - 9 * HOUR;

/** Hours at which people write, in the site's zone: each as often as it is listed. */
const HOURS = [6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 12, 12, 13, 14, 15, 16, 17, 18, 18, 19, 19, 19, 20, 20, 20, 21, 21, 21, 22, 22, 23, 0, 2, 4];

/** When a thread was opened: as written, at a likely hour of the written day, or some day, the later the likelier. */
function opened(thread, draw) {
    const clock = draw.pick(HOURS) * HOUR + draw.int(0, HOUR - 1);
    if (!thread.at) {
        const day = LATEST - (LATEST - FIRST) * draw.next() ** 3;
        return Math.min(LATEST, Math.floor(day / DAY) * DAY + 6 * HOUR + clock);
    }
    return thread.at.day ? Math.min(LATEST, thread.at.time + clock) : thread.at.time;
}

/** How long after the post before it a reply comes: minutes at first, hours and days later on. */
function gap(index, draw) {
    const usual = index < 4 ? 0.8 * HOUR : index < 15 ? 2 * HOUR : 5 * HOUR;
    return 90 + -Math.log(1 - draw.next()) * usual * (draw.one(7) ? 8 : 1);
}

/** Gives every post a time: written ones are kept, the others fit between them and before the site's moment. */
function timePosts(thread, draw) {
    const [first, ...replies] = thread.posts;
    first.time = thread.created;
    let from = 0;
    while (from < replies.length) {
        let to = replies.findIndex((post, i) => i >= from && post.at);
        to = to < 0 ? replies.length : to;
        const start = from ? replies[from - 1].time : thread.created;
        const end = to < replies.length ? replies[to].at : NOW - 200;
        const gaps = replies.slice(from, to).map((_, i) => gap(from + i, draw));
        const whole = gaps.reduce((sum, one) => sum + one, 0);
        const room = thread.span ? Math.min(end - start, thread.span * DAY) : (end - start) * 0.96;
        const scale = thread.span ? room / (whole + 1) : Math.min(1, room / (whole + 1));
        let time = start;
        for (let i = from; i < to; i += 1) {
            time += gaps[i - from] * scale;
            const later = time + draw.between(4, 6) * HOUR;
            if (scale === 1 && hourOf(time) >= 1 && hourOf(time) < 6 && to === replies.length && later + whole < end && !draw.one(4)) {
                time = later;
            }
            replies[i].time = Math.floor(time);
        }
        if (to < replies.length) {
            replies[to].time = replies[to].at;
        }
        from = to + 1;
    }
}

/** Numbers that grow with time, so that a new thread leaves the others' ids alone: `base` at the reference thread's moment. */
function numbering(base, every) {
    const zero = seconds("2023-09-01T15:33:27Z");
    const taken = new Set();
    return (time, wished) => {
        let id = wished ? Number(wished) : base + Math.floor((time - zero) / every);
        while (!wished && taken.has(id)) {
            id += 1;
        }
        taken.add(id);
        return String(id);
    };
}

/** Times and ids for all threads, which are returned in the order they were opened in. */
export function timeline(threads) {
    for (const thread of threads) {
        const draw = chance(`time ${thread.title}`);
        thread.created = opened(thread, draw);
        timePosts(thread, draw);
    }
    threads.sort((a, b) => a.created - b.created || (a.title < b.title ? -1 : 1));
    const threadId = numbering(155132, 3 * HOUR);
    for (const wished of [true, false]) {
        for (const thread of threads.filter((one) => Boolean(one.id) === wished)) {
            thread.id = threadId(thread.created, thread.id);
        }
    }
    const postId = numbering(612480, 900);
    const posts = threads.flatMap((thread) => thread.posts.map((post, i) => Object.assign(post, { thread, floor: i + 1 })));
    posts.sort((a, b) => a.time - b.time || a.floor - b.floor);
    for (const post of posts) {
        post.id = postId(post.time);
    }
    return threads;
}

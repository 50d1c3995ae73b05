// Authors as documents show them, and what the threads tell about each member.

import { chance } from "./chance.mjs";
import { DAY, HOUR, NOW, iso, seconds } from "./clock.mjs";
import { GROUPS, STRANGERS, USERS } from "./users.mjs";
import { compact } from "./write.mjs";

const FOUNDED = seconds("2019-01-02T16:00:00Z");

/** What each member did: first and last moment, threads and posts that can be read. */
function activity(threads, modlog) {
    const seen = new Map(USERS.map((user) => [user.name, { first: NOW, last: 0, threads: [], posts: [] }]));
    const touch = (name, time) => {
        const one = seen.get(name);
        if (!one && !STRANGERS[name]) {
            throw new Error(`nobody is called ${name}`);
        }
        if (one) {
            one.first = Math.min(one.first, time);
            one.last = Math.max(one.last, time);
        }
        return one;
    };
    for (const thread of threads) {
        if (!thread.moved) {
            const opener = touch(thread.author, thread.created);
            if (!thread.flags.includes("hidden")) {
                opener?.threads.push(thread);
            }
        }
        for (const post of thread.moved ? [] : thread.posts) {
            const one = touch(post.author, post.time);
            if (!["hidden", "deleted", "pending"].includes(post.state)) {
                one?.posts.push(post);
            }
            for (const { who } of [...(post.comments ?? []), ...(post.ratings ?? [])]) {
                touch(who, post.time);
            }
        }
    }
    for (const entry of modlog) {
        touch(entry.moderator, entry.time);
        if (entry.target) {
            touch(entry.target, entry.time - DAY);
        }
    }
    return seen;
}

/** The members with all that is known of them, by name. */
export function gatherAuthors(threads, modlog, pictures) {
    const seen = activity(threads, modlog);
    const members = new Map();
    let before = NOW;
    for (const user of [...USERS].reverse()) {
        const draw = chance(`member ${user.name}`);
        const did = seen.get(user.name);
        // Ids ascend: nobody joined after the next id's member, nor after their own first words.
        const wished = did.first - DAY * draw.between(0.3, user.level ? 160 : 4);
        before = Math.floor(Math.max(FOUNDED + Number(user.id) * HOUR, Math.min(wished, before - HOUR * draw.between(1, 90))));
        const last = did.last || before;
        const credits = did.threads.length * 12 + did.posts.length * 4 + user.level * 150 + draw.int(0, 90);
        members.set(user.name, {
            ...user,
            ...did,
            joined: before,
            lastSeen: user.state === "banned" ? last : Math.min(NOW - draw.int(60, 5000), Math.max(last + 300, Math.floor(NOW - DAY * draw.between(0, 40) ** 1.2))),
            avatar: user.avatar && pictures.avatar(user.id, user.name),
            credits: { 积分: credits, 威望: Math.floor(credits / 40), 金钱: draw.int(5, 60) + credits * 2, 贡献: Math.floor(did.threads.length / 2) },
        });
    }
    return members;
}

/** Writes authors: whole beside a post, short in lists. */
export function authorWriter(members) {
    const short = (name) => {
        if (STRANGERS[name]) {
            return STRANGERS[name];
        }
        const { id, avatar, state } = members.get(name);
        return compact({ id, name, avatar, state });
    };
    /** Only who it is, for places that show a name and no picture. */
    const bare = (name) => {
        const { avatar, ...rest } = short(name);
        return rest;
    };
    const full = (name) => {
        const member = members.get(name);
        if (!member) {
            return short(name);
        }
        return compact({
            ...short(name),
            group: compact({ name: member.group, colour: GROUPS[member.group] }),
            title: member.title,
            level: member.level,
            stats: [
                { label: "主题", value: String(member.threads.length) },
                { label: "帖子", value: String(member.posts.length) },
                { label: "积分", value: String(member.credits.积分) },
            ],
            signature_html: member.sign,
        });
    };
    const profile = (member) =>
        compact({
            ...full(member.name),
            joined: iso(member.joined),
            last_seen: iso(member.lastSeen),
            bio_html: member.bio,
            location: member.location,
            credits: Object.entries(member.credits).map(([label, value]) => ({ label, value: String(value) })),
        });
    return { short, bare, full, profile };
}

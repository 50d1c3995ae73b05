// Reads the prose files of `threads/`; README.md describes how they are written.

import { readdirSync, readFileSync } from "node:fs";
import { readLocal } from "./clock.mjs";

const FOLDER = new URL("./threads/", import.meta.url);
const FLAGS = ["pinned_everywhere", "pinned", "locked", "digest", "hot", "solved", "hidden"];
const KINDS = ["question", "trade", "activity", "debate", "link"];

/** Fields of a thread's second line that are `name value`. */
const VALUES = {
    tags: (value) => ({ tags: value.split(",") }),
    views: (value) => ({ views: Number(value) }),
    lang: (value) => ({ lang: value }),
    url: (value) => ({ url: value }),
    price: (value) => ({ price: value }),
    gate: (value) => ({ gate: readGate(value) }),
    moved: (value) => ({ moved: value }),
    image: (value) => ({ image: value }),
    span: (value) => ({ span: Number(value) }),
};

/** `reason: detail`, and a price after a bar: `pay: 付费可见 | 5 金钱`. */
function readGate(text) {
    const [, reason, detail, price] = text.match(/^(\w+)(?:: ([^|]*?))?(?: \| (.+))?$/);
    return { reason, detail, price };
}

function readHead(line) {
    const [author, ...rest] = line.replace(/^by /, "").split(" · ");
    const head = { author, flags: [] };
    for (const field of rest) {
        const [name, value] = [field.split(" ")[0], field.slice(field.indexOf(" ") + 1)];
        if (/^\d{4}-/.test(field)) {
            head.at = readLocal(field);
        } else if (/^#\d+$/.test(field)) {
            head.id = field.slice(1);
        } else if (FLAGS.includes(field)) {
            head.flags.push(field);
        } else if (KINDS.includes(field)) {
            head.kind = field;
        } else if (VALUES[name] && name !== field) {
            Object.assign(head, VALUES[name](value));
        } else {
            head.prefix = field;
        }
    }
    return head;
}

/** Directives of a post: lines that start with `!`. Each adds to the post's `extra`. */
const DIRECTIVES = {
    at: (text) => ({ at: readLocal(text).time }),
    format: (text) => ({ format: text }),
    lang: (text) => ({ lang: text }),
    title: (text) => ({ title: text }),
    badge: (text) => ({ badges: [text] }),
    pic: (text) => ({ pictures: [text] }),
    file: (text) => ({ files: [text] }),
    gate: (text) => ({ gate: readGate(text) }),
    state: (text) => {
        const [state, reason] = text.split(": ");
        return { state, reason };
    },
    score: (text) => {
        const [up, down] = text.split(" ").map(Number);
        return { score: { up, down } };
    },
    react: (text) => ({
        reactions: text.split(", ").map((one) => {
            const [label, count] = one.split(" ");
            return { label, count: Number(count) };
        }),
    }),
    comment: (text) => {
        const [, who, said] = text.match(/^(\S+): (.+)$/);
        return { comments: [{ who, said }] };
    },
    rate: (text) => {
        const [, who, points, label, reason] = text.match(/^(\S+) ([+-]\d+) (\S+?)(?:: (.+))?$/);
        return { ratings: [{ who, points: Number(points), label, reason }] };
    },
    edit: (text) => {
        const [, after, by, reason] = text.match(/^(\d+)(?: by (\S+?))?(?:: (.+))?$/);
        return { edit: { after: Number(after), by, reason } };
    },
};

function direct(post, line) {
    const [, name, text] = line.match(/^!(\w+) (.+)$/);
    for (const [key, value] of Object.entries(DIRECTIVES[name](text))) {
        post[key] = Array.isArray(value) && Array.isArray(post[key]) ? [...post[key], ...value] : value;
    }
}

/** `?poll max 3 closes 2024-05-31 hidden closed: question`, then `? label = votes` for each answer. */
function readPoll(line) {
    const [, words, question] = line.match(/^\?poll([^:]*)(?:: (.+))?$/);
    const value = (name) => words.match(new RegExp(`${name} (\\S+)`))?.[1];
    return {
        question,
        max: Number(value("max") ?? 1),
        closes: value("closes") && readLocal(value("closes")).time,
        voters: value("voters") && Number(value("voters")),
        hidden: / hidden/.test(words),
        closed: / closed/.test(words),
        options: [],
    };
}

function readOption(line) {
    const [, label, votes, image] = line.match(/^\? (.+?)(?: = (\d+))?(?: \[(\S+)\])?$/);
    return { label, votes: votes && Number(votes), image };
}

/** A floor as written: counted from the first, or back from the post's own (`#-1` is the one above). */
const floorOf = (mark, own) => mark && (mark[1].startsWith("-") ? own + Number(mark[1]) : Number(mark[1]));

/** Reads one file: its threads, each with its section and posts. */
function readFile(name) {
    const threads = [];
    let section, post, code = false;
    for (const line of readFileSync(new URL(name, FOLDER), "utf8").split("\n")) {
        const thread = threads.at(-1);
        const reply = line.match(/^-- (\S+?)((?: [#@]-?\d+)*)(?::(?: (.*))?)?$/);
        if (code) {
            post.lines.push(line);
            code = line !== "```";
        } else if (/^section \d+$/.test(line)) {
            section = line.slice(8);
        } else if (line.startsWith("= ")) {
            threads.push({ section, title: line.slice(2), posts: [] });
        } else if (line.startsWith("by ") && thread.posts.length === 0) {
            Object.assign(thread, readHead(line));
            post = { author: thread.author, lines: [] };
            thread.posts.push(post);
        } else if (reply) {
            const [, author, marks, text] = reply;
            post = { author, lines: text ? [text] : [] };
            post.quotes = floorOf(marks.match(/#(-?\d+)/), thread.posts.length + 1);
            post.answers = floorOf(marks.match(/@(-?\d+)/), thread.posts.length + 1);
            thread.posts.push(post);
        } else if (/^!\w+ /.test(line)) {
            direct(post, line);
        } else if (line.startsWith("?poll")) {
            post.poll = readPoll(line);
        } else if (line.startsWith("? ")) {
            post.poll.options.push(readOption(line));
        } else if (post) {
            post.lines.push(line);
            code = line.startsWith("```");
        }
    }
    return threads;
}

/** All threads of all files, as they were written. */
export function readProse() {
    return readdirSync(FOLDER)
        .filter((name) => name.endsWith(".txt"))
        .sort()
        .flatMap(readFile);
}

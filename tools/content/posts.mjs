// Posts as documents: the body, what came with it, and what others made of it.

import { postAddress } from "./address.mjs";
import { fileAttachment, pictureAttachment } from "./attachments.mjs";
import { chance } from "./chance.mjs";
import { NOW, display, iso } from "./clock.mjs";
import { readGateOf } from "./gates.mjs";
import { escape, shorten, toHtml, toText } from "./markup.mjs";
import { sectionOf } from "./sections.mjs";
import { compact } from "./write.mjs";

const REACTIONS = { "👍": "like", "❤️": "heart", "😂": "laugh", "😮": "wow", "😢": "sad", "🙏": "thanks", "🍜": "noodles", "🎉": "party" };
const GONE = ["hidden", "deleted", "pending"];
const STAFF = ["华发站长", "华发编辑"];

/** Makes posts of one site: knows its pictures, its authors and how to resolve links. */
export function postWriter({ pictures, authors, link }) {
    /** The body as HTML, with the pictures that it places itself. */
    function html(post) {
        const inline = [];
        const picture = (spec, alt) => {
            const attachment = pictureAttachment(spec, post, pictures, compact({ alt, inline: true }));
            inline.push(attachment);
            const size = attachment.width ? ` width="${attachment.width}" height="${attachment.height}"` : "";
            return `<img src="${attachment.url}" alt="${escape(alt ?? "")}"${size}>`;
        };
        const text = toHtml(post.lines, { picture, link: (address) => link(address, post) });
        return { text, inline };
    }

    /** Renders every body once; quotations and excerpts need the others' texts. */
    function render(post) {
        if (post.format) {
            const text = post.lines.join("\n").trim();
            Object.assign(post, { body: { format: post.format, text }, plain: plainOf(text, post.format), inline: [] });
        } else {
            const { text, inline } = html(post);
            Object.assign(post, { body: { format: "html", text }, plain: toText(text), inline });
        }
    }

    function quotation(post) {
        const quoted = post.thread.posts[Number(post.quotes) - 1];
        const cite = `<cite><a href="${escape(postAddress(quoted))}">${escape(nameOf(quoted))} 发表于 ${display(quoted.time)}</a></cite>`;
        return `<blockquote>${cite}<p>${escape(shorten(quoted.plain || "[图片]", 80))}</p></blockquote>`;
    }

    const nameOf = (post) => authors.short(post.author).name;

    function attachments(post) {
        const all = [
            ...post.inline,
            ...(post.pictures ?? []).map((spec) => pictureAttachment(spec, post, pictures)),
            ...(post.files ?? []).map((spec) => fileAttachment(spec, post, pictures)),
        ];
        return all.map((one, i) => ({ id: `${post.id}${i + 1}`, ...one }));
    }

    function badges(post) {
        const { thread } = post;
        const section = sectionOf(thread.section);
        const staff = STAFF.includes(post.author) || section.moderators.includes(post.author);
        return [post.author === thread.author && post.author !== "匿名" && "op", staff && "moderator", ...(post.badges ?? [])].filter(Boolean);
    }

    function poll(post) {
        if (!post.poll) {
            return undefined;
        }
        const { question, max, closes, voters, hidden, closed, options } = post.poll;
        const sum = options.reduce((total, { votes }) => total + (votes ?? 0), 0);
        return compact({
            id: post.id,
            question,
            options: options.map(({ label, votes, image }, i) =>
                compact({ id: String(i + 1), label, image: image && pictures.picture(image).url, votes: hidden ? undefined : votes }),
            ),
            multiple_max: max,
            closes: closes && iso(closes),
            voters: voters ?? (hidden ? undefined : Math.round(sum / (max > 1 ? 1.9 : 1))),
            results_visible: !hidden,
            can_vote: !closed && (closes ?? NOW + 1) > NOW,
        });
    }

    /** Support and reactions, where the prose gives none: some posts have them, first posts more often. */
    function liked(post) {
        const draw = chance(`liked ${post.thread.title} ${post.floor}`);
        const crowd = post.thread.posts.length;
        const [first, gone] = [post.floor === 1, GONE.includes(post.state)];
        const score = post.score ?? (draw.one(first ? 1.4 : 4) ? { up: draw.int(1, first ? 4 + crowd : 6), down: draw.one(5) ? draw.int(1, 3) : 0 } : undefined);
        const reactions = post.reactions ?? (first && crowd > 4 && draw.one(3) ? [{ label: draw.pick(["👍", "❤️", "😂", "🙏"]), count: draw.int(2, crowd) }] : []);
        return gone
            ? {}
            : {
                  score,
                  reactions: reactions.map(({ label, count }) => ({ key: REACTIONS[label], label, count })),
              };
    }

    function write(post) {
        const answered = Number(post.quotes ?? post.answers);
        const to = answered && post.thread.posts[answered - 1];
        const body = GONE.includes(post.state)
            ? { format: "html", text: "" }
            : { ...post.body, text: (post.quotes ? `${quotation(post)}\n` : "") + post.body.text };
        return compact({
            id: post.id,
            floor: post.floor,
            author: authors.full(post.author),
            created: iso(post.time),
            edited: post.edit && compact({ at: iso(Math.min(NOW - 30, post.time + post.edit.after * 60)), by: post.edit.by, reason: post.edit.reason }),
            state: post.state,
            state_reason: post.reason,
            reply_to: to ? { id: to.id, author: nameOf(to), floor: to.floor } : undefined,
            title: post.title,
            lang: post.lang,
            body,
            attachments: GONE.includes(post.state) ? [] : attachments(post),
            comments: (post.comments ?? []).map(({ who, said }, i) => ({ author: authors.short(who), at: iso(Math.min(NOW - 20, post.time + 900 + i * 5400)), text: said })),
            ratings: (post.ratings ?? []).map(({ who, points, label, reason }) => compact({ author: authors.short(who), label, points, reason })),
            ...liked(post),
            poll: poll(post),
            badges: badges(post),
            gate: post.gate && readGateOf(post.gate),
        });
    }

    return { render, write, attachments };
}

/** What a Markdown or plain body says, without its marks. */
function plainOf(text, format) {
    if (format === "text") {
        return text.replace(/\s+/g, " ");
    }
    return text
        .replace(/```[\s\S]*?```/g, " ")
        .replace(/^\|?[-| :]+\|$/gm, " ")
        .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
        .replace(/[*_`#>|~]+/g, "")
        .replace(/\s+/g, " ")
        .trim();
}

// The few marks that the prose files use, made into HTML.

export const escape = (text) =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** `**bold**`, `` `code` `` and `[label](address)` within a line; `link` resolves addresses. */
export function inline(text, link) {
    return escape(text)
        .replace(/`([^`]+)`/g, "<code>$1</code>")
        .replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>")
        .replace(/\[([^\]]+)\]\(([^)\s]+)\)/g, (_, label, address) => `<a href="${escape(link(address.replaceAll("&amp;", "&")))}">${label}</a>`);
}

const cells = (line) => line.split("|").slice(1, -1).map((cell) => cell.trim());

function table(rows, link) {
    const row = (line, tag) => `<tr>${cells(line).map((cell) => `<${tag}>${inline(cell, link)}</${tag}>`).join("")}</tr>`;
    return `<table><thead>${row(rows[0], "th")}</thead><tbody>${rows.slice(1).map((line) => row(line, "td")).join("")}</tbody></table>`;
}

const list = (rows, tag, mark, link) =>
    `<${tag}>${rows.map((line) => `<li>${inline(line.replace(mark, ""), link)}</li>`).join("")}</${tag}>`;

/** Blocks that take several lines: what a line of theirs looks like, and what the lines become. */
const BLOCKS = [
    [/^\|/, table],
    [/^\* /, (rows, link) => list(rows, "ul", /^\* /, link)],
    [/^\d+\. /, (rows, link) => list(rows, "ol", /^\d+\. /, link)],
    [/^> /, (rows, link) => `<blockquote>${rows.map((line) => `<p>${inline(line.slice(2), link)}</p>`).join("")}</blockquote>`],
];

/** Makes lines of prose into HTML. `picture(name, alt)` gives the element of a picture; `link` resolves addresses. */
export function toHtml(lines, { picture, link }) {
    const out = [];
    for (let at = 0; at < lines.length; at += 1) {
        const line = lines[at];
        const block = BLOCKS.find(([looks]) => looks.test(line));
        const image = line.match(/^!\[([^\]]*)\]\(([^)]+)\)$/);
        if (line.startsWith("```")) {
            const end = lines.indexOf("```", at + 1);
            const name = line.slice(3);
            const open = name ? `<pre><code class="language-${name}">` : "<pre><code>";
            out.push(`${open}${escape(lines.slice(at + 1, end).join("\n"))}\n</code></pre>`);
            at = end;
        } else if (block) {
            let end = at + 1;
            while (end < lines.length && block[0].test(lines[end])) {
                end += 1;
            }
            out.push(block[1](lines.slice(at, end), link));
            at = end - 1;
        } else if (image) {
            out.push(`<p>${picture(image[2], image[1])}</p>`);
        } else if (line.startsWith("## ")) {
            out.push(`<h3>${inline(line.slice(3), link)}</h3>`);
        } else if (line.startsWith("<")) {
            out.push(line.replace(/href="(\w+:[^"]*)"/g, (_, address) => `href="${escape(link(address))}"`)
                .replace(/<picture:([^ >]+) ([^>]*)>/g, (_, name, alt) => picture(name, alt)));
        } else if (line.trim()) {
            out.push(`<p>${inline(line, link)}</p>`);
        }
    }
    return out.join("\n");
}

/** What a body says, without its marks: for excerpts. */
export function toText(html) {
    return html
        .replace(/<blockquote>[\s\S]*?<\/blockquote>/g, " ")
        .replace(/<(script|style|rt|rp)\b[\s\S]*?<\/\1>/g, "")
        .replace(/<[^>]+>/g, " ")
        .replaceAll("&lt;", "<")
        .replaceAll("&gt;", ">")
        .replaceAll("&quot;", '"')
        .replaceAll("&amp;", "&")
        .replace(/\s+/g, " ")
        .trim();
}

/** At most so many characters, with an ellipsis where some were left out. */
export function shorten(text, most) {
    const chars = [...text];
    return chars.length <= most ? text : `${chars.slice(0, most - 1).join("").trimEnd()}…`;
}

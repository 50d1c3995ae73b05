// Markdown to HTML: GitHub's flavour, where a line's end is a line break, as in a forum's posts.
// The result is as trusted as its source: it goes through `clean` like any other body.

import { Marked } from "marked";

const marked = new Marked({
    gfm: true,
    breaks: true,
    // A task's box is a sign in the text: posts hold no form fields.
    renderer: {
        checkbox: ({ checked }) => (checked ? "☑ " : "☐ "),
        listitem(item) {
            const kind = item.task ? ' class="task"' : "";
            return `<li${kind}>${this.parser.parse(item.tokens, !!item.loose)}</li>\n`;
        },
    },
});

export const render = (markdown) => marked.parse(markdown);

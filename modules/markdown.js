// Markdown to HTML: GitHub's flavour, where a line's end is a line break, as in a forum's posts.
// The result is as trusted as its source: it goes through `clean` like any other body.

import { _Lexer as Lexer } from "marked/src/Lexer.ts";
import { _Parser as Parser } from "marked/src/Parser.ts";
import { _Renderer } from "marked/src/Renderer.ts";

class Renderer extends _Renderer {
    // A task's box is a sign in the text: posts hold no form fields.
    checkbox({ checked }) {
        return checked ? "☑ " : "☐ ";
    }

    listitem({ task, tokens }) {
        const kind = task ? ' class="task"' : "";
        return `<li${kind}>${this.parser.parse(tokens)}</li>\n`;
    }
}

export function render(markdown) {
    const options = { gfm: true, breaks: true, renderer: new Renderer() };
    return Parser.parse(Lexer.lex(markdown, options), options);
}

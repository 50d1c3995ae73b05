// Makes the body of a post safe and even: DOMPurify with an allow-list, then our own rules
// for links, pictures, colours, headings and tables.
//
// resolve(url, kind), kind "link" | "image" | "media", says where an address leads:
// {url, inner, name?, width?, height?}, or null to drop it; name and size are those of a picture's file.
// labels.table names a table that scrolls sideways, labels.picture a picture without a description;
// labels.heading is the level of the page's heading above the text.

import DOMPurify from "dompurify";

const words = (text) => text.trim().split(/\s+/);

// No id and no name (they would shadow properties of the document), no data-*, no target.
const config = {
    ALLOWED_TAGS: words(`
        a abbr address audio b bdi bdo big blockquote br caption center cite code col colgroup
        dd del details dfn div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd
        li mark ol p pre q rp rt ruby s samp small source span strike strong sub summary sup
        table tbody td tfoot th thead time tr tt u ul var video wbr`),
    ALLOWED_ATTR: words(`
        align alt cite class color colspan datetime dir height href lang open poster reversed
        rowspan size span src start style title type value width`),
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
    // A body is a body, even if it begins like a head or a frameset.
    FORCE_BODY: true,
    RETURN_DOM: true,
};

const purify = DOMPurify(window);

// What would be shown in a frame is offered as a link. The walk comes to the link next,
// so it is examined like any other.
purify.addHook("uponSanitizeElement", (node, { tagName }) => {
    const url = (tagName === "iframe" || tagName === "embed") && node.getAttribute("src");
    if (!url) return;
    const link = node.ownerDocument.createElement("a");
    link.setAttribute("href", url);
    link.textContent = url;
    node.after(link);
});

export function clean(html, resolve, labels = {}) {
    const body = purify.sanitize(hush(html), config);
    for (const element of body.querySelectorAll("*")) {
        trim(element);
        paint(element);
        redirect(element, resolve);
    }
    for (const image of body.querySelectorAll("img")) frame(image, labels.picture);
    for (const player of body.querySelectorAll("audio, video")) equip(player);
    lower(body.querySelectorAll("h1, h2, h3, h4, h5, h6"), labels.heading ?? 2);
    for (const code of body.querySelectorAll("pre")) code.tabIndex = 0;
    for (const table of body.querySelectorAll("table")) wrap(table, labels.table);
    return body.innerHTML;
}

// Chromium tells the console of every event handler, base and track that it meets while DOMPurify reads a text,
// though they can do nothing there, so they are taken out first. This is for the console's sake only: what it
// misses is no less safe. It goes from tag to tag and from attribute to attribute, in one pass.
const TAG = /<!--(?:-?>|[^]*?(?:--!?>|$))|<[a-z][^\s/>]*/gi;
const ATTRIBUTE = /[\s/]*([^\s/>=]+)(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]*))?/y;

function hush(html) {
    let quiet = "";
    let at = 0;
    for (const { 0: tag, index } of html.matchAll(TAG)) {
        // What stands in an attribute is no tag.
        if (index < at) continue;
        if (tag.startsWith("<!")) {
            quiet += html.slice(at, index) + tag;
            at = index + tag.length;
            continue;
        }
        const gone = /^<(base|track)$/i.test(tag);
        quiet += html.slice(at, index) + (gone ? "" : tag);
        ATTRIBUTE.lastIndex = at = index + tag.length;
        for (let found; (found = ATTRIBUTE.exec(html)); at = ATTRIBUTE.lastIndex) {
            if (!gone && !/^on/i.test(found[1])) quiet += found[0];
        }
        if (gone) at = html.indexOf(">", at) + 1 || html.length;
    }
    return withoutStyle(quiet + html.slice(at));
}

// A style sheet is read in silence in a template only.
function withoutStyle(html) {
    if (!/<style/i.test(html)) return html;
    const template = document.createElement("template");
    template.innerHTML = html;
    for (const style of template.content.querySelectorAll("style")) style.remove();
    return template.innerHTML;
}

const CLASS = /^(language-[\w+#.-]{1,40}|spoiler|task)$/;
const LENGTH = /^\d{1,5}%?$/;

// Attributes whose name is allowed, but not every value.
function trim(element) {
    const classes = [...element.classList].filter((name) => CLASS.test(name));
    if (classes.length) element.className = classes.join(" ");
    else element.removeAttribute("class");
    for (const name of ["width", "height"]) {
        if (!LENGTH.test(element.getAttribute(name) ?? "0")) element.removeAttribute(name);
    }
}

const COLOUR = /^(#[\da-f]{3,8}|[a-z]{3,24}|(rgb|hsl)a?\([\d\s.,%/]+\))$/i;
// These say nothing about a colour of one's own, or hide the text.
const KEYWORD = /^(inherit|initial|unset|revert|transparent|currentcolor)$/i;

const colour = (value) => (COLOUR.test(value) && !KEYWORD.test(value) && CSS.supports("color", value) ? value : null);

// An author's colours are wishes: our style sheet blends them until they can be read on our ground.
function paint(element) {
    const { color, backgroundColor, textAlign } = element.style;
    const tint = colour(color) ?? colour(element.getAttribute("color") ?? "");
    const wash = colour(backgroundColor);
    element.removeAttribute("style");
    element.removeAttribute("color");
    if (tint) {
        element.style.setProperty("--tint", tint);
        element.classList.add("tinted");
    }
    if (wash) {
        element.style.setProperty("--wash", wash);
        element.classList.add("washed");
    }
    if (/^(left|right|center|justify|start|end)$/.test(textAlign)) element.style.textAlign = textAlign;
}

// The names of the pictures' files, while a body is being cleaned.
const names = new WeakMap();

const KIND = { href: "link", cite: "link", poster: "image" };

// Every address goes through `resolve`; what that does not know, or breaks on, is dropped.
function redirect(element, resolve) {
    for (const name of ["href", "cite", "poster", "src"]) {
        if (!element.hasAttribute(name)) continue;
        const kind = KIND[name] ?? (element.localName === "img" ? "image" : "media");
        const target = attempt(() => resolve(element.getAttribute(name), kind));
        if (!target) {
            element.removeAttribute(name);
            continue;
        }
        element.setAttribute(name, target.url);
        if (kind === "image" && target.width && target.height && !(element.width && element.height)) {
            element.width = target.width;
            element.height = target.height;
        }
        if (name === "src" && target.name) names.set(element, target.name);
        if (name === "href" && !target.inner) element.rel = "noopener nofollow ugc";
    }
}

function attempt(action) {
    try {
        return action();
    } catch {
        return null;
    }
}

// Where forums keep their smilies.
const SMILEY = /\/(smil(ey|ies)|emoji|emoticons?)\/|plugin-emoji/i;

// A picture opens large, by keyboard too; smilies and pictures that are links stay as they are.
function frame(image, label) {
    if (!image.hasAttribute("src")) return image.replaceWith(image.alt);
    image.loading = "lazy";
    image.decoding = "async";
    image.referrerPolicy = "no-referrer";
    const small = /^\d+$/.test(image.getAttribute("width") ?? "") && image.width <= 48;
    const smiley = SMILEY.test(image.getAttribute("src"));
    if (smiley) image.className = "smiley";
    if (small || smiley || image.closest("a, summary")) return;
    const link = image.ownerDocument.createElement("a");
    link.className = "zoom";
    link.setAttribute("href", image.getAttribute("src"));
    if (!image.alt && label) link.setAttribute("aria-label", label);
    image.replaceWith(link);
    link.append(image);
    const name = names.get(image);
    if (!name) return;
    const caption = image.ownerDocument.createElement("span");
    caption.className = "caption";
    caption.textContent = name;
    const picture = image.ownerDocument.createElement("span");
    picture.className = "picture";
    link.replaceWith(picture);
    picture.append(link, caption);
}

// Nothing plays by itself.
function equip(player) {
    if (!player.hasAttribute("src") && !player.querySelector("source[src]")) return player.remove();
    player.controls = true;
    player.preload = "metadata";
    if (player.localName === "video") player.setAttribute("playsinline", "");
}

// The headings of a text stand below the page's own, of which the last has this level; none is left out.
function lower(headings, last) {
    let above = last;
    for (const heading of headings) {
        above = Math.min(Number(heading.localName[1]) + last, above + 1, 6);
        const lowered = heading.ownerDocument.createElement(`h${above}`);
        for (const { name, value } of heading.attributes) lowered.setAttribute(name, value);
        lowered.append(...heading.childNodes);
        heading.replaceWith(lowered);
    }
}

// A wide table scrolls in a box of its own, which the keyboard can reach.
function wrap(table, label) {
    if (table.parentElement.closest("table")) return;
    const box = table.ownerDocument.createElement("div");
    box.className = "scroll";
    box.tabIndex = 0;
    if (label) {
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", label);
    }
    table.replaceWith(box);
    box.append(table);
}

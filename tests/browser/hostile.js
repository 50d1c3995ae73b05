// Looks for whatever a hostile body may have brought about: a line for each thing found.
const found = [];
if (window.__pwned !== undefined) found.push(`__pwned is ${window.__pwned}`);
if (document.querySelectorAll("#modules, main#content").length !== 2) found.push("an element of the app's was doubled or removed");
for (const name of ["body", "cookie", "getElementById", "querySelector", "currentScript"]) {
    if (Object.hasOwn(document, name) || document[name] instanceof HTMLCollection) found.push(`document.${name} was replaced`);
}

const allowed = new Set(
    `a abbr address audio b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em
    figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small source span strike
    strong sub summary sup table tbody td tfoot th thead time tr tt u ul var video wbr`.trim().split(/\s+/),
);
const forbidden = /^(on.*|id|name|srcdoc|srcset|form.*|action|target|data-.*|is|slot|part|nonce|ping|background|autofocus|autoplay|contenteditable|usemap|popover.*|command.*|http-equiv|xlink:.*|xmlns.*)$/i;
const addressed = new Set(["href", "src", "cite", "poster"]);
for (const body of document.querySelectorAll(".body, .signature")) {
    for (const element of body.querySelectorAll("*")) {
        const tell = (what) => found.push(`${what} in ${element.outerHTML.slice(0, 160)}`);
        if (element.namespaceURI !== "http://www.w3.org/1999/xhtml" || !allowed.has(element.localName)) tell(`<${element.localName}>`);
        if (element.shadowRoot) tell("a shadow root");
        for (const { name, value } of element.attributes) {
            if (forbidden.test(name)) tell(name);
            if (addressed.has(name)) {
                const { protocol } = new URL(value, document.baseURI);
                const known = /^(https?|mailto|tel):$/.test(protocol) || (protocol === "data:" && (name !== "href" || element.matches("a.zoom")) && /^data:(image|audio|video)\//.test(value));
                if (!known) tell(`${name} to ${protocol}`);
            }
        }
        const style = element.getAttribute("style") ?? "";
        if (/url|image|expression|binding|behavior|position|@/i.test(style)) tell(`style “${style}”`);
        if (getComputedStyle(element).position === "fixed") tell("a fixed position");
    }
    // Whatever it is, it stays in its place.
    if (body.scrollWidth > document.documentElement.clientWidth + 1 && getComputedStyle(body).overflowX === "visible") {
        found.push(`a body ${body.scrollWidth} px wide: ${body.innerHTML.slice(0, 100)}`);
    }
}

// Pictures and players may come from anywhere; nothing else may come from elsewhere.
for (const { name, initiatorType } of performance.getEntriesByType("resource")) {
    const url = new URL(name);
    if (url.origin !== location.origin && !/^(img|image|video|audio|source)$/.test(initiatorType)) found.push(`${initiatorType} asked for ${name}`);
}
return found;

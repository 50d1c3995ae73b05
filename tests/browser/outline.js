// The page as it is laid out, element by element: what is compared is what a reader sees and where links lead.
const page = document.querySelector("#page");
const lines = [];

// A post's place may be known or be looked for.
const placed = (url) => url.replace(/(thread[/][^/?#]+)(?:[/][0-9]+)?(?:[?]post=|#post-)/, "$1 post ");

const told = ({ name, value }, element) => {
    // How long ago something was depends on when it is read; what a menu or a code holds, on scripts.
    if (name === "open" || (name === "title" && element.localName === "time")) return "";
    if (["href", "src", "poster", "cite"].includes(name)) {
        // The list that a reader goes back to is the one they came from.
        if (element.hasAttribute("data-list")) return "";
        return `${name}=${placed(new URL(value, document.baseURI).href.replace(location.origin, ""))}`;
    }
    if (name === "class") return `class=${[...element.classList].sort().join(" ")}`;
    if (name === "style") return `style=${element.style.cssText}`;
    return `${name}=${value}`;
};

const walk = (node, depth) => {
    const indent = "  ".repeat(depth);
    if (node.nodeType === Node.TEXT_NODE) {
        const text = node.textContent.replace(/\s+/g, " ");
        if (text.trim()) lines.push(indent + JSON.stringify(text));
    } else if (node.nodeType === Node.ELEMENT_NODE && !node.matches("figure.qr")) {
        const attributes = [...node.attributes].map((attribute) => told(attribute, node)).filter(Boolean);
        lines.push(`${indent}${node.localName} ${attributes.sort().join(" ")}`);
        for (const child of node.childNodes) walk(child, depth + 1);
    }
};
walk(page, 0);
return { title: document.title, lines };

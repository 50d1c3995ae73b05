// Draws the QR code of a figure's address (`data-qr`, absolute or relative to the page) into its SVG.

import { encode } from "uqr";

// The quiet zone around a code, in modules: ISO/IEC 18004 asks for four, screens do with two.
const quiet = 2;

export function draw(figure) {
    const url = new URL(figure.dataset.qr, document.baseURI).href;
    const { data, size } = encode(url, { ecc: "M", border: 0 });
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute(
        "d",
        data.flatMap((row, y) => runs(row).map(([x, width]) => `M${x} ${y}h${width}v1h-${width}z`)).join(""),
    );
    const drawing = figure.querySelector("svg");
    const side = size + 2 * quiet;
    drawing.setAttribute("viewBox", `${-quiet} ${-quiet} ${side} ${side}`);
    drawing.replaceChildren(path);
    figure.querySelector("figcaption").textContent = url;
}

// The dark stretches of a row, [start, length] each: fewer, longer shapes leave no hairlines between.
function runs(row) {
    const found = [];
    row.forEach((dark, x) => {
        if (!dark) return;
        if (row[x - 1]) found[found.length - 1][1] += 1;
        else found.push([x, 1]);
    });
    return found;
}

// A QR code as the path of its dark modules, in unit squares: `0 0 size size` is its view box.
// The quiet zone of four squares is the caller's to leave.

import { encode } from "uqr";

export function matrix(text) {
    const { data, size } = encode(text, { ecc: "M", border: 0 });
    const path = data
        .flatMap((row, y) => runs(row).map(([x, width]) => `M${x} ${y}h${width}v1h-${width}z`))
        .join("");
    return { size, path };
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

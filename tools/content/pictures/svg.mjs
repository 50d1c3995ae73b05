// Helpers that draw SVG: a canvas of one size, and shapes that many scenes share.

/** A number as short as the eye allows: whole, or with one decimal where it is small. */
export const n = (value) => (Math.abs(value) < 10 ? Number(value.toFixed(1)) : Math.round(value));

/** A whole picture. */
export const svg = (width, height, body) =>
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>\n`;

export const rect = (x, y, w, h, fill, more = "") => `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" fill="${fill}"${more}/>`;
export const circle = (x, y, r, fill, more = "") => `<circle cx="${n(x)}" cy="${n(y)}" r="${n(r)}" fill="${fill}"${more}/>`;
export const path = (d, fill, more = "") => `<path d="${d}" fill="${fill}"${more}/>`;
export const line = (d, stroke, width) => `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${n(width)}" stroke-linecap="round" stroke-linejoin="round"/>`;
export const words = (x, y, size, fill, text, more = "") =>
    `<text x="${n(x)}" y="${n(y)}" font-size="${n(size)}" fill="${fill}" font-family="serif"${more}>${text}</text>`;

/** A sky: a background that goes from one colour to another. */
export const sky = (w, h, top, bottom, id = "s") =>
    `<linearGradient id="${id}" x2="0" y2="1"><stop stop-color="${top}"/><stop offset="1" stop-color="${bottom}"/></linearGradient>${rect(0, 0, w, h, `url(#${id})`)}`;

/** A ridge from left to right, closed below: `rise` is how much it goes up and down. */
export function ridge(draw, w, h, y, rise, fill, steps = 9) {
    let d = `M0 ${n(h)}V${n(y)}`;
    for (let i = 1; i <= steps; i += 1) {
        const x = (w * i) / steps;
        const [cx, cy] = [x - w / steps / 2, y - draw.between(-rise, rise)];
        d += `Q${n(cx)} ${n(cy)} ${n(x)} ${n(y + draw.between(-rise, rise) * 0.4)}`;
    }
    return path(`${d}V${n(h)}Z`, fill);
}

/** A row of arches, as on the ground floor of a shop-house (骑楼). */
export function arches(x, y, w, h, count, wall, dark) {
    const step = w / count;
    let out = rect(x, y, w, h, wall);
    for (let i = 0; i < count; i += 1) {
        const [left, wide] = [x + step * (i + 0.16), step * 0.68];
        out += path(`M${n(left)} ${n(y + h)}V${n(y + h * 0.45)}A${n(wide / 2)} ${n(wide / 2)} 0 0 1 ${n(left + wide)} ${n(y + h * 0.45)}V${n(y + h)}Z`, dark);
    }
    return out;
}

// Photographs of places that are nowhere: raster landscapes of sky, sun, ridges and water.

import { png } from "./png.mjs";

const SKIES = [
    [[46, 64, 110], [240, 160, 110], [250, 220, 170]],
    [[120, 170, 200], [200, 222, 226], [246, 240, 222]],
    [[38, 30, 66], [150, 80, 110], [244, 170, 120]],
    [[150, 190, 210], [222, 232, 230], [250, 246, 236]],
    [[20, 28, 54], [40, 62, 100], [110, 130, 150]],
];
const RIDGES = [[70, 96, 120], [52, 84, 92], [60, 50, 80], [96, 124, 110], [24, 34, 56]];

const mix = (a, b, t) => a.map((value, i) => Math.round(value + (b[i] - value) * t));

/** A smooth line of hills: a sum of a few waves. */
function hills(draw, amplitude) {
    const waves = Array.from({ length: 5 }, (_, i) => [draw.between(0, 7), (i + 1) * draw.between(0.8, 1.6), amplitude / (i + 1)]);
    return (x) => waves.reduce((sum, [shift, speed, tall]) => sum + Math.sin(x * 6.28 * speed + shift) * tall, 0);
}

/** Draws a landscape; the first 128 colours are the sky's, then 24 for each of four ridges, then the water's 24. */
export function photo(draw, index, width, height) {
    const [top, middle, low] = SKIES[index % SKIES.length];
    const base = RIDGES[index % RIDGES.length];
    const skyAt = (t) => (t < 0.6 ? mix(top, middle, t / 0.6) : mix(middle, low, (t - 0.6) / 0.4));
    const palette = Array.from({ length: 128 }, (_, i) => skyAt(i / 127));
    for (let ridge = 0; ridge < 4; ridge += 1) {
        const near = mix(mix(base, low, 0.62 - ridge * 0.2), [16, 22, 24], ridge * 0.12);
        palette.push(...Array.from({ length: 24 }, (_, i) => mix(near, low, 0.3 * (i / 23))));
    }
    palette.push(...Array.from({ length: 24 }, (_, i) => mix(mix(low, base, 0.35), mix(base, [10, 20, 30], 0.4), i / 23)));
    const lines = Array.from({ length: 4 }, (_, ridge) => ({ at: 0.42 + ridge * 0.1, wave: hills(draw, 0.06 - ridge * 0.008) }));
    const [sunX, sunY, sunR] = [draw.between(0.25, 0.75), draw.between(0.2, 0.36), 0.05];
    const water = 0.8;
    const pixels = new Uint8Array(width * height);
    for (let x = 0; x < width; x += 1) {
        const crest = lines.map(({ at, wave }) => at + wave(x / width));
        for (let y = 0; y < height; y += 1) {
            const [t, dx] = [y / height, (x / width - sunX) * (width / height)];
            const front = t < water ? crest.findLastIndex((edge) => t > edge) : -1;
            let colour;
            if (t >= water) {
                const shine = Math.abs(dx) < 0.03 + (t - water) * 0.4 && Math.floor(t * 90) % 3 === 0 ? 8 : 0;
                colour = 224 + Math.max(0, Math.min(23, Math.floor(((t - water) / (1 - water)) * 24) - shine));
            } else if (front >= 0) {
                colour = 128 + front * 24 + Math.min(23, Math.floor((t - crest[front]) * 130));
            } else {
                const glow = Math.hypot(dx, t - sunY);
                colour = glow < sunR ? 127 : Math.min(127, Math.floor(t * 190) + (glow < sunR * 2 ? 6 : 0));
            }
            pixels[y * width + x] = colour;
        }
    }
    return png(width, height, palette, pixels);
}

// Writes PNG files: an indexed picture, packed with zlib.

import { deflateSync } from "node:zlib";
import { crc32 } from "../crc.mjs";

function chunk(type, data) {
    const out = Buffer.alloc(12 + data.length);
    out.writeUInt32BE(data.length, 0);
    out.write(type, 4, "latin1");
    data.copy(out, 8);
    out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
    return out;
}

/** `pixels` holds one palette index for each pixel, row by row; `palette` holds `[r, g, b]`. */
export function png(width, height, palette, pixels) {
    const head = Buffer.alloc(13);
    head.writeUInt32BE(width, 0);
    head.writeUInt32BE(height, 4);
    head.set([8, 3, 0, 0, 0], 8);
    const rows = Buffer.alloc(height * (width + 1));
    for (let y = 0; y < height; y += 1) {
        rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
    }
    return Buffer.concat([
        Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
        chunk("IHDR", head),
        chunk("PLTE", Buffer.from(palette.flat())),
        chunk("IDAT", deflateSync(rows, { level: 9 })),
        chunk("IEND", Buffer.alloc(0)),
    ]);
}

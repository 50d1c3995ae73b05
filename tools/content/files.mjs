// Small files that posts carry: each is valid and says little.

import { crc32 } from "./crc.mjs";
import { VIDEO } from "./video.mjs";

/** A document of one page with one line of Latin text. */
function pdf(title) {
    const text = `BT /F1 18 Tf 72 760 Td (${title.replace(/[^ -~]/g, "").replace(/[()\\]/g, "")}) Tj ET`;
    const objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        `<</Length ${text.length}>>stream\n${text}\nendstream`,
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ];
    let out = "%PDF-1.4\n";
    const places = objects.map((body, i) => {
        const place = out.length;
        out += `${i + 1} 0 obj\n${body}\nendobj\n`;
        return place;
    });
    const start = out.length;
    const rows = places.map((place) => `${String(place).padStart(10, "0")} 00000 n \n`).join("");
    return Buffer.from(`${out}xref\n0 6\n0000000000 65535 f \n${rows}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`, "latin1");
}

/** An archive with one text file, not packed. */
function zip(title) {
    const [name, data] = [Buffer.from("readme.txt"), Buffer.from(`${title}\n`)];
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt32LE(0x56210000, 6);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, name, data]);
    const central = Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, Buffer.alloc(14), name]);
    const end = Buffer.alloc(22);
    end.write("PK\x05\x06", 0, "latin1");
    end.writeUInt16LE(1, 8);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(central.length, 12);
    end.writeUInt32LE(local.length, 16);
    return Buffer.concat([local, central, end]);
}

/** Half a second of two notes, 8000 samples a second, one byte each. */
function wav() {
    const samples = 4000;
    const out = Buffer.alloc(44 + samples);
    out.write("RIFF", 0, "latin1");
    out.writeUInt32LE(36 + samples, 4);
    out.write("WAVEfmt ", 8, "latin1");
    out.writeUInt32LE(16, 16);
    out.writeUInt16LE(1, 20);
    out.writeUInt16LE(1, 22);
    out.writeUInt32LE(8000, 24);
    out.writeUInt32LE(8000, 28);
    out.writeUInt16LE(1, 32);
    out.writeUInt16LE(8, 34);
    out.write("data", 36, "latin1");
    out.writeUInt32LE(samples, 40);
    for (let i = 0; i < samples; i += 1) {
        const note = i < samples / 2 ? 440 : 587.33;
        const fade = 1 - (i % (samples / 2)) / (samples / 2);
        out[44 + i] = 128 + Math.round(Math.sin((i / 8000) * 2 * Math.PI * note) * 80 * fade);
    }
    return out;
}

const KINDS = {
    pdf: { mime: "application/pdf", kind: "file", make: pdf },
    zip: { mime: "application/zip", kind: "file", make: zip },
    txt: { mime: "text/plain", kind: "file", make: (title) => Buffer.from(`${title}\n`) },
    csv: { mime: "text/csv", kind: "file", make: (title) => Buffer.from(`\ufeff名称,内容\n1,${title}\n`) },
    ics: { mime: "text/calendar", kind: "file", make: (title) => Buffer.from(`BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//China168//Huafa//ZH\r\nBEGIN:VEVENT\r\nUID:1@china168.info\r\nDTSTAMP:20240401T000000Z\r\nDTSTART:20240518T150000Z\r\nSUMMARY:${title}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`) },
    wav: { mime: "audio/wav", kind: "audio", make: wav },
    mp4: { mime: "video/mp4", kind: "video", make: () => Buffer.from(VIDEO, "base64") },
};

/** The file of a name: its bytes, what it is, and its media type. */
export function fileOf(name) {
    const ending = name.slice(name.lastIndexOf(".") + 1);
    const { mime, kind, make } = KINDS[ending];
    return { bytes: make(name), mime, kind, ending };
}

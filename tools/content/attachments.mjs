// What posts carry: pictures and files, as attachments.

import { hash } from "./chance.mjs";
import { OFFSET, iso } from "./clock.mjs";
import { fileOf } from "./files.mjs";
import { readGateOf } from "./gates.mjs";
import { compact } from "./write.mjs";

/** Pictures that are not drawn, by the names that the prose gives them. */
const ODD = {
    /** An address where nothing is. */
    broken: () => ({ url: "media/pictures/lost.svg", name: "失踪的照片.svg", width: 800, height: 600, mime: "image/svg+xml" }),
};

/** A file name as a phone or a chat program would give it. */
function pictureName(name, post, ending) {
    const stamp = iso(post.time + OFFSET).replace(/[-:TZ]/g, "");
    const number = hash(`${name} ${post.time}`);
    return [`IMG_${1000 + (number % 9000)}`, `微信图片_${stamp}`, `DSC0${1000 + (number % 9000)}`, `${stamp.slice(0, 8)}_${stamp.slice(8)}`, `P${stamp.slice(2, 8)}${number % 10}`][number % 5] + ending;
}

/**
 * The attachment of a picture. `spec` is the picture's name, then options after bars:
 * `name=FILE NAME`, `alt=TEXT`, `thumb` (a smaller version is shown first), `unmeasured` (its size is not told).
 */
export function pictureAttachment(spec, post, pictures, more) {
    const [name, ...options] = spec.split("|");
    const option = Object.fromEntries(options.map((one) => one.split("=")));
    const drawn = ODD[name]?.() ?? pictures.picture(name);
    const measured = !("unmeasured" in option);
    return compact({
        kind: "image",
        name: option.name ?? drawn.name ?? pictureName(name, post, drawn.url.slice(drawn.url.lastIndexOf("."))),
        url: drawn.url,
        thumbnail: "thumb" in option ? pictures.thumbnail(name) : undefined,
        width: measured ? drawn.width : undefined,
        height: measured ? drawn.height : undefined,
        bytes: measured ? drawn.bytes?.length : undefined,
        mime: drawn.mime,
        alt: option.alt,
        ...more,
    });
}

/** The attachment of a file. `spec` is its name, then `downloads=N`, `gate=REASON: TEXT` and `price=TEXT` after bars. */
export function fileAttachment(spec, post, pictures) {
    const [name, ...options] = spec.split("|");
    const option = Object.fromEntries(options.map((one) => one.split("=")));
    const { bytes, mime, kind, ending } = fileOf(name);
    const url = `media/files/${post.id}-${hash(name) % 1000}.${ending}`;
    pictures.files.set(url, bytes);
    return compact({
        kind,
        name,
        url,
        bytes: bytes.length,
        mime,
        downloads: Number(option.downloads ?? hash(name) % 60),
        gate: option.gate && readGateOf({ reason: option.gate.split(": ")[0], detail: option.gate.split(": ")[1], price: option.price }),
    });
}

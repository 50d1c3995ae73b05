// The pictures of the site by name: `kind-number` or `kind-number@WIDTHxHEIGHT`. Each is drawn once, when it is first asked for.

import { chance } from "./chance.mjs";
import { avatar } from "./pictures/avatar.mjs";
import { photo } from "./pictures/photo.mjs";
import { SCENES } from "./pictures/scenes.mjs";
import { svg } from "./pictures/svg.mjs";

const SIZES = { receipt: [600, 1500], paper: [900, 1200], cat: [900, 900], plate: [900, 900], bowl: [960, 720], photo: [1200, 800], steppe: [1600, 900] };

function draw(name) {
    const [, kind, number, width, height] = name.match(/^([a-z]+)-(\d+)(?:@(\d+)x(\d+))?$/);
    const [w, h] = width ? [Number(width), Number(height)] : (SIZES[kind] ?? [1200, 800]);
    const numbers = chance(`picture ${name}`);
    if (kind === "photo") {
        const index = Number(number);
        return {
            width: w, height: h, mime: "image/png", url: `media/photos/${name.replace("@", "-")}.png`,
            bytes: photo(chance(`picture photo-${number}`), index, w, h),
        };
    }
    const body = SCENES[kind](numbers, w, h);
    return { width: w, height: h, mime: "image/svg+xml", url: `media/pictures/${name.replace("@", "-")}.svg`, bytes: Buffer.from(svg(w, h, body)) };
}

/** Keeps what was drawn; `files` maps each address to its bytes. */
export function openPictures() {
    const drawn = new Map();
    const files = new Map();
    const take = (name) => {
        if (!drawn.has(name)) {
            const one = draw(name);
            drawn.set(name, one);
            files.set(one.url, one.bytes);
        }
        return drawn.get(name);
    };
    return {
        files,
        picture: take,
        /** The address of a small version, for lists. A drawing is small enough itself. */
        thumbnail: (name) => (name.startsWith("photo-") ? take(`${name.split("@")[0]}@180x120`) : take(name)).url,
        /** The address of a member's picture. */
        avatar: (id, name) => {
            const url = `media/avatars/${id}.svg`;
            files.set(url, Buffer.from(avatar(chance(`avatar ${name}`))));
            return url;
        },
    };
}

// The moment that the site stands still at, and times in its zone (GMT-6, no daylight saving).

/** Seconds since 1970 of an RFC 3339 time. */
export const seconds = (text) => Date.parse(text) / 1000;

/** The moment of the reference page's footer: GMT-6, 2024-4-28 04:18. */
export const NOW = seconds("2024-04-28T10:18:00Z");
export const OFFSET = -6 * 3600;
export const HOUR = 3600;
export const DAY = 24 * HOUR;

/** Midnight of the site's last day. */
export const TODAY = Math.floor((NOW + OFFSET) / DAY) * DAY - OFFSET;

/** RFC 3339 in UTC, as the format wants it. */
export const iso = (time) => new Date(time * 1000).toISOString().replace(".000Z", "Z");

/** Reads `2024-04-12` or `2024-04-12 09:33[:27]`, in the site's zone; `day` tells that no hour was given. */
export function readLocal(text) {
    const [date, clock] = text.split(" ");
    const full = clock ? (clock.length === 5 ? `${clock}:00` : clock) : "00:00:00";
    return { time: seconds(`${date}T${full}Z`) - OFFSET, day: !clock };
}

/** The hour of the day in the site's zone. */
export const hourOf = (time) => Math.floor(((time + OFFSET) % DAY) / HOUR);

/** As Discuz! writes a time: `2023-9-1 09:33`. */
export function display(time) {
    const [date, clock] = iso(time + OFFSET).slice(0, 16).split("T");
    return `${date.split("-").map(Number).join("-")} ${clock}`;
}

// Chance that falls the same way on every run: numbers drawn from a text.

/** A hash of a text (FNV-1a, then mixed), 32 bits. */
export function hash(text) {
    let h = 0x811c9dc5;
    for (const char of text) {
        h = Math.imul(h ^ char.codePointAt(0), 0x01000193);
    }
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    return (h ^ (h >>> 13)) >>> 0;
}

/** Draws from a seed text: the same seed, the same draws. */
export function chance(seed) {
    let state = hash(seed);
    const next = () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = Math.imul(state ^ (state >>> 15), state | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
    return {
        /** A number from 0 to below 1. */
        next,
        /** A whole number from `low` to `high`, both included. */
        int: (low, high) => low + Math.floor(next() * (high - low + 1)),
        /** A number from `low` to below `high`. */
        between: (low, high) => low + next() * (high - low),
        /** One of a list. */
        pick: (list) => list[Math.floor(next() * list.length)],
        /** True once in so many. */
        one: (in_) => next() * in_ < 1,
    };
}

// Medians, tables, and bounds with their verdicts.

export function median(values) {
    const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
    if (sorted.length === 0) return NaN;
    const middle = sorted.length >> 1;
    return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

// The median of each field of several measurements of the same thing.
export function medians(runs) {
    const fields = Object.keys(runs[0] ?? {});
    return Object.fromEntries(fields.map((field) => [field, median(runs.map((run) => run[field]))]));
}

// As wide as a terminal shows it: Chinese characters take two places.
const width = (text) => [...text].reduce((sum, c) => sum + (c.codePointAt(0) > 0x2e80 ? 2 : 1), 0);

export function table(title, head, rows) {
    const lines = [head, ...rows].map((row) => row.map(String));
    const widths = head.map((_, at) => Math.max(3, ...lines.map((line) => width(line[at]))));
    const pad = (text, at) => {
        const space = " ".repeat(widths[at] - width(text));
        return at === 0 ? text + space : space + text;
    };
    const print = (cells) => console.log(`| ${cells.map(pad).join(" | ")} |`);
    console.log(`\n${title}\n`);
    print(lines[0]);
    console.log(`|${widths.map((size, at) => "-".repeat(size + 1) + (at === 0 ? "-" : ":")).join("|")}|`);
    lines.slice(1).forEach(print);
}

const verdicts = [];

// Something that has to hold; `value` is nothing where it could not be measured.
export function bound(what, value, limit, show = (number) => number.toFixed(2)) {
    const measured = Number.isFinite(value);
    const verdict = !measured ? "not measured" : value <= limit ? "ok" : "FAILED";
    verdicts.push([what, measured ? show(value) : "–", `≤ ${show(limit)}`, verdict]);
}

// Prints all bounds; says whether all that were measured hold.
export function judged() {
    if (verdicts.length) table("Bounds", ["what", "measured", "bound", "verdict"], verdicts);
    return !verdicts.some(([, , , verdict]) => verdict === "FAILED");
}

export const ms = (value) => (Number.isFinite(value) ? `${Math.round(value)} ms` : "–");
export const kb = (value) => (Number.isFinite(value) ? `${(value / 1000).toFixed(1)} KB` : "–");
export const mb = (value) => (Number.isFinite(value) ? `${(value / 1e6).toFixed(1)} MB` : "–");
export const times = (value) => (Number.isFinite(value) ? `${value.toFixed(2)}×` : "–");

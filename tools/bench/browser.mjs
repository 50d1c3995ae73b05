// Visits to pages, measured from within.

import { open } from "../driver.mjs";

// How fast machine and network are. The second is a cheap phone on a slow mobile network.
export const profiles = [
    { name: "full speed", cpu: 1, latency: 0, bytes: -1 },
    { name: "4× slower CPU, 1.6 Mbps, 150 ms", cpu: 4, latency: 150, bytes: 1_600_000 / 8, slow: true },
];

// A browser that has seen nothing yet, on such a machine.
export async function fresh(profile) {
    const browser = await open();
    await browser.cdp("Network.enable");
    await browser.cdp("Emulation.setCPUThrottlingRate", { rate: profile.cpu });
    await browser.cdp("Network.emulateNetworkConditions", {
        offline: false,
        latency: profile.latency,
        downloadThroughput: profile.bytes,
        uploadThroughput: profile.bytes,
    });
    return browser;
}

// Runs in every page before anything else: notes when the text that is waited for has been painted, and what the
// browser itself notes.
const watch = (selector, text) => `(() => {
    const seen = (globalThis.qilouBench = { text: NaN, fcp: NaN, lcp: NaN, cls: 0 });
    const observe = (type, note) =>
        new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
    observe("paint", (entry) => entry.name === "first-contentful-paint" && (seen.fcp = entry.startTime));
    observe("largest-contentful-paint", (entry) => (seen.lcp = entry.startTime));
    observe("layout-shift", (entry) => entry.hadRecentInput || (seen.cls += entry.value));
    const has = (element) => element.textContent.includes(${JSON.stringify(text)}) && element.checkVisibility();
    const look = () => {
        const found = [...document.querySelectorAll(${JSON.stringify(selector)})].some(has);
        // The frame after the one in which it was found: the first has been painted then.
        requestAnimationFrame(found ? () => (seen.text = performance.now()) : look);
    };
    look();
})();`;

// The text has been seen, and nothing more has come for a while.
const settled = `
    const done = arguments[arguments.length - 1];
    const since = performance.now();
    let last = [0, since];
    const timer = setInterval(() => {
        const now = performance.now();
        const entries = performance.getEntriesByType("resource");
        if (entries.length !== last[0]) last = [entries.length, now];
        const calm = now - last[1] > 1500 && !Number.isNaN(qilouBench.text) && document.readyState === "complete";
        if (!calm && now - since < 25000) return;
        clearInterval(timer);
        const all = [...performance.getEntriesByType("navigation"), ...entries];
        const picture = (entry) => entry.initiatorType === "img" || /\\.(png|jpe?g|webp|gif|svg)$/.test(entry.name);
        const sum = (some) => some.reduce((bytes, entry) => bytes + entry.transferSize, 0);
        const early = all.filter((entry) => entry.responseEnd <= qilouBench.text && entry.responseEnd > 0);
        done({
            ...qilouBench,
            bytes: sum(all.filter((entry) => !picture(entry))),
            pictures: sum(all.filter(picture)),
            requests: all.length,
            earlyBytes: sum(early),
            earlyRequests: early.length,
        });
    }, 50);`;

// Goes to an address and waits for a text. The cache is what earlier visits have left, or nothing.
export async function visit(browser, url, { selector, text, cold = false }) {
    if (cold) await browser.cdp("Network.clearBrowserCache");
    const source = watch(selector, text);
    const { identifier } = await browser.cdp("Page.addScriptToEvaluateOnNewDocument", { source });
    await browser.go(url);
    const seen = await browser.run(settled);
    await browser.cdp("Page.removeScriptToEvaluateOnNewDocument", { identifier });
    await browser.go("about:blank");
    return Object.fromEntries(Object.entries(seen).map(([name, value]) => [name, value ?? NaN]));
}

// Within a page: does something, and says how long it took until this holds and has been painted.
export const timed = (deed, holds) => `
    const done = arguments[arguments.length - 1];
    const begin = performance.now();
    ${deed};
    const look = () =>
        requestAnimationFrame(() => {
            if (${holds}) requestAnimationFrame(() => done(performance.now() - begin));
            else if (performance.now() - begin > 25000) done(null);
            else look();
        });
    look();`;

// Waits until this holds and nothing has been asked for a while.
export const until = (holds, calm = 800) => timed(
    "let count = 0, since = begin",
    `(() => {
        const now = performance.now();
        const { length } = performance.getEntriesByType("resource");
        if (length !== count) [count, since] = [length, now];
        return (${holds}) && now - since > ${calm};
    })()`,
);

// Within the app: from a list to a thread and back, a page of a hundred posts, and memory after many pages.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fresh, profiles, timed, until, visit } from "./browser.mjs";
import { app, bare, compress, place, read, sample, sentence, serve, settings } from "./site.mjs";
import { bound, mb, median, medians, ms, table, times } from "./table.mjs";

const SECTION = "section/38";
const LONG = "100000";
const posts = (least) => `document.querySelectorAll("#page article.post").length >= ${least}`;
const list = `document.querySelector("#page .threads a[href*='thread/']")`;
const lead = (path) => `
    const link = Object.assign(document.createElement("a"), { href: document.baseURI + "${path}", textContent: "." });
    document.querySelector("#page").append(link);`;

// The bare pages: a list that leads to a short and to a long thread.
function bares(content) {
    const folder = place("bare-inner");
    const threads = read(content, "sections", "38", "1.json").threads;
    const short = threads[0].id;
    for (const id of [short, LONG]) {
        writeFileSync(join(folder, `${id}.html`), bare(read(content, "threads", id, "1.json")));
    }
    const links = threads.map((thread) => `<p><a href="/${thread.id}.html">${thread.title}</a> ${thread.author.name}`);
    const long = `<p><a href="/${LONG}.html">${LONG}</a>`;
    writeFileSync(join(folder, "index.html"), `<!DOCTYPE html><meta charset="utf-8"><base href="/">${links.join("")}${long}`);
    compress(folder);
    return { folder, short };
}

// From a click on a bare page until the text of the next one is visible.
async function through(browser, url, id, text) {
    await visit(browser, url, { selector: "p", text: "" });
    await browser.go(url);
    const source = `(() => {
        const has = () => document.body?.textContent.includes(${JSON.stringify(text)}) && location.pathname !== "/";
        const look = () => requestAnimationFrame(has() ? () => (globalThis.seenAt = performance.timeOrigin + performance.now()) : look);
        look();
    })();`;
    const { identifier } = await browser.cdp("Page.addScriptToEvaluateOnNewDocument", { source });
    const begin = await browser.run(`
        arguments[0](performance.timeOrigin + performance.now());
        document.querySelector("a[href='/${id}.html']").click();`);
    let at = null;
    for (let tries = 0; at === null && tries < 100; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        at = await browser.run("arguments[0](globalThis.seenAt ?? null);").catch(() => null);
    }
    await browser.cdp("Page.removeScriptToEvaluateOnNewDocument", { identifier });
    return at === null ? NaN : at - begin;
}

async function hover(browser, selector) {
    const [x, y] = await browser.run(`
        const link = ${selector};
        link.scrollIntoView({ block: "center" });
        const { left, top, width, height } = link.getBoundingClientRect();
        arguments[0]([left + Math.min(width, 40) / 2, top + height / 2]);`);
    await browser.cdp("Input.dispatchMouseEvent", { type: "mouseMoved", x: x + 60, y: y + 60 });
    await browser.cdp("Input.dispatchMouseEvent", { type: "mouseMoved", x, y });
}

export async function inner() {
    const content = sample(100, false);
    compress(content);
    const site = await serve(app("inner", content));
    const { folder, short } = bares(content);
    const plain = await serve(folder);
    const text = (id) => sentence(read(content, "threads", id, "1.json"));
    const seen = Object.fromEntries(profiles.map((profile) => [profile.name, []]));
    for (let run = 0; run < settings.runs; run++) {
        for (const profile of profiles) {
            const browser = await fresh(profile);
            try {
                const one = {};
                await browser.go(site + SECTION);
                await browser.run(until(list));
                one.click = await browser.run(timed(`${list}.click()`, posts(1)));
                await browser.run(until(posts(1)));
                one.back = await browser.run(timed("history.back()", list));
                await browser.run(until(list));
                const second = `document.querySelectorAll("#page .threads a[href*='thread/']")`;
                const other = `[...${second}].find((a) => !a.href.includes(${second}[0].pathname) && !a.hash)`;
                await hover(browser, other);
                await new Promise((resolve) => setTimeout(resolve, 1000));
                one.hovered = await browser.run(timed(`${other}.click()`, posts(1)));
                await browser.run(until(posts(1)));
                one.hundred = await browser.run(timed(`${lead(`thread/${LONG}`)} link.click()`, posts(100)));
                await browser.run(until(posts(100)));
                await browser.run(timed(`${lead(SECTION)} link.click()`, list));
                one.hundredBack = await browser.run(timed("history.back()", posts(100)));
                one.bareClick = await through(browser, plain, short, text(short));
                one.bareHundred = await through(browser, plain, LONG, text(LONG));
                seen[profile.name].push(one);
            } finally {
                await browser.close();
            }
        }
    }
    for (const profile of profiles) {
        const one = medians(seen[profile.name]);
        table(`Within the app, ${profile.name} (medians of ${settings.runs})`, ["", "time", "× bare page"], [
            ["list → thread", ms(one.click), times(one.click / one.bareClick)],
            ["list → thread, a second after the pointer came", ms(one.hovered), times(one.hovered / one.bareClick)],
            ["back to the list", ms(one.back), times(one.back / one.bareClick)],
            ["bare list → bare thread", ms(one.bareClick), times(1)],
            ["list → page of 100 posts", ms(one.hundred), times(one.hundred / one.bareHundred)],
            ["back to the page of 100 posts", ms(one.hundredBack), times(one.hundredBack / one.bareHundred)],
            ["bare list → bare page of 100 posts", ms(one.bareHundred), times(1)],
        ]);
    }
}

// Keeps hold of the memory of every program that the page starts.
const remember = `(() => {
    const memories = (globalThis.qilouMemories = new Set());
    for (const name of ["instantiate", "instantiateStreaming"]) {
        const start = WebAssembly[name];
        WebAssembly[name] = async (...given) => {
            const started = await start.apply(WebAssembly, given);
            for (const one of Object.values((started.instance ?? started).exports)) {
                if (one instanceof WebAssembly.Memory) memories.add(one);
            }
            return started;
        };
    }
})();`;

// What lives in the page after garbage has been collected, and how large the program's memory is.
async function heap(browser) {
    await browser.cdp("HeapProfiler.collectGarbage");
    await browser.cdp("HeapProfiler.collectGarbage");
    const { usedSize, embedderHeapUsedSize = 0 } = await browser.cdp("Runtime.getHeapUsage");
    const wasm = await browser.run(
        "arguments[0]([...qilouMemories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0));",
    );
    return { heap: usedSize + embedderHeapUsedSize, wasm };
}

export async function memory() {
    const content = sample(100, false);
    const site = await serve(app("memory", content));
    const runs = [];
    for (let run = 0; run < Math.min(settings.runs, 3); run++) {
        const browser = await fresh(profiles[0]);
        try {
            await browser.cdp("Page.addScriptToEvaluateOnNewDocument", { source: remember });
            await browser.go(site + SECTION);
            await browser.run(until(list));
            const one = {};
            for (let change = 1; change <= 50; change++) {
                // Both times the list is there: pages are of different sizes.
                const isThread = change % 5 !== 0;
                const id = 100_001 + change;
                const [path, holds] = isThread
                    ? [`thread/${id}`, `${posts(1)} && location.pathname.endsWith("${id}")`]
                    : [SECTION, list];
                await browser.run(timed(`${lead(path)} link.click()`, holds));
                if (change === 5 || change === 50) {
                    await browser.run(until("true"));
                    const { heap: bytes, wasm } = await heap(browser);
                    Object.assign(one, { [`heap${change}`]: bytes, [`wasm${change}`]: wasm });
                }
            }
            runs.push(one);
        } finally {
            await browser.close();
        }
    }
    const one = medians(runs);
    const growth = (name) => one[`${name}50`] / one[`${name}5`];
    const both = (one.heap50 + one.wasm50) / (one.heap5 + one.wasm5);
    table(`Memory (medians of ${runs.length})`, ["", "after 5 pages", "after 50 pages", "ratio"], [
        ["heap, garbage collected", mb(one.heap5), mb(one.heap50), times(growth("heap"))],
        ["the program's memory", mb(one.wasm5), mb(one.wasm50), times(growth("wasm"))],
        ["both", mb(one.heap5 + one.wasm5), mb(one.heap50 + one.wasm50), times(both)],
    ]);
    bound("heap after 50 pages against after 5", growth("heap"), 1.2, times);
    bound("heap and the program's memory together", both, 1.2, times);
}

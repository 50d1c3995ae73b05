// Takes pictures of the main pages, as they look on a phone and on a desk, by day and by night.

import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { announced, open } from "./driver.mjs";

// Name, path, and what a reader does there before the picture is taken: a script.
const at = (selector) => `document.querySelector(${JSON.stringify(selector)}).scrollIntoView({ block: "center" });`;
const click = (selector) => `document.querySelector(${JSON.stringify(selector)}).click();`;
const pages = [
    ["home", ""],
    ["home-end", "", "scrollTo(0, document.body.scrollHeight);"],
    ["newest", "newest"],
    ["section", "section/38"],
    ["section-end", "section/38", "scrollTo(0, document.body.scrollHeight);"],
    ["section-children", "section/47"],
    ["section-gate", "section/75"],
    ["section-password", "section/74"],
    ["thread", "thread/155132"],
    ["thread-middle", "thread/155132", "scrollTo(0, 900);"],
    ["thread-end", "thread/155132", "scrollTo(0, document.body.scrollHeight);"],
    ["thread-reading", "thread/155132", click("[data-toggle=reading]")],
    ["thread-long", "thread/156750"],
    ["thread-code", "thread/156750#floor-12"],
    ["thread-table", "thread/156750/3#floor-43"],
    ["thread-markdown", "thread/156750/4#floor-74"],
    ["thread-remarks", "thread/156750/2#floor-25"],
    ["thread-states", "thread/156750/3#floor-56"],
    ["thread-media", "thread/156750/3#floor-50"],
    ["thread-pictures", "thread/156750/3#floor-59"],
    ["thread-lost", "thread/156750/4#floor-69"],
    ["thread-pager", "thread/156750", at(".pager")],
    ["thread-poll-open", "thread/156892"],
    ["thread-poll-closed", "thread/155556"],
    ["thread-debate", "thread/156920"],
    ["thread-trade", "thread/157044"],
    ["thread-activity", "thread/157038"],
    ["thread-paid", "thread/156507"],
    ["thread-hidden", "thread/156123"],
    ["thread-locked", "thread/156984"],
    ["thread-solved", "thread/157009"],
    ["thread-traditional", "thread/156548"],
    ["thread-english", "thread/155799"],
    ["user", "user/57"],
    ["user-threads", "user/57/threads"],
    ["user-posts", "user/57/posts"],
    ["user-banned", "user/238"],
    ["about", "page/about"],
    ["terms", "page/terms"],
    ["modlog", "modlog"],
    ["search", "search"],
    ["search-found", "search?q=签证"],
    ["search-long", "search?q=孩子", "scrollTo(0, document.body.scrollHeight);"],
    ["search-narrow", "search?q=孩子&section=38&author=三胎妈妈&sort=newest"],
    ["search-nothing", "search?q=没有人写过这句话"],
    ["not-found", "no/such/page"],
    ["no-thread", "thread/1"],
    ["menu", "", click(".menu.phone > summary")],
    ["lightbox", "thread/155132", click("a.zoom")],
    ["qr", "thread/155132", click(".tools details > summary")],
    ["settings", "thread/155132", click(".bar > .menu > summary")],
];
const screens = { phone: [390, 844, 2], desk: [1280, 800, 1] };
const schemes = ["light", "dark"];

// The app has started, its fonts and pictures are there, and nothing has changed for a moment.
const settled = `
    const done = arguments[arguments.length - 1];
    const calm = () => {
        const loading = [...document.images].some((image) => image.loading !== "lazy" && !image.complete);
        return !document.getElementById("boot") && !document.querySelector("[aria-busy=true]") && !loading;
    };
    const started = performance.now();
    let since = started;
    new MutationObserver(() => (since = performance.now()))
        .observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    const timer = setInterval(() => {
        const now = performance.now();
        if ((calm() && now - since > 300) || now - started > 10000) {
            clearInterval(timer);
            document.fonts.ready.then(() => done());
        }
    }, 50);`;

const [dist = "dist", only = ""] = process.argv.slice(2);
const folder = "shots";
mkdirSync(folder, { recursive: true });

// The site, made searchable.
const site = mkdtempSync(join(tmpdir(), "qilou-shots-"));
cpSync(dist, site, { recursive: true });
const qilou = ["run", "--quiet", "--locked", "--features", "index", "--"];
spawnSync("cargo", [...qilou, "index", join(site, "content")], { stdio: "inherit" });
const server = spawn("cargo", [...qilou, "serve", site, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
const browser = await open();
try {
    const home = await announced(server, /(http:\S+)/);
    for (const [screen, [width, height, deviceScaleFactor]] of Object.entries(screens)) {
        const mobile = screen === "phone";
        await browser.cdp("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor, mobile });
        for (const scheme of schemes) {
            const features = [{ name: "prefers-color-scheme", value: scheme }];
            await browser.cdp("Emulation.setEmulatedMedia", { features });
            for (const [page, path, act] of pages.filter(([page]) => page.includes(only))) {
                // A change of the fragment alone would not load the page anew.
                await browser.go("about:blank");
                // Nor would what was chosen on the page before be forgotten.
                await browser.cdp("Storage.clearDataForOrigin", { origin: home, storageTypes: "local_storage" });
                await browser.go(home + path);
                await browser.run(settled);
                if (act) {
                    await browser.run(`${act} arguments[arguments.length - 1]();`);
                    await browser.run(settled);
                }
                const { data } = await browser.cdp("Page.captureScreenshot");
                const file = join(folder, `${page}-${screen}-${scheme}.png`);
                writeFileSync(file, data, "base64");
                console.log(file);
                for (const { level, message } of await browser.log()) console.error(`  ${level} ${message}`);
            }
        }
    }
} finally {
    await browser.close();
    server.kill();
    rmSync(site, { recursive: true });
}

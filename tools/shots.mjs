// Takes pictures of the main pages, as they look on a phone and on a desk, by day and by night.

import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { announced, open } from "./driver.mjs";

const pages = { home: "" };
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

const folder = "shots";
mkdirSync(folder, { recursive: true });

const server = spawn(
    "cargo",
    ["run", "--quiet", "--locked", "--features", "cli", "--", "serve", process.argv[2] ?? "dist", "--port", "0"],
    { stdio: ["ignore", "pipe", "inherit"] },
);
const browser = await open();
try {
    const site = await announced(server, /(http:\S+)/);
    for (const [screen, [width, height, deviceScaleFactor]] of Object.entries(screens)) {
        const mobile = screen === "phone";
        await browser.cdp("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor, mobile });
        for (const scheme of schemes) {
            const features = [{ name: "prefers-color-scheme", value: scheme }];
            await browser.cdp("Emulation.setEmulatedMedia", { features });
            for (const [page, path] of Object.entries(pages)) {
                await browser.go(site + path);
                await browser.run(settled);
                const { data } = await browser.cdp("Page.captureScreenshot");
                const file = join(folder, `${page}-${screen}-${scheme}.png`);
                writeFileSync(file, data, "base64");
                console.log(file);
            }
        }
    }
} finally {
    await browser.close();
    server.kill();
}

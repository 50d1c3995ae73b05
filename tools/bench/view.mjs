// The reference thread: prerendered, not prerendered, and as a bare page with the same text.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fresh, profiles, visit } from "./browser.mjs";
import { app, bare, can, compress, place, qilou, read, sentence, serve, settings } from "./site.mjs";
import { bound, kb, medians, ms, table, times } from "./table.mjs";

const THREAD = "155132";
const selector = "main p, body > p";

export async function view() {
    const document = read("content", "threads", THREAD, "1.json");
    const wanted = { selector, text: sentence(document) };
    const variants = { "not prerendered": await serve(app("app", "content")) + `thread/${THREAD}` };
    if (can("prerender")) {
        const folder = join(place("prerender"), "site");
        qilou("prerender", "content", "--app", settings.dist, "--to", folder);
        compress(folder);
        variants.prerendered = await serve(folder) + `thread/${THREAD}`;
    } else {
        console.log("qilou prerender is missing: nothing is prerendered.");
    }
    const folder = place("bare");
    writeFileSync(join(folder, "index.html"), bare(document));
    compress(folder);
    variants["bare page"] = await serve(folder);

    const seen = {};
    for (let run = 0; run < settings.runs; run++) {
        for (const profile of profiles) {
            for (const [name, url] of Object.entries(variants)) {
                const browser = await fresh(profile);
                try {
                    for (const cache of ["cold", "warm"]) {
                        const key = [profile.name, cache, name];
                        (seen[key] ??= []).push(await visit(browser, url, wanted));
                    }
                } finally {
                    await browser.close();
                }
            }
        }
    }
    for (const profile of profiles) {
        for (const cache of ["cold", "warm"]) {
            const found = Object.keys(variants).map((name) => [name, medians(seen[[profile.name, cache, name]])]);
            const least = found.find(([name]) => name === "bare page")[1];
            table(
                `Reference thread, ${profile.name}, ${cache} (medians of ${settings.runs})`,
                ["", "text visible", "× bare", "FCP", "LCP", "CLS", "before the text", "in all", "pictures", "requests"],
                found.map(([name, one]) => [
                    name, ms(one.text), times(one.text / least.text), ms(one.fcp), ms(one.lcp), one.cls.toFixed(3),
                    `${kb(one.earlyBytes)} in ${one.earlyRequests}`, kb(one.bytes), kb(one.pictures), one.requests,
                ]),
            );
            const prerendered = found.find(([name]) => name === "prerendered")?.[1];
            if (profile.slow && cache === "cold") {
                bound("prerendered against bare page, cold, slow", prerendered?.text / least.text, 1.3, times);
            }
            bound(`layout shift of the takeover, ${cache}, ${profile.name}`, prerendered?.cls, 0, (cls) => cls.toFixed(3));
        }
    }
}

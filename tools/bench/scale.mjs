// An archive of many threads against one of a hundred: the same pages, as files and in packs.

import { readdirSync } from "node:fs";
import { fresh, profiles, visit } from "./browser.mjs";
import { app, compress, read, sample, sentence, serve, settings } from "./site.mjs";
import { bound, kb, median, medians, ms, table, times } from "./table.mjs";

const SMALL = 100;
const THREAD = "100007";

const config = (content) => ({ backend: { kind: "native", url: "content/", packs: read(content, "site.json").packs } });

export async function scale() {
    const loose = sample(SMALL, false);
    const packed = sample(SMALL, true);
    const large = sample(settings.threads, true);
    [loose, packed, large].forEach((folder) => compress(folder));
    const many = settings.threads.toLocaleString("en");
    const sites = {
        [`${SMALL} threads, files`]: await serve(app("scale-loose", loose)),
        [`${SMALL} threads, packs`]: await serve(app("scale-packed", packed, config(packed))),
        [`${many} threads, packs`]: await serve(app("scale-large", large, config(large))),
        [`${many} threads, packs only in site.json`]: await serve(app("scale-told", large)),
    };
    const thread = read(loose, "threads", THREAD, "1.json");
    const pages = {
        home: ["", { selector: "#page a[href*='thread/']", text: "" }],
        section: ["section/38", { selector: "#page .threads a[href*='thread/']", text: "" }],
        thread: [`thread/${THREAD}`, { selector: "#page article.post", text: sentence(thread) }],
    };
    const seen = {};
    for (let run = 0; run < settings.runs; run++) {
        for (const profile of profiles) {
            const browser = await fresh(profile);
            try {
                for (const [page, [path, wanted]] of Object.entries(pages)) {
                    for (const [name, site] of Object.entries(sites)) {
                        const key = [profile.name, page, name];
                        (seen[key] ??= []).push(await visit(browser, site + path, { ...wanted, cold: true }));
                    }
                }
            } finally {
                await browser.close();
            }
        }
    }
    const [first, same, most] = Object.keys(sites);
    for (const profile of profiles) {
        const at = (page, name) => medians(seen[[profile.name, page, name]]);
        const rows = Object.keys(pages).flatMap((page) =>
            Object.keys(sites).map((name) => {
                const one = at(page, name);
                const ratio = one.text / at(page, first).text;
                return [page, name, ms(one.text), times(ratio), kb(one.bytes), one.requests];
            }),
        );
        table(`Archives, ${profile.name}, cold (medians of ${settings.runs})`,
            ["page", "archive", "visible", "× files", "bytes", "requests"], rows);
        for (const page of Object.keys(pages)) {
            bound(`${page} of ${many} threads against ${SMALL}, in packs, ${profile.name}`,
                at(page, most).text / at(page, same).text, 1.1, times);
            bound(`${page} of ${many} threads in packs against ${SMALL} as files, ${profile.name}`,
                at(page, most).text / at(page, first).text, 1.1, times);
        }
    }
    // Without the compressed copies, which a host makes by itself.
    const files = readdirSync(large, { recursive: true, withFileTypes: true });
    const count = files.filter((file) => file.isFile() && !/\.(br|gz)$/.test(file.name)).length;
    bound(`files of ${many} threads in packs`, count, 20_000, (number) => number.toLocaleString("en"));
}

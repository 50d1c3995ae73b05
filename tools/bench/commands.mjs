// How fast the command line works through archives, and how much memory it takes.

import { spawn } from "node:child_process";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { app, can, place, sample, serve, settings } from "./site.mjs";
import { mb, table, times } from "./table.mjs";

// Runs a command to its end; how long it took, in seconds, and the most memory it had, in bytes.
async function measured(args) {
    const begin = performance.now();
    const child = spawn(settings.qilou, args.map(String), { stdio: ["ignore", "ignore", "inherit"] });
    let peak = 0;
    const look = () => {
        try {
            const status = readFileSync(`/proc/${child.pid}/status`, "utf8");
            peak = Math.max(peak, 1024 * Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
        } catch {
            // It has ended.
        }
    };
    const timer = setInterval(look, 20);
    const code = await new Promise((resolve) => child.on("exit", resolve));
    clearInterval(timer);
    return { seconds: (performance.now() - begin) / 1000, peak, code };
}

function documents(folder) {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true });
    return files.filter((file) => file.isFile() && file.name.endsWith(".json")).length;
}

export async function commands() {
    const sizes = [1000, 4000];
    const rows = [];
    for (const threads of sizes) {
        const content = sample(threads, false);
        const count = documents(content);
        const folder = place(`commands-${threads}`);
        const config = join(folder, "config.json");
        const copy = join(folder, "content");
        // What cannot be done yet is said to be missing.
        const jobs = [
            ["sample", ["sample", "--threads", threads, "--to", copy]],
            ["pack", ["pack", content, "--to", join(folder, "packed")]],
            ["check", ["check", content]],
            ["archive", ["archive", "--from", config, "--to", join(folder, "archive"), "--delay", 0, "--parallel", 4]],
            ["prerender", ["prerender", content, "--app", settings.dist, "--to", join(folder, "site")]],
            ["index", ["index", copy]],
        ];
        const url = (await serve(app(`commands-app-${threads}`, content))) + "content/";
        writeFileSync(config, JSON.stringify({ backend: { kind: "native", url } }));
        for (const [name, args] of jobs) {
            if (!can(name)) {
                rows.push([name, threads, "–", "missing", "–"]);
                continue;
            }
            const { seconds, peak, code } = await measured(args);
            const speed = code === 0 ? `${Math.round(count / seconds)} /s` : `ended with ${code}`;
            rows.push([name, threads, `${seconds.toFixed(1)} s`, speed, mb(peak)]);
        }
        rmSync(folder, { recursive: true, force: true });
    }
    rows.sort(([one], [other]) => one.localeCompare(other));
    table("Commands (documents by the second; the most memory)", ["command", "threads", "time", "documents", "memory"], rows);
}

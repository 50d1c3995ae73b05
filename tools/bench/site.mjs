// The folders that are compared, made ready and served.

import { execFileSync, spawn } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { announced } from "../driver.mjs";

export const settings = {
    dist: resolve(process.env.DIST ?? "dist"),
    work: resolve(process.env.WORK ?? "target/bench"),
    qilou: resolve(process.env.QILOU ?? "target/tool/qilou"),
    runs: Math.max(1, Number(process.env.RUNS ?? 7)),
    threads: Number(process.env.THREADS ?? 100_000),
};

const help = () => execFileSync(settings.qilou, ["--help"], { encoding: "utf8" });
let commands;

// Whether the command line can do something.
export function can(command) {
    commands ??= help();
    return new RegExp(`^ +${command}\\b`, "m").test(commands);
}

export function qilou(...args) {
    execFileSync(settings.qilou, args, { stdio: ["ignore", "ignore", "inherit"], maxBuffer: 1 << 26 });
}

// A folder of the working place, made anew.
export function place(name) {
    const folder = join(settings.work, name);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return folder;
}

// Compressed copies beside the texts of a folder, as any host makes them.
export function compress(folder) {
    if (can("compress")) return qilou("compress", folder);
    for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
        if (!file.isFile() || !/\.(html|css|js|json|svg|wasm|txt|xml)$/.test(file.name)) continue;
        const path = join(file.parentPath ?? file.path, file.name);
        const bytes = readFileSync(path);
        if (bytes.length < 200) continue;
        writeFileSync(`${path}.br`, brotliCompressSync(bytes, {
            params: { [constants.BROTLI_PARAM_QUALITY]: bytes.length > 2e6 ? 5 : 11 },
        }));
    }
}

// The app over a content folder. The content is compressed where it is.
export function app(name, content, config) {
    const folder = place(name);
    for (const entry of readdirSync(settings.dist)) {
        if (entry !== "content") cpSync(join(settings.dist, entry), join(folder, entry), { recursive: true });
    }
    if (config) writeFileSync(join(folder, "config.json"), JSON.stringify(config));
    compress(folder);
    symlinkSync(resolve(content), join(folder, "content"));
    return folder;
}

// A made-up forum; made once, since it is always the same.
export function sample(threads, packed) {
    const folder = join(settings.work, "data", `${threads}${packed ? "-packed" : ""}`);
    if (!existsSync(folder)) {
        mkdirSync(join(settings.work, "data"), { recursive: true });
        qilou("sample", "--threads", threads, "--to", folder, ...(packed ? ["--packed"] : []));
    }
    return folder;
}

const running = [];

// Serves a folder; its address.
export async function serve(folder) {
    const server = spawn(settings.qilou, ["serve", folder, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
    running.push(server);
    return announced(server, /(http:\S+)/);
}

export function end() {
    for (const server of running.splice(0)) server.kill();
}

const plain = (html) => html.replace(/<img[^>]*>/g, "").replace(/<(\w+)\s[^>]*>/g, "<$1>");

// The text of a page of a thread as the least HTML that holds it.
export function bare(document) {
    const posts = document.posts.map((post) => `<h2>${post.author.name}</h2>\n${plain(post.body.text)}`);
    const title = document.thread.title;
    return `<!DOCTYPE html>
<html lang="zh-Hans"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<base href="/"><title>${title}</title><h1>${title}</h1>
${posts.join("\n")}
`;
}

// A sentence from the beginning of a thread's page.
export function sentence(document) {
    const text = plain(document.posts[0].body.text).replace(/<[^>]*>/g, "\n");
    return text.split("\n").map((line) => line.trim()).find((line) => line.length > 8).slice(0, 12);
}

export const read = (...path) => JSON.parse(readFileSync(join(...path), "utf8"));

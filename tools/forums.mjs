// Takes pictures of the app over other forums, which are replayed from tests/fixtures: on a phone and on a desk, by day
// and by night. Run it as `node tools/forums.mjs DIST FOLDER [KIND] [PAGE]`.

import { createServer } from "node:http";
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { open } from "./driver.mjs";

const [dist = "dist", folder = "shots", onlyKind = "", onlyPage = ""] = process.argv.slice(2);
const fixtures = join(import.meta.dirname, "../tests/fixtures");
const fixture = (kind, name) => readFileSync(join(fixtures, kind, `${name}.json`), "utf8");
const json = (body, status = 200) => ({ status, kind: "application/json", body });

// A question: its path and its parameters, in the order of their names.
function asked(path) {
    const { pathname, searchParams } = new URL(path, "http://forum.example/");
    searchParams.sort();
    return `${decodeURIComponent(pathname)}?${decodeURIComponent(searchParams.toString().replaceAll("+", "%20"))}`;
}

// A forum by its kind: its configuration, the answer to a question below its root, and the pages to take pictures of.
const forums = {
    discuz: {
        config: { backend: { kind: "discuz", url: "/bbs/" } },
        answers: discuz(),
        missing: () => json(fixture("discuz", "no_module")),
        pages: {
            home: "", newest: "newest", hot: "hot",
            section: "section/3", "section-end": "section/3/4", "section-children": "section/4",
            "section-password": "section/41", "section-gate": "section/42", "section-none": "section/9999",
            thread: "thread/1", long: "thread/68", "long-end": "thread/68/13", gaps: "thread/68/5",
            bbcode: "thread/69", files: "thread/118", poll: "thread/117", paid: "thread/22",
            level: "thread/14", anonymous: "thread/82", hide: "thread/71", password: "thread/70",
            "thread-none": "thread/999999", user: "user/4", "user-self": "user/12", "user-gate": "user/8", "user-none": "user/99999",
        },
    },
    nodebb: {
        config: { backend: { kind: "nodebb", url: "/talk/" } },
        answers: nodebb(),
        missing: () => json(JSON.stringify(JSON.parse(fixture("nodebb", "api-404")).body), 404),
        pages: {
            home: "", newest: "newest", hot: "hot", section: "section/6", "section-end": "section/6/4",
            "section-parent": "section/5", "section-gate": "section/35", "section-none": "section/99999",
            long: "thread/62", "long-end": "thread/62/7", rich: "thread/66", seed: "thread/95", locked: "thread/64",
            tagged: "thread/65", photo: "thread/69", gone: "thread/67", "thread-none": "thread/99999",
            user: "user/xiaomei", "user-zh": "user/%E5%8D%8E%E5%8F%91%E7%BD%91%E7%BC%96%E8%BE%91",
            "user-threads": "user/xiaomei/threads", "user-none": "user/nobodyhere",
            tag: "tag/%E4%B8%80%E5%B8%A6%E4%B8%80%E8%B7%AF", search: "search?q=%E4%B8%80%E5%B8%A6%E4%B8%80%E8%B7%AF",
        },
    },
    discourse: {
        config: { backend: { kind: "discourse", url: "/talk/" } },
        answers: discourse(),
        missing: () => json(fixture("discourse", "refusal-missing"), 404),
        pages: {
            home: "", section: "section/5", "section-end": "section/9/4?sort=replies", thread: "thread/90", awkward: "thread/93",
            documented: "thread/13", tag: "tag/%E6%97%A9%E8%8C%B6", search: "search?q=%E5%94%90%E4%BA%BA%E8%A1%97",
            user: "user/afang", "user-threads": "user/afang/threads", "thread-none": "thread/404",
        },
    },
    flarum: {
        config: { backend: { kind: "flarum", url: "/talk/" }, site: { lang: "zh-Hans" } },
        answers: flarum(),
        missing: () => json(fixture("flarum", "refusal-missing"), 404),
        pages: {
            home: "", section: "section/news", thread: "thread/90", awkward: "thread/93",
            search: "search?q=%E8%99%BE%E9%A5%BA", user: "user/afang", "user-threads": "user/afang/threads",
        },
    },
    lemmy: {
        config: { backend: { kind: "lemmy", url: "/lemmy/api/v4/" } },
        answers: lemmy(),
        missing: () => json(fixture("lemmy/v4", "error-not-found"), 404),
        pages: {
            home: "", section: "section/arcades", thread: "thread/3", link: "thread/4", image: "thread/5", removed: "thread/8",
            user: "user/ahmei", banned: "user/loudmouth@faraway.example", search: "search?q=arcade%20streets", modlog: "modlog",
        },
    },
    wordpress: mapped("wordpress", { home: "", section: "section/6", thread: "thread/51", user: "user/7", page: "page/about" }),
    "hacker-news": mapped("hacker-news", { home: "", newest: "newest", thread: "thread/1001", user: "user/ann" }),
    "json-server": mapped("json-server", { home: "", section: "section/4", thread: "thread/12", user: "user/3" }),
};

function discuz() {
    const answers = {};
    const at = (query, name, status = 200) => {
        answers[asked(`api/mobile/index.php?${query}`)] = json(fixture("discuz", name), status);
    };
    const thread = (tid, page, name, bodies) => {
        const query = (version) => `version=${version}&module=viewthread&tid=${tid}&page=${page}&ordertype=2`;
        at(query(4), name);
        if (bodies) at(query(1), bodies);
    };
    for (const module of ["check", "forumindex", "forumnav", "newthreads"]) at(`version=4&module=${module}`, module);
    at("version=4&module=forumdisplay&fid=3&tpp=1&filter=lastpost&orderby=lastpost&ascdesc=ASC", "forumdisplay_tpp5");
    at("version=4&module=viewcomment&tid=68&pid=232&page=2", "viewcomment_p2");
    at("version=4&module=hotthread&page=1", "hotthread");
    for (const [fid, page, name] of [
        [3, 1, "p1"], [3, 2, "p2"], [3, 4, "p4"], [4, 1, "with_sublist"], [31, 1, "subforum"], [41, 1, "password_nopw"],
        [42, 1, "noperm_guest"], [9999, 1, "nonexistent"], [22, 1, "with_attach"], [7, 1, "anonymous"],
    ]) at(`version=4&module=forumdisplay&fid=${fid}&page=${page}`, `forumdisplay_${name}`);
    for (const [tid, page, name, bodies] of [
        [1, 1, "seed"], [68, 1, "rated_commented"], [68, 5, "long_p5_again"], [68, 13, "long_last"], [69, 1, "bbcode", "viewthread_bbcode_v1"],
        [118, 1, "edited", "viewthread_edited_v1"], [117, 1, "poll_guest"], [22, 1, "paid_guest"], [14, 1, "readperm_guest"],
        [82, 1, "anonymous"], [71, 1, "hide_guest"], [70, 1, "password_post"],
    ]) thread(tid, page, `viewthread_${name}`, bodies);
    at("version=4&module=viewthread&tid=999999&page=1&ordertype=2", "viewthread_nonexistent", 404);
    at("version=4&module=profile&uid=4", "profile_other");
    at("version=4&module=profile&uid=12", "profile_self");
    at("version=4&module=profile&uid=8", "profile_guest_other");
    at("version=4&module=profile&uid=99999", "profile_nonexistent");
    return (question) => answers[question.replace(/fids=[^&]*&/, "").replace(/limit=\d+&(.*)&start=\d+/, "$1")] ?? answers[question];
}

function nodebb() {
    const answers = {};
    const place = (text) => text.replaceAll("http://127.0.0.1:4567/", "/talk/").replaceAll("http://127.0.0.1:4567", "/talk")
        .replaceAll('"relative_path":""', '"relative_path":"/talk"')
        .replace(/(["(])\/(assets|topic|user|category|post|tags)\//g, "$1/talk/$2/");
    for (const file of readdirSync(join(fixtures, "nodebb"))) {
        const { path, method, status, body } = JSON.parse(readFileSync(join(fixtures, "nodebb", file), "utf8"));
        if (method !== "GET" || status === 304 || /user\.json|bearer|cors|login|again|foreign|sort|seed/.test(file)) continue;
        const [, kind, id] = path.match(/^\/api\/(topic|category)\/([^/?]+)/) ?? [];
        const page = new URL(path, "http://x/").searchParams.get("page") ?? 1;
        const sort = { topic: "oldest_to_newest", category: "recently_replied" }[kind];
        const plain = !/post50|tag=/.test(file + path);
        const question = kind && plain ? `api/${kind}/${id}?sort=${sort}&page=${page}` : path;
        answers[asked(question)] ??= json(place(JSON.stringify(body)), status);
    }
    const search = JSON.parse(fixture("nodebb", "search-user"));
    answers[asked("api/search?term=一带一路&in=titlesposts&sortBy=relevance")] = json(place(JSON.stringify(search.body)));
    answers[asked("api/search?in=categories")] = json('{"privileges":{"search:content":true}}');
    answers[asked("assets/language/zh-CN/global.json")] = json('{"404.title":"未找到","posts":"帖子","topics":"主题","reputation":"声望"}');
    return (question) => answers[question];
}

function listed(kind, places) {
    const answers = {};
    for (const [path, name] of Object.entries(places)) answers[asked(path)] = json(fixture(kind, name));
    return (question) => answers[question];
}

function discourse() {
    return listed("discourse", {
        "site/basic-info.json": "site-basic-info", "site/statistics.json": "site-statistics",
        "categories.json?include_subcategories=true": "categories",
        "latest.json?order=created": "category-topics", "top.json": "topics-top",
        "latest.json?category=5&order=activity": "category-topics", "latest.json?category=9&order=posts&page=3": "category-topics-last",
        "t/13.json": "topics-topic_response", "t/90.json": "topic-long-1", "t/93.json": "topic-awkward",
        "tag/早茶.json": "tag-topics", "search.json?q=唐人街&page=1": "search",
        "u/afang.json": "user", "topics/created-by/afang.json": "created-by-topics",
    });
}

function flarum() {
    return listed("flarum", {
        api: "forum-2", "api/tags": "tags",
        "api/discussions?sort=-createdAt": "discussions", "api/discussions?sort=-lastPostedAt": "discussions-last",
        "api/discussions?filter[tag]=news&sort=-lastPostedAt": "discussions", "api/discussions?filter[tag]=news": "discussions",
        "api/discussions/90": "discussion-long-1", "api/discussions/93": "discussion-awkward",
        "api/discussions?filter[q]=虾饺": "search", "api/users/afang?bySlug=1": "user",
        "api/discussions?filter[author]=afang&sort=-createdAt": "discussions",
    });
}

function lemmy() {
    const places = {
        site: "site", "community/list?type_=local&sort=active_monthly&limit=50": "communities",
        "community?name=arcades": "community", "post?id=3": "post", "post?id=4": "post-link", "post?id=5": "post-image", "post?id=8": "post-removed",
        "post/list?sort=new&time_range_seconds=0&limit=20": "posts-new", "post/list?sort=active&time_range_seconds=0&limit=20": "posts-active",
        "post/list?community_name=arcades&sort=new_comments&time_range_seconds=0&limit=20": "posts-community",
        "comment/list/slim?post_id=3&type_=all&sort=old&max_depth=50&time_range_seconds=0": "comments",
        "person?username=ahmei": "person", "person?username=loudmouth@faraway.example": "person-banned",
        "search?search_term=arcade streets&type_=all&listing_type=all&limit=20": "search", "modlog?type_=all&limit=20": "modlog",
    };
    for (const post of [4, 5, 8])
        places[`comment/list/slim?post_id=${post}&type_=all&sort=old&max_depth=50&time_range_seconds=0`] = "comments-none";
    return listed("lemmy/v4", Object.fromEntries(Object.entries(places).map(([path, name]) => [`api/v4/${path}`, name])));
}

function mapped(name, pages) {
    const recorded = JSON.parse(readFileSync(join(fixtures, "mapping", `${name}.json`), "utf8"));
    const answers = {};
    for (const [path, answer] of Object.entries(recorded)) answers[asked(path)] = json(JSON.stringify(answer.body ?? answer), answer.status ?? 200);
    const mapping = readFileSync(join(import.meta.dirname, `../docs/mapping/${name}.json`), "utf8");
    return {
        config: { backend: { kind: "mapping", url: "/api/", mapping: "mapping.json" } }, mapping,
        answers: (question) => answers[question], missing: () => json("{}", 404), pages,
    };
}

const kinds = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".wasm": "application/wasm", ".svg": "image/svg+xml", ".json": "application/json" };
const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><rect width="400" height="300" fill="#9a8"/><circle cx="200" cy="150" r="90" fill="#cdb"/></svg>';

function serve(forum) {
    const root = new URL(forum.config.backend.url, "http://x/").pathname.replace(/api\/v4\/$/, "");
    return createServer((request, response) => {
        const path = request.url;
        const send = ({ status = 200, kind, body }) => response.writeHead(status, { "content-type": kind }).end(body);
        if (path === "/config.json") return send(json(JSON.stringify(forum.config)));
        if (path === "/mapping.json") return send(json(forum.mapping));
        if (/\.(png|jpe?g|gif|webp)$|avatar\.php$/.test(path.split("?")[0]))
            return send({ kind: "image/svg+xml", body: picture });
        if (path.startsWith(root)) {
            const question = asked(path.slice(root.length));
            const answer = forum.answers(question);
            if (!answer) console.log(`  ? ${question}`);
            const { status, kind, body } = answer ?? forum.missing(question);
            // Wherever the recorded forum stood, it stands here now.
            return send({ status, kind, body: body.replace(/https?:\/\/(forum\.example\/content|[a-z]+\.example)\//g, root) });
        }
        try {
            const file = path.split("?")[0];
            const body = readFileSync(join(dist, extname(file) ? file : "index.html"));
            send({ kind: kinds[extname(file)] ?? "text/html", body });
        } catch {
            send({ status: 404, kind: "text/plain", body: "" });
        }
    });
}

// The app has started, and nothing has changed for a moment.
const settled = `
    const done = arguments[arguments.length - 1];
    const started = performance.now();
    let since = started;
    new MutationObserver(() => (since = performance.now())).observe(document, { subtree: true, childList: true, attributes: true });
    const timer = setInterval(() => {
        const now = performance.now();
        const calm = !document.getElementById("boot") && !document.querySelector("[aria-busy=true]");
        if ((calm && now - since > 250) || now - started > 8000) {
            clearInterval(timer);
            done();
        }
    }, 50);`;

mkdirSync(folder, { recursive: true });
const browser = await open();
try {
    for (const [kind, forum] of Object.entries(forums).filter(([kind]) => kind.includes(onlyKind))) {
        const server = serve(forum);
        await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
        const site = `http://127.0.0.1:${server.address().port}/`;
        for (const [screen, width, height, mobile] of [["phone", 390, 844, true], ["desk", 1280, 800, false]]) {
            await browser.cdp("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile });
            for (const scheme of (process.env.SCHEMES ?? "light dark").split(" ")) {
                await browser.cdp("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
                for (const [page, path] of Object.entries(forum.pages).filter(([page]) => page.includes(onlyPage))) {
                    await browser.go("about:blank");
                    await browser.go(site + path);
                    await browser.run(settled);
                    const { data } = await browser.cdp("Page.captureScreenshot", { captureBeyondViewport: Boolean(process.env.WHOLE) });
                    writeFileSync(join(folder, `${kind}-${page}-${screen}-${scheme}.png`), data, "base64");
                    for (const { level, message } of await browser.log()) console.log(`${kind} ${page}: ${level} ${message}`);
                }
            }
        }
        await new Promise((done) => server.close(done));
        server.closeAllConnections?.();
    }
} finally {
    await browser.close();
    process.exit();
}

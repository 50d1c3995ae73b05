// A headless Chromium, driven by the WebDriver protocol: as much of it as taking pictures needs.

import { spawn } from "node:child_process";
import { once } from "node:events";

const options = {
    args: ["--headless=new", "--hide-scrollbars", "--disable-dev-shm-usage"],
    prefs: { "intl.accept_languages": "zh-CN" },
};
// Chromium's sandbox refuses to run as root.
if (process.getuid?.() === 0) options.args.push("--no-sandbox");

export async function open() {
    const driver = spawn("chromedriver", ["--port=0"], { stdio: ["ignore", "pipe", "ignore"] });
    const port = await announced(driver, /successfully on port (\d+)/);

    async function send(method, path, body) {
        const answer = await fetch(`http://127.0.0.1:${port}/${path}`, {
            method,
            body: body && JSON.stringify(body),
        });
        const { value } = await answer.json();
        if (value?.error) throw new Error(value.message);
        return value;
    }

    const { sessionId } = await send("POST", "session", {
        capabilities: {
            alwaysMatch: {
                "goog:chromeOptions": options,
                "goog:loggingPrefs": { browser: "ALL" },
            },
        },
    });
    const session = `session/${sessionId}`;

    return {
        go: (url) => send("POST", `${session}/url`, { url }),
        run: (script, ...args) => send("POST", `${session}/execute/async`, { script, args }),
        cdp: (cmd, params = {}) => send("POST", `${session}/goog/cdp/execute`, { cmd, params }),
        log: () => send("POST", `${session}/se/log`, { type: "browser" }),
        async close() {
            await send("DELETE", session).catch(() => {});
            driver.kill();
            await once(driver, "exit");
        },
    };
}

// What a program prints, until it fits the pattern: port 0 lets a server choose, and it says
// which port it has taken.
export function announced({ stdout }, pattern) {
    return new Promise((resolve, reject) => {
        let said = "";
        stdout.on("data", (chunk) => {
            said += chunk;
            const match = said.match(pattern);
            if (match) resolve(match[1]);
        });
        stdout.on("end", () => reject(new Error(`it did not start: ${said}`)));
    });
}

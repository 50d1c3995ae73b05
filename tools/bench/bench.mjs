// Compares, on this machine and in one run: `make bench`, `make bench ONLY=view,inner,memory,scale,commands`.

import { existsSync } from "node:fs";
import { cpus } from "node:os";
import { commands } from "./commands.mjs";
import { inner, memory } from "./inner.mjs";
import { scale } from "./scale.mjs";
import { end, settings } from "./site.mjs";
import { judged } from "./table.mjs";
import { view } from "./view.mjs";

const parts = { view, inner, memory, scale, commands };
const asked = process.env.ONLY ? process.env.ONLY.split(",") : Object.keys(parts);
const unknown = asked.find((name) => !(name in parts));
if (unknown) fail(`There is no part “${unknown}”; there are ${Object.keys(parts).join(", ")}.`);
for (const path of [settings.dist, settings.qilou]) if (!existsSync(path)) fail(`There is no ${path}.`);

function fail(sentence) {
    console.error(`bench: ${sentence}`);
    process.exit(2);
}

// However it ends, what it has started ends with it.
process.on("exit", end);
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(2));

console.log(`${cpus().length} × ${cpus()[0].model}; times hold within this run only.`);
try {
    for (const name of asked) {
        await parts[name]();
        end();
    }
} finally {
    end();
}
process.exitCode = judged() ? 0 : 1;

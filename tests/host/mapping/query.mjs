// What modules/query.js answers: node query.mjs VALUE QUERY…, and a list of answers as JSON; "!" where there is none.
// The value is handed over as src/backend/mapping/query.rs does it.

import { ask, object, understand } from "../../../modules/query.js";

const [json, ...queries] = process.argv.slice(2);

// JSON.parse puts keys of digits first and rounds large integers, as the app does not.
const MARK = "\uFDD0";
const given = (value) => {
    if (Array.isArray(value)) return value.map(given);
    if (value === null || typeof value !== "object") return value;
    const keys = Object.keys(value).sort();
    return object(keys, keys.map((key) => given(value[key])));
};
const value = given(JSON.parse(json.replace(/([:,[])(\d{16,})(?=[,}\]])/g, `$1"${MARK}$2"`)));

const answers = queries.map((query) => {
    if (understand(query) !== undefined) return `"!"`;
    const found = ask(query, value);
    return found.startsWith("!") ? `"!"` : found;
});
console.log(`[${answers.join(",")}]`);

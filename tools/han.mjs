// Writes src/search/han.txt: which traditional characters are searched for as which simplified ones, by the tables of
// OpenCC. Pairs of common characters, each of three bytes, in the order of the first.

import { writeFileSync } from "node:fs";
import characters from "opencc-js/dict/TSCharacters";
import hongkong from "opencc-js/dict/HKVariantsRev";
import taiwan from "opencc-js/dict/TWVariantsRev";

const read = (table) => new Map(table.split("|").map((entry) => entry.split(" ")).map(([from, to]) => [from, to]));
const simplified = read(characters);
const isCommon = (text) => /^[\u4e00-\u9fff]$/.test(text);
const pairs = new Map(simplified);
for (const [local, traditional] of [...read(hongkong), ...read(taiwan)]) {
    if (!pairs.has(local)) pairs.set(local, simplified.get(traditional) ?? traditional);
}
const sorted = [...pairs].filter(([from, to]) => from !== to && isCommon(from) && isCommon(to)).sort(([a], [b]) => (a < b ? -1 : 1));
writeFileSync("src/search/han.txt", sorted.flat().join(""));
console.log(`${sorted.length} pairs`);

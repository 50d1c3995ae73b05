// Answers questions in JMESPath as the specification has them: what the library knows besides is not understood, as it
// is not on the host either.

import {
    TYPE_ANY,
    TYPE_ARRAY,
    TYPE_ARRAY_NUMBER,
    TYPE_ARRAY_STRING,
    TYPE_EXPREF,
    TYPE_STRING,
    TreeInterpreter,
    compile,
    register,
} from "@jmespath-community/jmespath";

const FUNCTIONS = new Set(
    `abs avg ceil contains ends_with floor join keys length map max max_by merge min min_by not_null reverse sort
    sort_by starts_with sum to_array to_number to_string type values`.split(/\s+/),
);
const BEYOND = /^(Arithmetic|Binding|LetExpression|Root|Ternary|Unary|Variable)$/;

const trees = new Map();

/** Understands a query, so that it can be asked: nothing, or what is wrong with it. */
export function understand(text) {
    if (trees.has(text)) return;
    try {
        const tree = compile(text);
        const fault = beyond(tree);
        if (!fault) trees.set(text, tree);
        return fault;
    } catch (error) {
        return `Parse error: ${error.message}`;
    }
}

function beyond(node) {
    if (!node || typeof node !== "object" || node.type === "Literal") return;
    if (BEYOND.test(node.type)) return "Parse error: this goes beyond JMESPath's specification";
    if (node.type === "Function" && !FUNCTIONS.has(node.name)) return `there is no function \`${node.name}\``;
    for (const part of Object.values(node)) {
        const fault = beyond(part);
        if (fault) return fault;
    }
}

// Integers that a number here cannot hold come as text behind this mark, which other texts have lost, and go so.
const MARK = "\uFDD0";

/** What a query that was understood finds in a value, as JSON; or "!" and why it finds nothing. */
export function ask(text, value) {
    try {
        const found = JSON.stringify(TreeInterpreter.search(trees.get(text), value)) ?? "null";
        return found.includes(MARK) ? found.replace(/(\\*)"\uFDD0(-?\d+)\1"/g, "$2").replaceAll(MARK, "") : found;
    } catch (error) {
        return `!${error.message}`;
    }
}

/** A number or a flag as a query that finds it. */
export const literal = (value) => `\`${String(value).replace(MARK, "")}\``;

/** An object with these keys, in this order, and values: JavaScript puts keys of digits first. */
export function object(keys, values) {
    const made = Object.create(null);
    keys.forEach((key, i) => (made[key] = values[i]));
    return keys.some((key) => /^\d+$/.test(key)) ? new Proxy(made, { ownKeys: () => keys }) : made;
}

// Where the library goes further than the specification, or not as far.
const visit = TreeInterpreter.visit;
TreeInterpreter.visit = function (node, value) {
    switch (node.type) {
        case "Field":
            return isObject(value) && Object.hasOwn(value, node.name) ? value[node.name] : null;
        case "MultiSelectList":
        case "MultiSelectHash":
            return value === null ? null : visit.call(this, node, value);
        case "Slice":
            return Array.isArray(value) ? visit.call(this, node, value) : null;
        case "Subexpression":
            return this.visit(node.right, this.visit(node.left, value));
    }
    return visit.call(this, node, value);
};

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const node = (value) => ({ type: "Literal", value });
const equal = (a, b) => visit.call(TreeInterpreter, { type: "Comparator", name: "EQ", left: node(a), right: node(b) });

const better = (name, action, ...types) => register(name, action, types.map((types) => ({ types })), { override: true });
const NUMBERS_OR_TEXTS = [TYPE_ARRAY_NUMBER, TYPE_ARRAY_STRING];
const compare = (a, b) => (a < b ? -1 : Number(a > b));
const sorted = (list) => [...list].sort(compare);
better("sort", ([list]) => sorted(list), NUMBERS_OR_TEXTS);
better("max", ([list]) => sorted(list).pop() ?? null, NUMBERS_OR_TEXTS);
better("min", ([list]) => sorted(list)[0] ?? null, NUMBERS_OR_TEXTS);

// The list, sorted by what an expression finds in each; those that are equal stay in order.
function sortedBy([list, by]) {
    const keyed = list.map((each) => ({ each, key: TreeInterpreter.visit(by, each) }));
    const kind = typeof keyed[0]?.key;
    if (keyed.length && ((kind !== "number" && kind !== "string") || keyed.some(({ key }) => typeof key !== kind))) {
        throw new Error("the keys to sort by have to be numbers alone, or texts alone");
    }
    return keyed.sort((a, b) => compare(a.key, b.key)).map(({ each }) => each);
}
better("sort_by", sortedBy, [TYPE_ARRAY], [TYPE_EXPREF]);
// Of several that are equal, the first.
better("max_by", ([list, by]) => sortedBy([[...list].reverse(), by]).pop() ?? null, [TYPE_ARRAY], [TYPE_EXPREF]);
better("min_by", (given) => sortedBy(given)[0] ?? null, [TYPE_ARRAY], [TYPE_EXPREF]);
better(
    "contains",
    ([all, one]) => (Array.isArray(all) ? all.some((each) => equal(each, one)) : typeof one === "string" && all.includes(one)),
    [TYPE_STRING, TYPE_ARRAY],
    [TYPE_ANY],
);
better(
    "to_number",
    ([value]) => {
        if (typeof value === "number") return value;
        const written = typeof value === "string" && /^-?(0|[1-9]\d*)(\.\d+)?(e[+-]?\d+)?$/i.test(value);
        return written ? Number(value) : null;
    },
    [TYPE_ANY],
);

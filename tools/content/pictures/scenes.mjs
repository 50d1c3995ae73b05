// Scenes: each draws one kind of picture on a canvas of any size, differently for each number drawn.

import { arches, circle, line, n, path, rect, ridge, sky, words } from "./svg.mjs";

const DAWN = [["#f6d9b8", "#e9eef0"], ["#cfe3ea", "#f7f1e1"], ["#f3c9a5", "#f9efe0"], ["#b9d7dc", "#eef4ee"], ["#e6d3e0", "#f6ece2"]];

const scenes = {
    /** Mountains behind mountains. */
    mountain(draw, w, h) {
        const [top, bottom] = draw.pick(DAWN);
        const tone = draw.pick([["#9db7ba", "#6f9496", "#3f6c6b", "#244b4a"], ["#b8b0c2", "#8d86a3", "#5c5a7d", "#34355a"], ["#c9b49a", "#a48a6f", "#77604d", "#4a3b31"]]);
        return sky(w, h, top, bottom) + circle(w * draw.between(0.2, 0.8), h * 0.28, h * 0.07, "#fff3da") +
            tone.map((fill, i) => ridge(draw, w, h, h * (0.45 + i * 0.13), h * (0.16 - i * 0.025), fill)).join("");
    },
    /** The sea with a boat. */
    sea(draw, w, h) {
        const x = w * draw.between(0.3, 0.7);
        let waves = "";
        for (let i = 0; i < 7; i += 1) {
            const y = h * (0.6 + i * 0.055);
            waves += line(`M${n(w * draw.between(0, 0.2))} ${n(y)}q${n(w * 0.1)} ${n(-h * 0.02)} ${n(w * 0.2)} 0t${n(w * 0.2)} 0t${n(w * 0.2)} 0`, "#ffffff66", h * 0.006);
        }
        return sky(w, h, ...draw.pick(DAWN)) + circle(w * 0.75, h * 0.4, h * 0.09, "#f2a65a") + rect(0, h * 0.52, w, h * 0.48, draw.pick(["#3f7f8c", "#2f6f7a", "#4f7fa0"])) + waves +
            path(`M${n(x)} ${n(h * 0.66)}h${n(w * 0.14)}l${n(-w * 0.03)} ${n(h * 0.05)}h${n(-w * 0.08)}Z`, "#4a2f22") +
            path(`M${n(x + w * 0.06)} ${n(h * 0.64)}v${n(-h * 0.22)}l${n(w * 0.06)} ${n(h * 0.2)}Z`, "#f8f4ea");
    },
    /** A skyline with lit windows. */
    city(draw, w, h) {
        let out = sky(w, h, "#27355a", "#d98f6c");
        for (let x = 0; x < w;) {
            const [wide, tall] = [w * draw.between(0.05, 0.1), h * draw.between(0.2, 0.62)];
            out += rect(x, h - tall, wide + 1, tall, draw.pick(["#1c2440", "#222c4c", "#18203a"]));
            for (let i = 0; i < 5; i += 1) {
                out += rect(x + wide * draw.pick([0.2, 0.45, 0.7]), h - tall * draw.between(0.12, 0.92), wide * 0.12, h * 0.018, draw.pick(["#f7d98b", "#f2b76b", "#cfe3ea"]));
            }
            x += wide;
        }
        return out;
    },
    /** A street of shop-houses. */
    arcade(draw, w, h) {
        let out = sky(w, h, "#dcebe8", "#f8f3e4");
        const count = 4;
        for (let i = 0; i < count; i += 1) {
            const [x, wide] = [(w * i) / count, w / count];
            const top = h * draw.between(0.1, 0.22);
            const wall = draw.pick(["#e8d8b8", "#d9c4a0", "#e6cfc0", "#cfd8c4"]);
            out += rect(x, top, wide, h * 0.7 - top, wall) + path(`M${n(x)} ${n(top)}q${n(wide / 2)} ${n(-h * 0.1)} ${n(wide)} 0Z`, "#b9a27c");
            for (let floor = 0; floor < 2; floor += 1) {
                for (let k = 0; k < 3; k += 1) {
                    out += rect(x + wide * (0.14 + k * 0.26), top + h * (0.06 + floor * 0.2), wide * 0.18, h * 0.13, draw.pick(["#3f6c6b", "#2d5655", "#6a4a3a"]), ` rx="${n(wide * 0.09)}"`);
                }
            }
            out += arches(x, h * 0.64, wide, h * 0.28, 2, wall, "#5a4636") + rect(x + wide * 0.3, h * 0.56, wide * 0.4, h * 0.06, "#0b6b57");
        }
        return out + rect(0, h * 0.92, w, h * 0.08, "#a99b86");
    },
    /** A train below mountains. */
    rail(draw, w, h) {
        let cars = "";
        for (let i = 0; i < 4; i += 1) {
            const x = w * (0.08 + i * 0.21);
            cars += rect(x, h * 0.62, w * 0.2, h * 0.11, "#f6f6f2", ` rx="${n(h * 0.02)}"`) + rect(x + w * 0.015, h * 0.64, w * 0.17, h * 0.03, "#33586b") + rect(x, h * 0.69, w * 0.2, h * 0.012, "#b3261e");
        }
        return scenes.mountain(draw, w, h) + rect(0, h * 0.72, w, h * 0.03, "#7d766a") + cars + rect(0, h * 0.75, w, h * 0.25, "#93a06a") +
            ridge(draw, w, h, h * 0.86, h * 0.04, "#6f8550", 5);
    },
    /** Terraced fields. */
    field(draw, w, h) {
        const green = ["#c9cf8a", "#aebd6e", "#8fa957", "#6f9247", "#557a3b", "#3f6231"];
        return sky(w, h, "#cfe6ee", "#fbf6e3") + ridge(draw, w, h, h * 0.4, h * 0.1, "#9fb7a6") +
            green.map((fill, i) => ridge(draw, w, h, h * (0.5 + i * 0.085), h * 0.035, fill, 4)).join("");
    },
    /** Houses in the snow. */
    snow(draw, w, h) {
        let out = sky(w, h, "#b9c7d6", "#eef2f5") + ridge(draw, w, h, h * 0.6, h * 0.08, "#dfe7ed");
        for (let i = 0; i < 4; i += 1) {
            const [x, y, s] = [w * (0.08 + i * 0.23), h * draw.between(0.52, 0.66), w * 0.13];
            out += rect(x, y, s, s * 0.7, draw.pick(["#8a4b3a", "#5d6f7c", "#9a7b55"])) + path(`M${n(x - s * 0.12)} ${n(y)}l${n(s * 0.62)} ${n(-s * 0.45)}l${n(s * 0.62)} ${n(s * 0.45)}Z`, "#fbfdff") + rect(x + s * 0.4, y + s * 0.25, s * 0.2, s * 0.2, "#f7d98b");
        }
        out += ridge(draw, w, h, h * 0.84, h * 0.05, "#f8fbfd");
        for (let i = 0; i < 60; i += 1) {
            out += circle(w * draw.next(), h * draw.next(), h * draw.between(0.003, 0.008), "#ffffff");
        }
        return out;
    },
    /** A bowl of something hot. */
    bowl(draw, w, h) {
        const [cx, cy, r] = [w / 2, h * 0.58, Math.min(w, h) * 0.32];
        let out = rect(0, 0, w, h, draw.pick(["#e9dcc6", "#dfe6df", "#e8d6cf"])) + `<ellipse cx="${n(cx)}" cy="${n(cy + r * 0.75)}" rx="${n(r * 1.1)}" ry="${n(r * 0.16)}" fill="#00000022"/>` +
            path(`M${n(cx - r)} ${n(cy)}a${n(r)} ${n(r)} 0 0 0 ${n(r * 2)} 0Z`, draw.pick(["#2d5f8a", "#b3261e", "#f7f5ee", "#3d6b4f"])) +
            `<ellipse cx="${n(cx)}" cy="${n(cy)}" rx="${n(r)}" ry="${n(r * 0.3)}" fill="${draw.pick(["#d98b45", "#e9c46a", "#c9552f"])}"/>`;
        for (let i = 0; i < 9; i += 1) {
            out += circle(cx + r * draw.between(-0.7, 0.7), cy + r * draw.between(-0.17, 0.17), r * draw.between(0.04, 0.09), draw.pick(["#6b8e3d", "#f6efe0", "#a33b20"]));
        }
        for (const dx of [-0.3, 0, 0.3]) {
            out += line(`M${n(cx + r * dx)} ${n(cy - r * 0.45)}q${n(r * 0.15)} ${n(-r * 0.2)} 0 ${n(-r * 0.4)}t0 ${n(-r * 0.4)}`, "#ffffffaa", r * 0.05);
        }
        return out;
    },
    /** A plate of round things: mooncakes, dumplings, buns. */
    plate(draw, w, h) {
        const [cx, cy, r] = [w / 2, h / 2, Math.min(w, h) * 0.42];
        const cake = draw.pick(["#c98b4a", "#f1e6d2", "#d9a86a"]);
        let out = rect(0, 0, w, h, draw.pick(["#6b4a3a", "#35514c", "#8a6a4f"])) + circle(cx, cy, r, "#f5f2ea") + circle(cx, cy, r * 0.86, "#e6e1d4");
        for (let i = 0; i < 7; i += 1) {
            const [x, y] = i === 6 ? [cx, cy] : [cx + Math.cos((i * Math.PI) / 3) * r * 0.52, cy + Math.sin((i * Math.PI) / 3) * r * 0.52];
            out += circle(x, y, r * 0.23, cake, ` stroke="#8a5a2b" stroke-width="${n(r * 0.015)}"`) + circle(x, y, r * 0.14, "none", ` stroke="#8a5a2b" stroke-width="${n(r * 0.012)}"`);
        }
        return out;
    },
    /** Bamboo or a garden. */
    garden(draw, w, h) {
        let out = sky(w, h, "#e4efe0", "#f7f6ea") + ridge(draw, w, h, h * 0.82, h * 0.04, "#a8bf86", 5);
        for (let i = 0; i < 9; i += 1) {
            const x = w * draw.between(0.04, 0.96);
            out += line(`M${n(x)} ${n(h)}L${n(x + w * draw.between(-0.03, 0.03))} 0`, draw.pick(["#6f9a4f", "#557f3d", "#88ad63"]), w * 0.012);
            for (let k = 0; k < 4; k += 1) {
                const y = h * draw.between(0.05, 0.7);
                out += path(`M${n(x)} ${n(y)}q${n(w * 0.05)} ${n(-h * 0.01)} ${n(w * 0.09)} ${n(h * 0.05)}q${n(-w * 0.05)} 0 ${n(-w * 0.09)} ${n(-h * 0.05)}Z`, "#4f7d3a");
            }
        }
        return out;
    },
    /** A chart with bars and a line. */
    chart(draw, w, h) {
        let out = rect(0, 0, w, h, "#fbfaf5"), d = "";
        for (let i = 0; i < 8; i += 1) {
            const [x, tall] = [w * (0.1 + i * 0.105), h * draw.between(0.15, 0.65)];
            out += rect(x, h * 0.85 - tall, w * 0.065, tall, i === 7 ? "#b3261e" : "#5d948a");
            d += `${i ? "L" : "M"}${n(x + w * 0.03)} ${n(h * 0.8 - tall * 0.9)}`;
        }
        return out + line(`M${n(w * 0.07)} ${n(h * 0.1)}V${n(h * 0.85)}H${n(w * 0.96)}`, "#555", h * 0.005) + line(d, "#d98b45", h * 0.01);
    },
    /** A long till receipt. */
    receipt(draw, w, h) {
        let out = rect(0, 0, w, h, "#d7cfc2") + rect(w * 0.08, 0, w * 0.84, h, "#fffef9") + words(w * 0.5, w * 0.18, w * 0.09, "#222", "大地华人超市", ' text-anchor="middle"');
        for (let y = w * 0.3; y < h - w * 0.3; y += w * 0.085) {
            out += rect(w * 0.14, y, w * draw.between(0.18, 0.42), w * 0.028, "#444") + rect(w * 0.74, y, w * draw.between(0.06, 0.12), w * 0.028, "#444");
        }
        return out + words(w * 0.5, h - w * 0.1, w * 0.08, "#222", "谢谢惠顾", ' text-anchor="middle"');
    },
    /** The moon and lanterns. */
    night(draw, w, h) {
        let out = sky(w, h, "#141d3a", "#3a4a72") + circle(w * 0.68, h * 0.3, h * 0.16, "#f7e7b4") + ridge(draw, w, h, h * 0.85, h * 0.07, "#0e1530");
        for (let i = 0; i < 5; i += 1) {
            const [x, y, r] = [w * (0.08 + i * 0.16), h * draw.between(0.25, 0.6), h * 0.055];
            out += line(`M${n(x)} 0V${n(y)}`, "#c9a24a", h * 0.004) + `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(r * 1.2)}" ry="${n(r)}" fill="#d0342c"/>` + rect(x - r * 0.4, y - r * 1.15, r * 0.8, r * 0.25, "#e9c46a") + line(`M${n(x)} ${n(y + r)}v${n(r)}`, "#e9c46a", h * 0.006);
        }
        return out;
    },
    /** Shelves of a shop. */
    shelf(draw, w, h) {
        let out = rect(0, 0, w, h, "#efe9dc");
        for (let row = 0; row < 4; row += 1) {
            const y = h * (0.24 + row * 0.24);
            for (let x = w * 0.03; x < w * 0.95;) {
                const [wide, tall] = [w * draw.between(0.05, 0.1), h * draw.between(0.09, 0.18)];
                out += rect(x, y - tall, wide * 0.9, tall, draw.pick(["#b3261e", "#2d5f8a", "#e9c46a", "#3d6b4f", "#d98b45", "#7a4f6a"]), ` rx="${n(wide * 0.15)}"`) + rect(x, y - tall * 0.6, wide * 0.9, tall * 0.25, "#fffdf5");
                x += wide;
            }
            out += rect(0, y, w, h * 0.025, "#8a7a62");
        }
        return out;
    },
    /** A desk at a window. */
    room(draw, w, h) {
        return rect(0, 0, w, h, draw.pick(["#e6dccb", "#dde3de", "#e3d9dd"])) + rect(w * 0.3, h * 0.1, w * 0.4, h * 0.44, "#fff") + sky(0, 0, "#bfe0ea", "#f5ecd2", "v") + rect(w * 0.315, h * 0.13, w * 0.18, h * 0.38, "url(#v)") + rect(w * 0.505, h * 0.13, w * 0.18, h * 0.38, "url(#v)") +
            rect(0, h * 0.72, w, h * 0.05, "#8a6a4a") + rect(w * 0.06, h * 0.77, w * 0.03, h * 0.23, "#6f543a") + rect(w * 0.9, h * 0.77, w * 0.03, h * 0.23, "#6f543a") +
            rect(w * 0.4, h * 0.52, w * 0.2, h * 0.16, "#2b3540", ` rx="${n(h * 0.01)}"`) + rect(w * 0.38, h * 0.68, w * 0.24, h * 0.035, "#555f69") +
            circle(w * 0.76, h * 0.6, h * 0.07, draw.pick(["#5f8f4a", "#c96a4a", "#7d9f6a"])) + rect(w * 0.735, h * 0.64, w * 0.05, h * 0.08, "#a5653f");
    },
    /** A cat that sits. */
    cat(draw, w, h) {
        const fur = draw.pick(["#e0a458", "#4b4b4f", "#d9d3c7", "#a9744f"]);
        const [x, y, s] = [w / 2, h * 0.6, Math.min(w, h) * 0.22];
        return rect(0, 0, w, h, draw.pick(["#dbe7e3", "#f0e4d0", "#e2e0ec"])) + `<ellipse cx="${n(x)}" cy="${n(y + s)}" rx="${n(s * 1.1)}" ry="${n(s * 1.2)}" fill="${fur}"/>` +
            path(`M${n(x - s * 0.8)} ${n(y - s * 0.2)}l${n(s * 0.1)} ${n(-s * 0.9)}l${n(s * 0.5)} ${n(s * 0.4)}h${n(s * 0.4)}l${n(s * 0.5)} ${n(-s * 0.4)}l${n(s * 0.1)} ${n(s * 0.9)}Z`, fur) + circle(x, y - s * 0.1, s * 0.82, fur) +
            circle(x - s * 0.3, y - s * 0.15, s * 0.11, "#2c2a22") + circle(x + s * 0.3, y - s * 0.15, s * 0.11, "#2c2a22") + path(`M${n(x - s * 0.08)} ${n(y + s * 0.08)}h${n(s * 0.16)}l${n(-s * 0.08)} ${n(s * 0.1)}Z`, "#d9807a") +
            line(`M${n(x + s)} ${n(y + s * 1.7)}q${n(s * 0.9)} ${n(-s * 0.2)} ${n(s * 0.6)} ${n(-s)}`, fur, s * 0.28);
    },
    /** A map with a route. */
    map(draw, w, h) {
        let out = rect(0, 0, w, h, "#e8efe4") + ridge(draw, w, h, h * 0.75, h * 0.2, "#c6dfe8", 5);
        for (let i = 0; i < 6; i += 1) {
            out += line(`M0 ${n(h * draw.next())}L${n(w)} ${n(h * draw.next())}`, "#ffffff", h * 0.018) + line(`M${n(w * draw.next())} 0L${n(w * draw.next())} ${n(h)}`, "#ffffff", h * 0.012);
        }
        return out + line(`M${n(w * 0.15)} ${n(h * 0.7)}Q${n(w * 0.35)} ${n(h * 0.2)} ${n(w * 0.55)} ${n(h * 0.5)}T${n(w * 0.85)} ${n(h * 0.25)}`, "#0b6b57", h * 0.014) + circle(w * 0.15, h * 0.7, h * 0.03, "#2d5f8a") + circle(w * 0.85, h * 0.25, h * 0.03, "#b3261e");
    },
    /** A screen with lines of code. */
    screen(draw, w, h) {
        let out = rect(0, 0, w, h, "#1d2430") + rect(0, 0, w, h * 0.06, "#2b3442") + ["#e06c5a", "#e9c46a", "#6fae6a"].map((fill, i) => circle(w * 0.02 + i * h * 0.04, h * 0.03, h * 0.012, fill)).join("");
        for (let i = 0; i < 18; i += 1) {
            let x = w * (0.04 + 0.03 * draw.int(0, 3));
            for (let k = draw.int(1, 4); k > 0; k -= 1) {
                const wide = w * draw.between(0.04, 0.16);
                out += rect(x, h * (0.1 + i * 0.048), wide, h * 0.02, draw.pick(["#7fb0a6", "#e0a458", "#c9d1dc", "#d98b8b", "#8a9bd0"]), ` rx="${n(h * 0.008)}"`);
                x += wide + w * 0.012;
            }
        }
        return out;
    },
    /** Flowers on a branch. */
    flower(draw, w, h) {
        let out = sky(w, h, "#f6eef0", "#e6eee6") + line(`M0 ${n(h * 0.8)}Q${n(w * 0.4)} ${n(h * 0.7)} ${n(w * 0.6)} ${n(h * 0.4)}T${n(w)} ${n(h * 0.15)}`, "#5a4436", h * 0.02);
        const petal = draw.pick(["#e8a0b4", "#f3d3dc", "#d9534f", "#f2c14e"]);
        for (let i = 0; i < 10; i += 1) {
            const t = draw.next();
            const [x, y, r] = [w * t, h * (0.82 - 0.62 * t * t + draw.between(-0.12, 0.12)), h * draw.between(0.02, 0.035)];
            for (let k = 0; k < 5; k += 1) {
                out += circle(x + Math.cos(k * 1.257) * r, y + Math.sin(k * 1.257) * r, r * 0.75, petal);
            }
            out += circle(x, y, r * 0.45, "#f7e7b4");
        }
        return out;
    },
    /** A sheet with handwriting or print. */
    paper(draw, w, h) {
        let out = rect(0, 0, w, h, "#cfc6b6") + rect(w * 0.06, h * 0.05, w * 0.88, h * 0.9, "#fdfaf0");
        for (let y = 0.16; y < 0.88; y += 0.055) {
            out += rect(w * 0.13, h * y, w * draw.between(0.4, 0.74), h * 0.016, "#6b655a");
        }
        return out + rect(w * 0.7, h * 0.72, w * 0.14, w * 0.14, "none", ` stroke="#b3261e" stroke-width="${n(w * 0.012)}"`) + words(w * 0.77, h * 0.72 + w * 0.09, w * 0.06, "#b3261e", draw.pick(["福", "印", "信", "安"]), ' text-anchor="middle"');
    },
};

/** The reference thread's picture: a railway through the steppe, mountains, and an arcade beside it. */
function steppe(draw, w, h) {
    let sleepers = "";
    for (let i = 0; i < 26; i += 1) {
        sleepers += rect((w * i) / 26, h * 0.782, w * 0.016, h * 0.012, "#6b5f52");
    }
    let cars = "";
    for (let i = 0; i < 7; i += 1) {
        const x = w * (0.02 + i * 0.085);
        cars += rect(x, h * 0.7, w * 0.078, h * 0.066, ["#b3543a", "#2d6f7a", "#8a6a3a", "#4a6a4a"][i % 4]) + [0.2, 0.4, 0.6, 0.8].map((at) => rect(x + w * 0.078 * at, h * 0.705, w * 0.002, h * 0.056, "#00000033")).join("") +
            circle(x + w * 0.015, h * 0.772, h * 0.011, "#33302c") + circle(x + w * 0.062, h * 0.772, h * 0.011, "#33302c");
    }
    const engine = path(`M${n(w * 0.617)} ${n(h * 0.766)}V${n(h * 0.69)}h${n(w * 0.07)}q${n(w * 0.025)} ${n(h * 0.03)} ${n(w * 0.03)} ${n(h * 0.076)}Z`, "#0b6b57") + rect(w * 0.665, h * 0.7, w * 0.022, h * 0.025, "#dfeee9");
    return sky(w, h, "#cfe4e6", "#f7ecd2") + circle(w * 0.3, h * 0.27, h * 0.075, "#fff4d8") +
        ridge(draw, w, h, h * 0.44, h * 0.13, "#c3d3d6", 7) + ridge(draw, w, h, h * 0.54, h * 0.1, "#9dbabb", 9) + ridge(draw, w, h, h * 0.62, h * 0.06, "#7fa39a", 8) +
        rect(0, h * 0.66, w, h * 0.34, "#d9cf9f") + ridge(draw, w, h, h * 0.68, h * 0.02, "#cbc389", 6) + rect(0, h * 0.776, w, h * 0.006, "#857a6d") + sleepers + rect(0, h * 0.77, w, h * 0.005, "#5f574e") + cars + engine +
        ridge(draw, w, h, h * 0.86, h * 0.03, "#b9b870", 6) + ridge(draw, w, h, h * 0.93, h * 0.02, "#9aa55c", 5) +
        rect(w * 0.76, h * 0.36, w * 0.24, h * 0.07, "#7a8f86") + path(`M${n(w * 0.75)} ${n(h * 0.37)}L${n(w * 0.88)} ${n(h * 0.29)}L${n(w * 1.01)} ${n(h * 0.37)}Z`, "#0b6b57") +
        arches(w * 0.76, h * 0.43, w * 0.24, h * 0.14, 4, "#efe6cf", "#c9bd9d") + arches(w * 0.76, h * 0.57, w * 0.24, h * 0.38, 3, "#f3ead6", "#4e6a63") + rect(w * 0.75, h * 0.56, w * 0.26, h * 0.014, "#0b6b57") + rect(w * 0.745, h * 0.94, w * 0.26, h * 0.06, "#c7b68e");
}

export const SCENES = { ...scenes, steppe };

// Members' pictures: a face of the member's own in the shape of an arch's keystone.

import { circle, path, rect, svg } from "./svg.mjs";

const GROUND = ["#0b6b57", "#2d5f8a", "#8a4b3a", "#6a3fa0", "#9a6a00", "#3d6b4f", "#7a4f6a", "#44566c"];
const PAPER = ["#f7e7c4", "#e3f0ea", "#f6ddd2", "#e6e4f2", "#fdf6e3"];

/** A square picture of 96 pixels. */
export function avatar(draw) {
    const [ground, paper] = [draw.pick(GROUND), draw.pick(PAPER)];
    const marks = [
        () => circle(48, 42, 16, paper) + path("M16 96a32 32 0 0 1 64 0Z", paper),
        () => path("M0 70L30 36L50 58L66 42L96 74V96H0Z", paper) + circle(70, 26, 9, paper),
        () => path("M26 40L30 20L42 31H54L66 20L70 40A24 24 0 1 1 26 40Z", paper) + circle(39, 48, 4, ground) + circle(57, 48, 4, ground) + path("M45 57h6l-3 4Z", ground),
        () => path("M20 46H76A28 28 0 0 1 20 46Z", paper) + rect(30, 76, 36, 6, paper) + path("M58 44L80 12l4 3L66 44Z", paper),
        () => [0, 1, 2, 3, 4].map((i) => circle(48 + Math.cos(i * 1.257 - 1.57) * 18, 48 + Math.sin(i * 1.257 - 1.57) * 18, 13, paper)).join("") + circle(48, 48, 9, ground),
        () => path("M18 84V44a14 14 0 0 1 28 0V84Z", paper) + path("M50 84V44a14 14 0 0 1 28 0V84Z", paper) + rect(14, 20, 68, 6, paper),
        () => path("M14 62H82L70 78H26Z", paper) + path("M46 58V16L74 54Z", paper) + path("M42 58V26L24 54Z", paper),
    ];
    return svg(96, 96, rect(0, 0, 96, 96, ground) + draw.pick(marks)());
}

// The site's document: its name, navigation, footer and clock.

import { NOW, OFFSET, iso, seconds } from "./clock.mjs";
import { AUTH } from "./gates.mjs";
import { SECTIONS } from "./sections.mjs";
import { countsOf } from "./lists.mjs";

/** The two rows of the reference page, in its order. */
const NAV = [
    "要闻分享|关注中国|逆耳忠言|不平则鸣|情感天空|健康生活|流行时尚|保险理财|讽刺幽默|IT与游戏|信息交流|华发移民|华发工作|摄影美图",
    "社会聚焦|旅游天地|娱乐八卦|音乐视频|校友互动|网络社区|房屋安家|教育培训|中医瑰宝|专栏作者|科技文化|华发留学|华发红娘|关于本站",
];

const navLink = (label) => {
    const section = SECTIONS.find(({ name }) => name === label);
    return section ? { label, section: section.id } : { label, page: "about" };
};

const FOOTER = [
    { label: "QQ", href: "https://wpa.qq.com/" },
    { label: "关于我们", page: "about" },
    { label: "联系我们", page: "contact" },
    { label: "用户须知", page: "terms" },
    { label: "小黑屋", page: "modlog" },
    { label: "法律申明", page: "legal" },
    { label: "隐私通告", page: "privacy" },
    { label: "华发网海外版china168.info", href: "https://china168.info/" },
];

/** The site's document; `notice(title)` gives the address of a thread by its title. */
export function site({ threads, members, authors, tree, notice }) {
    const counts = countsOf(threads);
    const newest = [...members.values()].sort((a, b) => b.joined - a.joined)[0];
    return {
        name: "华发网",
        tagline: "China168.info海外中文门户网站",
        url: "https://china168.info/",
        aliases: ["https://www.china168.info/"],
        lang: "zh-Hans",
        clock: { zone: "Etc/GMT+6", offset_minutes: OFFSET / 60 },
        nav: NAV.map((row) => row.split("|").map(navLink)),
        sections: tree,
        footer: FOOTER,
        notices: [
            { title: "社区新版上线，旧链接照常打开", link: { label: "详情", href: notice("社区新版上线") }, at: iso(seconds("2024-04-20T15:00:00Z")) },
            { title: "发帖之前请读一读版规与用户须知", link: { label: "用户须知", page: "terms" }, at: iso(seconds("2023-01-06T16:30:00Z")) },
            { title: "谨防以“代办”“内部名额”为名的骗局，站务不会私下收费", at: iso(NOW - 12 * 86400) },
        ],
        auth: AUTH,
        qr: [{ label: "扫一扫,访问微社区", url: "https://china168.info/forum.php?mobile=2" }],
        stats: { threads: counts.threads, posts: counts.posts, members: members.size, today: counts.today, newest_member: authors.short(newest.name) },
        generator: "Discuz! X3.4",
        copyright: "© 2001-2023 Discuz! Team.",
        capabilities: ["lists", "only_author", "users", "user_threads", "user_posts", "modlog"],
    };
}

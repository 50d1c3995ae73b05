// The tree of sections, in the order of the site's navigation.

const section = (id, name, description, more = {}) => ({ id, name, description, moderators: [], ...more });

const CHINA = [["1", "时政"], ["2", "民生"], ["3", "经济"], ["4", "文化"], ["5", "科技"]];
const INFORMATION = [["11", "求助"], ["12", "推荐"], ["13", "住房"], ["14", "出行"], ["15", "提醒"]];
const prefixes = (pairs) => pairs.map(([id, label]) => ({ id, label }));

/** The address of the page that explains credits; the reader resolves it to its own page. */
export const CREDITS = "page/credits";

export const GROUPS_OF_SECTIONS = [
    {
        id: "1",
        name: "时事与生活",
        description: "看世界，也过日子",
        sections: [
            section("36", "要闻分享", "转述与评说天下大事，来源写清楚", { moderators: ["华发编辑", "编辑小王"] }),
            section("38", "关注中国", "家乡的变化，祖国的消息", {
                moderators: ["华发编辑", "编辑小王"],
                prefixes: prefixes(CHINA),
                filters: ["digest", "hot", "poll"],
                sorts: ["created", "replies", "views"],
                rules_html: "<p>本版谈家乡与祖国的人和事，欢迎亲历、亲见、亲口尝。</p><ol><li>转述新闻请写明<strong>来源与日期</strong>，标题不夸张。</li><li>只谈事，不骂人；地域玩笑请适可而止。</li><li>请选好分类：时政、民生、经济、文化、科技。</li></ol><p>积分怎样计算，见<a href=\"page/credits\">本版积分规则</a>。</p>",
            }),
            section("39", "逆耳忠言", "说几句不中听的真话", { moderators: ["老张看天下"] }),
            section("40", "不平则鸣", "路见不平，一吐为快；讲理，也讲证据", { moderators: ["老张看天下"] }),
            section("41", "情感天空", "悲欢离合，有人倾听", { moderators: ["xiaomei"] }),
            section("42", "健康生活", "吃得好，睡得香，走得动", { moderators: ["中医老周"] }),
            section("43", "流行时尚", "衣食住行里的新花样", { moderators: ["温村阿May"] }),
            section("44", "保险理财", "守住钱袋子，看懂小字", { moderators: ["会计小鹿"] }),
            section("45", "讽刺幽默", "笑一笑，十年少", { moderators: ["豆浆油条"] }),
            section("46", "IT与游戏", "写代码的、打游戏的、修电脑的都在这里", {
                moderators: ["硅谷码农"],
                children: [
                    section("70", "编程交流", "代码贴这里，记得用代码框", { moderators: ["硅谷码农"] }),
                    section("71", "游戏联机", "约车、约本、约一盘象棋"),
                ],
            }),
            section("47", "信息交流", "打听、转告、互相提个醒", {
                moderators: ["温村阿May", "多伦多老李"],
                prefixes: prefixes(INFORMATION),
                filters: ["digest", "hot", "poll"],
                sorts: ["created", "replies"],
                rules_html: "<p>一事一帖，写清<strong>城市</strong>和<strong>时间</strong>；解决了请回来说一声。不许发广告，不许留证件号码。</p>",
                children: [
                    section("72", "二手市场", "旧物有新主，当面交易，验货付款"),
                    section("73", "同城活动", "爬山、打球、包饺子，一起来", { moderators: ["云淡风轻"] }),
                ],
            }),
            section("48", "华发移民", "身份、登陆、安家的经验", { moderators: ["北纬49度"] }),
            section("49", "华发工作", "找工作、换工作、聊工作", {
                moderators: ["硅谷码农"],
                children: [
                    section("75", "内推专区", "只对登录会员开放", { gate: { reason: "login", detail: "本版只对登录会员开放。" } }),
                ],
            }),
            section("50", "摄影美图", "光与影，远方与街角", { moderators: ["photo_fan"] }),
        ],
    },
    {
        id: "2",
        name: "文化与社区",
        description: "读书看景，交友安家",
        sections: [
            section("51", "社会聚焦", "街坊邻里的大事小情", { moderators: ["纽约客老陈"] }),
            section("52", "旅游天地", "走过的路，吃过的面", { moderators: ["海外游子"] }),
            section("53", "娱乐八卦", "追剧、追星、追忆", { moderators: ["豆浆油条"] }),
            section("54", "音乐视频", "唱的、弹的、拍的", { moderators: ["弹琴的阿宝"] }),
            section("55", "校友互动", "同学，你在哪里", { moderators: ["退休教师老方"] }),
            section("56", "网络社区", "论坛、群、博客和那些消失的网站", { moderators: ["硅谷码农"] }),
            section("57", "房屋安家", "租房、买房、修房", { moderators: ["多伦多老李"] }),
            section("58", "教育培训", "孩子的书包，大人的执照", { moderators: ["退休教师老方"] }),
            section("59", "中医瑰宝", "谈养生常识，不开方，不诊病", { moderators: ["中医老周"] }),
            section("60", "专栏作者", "长一点的文章，慢一点地读", { moderators: ["布拉格书虫"] }),
            section("61", "科技文化", "从天文到文字", { moderators: ["石榴树下"] }),
            section("62", "华发留学", "申请、选课、打工、写论文", { moderators: ["留学生小白"] }),
            section("63", "华发红娘", "先做朋友，再谈其它", {
                moderators: ["红娘梅姐"],
                children: [
                    section("74", "红娘密室", "凭密码进入，密码向版主索取", { moderators: ["红娘梅姐"], gate: { reason: "password", detail: "进入本版需要密码，请向版主红娘梅姐索取。" } }),
                ],
            }),
        ],
    },
    {
        id: "3",
        name: "站务",
        description: "公告、建议与反馈",
        sections: [
            section("80", "站务公告", "本站的通知都在这里", { moderators: ["华发站长"] }),
            section("81", "意见反馈", "哪里不好用，说出来", { moderators: ["华发站长", "编辑小王"] }),
            section("82", "微社区", "手机上的华发网", { redirect: "https://china168.info/forum.php?mobile=2" }),
        ],
    },
];

/** All sections with the group or section above them, in order. */
export const SECTIONS = GROUPS_OF_SECTIONS.flatMap((group) =>
    group.sections.flatMap((top) => [{ ...top, parent: group.id }, ...(top.children ?? []).map((child) => ({ ...child, parent: top.id }))]),
);

export const sectionOf = (id) => SECTIONS.find((one) => one.id === id);

/** The way to a section: its group and the sections above it, without itself. */
export function wayTo(id) {
    const group = GROUPS_OF_SECTIONS.find((one) => one.id === id);
    if (group) {
        return [{ label: group.name }];
    }
    const at = sectionOf(id);
    const links = wayTo(at.parent);
    const above = sectionOf(at.parent);
    return above ? [...links, { label: above.name, section: above.id }] : links;
}

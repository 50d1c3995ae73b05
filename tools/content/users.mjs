// The members: who they are. When they joined and what they wrote follows from the threads.

/** Member groups with their colours. */
export const GROUPS = {
    管理员: "#b3261e",
    超级版主: "#0b6b57",
    版主: "#1f6f43",
    荣誉会员: "#8a5a00",
    论坛元老: "#6a3fa0",
    金牌会员: "#9a6a00",
    高级会员: "#2a5d9f",
    中级会员: undefined,
    注册会员: undefined,
    新手上路: undefined,
    等待验证会员: "#777777",
    禁止发言: "#777777",
};

const user = (id, name, group, level, location, more = {}) => ({ id, name, group, level, location, ...more });

/** `avatar` draws a picture, `sign` is the signature, `bio` and `title` are the member's own words. */
export const USERS = [
    user("1", "华发站长", "管理员", 9, "网上", { avatar: true, title: "看门的", bio: "<p>本站的看门人，也修水管。站务问题请到<a href=\"forum.php?mod=forumdisplay&amp;fid=81\">意见反馈</a>发帖，私信可能看得晚。</p>", sign: "发帖之前先喝口茶。" }),
    user("2", "华发编辑", "超级版主", 9, "编辑部", { avatar: true, title: "每天三杯咖啡", bio: "<p>负责要闻分享、关注中国等版块的编辑与整理。转载请注明出处，改写请注明“改写”。</p>" }),
    user("3", "编辑小王", "版主", 7, "编辑部", { avatar: true, bio: "<p>新来的（其实也来了五年了）。欢迎投稿。</p>", sign: "标题不夸张，正文不缩水。" }),
    user("7", "老华侨", "论坛元老", 8, "旧金山", { title: "八十年代就来了", bio: "<p>1986 年落地旧金山，做过餐馆、开过货车，现在带孙子。会讲台山话、广东话、普通话和很破的英文。</p>", sign: "落叶归根，落地生根，都要有根。" }),
    user("12", "海外游子", "金牌会员", 6, "鹿特丹", { avatar: true, bio: "<p>跑船出身，如今上岸管仓库。看见港口就想家。</p>", sign: "<em>此心安处是吾乡。</em>" }),
    user("15", "云淡风轻", "高级会员", 5, "西雅图", { avatar: true, title: "种菜中", bio: "<p>上班写报表，下班种韭菜。</p>" }),
    user("21", "xiaomei", "高级会员", 5, "Toronto", { avatar: true, bio: "<p>两个娃，一只猫，一台永远在响的洗衣机。</p>" }),
    user("28", "photo_fan", "荣誉会员", 6, "奥克兰", { avatar: true, title: "等光的人", bio: "<p>胶片、数码、手机都拍。转用照片请先说一声，基本都会答应。</p>", sign: "光圈 f/8，人到就行。" }),
    user("33", "老张看天下", "论坛元老", 7, "芝加哥", { bio: "<p>爱看报，爱较真，爱吃炸酱面。说错了请指正，我一定认——大部分时候。</p>", sign: "兼听则明，偏信则暗。" }),
    user("40", "硅谷码农", "金牌会员", 6, "圣何塞", { avatar: true, title: "在改需求", bio: "<p>Rust / TypeScript / 炒饭。</p>", sign: "<code>assert!(周五.不上线());</code>" }),
    user("46", "john_smith", "中级会员", 3, "Minneapolis", { bio: "<p>My wife is from Guangzhou. I read slowly, I write slower, and I am here for the recipes.</p>" }),
    user("57", "多伦多老李", "金牌会员", 6, "多伦多士嘉堡", { avatar: true, bio: "<p>水电、木工、铲雪，样样会一点，样样不精。</p>" }),
    user("63", "悉尼小厨", "高级会员", 5, "悉尼 Hurstville", { avatar: true, title: "锅气担当", sign: "火要猛，心要静。" }),
    user("68", "柏林阿宽", "高级会员", 4, "柏林", { bio: "<p>来德国读哲学，后来修自行车。两件事都讲究耐心。</p>" }),
    user("74", "东京夜归人", "高级会员", 4, "东京板桥区", { title: "末班电车常客" }),
    user("79", "巴黎左岸", "中级会员", 3, "巴黎十三区", { avatar: true }),
    user("85", "温村阿May", "金牌会员", 6, "温哥华本拿比", { avatar: true, bio: "<p>房产、团购、亲子，群主当多了，回论坛清静清静。</p>" }),
    user("91", "纽约客老陈", "高级会员", 5, "纽约法拉盛", { bio: "<p>法拉盛住了二十二年，最熟的是 7 号线。</p>", sign: "7 号线又慢了。" }),
    user("97", "墨尔本的风", "中级会员", 4, "墨尔本 Box Hill"),
    user("104", "新加坡阿芳", "高级会员", 5, "新加坡", { title: "巴刹导游" }),
    user("110", "阿拉木图驿站", "中级会员", 4, "阿拉木图", { avatar: true, bio: "<p>做中哈货运单证十年，口岸的风有多大我知道。</p>" }),
    user("118", "布拉格书虫", "中级会员", 3, "布拉格", { bio: "<p>中文旧书店的守门人，欢迎来喝茶翻书。</p>" }),
    user("123", "豆浆油条", "高级会员", 5, "洛杉矶圣盖博", { avatar: true, sign: "甜咸之争，我选都要。" }),
    user("131", "北纬49度", "中级会员", 4, "温尼伯", { title: "零下四十度", bio: "<p>本站时区的忠实居民（夏天除外）。</p>" }),
    user("138", "三胎妈妈", "高级会员", 5, "尔湾"),
    user("144", "中医老周", "荣誉会员", 6, "吉隆坡", { avatar: true, title: "注册中医师", bio: "<p>三代行医。网上只谈常识，不开方子，看病请去诊所。</p>", sign: "网上不诊病，急症找急诊。" }),
    user("150", "骑楼下的猫", "高级会员", 5, "江门 ⇄ 墨尔本", { avatar: true, bio: "<p>在骑楼下长大的一只猫，如今隔着半个地球晒太阳。</p>", sign: "喵。" }),
    user("156", "南洋阿伯", "论坛元老", 7, "槟城", { bio: "<p>阿公从漳州坐红头船来的。我讲福建话，也写几个汉字。</p>" }),
    user("163", "香江舊夢", "高级会员", 5, "香港 → 曼徹斯特", { title: "打字仲係慣繁體", bio: "<p lang=\"zh-Hant\">八十年代電影迷，家裡還有三箱錄影帶。</p>" }),
    user("170", "会计小鹿", "金牌会员", 6, "西雅图", { avatar: true, title: "报税季请勿打扰", bio: "<p>执业会计。论坛里讲的是常识，不构成针对任何人的意见。</p>", sign: "四月十五之前不接电话。" }),
    user("177", "木匠阿坚", "中级会员", 4, "卡尔加里"),
    user("183", "留学生小白", "中级会员", 3, "爱丁堡", { avatar: true, title: "论文写不完" }),
    user("190", "退休教师老方", "论坛元老", 7, "休斯敦", { bio: "<p>教了三十八年语文，退休后跟着女儿出来，周末在中文学校代课。</p>", sign: "教学相长。" }),
    user("196", "深夜食堂", "中级会员", 4, "大阪", { sign: "今晚有汤。" }),
    user("203", "单车少年", "注册会员", 2, "阿姆斯特丹", { avatar: true }),
    user("210", "红娘梅姐", "版主", 7, "温哥华", { avatar: true, title: "成了二十三对", bio: "<p>红娘版主。先做朋友，再谈其它；不收费，不收红包，只收喜糖。</p>" }),
    user("217", "弹琴的阿宝", "中级会员", 3, "维也纳", { avatar: true }),
    user("224", "西北有高楼", "高级会员", 5, "迪拜", { title: "工程狗" }),
    user("231", "潜水员007", "注册会员", 1, "水下", { bio: "<p>潜水七年，冒泡十次。</p>" }),
    user("238", "键盘一响", "禁止发言", 1, "键盘上", { state: "banned" }),
    user("252", "Maria_L", "注册会员", 2, "Lisbon", { bio: "<p>Estudo mandarim há três anos. 请多指教！</p>", avatar: true }),
    user("260", "石榴树下", "高级会员", 5, "堪培拉"),
    user("267", "早起的鸟", "注册会员", 2, "奥斯汀"),
    user("279", "刚落地", "新手上路", 0, "卡尔加里"),
    user("281", "超低价代购", "禁止发言", 0, undefined, { state: "banned" }),
    user("283", "等待验证", "等待验证会员", 0, undefined),
];

/** Authors that are no members. */
export const STRANGERS = {
    匿名: { name: "匿名", state: "anonymous" },
    游客: { name: "游客 203.0.113.*", state: "guest" },
    已注销: { name: "已注销用户", state: "deleted" },
};

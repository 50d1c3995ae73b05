//! Titles, sentences and names, put together from pieces.

use super::chance::Chance;

const WHO: &[&str] = &[
    "楼下的老邻居",
    "我爸妈",
    "刚来的同学",
    "公司的前台",
    "隔壁的房东",
    "社区图书馆",
    "菜市场的大姐",
    "孩子的老师",
    "教会的长者",
    "修车师傅",
    "移民局",
    "我们这一桌",
    "开餐馆的表哥",
    "大学里的导师",
    "同一趟车的乘客",
    "业委会",
];
const WHEN: &[&str] = &[
    "上个周末",
    "去年冬天",
    "昨天傍晚",
    "疫情以后",
    "刚落地的那个月",
    "清明前后",
    "春节那几天",
    "一大早",
    "下班路上",
    "下雪的时候",
    "夏天最热的那周",
    "搬家之后",
];
const DID: &[&str] = &[
    "在骑楼下摆了一张桌子",
    "把押金退了一半",
    "问了三家都不肯接",
    "教会了我包粽子",
    "排了两个小时的队",
    "说要等六到八周",
    "送来一袋自己种的韭菜",
    "把账单算错了三次",
    "认真听完了每一个人的意见",
    "终于修好了暖气",
    "拍了很多照片",
    "把表格又填了一遍",
    "学会了用视频通话",
    "走了一万三千步",
    "顺便打听了学区的事",
    "开车去了海边",
];
const SO: &[&str] = &[
    "大家觉得值不值",
    "回头再来更新",
    "写出来给后来的人参考",
    "有经验的朋友请指点",
    "心里暖了好几天",
    "说起来有点好笑",
    "算是交了学费",
    "下次一定早点去",
    "我把数字都记在下面",
    "照片晚点补上",
    "也许只有我们那里这样",
    "真的不用着急",
    "还是要看合同怎么写",
    "价钱比去年涨了一成",
];
const SUBJECT: &[&str] = &[
    "The landlord",
    "My neighbour",
    "The clinic",
    "Our reading group",
    "The bus driver",
    "A colleague",
    "The new bakery",
    "The school board",
    "Everyone at the table",
    "The help desk",
    "The old forum",
];
const VERB: &[&str] = &[
    "answered within a day",
    "asked for the same form twice",
    "moved the meeting to Thursday",
    "brought far too many dumplings",
    "kept the receipts",
    "fixed it with a paper clip",
    "raised the price again",
    "explained the whole procedure",
    "would not give a straight answer",
    "walked home along the river",
    "recommended a cheaper one",
    "forgot about daylight saving time",
];
const REMARK: &[&str] = &[
    "which was more than I had hoped for",
    "so bring a book",
    "and nobody complained",
    "as far as I can tell",
    "but check the date on yours",
    "I will post the numbers tomorrow",
    "and that was that",
    "for what it is worth",
    "which explains the queue",
    "so it may be different where you live",
];
const TOPIC: &[&str] = &[
    "租房",
    "报税",
    "考驾照",
    "中文学校",
    "回国机票",
    "医疗保险",
    "种菜",
    "换轮胎",
    "找工作",
    "二手家具",
    "养老",
    "摄影",
    "签证",
    "网络套餐",
    "搬家",
    "做月饼",
    "老照片",
    "过海关",
    "体检",
    "学区",
];
const ABOUT: &[&str] = &[
    "的一点经验",
    "：从头到尾记一遍",
    "，求推荐",
    "到底要等多久",
    "避坑指南",
    "，今年和去年有什么不同",
    "的费用清单",
    "，说几句实话",
    "，大家怎么看",
    "第一次，有点紧张",
    "（长期更新）",
    "要带哪些材料",
];
const ENGLISH_TITLE: &[&str] = &[
    "What I learned about ",
    "A question about ",
    "Notes on ",
    "Please recommend: ",
    "The real cost of ",
    "One year later: ",
];
const ENGLISH_TOPIC: &[&str] = &[
    "renting in winter",
    "Saturday schools",
    "filing taxes twice",
    "the road test",
    "growing chives",
    "keeping an old laptop alive",
    "second-hand bicycles",
    "calling home across time zones",
    "library cards",
];
const SURNAME: &[&str] = &[
    "老王", "小李", "阿宽", "云", "南洋", "北方", "骑楼", "江边", "山里", "海外", "温村", "柏林",
    "早起", "听雨", "青石",
];
const GIVEN: &[&str] = &[
    "的猫",
    "游子",
    "书虫",
    "阿伯",
    "码农",
    "看天下",
    "小厨",
    "的风",
    "菜农",
    "行者",
    "老师",
    "单车",
    "在路上",
    "茶客",
];

/// Whether a thing of this row is written in English; one in seven is.
pub fn is_english(chance: &mut Chance) -> bool {
    chance.below(7) == 0
}

/// A title.
pub fn title(chance: &mut Chance, english: bool) -> String {
    let (begin, end) = match english {
        true => (ENGLISH_TITLE, ENGLISH_TOPIC),
        false => (TOPIC, ABOUT),
    };
    [chance.one(begin), chance.one(end)].concat()
}

/// Paragraphs of so many sentences in all, as HTML.
pub fn paragraphs(chance: &mut Chance, english: bool, sentences: u64) -> String {
    let mut text = String::from("<p>");
    for number in 0..sentences {
        if number > 0 && chance.percent(25) {
            text.push_str("</p>\n<p>");
        } else if number > 0 && english {
            text.push(' ');
        }
        text.push_str(&sentence(chance, english));
    }
    text + "</p>"
}

/// A sentence.
pub fn sentence(chance: &mut Chance, english: bool) -> String {
    if english {
        let parts = [
            chance.one(SUBJECT),
            " ",
            chance.one(VERB),
            ", ",
            chance.one(REMARK),
            ".",
        ];
        return parts.concat();
    }
    let parts = [
        chance.one(WHEN),
        "，",
        chance.one(WHO),
        chance.one(DID),
        "，",
        chance.one(SO),
        "。",
    ];
    parts.concat()
}

/// The name of a member; the number keeps them apart.
pub fn name(number: u64) -> String {
    let mut chance = Chance::of(7, number);
    let name = [chance.one(SURNAME), chance.one(GIVEN)].concat();
    match number < 100 {
        true => name,
        false => format!("{name}{number}"),
    }
}

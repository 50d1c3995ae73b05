//! What a thread says of its thing besides the text: a classified thread, an activity, or goods for sale.

use crate::backend::Node;

/// What a thread says of its thing besides the text, as a table before it: a classified thread, an activity, or
/// goods for sale.
pub fn particulars(main: Node<'_>) -> String {
    let part = |node: Node<'_>, key| node.get(key).text().unwrap_or_default();
    let mut rows = String::new();
    let mut row = |title: &str, value: &str| {
        if !value.trim().is_empty() {
            rows.push_str(&format!(
                "<tr><th>{title}</th><td>{}</td></tr>",
                value.trim()
            ));
        }
    };
    for option in main.get("threadsortshow").get("optionlist").items() {
        let value = part(option, "value");
        if !value.is_empty() {
            row(
                &part(option, "title"),
                &format!("{value} {}", part(option, "unit")),
            );
        }
    }
    let activity = main.get("special_activity");
    for (key, title) in [
        ("class", "活动类型"),
        ("starttimefrom", "开始时间"),
        ("starttimeto", "结束时间"),
        ("place", "活动地点"),
        ("cost", "每人花销"),
        ("number", "需要人数"),
    ] {
        // An end and a number that were not given are 0.
        row(
            title,
            Some(part(activity, key))
                .filter(|value| value != "0")
                .as_deref()
                .unwrap_or_default(),
        );
    }
    for goods in main.get("special_trade").items() {
        row(&part(goods, "subject"), &part(goods, "price"));
    }
    match rows.is_empty() {
        true => rows,
        false => format!("<table>{rows}</table>"),
    }
}

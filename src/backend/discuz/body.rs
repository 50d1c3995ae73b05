//! The HTML of a post, with what only Discuz!'s own pages understand made into plain HTML.

use super::clock;
use crate::{
    model::{Attachment, AttachmentKind, Edit, Gate, GateReason, PostId, ReplyTo, Time},
    text::{entity, plain::escape},
};

/// A body that has been read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// The HTML.
    pub html: String,
    /// The last change, from the note that the server puts before the text.
    pub edited: Option<Edit>,
    /// The post that the text begins with a quote of.
    pub reply_to: Option<ReplyTo>,
    /// What keeps the reader from a part of the text.
    pub gate: Option<Gate>,
}

/// Reads the HTML of a post by `author`. Attachments that the text places are marked as such. `offset` is that of
/// displayed times, in minutes east of UTC.
pub fn read(
    html: &str,
    author: &str,
    attachments: &mut [Attachment],
    offset: Option<i32>,
) -> Reading {
    const CODE: &str = "<div class=\"blockcode\">";
    let mut reading = Reading::default();
    let html = edit_notice(html, author, offset, &mut reading.edited);
    reading.reply_to = quoted(&html);
    // What looks like a placeholder within code is code.
    let mut rest = html.as_str();
    while let Some((before, code)) = rest.split_once(CODE) {
        let Some((code, after)) = code.split_once("</em></div>") else {
            break;
        };
        reading
            .html
            .push_str(&text(before, attachments, &mut reading.gate));
        reading.html.push_str(&preformatted(code));
        rest = after;
    }
    reading
        .html
        .push_str(&text(rest, attachments, &mut reading.gate));
    reading
}

/// What is between code blocks.
fn text(html: &str, attachments: &mut [Attachment], gate: &mut Option<Gate>) -> String {
    let nothing = &mut |_: &str| String::new();
    // A locked part comes with a script that waits for the reader's reply.
    let html = replace(html, "<script", "</script>", nothing);
    // Noise against copying, which Discuz!'s style sheet hides.
    let html = replace(&html, "<font class=\"jammer\">", "</font>", nothing);
    let html = replace(&html, "<span style=\"display:none\">", "</span>", nothing);
    let html = replace(&html, "<div class=\"locked\">", "</div>", &mut |inner| {
        locked(inner, gate)
    });
    let html = replace(&html, "[media", "[/media]", &mut |inner| {
        media(inner.split_once(']').map_or("", |(_, url)| url))
    });
    let html = replace(&html, "[attach]", "[/attach]", &mut |id| {
        placed(id, attachments)
    });
    // Where pictures load late, only Discuz!'s script gives them their address.
    replace(&html, "<img", ">", &mut |inner| {
        let inner = match inner.contains(" src=") {
            true => inner.to_owned(),
            false => inner.replacen(" file=", " src=", 1),
        };
        format!("<img{inner}>")
    })
}

/// Replaces each part between two marks, with its marks, by what `with` makes of what is between them.
pub fn replace(
    html: &str,
    open: &str,
    close: &str,
    with: &mut dyn FnMut(&str) -> String,
) -> String {
    let mut done = String::with_capacity(html.len());
    let mut rest = html;
    while let Some((before, after)) = rest.split_once(open) {
        let Some((inner, after)) = after.split_once(close) else {
            break;
        };
        done.push_str(before);
        done.push_str(&with(inner));
        rest = after;
    }
    done.push_str(rest);
    done
}

/// Takes the note on the last change (`本帖最后由 … 于 2026-11-20 10:00 编辑`) out of the text.
fn edit_notice(html: &str, author: &str, offset: Option<i32>, edited: &mut Option<Edit>) -> String {
    let done = replace(
        html,
        "<i class=\"pstatus\">",
        "</i>",
        &mut |inner| match edit(&entity::plain(inner), author, offset) {
            Some(edit) => {
                *edited = Some(edit);
                String::new()
            }
            None => format!("<i class=\"pstatus\">{inner}</i>"),
        },
    );
    let mut rest = done.as_str();
    // The empty lines after the note belong to it.
    while edited.is_some() {
        rest = rest.trim_start();
        match rest.strip_prefix("<br />") {
            Some(after) => rest = after,
            None => break,
        }
    }
    rest.to_owned()
}

fn edit(note: &str, author: &str, offset: Option<i32>) -> Option<Edit> {
    let words: Vec<&str> = note.split_whitespace().collect();
    // The name may look like a date; the date comes after it.
    let date = words
        .iter()
        .rposition(|word| clock::civil(word).is_some())?;
    let moment = words.get(date..)?.join(" ");
    let local = clock::civil(&moment)?;
    let by = match words.as_slice() {
        [_, name, _, ..] if date == 3 && *name != author => Some((*name).to_owned()),
        _ => None,
    };
    Some(Edit {
        at: Time(local - i64::from(offset?) * 60),
        by,
        reason: None,
    })
}

/// The post that a text begins with a quote of: its link is in the quote.
fn quoted(html: &str) -> Option<ReplyTo> {
    let quote = ["<div class=\"quote\">", "<div class=\"reply_wrap\">"]
        .iter()
        .find_map(|open| html.trim_start().strip_prefix(open))?;
    let (_, link) = quote.split_once("</div>")?.0.split_once("goto=findpost")?;
    let (_, id) = link.split_once("pid=")?;
    let end = id.find(|c: char| !c.is_ascii_digit()).unwrap_or(id.len());
    let id = id.get(..end).filter(|id| !id.is_empty())?;
    let (_, name) = link.split_once('>')?;
    let name = entity::plain(name.split("</a>").next()?);
    Some(ReplyTo {
        id: PostId(id.to_owned()),
        // `name 发表于 date`
        author: name.split_whitespace().next().map(str::to_owned),
        floor: None,
    })
}

/// Code, which comes as a list of lines that are never closed, with a button.
fn preformatted(html: &str) -> String {
    let lines = html.split_once("<ol>").map_or(html, |(_, lines)| lines);
    let lines = lines.split("</ol>").next().unwrap_or_default();
    let code: Vec<String> = lines
        .split("<li>")
        .skip(usize::from(lines.starts_with("<li>")))
        .map(|line| line.replace("<br />", "").replace("&nbsp;", " "))
        .collect();
    let code: Vec<&str> = code
        .iter()
        .map(|line| line.trim_matches(['\r', '\n']))
        .collect();
    format!("<pre><code>{}</code></pre>", code.join("\n"))
}

/// A part that is shut. Its sentence stays in its place; what it asks for becomes the post's gate.
fn locked(html: &str, gate: &mut Option<Gate>) -> String {
    let sentence = entity::plain(html);
    // A link to the reply form stands in the sentence for those who have to reply. For the others, the sentence
    // names two figures: the credits that are asked for and the reader's own. With one figure, it is a note to
    // those who may read.
    // Version 4 leaves out the link.
    let asks_for_reply = ["action=reply", "回复", "回覆"]
        .iter()
        .any(|mark| html.contains(mark));
    let reason = if asks_for_reply {
        Some(GateReason::Reply)
    } else {
        (figures(&sentence) > 1).then_some(GateReason::Level)
    };
    if let Some(reason) = reason
        && gate.is_none()
    {
        *gate = Some(Gate {
            reason,
            ..Gate::default()
        });
    }
    format!(
        "<blockquote class=\"locked\">{}</blockquote>",
        escape(&sentence)
    )
}

fn figures(text: &str) -> usize {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .count()
}

/// What kind of thing an address or a name leads to, by its ending.
pub fn kind_of(name: &str) -> AttachmentKind {
    let path = name.split(['?', '#']).next().unwrap_or_default();
    let ending = path
        .rsplit_once('.')
        .map_or("", |(_, ending)| ending)
        .to_ascii_lowercase();
    match ending.as_str() {
        "mp4" | "webm" | "m4v" | "mov" | "ogv" => AttachmentKind::Video,
        "mp3" | "ogg" | "oga" | "m4a" | "wav" | "flac" | "aac" => AttachmentKind::Audio,
        "jpg" | "jpeg" | "png" | "gif" | "webp" | "bmp" | "avif" => AttachmentKind::Image,
        _ => AttachmentKind::File,
    }
}

/// A recording that a member linked: played if it is a file, else a link. `url` is escaped already.
fn media(url: &str) -> String {
    let url = url.trim();
    match kind_of(url) {
        AttachmentKind::Video => format!("<video src=\"{url}\" controls></video>"),
        AttachmentKind::Audio => format!("<audio src=\"{url}\" controls></audio>"),
        _ => format!("<a href=\"{url}\">{url}</a>"),
    }
}

/// What stands for an attachment in the text; nothing for one that is not there, or shut.
fn placed(id: &str, attachments: &mut [Attachment]) -> String {
    let Some(file) = attachments
        .iter_mut()
        .find(|file| file.id == id && file.gate.is_none())
    else {
        return String::new();
    };
    file.inline = true;
    let url = escape(&file.url);
    let name = escape(&file.name);
    match file.kind {
        AttachmentKind::Image => {
            let alt = escape(file.alt.as_deref().unwrap_or_default());
            let size = |name, value: Option<u32>| {
                value
                    .map(|value| format!(" {name}=\"{value}\""))
                    .unwrap_or_default()
            };
            format!(
                "<img src=\"{url}\" alt=\"{alt}\"{}{}>",
                size("width", file.width),
                size("height", file.height)
            )
        }
        AttachmentKind::Video => format!("<video src=\"{url}\" controls></video>"),
        AttachmentKind::Audio => format!("<audio src=\"{url}\" controls></audio>"),
        AttachmentKind::File => format!("<a href=\"{url}\">{name}</a>"),
    }
}

#[cfg(test)]
mod tests {
    use super::{read, replace};
    use crate::model::{GateReason, Time};

    fn html(body: &str) -> String {
        read(body, "tester", &mut [], Some(-360)).html
    }

    #[test]
    fn parts_between_marks_are_replaced() {
        let mut upper = |inner: &str| inner.to_ascii_uppercase();
        assert_eq!(
            replace("a[b]c[/b]d[b]e[/b][b]f", "[b]", "[/b]", &mut upper),
            "aCdE[b]f"
        );
        assert_eq!(replace("", "[b]", "[/b]", &mut upper), "");
    }

    #[test]
    fn code_keeps_its_lines_and_what_looks_like_a_placeholder() {
        let code = "前<div class=\"blockcode\"><div id=\"code_x\"><ol><li>a &lt; b<br />\r\n<li>&nbsp; [attach]1[/attach]</ol></div>\
            <em onclick=\"copycode(getID('code_x'));\">复制代码</em></div>后[attach]9[/attach]";
        assert_eq!(
            html(code),
            "前<pre><code>a &lt; b\n  [attach]1[/attach]</code></pre>后"
        );
    }

    #[test]
    fn the_note_on_an_edit_leaves_the_text() {
        let note = |name: &str| {
            format!(
                "<i class=\"pstatus\"> 本帖最后由 {name} 于 2026-11-20 10:00 编辑 </i><br />\n<br />\n正文"
            )
        };
        let own = read(&note("tester"), "tester", &mut [], Some(-360));
        assert_eq!(own.html, "正文");
        let edit = own.edited.unwrap();
        assert_eq!(Some(edit.at), Time::parse("2026-11-20T16:00:00Z"));
        assert_eq!(edit.by, None);
        let other = read(&note("2024-1-2"), "tester", &mut [], Some(-360));
        assert_eq!(other.edited.unwrap().by.as_deref(), Some("2024-1-2"));
        // Without the zone the note says more than it would as a time.
        let kept = read(&note("tester"), "tester", &mut [], None);
        assert!(kept.edited.is_none() && kept.html.contains("2026-11-20 10:00"));
    }

    #[test]
    fn locked_parts_are_gates() {
        let locked = |inner: &str| {
            let body = format!(
                "<script type=\"text/javascript\">x;</script>前<div class=\"locked\">{inner}</div>后"
            );
            read(&body, "", &mut [], None)
        };
        let reply = locked(
            "游客，请<a href=\"forum.php?mod=post&amp;action=reply\" onclick=\"x\">回复</a>",
        );
        assert_eq!(reply.gate.unwrap().reason, GateReason::Reply);
        assert_eq!(
            reply.html,
            "前<blockquote class=\"locked\">游客，请回复</blockquote>后"
        );
        let credits = locked("需要积分高于 1000 才可浏览，您当前积分为 0");
        assert_eq!(credits.gate.unwrap().reason, GateReason::Level);
        assert!(locked("以下内容需要积分高于 1000 才可浏览").gate.is_none());
    }

    #[test]
    fn recordings_are_played_and_noise_is_dropped() {
        assert_eq!(
            html("[media=x,500,375]data/a.mp4[/media][media]https://v.example/1.html[/media]"),
            "<video src=\"data/a.mp4\" controls></video><a href=\"https://v.example/1.html\">https://v.example/1.html</a>"
        );
        assert_eq!(
            html("一<font class=\"jammer\">#x</font><span style=\"display:none\">y</span>二"),
            "一二"
        );
        assert_eq!(
            html("<img id=\"a\" file=\"p.png\" />"),
            "<img id=\"a\" src=\"p.png\" />"
        );
    }

    #[test]
    fn a_quote_names_the_post_it_answers() {
        let body = "<div class=\"quote\"><blockquote><font size=\"2\"><a href=\"forum.php?mod=redirect&amp;goto=findpost&amp;pid=235&amp;ptid=68\">\
            <font color=\"#999999\">唐人街老李 发表于 2026-11-16 20:01</font></a></font><br />\n引</blockquote></div>答";
        let to = read(body, "", &mut [], None).reply_to.unwrap();
        assert_eq!(
            (to.id.as_str(), to.author.as_deref()),
            ("235", Some("唐人街老李"))
        );
        assert!(
            read(
                "<div class=\"quote\"><blockquote>无出处</blockquote></div>",
                "",
                &mut [],
                None
            )
            .reply_to
            .is_none()
        );
    }
}

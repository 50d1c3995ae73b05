//! Our own rules for what has been cleaned: links, pictures, colours, headings, tables. They are those of
//! `modules/clean.js`, in the same order.

use super::{
    super::Surroundings,
    style::{Wishes, attribute_colour},
};
use crate::{
    model::Attachment,
    text::address::{Addresses, Target},
};
use dom_query::{Document, NodeRef};

/// Makes a cleaned text even.
pub(super) fn tidy(body: &Document, surroundings: Surroundings<'_>) {
    let resolver = Resolver::new(surroundings);
    for element in body.select("*").nodes() {
        trim(element);
        paint(element);
        resolver.redirect(element);
    }
    for image in body.select("img").nodes() {
        frame(body, image, &resolver, surroundings.picture);
    }
    for player in body.select("audio, video").nodes() {
        equip(player);
    }
    lower(body, surroundings.heading);
    for code in body.select("pre").nodes() {
        code.set_attr("tabindex", "0");
    }
    for table in body.select("table").nodes() {
        wrap(body, table, surroundings.table);
    }
}

/// Knows where addresses lead, and which file a picture is.
struct Resolver<'a> {
    addresses: &'a Addresses,
    pictures: Vec<(String, &'a Attachment)>,
}

impl<'a> Resolver<'a> {
    fn new(surroundings: Surroundings<'a>) -> Self {
        let addresses = surroundings.addresses;
        let named = |file: &'a Attachment| Some((addresses.media(&file.url)?, file));
        Self {
            addresses,
            pictures: surroundings.attachments.iter().filter_map(named).collect(),
        }
    }

    /// The file at an address that has been resolved.
    fn file(&self, url: &str) -> Option<&'a Attachment> {
        let found = self.pictures.iter().find(|(picture, _)| picture == url);
        found.map(|(_, file)| *file)
    }

    /// Every address is resolved; what leads nowhere is dropped.
    fn redirect(&self, element: &NodeRef<'_>) {
        for name in ["href", "cite", "poster", "src"] {
            let Some(value) = element.attr(name) else {
                continue;
            };
            let target = match name {
                "href" | "cite" => self.addresses.link(&value),
                _ => self.addresses.media(&value).map(Target::Inner),
            };
            let Some(target) = target else {
                element.remove_attr(name);
                continue;
            };
            let url = target.href();
            element.set_attr(name, url);
            let is_picture = name == "poster" || (name == "src" && element.has_name("img"));
            let sizes = self
                .file(url)
                .filter(|_| is_picture)
                .map(|file| (file.width, file.height));
            if let Some((Some(width @ 1..), Some(height @ 1..))) = sizes
                && (length(element, "width") == 0 || length(element, "height") == 0)
            {
                element.set_attr("width", &width.to_string());
                element.set_attr("height", &height.to_string());
            }
            if name == "href" && matches!(target, Target::Outer(_)) {
                element.set_attr("rel", "noopener nofollow ugc");
            }
        }
    }
}

/// The number that a length begins with; 0 for none.
fn length(element: &NodeRef<'_>, name: &str) -> u32 {
    let value = element.attr_or(name, "");
    let end = value
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(value.len());
    value[..end].parse().unwrap_or(0)
}

/// Attributes whose name is allowed, but not every value.
fn trim(element: &NodeRef<'_>) {
    if let Some(classes) = element.attr("class") {
        let mut kept: Vec<&str> = Vec::new();
        for name in classes
            .split_ascii_whitespace()
            .filter(|name| is_class(name))
        {
            if !kept.contains(&name) {
                kept.push(name);
            }
        }
        set_or_remove(element, "class", &kept.join(" "));
    }
    for name in ["width", "height"] {
        if element.attr(name).is_some_and(|value| !is_length(&value)) {
            element.remove_attr(name);
        }
    }
}

fn set_or_remove(element: &NodeRef<'_>, name: &str, value: &str) {
    match value {
        "" => element.remove_attr(name),
        value => element.set_attr(name, value),
    }
}

fn is_class(name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_+#.-".contains(c);
    matches!(name, "spoiler" | "task")
        || name
            .strip_prefix("language-")
            .is_some_and(|rest| (1..=40).contains(&rest.len()) && rest.chars().all(is_part))
}

fn is_length(value: &str) -> bool {
    let digits = value.strip_suffix('%').unwrap_or(value);
    (1..=5).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// An author's colours are wishes: the style sheet blends them until they can be read.
fn paint(element: &NodeRef<'_>) {
    let wishes = element
        .attr("style")
        .map(|style| Wishes::read(&style))
        .unwrap_or_default();
    let old = element.attr("color");
    element.remove_attrs(&["style", "color"]);
    let tint = wishes
        .color
        .or_else(|| old.as_deref().and_then(attribute_colour).map(str::to_owned));
    let mut style = String::new();
    if let Some(tint) = tint {
        style.push_str(&format!("--tint: {tint};"));
        element.add_class("tinted");
    }
    if let Some(wash) = wishes.background {
        style.push_str(&format!("--wash: {wash};"));
        element.add_class("washed");
    }
    if let Some(align) = wishes.align {
        style.push_str(&format!("text-align: {align};"));
    }
    if !style.is_empty() {
        element.set_attr("style", &style);
    }
}

/// Where forums keep their smilies.
fn is_smiley(src: &str) -> bool {
    let src = src.to_ascii_lowercase();
    let marks = [
        "/smiley/",
        "/smilies/",
        "/emoji/",
        "/emoticon/",
        "/emoticons/",
        "plugin-emoji",
    ];
    marks.iter().any(|mark| src.contains(mark))
}

/// A picture opens large; smilies and pictures that are links stay as they are.
fn frame(body: &Document, image: &NodeRef<'_>, resolver: &Resolver<'_>, label: &str) {
    let alt = image.attr_or("alt", "");
    let Some(src) = image.attr("src") else {
        image.replace_with(&body.tree.new_text(alt));
        return;
    };
    for (name, value) in [
        ("loading", "lazy"),
        ("decoding", "async"),
        ("referrerpolicy", "no-referrer"),
    ] {
        image.set_attr(name, value);
    }
    let is_number =
        |value: &str| !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
    let is_small =
        image.attr("width").is_some_and(|width| is_number(&width)) && length(image, "width") <= 48;
    let smiley = is_smiley(&src);
    if smiley {
        image.set_attr("class", "smiley");
    }
    let is_within = image
        .ancestors_it(None)
        .any(|above| above.has_name("a") || above.has_name("summary"));
    if is_small || smiley || is_within {
        return;
    }
    let link = body.tree.new_element("a");
    link.set_attr("class", "zoom");
    link.set_attr("href", &src);
    if alt.is_empty() && !label.is_empty() {
        link.set_attr("aria-label", label);
    }
    image.insert_before(&link);
    link.append_child(image);
    let Some(file) = resolver.file(&src).filter(|file| !file.name.is_empty()) else {
        return;
    };
    let caption = body.tree.new_element("span");
    caption.set_attr("class", "caption");
    caption.set_text(file.name.as_str());
    let picture = body.tree.new_element("span");
    picture.set_attr("class", "picture");
    link.insert_before(&picture);
    picture.append_child(&link);
    picture.append_child(&caption);
}

/// Nothing plays by itself.
fn equip(player: &NodeRef<'_>) {
    let is_source = |node: &NodeRef<'_>| node.has_name("source") && node.has_attr("src");
    if !player.has_attr("src") && !player.descendants_it().any(|node| is_source(&node)) {
        player.remove_from_parent();
        return;
    }
    player.set_attr("controls", "");
    player.set_attr("preload", "metadata");
    if player.has_name("video") {
        player.set_attr("playsinline", "");
    }
}

/// The headings of a text stand below the page's own, of which the last has this level; none is left out.
fn lower(body: &Document, last: u8) {
    let mut above = last;
    for heading in body.select("h1, h2, h3, h4, h5, h6").nodes() {
        let name = heading.node_name().unwrap_or_default();
        let level = name
            .bytes()
            .nth(1)
            .map_or(1, |digit| digit.saturating_sub(b'0'));
        above = (level + last).min(above + 1).min(6);
        heading.rename(&format!("h{above}"));
    }
}

/// A wide table scrolls in a box of its own, which the keyboard can reach.
fn wrap(body: &Document, table: &NodeRef<'_>, label: &str) {
    if table
        .ancestors_it(None)
        .any(|above| above.has_name("table"))
    {
        return;
    }
    let scroll = body.tree.new_element("div");
    scroll.set_attr("class", "scroll");
    scroll.set_attr("tabindex", "0");
    if !label.is_empty() {
        scroll.set_attr("role", "group");
        scroll.set_attr("aria-label", label);
    }
    table.insert_before(&scroll);
    scroll.append_child(table);
}

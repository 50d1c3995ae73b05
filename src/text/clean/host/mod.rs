//! Cleaning on the host: ammonia with the allow-list of `modules/clean.js`, then the same rules of our own, so that a
//! page written ahead shows what the browser would.

mod markdown;
mod style;
mod tidy;

use super::Surroundings;
use ammonia::{Builder, UrlRelative};
use dom_query::Document;
use std::{borrow::Cow, collections::HashSet, sync::LazyLock};

pub(super) use markdown::markdown;

const TAGS: &str = "a abbr address audio b bdi bdo big blockquote br caption center cite code col colgroup \
    dd del details dfn div dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd \
    li mark ol p pre q rp rt ruby s samp small source span strike strong sub summary sup \
    table tbody td tfoot th thead time tr tt u ul var video wbr";

/// What is taken away with all that is in it; of any other tag that is not allowed, the content stays.
const GONE: &str = "annotation-xml desc foreignobject head iframe math mi mn mo ms mtext noembed noframes noscript \
    plaintext script style svg template title xmp";

/// No id and no name (they would shadow properties of the document), no data-*, no target.
const ATTRIBUTES: &str = "align alt cite class color colspan datetime dir height href lang open poster reversed \
    rowspan size span src start style title type value width";

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let words = |words: &'static str| words.split_whitespace().collect::<HashSet<_>>();
    let mut builder = Builder::empty();
    builder
        .tags(words(TAGS))
        .clean_content_tags(words(GONE))
        .generic_attributes(words(ATTRIBUTES))
        .url_schemes(words("http https mailto tel data"))
        // Where a relative address leads is for `tidy` to say.
        .url_relative(UrlRelative::PassThrough)
        .attribute_filter(|_, _, value| (!ends_a_raw_text(value)).then_some(Cow::Borrowed(value)))
        .link_rel(None);
    builder
});

/// Cleans HTML of anybody's.
pub(super) fn clean(html: &str, surroundings: Surroundings<'_>) -> Option<String> {
    let html = CLEANER.clean(&with_frames_as_links(html)).to_string();
    // What has no tags has nothing to tidy.
    if !html.contains('<') {
        return Some(html);
    }
    let body = Document::fragment(html);
    tidy::tidy(&body, surroundings);
    Some(body.html_root().inner_html().to_string())
}

/// What would be shown in a frame is offered as a link.
fn with_frames_as_links(html: &str) -> Cow<'_, str> {
    let lower = html.to_ascii_lowercase();
    if !lower.contains("<iframe") && !lower.contains("<embed") {
        return Cow::Borrowed(html);
    }
    let body = Document::fragment(html);
    for frame in body.select("iframe[src], embed[src]").nodes() {
        let url = frame.attr_or("src", "");
        if !url.is_empty() {
            let link = body.tree.new_element("a");
            link.set_attr("href", &url);
            link.set_text(url);
            frame.insert_after(&link);
        }
        frame.remove_from_parent();
    }
    Cow::Owned(body.html_root().inner_html().to_string())
}

/// Whether a value could end an element whose content is no markup: such values are dropped in the browser, too.
fn ends_a_raw_text(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let raw = [
        "style", "script", "title", "xmp", "textarea", "noscript", "iframe", "noembed", "noframes",
    ];
    let ends = |(_, after): (&str, &str)| raw.iter().any(|name| after.starts_with(name));
    value.contains("-->")
        || value.contains("--!>")
        || value.contains("]>")
        || value
            .match_indices("</")
            .any(|(at, mark)| ends(value.split_at(at + mark.len())))
}

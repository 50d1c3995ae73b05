//! Every kind of page there is, and every state of one that looks different.

use crate::{Outcome, reader::Reader, site::Answer};
use serde_json::json;

/// A page, and what a reader does there first.
pub struct Page {
    /// What it is called in a report.
    pub name: &'static str,
    /// Its address below the base.
    pub path: &'static str,
    act: Act,
}

enum Act {
    Look,
    Click(&'static str),
    Lightbox,
    Banner,
    Broken,
}

const fn page(name: &'static str, path: &'static str, act: Act) -> Page {
    Page { name, path, act }
}

/// A picture of the default site that is missing on purpose.
pub const LOST: &str = "lost.svg";

/// All of them.
pub const PAGES: [Page; 42] = [
    page("home", "", Act::Look),
    page("newest", "newest", Act::Look),
    page("hot, page 2", "hot/2", Act::Look),
    page("section", "section/38", Act::Look),
    page("section by views", "section/38/2?sort=views", Act::Look),
    page("section with parts", "section/47", Act::Look),
    page(
        "section's rules",
        "section/38",
        Act::Click("details.rules > summary"),
    ),
    page(
        "section's excerpts",
        "section/38",
        Act::Click(".tabs > button"),
    ),
    page("section for members", "section/75", Act::Look),
    page("section with a password", "section/74", Act::Look),
    page("thread", "thread/155132", Act::Look),
    page("long thread, 1", "thread/156750", Act::Look),
    page("long thread, 2", "thread/156750/2", Act::Look),
    page("long thread, 3", "thread/156750/3", Act::Look),
    page("long thread, 4", "thread/156750/4", Act::Look),
    page("long thread, 5", "thread/156750/5", Act::Look),
    page("long thread, 6", "thread/156750/6", Act::Look),
    page(
        "long thread, newest first",
        "thread/156750/7?order=newest",
        Act::Look,
    ),
    page("one author", "thread/156750?author=57", Act::Look),
    page("open poll", "thread/156892", Act::Look),
    page("closed poll", "thread/155556", Act::Look),
    page("debate", "thread/156920", Act::Look),
    page("paid", "thread/156507", Act::Look),
    page("hidden", "thread/156123", Act::Look),
    page("locked", "thread/156984", Act::Look),
    page("in English", "thread/155799", Act::Look),
    page("profile", "user/57", Act::Look),
    page("profile's threads", "user/57/threads", Act::Look),
    page("profile's posts", "user/57/posts", Act::Look),
    page("banned member", "user/238", Act::Look),
    page("about", "page/about", Act::Look),
    page("terms", "page/terms", Act::Look),
    page("modlog", "modlog", Act::Look),
    page("search", "search", Act::Look),
    page("search's hits", "search?q=%E6%A5%BC", Act::Look),
    page(
        "search without hits",
        "search?q=%E9%AA%91%E7%BC%9D",
        Act::Look,
    ),
    page("not found", "no/such/page", Act::Look),
    page(
        "open menu",
        "",
        Act::Click(".bar .menu.phone > summary, .bar > .menu > summary"),
    ),
    page(
        "code",
        "thread/155132",
        Act::Click(".tools details > summary"),
    ),
    page("lightbox", "thread/155132", Act::Lightbox),
    page("failed page", "section/40", Act::Broken),
    page("failed next page", "section/38", Act::Banner),
];

impl Page {
    /// Goes to the page and does what there is to do; then it is as it is meant.
    pub async fn visit(&self, reader: &Reader) -> Outcome {
        match self.act {
            Act::Broken => reader
                .site
                .answer("content/sections/40/1.json", Answer::new(200, "{")),
            Act::Banner => reader
                .site
                .answer("content/sections/38/2.json", Answer::new(200, "{")),
            _ => {}
        }
        reader.open(self.path).await?;
        match self.act {
            Act::Look => {}
            Act::Click(selector) => reader.click(selector).await?,
            Act::Lightbox => {
                reader.click(".post a.zoom").await?;
                reader
                    .until_true("document.activeElement.matches('.pswp')")
                    .await?;
            }
            Act::Broken => reader.click(".technical > summary").await?,
            Act::Banner => {
                reader.click(".pager [rel=next]").await?;
                reader.find("[role=alert] .banner").await?;
                reader.site.mend("content/sections/38/2.json");
            }
        }
        reader
            .until_true(
                "[...document.images].every((image) => image.loading === 'lazy' || image.complete)",
            )
            .await
    }
}

/// The preferences of a reader who likes it dark.
pub fn dark() -> serde_json::Value {
    json!({ "theme": "dark" })
}

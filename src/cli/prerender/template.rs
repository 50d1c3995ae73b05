//! The app's `index.html` as the template of every page.

use super::{Trouble, style::Sheet};
use base64::{Engine, engine::general_purpose::STANDARD};
use dom_query::{Document, NodeRef};
use sha2::{Digest, Sha256};
use std::path::Path;

/// What the app's own page says where no scripts run. Its links are relative to the page's `<base>`.
const WITHOUT_SCRIPTS: &str = "
        <p>这个地址需要 JavaScript 才能打开，<a href=\".\">论坛的页面</a>不需要。</p>
        <p lang=\"zh-Hant\">這個網址需要 JavaScript 才能開啟，<a href=\".\">論壇的頁面</a>不需要。</p>
        <p lang=\"en\">This address needs JavaScript; <a href=\".\">the forum’s pages</a> do not.</p>
    ";

/// A place in the template that a page fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The page's language.
    Lang,
    /// What allows the page's own style in its Content-Security-Policy.
    Allowed,
    /// The style that the page needs at once.
    Style,
    /// The language and the address that the page is written for, by which the app knows it.
    Given,
    /// The page's title.
    Title,
    /// The end of the head.
    Head,
    /// The beginning of the body.
    Start,
    /// The link past the header.
    Skip,
    /// The header.
    Header,
    /// The page itself.
    Page,
    /// The footer.
    Footer,
    /// The end of the body.
    End,
}

impl Slot {
    const ALL: [Self; 12] = [
        Self::Lang,
        Self::Allowed,
        Self::Style,
        Self::Given,
        Self::Title,
        Self::Head,
        Self::Start,
        Self::Skip,
        Self::Header,
        Self::Page,
        Self::Footer,
        Self::End,
    ];

    /// What stands in the template while it is being taken apart: characters that no page is written with.
    fn mark(self) -> String {
        let number = Self::ALL.iter().position(|slot| *slot == self);
        format!("\u{10fffd}{:02}", number.unwrap_or_default())
    }
}

enum Piece {
    Text(String),
    Slot(Slot),
}

/// The template, taken apart.
pub struct Template {
    pieces: Vec<Piece>,
    /// The style of the whole app, as it stands in its page.
    pub css: String,
    sheet: Sheet,
    /// The app's own page, for the addresses that have no file: search engines are not to keep it.
    pub shell: String,
}

impl Template {
    /// Takes an `index.html` apart; `path` is for telling what is wrong with it.
    ///
    /// # Errors
    ///
    /// [`Trouble::NoPlace`] if an element is missing.
    pub fn new(html: &str, path: &Path) -> Result<Self, Trouble> {
        let shell = Document::from(html);
        head(&shell, path)?.append_html("<meta name=\"robots\" content=\"noindex\">");
        // It says that the forum cannot be read without scripts, which is so of these addresses alone.
        shell
            .select("noscript[data-shell]")
            .set_html(WITHOUT_SCRIPTS);

        let page = Document::from(html);
        // The program comes after the page that is there already, so nothing of it is loaded early, and nothing stands in
        // for what it will draw.
        let needless = "[data-shell], head > [rel=preload], head > [rel=modulepreload]";
        for place in page.select(needless).nodes() {
            place.remove_from_parent();
        }
        let style = one(&page, "head > style:not([media])", path)?;
        let css = style.text().to_string();
        style.set_text(Slot::Style.mark());
        let root = one(&page, "html", path)?;
        root.set_attr("lang", &Slot::Lang.mark());
        root.set_attr("data-given", &Slot::Given.mark());
        for (slot, selector) in [
            (Slot::Title, "head > title"),
            (Slot::Skip, ".skip"),
            (Slot::Header, "header.top"),
            (Slot::Page, "#page"),
            (Slot::Footer, "footer.foot"),
        ] {
            one(&page, selector, path)?.set_text(slot.mark());
        }
        let text = |slot: Slot| page.tree.new_text(slot.mark());
        head(&page, path)?.append_child(&text(Slot::Head));
        let body = one(&page, "body", path)?;
        body.prepend_child(&text(Slot::Start));
        body.append_child(&text(Slot::End));
        Ok(Self {
            pieces: pieces(&page.html().replace(&allowed(&css), &Slot::Allowed.mark())),
            sheet: Sheet::new(&css),
            css,
            shell: shell.html().to_string(),
        })
    }

    /// The page of what stands in each slot, with the style that it needs.
    pub fn page<'a>(&self, of: impl Fn(Slot) -> &'a str) -> String {
        let plain = self.fill(|slot| match slot {
            Slot::Style | Slot::Allowed | Slot::End => "",
            _ => of(slot),
        });
        let style = self.sheet.of(&plain);
        let allowed = allowed(&style);
        self.fill(|slot| match slot {
            Slot::Style => &style,
            Slot::Allowed => &allowed,
            _ => of(slot),
        })
    }

    fn fill<'a>(&self, of: impl Fn(Slot) -> &'a str) -> String {
        let texts = self.pieces.iter().map(|piece| match piece {
            Piece::Text(text) => text.as_str(),
            Piece::Slot(slot) => of(*slot),
        });
        texts.collect()
    }
}

/// How a Content-Security-Policy allows a style that stands in the page.
fn allowed(style: &str) -> String {
    ["sha256-", &STANDARD.encode(Sha256::digest(style))].concat()
}

fn one<'a>(
    page: &'a Document,
    selector: &'static str,
    path: &Path,
) -> Result<NodeRef<'a>, Trouble> {
    let found = page.select_single(selector).nodes().first().copied();
    found.ok_or_else(|| Trouble::NoPlace(path.to_owned(), selector))
}

fn head<'a>(page: &'a Document, path: &Path) -> Result<NodeRef<'a>, Trouble> {
    one(page, "head", path)
}

fn pieces(html: &str) -> Vec<Piece> {
    let mut marks: Vec<(usize, Slot, usize)> = Slot::ALL
        .into_iter()
        .filter_map(|slot| {
            let mark = slot.mark();
            Some((html.find(&mark)?, slot, mark.len()))
        })
        .collect();
    marks.sort_unstable_by_key(|(at, ..)| *at);
    let mut pieces = Vec::new();
    let mut from = 0;
    for (at, slot, length) in marks {
        pieces.push(Piece::Text(html[from..at].to_owned()));
        pieces.push(Piece::Slot(slot));
        from = at + length;
    }
    pieces.push(Piece::Text(html[from..].to_owned()));
    pieces
}

#[cfg(test)]
mod tests {
    use super::{Slot, Template, WITHOUT_SCRIPTS, allowed};
    use std::path::Path;

    const HTML: &str = "<!DOCTYPE html><html lang=\"x\"><head><meta http-equiv=\"Content-Security-Policy\" content=\"a 'b'\"><title>t</title><style>a{b:c}.zzz{c:d}</style><style media=\"print\">q{}</style><link rel=\"preload\" href=\"a.wasm\"><script data-shell>ask()</script><script>if (1 < 2 && 3) \"</p>\"</script></head><body><a class=\"skip\"></a><header class=\"top\"></header><main><div id=\"page\"><div>boot</div></div></main><footer class=\"foot\"></footer><noscript data-shell>no</noscript></body></html>";

    #[test]
    fn every_slot_is_filled_and_nothing_else_changes() {
        let html = HTML.replace("'b'", &allowed("a{b:c}.zzz{c:d}"));
        let template = Template::new(&html, Path::new("index.html")).ok().unwrap();
        let filled = template.page(|slot| match slot {
            Slot::Lang => "en",
            Slot::Given => "en /",
            Slot::Title => "T",
            Slot::Head => "<meta>",
            Slot::Start => "B",
            Slot::Skip => "S",
            Slot::Header => "H",
            Slot::Page => "P",
            Slot::Footer => "F",
            Slot::End => "E",
            Slot::Style | Slot::Allowed => "",
        });
        let expected = "<!DOCTYPE html><html lang=\"en\" data-given=\"en /\"><head><meta http-equiv=\"Content-Security-Policy\" content=\"a 'b'\"><title>T</title><style>a{b:c}</style><style media=\"print\">q{}</style><script>if (1 < 2 && 3) \"</p>\"</script><meta></head><body>B<a class=\"skip\">S</a><header class=\"top\">H</header><main><div id=\"page\">P</div></main><footer class=\"foot\">F</footer>E</body></html>";
        assert_eq!(filled, expected.replace("'b'", &allowed("a{b:c}")));
        assert!(template.shell.contains("noindex\"></head>"));
        assert!(
            template.shell.contains("boot")
                && template.shell.contains("a.wasm")
                && template.shell.contains("ask()")
        );
        let without_scripts =
            format!("<noscript data-shell=\"\">{WITHOUT_SCRIPTS}</noscript></body>");
        assert!(
            template.shell.contains(&without_scripts),
            "{}",
            template.shell
        );
    }

    #[test]
    fn what_is_missing_is_named() {
        let broken = HTML.replace("id=\"page\"", "");
        let Err(trouble) = Template::new(&broken, Path::new("index.html")) else {
            panic!("a page without its place");
        };
        assert!(trouble.to_string().contains("has no #page"), "{trouble}");
    }
}

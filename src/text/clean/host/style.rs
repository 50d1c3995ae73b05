//! The colours and the alignment that an author wishes for: what of a style may stay, as browsers read it.

use cssparser::{Delimiter, ParseError, Parser, ToCss};
use cssparser_color::Color;

/// The names of colours that depend on the reader's system.
const SYSTEM: &str = "accentcolor accentcolortext activeborder activecaption activetext appworkspace background \
    buttonborder buttonface buttonhighlight buttonshadow buttontext canvas canvastext captiontext field fieldtext \
    graytext highlight highlighttext inactiveborder inactivecaption inactivecaptiontext infobackground infotext \
    linktext mark marktext menu menutext scrollbar selecteditem selecteditemtext threeddarkshadow threedface \
    threedhighlight threedlightshadow threedshadow visitedtext window windowframe windowtext";

/// What an element's style says of the properties that are known here; where it says it twice, the last time.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Wishes {
    /// The text's colour.
    pub color: Option<String>,
    /// The ground's colour.
    pub background: Option<String>,
    /// Where lines are set to.
    pub align: Option<String>,
}

impl Wishes {
    /// Reads the value of a style attribute.
    pub fn read(style: &str) -> Self {
        let mut declared = declarations(style);
        // What is important is said last.
        declared.sort_by_key(|declaration| declaration.important);
        let mut wishes = Self::default();
        for Declaration { name, value, .. } in declared {
            let (place, value) = match name.as_str() {
                "color" => (&mut wishes.color, colour(&value)),
                "background-color" => (&mut wishes.background, colour(&value)),
                "background" => (
                    &mut wishes.background,
                    value.split_whitespace().find_map(colour),
                ),
                "text-align" => (&mut wishes.align, alignment(&value)),
                _ => continue,
            };
            if value.is_some() {
                *place = value;
            }
        }
        wishes
    }
}

struct Declaration {
    name: String,
    value: String,
    important: bool,
}

fn declarations(style: &str) -> Vec<Declaration> {
    let mut parser = Parser::new(style);
    let mut found = Vec::new();
    while !parser.is_exhausted() {
        let declaration: Result<_, ParseError<()>> =
            parser.parse_until_after(Delimiter::Semicolon, |parser| {
                let name = parser.expect_ident()?.to_ascii_lowercase();
                parser.expect_colon()?;
                let start = parser.position();
                while parser.next().is_ok() {}
                Ok((name, parser.slice_from(start).trim()))
            });
        let Ok((name, value)) = declaration else {
            continue;
        };
        let without = value
            .rsplit_once('!')
            .filter(|(_, mark)| mark.trim().eq_ignore_ascii_case("important"));
        found.push(Declaration {
            name,
            value: without
                .map_or(value, |(value, _)| value)
                .trim_end()
                .to_owned(),
            important: without.is_some(),
        });
    }
    found
}

/// A colour as a browser writes it, if it is one that has a tone of its own.
pub(super) fn colour(value: &str) -> Option<String> {
    if value.starts_with(|c: char| c.is_ascii_alphabetic()) && !value.contains('(') {
        let keyword = value.to_ascii_lowercase();
        return is_tone(&keyword).then_some(keyword);
    }
    match parse(value)? {
        colour @ (Color::Rgba(_) | Color::Hsl(_) | Color::Hwb(_)) => Some(colour.to_css_string()),
        _ => None,
    }
}

/// The value of the old attribute for a colour, if it is one; it stays as it was written.
pub(super) fn attribute_colour(value: &str) -> Option<&str> {
    colour(value).map(|_| value)
}

fn is_tone(keyword: &str) -> bool {
    let known = SYSTEM.split(' ').any(|name| name == keyword);
    // These say nothing about a colour of one's own, or hide the text.
    let empty = matches!(keyword, "transparent" | "currentcolor");
    !empty && (known || parse(keyword).is_some())
}

fn parse(value: &str) -> Option<Color> {
    Parser::new(value).parse_entirely(Color::parse).ok()
}

fn alignment(value: &str) -> Option<String> {
    let value = value.to_ascii_lowercase();
    matches!(
        value.as_str(),
        "left" | "right" | "center" | "justify" | "start" | "end"
    )
    .then_some(value)
}

#[cfg(test)]
mod tests {
    use super::{Wishes, attribute_colour, colour};

    #[test]
    fn colours_are_written_as_browsers_write_them() {
        for (value, written) in [
            ("RED", Some("red")),
            ("#f00", Some("rgb(255, 0, 0)")),
            ("rgb(0 0 255 / .5)", Some("rgba(0, 0, 255, 0.5)")),
            ("hsl(120, 100%, 50%)", Some("rgb(0, 255, 0)")),
            ("windowtext", Some("windowtext")),
            ("transparent", None),
            ("inherit", None),
            ("currentColor", None),
            ("#12", None),
            ("nocolour", None),
            ("url(x)", None),
            ("red url(x)", None),
            ("expression(alert(1))", None),
        ] {
            assert_eq!(colour(value).as_deref(), written, "{value}");
        }
        assert_eq!(attribute_colour("#F00"), Some("#F00"));
        assert_eq!(attribute_colour("#F00;x:y"), None);
    }

    #[test]
    fn of_a_style_only_colours_and_alignment_stay() {
        let wishes = Wishes::read(
            "position:fixed; color : red !important; color: blue; background: url(x) #fff; text-align: CENTER; ;;x",
        );
        assert_eq!(
            wishes,
            Wishes {
                color: Some("red".to_owned()),
                background: Some("rgb(255, 255, 255)".to_owned()),
                align: Some("center".to_owned()),
            }
        );
        assert_eq!(
            Wishes::read("color: red; color: nothing").color.as_deref(),
            Some("red")
        );
        assert_eq!(Wishes::read("color: rgb(1;2"), Wishes::default());
    }
}

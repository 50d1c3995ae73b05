//! Markdown to HTML on the host, as `modules/markdown.js` makes it: GitHub's flavour, where a line's end is a line break.

use comrak::{
    Arena, Options,
    html::{ChildRendering, Context, format_document_with_formatter, format_node_default},
    nodes::{AstNode, NodeValue},
    options::Plugins,
    parse_document,
};
use std::fmt::{self, Write};

/// Writes Markdown as HTML, which is as trusted as its source.
pub(in super::super) fn markdown(text: &str) -> Option<String> {
    let mut options = Options::default();
    options.extension.strikethrough = true;
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.tasklist = true;
    options.render.hardbreaks = true;
    // It is cleaned like any other HTML.
    options.render.r#unsafe = true;
    let arena = Arena::new();
    let document = parse_document(&arena, text, &options);
    let mut html = String::new();
    format_document_with_formatter(
        document,
        &options,
        &mut html,
        &Plugins::default(),
        format,
        (),
    )
    .ok()?;
    Some(html)
}

/// A task's box is a sign in the text: posts hold no form fields.
fn format<'a>(
    context: &mut Context<'_, '_, ()>,
    node: &'a AstNode<'a>,
    entering: bool,
) -> Result<ChildRendering, fmt::Error> {
    let checked = match node.data().value {
        NodeValue::TaskItem(ref item) => item.symbol.is_some(),
        _ => return format_node_default(context, node, entering),
    };
    match entering {
        true => {
            context.cr()?;
            let sign = if checked { '☑' } else { '☐' };
            write!(context, "<li class=\"task\">{sign} ")?;
        }
        false => context.write_str("</li>\n")?,
    }
    Ok(ChildRendering::HTML)
}

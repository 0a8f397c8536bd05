//! The tree of prose as HTML, everything escaped.

use std::fmt::Write as _;

use crate::syntax::document::{AlertKind, Align, Block, Inline, Item, Prose, Target};

/// What the same tree looks like from one page.
pub struct Options<'a> {
    /// Turns an address of the site into a link from the page.
    pub link: &'a dyn Fn(&str) -> String,
    /// Whether HTML in the text is passed through instead of shown as text.
    pub html: RawHtml,
    /// Code in a language as HTML with classes, if the language is known.
    pub highlight: &'a dyn Fn(&str, &str) -> Option<String>,
    /// The words that name an alert's kind, in the page's language.
    pub alert: &'a dyn Fn(AlertKind) -> String,
    /// The words for the way back from a footnote, in the page's language.
    pub back: &'a str,
    /// What stands before every anchor, where a page holds several texts.
    pub prefix: &'a str,
}

/// What becomes of HTML in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawHtml {
    /// It is shown as it was written.
    Escape,
    /// It is passed through.
    Allow,
}

/// Appends text with the characters that mean something to HTML escaped.
pub fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = find_special(rest.as_bytes()) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Where the first byte is that means something to HTML.
fn find_special(bytes: &[u8]) -> Option<usize> {
    let is = |byte: &u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
    // Sixteen at a time, without a branch, which a processor does in one step.
    let plain = |piece: &&[u8]| !piece.iter().fold(false, |any, byte| any | is(byte));
    let from = 16 * bytes.chunks_exact(16).take_while(plain).count();
    Some(from + bytes[from..].iter().position(is)?)
}

/// The whole text.
#[must_use]
pub fn render(prose: &Prose, options: &Options<'_>) -> String {
    let mut out = String::with_capacity(1024);
    write_blocks(&prose.blocks, options, &mut out);
    out
}

fn write_blocks(all: &[Block], options: &Options<'_>, out: &mut String) {
    for block in all {
        write_block(block, options, out);
    }
}

fn write_element(name: &str, text: &[Inline], options: &Options<'_>, out: &mut String) {
    write_marked(name, text, options, out);
    out.push('\n');
}

fn write_block(block: &Block, options: &Options<'_>, out: &mut String) {
    match block {
        Block::Paragraph { text, .. } => write_element("p", text, options, out),
        Block::Heading { level, id, text, .. } => {
            let _ = write!(out, "<h{level} id=\"");
            escape(options.prefix, out);
            escape(id, out);
            out.push_str("\">");
            write_inlines(text, options, out);
            let _ = writeln!(out, "</h{level}>");
        }
        Block::List { start, tight, items, .. } => write_list(*start, *tight, items, options, out),
        Block::Quote { blocks: inner } => write_wrapped("blockquote", inner, options, out),
        Block::Alert { kind, blocks: inner } => {
            let class = match kind {
                AlertKind::Note => "note",
                AlertKind::Tip => "tip",
                AlertKind::Important => "important",
                AlertKind::Warning => "warning",
                AlertKind::Caution => "caution",
            };
            let _ = write!(out, "<div class=\"alert alert--{class}\">\n<p class=\"alert__kind\"><strong>");
            escape(&(options.alert)(*kind), out);
            out.push_str("</strong></p>\n");
            write_blocks(inner, options, out);
            out.push_str("</div>\n");
        }
        Block::Code { language, text } => match (options.highlight)(language, text) {
            Some(html) => {
                let _ = writeln!(out, "<pre class=\"code\"><code>{html}</code></pre>");
            }
            None => {
                out.push_str("<pre class=\"code\"><code>");
                escape(text, out);
                out.push_str("</code></pre>\n");
            }
        },
        Block::Table { align, head, rows } => write_table(align, head, rows, options, out),
        Block::Definitions { entries } => {
            out.push_str("<dl>\n");
            for entry in entries {
                write_element("dt", &entry.term, options, out);
                for meaning in &entry.meanings {
                    write_wrapped("dd", meaning, options, out);
                }
            }
            out.push_str("</dl>\n");
        }
        Block::Rule => out.push_str("<hr>\n"),
        Block::Html { text } if options.html == RawHtml::Allow => out.push_str(text),
        Block::Html { text } => {
            out.push_str("<pre><code>");
            escape(text, out);
            out.push_str("</code></pre>\n");
        }
        // Data blocks are replaced by ordinary ones before a text is rendered.
        Block::Data { .. } => {}
        Block::Footnotes { notes } => {
            out.push_str("<div class=\"footnotes\">\n<ol");
            // The notes of a page's second text go on counting from those of the first.
            if let Some(first) = notes.first().filter(|first| first.number != 1) {
                let _ = write!(out, " start=\"{}\"", first.number);
            }
            out.push_str(">\n");
            for note in notes {
                let _ = writeln!(out, "<li id=\"{}fn-{}\">", options.prefix, note.number);
                write_blocks(&note.blocks, options, out);
                for mention in 1..=note.mentions {
                    let _ = write!(out, "<a href=\"#{0}fnref-{1}-{mention}\">", options.prefix, note.number);
                    escape(options.back, out);
                    out.push_str("</a> ");
                }
                out.push_str("</li>\n");
            }
            out.push_str("</ol>\n</div>\n");
        }
    }
}

fn write_wrapped(name: &str, inner: &[Block], options: &Options<'_>, out: &mut String) {
    let _ = writeln!(out, "<{name}>");
    write_blocks(inner, options, out);
    let _ = writeln!(out, "</{name}>");
}

fn write_list(start: Option<u64>, tight: bool, items: &[Item], options: &Options<'_>, out: &mut String) {
    let name = if start.is_some() { "ol" } else { "ul" };
    let tasks = items.iter().any(|item| item.done.is_some());
    let _ = write!(out, "<{name}");
    if let Some(start) = start.filter(|start| *start != 1) {
        let _ = write!(out, " start=\"{start}\"");
    }
    out.push_str(if tasks { " class=\"tasks\">\n" } else { ">\n" });
    for item in items {
        out.push_str("<li>");
        if let Some(done) = item.done {
            let (class, sign) = if done { ("done", "☑") } else { ("open", "☐") };
            let _ = write!(out, "<span class=\"tasks__box tasks__box--{class}\">{sign}</span> ");
        }
        for (at, block) in item.blocks.iter().enumerate() {
            match block {
                Block::Paragraph { text, .. } if tight => {
                    if at > 0 {
                        out.push('\n');
                    }
                    write_inlines(text, options, out);
                }
                other => write_block(other, options, out),
            }
        }
        out.push_str("</li>\n");
    }
    let _ = writeln!(out, "</{name}>");
}

fn write_table(
    align: &[Align],
    head: &[Vec<Inline>],
    rows: &[Vec<Vec<Inline>>],
    options: &Options<'_>,
    out: &mut String,
) {
    let class = |at: usize| match align.get(at) {
        Some(Align::Center) => " class=\"center\"",
        Some(Align::End) => " class=\"end\"",
        _ => "",
    };
    out.push_str("<div class=\"table\" role=\"region\" tabindex=\"0\"");
    let mut name = String::new();
    for (at, cell) in head.iter().enumerate() {
        name.push_str(if at > 0 { ", " } else { "" });
        crate::syntax::document::letters(cell, &mut name);
    }
    if name.trim().is_empty() {
        name.push('…');
    }
    out.push_str(" aria-label=\"");
    escape(&name, out);
    out.push_str("\">\n<table>\n<thead>\n<tr>");
    for (at, cell) in head.iter().enumerate() {
        let tag = if cell.is_empty() { "td" } else { "th" };
        let scope = if cell.is_empty() { "" } else { " scope=\"col\"" };
        let _ = write!(out, "<{tag}{scope}{}>", class(at));
        write_inlines(cell, options, out);
        let _ = write!(out, "</{tag}>");
    }
    out.push_str("</tr>\n</thead>\n<tbody>\n");
    for row in rows {
        out.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            for piece in ["<td", class(at), ">"] {
                out.push_str(piece);
            }
            write_inlines(cell, options, out);
            out.push_str("</td>");
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n</div>\n");
}

fn write_inlines(all: &[Inline], options: &Options<'_>, out: &mut String) {
    for inline in all {
        match inline {
            Inline::Emphasis { text } => write_marked("em", text, options, out),
            Inline::Strong { text } => write_marked("strong", text, options, out),
            Inline::Strike { text } => write_marked("del", text, options, out),
            Inline::Code { text } => {
                out.push_str("<code>");
                escape(text, out);
                out.push_str("</code>");
            }
            Inline::Link(link) => {
                out.push_str("<a href=\"");
                match &link.to {
                    Target::Here { address } => escape(&(options.link)(address), out),
                    Target::Url { url } if url.starts_with('/') => escape(&(options.link)(url), out),
                    Target::Url { url } if url.starts_with('#') => {
                        out.push('#');
                        escape(options.prefix, out);
                        escape(&url[1..], out);
                    }
                    Target::Url { url } => escape(url, out),
                    Target::Name { name, .. } => escape(name, out),
                }
                out.push_str("\">");
                write_inlines(&link.text, options, out);
                out.push_str("</a>");
            }
            Inline::Image(image) => {
                out.push_str("<img src=\"");
                escape(&(options.link)(&crate::file_tree::file_address(&image.source)), out);
                out.push_str("\" alt=\"");
                escape(&image.alt, out);
                out.push('"');
                if let Some((width, height)) = image.size {
                    let _ = write!(out, " width=\"{width}\" height=\"{height}\"");
                }
                out.push_str(" loading=\"lazy\">");
            }
            Inline::Break => out.push_str("<br>\n"),
            Inline::Html { text } if options.html == RawHtml::Allow => out.push_str(text),
            Inline::Text { text } | Inline::Html { text } => escape(text, out),
            Inline::Footnote { number, mention } => {
                let prefix = options.prefix;
                let _ = write!(
                    out,
                    "<sup id=\"{prefix}fnref-{number}-{mention}\"><a href=\"#{prefix}fn-{number}\">{number}</a></sup>"
                );
            }
        }
    }
}

fn write_marked(name: &str, text: &[Inline], options: &Options<'_>, out: &mut String) {
    for piece in ["<", name, ">"] {
        out.push_str(piece);
    }
    write_inlines(text, options, out);
    for piece in ["</", name, ">"] {
        out.push_str(piece);
    }
}

//! Markdown into the neutral tree of `prose`. The only file that knows the Markdown parser.

mod builder;
mod code_blocks;
mod embedded_urls;
pub mod link_targets;
mod open_elements;
mod options;
mod plain_text;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Parser, Tag};

use self::builder::{Builder, Locate};
pub use self::embedded_urls::addresses;
use self::open_elements::{ElementKind, OpenElement, alert, alignment, depth, is_block};
use self::options::parser_options;
pub use self::plain_text::plain;
use self::plain_text::{has_words, slug};
use crate::diagnostic::{Code, Place};
use crate::syntax::document::{Block, Definition, Inline, Item, Link, Note, Prose, Target};
use crate::syntax::problems::Faults;
use crate::syntax::yaml::{Kind, Node};

/// Reads the Markdown of a file, which starts `offset` bytes into it.
pub fn read(file: &Arc<str>, text: &str, offset: usize, faults: &mut Faults) -> Prose {
    let base = u32::try_from(offset).unwrap_or(u32::MAX);
    let whole = Place { file: file.clone(), start: base, end: base };
    build(text, &|range: Range<usize>| whole.within(range.start, range.end), faults)
}

/// Reads Markdown in a YAML value. The places of faults are exact if the value is on one line or in a
/// literal block; else they are the place of the value.
pub fn read_value(text: &str, node: &Node, faults: &mut Faults) -> Prose {
    let place = &node.place;
    let lines = if let Kind::Scalar { lines, .. } = &node.kind { &lines[..] } else { &[] };
    let exact = (place.end - place.start) as usize == text.len() && !text.contains('\n');
    // Computed once, since a long text may have many faults.
    let starts: Vec<usize> = match lines {
        [] => Vec::new(),
        _ => std::iter::once(0).chain(text.match_indices('\n').map(|(newline, _)| newline + 1)).collect(),
    };
    let line_of = |at: usize| {
        let line = starts.partition_point(|start| *start <= at).checked_sub(1)?;
        lines.get(line).map(|begins| *begins as usize + at - starts[line])
    };
    let locate = |range: Range<usize>| match (exact, line_of(range.start), line_of(range.end)) {
        (true, ..) => place.within(range.start, range.end),
        (false, Some(from), Some(to)) => place.within(from, to),
        // It ends with the value, whose last newline may be two bytes in the file.
        (false, Some(from), None) => {
            let length = text.get(range.clone()).map_or(range.len(), |value| value.trim_end_matches('\n').len());
            place.within(from, from + length)
        }
        (false, None, _) => place.clone(),
    };
    build(text, &locate, faults)
}

fn build(text: &str, locate: Locate<'_>, faults: &mut Faults) -> Prose {
    let mut builder = Builder {
        locate,
        faults,
        open: vec![OpenElement::new(ElementKind::Root, 0, 0, 0)],
        letters: String::new(),
        inlines: Vec::new(),
        blocks: Vec::new(),
        mentions: BTreeMap::new(),
        order: Vec::new(),
        notes: BTreeMap::new(),
        ids: BTreeMap::new(),
        level: 1,
        beyond: 0,
    };
    for (event, range) in Parser::new_ext(text, parser_options()).into_offset_iter() {
        builder.handle_event(event, range);
    }
    builder.finish()
}

/// The maximal depth of elements; deeper ones lose their marks and keep their words.
const DEPTH: usize = 40;

impl Builder<'_> {
    fn handle_event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start_element(tag, range),
            Event::End(_) => self.end_element(range),
            Event::Text(text) | Event::InlineMath(text) | Event::DisplayMath(text) => self.letters.push_str(&text),
            Event::Code(text) => self.push_inline(Inline::Code { text: text.to_string() }),
            Event::InlineHtml(text) => self.push_html(&text, range, false),
            Event::Html(text) => self.push_html(&text, range, true),
            Event::SoftBreak => self.letters.push(' '),
            Event::HardBreak => self.push_inline(Inline::Break),
            Event::Rule => self.push_block(Block::Rule),
            Event::TaskListMarker(done) => {
                let item = self.open.iter_mut().rev().find(|element| matches!(element.kind, ElementKind::Item(_)));
                if let Some(item) = item {
                    item.kind = ElementKind::Item(Some(done));
                }
            }
            Event::FootnoteReference(label) => {
                let next = self.order.len() + 1;
                let (number, mention) = self.mentions.entry(label.to_string()).or_insert((next, 0));
                *mention += 1;
                let (number, mention) = (*number, *mention);
                if mention == 1 {
                    self.order.push(label.to_string());
                }
                self.push_inline(Inline::Footnote { number, mention });
            }
        }
    }

    fn start_element(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if self.open.len() >= DEPTH {
            if self.beyond == 0 {
                let place = (self.locate)(range);
                self.faults.add(Code::TooDeep, &place, "lists, quotations or marks nest too deep here").help =
                    Some("Quote only what is needed, or make a text of its own of it.".into());
            }
            self.beyond += 1;
            return;
        }
        let begins = range.start;
        let kind = match tag {
            Tag::Paragraph => ElementKind::Paragraph,
            Tag::Heading { level, id, .. } => ElementKind::Heading(depth(level), id.map(|id| id.to_string())),
            Tag::BlockQuote(kind) => ElementKind::Quote(kind.map(alert)),
            Tag::CodeBlock(kind) => ElementKind::Code(match kind {
                CodeBlockKind::Fenced(language) => language.to_string(),
                CodeBlockKind::Indented => String::new(),
            }),
            Tag::HtmlBlock => ElementKind::Html,
            Tag::List(start) => ElementKind::List(start),
            Tag::Item => ElementKind::Item(None),
            Tag::FootnoteDefinition(label) => ElementKind::Note(label.to_string()),
            Tag::Table(align) => ElementKind::Table(align.into_iter().map(alignment).collect()),
            Tag::TableHead => ElementKind::Head,
            Tag::TableRow => ElementKind::Row,
            Tag::TableCell => ElementKind::Cell,
            Tag::DefinitionList => ElementKind::Definitions,
            Tag::DefinitionListTitle => ElementKind::Term,
            Tag::DefinitionListDefinition => ElementKind::Meaning,
            Tag::Strong => ElementKind::Strong,
            Tag::Strikethrough => ElementKind::Strike,
            Tag::Link { link_type, dest_url, .. } => {
                let place = (self.locate)(range.clone());
                let wiki = matches!(link_type, LinkType::WikiLink { .. });
                let named = match link_type {
                    LinkType::Email => format!("mailto:{dest_url}"),
                    _ => dest_url.to_string(),
                };
                ElementKind::Link(if wiki {
                    link_targets::parse_name(&named, &place, self.faults)
                } else {
                    link_targets::parse_target(&named, &place, self.faults)
                })
            }
            Tag::Image { dest_url, title, .. } => ElementKind::Image(dest_url.to_string(), title.to_string()),
            _ => ElementKind::Emphasis,
        };
        self.push_letters();
        if is_block(&kind) {
            self.end_paragraph();
        }
        self.open.push(OpenElement::new(kind, begins, self.blocks.len(), self.inlines.len()));
    }

    fn end_element(&mut self, range: Range<usize>) {
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        self.push_letters();
        let Some(mut element) = (self.open.len() > 1).then(|| self.open.pop()).flatten() else { return };
        let locate = self.locate;
        match std::mem::replace(&mut element.kind, ElementKind::Root) {
            // The content of raw HTML is in its parent already.
            ElementKind::Root | ElementKind::Html => {}
            ElementKind::Paragraph => {
                if let Some(item) = self.open.last_mut().filter(|parent| matches!(parent.kind, ElementKind::Item(_))) {
                    item.tight = false;
                }
                let text = self.take_line(&element);
                self.push_block(Block::Paragraph { text, place: locate(range) });
            }
            ElementKind::Heading(level, id) => {
                let text = self.take_line(&element);
                self.push_heading(level, id, text, locate(range));
            }
            ElementKind::List(start) => {
                let items = element.take_parts().items;
                self.push_block(Block::List { start, tight: element.tight, items, place: locate(range) });
            }
            ElementKind::Item(done) => {
                let tight = element.tight;
                let item = Item { done, blocks: self.take_blocks(&element) };
                if let Some(list) = self.open.last_mut() {
                    list.tight &= tight;
                    list.parts().items.push(item);
                }
            }
            ElementKind::Quote(kind) => {
                let blocks = self.take_blocks(&element);
                self.push_block(match kind {
                    Some(kind) => Block::Alert { kind, blocks },
                    None => Block::Quote { blocks },
                });
            }
            ElementKind::Code(language) => {
                let text = self.take_line(&element);
                self.push_code(&language, &text, locate(range));
            }
            ElementKind::Table(align) => {
                let parts = element.take_parts();
                self.push_block(Block::Table { align, head: parts.head, rows: parts.rows });
            }
            ElementKind::Head => self.with_parent(|table| table.parts().head = element.take_parts().cells),
            ElementKind::Row => self.with_parent(|table| table.parts().rows.push(element.take_parts().cells)),
            ElementKind::Cell => {
                let cell = self.take_line(&element);
                self.with_parent(|row| row.parts().cells.push(cell));
            }
            ElementKind::Definitions => {
                let entries = element.take_parts().entries;
                self.push_block(Block::Definitions { entries });
            }
            ElementKind::Term => {
                let entry = Definition { term: self.take_line(&element), meanings: Vec::new() };
                self.with_parent(|list| list.parts().entries.push(entry));
            }
            ElementKind::Meaning => {
                let blocks = self.take_blocks(&element);
                self.with_parent(|list| {
                    if let Some(entry) = list.parts().entries.last_mut() {
                        entry.meanings.push(blocks);
                    }
                });
            }
            ElementKind::Note(label) => {
                let blocks = self.take_blocks(&element);
                self.notes.insert(label, blocks);
            }
            ElementKind::Emphasis => {
                let text = self.take_line(&element);
                self.push_inline(Inline::Emphasis { text });
            }
            ElementKind::Strong => {
                let text = self.take_line(&element);
                self.push_inline(Inline::Strong { text });
            }
            ElementKind::Strike => {
                let text = self.take_line(&element);
                self.push_inline(Inline::Strike { text });
            }
            ElementKind::Link(target) => {
                let text = self.take_line(&element);
                self.push_link(target, text, locate(range));
            }
            ElementKind::Image(source, title) => {
                let alt = plain(&self.take_line(&element));
                let image = link_targets::parse_picture(&source, alt, &title, locate(range), self.faults);
                if let Some(image) = image {
                    self.push_inline(image);
                }
            }
        }
    }

    fn push_heading(&mut self, level: u8, id: Option<String>, text: Vec<Inline>, place: Place) {
        // A heading without words has no usable anchor, and PDF/UA forbids it.
        if !has_words(&text) {
            self.faults.add(Code::HeadingOrder, &place, "this heading has no words").help =
                Some("Write some after the marks, or remove the line.".into());
            if !text.is_empty() {
                self.push_block(Block::Paragraph { text, place });
            }
            return;
        }
        let wanted = level.max(2);
        if wanted > self.level + 1 || level == 1 {
            let fault = self.faults.add(Code::HeadingOrder, &place, "this heading skips a level");
            fault.help = Some(format!(
                "Begin it with {}: the page's title is its only first-level heading.",
                "#".repeat(usize::from(self.level.min(5)) + 1)
            ));
        }
        self.level = wanted;
        let wish = id.unwrap_or_else(|| slug(&plain(&text)));
        let count = self.ids.entry(wish.clone()).and_modify(|count| *count += 1).or_insert(1);
        let id = if *count == 1 { wish } else { format!("{wish}-{count}") };
        self.push_block(Block::Heading { level: wanted, id, text, place });
    }

    fn push_link(&mut self, target: Option<Target>, text: Vec<Inline>, place: Place) {
        let named = matches!(&target, Some(Target::Name { name, kind }) if {
            let words = plain(&text);
            words == *name || link_targets::spelling(*kind, name) == words
        });
        let text = if named { Vec::new() } else { text };
        match target {
            Some(target) => {
                if text.is_empty() && !named {
                    self.faults.add(Code::EmptyLink, &place, "this link has no words").help =
                        Some("Write what it leads to between the square brackets.".into());
                }
                self.push_inline(Inline::Link(Box::new(Link { to: target, text, place })));
            }
            None => text.into_iter().for_each(|inline| self.push_inline(inline)),
        }
    }

    fn push_html(&mut self, text: &str, range: Range<usize>, alone: bool) {
        let trimmed = text.trim();
        if trimmed.is_empty() || (trimmed.starts_with("<!--") && trimmed.ends_with("-->")) {
            return;
        }
        let place = (self.locate)(range);
        let repeated =
            self.faults.found.last().is_some_and(|last| last.code == Code::RawHtml && last.place.end == place.start);
        if !repeated {
            self.faults
                .add(Code::RawHtml, &place, "HTML stands in the text; readers will see it as it is written")
                .help = Some("Write it in Markdown, or set `html: allow` in site.yaml.".into());
        }
        let text = text.to_owned();
        if alone {
            self.push_block(Block::Html { text });
        } else {
            self.push_inline(Inline::Html { text });
        }
    }

    fn finish(mut self) -> Prose {
        self.push_letters();
        self.end_paragraph_from(0, 0);
        let mut blocks = std::mem::take(&mut self.blocks);
        blocks.shrink_to_fit();
        let notes: Vec<Note> = (self.order.iter().enumerate())
            .filter_map(|(at, label)| {
                let mentions = self.mentions.get(label).map_or(0, |(_, mentions)| *mentions);
                Some(Note { number: at + 1, mentions, blocks: self.notes.remove(label)? })
            })
            .collect();
        if !notes.is_empty() {
            blocks.push(Block::Footnotes { notes });
        }
        Prose::new(blocks)
    }
}

#[cfg(test)]
mod tests;

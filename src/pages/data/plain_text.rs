//! Texts with structure as plain text, for files that hold nothing else.

use std::fmt::Write as _;

use crate::model::{Lang, Plan, Text, Words};
use crate::pages::titles::{ThemedPublication, title_of};
use crate::syntax::document::{Block, Inline, Item, Prose, Target, letters, typography};

/// The text in a language, or else in the sources' language.
pub(crate) fn read_text<'a>(text: &'a Text, lang: &Lang) -> &'a str {
    text.in_language(lang).unwrap_or(&text.source)
}

/// The general plural form of a unit, `other`.
pub(crate) fn read_unit<'a>(unit: &'a Words, lang: &Lang) -> &'a str {
    let forms = unit.translations.iter().find(|(l, _)| l == lang).map_or(&unit.source, |(_, forms)| forms);
    let other = forms.iter().find(|(form, _)| *form == "other").or(forms.first());
    other.map_or("", |(_, word)| word)
}

/// Whether a plan holds text in a language.
pub(crate) fn is_plan_in(plan: &Plan, lang: &Lang, source: &Lang) -> bool {
    let has = |text: &Text| text.in_language(lang).is_some();
    lang == source || has(&plan.record.title) || plan.objectives.iter().any(|objective| has(&objective.record.title))
}

/// The letters of a text: paragraphs apart, entries of lists behind a hyphen, links as words.
pub(crate) fn prose_to_text(prose: &Prose, publication: &ThemedPublication<'_>, lang: &Lang) -> String {
    let mut out = String::new();
    write_blocks(&prose.blocks, publication, lang, &mut out);
    out.trim_end().to_owned()
}

/// The first paragraph of a text.
pub(crate) fn first_paragraph(text: &Prose, publication: &ThemedPublication<'_>, lang: &Lang) -> Option<String> {
    text.blocks.iter().find_map(|block| match block {
        Block::Paragraph { text, .. } => Some(line_to_text(text, publication, lang)),
        _ => None,
    })
}

fn write_blocks(all: &[Block], publication: &ThemedPublication<'_>, lang: &Lang, out: &mut String) {
    for block in all {
        match block {
            Block::Paragraph { text, .. } | Block::Heading { text, .. } => {
                write_paragraph(&line_to_text(text, publication, lang), out);
            }
            Block::List { start, items, .. } => {
                items.iter().zip(start.unwrap_or(1)..).for_each(|(entry, number)| {
                    let mark = start.map_or_else(|| "- ".to_owned(), |_| format!("{number}. "));
                    write_item(entry, &mark, publication, lang, out);
                });
                out.push('\n');
            }
            Block::Quote { blocks: inner } | Block::Alert { blocks: inner, .. } => {
                write_blocks(inner, publication, lang, out);
            }
            Block::Code { text, .. } => write_paragraph(text.trim_end(), out),
            Block::Table { head, rows, .. } => {
                for row in std::iter::once(head).chain(rows) {
                    let cells: Vec<String> = row.iter().map(|cell| line_to_text(cell, publication, lang)).collect();
                    let _ = writeln!(out, "{}", cells.join(" | "));
                }
                out.push('\n');
            }
            Block::Definitions { entries } => {
                for entry in entries {
                    let _ = writeln!(out, "{}:", line_to_text(&entry.term, publication, lang));
                    entry.meanings.iter().for_each(|meaning| write_blocks(meaning, publication, lang, out));
                }
            }
            Block::Footnotes { notes } => {
                for note in notes {
                    let _ = write!(out, "[{}] ", note.number);
                    write_blocks(&note.blocks, publication, lang, out);
                }
            }
            Block::Rule | Block::Html { .. } | Block::Data { .. } => {}
        }
    }
}

fn write_paragraph(text: &str, out: &mut String) {
    let _ = write!(out, "{text}\n\n");
}

fn write_item(item: &Item, mark: &str, publication: &ThemedPublication<'_>, lang: &Lang, out: &mut String) {
    let mut inner = String::new();
    write_blocks(&item.blocks, publication, lang, &mut inner);
    let mut lines = inner.lines().filter(|line| !line.is_empty());
    let _ = writeln!(out, "{mark}{}", lines.next().unwrap_or_default());
    lines.for_each(|line| {
        let _ = writeln!(out, "  {line}");
    });
}

fn line_to_text(inlines: &[Inline], publication: &ThemedPublication<'_>, lang: &Lang) -> String {
    let mut out = String::new();
    for inline in inlines {
        match inline {
            Inline::Link(link) => match &link.to {
                Target::Name { kind, name } if link.text.is_empty() => {
                    let title = title_of(*kind, name, publication, publication.theme.locale(lang), lang);
                    out.push_str(&title.map_or_else(|| typography(name), |title| title.text));
                }
                _ => out.push_str(&line_to_text(&link.text, publication, lang)),
            },
            Inline::Emphasis { text } | Inline::Strong { text } | Inline::Strike { text } => {
                out.push_str(&line_to_text(text, publication, lang));
            }
            other => letters(std::slice::from_ref(other), &mut out),
        }
    }
    out
}

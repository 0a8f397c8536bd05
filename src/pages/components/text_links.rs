//! Links in texts: by name, and from a word of the glossary at its first use on a page.

use std::collections::BTreeSet;

use crate::file_tree::{file_address, file_linked};
use crate::model::{Lang, Publication};
use crate::pages::kinds::{self, PageId};
use crate::pages::page_context::Reader;
use crate::pages::titles::title_of;
use crate::syntax::document::{Inline, Link, Prose, Target, typography};

/// Turns links by name into addresses; one without words of its own takes the thing's title.
/// Pictures get the sizes that were read with them.
pub fn names(reader: &Reader<'_>, prose: &mut Prose) {
    prose.rewrite_lines(&mut |line| line.iter_mut().for_each(|inline| resolve(reader, inline)));
}

fn resolve(reader: &Reader<'_>, inline: &mut Inline) {
    match inline {
        Inline::Link(link) => {
            let Link { to, text, .. } = &mut **link;
            if let Target::Name { kind, name } = to {
                if text.is_empty() {
                    let title = title_of(*kind, name, reader.publication, reader.locale, reader.lang);
                    let title = title.map_or_else(|| typography(name), |title| title.text);
                    text.push(Inline::Text { text: title });
                }
                if let Some((page, anchor)) = kinds::find_named_page(*kind, name, reader.publication) {
                    let address = kinds::link(&page, anchor.as_deref(), reader.lang, reader.publication);
                    *to = Target::Here { address };
                }
            } else if let Target::Url { url } = to
                && let Some(file) = file_linked(url)
            {
                let rest = url.find(['?', '#']).map_or("", |at| &url[at..]);
                *to = Target::Here { address: file_address(&file) + rest };
            }
        }
        Inline::Image(image) => {
            image.size = reader.publication.files.get(&image.source).and_then(|file| file.dimensions);
        }
        Inline::Emphasis { text } | Inline::Strong { text } | Inline::Strike { text } => {
            for inner in text {
                resolve(reader, inner);
            }
        }
        _ => {}
    }
}

/// The words of the glossary in one language, the longest first.
#[derive(Debug, Default)]
pub struct Glossary {
    entries: Vec<(String, String)>,
}

impl Glossary {
    pub fn new(publication: &Publication, lang: &Lang) -> Self {
        let source = publication.source_language();
        let word = |own: &crate::model::GlossaryEntry| typography(own.word.read(lang, source).0);
        let mut entries: Vec<(String, String)> =
            publication.glossary.iter().map(|(id, own)| (word(own), id.clone())).collect();
        entries.retain(|(word, _)| !word.is_empty());
        entries.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        Self { entries }
    }

    /// Links each word at its first use; `linked` holds those that the page has had.
    pub fn link(&self, reader: &Reader<'_>, prose: &mut Prose, linked: &mut BTreeSet<String>) {
        if self.entries.len() == linked.len() {
            return;
        }
        let mut headings = BTreeSet::new();
        prose.each_block(&mut |block| {
            if let crate::syntax::document::Block::Heading { text, .. } = block {
                let mut letters = String::new();
                crate::syntax::document::letters(text, &mut letters);
                headings.insert(letters);
            }
        });
        let wanted = linked.clone();
        let holds = |inline: &Inline| match inline {
            Inline::Text { text } => {
                self.entries.iter().any(|(word, id)| !wanted.contains(id) && text.contains(word.as_str()))
            }
            _ => false,
        };
        prose.change_lines(&holds, &mut |line| {
            let mut letters = String::new();
            crate::syntax::document::letters(line, &mut letters);
            if !headings.contains(&letters)
                && self.entries.iter().any(|(word, id)| !linked.contains(id) && letters.contains(word.as_str()))
            {
                self.line(reader, line, linked);
            }
        });
    }

    fn line(&self, reader: &Reader<'_>, inlines: &mut Vec<Inline>, linked: &mut BTreeSet<String>) {
        let mut at = 0;
        while at < inlines.len() {
            let Some(Inline::Text { text }) = inlines.get(at) else {
                at += 1;
                continue;
            };
            let found = (self.entries.iter())
                .filter(|(_, id)| !linked.contains(id))
                .find_map(|(word, id)| Some((whole_word(text, word)?, word.len(), id.clone())));
            let Some((start, length, id)) = found else {
                at += 1;
                continue;
            };
            let (before, rest) = text.split_at(start);
            let (word, after) = rest.split_at(length);
            let text = |text: &str| Inline::Text { text: text.to_owned() };
            let link =
                Inline::link(Target::Here { address: reader.anchored(&PageId::Glossary, &id) }, vec![text(word)]);
            let pieces = [text(before), link, text(after)];
            linked.insert(id);
            inlines.splice(at..=at, pieces);
        }
    }
}

/// Where a word stands in a text with no letter beside it.
fn whole_word(text: &str, word: &str) -> Option<usize> {
    text.match_indices(word).map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().next_back();
        let after = text[at + word.len()..].chars().next();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '-')
            && !after.is_some_and(|c| c.is_alphanumeric() || c == '-')
    })
}

//! Paragraphs that stand twice in a text.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::syntax::document::{Block, Inline, Prose, letters};

/// Paragraphs shorter than this may well stand twice; bytes.
const LONG: usize = 60;

/// No paragraph stands twice in a text, nor the summary once more at its beginning.
pub fn check(prose: &Prose, summary: Option<&str>, faults: &mut Vec<Diagnostic>) {
    let paragraphs: Vec<(usize, &[Inline], &Place)> = (prose.blocks.iter())
        .filter_map(|block| match block {
            Block::Paragraph { text, place } => Some((text.iter().map(text_length).sum(), &**text, place)),
            _ => None,
        })
        .collect();
    let mut counts: HashMap<usize, usize> = HashMap::new();
    for (length, ..) in &paragraphs {
        *counts.entry(*length).or_default() += 1;
    }
    let mut seen: HashMap<String, &Place> = HashMap::new();
    for (at, (length, text, place)) in paragraphs.into_iter().enumerate().filter(|(_, paragraph)| paragraph.0 >= LONG) {
        let summary = summary.filter(|_| at == 0);
        // Most paragraphs are as long as no other, and need not be put together.
        if summary.is_none() && counts.get(&length) == Some(&1) {
            continue;
        }
        let mut words = String::new();
        letters(text, &mut words);
        if summary.is_some_and(|summary| is_similar(summary, &words)) {
            faults.push(
                Diagnostic::new(Code::RepeatedParagraph, place.clone(), "the first paragraph repeats the summary")
                    .help("Readers see both, one after the other: remove one of them."),
            );
        }
        if let Some(earlier) = seen.get(&words) {
            faults.push(
                Diagnostic::new(
                    Code::RepeatedParagraph,
                    place.clone(),
                    "this paragraph stands here for the second time",
                )
                .label((*earlier).clone(), "it stood here first")
                .help("Remove one of the two."),
            );
        }
        seen.entry(words).or_insert(place);
    }
}

/// How long a piece of a line is, without making its letters.
fn text_length(inline: &Inline) -> usize {
    match inline {
        Inline::Text { text } | Inline::Code { text } => text.len(),
        Inline::Emphasis { text } | Inline::Strong { text } | Inline::Strike { text } => {
            text.iter().map(text_length).sum()
        }
        Inline::Link(link) => link.text.iter().map(text_length).sum(),
        _ => 0,
    }
}

/// Whether two texts are the same but for white space, case and the marks at their end.
fn is_similar(first: &str, second: &str) -> bool {
    fn plain(text: &str) -> impl Iterator<Item = char> {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
    }
    plain(first).eq(plain(second))
}

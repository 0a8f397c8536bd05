//! What the words of a line say: their letters, whether there are any, and the anchor made of them.

use crate::syntax::characters::is_blank;
use crate::syntax::document::{Inline, Target};

/// The letters alone.
#[must_use]
pub fn plain(inlines: &[Inline]) -> String {
    let mut text = String::new();
    crate::syntax::document::letters(inlines, &mut text);
    text
}

/// Whether a line says something once it is shown.
pub fn has_words(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| match inline {
        Inline::Text { text } | Inline::Code { text } | Inline::Html { text } => !is_blank(text),
        Inline::Emphasis { text } | Inline::Strong { text } | Inline::Strike { text } => has_words(text),
        // A link by name is given the words for what it leads to.
        Inline::Link(link) => matches!(link.to, Target::Name { .. }) || has_words(&link.text),
        Inline::Image(image) => !is_blank(&image.alt),
        Inline::Break | Inline::Footnote { .. } => false,
    })
}

/// An anchor made from a heading's words: letters and digits of any script, joined by hyphens.
pub fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let parts: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() { "section".into() } else { parts.join("-") }
}

//! Texts in their languages, and the passages of a record that readers see.

use std::sync::Arc;

use crate::diagnostic::Place;
use crate::syntax::document::Prose;

/// A language by its tag, `en` or `cy`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(pub Arc<str>);

impl Default for Lang {
    fn default() -> Self {
        Self("en".into())
    }
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Lang {
    /// Whether a word has the form of a language tag: two or three letters, perhaps a region.
    #[must_use]
    pub fn is_tag(word: &str) -> bool {
        let mut parts = word.split('-');
        let first = parts.next().unwrap_or_default();
        (2..=3).contains(&first.len())
            && first.bytes().all(|b| b.is_ascii_lowercase())
            && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
    }
}

/// A line of text in the source's language, with its translations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// As the source has it.
    pub source: String,
    /// Where the source has it.
    pub place: Place,
    /// By language.
    pub translations: Vec<(Lang, String)>,
}

impl Text {
    /// The text in a language; `None` where only the source has it.
    #[must_use]
    pub fn in_language(&self, lang: &Lang) -> Option<&str> {
        self.translations.iter().find(|(l, _)| l == lang).map(|(_, text)| text.as_str())
    }
}

/// A text with structure, written in Markdown inside YAML, with its translations.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Markdown {
    /// As the source has it.
    pub source: Prose,
    /// Where the source has it.
    pub place: Place,
    /// By language.
    pub translations: Vec<(Lang, Prose)>,
}

/// A web address that a reader can follow: `http` or `https`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WebAddress(pub String);

/// What a record says to readers: a line, a text with structure, or where something is on the web.
#[derive(Debug, Clone, Copy)]
pub enum Passage<'a> {
    /// A line.
    Line(&'a Text),
    /// A text with structure.
    Markdown(&'a Markdown),
    /// A web address, with its place where that is known.
    Address(&'a WebAddress, Option<&'a Place>),
}

/// A value with the place where it stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

impl<T> std::ops::Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

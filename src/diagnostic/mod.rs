//! What can be wrong with a plan, as data: a code, a place and words; printing is apart.

mod codes;
pub mod explanations;
mod nearest;
pub mod printers;
mod severity;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

pub use codes::{CODES, Code, CodeEntry, CodeGroup};
pub use nearest::nearest;
pub use severity::Severity;

/// A text for one line of a terminal or a log. Names and texts of a project may be anybody's: what would
/// move the cursor, end the line or turn the order of letters round is written as Rust writes it.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_command) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        if is_command(letter) {
            let _ = write!(shown, "{}", letter.escape_default());
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}

/// Whether a terminal, a log or an editor obeys a letter instead of showing it.
fn is_command(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A stretch of a file, in bytes from its start.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file's path below the project's root, with `/` between its parts.
    pub file: Arc<str>,
    /// The first byte.
    pub start: u32,
    /// The byte after the last.
    pub end: u32,
}

impl Default for Place {
    fn default() -> Self {
        Self::whole("")
    }
}

impl Place {
    /// The start of a file, for what concerns all of it.
    #[must_use]
    pub fn whole(file: &str) -> Self {
        Self { file: file.into(), start: 0, end: 0 }
    }

    /// A stretch of the same file that starts `from` bytes into this one.
    #[must_use]
    pub fn within(&self, from: usize, to: usize) -> Self {
        let shift = |by: usize| self.start.saturating_add(u32::try_from(by).unwrap_or(u32::MAX));
        Self { file: self.file.clone(), start: shift(from), end: shift(to) }
    }
}

/// A place that explains another, with what to see there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub place: Place,
    /// What stands there.
    pub text: String,
}

/// One fault, at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which fault it is.
    pub code: Code,
    /// How much it weighs here.
    pub severity: Severity,
    /// What is wrong, in one sentence.
    pub message: String,
    /// Where it is wrong.
    pub place: Place,
    /// Further places that belong to it.
    pub labels: Vec<Label>,
    /// What to write instead.
    pub help: Option<String>,
    /// The editions that alone it concerns, by the words for them; none where it concerns all that
    /// were looked at.
    pub editions: Box<[&'static str]>,
}

impl Diagnostic {
    /// A fault with the severity that its code has by default.
    #[must_use]
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: code.entry().severity,
            message: message.into(),
            place,
            labels: Vec::new(),
            help: None,
            editions: Box::default(),
        }
    }

    /// The same with what to write instead.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same with a second place.
    #[must_use]
    pub fn label(mut self, place: Place, text: impl Into<String>) -> Self {
        self.labels.push(Label { place, text: text.into() });
        self
    }
}

/// Whether any of them is an error.
#[must_use]
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// Whether any of them is an error or a warning.
#[must_use]
pub fn any_warning(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity > Severity::Note)
}

#[cfg(test)]
mod tests {
    use super::visible;

    #[test]
    fn what_a_terminal_would_obey_is_written_out() {
        for (text, shown) in [
            ("Plan für 2026", "Plan für 2026"),
            ("a\n::stop-commands::b", r"a\n::stop-commands::b"),
            ("\u{1b}[2J\u{7}", r"\u{1b}[2J\u{7}"),
            ("\u{9b}2J\u{202e}", r"\u{9b}2J\u{202e}"),
        ] {
            assert_eq!(visible(text), shown);
        }
    }
}

//! Code in a language, as HTML with classes that the stylesheet colours. Only this file depends
//! on the highlighter.

use std::sync::OnceLock;

use syntect::html::{ClassStyle, ClassedHTMLGenerator};
use syntect::parsing::SyntaxSet;
use syntect::util::LinesWithEndings;

/// The longest code that is coloured, and the longest line in it; bytes. Grammars look ahead in a line
/// again and again, and nobody reads so much.
const LONGEST: usize = 50_000;
const LONGEST_LINE: usize = 500;

/// The grammars, which are read when the first code in a known language is met.
#[derive(Debug, Default)]
pub struct Highlighter {
    grammars: OnceLock<SyntaxSet>,
}

impl Highlighter {
    /// The code with classes that begin with `hl-`; nothing where the language is not known or the code is
    /// too long to be coloured.
    #[must_use]
    pub fn highlight(&self, language: &str, code: &str) -> Option<String> {
        let too_long = code.len() > LONGEST || code.lines().any(|line| line.len() > LONGEST_LINE);
        if language.is_empty() || language == "text" || too_long {
            return None;
        }
        let grammars = self.grammars.get_or_init(two_face::syntax::extra_newlines);
        let grammar = grammars.find_syntax_by_token(language)?;
        let style = ClassStyle::SpacedPrefixed { prefix: "hl-" };
        let mut generator = ClassedHTMLGenerator::new_with_class_style(grammar, grammars, style);
        for line in LinesWithEndings::from(code) {
            generator.parse_html_for_line_which_includes_newline(line).ok()?;
        }
        Some(generator.finalize())
    }
}

#[cfg(test)]
mod tests {
    use crate::html::highlighting::Highlighter;

    #[test]
    fn known_languages_get_classes_and_others_nothing() {
        let highlighter = Highlighter::default();
        let html = highlighter.highlight("yaml", "title: \"<b>\"\n").unwrap();
        assert!(html.contains("class=\"hl-") && html.contains("&lt;b&gt;") && !html.contains("style="), "{html}");
        assert_eq!(highlighter.highlight("no-such-language", "x"), None);
        assert_eq!(highlighter.highlight("java", &"f(x)->".repeat(100)), None);
        assert_eq!(highlighter.highlight("java", &"f(x)\n".repeat(20_000)), None);
    }
}

//! Tables as CSV: RFC 4180, UTF-8, a header row.
//!
//! A spreadsheet takes a text that begins with `=`, `+`, `-` or `@` for a formula, also behind letters
//! that it does not show, and in half of Europe a semicolon begins a cell too. Such a text gets an
//! apostrophe in front, which spreadsheets show as text and do not run. Figures are figures and stay
//! as they are, negative ones too.

use unicode_normalization::UnicodeNormalization;

use crate::pages::data::{Cell, Table};

/// What begins a formula; wide, small and raised forms are taken for these.
const FORMULA: [char; 4] = ['=', '+', '-', '@'];
/// What ends a cell in the spreadsheets of some countries, or in a text that is pasted.
const SEPARATORS: [char; 2] = [';', '\t'];

/// The bytes of the file.
#[must_use]
pub fn render(table: &Table) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let rows = table.rows.iter().map(|row| row.iter().map(format_cell).collect::<Vec<_>>());
    let head = table.head.iter().map(|name| (*name).to_owned()).collect();
    for row in std::iter::once(head).chain(rows) {
        // Writing into memory fails only for rows of different lengths, which tables do not have.
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

fn format_cell(cell: &Cell) -> String {
    match cell {
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) => guard_formulas(text),
    }
}

/// A text with an apostrophe before each part that a spreadsheet could run.
fn guard_formulas(text: &str) -> String {
    let mut guarded = String::with_capacity(text.len());
    for (at, part) in text.split_inclusive(SEPARATORS).enumerate() {
        if is_formula(if at == 0 { text } else { part }) {
            guarded.push('\'');
        }
        guarded.push_str(part);
    }
    guarded
}

/// Whether the first letter of a text that a spreadsheet looks at begins a formula.
fn is_formula(text: &str) -> bool {
    text.nfkc().find(|letter| !is_passed_over(*letter)).is_some_and(|letter| FORMULA.contains(&letter))
}

/// White space, control characters, and what is never shown: Unicode's
/// `Default_Ignorable_Code_Point`, marks of annotations and the empty Braille pattern.
fn is_passed_over(letter: char) -> bool {
    letter.is_whitespace()
        || letter.is_control()
        || matches!(letter,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}'
            | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
            | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guards_formulas_but_not_figures() {
        let text = |text: &str| Cell::Text(text.into());
        let rows = vec![vec![text("=HYPERLINK(\"x\")"), Cell::Number(-2.5)], vec![text("a\nb"), text("-")]];
        let bytes = render(&Table { head: vec!["one", "two"], rows });
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text, "one,two\r\n\"'=HYPERLINK(\"\"x\"\")\",-2.5\r\n\"a\nb\",'-\r\n");
    }

    #[test]
    fn guards_formulas_behind_what_is_not_shown() {
        let hidden = [
            "\u{a0}",
            "\u{200b}",
            "\u{feff}",
            " ",
            "\u{3000}",
            "\u{2009}",
            "\u{2028}",
            "\u{85}",
            "\u{b}",
            "\0",
            "\u{1f}",
            "\u{7f}",
            "\u{ad}",
            "\u{200e}",
            "\u{202e}",
            "\u{2060}",
            "\u{2066}",
            "\u{fe0f}",
            "\u{180e}",
            "\u{3164}",
            "\u{ffa0}",
            "\u{e0020}",
            "\u{2800}",
            " \u{200b}\u{a0}\u{feff}",
        ];
        for hidden in hidden {
            for sign in ["=", "+", "-", "@", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "⁼", "⁺", "₌"]
            {
                let text = format!("{hidden}{sign}1");
                assert_eq!(guard_formulas(&text), format!("'{text}"), "{text:?}");
            }
            let text = format!("{hidden}one = two");
            assert_eq!(guard_formulas(&text), text, "{text:?}");
        }
    }

    #[test]
    fn guards_formulas_behind_what_ends_a_cell_elsewhere() {
        let pairs = [
            ("one;=1", "one;'=1"),
            ("one; \u{200b}@a;two", "one;' \u{200b}@a;two"),
            ("one\t+1", "one\t'+1"),
            (";;-1", ";;'-1"),
            ("\t=1", "'\t'=1"),
            ("\r\n=1", "'\r\n=1"),
            ("\tone", "\tone"),
            ("one; two - three", "one; two - three"),
            ("a list:\n- one\n- two", "a list:\n- one\n- two"),
            ("5 - 3", "5 - 3"),
            ("'=1", "'=1"),
            ("", ""),
        ];
        for (text, guarded_text) in pairs {
            assert_eq!(guard_formulas(text), guarded_text, "{text:?}");
        }
    }
}

//! Tables as CSV: RFC 4180, UTF-8, a header row.
//!
//! A spreadsheet takes a text that begins with `=`, `+`, `-`, `@` (wide ones too), a tab or the end of
//! a line for a formula. Such a text gets an apostrophe in front, which spreadsheets show as text and do
//! not run. Figures are figures and stay as they are, negative ones too.

use crate::site::data::{Cell, Table};

/// What begins a formula, in narrow and in wide letters.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The bytes of the file.
#[must_use]
pub fn render(table: &Table) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let rows = table.rows.iter().map(|row| row.iter().map(field).collect::<Vec<_>>());
    let head = table.head.iter().map(|name| (*name).to_owned()).collect();
    for row in std::iter::once(head).chain(rows) {
        // Writing into memory fails only for rows of different lengths, which tables do not have.
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) if text.starts_with(FORMULA) => format!("'{text}"),
        Cell::Text(text) => text.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guards_formulas_but_not_figures() {
        let rows = vec![vec![Cell::from("=HYPERLINK(\"x\")"), Cell::Number(-2.5)], vec!["a\nb".into(), "-".into()]];
        let bytes = render(&Table { head: vec!["one", "two"], rows });
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text, "one,two\r\n\"'=HYPERLINK(\"\"x\"\")\",-2.5\r\n\"a\nb\",'-\r\n");
    }
}

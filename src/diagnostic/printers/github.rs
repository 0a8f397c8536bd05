//! Faults as the lines that GitHub's runners show beside the files of a change.

use std::fmt::Write as _;

use super::position::{PositionFinder, Source};
use crate::diagnostic::{Diagnostic, Severity, visible};

/// A workflow command for each fault: `::error file=…,line=…,col=…,title=…::…`.
#[must_use]
pub fn format_github(faults: &[Diagnostic], source: &Source<'_>) -> String {
    let mut finder = PositionFinder::new(source);
    let mut text = String::new();
    for fault in faults {
        let entry = fault.code.entry();
        let (start, end) = finder.find_range(&fault.place);
        let level = match fault.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let mut message = visible(&fault.message).into_owned();
        if let Some(help) = &fault.help {
            let _ = write!(message, "\n{}", visible(help));
        }
        if !fault.editions.is_empty() {
            let _ = write!(message, "\nOnly in the {} edition.", fault.editions.join(" and the "));
        }
        let place = if fault.place.file.is_empty() {
            String::new()
        } else {
            let file = property(&visible(&fault.place.file));
            let column = if start.line == end.line {
                format!(",endColumn={}", end.column)
            } else {
                format!(",endLine={}", end.line)
            };
            format!("file={file},line={},col={}{column},", start.line, start.column)
        };
        let title = property(&format!("{} {}", entry.number, entry.name));
        let _ = writeln!(text, "::{level} {place}title={title}::{}", data(&message));
    }
    text
}

/// A message may not end its line.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property may end neither its line nor itself.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

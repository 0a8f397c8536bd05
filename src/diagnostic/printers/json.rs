//! Faults as one JSON array.

use serde_json::{Value, json};

use super::position::{PositionFinder, Source};
use crate::diagnostic::{Diagnostic, Place};

/// All faults as one JSON array.
#[must_use]
pub fn format_json(faults: &[Diagnostic], source: &Source<'_>) -> String {
    serde_json::to_string_pretty(&to_records(faults, source)).unwrap_or_default() + "\n"
}

/// Each fault with file, line, column, code, name, severity, message, help and editions.
#[must_use]
pub fn to_records(faults: &[Diagnostic], source: &Source<'_>) -> Vec<Value> {
    let mut finder = PositionFinder::new(source);
    let mut at = |place: &Place| {
        let (start, end) = finder.find_range(place);
        json!({
            "file": &*place.file,
            "line": start.line,
            "column": start.column,
            "end_line": end.line,
            "end_column": end.column,
        })
    };
    let to_record = |fault: &Diagnostic| {
        let entry = fault.code.entry();
        let label = |label: &crate::diagnostic::Label| json!({"place": at(&label.place), "text": label.text});
        let labels: Vec<Value> = fault.labels.iter().map(label).collect();
        json!({
            "code": entry.number,
            "name": entry.name,
            "severity": fault.severity.word(),
            "message": fault.message,
            "place": at(&fault.place),
            "labels": labels,
            "help": fault.help,
            "editions": fault.editions,
        })
    };
    faults.iter().map(to_record).collect()
}

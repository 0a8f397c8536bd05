//! Faults as one JSON array.

use serde_json::{Value, json};

use super::position::{Counted, Source};
use crate::diagnostic::{Diagnostic, Place};

/// All faults as one JSON array.
#[must_use]
pub fn json(faults: &[Diagnostic], source: &Source<'_>) -> String {
    serde_json::to_string_pretty(&records(faults, source)).unwrap_or_default() + "\n"
}

/// Each fault with file, line, column, code, name, severity, message, help and editions.
#[must_use]
pub fn records(faults: &[Diagnostic], source: &Source<'_>) -> Vec<Value> {
    let mut counted = Counted::new(source);
    let mut at = |place: &Place| {
        let (start, end) = counted.positions(place);
        json!({
            "file": &*place.file,
            "line": start.line,
            "column": start.column,
            "end_line": end.line,
            "end_column": end.column,
        })
    };
    let mut one = |fault: &Diagnostic| {
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
    faults.iter().map(&mut one).collect()
}

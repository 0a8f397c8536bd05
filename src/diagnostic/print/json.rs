//! Faults as one JSON array.

use serde_json::{Value, json};

use super::Source;
use super::position::Counted;
use crate::diagnostic::{Diagnostic, Place};

/// All faults with file, line, column, code, name, severity, message, help and editions.
#[must_use]
pub fn json(faults: &[Diagnostic], source: &Source<'_>) -> String {
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
    let list: Vec<Value> = faults.iter().map(&mut one).collect();
    serde_json::to_string_pretty(&list).unwrap_or_default() + "\n"
}

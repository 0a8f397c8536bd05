//! Faults in the format in which tools that look at sources exchange them: SARIF 2.1.0.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::position::{PositionFinder, Source};
use crate::diagnostic::{CODES, Diagnostic, Label, Place, Severity};

/// What is encoded in the path of a URI, by RFC 3986.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// All faults as one run, with the rules that they break.
#[must_use]
pub fn format_sarif(faults: &[Diagnostic], source: &Source<'_>) -> String {
    let mut finder = PositionFinder::new(source);
    let mut location = |place: &Place, text: Option<&str>| {
        let (start, end) = finder.find_range(place);
        let mut location = json!({
            "physicalLocation": {
                "artifactLocation": { "uri": utf8_percent_encode(&place.file, ENCODED).to_string(), "uriBaseId": "%SRCROOT%" },
                "region": {
                    "startLine": start.line,
                    "startColumn": start.column,
                    "endLine": end.line,
                    "endColumn": end.column,
                },
            },
        });
        if let Some(text) = text {
            location["message"] = json!({ "text": text });
        }
        location
    };
    let mut result = |fault: &Diagnostic| {
        let mut text = fault.message.clone();
        if let Some(help) = &fault.help {
            text = format!("{text}\n{help}");
        }
        let places: Vec<Value> = [&fault.place]
            .into_iter()
            .filter(|place| !place.file.is_empty())
            .map(|place| location(place, None))
            .collect();
        let related: Vec<Value> =
            fault.labels.iter().map(|Label { place, text }| location(place, Some(text))).collect();
        json!({
            "ruleId": fault.code.entry().number,
            "level": level(fault.severity),
            "message": { "text": text },
            "locations": places,
            "relatedLocations": related,
            "properties": { "editions": fault.editions },
        })
    };
    let broken: BTreeSet<&str> = faults.iter().map(|fault| fault.code.entry().number).collect();
    let rules: Vec<Value> = CODES
        .iter()
        .filter(|entry| broken.contains(entry.number))
        .map(|entry| {
            json!({
                "id": entry.number,
                "name": entry.name,
                "shortDescription": { "text": entry.meaning },
                "defaultConfiguration": { "level": level(entry.severity) },
            })
        })
        .collect();
    let results: Vec<Value> = faults.iter().map(&mut result).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "planpress", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default() + "\n"
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

//! Faults as text for a terminal, or as JSON for other programs.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::{Diagnostic, Place, Severity};

/// Where a place is, as people and editors count: lines and columns from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Whether messages are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Letters alone.
    Plain,
    /// With the terminal's colours.
    Colour,
}

/// The line and column of a byte in a text.
#[must_use]
pub fn position(text: &str, byte: usize) -> Position {
    let at = (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Position { line, column: before[start..].trim_start_matches('\u{feff}').chars().count() + 1 }
}

/// Puts faults into the order of files and lines, and drops repetitions.
pub fn arrange(faults: &mut Vec<Diagnostic>) {
    faults.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
    faults.dedup();
}

/// All faults for a terminal; the text of a file by its path is asked for.
#[must_use]
pub fn human<'a>(faults: &[Diagnostic], source: &dyn Fn(&str) -> Option<&'a str>, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(100);
    faults.iter().map(|fault| one(fault, source, &renderer) + "\n\n").collect()
}

fn one<'a>(fault: &Diagnostic, source: &dyn Fn(&str) -> Option<&'a str>, renderer: &Renderer) -> String {
    let entry = fault.code.entry();
    let level = match fault.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let message = if fault.place.file.is_empty() || source(&fault.place.file).is_none_or(str::is_empty) {
        format!("{}{}{}", fault.place.file, if fault.place.file.is_empty() { "" } else { ": " }, fault.message)
    } else {
        fault.message.clone()
    };
    let title = level.clone().primary_title(&*message).id(entry.number);
    let mut group = Group::with_title(title);
    for (place, label, kind) in std::iter::once((&fault.place, None, AnnotationKind::Primary))
        .chain(fault.labels.iter().map(|label| (&label.place, Some(label.text.as_str()), AnnotationKind::Context)))
    {
        if let Some(text) = source(&place.file).filter(|text| !text.is_empty()) {
            let annotation = kind.span(span(place, text)).label(label);
            group = group.element(Snippet::source(text).path(&*place.file).annotation(annotation));
        }
    }
    if let Some(help) = &fault.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// The bytes to underline: never more than the first line of a place, never nothing.
fn span(place: &Place, text: &str) -> std::ops::Range<usize> {
    let bound = |at: u32| (0..=(at as usize).min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let start = bound(place.start);
    let end = bound(place.end).max(start);
    let line = text[start..].find(['\n', '\r']).map_or(text.len(), |length| start + length);
    start..end.min(line).max(start)
}

/// All faults as one JSON array with file, line, column, code, name, severity, message and help.
#[must_use]
pub fn json<'a>(faults: &[Diagnostic], source: &dyn Fn(&str) -> Option<&'a str>) -> String {
    let at = |place: &Place| {
        let text = source(&place.file).unwrap_or_default();
        let (start, end) = (position(text, place.start as usize), position(text, place.end as usize));
        serde_json::json!({
            "file": &*place.file,
            "line": start.line,
            "column": start.column,
            "end_line": end.line,
            "end_column": end.column,
        })
    };
    let list: Vec<serde_json::Value> = faults
        .iter()
        .map(|fault| {
            let entry = fault.code.entry();
            let labels: Vec<_> = fault
                .labels
                .iter()
                .map(|label| serde_json::json!({"place": at(&label.place), "text": label.text}))
                .collect();
            serde_json::json!({
                "code": entry.number,
                "name": entry.name,
                "severity": fault.severity.word(),
                "message": fault.message,
                "place": at(&fault.place),
                "labels": labels,
                "help": fault.help,
            })
        })
        .collect();
    serde_json::to_string_pretty(&list).unwrap_or_default() + "\n"
}

//! Faults as text for a terminal; for other programs in a file per format.

mod github;
mod json;
mod position;
mod sarif;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

pub use github::format_github;
pub use json::{format_json, to_records};
use position::PositionFinder;
pub use position::{Position, Source, position};
pub use sarif::format_sarif;

use crate::diagnostic::{Code, Diagnostic, Label, Place, Severity};

/// How many faults of one kind are shown of one file; the others are counted.
const MAX_SHOWN: usize = 9;

/// Whether messages are coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Letters alone.
    Plain,
    /// With the terminal's colours.
    Colour,
}

/// Puts faults into the order of files and lines, and drops repetitions.
pub fn sort_diagnostics(faults: &mut Vec<Diagnostic>) {
    faults.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
    faults.dedup();
}

/// All faults for a terminal; the text of a file by its path is asked for.
#[must_use]
pub fn format_human(faults: &[Diagnostic], source: &Source<'_>, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Colour => Renderer::styled(),
    };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(100);
    let mut counts: BTreeMap<(&str, Code), usize> = BTreeMap::new();
    for fault in faults {
        *counts.entry((&fault.place.file, fault.code)).or_default() += 1;
    }
    let mut seen: BTreeMap<(&str, Code), usize> = BTreeMap::new();
    let mut finder = PositionFinder::new(source);
    let mut text = String::new();
    for fault in faults {
        let kind = (&*fault.place.file, fault.code);
        let seen = seen.entry(kind).or_default();
        *seen += 1;
        let all = counts.get(&kind).copied().unwrap_or_default();
        // Ten are as few as nine and a line that says there is one more.
        if *seen <= MAX_SHOWN || all == MAX_SHOWN + 1 {
            text += &(format_diagnostic(fault, source, &mut finder, &renderer) + "\n\n");
        } else if *seen == MAX_SHOWN + 1 {
            let (entry, more) = (fault.code.entry(), all - MAX_SHOWN);
            let _ = writeln!(text, "{more} more of {} ({}) in {}\n", entry.number, entry.name, fault.place.file);
        }
    }
    text
}

/// One fault in seven lines at most, so that several stand on a screen: a place that belongs to it
/// is shown where it is on the same line, and else named.
fn format_diagnostic(
    fault: &Diagnostic,
    source: &Source<'_>,
    finder: &mut PositionFinder<'_, '_>,
    renderer: &Renderer,
) -> String {
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
    let mut line = |place: &Place| (place.file.clone(), finder.find_range(place).0.line);
    let primary_line = line(&fault.place);
    // On the same line it takes two lines more than a note does.
    let room = fault.help.is_none() || fault.editions.is_empty();
    let (near, far): (Vec<&Label>, Vec<&Label>) =
        fault.labels.iter().partition(|label| room && line(&label.place) == primary_line);
    if let Some(text) = source(&fault.place.file).filter(|text| !text.is_empty()) {
        let primary = AnnotationKind::Primary.span(underlined_range(&fault.place, text));
        let others = near
            .into_iter()
            .map(|label| AnnotationKind::Context.span(underlined_range(&label.place, text)).label(&label.text));
        let snippet = Snippet::source(text).path(&*fault.place.file).annotation(primary).annotations(others);
        group = group.element(snippet);
    }
    let named: Vec<String> = far
        .into_iter()
        .map(|Label { place, text }| {
            let at = finder.find_range(place).0;
            format!("{text}: {}:{}:{}", place.file, at.line, at.column)
        })
        .collect();
    for name in &named {
        group = group.element(Level::NOTE.message(name.as_str()));
    }
    if let Some(help) = &fault.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    let only =
        (!fault.editions.is_empty()).then(|| format!("only in the {} edition", fault.editions.join(" and the ")));
    if let Some(only) = &only {
        group = group.element(Level::NOTE.message(only.as_str()));
    }
    let text = renderer.render(&[group]);
    text.lines().filter(|line| !is_gutter(line)).collect::<Vec<_>>().join("\n")
}

/// Whether a line holds nothing but the stroke between numbers and text, colours left aside.
fn is_gutter(line: &str) -> bool {
    let mut colour = false;
    let mut seen = line.chars().filter(|letter| {
        let inside = colour || *letter == '\u{1b}';
        colour = inside && *letter != 'm';
        !inside && !letter.is_whitespace()
    });
    seen.next() == Some('|') && seen.next().is_none()
}

/// A whole file as messages show a part of it, with a place underlined.
#[must_use]
pub fn format_file(path: &str, text: &str, mark: Option<std::ops::Range<usize>>) -> String {
    let annotation = mark.map(|mark| AnnotationKind::Primary.span(mark));
    let snippet = Snippet::source(text).path(path).line_start(1).fold(false).annotations(annotation);
    let group = Group::with_level(Level::ERROR).element(snippet);
    Renderer::plain().decor_style(DecorStyle::Ascii).term_width(100).render(&[group])
}

/// The bytes to underline: never more than the first line of a place, never nothing.
fn underlined_range(place: &Place, text: &str) -> std::ops::Range<usize> {
    let bound = |at: u32| (0..=(at as usize).min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let start = bound(place.start);
    let end = bound(place.end).max(start);
    let line = text[start..].find(['\n', '\r']).map_or(text.len(), |length| start + length);
    start..end.min(line).max(start)
}

//! What several commands print: diagnostics, counts and progress.

use std::io;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::{Console, OutputFormat};
use crate::diagnostic::printers::{self, Style};
use crate::diagnostic::{Diagnostic, Severity};
use crate::file_tree::Tree;

/// Prints diagnostics in the order of files and lines. People are not shown notes, which never fail
/// and of which a plan can have many; they are counted.
pub fn print_diagnostics(
    mut diagnostics: Vec<Diagnostic>,
    tree: &Tree,
    format: OutputFormat,
    console: &mut Console<'_>,
) -> io::Result<()> {
    if format == OutputFormat::Human {
        diagnostics.retain(|diagnostic| diagnostic.severity > Severity::Note);
    }
    print_with_notes(diagnostics, tree, format, console)
}

/// Prints diagnostics, and notes for people too.
pub fn print_with_notes(
    mut diagnostics: Vec<Diagnostic>,
    tree: &Tree,
    format: OutputFormat,
    console: &mut Console<'_>,
) -> io::Result<()> {
    printers::sort_diagnostics(&mut diagnostics);
    let source = |path: &str| tree.text(path);
    match format {
        OutputFormat::Json => write!(console.out, "{}", printers::format_json(&diagnostics, &source)),
        OutputFormat::Sarif => write!(console.out, "{}", printers::format_sarif(&diagnostics, &source)),
        OutputFormat::Github => write!(console.out, "{}", printers::format_github(&diagnostics, &source)),
        OutputFormat::Human => {
            let style = if console.is_terminal { Style::Colour } else { Style::Plain };
            write!(console.err, "{}", printers::format_human(&diagnostics, &source, style))
        }
    }
}

/// A line on the terminal that says what the program does.
pub fn progress_bar(console: &Console<'_>) -> ProgressBar {
    let target = if console.is_terminal { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(None, target);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

/// "2 errors, 1 warning".
pub fn count_diagnostics(diagnostics: &[Diagnostic]) -> String {
    let kinds = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let parts: Vec<String> = kinds
        .iter()
        .map(|(severity, word)| {
            (diagnostics.iter().filter(|diagnostic| diagnostic.severity == *severity).count(), word)
        })
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| pluralize(count, word))
        .collect();
    parts.join(", ")
}

/// "1 page", "2 pages".
pub fn pluralize(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

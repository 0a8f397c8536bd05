//! What every command says in the same way: faults, and that it could not run.

use std::io;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::{Format, Status, Streams, Terminal};
use crate::diagnostic::printers::{self, Style};
use crate::diagnostic::{Diagnostic, Severity, visible};
use crate::file_tree::Tree;

/// Prints faults in the order of files and lines. People are not shown notes, which never fail and
/// of which a plan can have many; they are counted.
pub fn faults(mut faults: Vec<Diagnostic>, tree: &Tree, format: Format, streams: &mut Streams<'_>) -> io::Result<()> {
    if format == Format::Human {
        faults.retain(|fault| fault.severity > Severity::Note);
    }
    all(faults, tree, format, streams)
}

/// The same with notes.
pub fn all(mut faults: Vec<Diagnostic>, tree: &Tree, format: Format, streams: &mut Streams<'_>) -> io::Result<()> {
    printers::arrange(&mut faults);
    let source = |path: &str| tree.text(path);
    match format {
        Format::Json => write!(streams.out, "{}", printers::json(&faults, &source)),
        Format::Sarif => write!(streams.out, "{}", printers::sarif(&faults, &source)),
        Format::Github => write!(streams.out, "{}", printers::github(&faults, &source)),
        Format::Human => {
            let style = if streams.terminal == Terminal::Person { Style::Colour } else { Style::Plain };
            write!(streams.err, "{}", printers::human(&faults, &source, style))
        }
    }
}

/// A line that says what the program is at, where a person looks on.
#[must_use]
pub fn progress(terminal: Terminal) -> ProgressBar {
    let target = if terminal == Terminal::Person { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(None, target);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

/// Says in a line how many faults there are: "2 errors, 1 warning".
#[must_use]
pub fn count(faults: &[Diagnostic]) -> String {
    let kinds = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Note, "note")];
    let parts: Vec<String> = kinds
        .iter()
        .map(|(severity, word)| (faults.iter().filter(|fault| fault.severity == *severity).count(), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| plural(count, word))
        .collect();
    parts.join(", ")
}

/// "1 page", "2 pages".
#[must_use]
pub fn plural(count: usize, word: &str) -> String {
    format!("{count} {word}{}", if count == 1 { "" } else { "s" })
}

/// Says why the program could not run.
pub fn failed(reason: &str, streams: &mut Streams<'_>) -> io::Result<Status> {
    writeln!(streams.err, "planpress could not run: {}", visible(reason))?;
    Ok(Status::Failed)
}

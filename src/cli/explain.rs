//! `planpress explain`: what a code means, why it matters, and what to write instead.

use crate::cli::{CommandError, Console, ExitStatus};
use crate::diagnostic::explanations::{Example, Sample, SampleKind, parse_explanation};
use crate::diagnostic::{CODES, Code, CodeEntry, printers};

/// How long lines of running text are.
const WIDTH: usize = 80;

/// Say what a code means, why it matters and what to write instead.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The code by its number or its name, as in P103 or unknown-key; all of them where none is given.
    #[arg(value_name = "CODE")]
    code: Option<String>,
    /// List all codes.
    #[arg(long, conflicts_with = "code")]
    list: bool,
}

/// Explains one code, or lists them.
///
/// # Errors
/// Where there is no such code.
pub fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<ExitStatus, CommandError> {
    let text = match &arguments.code {
        None => format_table(),
        Some(word) => match Code::find(word) {
            Ok(entry) => format_explanation(entry),
            Err(nearest) => return Err(CommandError::UnknownCode { word: word.clone(), nearest }),
        },
    };
    write!(console.out, "{text}")?;
    Ok(ExitStatus::Success)
}

/// All codes, one a line.
fn format_table() -> String {
    let width = |of: fn(&CodeEntry) -> &str| CODES.iter().map(|entry| of(entry).len()).max().unwrap_or_default();
    let (names, weights) = (width(|entry| entry.name), width(|entry| entry.severity.word()));
    let line = |entry: &CodeEntry| {
        let CodeEntry { number, name, meaning, .. } = entry;
        format!("{number}  {:weights$}  {name:names$}  {meaning}\n", entry.severity.word())
    };
    CODES.iter().map(line).collect::<String>() + "\n`planpress explain CODE` says more of one.\n"
}

fn format_explanation(entry: &CodeEntry) -> String {
    let CodeEntry { number, name, meaning, .. } = entry;
    let about = parse_explanation(entry.reference);
    let title = format!("{number} {name} ({})", entry.severity.word());
    [
        format!("{title}\n{}", "=".repeat(title.len())),
        wrap(&format!("{meaning} {}", about.why)),
        describe_severity(entry),
        format!("Wrong\n-----\n\n{}", format_example(&about.bad)),
        format!("Right\n-----\n\n{}", format_example(&about.good)),
    ]
    .join("\n\n")
        + "\n"
}

/// Whether `rules:` may change how much a fault weighs, and how.
fn describe_severity(entry: &CodeEntry) -> String {
    let word = entry.severity.word();
    let article = if word == "error" { "an" } else { "a" };
    if !entry.adjustable {
        return wrap(&format!(
            "It counts as {article} {word}. `rules:` in content/site.yaml cannot change that or silence it."
        ));
    }
    let how = format!(
        "It counts as {article} {word} unless content/site.yaml says otherwise. To silence it, write there these \
         lines with your own reason. In place of `off` the level may also be `note`, `warning` or `error`."
    );
    let name = entry.name;
    let lines =
        format!("    rules:\n      {name}:\n        level: off\n        reason: Say here why this is right for you.");
    format!("{}\n\n{lines}", wrap(&how))
}

fn format_example(example: &Example) -> String {
    let note = (!example.note.is_empty()).then(|| wrap(&example.note));
    note.into_iter().chain(example.files.iter().map(format_sample)).collect::<Vec<_>>().join("\n\n")
}

/// One file of an example, as messages show files; what is no text is told.
fn format_sample(sample: &Sample) -> String {
    let Sample { path, kind, text, mark } = sample;
    match kind {
        SampleKind::Text | SampleKind::Bytes => printers::format_file(path, text, mark.clone()),
        SampleKind::Repeat(times) => {
            format!("{}\n  (and so on: {times} times the same)", printers::format_file(path, text, mark.clone()))
        }
        SampleKind::Link => format!(" --> {path}\n  |\n  | (this is a link to {})", text.trim()),
        SampleKind::Folder => format!(" --> {path}\n  |\n  | (this is a folder)"),
        SampleKind::Missing => format!(" --> {path}\n  |\n  | (there is no such file)"),
    }
}

/// A text in lines that fit a terminal.
fn wrap(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.len() - 1;
        if lines[last].is_empty() {
            lines[last].push_str(word);
        } else if lines[last].chars().count() + 1 + word.chars().count() <= WIDTH {
            lines[last] = format!("{} {word}", lines[last]);
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.join("\n")
}

//! The command line: a file per subcommand. All printing goes to the handles that `main` gives.

mod build;
mod build_report;
mod check;
mod explain;
mod licenses;
mod output;
mod portable;
mod schema;
mod serve;
mod why;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;

use crate::diagnostic::{Diagnostic, Severity, any_error};
use crate::model::Edition;
use crate::publish::cache::Cache;
use crate::resolve::Day;

/// Where a command prints.
pub struct Streams<'a> {
    /// Data.
    pub out: &'a mut dyn Write,
    /// Messages.
    pub err: &'a mut dyn Write,
    /// Whether messages go to a person at a terminal.
    pub terminal: Terminal,
}

/// Who reads the messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Terminal {
    /// A person, who likes colour and progress.
    Person,
    /// A file or another program.
    File,
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// Fine.
    Fine,
    /// The content has errors.
    Faults,
    /// The program could not run.
    Failed,
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        Self::from(match status {
            Status::Fine => 0,
            Status::Faults => 1,
            Status::Failed => 2,
        })
    }
}

/// Turns a folder of Markdown and YAML into a published strategic plan.
#[derive(Debug, Parser)]
#[command(name = "planpress", version, max_term_width = 100, arg_required_else_help = true)]
#[command(override_usage = "planpress <COMMAND>")]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,
    /// Print the licences of planpress and of all that is in it.
    #[arg(long, exclusive = true)]
    licenses: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Build(build::Arguments),
    Check(check::Arguments),
    Serve(serve::Arguments),
    Schema(schema::Arguments),
    Explain(explain::Arguments),
    Why(why::Arguments),
}

/// How faults are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people, on standard error.
    Human,
    /// As one JSON array, on standard output.
    Json,
    /// As SARIF 2.1.0, on standard output.
    Sarif,
    /// As lines that GitHub shows beside the files of a change, on standard output.
    Github,
}

/// What every command that reads a project takes.
#[derive(Debug, clap::Args)]
struct Project {
    /// The project's folder, which holds `content/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// The day to build for.
    #[arg(long, value_name = "YYYY-MM-DD", help = "The day to build for [default: SOURCE_DATE_EPOCH, or today]")]
    date: Option<jiff::civil::Date>,
    /// How faults are printed.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Warnings count as errors.
    #[arg(long)]
    strict: bool,
}

/// What a command takes that keeps something between runs.
#[derive(Debug, clap::Args)]
struct CacheFolder {
    /// The folder to keep things in that take long to make again [default: the system's cache folder].
    #[arg(long = "cache", value_name = "DIR")]
    named: Option<PathBuf>,
}

impl CacheFolder {
    /// Opens the project's cache. Where the system has no place for one there is none, and a line
    /// that says so.
    ///
    /// # Errors
    /// Why the folder that was named cannot be used.
    fn open(&self, root: &Path) -> Result<(Cache, Option<String>), String> {
        match Cache::open(self.named.as_deref(), root) {
            Ok(cache) => Ok((cache, None)),
            Err(reason) if self.named.is_some() => Err(format!("--cache: {reason}")),
            Err(reason) => Ok((Cache::default(), Some(format!("Nothing is kept for the next run: {reason}.")))),
        }
    }
}

impl Project {
    /// Whether faults stop a command. Notes never do.
    fn fails(&self, faults: &[Diagnostic]) -> bool {
        any_error(faults) || (self.strict && faults.iter().any(|fault| fault.severity == Severity::Warning))
    }

    /// What decides which day it is.
    ///
    /// # Errors
    /// Where the environment names a moment that is none.
    fn day(&self) -> Result<Day, String> {
        match (self.date, std::env::var("SOURCE_DATE_EPOCH")) {
            (Some(day), _) => Ok(Day::Named(day)),
            (None, Ok(seconds)) => {
                let moment = seconds.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
                let wrong = || format!("SOURCE_DATE_EPOCH is `{seconds}`, which is no number of seconds");
                moment.map(Day::Moment).ok_or_else(wrong)
            }
            (None, Err(_)) => Ok(Day::Moment(Timestamp::now())),
        }
    }
}

/// The edition that a word names.
///
/// # Errors
/// Where there is none of that name.
fn edition(word: &str) -> Result<Edition, String> {
    let found = Edition::WORDS.iter().find(|(own, _)| *own == word).map(|(_, edition)| *edition);
    let known: Vec<&str> = Edition::WORDS.iter().map(|(word, _)| *word).collect();
    found.ok_or_else(|| format!("there is no edition `{word}`; there are {}", known.join(", ")))
}

/// Runs the command that the arguments name.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn run(arguments: impl Iterator<Item = std::ffi::OsString>, streams: &mut Streams<'_>) -> io::Result<Status> {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            let wanted =
                matches!(error.kind(), clap::error::ErrorKind::DisplayHelp | clap::error::ErrorKind::DisplayVersion);
            let text = error.render();
            if wanted {
                write!(streams.out, "{text}")?;
                return Ok(Status::Fine);
            }
            write!(streams.err, "{text}")?;
            return Ok(Status::Failed);
        }
    };
    match arguments.command {
        Some(Command::Build(arguments)) => build::run(&arguments, streams),
        Some(Command::Check(arguments)) => check::run(&arguments, streams),
        Some(Command::Serve(arguments)) => serve::run(&arguments, streams),
        Some(Command::Schema(arguments)) => schema::run(&arguments, streams),
        Some(Command::Explain(arguments)) => explain::run(&arguments, streams),
        Some(Command::Why(arguments)) => why::run(&arguments, streams),
        None if arguments.licenses => licenses::run(streams),
        None => {
            write!(streams.err, "{}", Arguments::command().render_help())?;
            Ok(Status::Failed)
        }
    }
}

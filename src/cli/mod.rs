//! The command line: a file per subcommand. All printing goes to the handles that `main` gives.

mod build;
mod build_report;
mod build_summary;
mod check;
mod error;
mod explain;
mod licenses;
mod output;
mod portable;
mod schema;
mod serve;
mod why;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::error::ErrorKind;
use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;

use crate::diagnostic::{Diagnostic, any_error, any_warning};
use crate::model::Edition;
use crate::publish::cache::Cache;
use crate::resolve::Day;
use error::CommandError;

/// Where a command prints.
pub struct Console<'a> {
    /// Data.
    pub out: &'a mut dyn Write,
    /// Messages.
    pub err: &'a mut dyn Write,
    /// Whether messages go to a terminal, which shows colours and progress.
    pub is_terminal: bool,
}

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExitStatus {
    /// It did what it was asked for.
    Success,
    /// The content has errors.
    ContentErrors,
    /// It could not run.
    Failure,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(match status {
            ExitStatus::Success => 0,
            ExitStatus::ContentErrors => 1,
            ExitStatus::Failure => 2,
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
struct ProjectArguments {
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
struct CacheArguments {
    /// The folder to keep things in that take long to make again [default: the system's cache folder].
    #[arg(long = "cache", value_name = "DIR")]
    named: Option<PathBuf>,
}

impl CacheArguments {
    /// Opens the project's cache. Where the system has no place for one there is none, and a line
    /// that says so.
    ///
    /// # Errors
    /// Where the folder that was named cannot be used.
    fn open(&self, root: &Path) -> Result<(Cache, Option<String>), CommandError> {
        match Cache::open(self.named.as_deref(), root) {
            Ok(cache) => Ok((cache, None)),
            Err(error) if self.named.is_some() => Err(CommandError::Cache(error)),
            Err(error) => Ok((Cache::default(), Some(format!("Nothing is kept for the next run: {error}.")))),
        }
    }
}

impl ProjectArguments {
    /// Tells whether diagnostics make a command fail. Notes never do.
    fn failure_rule(&self) -> fn(&[Diagnostic]) -> bool {
        if self.strict { any_warning } else { any_error }
    }

    /// What decides which day it is.
    ///
    /// # Errors
    /// Where the environment names a moment that is none.
    fn day(&self) -> Result<Day, CommandError> {
        match (self.date, std::env::var("SOURCE_DATE_EPOCH")) {
            (Some(day), _) => Ok(Day::Named(day)),
            (None, Ok(seconds)) => {
                let moment = seconds.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
                moment.map(Day::Moment).ok_or(CommandError::InvalidEpoch(seconds))
            }
            (None, Err(_)) => Ok(Day::Moment(Timestamp::now())),
        }
    }
}

/// The edition that a word names.
///
/// # Errors
/// Where there is none of that name.
fn parse_edition(word: &str) -> Result<Edition, CommandError> {
    let found = Edition::WORDS.iter().find(|(known, _)| *known == word).map(|(_, edition)| *edition);
    found.ok_or_else(|| CommandError::UnknownEdition(word.to_owned()))
}

/// Runs the command that the arguments name, and prints why it could not run.
///
/// # Errors
/// Where nothing can be printed.
pub fn run(arguments: impl Iterator<Item = OsString>, console: &mut Console<'_>) -> io::Result<ExitStatus> {
    match run_command(arguments, console) {
        Ok(status) => Ok(status),
        Err(CommandError::Print(error)) => Err(error),
        Err(error) => {
            writeln!(console.err, "planpress could not run: {error}")?;
            Ok(ExitStatus::Failure)
        }
    }
}

fn run_command(
    arguments: impl Iterator<Item = OsString>,
    console: &mut Console<'_>,
) -> Result<ExitStatus, CommandError> {
    let arguments = match Arguments::try_parse_from(arguments) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and the version are what was asked for.
            let (stream, status) = match error.kind() {
                ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => (&mut console.out, ExitStatus::Success),
                _ => (&mut console.err, ExitStatus::Failure),
            };
            write!(stream, "{}", error.render())?;
            return Ok(status);
        }
    };
    match arguments.command {
        Some(Command::Build(arguments)) => build::run(&arguments, console),
        Some(Command::Check(arguments)) => check::run(&arguments, console),
        Some(Command::Serve(arguments)) => serve::run(&arguments, console),
        Some(Command::Schema(arguments)) => schema::run(&arguments, console),
        Some(Command::Explain(arguments)) => explain::run(&arguments, console),
        Some(Command::Why(arguments)) => why::run(&arguments, console),
        None if arguments.licenses => licenses::run(console),
        None => {
            write!(console.err, "{}", Arguments::command().render_help())?;
            Ok(ExitStatus::Failure)
        }
    }
}

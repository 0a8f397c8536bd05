//! Arguments that several commands take.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use jiff::Timestamp;

use crate::cli::error::CommandError;
use crate::diagnostic::{Diagnostic, any_error, any_warning};
use crate::model::Edition;
use crate::publish::cache::Cache;
use crate::resolve::Day;

/// How faults are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
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
pub struct ProjectArguments {
    /// The project's folder, which holds `content/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    pub root: PathBuf,
    /// The day to build for.
    #[arg(long, value_name = "YYYY-MM-DD", help = "The day to build for [default: SOURCE_DATE_EPOCH, or today]")]
    pub date: Option<jiff::civil::Date>,
    /// How faults are printed.
    #[arg(long, value_enum, default_value_t = OutputFormat::Human)]
    pub format: OutputFormat,
    /// Warnings count as errors.
    #[arg(long)]
    pub strict: bool,
}

/// What a command takes that keeps something between runs.
#[derive(Debug, clap::Args)]
pub struct CacheArguments {
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
    pub fn open(&self, root: &Path) -> Result<(Cache, Option<String>), CommandError> {
        match Cache::open(self.named.as_deref(), root) {
            Ok(cache) => Ok((cache, None)),
            Err(error) if self.named.is_some() => Err(CommandError::Cache(error)),
            Err(error) => Ok((Cache::default(), Some(format!("Nothing is kept for the next run: {error}.")))),
        }
    }
}

impl ProjectArguments {
    /// Tells whether diagnostics make a command fail. Notes never do.
    pub fn failure_rule(&self) -> fn(&[Diagnostic]) -> bool {
        if self.strict { any_warning } else { any_error }
    }

    /// What decides which day it is.
    ///
    /// # Errors
    /// Where the environment names a moment that is none.
    pub fn day(&self) -> Result<Day, CommandError> {
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
pub fn parse_edition(word: &str) -> Result<Edition, CommandError> {
    let found = Edition::WORDS.iter().find(|(known, _)| *known == word).map(|(_, edition)| *edition);
    found.ok_or_else(|| CommandError::UnknownEdition(word.to_owned()))
}

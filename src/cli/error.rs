//! Why a command could not run. Only [`run`](crate::cli::run) prints it.

use std::fmt;
use std::io;

use crate::model::Edition;
use crate::pipeline::ReadError;
use crate::publish::WriteError;
use crate::publish::cache::CacheError;

/// Why a command could not run.
#[derive(Debug)]
pub enum CommandError {
    /// Nothing can be printed.
    Print(io::Error),
    /// `--edition` is not the word for an edition.
    UnknownEdition(String),
    /// `SOURCE_DATE_EPOCH` is not a number of seconds.
    InvalidEpoch(String),
    /// `--base-url` is not a whole web address.
    InvalidBaseUrl(String),
    /// `--lock` and an edition whose addresses are not kept.
    LockOfOtherEdition,
    /// `--lock` and `--portable`.
    LockOfPortableSite,
    /// The report and the diagnostics would both go to standard output.
    ReportAmongDiagnostics,
    /// `why` cannot answer in this format.
    WhyFormat,
    /// `why` is asked for an address of another site.
    OtherSite { address: String, base_url: String },
    /// `explain` is asked for a code that does not exist.
    UnknownCode { word: String, nearest: Option<&'static str> },
    /// The folder named with `--cache` cannot be used.
    Cache(CacheError),
    /// The project cannot be read.
    Read(ReadError),
    /// The output cannot be written.
    Write(WriteError),
    /// The report cannot be written into its file.
    Report(WriteError),
    /// The report cannot be printed.
    PrintReport(io::Error),
    /// The preview cannot listen for requests.
    Listen(io::Error),
    /// The preview's server cannot start.
    Serve(io::Error),
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownEdition(word) => {
                let known: Vec<&str> = Edition::WORDS.iter().map(|(word, _)| *word).collect();
                write!(f, "there is no edition `{word}`; there are {}", known.join(", "))
            }
            Self::InvalidEpoch(value) => {
                write!(f, "SOURCE_DATE_EPOCH is `{value}`, which is no number of seconds")
            }
            Self::InvalidBaseUrl(url) => {
                write!(f, "`{url}` is no web address; write it whole, as in https://plan.example.org/")
            }
            Self::LockOfOtherEdition => {
                f.write_str("--lock keeps the addresses of the public edition; no other has promised any")
            }
            Self::LockOfPortableSite => {
                f.write_str("--lock keeps the addresses of the site on the web; a portable one has promised none")
            }
            Self::ReportAmongDiagnostics => {
                f.write_str("the report and the faults cannot both go to standard output; give --report a file")
            }
            Self::WhyFormat => f.write_str("`why` answers for people or as JSON"),
            Self::OtherSite { address, base_url } => write!(f, "`{address}` is no address below {base_url}"),
            Self::UnknownCode { word, nearest } => {
                let hint = nearest.map(|name| format!(" Did you mean `{name}`?")).unwrap_or_default();
                write!(f, "there is no code `{word}`.{hint} `planpress explain` lists all.")
            }
            Self::Cache(error) => write!(f, "--cache: {error}"),
            Self::Read(error) => error.fmt(f),
            Self::Write(error) => error.fmt(f),
            Self::Report(error) => write!(f, "there is no report: {error}"),
            Self::Listen(error) => write!(f, "no browser can be answered: {error}"),
            Self::Print(error) | Self::PrintReport(error) | Self::Serve(error) => error.fmt(f),
        }
    }
}

impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> Self {
        Self::Print(error)
    }
}

impl From<ReadError> for CommandError {
    fn from(error: ReadError) -> Self {
        Self::Read(error)
    }
}

impl From<WriteError> for CommandError {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}

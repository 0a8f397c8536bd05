//! Where commands print, and how they end.

use std::io::Write;
use std::process::ExitCode;

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

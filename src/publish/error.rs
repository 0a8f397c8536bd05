//! Why nothing was published.

use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::folder::LinkFound;

/// Why nothing was written.
#[derive(Debug)]
pub enum WriteError {
    /// planpress writes nothing there: the reason, as a sentence.
    Refused(String),
    /// The system did not let a file be written.
    System(PathBuf, io::Error),
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Refused(reason) => f.write_str(reason),
            Self::System(path, error) => write!(f, "{} could not be written: {error}", path.display()),
        }
    }
}

/// Why there is no new site.
#[derive(Debug)]
pub enum PublishError {
    /// Rendering found errors.
    Diagnostics(Vec<Diagnostic>),
    /// The files could not be written.
    Write(WriteError),
}

impl From<WriteError> for PublishError {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}

/// Makes an error of the system name the file at which it was met.
pub fn failed_at(path: &Path) -> impl FnOnce(io::Error) -> WriteError + '_ {
    |error| match error.get_ref().and_then(|reason| reason.downcast_ref::<LinkFound>()) {
        Some(link) => WriteError::Refused(link.to_string()),
        None => WriteError::System(path.to_path_buf(), error),
    }
}

//! How much a diagnostic weighs.

/// How much a fault weighs. Only errors stop a build; notes never fail, `--strict` included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Something depends on the day or is only worth knowing.
    Note,
    /// The plan can be published, but somebody should look.
    Warning,
    /// The plan cannot be published like this.
    Error,
}

impl Severity {
    /// The word that users write and read.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

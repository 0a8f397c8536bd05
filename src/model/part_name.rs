//! Full names: `2025-27/elect/councillors`.

/// The full name of a plan, or of something in one.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// The plan's id.
    pub plan: String,
    /// The id of an objective or of a cross-cutting aim.
    pub part: String,
    /// The id of an aim, a measure or an action, if it is one.
    pub item: Option<String>,
}

impl Name {
    /// Reads a full name of two or three parts.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('/').map(str::to_owned);
        let (plan, part, item) = (parts.next()?, parts.next()?, parts.next());
        parts.next().is_none().then_some(Self { plan, part, item })
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.plan, self.part)?;
        self.item.as_ref().map_or(Ok(()), |item| write!(f, "/{item}"))
    }
}

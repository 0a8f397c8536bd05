//! Collects the faults of a file, and proposes what to write instead of a value of the wrong kind.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::syntax::characters::is_blank;
use crate::syntax::node::{Key, Kind, Node};

/// The faults of a file, as they are found while it is read.
#[derive(Debug, Default)]
pub struct Faults {
    /// In the order they were found.
    pub found: Vec<Diagnostic>,
    /// How many there were of each kind.
    counts: BTreeMap<Code, usize>,
    /// The last one, where it is not kept.
    beyond: Option<Diagnostic>,
    /// Finds which records have a key.
    key_owners: Option<fn(&str) -> Vec<&'static str>>,
}

/// What a key takes, for "… is needed".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// A line or a text with structure.
    Text,
    /// Digits.
    Number,
    /// Yes or no.
    Switch,
    /// Records by their ids.
    Records,
    /// Anything else, by its name with an article.
    Named(&'static str),
}

impl std::fmt::Display for Wanted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Text => "a text",
            Self::Number => "a number",
            Self::Switch => "`true` or `false`",
            Self::Records => "a map from ids to records",
            Self::Named(name) => name,
        })
    }
}

/// The most faults of one kind that are kept for a file. Whether a plan can be published does not
/// depend on the others, and a million of them would fill the memory.
pub const MOST: usize = 1000;

impl Faults {
    /// None yet; the function finds which records have a key that stands where it does not belong.
    #[must_use]
    pub fn new(key_owners: fn(&str) -> Vec<&'static str>) -> Self {
        Self { key_owners: Some(key_owners), ..Self::default() }
    }

    /// The records that have a key.
    #[must_use]
    pub fn key_owners(&self, key: &str) -> Vec<&'static str> {
        self.key_owners.map_or_else(Vec::new, |find| find(key))
    }

    /// Adds a fault and returns it, so that labels and a help can be added.
    pub fn add(&mut self, code: Code, place: &Place, message: impl Into<String>) -> &mut Diagnostic {
        let mut fault = Diagnostic::new(code, place.clone(), message);
        let count = self.counts.entry(code).or_default();
        *count += 1;
        if *count > MOST {
            return self.beyond.insert(fault);
        }
        if *count == MOST {
            fault.message += "; of this kind there may be more, which are not looked at";
        }
        self.beyond = None;
        let at = self.found.len();
        self.found.push(fault);
        &mut self.found[at]
    }

    /// The fault that was noted last.
    pub fn last(&mut self) -> Option<&mut Diagnostic> {
        self.beyond.as_mut().or(self.found.last_mut())
    }

    /// How many were noted, kept or not.
    #[must_use]
    pub fn count(&self) -> usize {
        self.counts.values().sum()
    }

    /// How many of one kind were noted, kept or not.
    #[must_use]
    pub fn count_of(&self, code: Code) -> usize {
        self.counts.get(&code).copied().unwrap_or_default()
    }

    /// Whether there are so many of one kind that no more of them are kept.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.counts.values().any(|count| *count > MOST)
    }

    /// Reports a value of another kind than its key takes.
    pub fn wrong_type(&mut self, node: &Node, wanted: Wanted) {
        let message = format!("{} stands where {wanted} is needed", node.describe());
        self.add(Code::WrongType, &node.place, message).help = Some(suggest_instead(node, wanted));
    }
}

impl Node {
    /// Notes that a key has nothing after it; says whether that is so.
    pub fn note_if_empty(&self, key: &Key, faults: &mut Faults) -> bool {
        let empty = match &self.kind {
            Kind::Empty => true,
            Kind::Scalar { text, .. } => is_blank(text),
            _ => false,
        };
        if empty {
            faults.add(Code::EmptyValue, &key.place, format!("`{}` has nothing after it", key.text)).help =
                Some("Write a value after the colon, or remove the line.".into());
        }
        empty
    }
}

/// What to write where a value is of the wrong kind.
fn suggest_instead(node: &Node, wanted: Wanted) -> String {
    let joined = |text: &str| {
        let (key, value) = text.split_once(':')?;
        let is_key = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        (is_key && !value.starts_with("//")).then(|| format!("Write a space after the colon: `{key}: {value}`."))
    };
    match (&node.kind, wanted) {
        (_, Wanted::Switch) => "Write `true` or `false`, without quotation marks.".into(),
        (Kind::Scalar { plain: false, .. }, Wanted::Number) => "Write it without quotation marks.".into(),
        (_, Wanted::Number) => "Write digits alone, as in `100`.".into(),
        (Kind::List(_), Wanted::Text) => "Write one text; one that begins with `[` needs quotation marks.".into(),
        (Kind::List(_), Wanted::Records) => {
            "Write the id of each record and a colon before it, as in `office:`, and no `- `.".into()
        }
        (Kind::Scalar { text, .. }, _) => {
            joined(text).unwrap_or_else(|| "Write its keys with their values, as in `{key: value}`.".into())
        }
        (Kind::List(_), _) => "Write one value, without `- ` and `[…]`.".into(),
        _ => "Write one value here, without keys.".into(),
    }
}

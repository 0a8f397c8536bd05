//! Values of a source file that know where they stand. A scalar is its text: the key it stands under
//! decides what it has to be.

use crate::diagnostic::Place;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its place.
    pub place: Place,
    /// Its kind and content.
    pub kind: Kind,
}

/// The kinds of value.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// No value.
    Empty,
    /// A word or text; `plain` if it stands without quotes and not as a block.
    Scalar {
        /// The text.
        text: String,
        /// Whether it stands without quotes and not as a block.
        plain: bool,
        /// The start of each line of a literal block (`|`), in bytes from the start of the node.
        lines: Vec<u32>,
    },
    /// A list.
    List(Vec<Node>),
    /// A map, in the order of the file.
    Map(Vec<(Key, Node)>),
}

/// A key of a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The key.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

impl Node {
    /// The text of a scalar.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The value under a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.kind {
            Kind::Map(pairs) => pairs.iter().find(|(k, _)| k.text == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The place of the value under a key, or else of this node.
    #[must_use]
    pub fn value_of(&self, key: &str) -> &Place {
        self.get(key).map_or(&self.place, |node| &node.place)
    }

    /// The place to underline: of a map only its first key.
    #[must_use]
    pub fn head(&self) -> Place {
        match &self.kind {
            Kind::Map(pairs) if !pairs.is_empty() => pairs[0].0.place.clone(),
            _ => self.place.clone(),
        }
    }

    /// The node in words, for a message.
    #[must_use]
    pub fn describe(&self) -> String {
        match &self.kind {
            Kind::Empty => "nothing".into(),
            Kind::Scalar { text, .. } if text.chars().count() <= 40 && !text.contains('\n') => format!("`{text}`"),
            Kind::Scalar { .. } => "a text".into(),
            Kind::List(_) => "a list".into(),
            Kind::Map(_) => "a map".into(),
        }
    }
}

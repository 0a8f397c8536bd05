//! Ids: what they look like, and what to write instead of a word that is none.

use crate::diagnostic::{Code, Place};
use crate::records::decode::{Decode, Faults};
use crate::syntax::problems::Wanted;
use crate::syntax::yaml::Node;

/// An id: `[a-z0-9-]+`, for ever.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Id {
    /// The id.
    pub name: String,
    /// Where it is given.
    pub place: Place,
}

/// Whether a word has the form of an id.
#[must_use]
pub fn is_id(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The most characters that an id may have; file names end at 255 bytes.
const LONGEST_ID: usize = 80;

/// Notes an id that is not one, with the nearest that would be.
pub fn check_id(id: &str, place: &Place, faults: &mut Faults) {
    if id.len() > LONGEST_ID {
        faults.add(Code::BadId, place, format!("this id has {} characters; {LONGEST_ID} are enough", id.len())).help =
            Some("Ids are part of addresses and file names: choose a short one.".into());
        return;
    }
    if is_id(id) {
        return;
    }
    let lower = id.to_lowercase();
    let proposal: Vec<&str> =
        lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    faults.add(Code::BadId, place, format!("`{id}` is not an id: only a-z, 0-9 and hyphens are used")).help =
        (!proposal.is_empty()).then(|| format!("Write `{}`.", proposal.join("-")));
}

impl Decode for Id {
    const WANTED: Wanted = Wanted::Named("an id");

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        let Some(name) = node.text() else {
            faults.wrong_type(node, Self::WANTED);
            return Self::default();
        };
        check_id(name, &node.place, faults);
        Self { name: name.to_owned(), place: node.place.clone() }
    }

    fn key(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn set_key(&mut self, key: &str, place: &Place, _: &mut Faults) {
        *self = Self { name: key.to_owned(), place: place.clone() };
    }
}

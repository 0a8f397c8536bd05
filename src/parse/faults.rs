//! The faults of one file, noted as they are found.

use std::collections::BTreeMap;

use super::node::Node;
use crate::diagnostic::{Code, Diagnostic, Place};

/// What decoding a file leaves behind: its faults.
#[derive(Debug, Default)]
pub struct Faults {
    /// In the order they were found.
    pub found: Vec<Diagnostic>,
    /// How many there were of each kind.
    pub(super) counts: BTreeMap<Code, usize>,
    /// The last one, where it is not kept.
    beyond: Option<Diagnostic>,
}

/// So many faults of one kind are kept of a file. Whether a plan can be published does not hang on
/// the others, and a million of them would fill the memory.
pub const MOST: usize = 1000;

impl Faults {
    /// Notes a fault and returns it for a label or a help to be added.
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

    /// Notes that a value is of another kind than its key takes.
    pub fn wrong_type(&mut self, node: &Node, wanted: &str) {
        let message = format!("{} stands where {wanted} is needed", node.describe());
        self.add(Code::WrongType, &node.place, message);
    }
}

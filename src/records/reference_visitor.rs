//! What a walk over the references of records meets. `record!` generates the walk; the visitor alone
//! knows which names there are and what is shown.

use jiff::civil;

use crate::diagnostic::Place;
use crate::records::edition::Edition;
use crate::records::referents::{Namespace, PartKind};
use crate::syntax::document::Prose;

/// What decides in which builds a record is shown.
#[derive(Debug, Clone, Default)]
pub struct Visibility {
    /// The editions that show it; all of them where this is empty.
    pub editions: Vec<Edition>,
    /// The first day on which it is shown.
    pub from: Option<civil::Date>,
}

/// Sees each reference of a record, and decides what stays.
pub trait ReferenceVisitor {
    /// Makes a name full, and returns whether what it names is shown.
    fn resolve(&mut self, name: &mut String, place: &Place, namespace: Namespace, parts: &[PartKind]) -> bool;

    /// Returns whether a name is known and what it names is left out.
    fn is_left_out(&self, namespace: Namespace, name: &str) -> bool;

    /// Resolves the links by name in a text.
    fn resolve_links(&mut self, prose: &mut Prose);

    /// Walks over a record with the given visibility, and returns whether the record stays.
    fn visit_record(
        &mut self,
        visibility: &Visibility,
        walk: &mut dyn FnMut(&mut dyn ReferenceVisitor) -> bool,
    ) -> bool;
}

//! Many documents become one publication, for one edition and one day.
//!
//! The order matters: collect everything, index names, resolve references (also in records that are not
//! shown), drop what the edition or the day leaves out, and only then number.

mod arrangement;
mod collect;
pub mod hidden_content;
mod lineage;
mod name_index;
mod reference_resolver;
mod referenced_files;
mod references;
mod terms;

use std::collections::BTreeSet;

use jiff::ToSpan as _;

use crate::diagnostic::Diagnostic;
use crate::file_tree::{LOCK, Tree};
use crate::model::{Entities, Publication};
use crate::records::documents::Documents;
pub use terms::{Day, Terms};

/// Makes the publication. If there are errors, it serves only to find further errors.
#[must_use]
pub fn resolve_publication(documents: &Documents, tree: &Tree, terms: &Terms) -> (Publication, Vec<Diagnostic>) {
    let (mut entities, faults) = resolve_entities(documents, tree, terms);
    entities.left_out.later_files = find_later_files(documents, tree, terms, &entities);
    (Publication::from_resolved(entities), faults)
}

fn resolve_entities(documents: &Documents, tree: &Tree, terms: &Terms) -> (Entities, Vec<Diagnostic>) {
    let (collected, mut faults) = collect::collect_entities(documents, tree, terms);
    let names = name_index::index_names(&collected, &mut faults);
    let mut entities = collected.entities;
    let referenced = referenced_files::collect_references(documents, &entities);
    references::resolve_references(&mut entities, &names, &mut faults);
    arrangement::arrange_entities(&mut entities, &mut faults);
    referenced_files::assign_files(referenced, tree, &mut entities);
    (entities, faults)
}

/// The files that an edition leaves out today and shows on a later day.
fn find_later_files(documents: &Documents, tree: &Tree, terms: &Terms, entities: &Entities) -> BTreeSet<String> {
    let left_out = &entities.left_out;
    if left_out.later == 0 || left_out.files.is_empty() || !tree.files.contains_key(LOCK) {
        return BTreeSet::new();
    }
    let day = Day::Named(entities.today.saturating_add(100.years()));
    let (later, _) = resolve_entities(documents, tree, &Terms { day, ..terms.clone() });
    left_out.files.difference(&later.left_out.files).cloned().collect()
}

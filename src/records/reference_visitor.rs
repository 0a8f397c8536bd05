//! What a walk over the references of records meets. `record!` generates the walk; the visitor alone
//! knows which names there are and what is shown.

use jiff::civil;

use crate::diagnostic::Place;
use crate::records::Edition;
use crate::syntax::document::{NameKind, Prose};

/// The names among which a name is looked up; each names one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Namespace {
    /// What texts can link to too.
    Linked(NameKind),
    /// Audiences of `site.yaml`.
    Audience,
    /// Areas of `site.yaml`.
    Area,
}

/// What a name of a plan's part stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "each variant is named after the record it stands for")]
pub enum PartKind {
    Objective,
    CrossAim,
    Aim,
    Measure,
    Action,
}

/// Something that a record can refer to.
pub trait Referent: std::fmt::Debug + Clone + Default {
    /// Where its name is looked up.
    const NAMESPACE: Namespace;
    /// The kinds of parts that fit, where it is a part of a plan.
    const PARTS: &'static [PartKind] = &[];
}

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

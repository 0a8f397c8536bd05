//! An objective followed across plans.

use crate::model::{Lang, Lineage, Publication};
use crate::pages::kinds::{Form, Route};
use crate::pages::objective;
use crate::pages::page_context::Reader;
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject};

/// An objective across plans.
pub(crate) struct LineagePage<'a> {
    pub lineage: &'a str,
}

impl PageKind for LineagePage<'_> {
    fn pages_below(parent: &Route, publication: &Publication) -> Vec<Route> {
        if *parent != Route::Lineages {
            return Vec::new();
        }
        publication.lineages.iter().map(|lineage| Route::Lineage(lineage.id.clone())).collect()
    }

    fn exists(&self, publication: &Publication) -> bool {
        self.find(publication).is_some()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}objectives/{}/", self.lineage)
    }

    fn subject<'p>(&self, _publication: &'p Publication) -> Subject<'p> {
        Subject::NONE
    }

    fn anchors<'p>(&self, _publication: &'p Publication) -> Anchors<'p> {
        Anchors::default()
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        Location::below(reader, &Route::Lineages, "site-lineages", Route::Lineage(self.lineage.to_owned()))
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        let members = self.find(publication).into_iter().flat_map(|lineage| &lineage.members);
        members.map(|(plan, objective)| objective::source_path(plan, objective)).collect()
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
    }
}

impl LineagePage<'_> {
    fn find<'p>(&self, publication: &'p Publication) -> Option<&'p Lineage> {
        publication.lineages.iter().find(|lineage| lineage.id == self.lineage)
    }
}

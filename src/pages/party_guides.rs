//! All guides of a local party, at a URL that does not change.

use crate::model::{Lang, Publication};
use crate::pages::guide_finder;
use crate::pages::kinds::{Form, Route};
use crate::pages::page_context::Reader;
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject};

/// The guides of a party, at a URL that does not change.
pub(crate) struct PartyGuidesPage<'a> {
    pub party: &'a str,
}

impl PageKind for PartyGuidesPage<'_> {
    fn pages_below(parent: &Route, publication: &Publication) -> Vec<Route> {
        if *parent != Route::Guides {
            return Vec::new();
        }
        publication.parties.keys().map(|party| Route::PartyGuides(party.clone())).collect()
    }

    fn exists(&self, publication: &Publication) -> bool {
        publication.plans.iter().any(|plan| !plan.objectives.is_empty()) && publication.parties.contains_key(self.party)
    }

    fn url(&self, root: &str) -> String {
        format!("{root}guides/{}/", self.party)
    }

    fn subject<'p>(&self, _publication: &'p Publication) -> Subject<'p> {
        Subject::NONE
    }

    fn anchors<'p>(&self, _publication: &'p Publication) -> Anchors<'p> {
        Anchors::default()
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        Location::below(reader, &Route::Guides, "site-guides", Route::Guides)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        guide_finder::source_paths(publication)
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
    }
}

//! Downloads, links and places to look.

use crate::model::{Lang, Publication};
use crate::pages::kinds::{Form, Route};
use crate::pages::page_context::Reader;
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject, find_single_page};

/// Resources.
pub(crate) struct ResourcesPage;

impl PageKind for ResourcesPage {
    fn pages_below(parent: &Route, publication: &Publication) -> Vec<Route> {
        find_single_page(Route::Resources, parent, publication)
    }

    fn exists(&self, publication: &Publication) -> bool {
        !publication.resources.is_empty()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}resources/")
    }

    fn subject<'p>(&self, _publication: &'p Publication) -> Subject<'p> {
        Subject::NONE
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        Anchors::of_ids(publication.resources.values().map(|resource| &resource.id))
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(Route::Resources)
    }

    fn sources(&self, _publication: &Publication) -> Vec<String> {
        vec!["resources".into()]
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
    }
}

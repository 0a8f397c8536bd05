//! The list of all updates.

use crate::model::{Lang, Publication};
use crate::pages::kinds::{Form, Route};
use crate::pages::page_context::Reader;
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject, find_single_page};
use crate::pages::update;

/// All updates.
pub(crate) struct UpdatesPage;

impl PageKind for UpdatesPage {
    fn pages_below(parent: &Route, publication: &Publication) -> Vec<Route> {
        find_single_page(Route::Updates, parent, publication)
    }

    fn exists(&self, publication: &Publication) -> bool {
        !publication.updates.is_empty()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}updates/")
    }

    fn subject<'p>(&self, _publication: &'p Publication) -> Subject<'p> {
        Subject::NONE
    }

    fn anchors<'p>(&self, _publication: &'p Publication) -> Anchors<'p> {
        Anchors::default()
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(Route::Updates)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        publication.updates.iter().map(|update| update::source_path(&update.id)).collect()
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
    }
}

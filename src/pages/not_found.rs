//! The page that stands where there is none.

use crate::model::{Lang, Publication};
use crate::pages::kinds::{Form, Route};
use crate::pages::page_context::Reader;
use crate::pages::page_kind::{Anchors, Location, PageKind, Purpose, Subject, find_single_page};

/// What stands where there is no page.
pub(crate) struct NotFoundPage;

impl PageKind for NotFoundPage {
    fn pages_below(parent: &Route, publication: &Publication) -> Vec<Route> {
        find_single_page(Route::NotFound, parent, publication)
    }

    fn exists(&self, _publication: &Publication) -> bool {
        true
    }

    fn url(&self, _root: &str) -> String {
        "/404.html".to_owned()
    }

    fn subject<'p>(&self, _publication: &'p Publication) -> Subject<'p> {
        Subject { purpose: Purpose::Error, ..Subject::NONE }
    }

    fn anchors<'p>(&self, _publication: &'p Publication) -> Anchors<'p> {
        Anchors::default()
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(Route::NotFound)
    }

    fn sources(&self, _publication: &Publication) -> Vec<String> {
        Vec::new()
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
    }
}

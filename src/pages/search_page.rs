//! The page of the search.

use crate::model::{Lang, Publication};
use crate::pages::kinds::{self, Form, Route};
use crate::pages::page_context::Reader;
use crate::pages::page_kind::{Anchors, Location, PageKind, Purpose, Subject, find_single_page};

/// The search.
pub(crate) struct SearchPage;

impl PageKind for SearchPage {
    fn pages_below(parent: &Route, publication: &Publication) -> Vec<Route> {
        find_single_page(Route::Search, parent, publication)
    }

    fn exists(&self, _publication: &Publication) -> bool {
        true
    }

    fn url(&self, root: &str) -> String {
        format!("{root}search/")
    }

    fn subject<'p>(&self, _publication: &'p Publication) -> Subject<'p> {
        Subject { purpose: Purpose::Tool, ..Subject::NONE }
    }

    fn anchors<'p>(&self, _publication: &'p Publication) -> Anchors<'p> {
        Anchors::default()
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(Route::Search)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        let others = kinds::routes(publication).into_iter().filter(|page| *page != Route::Search);
        others.flat_map(|page| page.sources(publication)).collect()
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
    }
}

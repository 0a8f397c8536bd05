//! Key dates by year.

use crate::model::{Lang, Publication};
use crate::pages::kinds::{Form, Route};
use crate::pages::page_context::Reader;
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject, find_single_page};

/// Key dates.
pub(crate) struct DatesPage;

impl PageKind for DatesPage {
    fn pages_below(parent: &Route, publication: &Publication) -> Vec<Route> {
        find_single_page(Route::Dates, parent, publication)
    }

    fn exists(&self, publication: &Publication) -> bool {
        !publication.dates.is_empty()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}dates/")
    }

    fn subject<'p>(&self, _publication: &'p Publication) -> Subject<'p> {
        Subject::NONE
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        Anchors::of_ids(publication.dates.iter().map(|date| &date.id))
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(Route::Dates)
    }

    fn sources(&self, _publication: &Publication) -> Vec<String> {
        vec!["dates".into()]
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
    }
}

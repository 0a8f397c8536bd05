//! The home page: the current plan at a glance.

use crate::model::{Lang, Publication};
use crate::pages::kinds::{Form, Route};
use crate::pages::page_context::Reader;
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject};
use crate::pages::plan;

/// The current plan at a glance.
pub(crate) struct HomePage;

impl PageKind for HomePage {
    fn pages_below(_parent: &Route, _publication: &Publication) -> Vec<Route> {
        Vec::new()
    }

    fn exists(&self, _publication: &Publication) -> bool {
        true
    }

    fn url(&self, root: &str) -> String {
        root.to_owned()
    }

    fn subject<'p>(&self, _publication: &'p Publication) -> Subject<'p> {
        Subject::NONE
    }

    fn anchors<'p>(&self, _publication: &'p Publication) -> Anchors<'p> {
        Anchors::default()
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(Route::Home)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        let plan = publication.current_plan().map(|plan| plan::source_path(&plan.id));
        std::iter::once("site".to_owned()).chain(plan).collect()
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
    }
}

//! The list of all plans.

use crate::model::{Lang, Publication};
use crate::pages::kinds::{Form, Route};
use crate::pages::page_context::Reader;
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject, find_single_page};
use crate::pages::plan;

/// All plans.
pub(crate) struct PlansPage;

impl PageKind for PlansPage {
    fn pages_below(parent: &Route, publication: &Publication) -> Vec<Route> {
        find_single_page(Route::Plans, parent, publication)
    }

    fn exists(&self, publication: &Publication) -> bool {
        !publication.plans.is_empty()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}plans/")
    }

    fn subject<'p>(&self, _publication: &'p Publication) -> Subject<'p> {
        Subject::NONE
    }

    fn anchors<'p>(&self, _publication: &'p Publication) -> Anchors<'p> {
        Anchors::default()
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(Route::Plans)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        publication.plans.iter().map(|plan| plan::source_path(&plan.id)).collect()
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
    }
}

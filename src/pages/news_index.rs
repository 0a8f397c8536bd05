//! The list of all news.

use crate::model::{Lang, Publication};
use crate::pages::kinds::{Form, Route};
use crate::pages::news_item;
use crate::pages::page_context::Reader;
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject, find_single_page};

/// All news.
pub(crate) struct NewsIndexPage;

impl PageKind for NewsIndexPage {
    fn pages_below(parent: &Route, publication: &Publication) -> Vec<Route> {
        find_single_page(Route::NewsIndex, parent, publication)
    }

    fn exists(&self, publication: &Publication) -> bool {
        !publication.news.is_empty()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}news/")
    }

    fn subject<'p>(&self, _publication: &'p Publication) -> Subject<'p> {
        Subject::NONE
    }

    fn anchors<'p>(&self, _publication: &'p Publication) -> Anchors<'p> {
        Anchors::default()
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(Route::NewsIndex)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        publication.news.iter().map(|item| news_item::source_path(&item.id)).collect()
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
    }
}

//! A news item.

use crate::model::{Lang, News, Publication};
use crate::pages::kinds::{Form, Route};
use crate::pages::page_context::Reader;
use crate::pages::page_kind::{Anchors, Location, PageKind, Purpose, Subject};

/// A news item.
pub(crate) struct NewsItemPage<'a> {
    pub item: &'a str,
}

impl PageKind for NewsItemPage<'_> {
    fn pages_below(parent: &Route, publication: &Publication) -> Vec<Route> {
        if *parent != Route::NewsIndex {
            return Vec::new();
        }
        publication.news.iter().map(|item| Route::News(item.id.clone())).collect()
    }

    fn exists(&self, publication: &Publication) -> bool {
        self.find(publication).is_some()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}news/{}/", self.item)
    }

    fn subject<'p>(&self, publication: &'p Publication) -> Subject<'p> {
        let item = self.find(publication);
        let date = item.map(|item| &item.record.date);
        let title = item.map(|item| &item.record.title);
        Subject { purpose: Purpose::Article, title, published: date, changed: date, ..Subject::NONE }
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        Anchors::of_story(self.find(publication).map(|item| &item.story))
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        Location::below(reader, &Route::NewsIndex, "site-news", Route::NewsIndex)
    }

    fn sources(&self, _publication: &Publication) -> Vec<String> {
        vec![source_path(self.item)]
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
    }
}

/// The path of a news item's files.
pub fn source_path(item: &str) -> String {
    format!("news/{item}")
}

impl NewsItemPage<'_> {
    fn find<'p>(&self, publication: &'p Publication) -> Option<&'p News> {
        publication.news.iter().find(|item| item.id == self.item)
    }
}

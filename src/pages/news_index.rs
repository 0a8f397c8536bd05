//! The list of all news.

use crate::model::{Lang, Publication};
use crate::pages::kinds::{Form, PageId};
use crate::pages::news_item::{self, make_news_card};
use crate::pages::page_context::{Made, Reader};
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject, find_single_page, title_by_message};
use crate::pages::search::{self, SearchGroup};
use crate::pages::structured_data::{Describer, Thing};
use crate::pages::view::{Cards, Link, SearchEntry, View};
use crate::syntax::document::Prose;

/// All news.
pub(crate) struct NewsIndexPage;

impl PageKind for NewsIndexPage {
    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        find_single_page(PageId::NewsIndex, parent, publication)
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
        Location::below_home(PageId::NewsIndex)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        publication.news.iter().map(|item| news_item::source_path(&item.id)).collect()
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<Made> {
        let cards = reader.publication.news.iter().map(|item| make_news_card(reader, item)).collect();
        Some(title_by_message(reader, "site-news", View::NewsIndex(Cards { cards })))
    }

    fn alternates<'v>(&self, _view: &'v View) -> Vec<&'v Link> {
        Vec::new()
    }

    fn structured_data(&self, _describer: &Describer<'_>, _view: &View) -> Vec<Thing> {
        Vec::new()
    }

    fn search_entries(&self, group: SearchGroup, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        search::list_page(reader, group, &PageId::NewsIndex, "site-news")
    }
}

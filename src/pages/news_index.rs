//! The list of all news.

use crate::model::Publication;
use crate::pages::kinds::PageId;
use crate::pages::news_item::{self, make_news_card};
use crate::pages::page_context::{PageContent, Reader};
use crate::pages::page_kind::{Location, PageKind, answer_nothing, find_single_page, title_by_message};
use crate::pages::search::{self, SearchGroup};
use crate::pages::view::{Cards, SearchEntry, View};
use crate::syntax::document::Prose;

pub(crate) struct NewsIndexPage;

impl PageKind for NewsIndexPage {
    answer_nothing!(subject, anchors, printed_forms, alternates, structured_data);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        find_single_page(PageId::NewsIndex, parent, publication)
    }

    fn exists(&self, publication: &Publication) -> bool {
        !publication.news.is_empty()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}news/")
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(PageId::NewsIndex)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        publication.news.iter().map(|item| news_item::source_path(&item.id)).collect()
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<PageContent> {
        let cards = reader.publication.news.iter().map(|item| make_news_card(reader, item)).collect();
        Some(title_by_message(reader, "site-news", View::NewsIndex(Cards { cards })))
    }

    fn search_entries(&self, group: SearchGroup, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        search::list_page(reader, group, &PageId::NewsIndex, "site-news")
    }
}

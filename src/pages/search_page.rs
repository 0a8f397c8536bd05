//! The page of the search.

use crate::model::{Lang, Publication};
use crate::pages::guide_group::link_guide_groups;
use crate::pages::kinds::{self, Form, PageId};
use crate::pages::page_context::{Made, Reader};
use crate::pages::page_kind::{Anchors, Location, PageKind, Purpose, Subject, find_single_page, title_by_message};
use crate::pages::search::{self, GUIDES, SearchGroup, make_entry, make_sections};
use crate::pages::structured_data::{Describer, Thing};
use crate::pages::view::{Link, Search, SearchEntry, View};
use crate::syntax::document::Prose;

/// The search.
pub(crate) struct SearchPage;

impl PageKind for SearchPage {
    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        find_single_page(PageId::Search, parent, publication)
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
        Location::below_home(PageId::Search)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        let others = kinds::find_pages(publication).into_iter().filter(|page| *page != PageId::Search);
        others.flat_map(|page| page.sources(publication)).collect()
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<Made> {
        let mut sections = make_sections(reader, &mut Vec::new());
        // Very many parties stand on pages of their own, by letter and area.
        let groups = link_guide_groups(reader, None);
        if let Some(guides) = sections.iter_mut().find(|section| section.id == GUIDES).filter(|_| !groups.is_empty()) {
            let links = groups.into_iter().flat_map(|group| group.links);
            guides.entries = links.map(|link| make_entry(reader.what("site-guides"), link)).collect();
        }
        let view = Search { index: search::index_url(reader, reader.lang), sections };
        Some(title_by_message(reader, "search", View::Search(view)))
    }

    fn alternates<'v>(&self, _view: &'v View) -> Vec<&'v Link> {
        Vec::new()
    }

    fn structured_data(&self, _describer: &Describer<'_>, _view: &View) -> Vec<Thing> {
        Vec::new()
    }

    fn search_entries(&self, _group: SearchGroup, _reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        Vec::new()
    }
}

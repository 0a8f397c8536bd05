//! The page of the search.

use crate::model::Publication;
use crate::pages::guide_group::link_guide_groups;
use crate::pages::kinds::{self, PageId};
use crate::pages::page_context::{PageContent, Reader};
use crate::pages::page_kind::{
    Location, PageKind, Purpose, Subject, answer_nothing, find_single_page, title_by_message,
};
use crate::pages::search::{self, GUIDES, make_entry, make_sections};
use crate::pages::view::{Search, View};
use crate::syntax::document::Prose;

pub(crate) struct SearchPage;

impl PageKind for SearchPage {
    answer_nothing!(anchors, printed_forms, alternates, structured_data, search_entries);

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

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(PageId::Search)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        let others = kinds::find_pages(publication).into_iter().filter(|page| *page != PageId::Search);
        others.flat_map(|page| page.sources(publication)).collect()
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<PageContent> {
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
}

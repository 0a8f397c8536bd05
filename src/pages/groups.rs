//! The list of all groups.

use crate::model::Publication;
use crate::pages::group;
use crate::pages::kinds::PageId;
use crate::pages::page_context::{PageContent, Reader};
use crate::pages::page_kind::{Location, PageKind, answer_nothing, find_single_page, title_by_message};
use crate::pages::search::{self, SearchGroup};
use crate::pages::view::{Card, Cards, SearchEntry, View};
use crate::syntax::document::Prose;

pub(crate) struct GroupsPage;

impl PageKind for GroupsPage {
    answer_nothing!(subject, anchors, printed_forms, alternates, structured_data);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        find_single_page(PageId::Groups, parent, publication)
    }

    fn exists(&self, publication: &Publication) -> bool {
        !publication.groups.is_empty()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}groups/")
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(PageId::Groups)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        publication.groups.iter().map(|group| group::source_path(&group.id)).collect()
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<PageContent> {
        let cards = (reader.publication.groups.iter())
            .map(|group| Card {
                link: reader.link(&PageId::Group(group.id.clone()), reader.words(&group.record.title)),
                meta: [&group.record.kind, &group.record.publisher]
                    .into_iter()
                    .filter_map(|text| reader.maybe(text.as_ref()))
                    .collect(),
                about: group.record.purpose.as_ref().map(|purpose| reader.line(purpose)),
            })
            .collect();
        Some(title_by_message(reader, "site-groups", View::Groups(Cards { cards })))
    }

    fn search_entries(&self, group: SearchGroup, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        search::list_page(reader, group, &PageId::Groups, "site-groups")
    }
}

//! The list of all groups.

use crate::model::{Lang, Publication};
use crate::pages::group;
use crate::pages::kinds::{Form, PageId};
use crate::pages::page_context::{Made, Reader};
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject, find_single_page, title_by_message};
use crate::pages::search::{self, SearchGroup};
use crate::pages::structured_data::{Describer, Thing};
use crate::pages::view::{Card, Cards, Link, SearchEntry, View};
use crate::syntax::document::Prose;

/// All groups.
pub(crate) struct GroupsPage;

impl PageKind for GroupsPage {
    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        find_single_page(PageId::Groups, parent, publication)
    }

    fn exists(&self, publication: &Publication) -> bool {
        !publication.groups.is_empty()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}groups/")
    }

    fn subject<'p>(&self, _publication: &'p Publication) -> Subject<'p> {
        Subject::NONE
    }

    fn anchors<'p>(&self, _publication: &'p Publication) -> Anchors<'p> {
        Anchors::default()
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(PageId::Groups)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        publication.groups.iter().map(|group| group::source_path(&group.id)).collect()
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<Made> {
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

    fn alternates<'v>(&self, _view: &'v View) -> Vec<&'v Link> {
        Vec::new()
    }

    fn structured_data(&self, _describer: &Describer<'_>, _view: &View) -> Vec<Thing> {
        Vec::new()
    }

    fn search_entries(&self, group: SearchGroup, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        search::list_page(reader, group, &PageId::Groups, "site-groups")
    }
}

//! The list of all updates.

use crate::model::Publication;
use crate::pages::kinds::PageId;
use crate::pages::page_context::{PageContent, Reader};
use crate::pages::page_kind::{Location, PageKind, answer_nothing, find_single_page, title_by_message};
use crate::pages::search::{self, SearchGroup};
use crate::pages::update;
use crate::pages::view::{Card, Cards, SearchEntry, View, Words};
use crate::syntax::document::Prose;

pub(crate) struct UpdatesPage;

impl PageKind for UpdatesPage {
    answer_nothing!(subject, anchors, printed_forms, alternates, structured_data);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        find_single_page(PageId::Updates, parent, publication)
    }

    fn exists(&self, publication: &Publication) -> bool {
        !publication.updates.is_empty()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}updates/")
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(PageId::Updates)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        publication.updates.iter().map(|update| update::source_path(&update.id)).collect()
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<PageContent> {
        let cards = (reader.publication.updates.iter())
            .map(|update| {
                let plan = reader.publication.plan(&update.record.plan.name);
                let published = reader.say_with(
                    "site-published-on",
                    &[("date", &reader.locale.date(update.record.published.value, None))],
                );
                Card {
                    link: reader.link(&PageId::Update(update.id.clone()), Words::own(reader.update_title(update))),
                    meta: plan
                        .map(|plan| reader.words(&plan.record.title))
                        .into_iter()
                        .chain([Words::own(published)])
                        .collect(),
                    about: None,
                }
            })
            .collect();
        Some(title_by_message(reader, "site-updates", View::Updates(Cards { cards })))
    }

    fn search_entries(&self, group: SearchGroup, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        search::list_page(reader, group, &PageId::Updates, "site-updates")
    }
}

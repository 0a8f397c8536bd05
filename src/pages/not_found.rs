//! The page that stands where there is none.

use crate::model::Publication;
use crate::pages::kinds::PageId;
use crate::pages::page_context::{PageContent, Reader, Title};
use crate::pages::page_kind::{Location, PageKind, Purpose, Subject, answer_nothing, find_single_page};
use crate::pages::view::{Link, NotFound, NotFoundIn, View, Words};
use crate::syntax::document::Prose;

pub(crate) struct NotFoundPage;

impl PageKind for NotFoundPage {
    answer_nothing!(anchors, printed_forms, alternates, structured_data, search_entries);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        find_single_page(PageId::NotFound, parent, publication)
    }

    fn exists(&self, _publication: &Publication) -> bool {
        true
    }

    fn url(&self, _root: &str) -> String {
        "/404.html".to_owned()
    }

    fn subject<'p>(&self, _publication: &'p Publication) -> Subject<'p> {
        Subject { purpose: Purpose::Error, ..Subject::NONE }
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(PageId::NotFound)
    }

    fn sources(&self, _publication: &Publication) -> Vec<String> {
        Vec::new()
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<PageContent> {
        Some(make_content(reader))
    }
}

/// What the page shows, with whole URLs.
pub fn make_content(reader: &Reader<'_>) -> PageContent {
    let publication = reader.publication;
    let base = publication.site.base_url.value.0.trim_end_matches('/').to_owned();
    let languages = (publication.languages.iter())
        .map(|lang| {
            let locale = reader.locale_of(lang);
            let link = |page: &PageId, key: &str| Link {
                address: format!("{base}{}", page.address(lang, publication)),
                words: Words::own(locale.say(key).into_owned()),
            };
            let mut links = vec![link(&PageId::Home, "site-home"), link(&PageId::Search, "search")];
            if let Some(plan) = publication.current_plan() {
                links.push(link(&PageId::Plan(plan.id.clone()), "site-the-plan"));
                links.push(link(&PageId::GuideFinder, "site-guides"));
            }
            NotFoundIn {
                lang: lang.to_string(),
                direction: locale.direction(),
                title: locale.say("site-not-found").into_owned(),
                text: locale.say("site-not-found-text").into_owned(),
                links,
            }
        })
        .collect();
    (Title { words: Words::own(reader.say("site-not-found")), about: None }, View::NotFound(NotFound { languages }))
}

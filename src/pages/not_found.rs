//! The page that stands where there is none.

use crate::model::{Lang, Publication};
use crate::pages::kinds::{Form, PageId};
use crate::pages::page_context::{Made, Reader, Title};
use crate::pages::page_kind::{Anchors, Location, PageKind, Purpose, Subject, find_single_page};
use crate::pages::search::SearchGroup;
use crate::pages::structured_data::{Describer, Thing};
use crate::pages::view::{Link, NotFound, NotFoundIn, SearchEntry, View, Words};
use crate::syntax::document::Prose;

/// What stands where there is no page.
pub(crate) struct NotFoundPage;

impl PageKind for NotFoundPage {
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

    fn anchors<'p>(&self, _publication: &'p Publication) -> Anchors<'p> {
        Anchors::default()
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(PageId::NotFound)
    }

    fn sources(&self, _publication: &Publication) -> Vec<String> {
        Vec::new()
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<Made> {
        Some(make_content(reader))
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

/// What the page shows, with whole URLs.
pub fn make_content(reader: &Reader<'_>) -> Made {
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

//! A page of text.

use crate::model::Publication;
use crate::pages::components::article::{ArticleRecord, make_article};
use crate::pages::kinds::PageId;
use crate::pages::page_context::{PageContent, Reader};
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject, answer_nothing};
use crate::pages::search::{SearchGroup, make_entry};
use crate::pages::view::{SearchEntry, View};
use crate::syntax::document::Prose;

pub(crate) struct TextPage<'a> {
    pub page: &'a str,
}

impl PageKind for TextPage<'_> {
    answer_nothing!(printed_forms, alternates, structured_data);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        if *parent != PageId::Home {
            return Vec::new();
        }
        publication.pages.iter().map(|page| PageId::TextPage(page.id.clone())).collect()
    }

    fn exists(&self, publication: &Publication) -> bool {
        publication.page(self.page).is_some()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}{}/", self.page)
    }

    fn subject<'p>(&self, publication: &'p Publication) -> Subject<'p> {
        Subject { title: publication.page(self.page).map(|page| &page.record.title), ..Subject::NONE }
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        Anchors::of_story(publication.page(self.page).map(|page| &page.story))
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(PageId::TextPage(self.page.to_owned()))
    }

    fn sources(&self, _publication: &Publication) -> Vec<String> {
        vec![format!("pages/{}", self.page)]
    }

    fn content(&self, reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Option<PageContent> {
        let page = reader.publication.page(self.page)?;
        let record = &page.record;
        let body = reader.story(&page.story, texts);
        let article = ArticleRecord {
            title: &record.title,
            summary: record.summary.as_ref(),
            author: record.author.as_ref(),
            publisher: record.publisher.as_ref(),
            contact: record.contact.as_ref(),
            plan: record.plan.as_ref(),
            notes: &record.notes,
        };
        let (title, view) = make_article(reader, &article, None, body, texts);
        Some((title, View::Page(Box::new(view))))
    }

    fn search_entries(&self, group: SearchGroup, reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        if group != SearchGroup::Pages {
            return Vec::new();
        }
        let Some(page) = reader.publication.page(self.page) else { return Vec::new() };
        let record = &page.record;
        let mut slots = reader.story_found(&page.story, texts);
        slots.extend(reader.found(&record.notes, texts));
        vec![SearchEntry {
            about: reader.maybe(record.summary.as_ref()),
            more: reader.letters(record.author.iter().chain(&record.publisher)),
            texts: slots,
            ..make_entry(
                reader.what("search-page"),
                reader.link(&PageId::TextPage(page.id.clone()), reader.words(&record.title)),
            )
        }]
    }
}

//! The page of a news item.

use serde_json::json;

use crate::model::{News, Publication};
use crate::pages::components::article::{ArticleRecord, make_article};
use crate::pages::kinds::PageId;
use crate::pages::page_context::{PageContent, Reader};
use crate::pages::page_kind::{Anchors, Location, PageKind, Purpose, Subject, answer_nothing};
use crate::pages::search::{SearchGroup, make_entry};
use crate::pages::structured_data::{Describer, Thing, add, spell_date, thing};
use crate::pages::view::{Card, SearchEntry, View, Words};
use crate::syntax::document::Prose;

pub(crate) struct NewsItemPage<'a> {
    pub item: &'a str,
}

impl PageKind for NewsItemPage<'_> {
    answer_nothing!(printed_forms, alternates);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        if *parent != PageId::NewsIndex {
            return Vec::new();
        }
        publication.news.iter().map(|item| PageId::NewsItem(item.id.clone())).collect()
    }

    fn exists(&self, publication: &Publication) -> bool {
        self.find(publication).is_some()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}news/{}/", self.item)
    }

    fn subject<'p>(&self, publication: &'p Publication) -> Subject<'p> {
        let item = self.find(publication);
        let date = item.map(|item| &*item.record.date);
        let title = item.map(|item| &item.record.title);
        Subject { purpose: Purpose::Article, title, published: date, changed: date, ..Subject::NONE }
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        Anchors::of_story(self.find(publication).map(|item| &item.story))
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        Location::below(reader, &PageId::NewsIndex, "site-news", PageId::NewsIndex)
    }

    fn sources(&self, _publication: &Publication) -> Vec<String> {
        vec![source_path(self.item)]
    }

    fn content(&self, reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Option<PageContent> {
        let all = &reader.publication.news;
        let at = all.iter().position(|item| item.id == self.item)?;
        let item = all.get(at)?;
        let record = &item.record;
        let body = reader.story(&item.story, texts);
        let article = ArticleRecord {
            title: &record.title,
            summary: record.summary.as_ref(),
            author: record.author.as_ref(),
            publisher: record.publisher.as_ref(),
            contact: record.contact.as_ref(),
            plan: record.plan.as_ref(),
            notes: &record.notes,
        };
        let date = reader.dated("site-date", Some(record.date.value));
        let (title, mut view) = make_article(reader, &article, date, body, texts);
        let link = |item: &News| reader.link(&PageId::NewsItem(item.id.clone()), reader.words(&item.record.title));
        view.older = all.get(at + 1).map(link);
        view.newer = at.checked_sub(1).and_then(|at| all.get(at)).map(link);
        Some((title, View::News(Box::new(view))))
    }

    fn structured_data(&self, describer: &Describer<'_>, _view: &View) -> Vec<Thing> {
        let Some(item) = self.find(describer.reader.publication) else { return Vec::new() };
        let mut work = describer.describe_work("NewsArticle");
        add(&mut work, "headline", Some(describer.head.title.text.clone()));
        add(&mut work, "datePublished", spell_date(item.record.date.value));
        let publisher = describer.reader.maybe(item.record.publisher.as_ref());
        let publisher = publisher.map(|publisher| thing("Organization", [("name", json!(publisher.text))]));
        add(&mut work, "publisher", publisher);
        describer.add_picture(&mut work);
        vec![work]
    }

    fn search_entries(&self, group: SearchGroup, reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        if group != SearchGroup::News {
            return Vec::new();
        }
        let Some(item) = self.find(reader.publication) else { return Vec::new() };
        let record = &item.record;
        let mut slots = reader.story_found(&item.story, texts);
        slots.extend(reader.found(&record.notes, texts));
        vec![SearchEntry {
            about: reader.maybe(record.summary.as_ref()),
            more: reader.letters(record.author.iter().chain(&record.publisher)),
            texts: slots,
            weight: 80,
            ..make_entry(
                reader.dated_kind("site-news", &reader.locale.date(record.date.value, None)),
                reader.link(&PageId::NewsItem(item.id.clone()), reader.words(&record.title)),
            )
        }]
    }
}

/// The path of a news item's files.
pub fn source_path(item: &str) -> String {
    format!("news/{item}")
}

impl NewsItemPage<'_> {
    fn find<'p>(&self, publication: &'p Publication) -> Option<&'p News> {
        publication.news.iter().find(|item| item.id == self.item)
    }
}

/// A news item in short.
pub fn make_news_card(reader: &Reader<'_>, item: &News) -> Card {
    let record = &item.record;
    let date = Words::own(reader.locale.date(record.date.value, None));
    Card {
        link: reader.link(&PageId::NewsItem(item.id.clone()), reader.words(&record.title)),
        meta: std::iter::once(date).chain(reader.maybe(record.publisher.as_ref())).collect(),
        about: reader.maybe(record.summary.as_ref()),
    }
}

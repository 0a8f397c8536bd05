//! What news items and pages of text have in common.

use crate::model::{Markdown, Reference, Text, to};
use crate::pages::page_context::{Reader, Title};
use crate::pages::view::{Article, Body, Fact};
use crate::syntax::document::Prose;

/// The record of a news item or a page of text.
pub struct ArticleRecord<'a> {
    pub title: &'a Text,
    pub summary: Option<&'a Text>,
    pub author: Option<&'a Text>,
    pub publisher: Option<&'a Text>,
    pub contact: Option<&'a Reference<to::Contact>>,
    pub plan: Option<&'a Reference<to::Plan>>,
    pub notes: &'a [Markdown],
}

/// The article that a record and its text make.
pub fn make_article(
    reader: &Reader<'_>,
    record: &ArticleRecord<'_>,
    date: Option<Fact>,
    body: Option<Body>,
    texts: &mut Vec<Prose>,
) -> (Title, Article) {
    let plan = record.plan.and_then(|plan| reader.publication.plan(&plan.name));
    let facts = [
        date,
        reader.fact("site-author", reader.maybe(record.author)),
        reader.fact("site-publisher", reader.maybe(record.publisher)),
        reader.links("site-plan", plan.map(|plan| reader.plan_link(plan))),
    ];
    let title = reader.words(record.title);
    let article = Article {
        summary: reader.maybe(record.summary),
        facts: facts.into_iter().flatten().collect(),
        body,
        notes: record.notes.iter().filter_map(|note| reader.markdown(Some(note), texts)).collect(),
        contact: record
            .contact
            .and_then(|contact| reader.publication.contacts.get(&contact.name))
            .map(|contact| reader.ask(contact)),
        older: None,
        newer: None,
        title: title.clone(),
    };
    (Title { words: title, about: article.summary.clone() }, article)
}

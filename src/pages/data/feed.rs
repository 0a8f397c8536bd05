//! The feed of a language: news and updates, dated by their own dates.

use crate::model::{Date, Lang, News, Publication, Story, Update};
use crate::pages::data::plain_text;
use crate::pages::data::urls::{full_url, root_file_url};
use crate::pages::kinds::PageId;
use crate::pages::titles::ThemedPublication;
use crate::theme::{Arg, Theme};

/// A feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// Its own address, which is also its id.
    pub url: String,
    /// The page it belongs to.
    pub home: String,
    /// What it is called.
    pub title: String,
    /// Who publishes.
    pub author: String,
    /// Its language.
    pub lang: String,
    /// The latest date of an entry, `2026-04-15T00:00:00Z`.
    pub updated: String,
    /// Its entries, the latest first.
    pub entries: Vec<Entry>,
}

/// An entry of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its page, which is also its id.
    pub url: String,
    /// What it is called.
    pub title: String,
    /// The language of the title, where it is not the feed's.
    pub title_lang: Option<String>,
    /// When it was published.
    pub updated: String,
    /// Who wrote it.
    pub author: Option<String>,
    /// What it says in short.
    pub summary: Option<String>,
    /// The language of the summary, where it is not the feed's.
    pub summary_lang: Option<String>,
}

/// The address of a language's feed, if there is anything to feed.
#[must_use]
pub fn feed_url(publication: &Publication, lang: &Lang) -> Option<String> {
    let any = publication.news.iter().any(|news| feed_moment(news.record.date.value).is_some())
        || publication.updates.iter().any(|update| feed_moment(update.record.published.value).is_some());
    any.then(|| root_file_url(publication, lang, "feed.xml"))
}

/// How many entries a feed holds at most; readers of feeds want what is new.
const LENGTH: usize = 50;

pub(crate) fn make_feed(publication: &Publication, theme: &Theme, lang: &Lang) -> Feed {
    let news = publication.news.iter().filter_map(|news| news_entry(publication, theme, news, lang));
    let updates = publication.updates.iter().filter_map(|update| update_entry(publication, theme, update, lang));
    let mut entries: Vec<Entry> = news.chain(updates).collect();
    entries.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.url.cmp(&b.url)));
    entries.truncate(LENGTH);
    let organisation = plain_text::read_text(&publication.site.organisation.name, lang);
    Feed {
        url: full_url(publication, &root_file_url(publication, lang, "feed.xml")),
        home: full_url(publication, &PageId::Home.address(lang, publication)),
        title: theme.locale(lang).say_with("data-feed-title", &[("organisation", Arg::Text(organisation))]),
        author: organisation.to_owned(),
        lang: lang.to_string(),
        updated: entries.first().map(|entry| entry.updated.clone()).unwrap_or_default(),
        entries,
    }
}

fn news_entry(publication: &Publication, theme: &Theme, news: &News, lang: &Lang) -> Option<Entry> {
    let source = publication.source_language();
    let (title, title_lang) = news.record.title.read(lang, source);
    let (summary, summary_lang) = match &news.record.summary {
        Some(summary) => {
            let (text, fallback) = summary.read(lang, source);
            (Some(text.to_owned()), fallback)
        }
        None => story_opening(ThemedPublication { publication, theme }, &news.story, lang),
    };
    let author = news.record.author.as_ref().or(news.record.publisher.as_ref());
    Some(Entry {
        url: full_url(publication, &PageId::NewsItem(news.id.clone()).address(lang, publication)),
        title: title.to_owned(),
        title_lang: title_lang.map(Lang::to_string),
        updated: feed_moment(news.record.date.value)?,
        author: author.map(|author| plain_text::read_text(author, lang).to_owned()),
        summary,
        summary_lang: summary_lang.map(Lang::to_string),
    })
}

fn update_entry(publication: &Publication, theme: &Theme, update: &Update, lang: &Lang) -> Option<Entry> {
    let locale = theme.locale(lang);
    let plan = publication.plan(&update.record.plan.name)?;
    let period = locale.date(update.record.period.value, None);
    let args = [("plan", Arg::Text(plain_text::read_text(&plan.record.title, lang))), ("period", Arg::Text(&period))];
    let (summary, summary_lang) = story_opening(ThemedPublication { publication, theme }, &update.story, lang);
    Some(Entry {
        url: full_url(publication, &PageId::Update(update.id.clone()).address(lang, publication)),
        title: locale.say_with("data-update-title", &args),
        title_lang: None,
        updated: feed_moment(update.record.published.value)?,
        author: update.record.by.as_ref().map(|by| plain_text::read_text(by, lang).to_owned()),
        summary,
        summary_lang: summary_lang.map(Lang::to_string),
    })
}

/// The first paragraph of a story, and its language where it is not the one asked for.
fn story_opening<'a>(
    publication: ThemedPublication<'a>,
    story: &'a Story,
    lang: &Lang,
) -> (Option<String>, Option<&'a Lang>) {
    let (text, fallback) = story.read(lang, publication.publication.source_language());
    (plain_text::first_paragraph(text, &publication, fallback.unwrap_or(lang)), fallback)
}

/// The first moment of a date, as a feed spells it; none where the year is not known.
fn feed_moment(date: Date) -> Option<String> {
    date.first_day().map(|day| format!("{day}T00:00:00Z"))
}

//! The search: everything that can be found, by kind. The page shows it as a plain index; the file
//! beside it holds the same with all further words, for the script.

mod plan_entries;
mod supporting_entries;

use std::collections::BTreeMap;

use crate::model::{Lang, Markdown, Story, Text};
use crate::pages::data::DataFile;
use crate::pages::guide_finder::shelf_groups;
use crate::pages::kinds::{Links, Route};
use crate::pages::page_context::{Made, Reader, Title};
use crate::pages::view::{Link, Search, SearchEntry, SearchIndex, SearchOther, SearchSection, View, Words};
use crate::pages::{Output, TextIndex};
use crate::syntax::document::Prose;

/// How many results are listed at most.
const MOST: usize = 50;
/// How much most things matter beside others that hold the same words.
const USUAL: u8 = 100;
/// The anchor of the guides.
const GUIDES: &str = "_guides";
/// What the script says besides how many were found; the keys are those of messages after `search-`.
const SAID: &[&str] = &["also-in", "did-you-mean", "in", "most", "nothing-more", "some"];

/// The page.
pub fn page(reader: &Reader<'_>) -> Made {
    let mut sections = sections(reader, &mut Vec::new());
    // Very many parties stand on pages of their own, by letter and area.
    let shelves = shelf_groups(reader, None);
    if let Some(guides) = sections.iter_mut().find(|own| own.id == GUIDES).filter(|_| !shelves.is_empty()) {
        let links = shelves.into_iter().flat_map(|group| group.links);
        guides.entries = links.map(|link| entry(reader.what("site-guides"), link)).collect();
    }
    let view = Search { index: address(reader, reader.lang), sections };
    let title = Title { words: Words::own(reader.say("search")), about: Some(Words::own(reader.say("search-about"))) };
    (title, View::Search(view))
}

/// The file that the script searches. The script makes links of the addresses in it as they stand.
pub fn index(reader: &Reader<'_>, links: Links) -> Output {
    let publication = reader.publication;
    let mut texts = Vec::new();
    let others = publication.languages.iter().filter(|lang| *lang != reader.lang).map(|lang| SearchOther {
        lang: lang.to_string(),
        name: reader.locale.language(lang),
        index: address(reader, lang),
    });
    let ask = publication.site.contact.as_ref().and_then(|contact| reader.contact_link(&contact.name));
    let ask = ask.map(|ask| Link { address: links.named(&ask.address).into_owned(), ..ask });
    let mut sections = sections(reader, &mut texts);
    for section in &mut sections {
        name(&mut section.entries, links);
    }
    // `{ $name }` is left for the script to fill.
    let arguments = [("name", "{name}"), ("what", "{what}"), ("place", "{place}"), ("shown", "{shown}")];
    let say = |key: &&'static str| (*key, reader.say_with(&format!("search-{key}"), &arguments));
    let mut rules = vec![reader.lang.to_string(), publication.source_language().to_string()];
    rules.dedup();
    let index = SearchIndex {
        lang: reader.lang.to_string(),
        rules,
        small: reader.locale.alternatives("search-small-words"),
        say: SAID.iter().map(say).collect::<BTreeMap<_, _>>(),
        counts: (0..=MOST).map(|number| reader.count("search-count", number)).collect(),
        ask,
        others: others.collect(),
        sections,
    };
    Output::data(address(reader, reader.lang), reader.lang, DataFile::SearchIndex(Box::new(index)), texts)
}

/// Gives entries, and those below them, the addresses that links name.
fn name(entries: &mut [SearchEntry], links: Links) {
    for own in entries {
        own.link.address = links.named(&own.link.address).into_owned();
        name(&mut own.below, links);
    }
}

/// The address of a language's index.
fn address(reader: &Reader<'_>, lang: &Lang) -> String {
    format!("{}index.js", Route::Search.address(lang, reader.publication))
}

/// Everything, by kind; a kind of which there is nothing is left out.
fn sections(reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Vec<SearchSection> {
    let section = |id, key: &str, entries| SearchSection { id, title: reader.say(key), entries };
    let mut sections = vec![
        section("_plans", "site-plans", plan_entries::plans(reader, texts)),
        section(GUIDES, "site-guides", supporting_entries::guides(reader)),
        section("_groups", "site-groups", supporting_entries::groups(reader, texts)),
        section("_dates", "site-dates", supporting_entries::dates(reader)),
        section("_updates", "site-updates", supporting_entries::updates(reader, texts)),
        section("_news", "site-news", supporting_entries::news(reader, texts)),
        section("_contacts", "site-contacts", supporting_entries::contacts(reader)),
        section("_resources", "site-resources", supporting_entries::resources(reader)),
        section("_glossary", "site-glossary", supporting_entries::glossary(reader)),
        section("_pages", "more-pages", supporting_entries::pages(reader, texts)),
    ];
    sections.retain(|section| !section.entries.is_empty());
    sections
}

/// Something that can be found, with no more than that said of it.
fn entry(what: Words, link: Link) -> SearchEntry {
    SearchEntry {
        what,
        number: None,
        link,
        place: None,
        about: None,
        below: Vec::new(),
        weight: USUAL,
        more: Vec::new(),
        texts: Vec::new(),
    }
}

impl Reader<'_> {
    fn what(&self, key: &str) -> Words {
        Words::own(self.say(key))
    }

    /// The letters of texts, for those who search by a word in them.
    fn letters<'t>(&self, texts: impl IntoIterator<Item = &'t Text>) -> Vec<String> {
        texts.into_iter().map(|text| self.words(text).text).collect()
    }

    /// Puts a story beside the index.
    fn story_found(&self, story: &Story, texts: &mut Vec<Prose>) -> Vec<TextIndex> {
        self.story(story, texts).into_iter().map(|body| body.text).collect()
    }

    /// Puts texts with structure beside the index.
    fn found<'t>(&self, all: impl IntoIterator<Item = &'t Markdown>, texts: &mut Vec<Prose>) -> Vec<TextIndex> {
        all.into_iter().filter_map(|text| self.markdown(Some(text), texts)).map(|body| body.text).collect()
    }
}

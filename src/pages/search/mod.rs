//! The search: everything that can be found, by kind. The page shows it as a plain index; the file
//! beside it holds the same with all further words, for the script.

use std::collections::BTreeMap;

use crate::model::{Lang, Markdown, Story, Text};
use crate::pages::data::DataFile;
use crate::pages::kinds::{self, PageId};
use crate::pages::page_context::Reader;
use crate::pages::view::{Link, SearchEntry, SearchIndex, SearchOther, SearchSection, Words};
use crate::pages::{Output, TextIndex};
use crate::syntax::document::Prose;
use crate::urls::links::Links;

pub mod words;

/// How many results are listed at most.
const MOST: usize = 50;
/// How much most things matter beside others that hold the same words.
pub const USUAL: u8 = 100;
/// The anchor of the guides.
pub const GUIDES: &str = "_guides";
/// What the script says besides how many were found; the keys are those of messages after `search-`.
const SAID: &[&str] = &["also-in", "did-you-mean", "in", "most", "nothing-more", "some"];

/// The file that the script searches. The script makes links of the addresses in it as they stand.
pub fn make_index(reader: &Reader<'_>, links: Links) -> Output {
    let publication = reader.publication;
    let mut texts = Vec::new();
    let others = publication.languages.iter().filter(|lang| *lang != reader.lang).map(|lang| SearchOther {
        lang: lang.to_string(),
        name: reader.locale.language(lang),
        index: index_url(reader, lang),
    });
    let ask = publication.site.contact.as_ref().and_then(|contact| reader.contact_link(&contact.name));
    let ask = ask.map(|ask| Link { address: links.link_target(&ask.address).into_owned(), ..ask });
    let mut sections = make_sections(reader, &mut texts);
    for section in &mut sections {
        resolve_links(&mut section.entries, links);
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
    Output::data(index_url(reader, reader.lang), reader.lang, DataFile::SearchIndex(Box::new(index)), texts)
}

/// Gives entries, and those below them, the addresses that links name.
fn resolve_links(entries: &mut [SearchEntry], links: Links) {
    for entry in entries {
        entry.link.address = links.link_target(&entry.link.address).into_owned();
        resolve_links(&mut entry.below, links);
    }
}

/// The address of a language's index.
pub fn index_url(reader: &Reader<'_>, lang: &Lang) -> String {
    format!("{}index.js", PageId::Search.address(lang, reader.publication))
}

/// What search entries are grouped by, in the order of the search page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchGroup {
    Plans,
    Guides,
    Groups,
    Dates,
    Updates,
    News,
    Contacts,
    Resources,
    Glossary,
    Pages,
    /// Pages that list others. They stand after other pages.
    Lists,
}

/// Everything that can be found, by group; a group without entries is left out.
pub fn make_sections(reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Vec<SearchSection> {
    let pages = kinds::find_pages(reader.publication);
    let mut section = |id, title: &str, groups: &[SearchGroup]| {
        let mut entries = Vec::new();
        for group in groups {
            entries.extend(pages.iter().flat_map(|page| page.search_entries(*group, reader, texts)));
        }
        SearchSection { id, title: reader.say(title), entries }
    };
    let mut sections = vec![
        section("_plans", "site-plans", &[SearchGroup::Plans]),
        section(GUIDES, "site-guides", &[SearchGroup::Guides]),
        section("_groups", "site-groups", &[SearchGroup::Groups]),
        section("_dates", "site-dates", &[SearchGroup::Dates]),
        section("_updates", "site-updates", &[SearchGroup::Updates]),
        section("_news", "site-news", &[SearchGroup::News]),
        section("_contacts", "site-contacts", &[SearchGroup::Contacts]),
        section("_resources", "site-resources", &[SearchGroup::Resources]),
        section("_glossary", "site-glossary", &[SearchGroup::Glossary]),
        section("_pages", "more-pages", &[SearchGroup::Pages, SearchGroup::Lists]),
    ];
    sections.retain(|section| !section.entries.is_empty());
    sections
}

/// A page that lists others, with its title.
pub fn list_page(reader: &Reader<'_>, group: SearchGroup, page: &PageId, title: &str) -> Vec<SearchEntry> {
    if group != SearchGroup::Lists {
        return Vec::new();
    }
    let about = Some(Words::own(reader.say(&format!("{title}-about"))));
    vec![SearchEntry { about, ..make_entry(reader.what("search-page"), reader.link(page, reader.what(title))) }]
}

/// Something that can be found, with no more than that said of it.
pub fn make_entry(what: Words, link: Link) -> SearchEntry {
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
    pub fn what(&self, key: &str) -> Words {
        Words::own(self.say(key))
    }

    /// The kind of a thing with its date.
    pub fn dated_kind(&self, key: &str, date: &str) -> Words {
        Words::own(self.say_with("search-dated", &[("what", &self.say(key)), ("date", date)]))
    }

    /// The letters of texts, for those who search by a word in them.
    pub fn letters<'t>(&self, texts: impl IntoIterator<Item = &'t Text>) -> Vec<String> {
        texts.into_iter().map(|text| self.words(text).text).collect()
    }

    /// Puts a story beside the index.
    pub fn story_found(&self, story: &Story, texts: &mut Vec<Prose>) -> Vec<TextIndex> {
        self.story(story, texts).into_iter().map(|body| body.text).collect()
    }

    /// Puts texts with structure beside the index.
    pub fn found<'t>(&self, all: impl IntoIterator<Item = &'t Markdown>, texts: &mut Vec<Prose>) -> Vec<TextIndex> {
        all.into_iter().filter_map(|text| self.markdown(Some(text), texts)).map(|body| body.text).collect()
    }
}

//! What can be found around the plans: guides of parties, groups, dates, news, contacts, pages.

use crate::model::{Contact, Party, find_areas};
use crate::pages::kinds::Route;
use crate::pages::layout::present;
use crate::pages::local_plan::to_ours;
use crate::pages::page_context::Reader;
use crate::pages::search::{USUAL, entry};
use crate::pages::view::{Link, SearchEntry, Words};
use crate::syntax::document::Prose;

/// The parties, each with its guide of the current plan.
pub fn guides(reader: &Reader<'_>) -> Vec<SearchEntry> {
    let publication = reader.publication;
    if !publication.plans.iter().any(|plan| !plan.objectives.is_empty()) {
        return Vec::new();
    }
    let plan = publication.current_plan().filter(|plan| !plan.objectives.is_empty());
    let guide = |(id, party): (&String, &Party)| {
        let route = match plan {
            Some(plan) => Route::PartyGuide(plan.id.clone(), id.clone()),
            None => Route::PartyGuides(id.clone()),
        };
        SearchEntry {
            place: party.area.as_ref().and_then(|own| reader.areas(std::slice::from_ref(own)).pop()),
            more: areas_around(reader, party),
            weight: 110,
            ..entry(reader.what("site-guide"), reader.link(&route, reader.words(&party.name)))
        }
    };
    let sheet = to_ours(reader).map(|link| SearchEntry {
        more: vec![reader.say("site-our-plan-about")],
        ..entry(reader.what("site-guides"), Link { words: reader.what("site-our-plan"), ..link })
    });
    publication.parties.iter().map(guide).chain(sheet).collect()
}

/// The names of the areas that a party lies in.
fn areas_around(reader: &Reader<'_>, party: &Party) -> Vec<String> {
    let areas = &reader.publication.site.areas;
    let around = party.area.iter().flat_map(|own| find_areas(&own.name, areas));
    reader.letters(around.filter_map(|id| areas.get(id)).map(|own| &own.name))
}

/// The groups.
pub fn groups(reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
    let mut group = |own: &crate::model::Group| {
        let record = &own.record;
        let mut slots = reader.story_found(&own.story, texts);
        slots.extend(reader.found(&record.join, texts));
        let lists = record.duties.iter().chain(&record.projects).map(|own| &own.text);
        let facts = record.publisher.iter().chain(&record.commissions);
        SearchEntry {
            about: record.purpose.as_ref().map(|purpose| reader.line(purpose)),
            more: reader.letters(lists.chain(facts)),
            texts: slots,
            ..entry(
                reader.maybe(record.kind.as_ref()).unwrap_or_else(|| reader.what("search-group")),
                reader.link(&Route::Group(own.id.clone()), reader.words(&record.title)),
            )
        }
    };
    reader.publication.groups.iter().map(&mut group).collect()
}

/// A thing of a day.
fn dated(reader: &Reader<'_>, key: &str, date: &str) -> Words {
    Words::own(reader.say_with("search-dated", &[("what", &reader.say(key)), ("date", date)]))
}

/// Key dates.
pub fn dates(reader: &Reader<'_>) -> Vec<SearchEntry> {
    let date = |own: &crate::model::KeyDate| {
        let link = Link { address: reader.anchored(&Route::Dates, &own.id.name), words: reader.words(&own.title) };
        let mut more = reader.letters(own.place.iter().chain(&own.kind).chain(&own.publisher));
        more.extend(reader.areas(&own.areas).into_iter().map(|area| area.text));
        SearchEntry {
            about: reader.maybe(own.note.as_ref()),
            more,
            weight: 85,
            ..entry(dated(reader, "search-date", &reader.when(own)), link)
        }
    };
    reader.publication.dates.iter().map(date).collect()
}

/// Progress reports.
pub fn updates(reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
    let publication = reader.publication;
    let mut update = |own: &crate::model::Update| {
        let record = &own.record;
        let notes = record.status.values().map(|own| &own.note).chain(record.readings.iter().map(|own| &own.note));
        SearchEntry {
            place: publication.plan(&record.plan.name).map(|plan| reader.words(&plan.record.title)),
            more: reader.letters(notes.flatten().chain(&record.by)),
            texts: reader.story_found(&own.story, texts),
            ..entry(
                reader.what("search-update"),
                reader.link(&Route::Update(own.id.clone()), Words::own(reader.update_title(own))),
            )
        }
    };
    publication.updates.iter().map(&mut update).collect()
}

/// News.
pub fn news(reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
    let mut news = |own: &crate::model::News| {
        let record = &own.record;
        let mut slots = reader.story_found(&own.story, texts);
        slots.extend(reader.found(&record.notes, texts));
        SearchEntry {
            about: reader.maybe(record.summary.as_ref()),
            more: reader.letters(record.author.iter().chain(&record.publisher)),
            texts: slots,
            weight: 80,
            ..entry(
                dated(reader, "site-news", &reader.locale.date(record.date.value, None)),
                reader.link(&Route::News(own.id.clone()), reader.words(&record.title)),
            )
        }
    };
    reader.publication.news.iter().map(&mut news).collect()
}

/// Whom to ask.
pub fn contacts(reader: &Reader<'_>) -> Vec<SearchEntry> {
    reader.publication.contacts.values().map(|own| contact(reader, own)).collect()
}

fn contact(reader: &Reader<'_>, own: &Contact) -> SearchEntry {
    let mut words = reader.words(&own.role);
    if let Some(name) = reader.maybe(own.name.as_ref()) {
        words.text = reader.say_with("search-contact-named", &[("role", &words.text), ("name", &name.text)]);
    }
    let topics: Vec<Words> = own.topics.iter().map(|topic| reader.words(topic)).collect();
    let ways = own.email.iter().map(|email| email.0.clone()).chain(own.phone.iter().map(|phone| phone.value.clone()));
    SearchEntry {
        about: topics.first().map(|first| Words {
            text: topics.iter().map(|own| own.text.as_str()).collect::<Vec<_>>().join("; "),
            lang: first.lang.clone(),
        }),
        more: ways.chain(reader.areas(&own.areas).into_iter().map(|area| area.text)).collect(),
        weight: 110,
        ..entry(reader.what("search-contact"), Link { address: reader.anchored(&Route::Contacts, &own.id.name), words })
    }
}

/// What there is to read and to use.
pub fn resources(reader: &Reader<'_>) -> Vec<SearchEntry> {
    let resource = |own: &crate::model::Resource| {
        let link = Link { address: reader.anchored(&Route::Resources, &own.id.name), words: reader.words(&own.title) };
        SearchEntry {
            about: reader.maybe(own.note.as_ref().or(own.location.as_ref())),
            more: reader.letters(own.kind.iter().chain(&own.publisher).chain(&own.location)),
            ..entry(reader.what("search-resource"), link)
        }
    };
    reader.publication.resources.values().map(resource).collect()
}

/// Words explained, in the order of the language.
pub fn glossary(reader: &Reader<'_>) -> Vec<SearchEntry> {
    let word = |(id, own): (&String, &crate::model::GlossaryEntry)| SearchEntry {
        about: Some(reader.words(&own.meaning)),
        ..entry(
            reader.what("site-glossary"),
            Link { address: reader.anchored(&Route::Glossary, id), words: reader.words(&own.word) },
        )
    };
    let mut words: Vec<SearchEntry> = reader.publication.glossary.iter().map(word).collect();
    words.sort_by(|a, b| reader.locale.compare(&a.link.words.text, &b.link.words.text));
    words
}

/// Pages, and those that list.
pub fn pages(reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
    let mut page = |own: &crate::model::Page| {
        let record = &own.record;
        let mut slots = reader.story_found(&own.story, texts);
        slots.extend(reader.found(&record.notes, texts));
        SearchEntry {
            about: reader.maybe(record.summary.as_ref()),
            more: reader.letters(record.author.iter().chain(&record.publisher)),
            texts: slots,
            ..entry(reader.what("search-page"), reader.link(&Route::Page(own.id.clone()), reader.words(&record.title)))
        }
    };
    let mut pages: Vec<SearchEntry> = reader.publication.pages.iter().map(&mut page).collect();
    let lists = [
        (Route::Plans, "site-plans"),
        (Route::Guides, "site-guides"),
        (Route::Lineages, "site-lineages"),
        (Route::Updates, "site-updates"),
        (Route::Groups, "site-groups"),
        (Route::NewsIndex, "site-news"),
        (Route::Dates, "site-dates"),
        (Route::Contacts, "site-contacts"),
        (Route::Resources, "site-resources"),
        (Route::Glossary, "site-glossary"),
    ];
    pages.extend(lists.iter().filter_map(|own| {
        let link = present(reader, std::slice::from_ref(own)).pop()?;
        let about = Some(Words::own(reader.say(&format!("{}-about", own.1))));
        Some(SearchEntry { about, weight: USUAL, ..entry(reader.what("search-page"), link) })
    }));
    pages
}

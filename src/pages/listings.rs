//! Pages that list: home, plans, guides, dates, contacts, resources, the glossary, and what stands
//! where nothing is.

use std::collections::BTreeSet;

use crate::file_tree::{file_address, file_named};
use crate::model::{Contact, Date, Resource};
use crate::pages::components::date_status::{banner, days, standing};
use crate::pages::components::objectives_diagram;
use crate::pages::components::organisation_chart;
use crate::pages::data;
use crate::pages::kinds::Route;
use crate::pages::page_context::{Made, Reader, Title};
use crate::pages::plan::{cards, guide_link};
use crate::pages::text_pages::news_card;
use crate::pages::view::{
    Branch, Card, ContactView, Contacts, Cover, Dates, Fact, GlossaryRow, GlossaryView, Home, Link, NotFound,
    NotFoundIn, PlanCard, Plans, ResourceView, Resources, View, Words, Year,
};
use crate::theme::Locale;

/// How many dates and news items the home page shows.
const FEW: usize = 4;
/// How many pages the home page lists.
const PAGES: usize = 24;

/// The current plan at a glance.
pub fn home(reader: &Reader<'_>) -> Made {
    let publication = reader.publication;
    let plan = publication.current_plan();
    let name = reader.words(&publication.site.organisation.name);
    let title = plan.map_or_else(|| name.clone(), |plan| reader.words(&plan.record.title));
    let objectives = plan.map(|plan| cards(reader, plan)).unwrap_or_default();
    let many = f64::from(u32::try_from(objectives.len()).unwrap_or(u32::MAX));
    let cross = plan.filter(|plan| !plan.record.aims.is_empty()).map(|plan| Link {
        address: format!("{}#_cross-cutting", reader.address(&Route::Plan(plan.id.clone()))),
        words: Words::own(reader.count("site-cross-aims", plan.record.aims.len())),
    });
    let coming: Vec<_> = (publication.dates.iter())
        .filter(|date| days(date).1.is_some_and(|day| day >= publication.today))
        .take(FEW)
        .collect();
    let home = Home {
        summary: plan.and_then(|plan| reader.maybe(plan.record.summary.as_ref())),
        banner: plan.and_then(|plan| banner(reader, plan)),
        period: plan.and_then(|plan| standing(reader, plan)),
        plan: plan.map(|plan| reader.link(&Route::Plan(plan.id.clone()), Words::own(reader.say("site-read-the-plan")))),
        guide: plan
            .and_then(|plan| guide_link(reader, plan))
            .map(|_| reader.link(&Route::Guides, Words::own(reader.say("site-what-you-can-do-near-you")))),
        objectives_title: reader.form(plan.and_then(|plan| plan.record.words.objective.as_ref()), "objectives", many),
        diagram: objectives_diagram::diagram(&title, &objectives),
        objectives,
        cross_aims: cross,
        dates_title: reader.say("site-next-dates"),
        dates: coming.iter().map(|date| reader.date_view(date)).collect(),
        dates_link: (!publication.dates.is_empty())
            .then(|| reader.link(&Route::Dates, Words::own(reader.say("site-all-dates")))),
        news: publication.news.iter().take(FEW).map(|own| news_card(reader, own)).collect(),
        news_link: (publication.news.len() > FEW)
            .then(|| reader.link(&Route::NewsIndex, Words::own(reader.say("site-all-news")))),
        pages: (publication.pages.iter().take(PAGES))
            .map(|page| Card {
                link: reader.link(&Route::Page(page.id.clone()), reader.words(&page.record.title)),
                meta: Vec::new(),
                about: reader.maybe(page.record.summary.as_ref()),
            })
            .collect(),
        title: title.clone(),
    };
    (Title { words: title, about: home.summary.clone() }, View::Home(Box::new(home)))
}

/// A page that is called by a message and about nothing in particular.
pub fn named(reader: &Reader<'_>, key: &str, view: View) -> Made {
    let about = Words::own(reader.say(&format!("{key}-about")));
    (Title { words: Words::own(reader.say(key)), about: Some(about) }, view)
}

/// All plans.
pub fn plans(reader: &Reader<'_>) -> Made {
    let plans = (reader.publication.plans.iter())
        .map(|plan| PlanCard {
            link: reader.plan_link(plan),
            standing: standing(reader, plan),
            summary: reader.maybe(plan.record.summary.as_ref()),
        })
        .collect();
    named(reader, "site-plans", View::Plans(Plans { plans }))
}

/// Key dates by year, those of no known year last.
pub fn dates(reader: &Reader<'_>) -> Made {
    let publication = reader.publication;
    let mut years: Vec<Year> = Vec::new();
    for date in &publication.dates {
        let year = date.date.first_day().map(jiff::civil::Date::year);
        let title = year.map_or_else(|| reader.say("site-no-year"), |year| year.to_string());
        if years.last().is_none_or(|own| own.title != title) {
            let id = year.map_or_else(|| "_no-year".into(), |year| format!("_{year}"));
            years.push(Year { title, id, dates: Vec::new() });
        }
        if let Some(last) = years.last_mut() {
            last.dates.push(reader.date_view(date));
        }
    }
    let calendars = data::calendars(publication, reader.lang)
        .into_iter()
        .map(|(area, address)| {
            let area = area.and_then(|area| publication.site.areas.get(area)).map(|area| reader.words(&area.name));
            let words = match area {
                Some(area) => {
                    Words { text: reader.say_with("site-calendar-of", &[("area", &area.text)]), lang: area.lang }
                }
                None => Words::own(reader.say("site-calendar-of-all")),
            };
            Link { address, words }
        })
        .collect();
    named(reader, "site-dates", View::Dates(Dates { years, calendars }))
}

/// Contacts, with the staff chart where reporting lines are given.
pub fn contacts(reader: &Reader<'_>) -> Made {
    let publication = reader.publication;
    let contacts = publication.contacts.values().map(|own| contact(reader, own)).collect();
    let in_chart: BTreeSet<&str> = (publication.contacts.values())
        .filter_map(|own| Some([own.id.name.as_str(), own.reports_to.as_ref()?.name.as_str()]))
        .flatten()
        .collect();
    let heads =
        publication.contacts.values().filter(|own| in_chart.contains(own.id.name.as_str()) && own.reports_to.is_none());
    let tree: Vec<Branch> = heads.map(|own| branch(reader, own, 0)).collect();
    let chart = organisation_chart::staff(&tree);
    named(reader, "site-contacts", View::Contacts(Contacts { contacts, tree, chart }))
}

/// How many levels of a chart stand inside one another; those further down stand side by side.
const LEVELS: usize = 7;

fn branch(reader: &Reader<'_>, own: &Contact, depth: usize) -> Branch {
    let link = Link { address: reader.anchored(&Route::Contacts, &own.id.name), words: reader.words(&own.role) };
    let all = &reader.publication.contacts;
    let reports = |other: &&Contact| other.reports_to.as_ref().is_some_and(|to| to.name == own.id.name);
    let below = all.values().filter(reports).flat_map(|other| {
        let mut branch = branch(reader, other, depth + 1);
        let deeper = if depth >= LEVELS { std::mem::take(&mut branch.below) } else { Vec::new() };
        std::iter::once(branch).chain(deeper)
    });
    Branch { link, below: below.collect() }
}

fn contact(reader: &Reader<'_>, own: &Contact) -> ContactView {
    let other =
        |reference: &Option<crate::model::Reference>| reference.as_ref().and_then(|own| reader.contact_link(&own.name));
    let date = |date: &Option<crate::model::At<Date>>| date.as_ref().map(|date| date.value);
    let facts = [
        reader.fact("site-topics", own.topics.iter().map(|topic| reader.words(topic))),
        reader.fact("site-areas", reader.areas(&own.areas)),
        reader.links("site-reports-to-label", other(&own.reports_to)),
        reader.dated("site-checked", date(&own.checked)),
        reader.dated("site-until", date(&own.until)),
        reader.links("site-succeeded-by", other(&own.succeeded_by)),
    ];
    ContactView {
        id: own.id.name.clone(),
        role: reader.words(&own.role),
        name: reader.maybe(own.name.as_ref()),
        ask: reader.ask(own),
        facts: facts.into_iter().flatten().collect(),
    }
}

/// Downloads, links and places to look.
pub fn resources(reader: &Reader<'_>) -> Made {
    let resources = reader.publication.resources.values().map(|own| resource(reader, own)).collect();
    named(reader, "site-resources", View::Resources(Resources { resources }))
}

fn resource(reader: &Reader<'_>, own: &Resource) -> ResourceView {
    let path = |file: &str| file_named(file).to_owned();
    let file = own.file.as_ref().map(|file| path(&file.value));
    let facts_of_file = file.as_ref().and_then(|file| {
        let kind = file.rsplit_once('.').map(|(_, extension)| extension.to_uppercase())?;
        let size = reader.publication.files.get(file).map(|asset| size(reader.locale, asset.size))?;
        Some(Words::own(reader.say_with("site-file-size", &[("kind", &kind), ("size", &size)])))
    });
    let facts: [Option<Fact>; 4] = [
        reader.fact("site-kind", reader.maybe(own.kind.as_ref())),
        reader.fact("site-file", facts_of_file),
        reader.fact("site-language", own.lang.as_ref().map(|lang| Words::own(reader.locale.language(&lang.value)))),
        reader.fact("site-publisher", reader.maybe(own.publisher.as_ref())),
    ];
    let cover = own.cover.as_ref().map(|cover| path(&cover.value));
    ResourceView {
        id: own.id.name.clone(),
        title: reader.words(&own.title),
        address: own.url.as_ref().map(|url| url.0.clone()).or_else(|| file.map(|file| file_address(&file))),
        location: reader.maybe(own.location.as_ref()),
        facts: facts.into_iter().flatten().collect(),
        note: reader.maybe(own.note.as_ref()),
        cover: cover.map(|file| Cover {
            size: reader.publication.files.get(&file).and_then(|asset| asset.dimensions),
            address: file_address(&file),
            alt: reader.maybe(own.alt.as_ref()).unwrap_or_default(),
        }),
    }
}

/// A size for people: "1.2 MB", in steps of a thousand.
fn size(locale: &Locale, bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1000);
    let tenths = |number: u64| f64::from(u32::try_from(number).unwrap_or(u32::MAX)) / 10.0;
    match kilobytes {
        0..1000 => format!("{} kB", locale.number(tenths(kilobytes * 10))),
        _ => format!("{} MB", locale.number(tenths(kilobytes.div_ceil(100)))),
    }
}

/// Words explained, in the order of the language.
pub fn glossary(reader: &Reader<'_>) -> Made {
    let mut entries: Vec<GlossaryRow> = (reader.publication.glossary.iter())
        .map(|(id, own)| GlossaryRow {
            id: id.clone(),
            word: reader.words(&own.word),
            meaning: reader.words(&own.meaning),
        })
        .collect();
    entries.sort_by(|a, b| reader.locale.compare(&a.word.text, &b.word.text).then_with(|| a.id.cmp(&b.id)));
    named(reader, "site-glossary", View::Glossary(GlossaryView { entries }))
}

/// What stands where nothing is, with addresses that are whole.
pub fn not_found(reader: &Reader<'_>) -> (Title, View) {
    let publication = reader.publication;
    let base = publication.site.base_url.value.0.trim_end_matches('/').to_owned();
    let languages = (publication.languages.iter())
        .map(|lang| {
            let locale = reader.locale_of(lang);
            let link = |route: &Route, key: &str| Link {
                address: format!("{base}{}", route.address(lang, publication)),
                words: Words::own(locale.say(key).into_owned()),
            };
            let mut links = vec![link(&Route::Home, "site-home"), link(&Route::Search, "search")];
            if let Some(plan) = publication.current_plan() {
                links.push(link(&Route::Plan(plan.id.clone()), "site-the-plan"));
                links.push(link(&Route::Guides, "site-guides"));
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

//! The finder of guides, and the address that leads each party to its own.

use crate::model::{Lang, Party, Publication, find_areas};
use crate::pages::guide_group::{Shelf, shelves};
use crate::pages::guide_parts::party_facts;
use crate::pages::kinds::{Form, Route};
use crate::pages::listings::named;
use crate::pages::local_plan::{area_name, finder, to_ours};
use crate::pages::page_context::{Made, Reader, Title};
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject, find_single_page};
use crate::pages::plan::{self, cards, guide_link};
use crate::pages::view::{Ask, GuideArea, Guides, Link, PartyGuides, ShelfGroup, ShelfView, View, Words};

/// The finder of guides.
pub(crate) struct GuideFinderPage;

impl PageKind for GuideFinderPage {
    fn pages_below(parent: &Route, publication: &Publication) -> Vec<Route> {
        find_single_page(Route::Guides, parent, publication)
    }

    fn exists(&self, publication: &Publication) -> bool {
        publication.plans.iter().any(|plan| !plan.objectives.is_empty())
    }

    fn url(&self, root: &str) -> String {
        format!("{root}guides/")
    }

    fn subject<'p>(&self, _publication: &'p Publication) -> Subject<'p> {
        Subject::NONE
    }

    fn anchors<'p>(&self, _publication: &'p Publication) -> Anchors<'p> {
        Anchors::default()
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(Route::Guides)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        source_paths(publication)
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
    }
}

/// The paths of what the pages that list parties show.
pub fn source_paths(publication: &Publication) -> Vec<String> {
    let plan = publication.current_plan().map(|plan| plan::source_path(&plan.id));
    std::iter::once("parties".to_owned()).chain(plan).collect()
}

/// The finder of guides: every party under the area around its own.
pub fn guides(reader: &Reader<'_>) -> Made {
    let publication = reader.publication;
    let plan = publication.current_plan();
    let shelves = shelf_groups(reader, None);
    let earlier = publication.plans.iter().filter(|own| plan.is_none_or(|plan| plan.id != own.id));
    let view = Guides {
        plan: plan.map(|plan| reader.plan_link(plan)),
        whole: plan.and_then(|plan| guide_link(reader, plan)),
        objectives: plan
            .map(|plan| {
                cards(reader, plan)
                    .into_iter()
                    .map(|card| Link { words: card.link.words, address: card.guide.address })
                    .collect()
            })
            .unwrap_or_default(),
        ours: to_ours(reader),
        finder: finder(reader, &Route::PartyGuides("~".into())),
        areas: if shelves.is_empty() { by_area(reader) } else { Vec::new() },
        shelves,
        earlier: earlier
            .filter(|own| !own.objectives.is_empty())
            .map(|own| {
                let title = reader.words(&own.record.title);
                let words =
                    Words { text: reader.say_with("site-guide-title", &[("title", &title.text)]), lang: title.lang };
                reader.link(&Route::PlanGuide(own.id.clone()), words)
            })
            .collect(),
        ask: whom_to_ask(reader),
    };
    named(reader, "site-guides", View::Guides(Box::new(view)))
}

/// The parties by the topmost area around theirs.
fn by_area(reader: &Reader<'_>) -> Vec<GuideArea> {
    let publication = reader.publication;
    let areas = &publication.site.areas;
    let mut groups: Vec<(Option<&str>, Vec<Link>)> = Vec::new();
    for (id, party) in &publication.parties {
        let top = party.area.as_ref().and_then(|area| {
            let mut around = find_areas(&area.name, areas);
            around.retain(|own| areas.get(*own).is_some_and(|own| own.within.is_none()));
            around.into_iter().next()
        });
        let link = reader.link(&Route::PartyGuides(id.clone()), reader.words(&party.name));
        match groups.iter_mut().find(|(area, _)| *area == top) {
            Some((_, links)) => links.push(link),
            None => groups.push((top, vec![link])),
        }
    }
    for (_, links) in &mut groups {
        links.sort_by(|a, b| reader.locale.compare(&a.words.text, &b.words.text));
    }
    (groups.into_iter())
        .map(|(area, parties)| GuideArea {
            name: area.and_then(|area| areas.get(area)).map(|own| reader.words(&own.name)),
            parties,
        })
        .collect()
}

/// Some of the parties, where there are too many for one page.
pub fn shelf(reader: &Reader<'_>, shelf: &Shelf) -> Option<Made> {
    let shelves = shelves(reader.publication);
    let link = |party: &&Party| reader.link(&Route::PartyGuides(party.id.name.clone()), reader.words(&party.name));
    let mut parties: Vec<Link> = shelves.get(shelf)?.iter().map(link).collect();
    parties.sort_by(|a, b| reader.locale.compare(&a.words.text, &b.words.text));
    let name = shelf_name(reader, shelf);
    let words = Words { text: reader.say_with("site-guides-on-shelf", &[("shelf", &name.text)]), lang: name.lang };
    let view = ShelfView { parties, shelves: shelf_groups(reader, Some(shelf)), ask: whom_to_ask(reader) };
    Some((Title { words, about: Some(Words::own(reader.say("site-guides-about"))) }, View::Shelf(view)))
}

/// The pages that parties are listed on, by letter and by area, but for the one that is looked at.
pub fn shelf_groups(reader: &Reader<'_>, here: Option<&Shelf>) -> Vec<ShelfGroup> {
    let (mut letters, mut areas) = (Vec::new(), Vec::new());
    for (shelf, parties) in shelves(reader.publication) {
        if here == Some(&shelf) {
            continue;
        }
        let name = shelf_name(reader, &shelf);
        // Those that begin with no letter that has a page come last.
        let last = shelf == Shelf::Other;
        let list = if matches!(shelf, Shelf::Area(_)) { &mut areas } else { &mut letters };
        let text = reader.say_with(
            "site-shelf-holds",
            &[
                ("name", &name.text),
                ("shown", &reader.locale.number(f64::from(u32::try_from(parties.len()).unwrap_or(u32::MAX)))),
            ],
        );
        list.push((last, reader.link(&Route::Shelf(shelf), Words { text, lang: name.lang })));
    }
    [("site-by-letter", letters), ("site-by-area", areas)]
        .into_iter()
        .filter(|(_, links)| !links.is_empty())
        .map(|(key, mut links)| {
            let by = |own: &(bool, Link), other: &(bool, Link)| {
                own.0.cmp(&other.0).then_with(|| reader.locale.compare(&own.1.words.text, &other.1.words.text))
            };
            links.sort_by(by);
            ShelfGroup { title: reader.say(key), links: links.into_iter().map(|(_, link)| link).collect() }
        })
        .collect()
}

fn shelf_name(reader: &Reader<'_>, shelf: &Shelf) -> Words {
    match shelf {
        Shelf::Area(id) => area_name(reader, id),
        Shelf::Letter(letter) => Words::own(letter.to_uppercase().collect::<String>()),
        Shelf::Other => Words::own(reader.say("site-shelf-other")),
    }
}

/// Whom those ask whose party is not listed.
fn whom_to_ask(reader: &Reader<'_>) -> Option<Ask> {
    let contact = reader.publication.site.contact.as_ref()?;
    reader.publication.contacts.get(&contact.name).map(|own| reader.ask(own))
}

/// All guides of a party, at an address that lasts.
pub fn party_guides(reader: &Reader<'_>, id: &str) -> Option<Made> {
    let publication = reader.publication;
    let party = publication.parties.get(id)?;
    let name = reader.words(&party.name);
    let current = publication.current_plan().filter(|plan| !plan.objectives.is_empty());
    let link = |plan: &crate::model::Plan| {
        let title = reader.words(&plan.record.title);
        let words = Words { text: reader.say_with("site-guide-title", &[("title", &title.text)]), lang: title.lang };
        reader.link(&Route::PartyGuide(plan.id.clone(), id.to_owned()), words)
    };
    let others = publication
        .plans
        .iter()
        .filter(|plan| !plan.objectives.is_empty() && current.is_none_or(|own| own.id != plan.id));
    let view = PartyGuides {
        name: name.clone(),
        current: current.map(link),
        others: others.map(link).collect(),
        facts: party_facts(reader, party),
    };
    let about = Some(Words::own(reader.say_with("site-guides-of", &[("party", &name.text)])));
    Some((Title { words: name, about }, View::PartyGuides(view)))
}

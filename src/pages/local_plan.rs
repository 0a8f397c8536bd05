//! The sheet on which a party makes the current plan its own, and the file that says which parties
//! there are and which actions are for each of them.

use indexmap::{IndexMap, IndexSet};

use crate::model::{Party, find_areas};
use crate::pages::Output;
use crate::pages::components::date_status::banner;
use crate::pages::data::DataFile;
use crate::pages::guides::{anchor, printed, return_to, sections};
use crate::pages::kinds::{Route, ours};
use crate::pages::page_context::{Made, Reader, Title};
use crate::pages::plan::guide_link;
use crate::pages::view::{Finder, Link, OurPlan, Parties, View, Words};
use crate::syntax::document::Prose;

/// The page.
pub fn page(reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Option<Made> {
    let plan = ours(reader.publication)?;
    let here = reader.address(&Route::OurPlan);
    let finder = finder(reader, &Route::PartyGuide(plan.id.clone(), "~".into()));
    let single =
        finder.is_some().then(|| reader.link(&Route::Guides, Words::own(reader.say("site-guides-for-parties"))));
    let view = OurPlan {
        banner: banner(reader, plan),
        plan: reader.plan_link(plan),
        id: plan.id.clone(),
        edition: reader.publication.edition.word(),
        period: reader.period(plan),
        actions_title: reader.form(plan.record.words.action.as_ref(), "actions", 2.0),
        sections: sections(reader, plan, &here, texts),
        finder,
        paper: guide_link(reader, plan)
            .into_iter()
            .chain(printed(reader, &Route::PlanGuide(plan.id.clone())))
            .chain(single)
            .collect(),
        return_to: return_to(reader, plan),
    };
    let title = Title {
        words: Words::own(reader.say("site-our-plan")),
        about: Some(Words::own(reader.say("site-our-plan-about"))),
    };
    Some((title, View::OurPlan(Box::new(view))))
}

/// The way to the page, where there is one.
pub fn to_ours(reader: &Reader<'_>) -> Option<Link> {
    ours(reader.publication)?;
    Some(reader.link(&Route::OurPlan, Words::own(reader.say("site-to-our-plan"))))
}

/// The way to it from a guide of the same plan, for the party whose guide it is.
pub fn from_guide(reader: &Reader<'_>, guide: &Route) -> Option<Link> {
    let current = &ours(reader.publication)?.id;
    let (plan, query) = match guide {
        Route::PlanGuide(plan) => (plan, String::new()),
        Route::PartyGuide(plan, party) => (plan, format!("?party={party}")),
        _ => return None,
    };
    let link = to_ours(reader).filter(|_| plan == current)?;
    Some(Link { address: link.address + &query, ..link })
}

/// What scripts have to know of the parties; `party` is the page of one, called `~`.
pub fn finder(reader: &Reader<'_>, party: &Route) -> Option<Finder> {
    let any = !reader.publication.parties.is_empty();
    any.then(|| Finder { parties: file(reader), party: reader.address(party) })
}

fn file(reader: &Reader<'_>) -> String {
    format!("{}parties.js", reader.address(&Route::Guides))
}

/// The file of all parties, where there are any.
pub fn parties(reader: &Reader<'_>) -> Option<Output> {
    let publication = reader.publication;
    if publication.parties.is_empty() || publication.plans.iter().all(|plan| plan.objectives.is_empty()) {
        return None;
    }
    let actions: Vec<_> = (ours(publication).into_iter().flat_map(|plan| &plan.objectives))
        .flat_map(|home| home.actions.iter().map(move |own| (anchor(home, own), &own.record)))
        .collect();
    let mut sets = IndexSet::new();
    let mut areas: IndexMap<&str, (String, String)> = IndexMap::new();
    let mut known: IndexMap<(&str, Option<&str>), usize> = IndexMap::new();
    let mut all: Vec<(Words, &Party)> =
        publication.parties.values().map(|party| (reader.words(&party.name), party)).collect();
    all.sort_by(|(a, _), (b, _)| reader.locale.compare(&a.text, &b.text));
    let mut parties = Vec::with_capacity(all.len());
    for (name, party) in all {
        let area = party.area.as_ref().map(|area| area.name.as_str());
        let place = area.map_or(-1, |area| {
            let entry = areas.entry(area);
            let place = entry.index();
            entry.or_insert_with(|| area_names(reader, area));
            i32::try_from(place).unwrap_or(-1)
        });
        // What a guide holds depends on nothing but the party's kind and area.
        let set = *known.entry((party.kind.name.as_str(), area)).or_insert_with(|| {
            let chosen = actions.iter().enumerate().filter(|(_, (_, action))| publication.is_for(action, party));
            sets.insert_full(chosen.map(|(at, _)| at).collect::<Vec<_>>()).0
        });
        parties.push((party.id.name.clone(), name.text, u8::from(name.lang.is_some()), place, set));
    }
    let view = Parties {
        lang: publication.source_language().to_string(),
        actions: actions.iter().map(|(name, _)| name.clone()).collect(),
        sets: sets.into_iter().collect(),
        areas: areas.into_values().collect(),
        parties,
    };
    Some(Output::data(file(reader), reader.lang, DataFile::Parties(Box::new(view)), Vec::new()))
}

/// An area's name, with the area around it where another has the same.
pub fn area_name(reader: &Reader<'_>, area: &str) -> Words {
    let known = &reader.publication.site.areas;
    let Some(own) = known.get(area) else { return Words::default() };
    let name = reader.words(&own.name);
    let around = own.within.as_ref().and_then(|around| known.get(&around.name));
    let alike = || known.iter().any(|(id, other)| id != area && reader.words(&other.name).text == name.text);
    match around.filter(|_| alike()) {
        Some(around) => Words { text: format!("{}, {}", name.text, reader.words(&around.name).text), lang: name.lang },
        None => name,
    }
}

/// An area's name, and all names by which a party in it is looked for.
fn area_names(reader: &Reader<'_>, area: &str) -> (String, String) {
    let known = &reader.publication.site.areas;
    let around = find_areas(area, known).into_iter().filter_map(|id| known.get(id));
    let around: Vec<String> = around.map(|own| reader.words(&own.name).text).collect();
    (area_name(reader, area).text, around.join(" "))
}

//! What can be found of plans: objectives, aims, actions and cross-cutting aims.

use crate::model::{Action, Aim, CrossAim, Numbered, Objective, Plan, Reference, Support, to};
use crate::pages::kinds::Route;
use crate::pages::page_context::Reader;
use crate::pages::plan::guide_link;
use crate::pages::search::{USUAL, entry};
use crate::pages::view::{Link, SearchEntry, Words};
use crate::syntax::document::Prose;

/// The plans, with all that stands in them.
pub fn plans(reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
    reader.publication.plans.iter().map(|own| plan(reader, own, texts)).collect()
}

fn plan(reader: &Reader<'_>, plan: &Plan, texts: &mut Vec<Prose>) -> SearchEntry {
    let record = &plan.record;
    let link = reader.plan_link(plan);
    let mut below: Vec<SearchEntry> = plan.objectives.iter().map(|own| objective(reader, plan, own, texts)).collect();
    below.extend(record.aims.iter().map(|own| cross_aim(reader, plan, own, texts)));
    below.extend(guide_link(reader, plan).map(|link| SearchEntry {
        place: Some(reader.words(&record.title)),
        weight: weight(reader, plan, USUAL),
        ..entry(reader.what("site-guide"), link)
    }));
    let themes = record.values.iter().chain(&record.themes);
    let mut own = reader.story_found(&plan.introduction, texts);
    own.extend(reader.found(record.mission.iter().chain(&record.vision), texts));
    own.extend(reader.found(themes.clone().map(|theme| &theme.text), texts));
    let mut more = reader.letters(themes.filter_map(|theme| theme.title.as_ref()));
    more.extend(support(reader, &record.support));
    more.push(plan.id.clone());
    SearchEntry {
        place: reader.period(plan).map(Words::own),
        about: reader.maybe(record.summary.as_ref()),
        below,
        weight: weight(reader, plan, 130),
        more,
        texts: own,
        ..entry(reader.what("search-plan"), link)
    }
}

/// What is in the current plan matters more than the same in another.
fn weight(reader: &Reader<'_>, plan: &Plan, own: u8) -> u8 {
    let current = reader.publication.current_plan().is_some_and(|current| current.id == plan.id);
    if current { own } else { own / 2 }
}

fn objective(reader: &Reader<'_>, plan: &Plan, own: &Objective, texts: &mut Vec<Prose>) -> SearchEntry {
    let record = &own.record;
    let label = reader.objective_label(plan, own.number);
    let title = reader.words(&plan.record.title).text;
    let place = Words {
        text: reader.say_with("search-part-of-plan", &[("part", &label.text), ("plan", &title)]),
        lang: label.lang,
    };
    let aims = (record.aims.iter().enumerate()).map(|(at, aim)| SearchEntry {
        number: Some(format!("{}.{}", own.number, at + 1)),
        place: Some(place.clone()),
        weight: weight(reader, plan, USUAL),
        ..self::aim(reader, plan, own, aim, texts)
    });
    let mut below: Vec<SearchEntry> = aims.collect();
    below.extend(own.actions.iter().map(|action| SearchEntry {
        place: Some(place.clone()),
        weight: weight(reader, plan, 90),
        ..self::action(reader, plan, own, action, texts)
    }));
    let mut more = reader.letters(&record.short);
    more.extend(support(reader, &record.support));
    more.extend(asked(reader, &record.lead));
    SearchEntry {
        number: Some(own.number.to_string()),
        place: Some(reader.words(&plan.record.title)),
        about: reader.maybe(record.summary.as_ref()),
        below,
        weight: weight(reader, plan, 125),
        more,
        texts: reader.story_found(&own.story, texts),
        ..entry(
            reader.form(plan.record.words.objective.as_ref(), "objective-one", 1.0),
            reader.objective_link(&plan.id, own),
        )
    }
}

/// A link to what stands on an objective's page.
fn part(reader: &Reader<'_>, plan: &Plan, objective: &Objective, id: &str, words: Words) -> Link {
    let route = Route::Objective(plan.id.clone(), objective.id.clone());
    Link { address: reader.anchored(&route, id), words }
}

fn aim(reader: &Reader<'_>, plan: &Plan, objective: &Objective, own: &Aim, texts: &mut Vec<Prose>) -> SearchEntry {
    let mut more = reader.letters(own.all_measures().filter_map(|(_, measure)| measure.what.as_ref()));
    more.extend(reader.letters(own.work.iter().flat_map(|row| [Some(&row.task), row.owner.as_ref()]).flatten()));
    more.extend(concerned(reader, &own.areas, &own.audiences));
    more.extend(asked(reader, &own.lead));
    SearchEntry {
        more,
        texts: reader.found(&own.detail, texts),
        ..entry(
            reader.form(plan.record.words.aim.as_ref(), "search-aim", 1.0),
            part(reader, plan, objective, &own.id.name, reader.words(&own.text)),
        )
    }
}

fn action(
    reader: &Reader<'_>,
    plan: &Plan,
    objective: &Objective,
    own: &Numbered<Action>,
    texts: &mut Vec<Prose>,
) -> SearchEntry {
    let record = &own.record;
    let mut more = concerned(reader, &record.areas, &record.with);
    more.extend(asked(reader, &record.ask));
    let resources = record.resources.iter().filter_map(|own| reader.publication.resources.get(&own.name));
    more.extend(reader.letters(resources.map(|own| &own.title)));
    SearchEntry {
        number: Some(own.number.clone()),
        more,
        texts: reader.found(&record.detail, texts),
        ..entry(
            reader.what("search-action"),
            part(reader, plan, objective, &record.id.name, reader.words(&record.text)),
        )
    }
}

fn cross_aim(reader: &Reader<'_>, plan: &Plan, own: &CrossAim, texts: &mut Vec<Prose>) -> SearchEntry {
    let words = reader.words(&own.text);
    let address = reader.anchored(&Route::Plan(plan.id.clone()), &own.id.name);
    SearchEntry {
        place: Some(reader.words(&plan.record.title)),
        weight: weight(reader, plan, USUAL),
        more: concerned(reader, &own.areas, &own.audiences),
        texts: reader.found(&own.detail, texts),
        ..entry(reader.form(plan.record.words.cross_aim.as_ref(), "search-cross-aim", 1.0), Link { address, words })
    }
}

/// The areas and audiences that something concerns.
fn concerned(reader: &Reader<'_>, areas: &[Reference<to::Area>], audiences: &[Reference<to::Audience>]) -> Vec<String> {
    reader.areas(areas).into_iter().chain(reader.audiences(audiences)).map(|own| own.text).collect()
}

/// The contacts that are to be asked, who lead to what they are asked about.
fn asked<'r>(reader: &Reader<'_>, contacts: impl IntoIterator<Item = &'r Reference<to::Contact>>) -> Vec<String> {
    contacts.into_iter().filter_map(|own| reader.contact_link(&own.name)).map(|link| link.words.text).collect()
}

fn support(reader: &Reader<'_>, rows: &[Support]) -> Vec<String> {
    let texts = rows.iter().flat_map(|row| [Some(&row.topic), row.text.as_ref()]).flatten();
    let mut words = reader.letters(texts);
    words.extend(asked(reader, rows.iter().flat_map(|row| &row.contacts)));
    words
}

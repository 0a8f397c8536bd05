//! What the search finds of an objective: itself, its aims and its actions.

use crate::model::{Action, Aim, Numbered, Objective, Plan};
use crate::pages::kinds::PageId;
use crate::pages::page_context::Reader;
use crate::pages::search::words::{list_asked, list_concerned, list_support, weigh};
use crate::pages::search::{USUAL, make_entry};
use crate::pages::view::{Link, SearchEntry, Words};
use crate::syntax::document::Prose;

/// An objective, with what stands on its page.
pub fn find_objective(reader: &Reader<'_>, plan: &Plan, objective: &Objective, texts: &mut Vec<Prose>) -> SearchEntry {
    let record = &objective.record;
    let label = reader.objective_label(plan, objective.number);
    let title = reader.words(&plan.record.title).text;
    let place = Words {
        text: reader.say_with("search-part-of-plan", &[("part", &label.text), ("plan", &title)]),
        lang: label.lang,
    };
    let aims = (record.aims.iter().enumerate()).map(|(at, aim)| SearchEntry {
        number: Some(format!("{}.{}", objective.number, at + 1)),
        place: Some(place.clone()),
        weight: weigh(reader, plan, USUAL),
        ..find_aim(reader, plan, objective, aim, texts)
    });
    let mut below: Vec<SearchEntry> = aims.collect();
    below.extend(objective.actions.iter().map(|action| SearchEntry {
        place: Some(place.clone()),
        weight: weigh(reader, plan, 90),
        ..find_action(reader, plan, objective, action, texts)
    }));
    let mut more = reader.letters(&record.short);
    more.extend(list_support(reader, &record.support));
    more.extend(list_asked(reader, &record.lead));
    SearchEntry {
        number: Some(objective.number.to_string()),
        place: Some(reader.words(&plan.record.title)),
        about: reader.maybe(record.summary.as_ref()),
        below,
        weight: weigh(reader, plan, 125),
        more,
        texts: reader.story_found(&objective.story, texts),
        ..make_entry(
            reader.form(plan.record.words.objective.as_ref(), "objective-one", 1.0),
            reader.objective_link(&plan.id, objective),
        )
    }
}

/// A link to what stands on an objective's page.
fn link_part(reader: &Reader<'_>, plan: &Plan, objective: &Objective, id: &str, words: Words) -> Link {
    let page = PageId::Objective(plan.id.clone(), objective.id.clone());
    Link { address: reader.anchored(&page, id), words }
}

fn find_aim(reader: &Reader<'_>, plan: &Plan, objective: &Objective, aim: &Aim, texts: &mut Vec<Prose>) -> SearchEntry {
    let mut more = reader.letters(aim.all_measures().filter_map(|(_, measure)| measure.what.as_ref()));
    more.extend(reader.letters(aim.work.iter().flat_map(|row| [Some(&row.task), row.owner.as_ref()]).flatten()));
    more.extend(list_concerned(reader, &aim.areas, &aim.audiences));
    more.extend(list_asked(reader, &aim.lead));
    SearchEntry {
        more,
        texts: reader.found(&aim.detail, texts),
        ..make_entry(
            reader.form(plan.record.words.aim.as_ref(), "search-aim", 1.0),
            link_part(reader, plan, objective, &aim.id.name, reader.words(&aim.text)),
        )
    }
}

fn find_action(
    reader: &Reader<'_>,
    plan: &Plan,
    objective: &Objective,
    action: &Numbered<Action>,
    texts: &mut Vec<Prose>,
) -> SearchEntry {
    let record = &action.record;
    let mut more = list_concerned(reader, &record.areas, &record.with);
    more.extend(list_asked(reader, &record.ask));
    let resources = record.resources.iter().filter_map(|resource| reader.publication.resources.get(&resource.name));
    more.extend(reader.letters(resources.map(|resource| &resource.title)));
    SearchEntry {
        number: Some(action.number.clone()),
        more,
        texts: reader.found(&record.detail, texts),
        ..make_entry(
            reader.what("search-action"),
            link_part(reader, plan, objective, &record.id.name, reader.words(&record.text)),
        )
    }
}

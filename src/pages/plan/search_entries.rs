//! What the search finds of a plan: itself, with its objectives and cross-cutting aims.

use crate::model::{CrossAim, Plan};
use crate::pages::guide_parts::link_guide;
use crate::pages::kinds::PageId;
use crate::pages::objective::search_entries::find_objective;
use crate::pages::page_context::Reader;
use crate::pages::search::words::{list_concerned, list_support, weigh};
use crate::pages::search::{USUAL, make_entry};
use crate::pages::view::{Link, SearchEntry, Words};
use crate::syntax::document::Prose;

/// A plan, with what stands in it.
pub fn find_plan(reader: &Reader<'_>, plan: &Plan, texts: &mut Vec<Prose>) -> SearchEntry {
    let record = &plan.record;
    let link = reader.plan_link(plan);
    let mut below: Vec<SearchEntry> =
        plan.objectives.iter().map(|objective| find_objective(reader, plan, objective, texts)).collect();
    below.extend(record.aims.iter().map(|aim| find_cross_aim(reader, plan, aim, texts)));
    below.extend(link_guide(reader, plan).map(|link| SearchEntry {
        place: Some(reader.words(&record.title)),
        weight: weigh(reader, plan, USUAL),
        ..make_entry(reader.what("site-guide"), link)
    }));
    let themes = record.values.iter().chain(&record.themes);
    let mut slots = reader.story_found(&plan.introduction, texts);
    slots.extend(reader.found(record.mission.iter().chain(&record.vision), texts));
    slots.extend(reader.found(themes.clone().map(|theme| &theme.text), texts));
    let mut more = reader.letters(themes.filter_map(|theme| theme.title.as_ref()));
    more.extend(list_support(reader, &record.support));
    more.push(plan.id.clone());
    SearchEntry {
        place: reader.period(plan).map(Words::own),
        about: reader.maybe(record.summary.as_ref()),
        below,
        weight: weigh(reader, plan, 130),
        more,
        texts: slots,
        ..make_entry(reader.what("search-plan"), link)
    }
}

fn find_cross_aim(reader: &Reader<'_>, plan: &Plan, aim: &CrossAim, texts: &mut Vec<Prose>) -> SearchEntry {
    let words = reader.words(&aim.text);
    let address = reader.anchored(&PageId::Plan(plan.id.clone()), &aim.id.name);
    SearchEntry {
        place: Some(reader.words(&plan.record.title)),
        weight: weigh(reader, plan, USUAL),
        more: list_concerned(reader, &aim.areas, &aim.audiences),
        texts: reader.found(&aim.detail, texts),
        ..make_entry(
            reader.form(plan.record.words.cross_aim.as_ref(), "search-cross-aim", 1.0),
            Link { address, words },
        )
    }
}

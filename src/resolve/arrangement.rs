//! Sorts and numbers the entities, and derives what is current and what follows what.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use jiff::{ToSpan, civil};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Category, Entities, Follows, News, Numbered, Plan, Publication, Referent};
use crate::records;
use crate::records::values::Number;
use crate::resolve::lineage;

/// Sorts, numbers and connects the entities that are shown.
pub fn arrange_entities(entities: &mut Entities, faults: &mut Vec<Diagnostic>) {
    entities.plans.iter_mut().for_each(number_plan);
    sort_entities(entities);
    let places = entities.pages.iter().enumerate().map(|(place, page)| (page.id.clone(), place));
    entities.page_places = places.collect();
    find_successors(entities);
    entities.current = find_current_plan(entities);
    lineage::connect_lineages(entities, faults);
    find_next_reports(entities);
    check_circles(entities, faults);
}

/// Brings a plan's objectives into its order, and gives all numbers.
fn number_plan(plan: &mut Plan) {
    let mut unordered = std::mem::take(&mut plan.objectives);
    for reference in &plan.record.objectives {
        let id = reference.name.rsplit('/').next().unwrap_or_default();
        let Some(at) = unordered.iter().position(|objective| objective.id == id) else { continue };
        let mut objective = unordered.swap_remove(at);
        let number = plan.objectives.len() + 1;
        let actions = std::mem::take(&mut objective.record.actions).into_iter().enumerate();
        let actions = actions.map(|(at, record)| Numbered { number: format!("{number}-A{}", at + 1), record });
        objective.actions = actions.collect();
        objective.number = number;
        plan.objectives.push(objective);
    }
}

/// Sorts by date, latest first and without a year last, and then by id, so that the order is always the same.
fn sort_entities(entities: &mut Entities) {
    entities.plans.sort_by(|a, b| {
        let start = |plan| Publication::span(plan).map(|(start, _)| start);
        start(b).cmp(&start(a)).then_with(|| a.id.cmp(&b.id))
    });
    entities.dates.sort_by(|a, b| {
        let key = |date: &records::KeyDate| {
            (
                date.date.first_day().is_none(),
                date.date.first_day(),
                date.date.last_day(),
                date.from.as_ref().map(|at| at.value),
                date.date.value,
            )
        };
        key(a).cmp(&key(b)).then_with(|| a.id.name.cmp(&b.id.name))
    });
    entities
        .updates
        .sort_by(|a, b| (b.record.published.last_day(), &b.id).cmp(&(a.record.published.last_day(), &a.id)));
    entities.news.sort_by(|a, b| {
        let day = |news: &News| news.record.date.last_day();
        let places = place_in_list(a.record.order).total_cmp(&place_in_list(b.record.order));
        day(b).cmp(&day(a)).then(places).then_with(|| b.id.cmp(&a.id))
    });
    entities.groups.sort_by(|a, b| a.id.cmp(&b.id));
    entities.pages.sort_unstable_by(|a, b| {
        let places = place_in_list(a.record.order).total_cmp(&place_in_list(b.record.order));
        places.then_with(|| a.id.cmp(&b.id))
    });
}

/// What has no `order` comes after what has one.
fn place_in_list(order: Option<Number>) -> f64 {
    order.map_or(f64::INFINITY, |order| order.0)
}

fn find_successors(entities: &mut Entities) {
    let followed: BTreeMap<String, String> = (entities.plans.iter())
        .filter_map(|plan| match &plan.record.follows {
            Some(Follows::Plan(earlier)) => Some((earlier.name.clone(), plan.id.clone())),
            _ => None,
        })
        .collect();
    for plan in &mut entities.plans {
        plan.successor = followed.get(&plan.id).cloned();
    }
}

/// Of the plans that are no part of another: the one whose period holds the day; else the latest
/// that ended; else the first to come.
fn find_current_plan(entities: &Entities) -> Option<usize> {
    let today = entities.today;
    let spans: Vec<(usize, (civil::Date, civil::Date))> = (entities.plans.iter().enumerate())
        .filter(|(_, plan)| plan.record.parent.is_none() && !plan.objectives.is_empty())
        .filter_map(|(at, plan)| Some((at, Publication::span(plan)?)))
        .collect();
    let now = spans.iter().find(|(_, (start, end))| (*start..=*end).contains(&today));
    let ended = || spans.iter().filter(|(_, (_, end))| *end < today).max_by_key(|(_, (_, end))| *end);
    let coming = || spans.iter().filter(|(_, (start, _))| *start > today).min_by_key(|(_, (start, _))| *start);
    now.or_else(ended).or_else(coming).map(|(at, _)| *at)
}

/// The end of the next stretch of time on which a report is due, where reports are published.
fn find_next_reports(entities: &mut Entities) {
    let today = entities.today;
    for at in 0..entities.plans.len() {
        let plan = &entities.plans[at];
        let (Some(reports), Some((start, end))) = (&plan.record.reports, Publication::span(plan)) else { continue };
        if reports.public == Some(false) {
            continue;
        }
        let latest = (entities.updates.iter())
            .filter(|update| update.record.plan.name == plan.id)
            .filter_map(|update| update.record.period.last_day())
            .max();
        let months = i32::from(reports.every.months());
        let after = latest.unwrap_or_else(|| today.saturating_sub(1.day()));
        let ends = (1..1200).map(|n| start.saturating_add((n * months).months()).saturating_sub(1.day()));
        let next = ends.take_while(|day| *day <= end).find(|day| *day > after);
        entities.plans[at].next_report = next;
    }
}

/// Reports references that lead back to their record.
fn check_circles(entities: &Entities, faults: &mut Vec<Diagnostic>) {
    check_categories(&entities.site.audiences, faults);
    check_categories(&entities.site.areas, faults);
    for (id, contact) in &entities.contacts {
        let above = |id: &str| {
            entities
                .contacts
                .get(id)
                .and_then(|contact| contact.reports_to.as_ref())
                .map(|reference| reference.name.as_str())
        };
        check_circle(id, contact.reports_to.as_ref(), &above, faults);
        let after = |id: &str| {
            entities
                .contacts
                .get(id)
                .and_then(|contact| contact.succeeded_by.as_ref())
                .map(|reference| reference.name.as_str())
        };
        check_circle(id, contact.succeeded_by.as_ref(), &after, faults);
        let via = |id: &str| {
            entities.contacts.get(id).and_then(|contact| contact.via.as_ref()).map(|reference| reference.name.as_str())
        };
        check_circle(id, contact.via.as_ref(), &via, faults);
    }
    for (id, party) in &entities.parties {
        let parent = |id: &str| {
            entities.parties.get(id).and_then(|party| party.parent.as_ref()).map(|reference| reference.name.as_str())
        };
        check_circle(id, party.parent.as_ref(), &parent, faults);
    }
    for plan in &entities.plans {
        let parent = |id: &str| {
            entities.plan(id).and_then(|plan| plan.record.parent.as_ref()).map(|reference| reference.name.as_str())
        };
        check_circle(&plan.id, plan.record.parent.as_ref(), &parent, faults);
        let before = |id: &str| match entities.plan(id).map(|plan| &plan.record.follows) {
            Some(Some(Follows::Plan(earlier))) => Some(earlier.name.as_str()),
            _ => None,
        };
        if let Some(Follows::Plan(earlier)) = &plan.record.follows {
            check_circle(&plan.id, Some(earlier), &before, faults);
        }
    }
}

/// Reports audiences or areas that contain themselves.
fn check_categories<K: Referent>(categories: &IndexMap<String, Category<K>>, faults: &mut Vec<Diagnostic>) {
    let within = |id: &str| Some(categories.get(id)?.within.as_ref()?.name.as_str());
    for (id, category) in categories {
        check_circle(id, category.within.as_ref(), &within, faults);
    }
}

/// Reports a circle once: at the record whose id comes first.
fn check_circle<'a, T>(
    id: &str,
    first: Option<&'a crate::model::Reference<T>>,
    next: &dyn Fn(&str) -> Option<&'a str>,
    faults: &mut Vec<Diagnostic>,
) {
    let Some(first) = first else { return };
    let mut at = Some(first.name.as_str());
    for _ in 0..64 {
        match at {
            Some(found) if found == id => {
                faults.push(
                    Diagnostic::new(Code::Cycle, first.place.clone(), format!("`{id}` comes round to itself here"))
                        .help("Name another here, or remove this: one step of the circle has to lead out of it."),
                );
                return;
            }
            Some(found) if found < id => return,
            Some(found) => at = next(found),
            None => return,
        }
    }
}

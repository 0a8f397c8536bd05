//! Rules about plans: their time, their objectives, their targets, their actions.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Continues, Objective, Plan, Publication};

/// All rules about plans.
pub fn check(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    check_overlaps(publication, faults);
    for plan in &publication.plans {
        check_completeness(plan, faults);
        check_idle_objectives(plan, faults);
        for objective in &plan.objectives {
            check_earlier_plans(publication, plan, objective, faults);
            check_aims(objective, faults);
            check_reach(publication, objective, faults);
        }
    }
}

/// A plan has a period and objectives, or neither while only its making is published.
fn check_completeness(plan: &Plan, faults: &mut Vec<Diagnostic>) {
    let record = &plan.record;
    if record.at.file.is_empty() {
        let place = plan.objectives.first().map(|objective| objective.record.at.clone()).unwrap_or_default();
        let file = crate::diagnostic::Place::whole(&format!("content/plans/{}/plan.yaml", plan.id));
        let mut fault =
            Diagnostic::new(Code::MissingFile, file, format!("`content/plans/{}/plan.yaml` is not there", plan.id))
                .help("Write it: `title`, `period` and `objectives`.");
        if !place.file.is_empty() {
            fault = fault.label(place, "an objective of this plan");
        }
        faults.push(fault);
        return;
    }
    if record.period.is_none() && !record.objectives.is_empty() {
        let place = record.objectives[0].place.clone();
        faults.push(
            Diagnostic::new(Code::MissingKey, place, "a plan with objectives needs `period`")
                .help("Write `period: {start: 2025-01-01, end: 2027-12-31}`."),
        );
    }
    if record.period.is_some() && record.adopted.is_some() && record.objectives.is_empty() {
        let place = record.title.place.clone();
        faults.push(
            Diagnostic::new(Code::MissingKey, place, "a plan that is adopted needs `objectives`")
                .help("List the ids of its objectives, in order."),
        );
    }
    if let Some(period) = &record.period {
        let (start, end) = (period.start.first_day(), period.end.last_day());
        if start.is_none() || end.is_none() {
            faults.push(
                Diagnostic::new(Code::BadDate, period.at.clone(), "a period needs dates with a year")
                    .help("Write the year too, as in `2026-09`."),
            );
        } else if start > end {
            faults.push(
                Diagnostic::new(Code::PeriodReversed, period.end.place.clone(), "this period ends before it starts")
                    .label(period.start.place.clone(), "it starts here")
                    .help("Correct one of the two."),
            );
        }
    }
}

/// Two plans cover the same time only where one is part of the other.
fn check_overlaps(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    let mut spans: Vec<_> = (publication.plans.iter())
        .filter(|plan| plan.record.parent.is_none())
        .filter_map(|plan| Some((Publication::span(plan)?, plan)))
        .filter(|((start, end), _)| start <= end)
        .collect();
    spans.sort_by_key(|(span, plan)| (*span, plan.id.clone()));
    for pair in spans.windows(2) {
        let [((_, end), first), ((start, _), second)] = pair else { continue };
        if start <= end {
            let places = (first.record.period.as_ref(), second.record.period.as_ref());
            let (Some(one), Some(two)) = places else { continue };
            faults.push(
                Diagnostic::new(
                    Code::PeriodsOverlap,
                    two.start.place.clone(),
                    format!("`{}` begins before `{}` has ended", second.id, first.id),
                )
                .label(one.end.place.clone(), "it ends here")
                .help("Change one of the periods, or say with `parent:` that one plan is part of the other."),
            );
        }
    }
}

/// What is carried on stands in a plan that began earlier.
fn check_earlier_plans(publication: &Publication, plan: &Plan, objective: &Objective, faults: &mut Vec<Diagnostic>) {
    let start = |plan: &Plan| Publication::span(plan).map(|(start, _)| start);
    // What an aim carries on because its id is the same is said of its objective.
    let aims =
        objective.record.aims.iter().flat_map(|aim| {
            aim.continues.iter().flat_map(Continues::places).filter(|(_, place)| **place != aim.id.place)
        });
    let actions = objective.actions.iter().filter_map(|action| action.record.continues.as_ref());
    let actions = actions.flat_map(Continues::places);
    for (name, place) in objective.record.continues.iter().flat_map(Continues::places).chain(actions).chain(aims) {
        let other = name.split('/').next().and_then(|id| publication.plan(id));
        if other.is_some_and(|other| other.id == plan.id || start(other) >= start(plan)) {
            let message = format!("`{name}` is in a plan that did not begin before this one");
            faults.push(Diagnostic::new(Code::Cycle, place.clone(), message).help("Name what an earlier plan said."));
        }
    }
}

fn check_aims(objective: &Objective, faults: &mut Vec<Diagnostic>) {
    if objective.record.aims.is_empty() && !objective.record.at.file.is_empty() {
        let place = objective.record.title.place.clone();
        faults.push(
            Diagnostic::new(Code::ObjectiveEmpty, place, format!("the objective `{}` has no aims", objective.id))
                .help("Add `aims:` with an `id` and a `text` each."),
        );
    }
}

/// Where a plan asks local parties to act, it does so under each objective.
fn check_idle_objectives(plan: &Plan, faults: &mut Vec<Diagnostic>) {
    let actions = || plan.objectives.iter().flat_map(|objective| &objective.actions);
    if actions().next().is_none() {
        return;
    }
    for objective in
        plan.objectives.iter().filter(|objective| objective.actions.is_empty() && !objective.record.at.file.is_empty())
    {
        let name = format!("{}/{}", plan.id, objective.id);
        if !actions().any(|action| action.record.also.iter().any(|also| also.name == name)) {
            let message = format!("the objective `{}` gives local parties nothing to do", objective.id);
            faults.push(
                Diagnostic::new(Code::ObjectiveIdle, objective.record.title.place.clone(), message).help(
                    "Add `actions:` with an `id`, a `text` and `for` each, or name it in another action's `also`.",
                ),
            );
        }
    }
}

/// An action that is in no party's guide is read by nobody.
fn check_reach(publication: &Publication, objective: &Objective, faults: &mut Vec<Diagnostic>) {
    if publication.parties.is_empty() {
        return;
    }
    for action in &objective.actions {
        if !publication.parties.values().any(|party| publication.is_for(&action.record, party)) {
            faults.push(
                Diagnostic::new(
                    Code::UnreachedAction,
                    action.record.id.place.clone(),
                    format!("the action `{}` is in no local party's guide", action.record.id.name),
                )
                .help("See `for` and `areas`: they name no kind and place that a party in parties.yaml has."),
            );
        }
    }
}

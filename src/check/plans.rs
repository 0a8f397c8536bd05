//! Rules about plans: their time, their objectives, their targets, their actions.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Baseline, Measure, Objective, Plan, Publication, Target};

/// All rules about plans.
pub fn check(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    periods(publication, faults);
    readings(publication, faults);
    for plan in &publication.plans {
        complete(plan, faults);
        for objective in &plan.objectives {
            earlier(publication, plan, objective, faults);
            aims(objective, faults);
            reach(publication, objective, faults);
        }
    }
}

/// A plan has a period and objectives, or neither while only its making is published.
fn complete(plan: &Plan, faults: &mut Vec<Diagnostic>) {
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
            faults.push(Diagnostic::new(Code::BadDate, period.at.clone(), "a period needs dates with a year"));
        } else if start > end {
            faults.push(
                Diagnostic::new(Code::PeriodReversed, period.end.place.clone(), "this period ends before it starts")
                    .label(period.start.place.clone(), "it starts here"),
            );
        }
    }
}

/// Two plans cover the same time only where one is part of the other.
fn periods(publication: &Publication, faults: &mut Vec<Diagnostic>) {
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

/// An update gives a measure one figure for a day; a correction comes with a later update.
fn readings(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    for update in &publication.updates {
        let mut seen = std::collections::BTreeMap::new();
        for reading in &update.record.readings {
            let key = (reading.measure.name.as_str(), reading.date.value);
            if let Some(first) = seen.insert(key, &reading.date.place) {
                let message = format!("`{}` has two figures for one day here", reading.measure.name);
                faults.push(
                    Diagnostic::new(Code::DuplicateId, reading.date.place.clone(), message)
                        .label(first.clone(), "the first of them")
                        .help("Keep the right one; a later update may correct it."),
                );
            }
        }
    }
}

/// What is carried on stands in a plan that began earlier.
fn earlier(publication: &Publication, plan: &Plan, objective: &Objective, faults: &mut Vec<Diagnostic>) {
    let start = |plan: &Plan| Publication::span(plan).map(|(start, _)| start);
    let aims = objective.record.aims.iter().filter_map(|aim| aim.continues.as_ref());
    let actions = objective.actions.iter().filter_map(|action| action.record.continues.as_ref());
    let names = objective.record.continues.iter().chain(aims).chain(actions).flat_map(|own| &own.names);
    for name in names {
        let other = name.name.split('/').next().and_then(|id| publication.plan(id));
        if other.is_some_and(|other| other.id == plan.id || start(other) >= start(plan)) {
            let message = format!("`{}` is in a plan that did not begin before this one", name.name);
            faults.push(
                Diagnostic::new(Code::Cycle, name.place.clone(), message).help("Name what an earlier plan said."),
            );
        }
    }
}

fn aims(objective: &Objective, faults: &mut Vec<Diagnostic>) {
    if objective.record.aims.is_empty() && !objective.record.at.file.is_empty() {
        let place = objective.record.title.place.clone();
        faults.push(
            Diagnostic::new(Code::ObjectiveEmpty, place, format!("the objective `{}` has no aims", objective.id))
                .help("Add `aims:` with an `id` and a `text` each."),
        );
    }
    for aim in &objective.record.aims {
        for (_, measure) in aim.all_measures() {
            check_measure(measure, faults);
        }
    }
}

fn check_measure(measure: &Measure, faults: &mut Vec<Diagnostic>) {
    if measure.same_as.is_some() {
        return;
    }
    let missing =
        [("what", measure.what.is_none()), ("unit", measure.unit.is_none()), ("target", measure.target.is_none())];
    for (key, _) in missing.iter().filter(|(_, missing)| *missing) {
        let fault = Diagnostic::new(Code::MissingKey, measure.at.clone(), format!("a measure needs `{key}`"));
        faults.push(fault.help("Write `what`, `unit` and `target`, or `same_as` with another measure's name."));
    }
    let Some(target) = &measure.target else { return };
    if !has_one_shape(target) {
        faults
            .push(Diagnostic::new(Code::TargetShape, target.at.clone(), "a target says one thing").help(
                "Write one of {from, to}, {at_least}, {at_most}, {value}, {value, each: year}, {times} or {go}.",
            ));
    } else if let (Some(from), Some(to)) = (target.from, target.to)
        && from.0 > to.0
    {
        faults.push(Diagnostic::new(Code::BadNumber, target.at.clone(), "this range begins above its end"));
    }
    if (target.times.is_some() || target.go.is_some()) && measure.baseline.is_none() {
        faults.push(
            Diagnostic::new(
                Code::BaselineMissing,
                target.at.clone(),
                "this target compares with a figure that is not given",
            )
            .help("Add `baseline: {value: …, date: …}`, or `baseline: not-given` if the plan does not say."),
        );
    }
    if let Some(Baseline::Given(start)) = &measure.baseline
        && start.date.first_day().is_none()
    {
        faults.push(Diagnostic::new(Code::BadDate, start.date.place.clone(), "a baseline needs a date with a year"));
    }
}

/// Whether a target is of exactly one of its shapes.
fn has_one_shape(target: &Target) -> bool {
    let range = target.from.is_some() && target.to.is_some();
    let half = target.from.is_some() != target.to.is_some();
    let shapes = [
        range,
        target.at_least.is_some(),
        target.at_most.is_some(),
        target.value.is_some(),
        target.times.is_some(),
        target.go.is_some(),
    ];
    !half && shapes.iter().filter(|there| **there).count() == 1 && (target.each.is_none() || target.value.is_some())
}

/// An action that is in no party's guide is read by nobody.
fn reach(publication: &Publication, objective: &Objective, faults: &mut Vec<Diagnostic>) {
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

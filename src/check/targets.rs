//! Rules about figures: targets of one shape, with what they compare to, in a unit that can be.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Baseline, Measure, Publication, Target, Words};

/// All rules about figures.
pub fn check(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    let mut known: HashMap<String, &Measure> = HashMap::new();
    for plan in &publication.plans {
        for objective in &plan.objectives {
            for aim in &objective.record.aims {
                for (id, measure) in aim.all_measures() {
                    known.insert(format!("{}/{}/{id}", plan.id, objective.id), measure);
                }
            }
        }
    }
    let mut measures: Vec<(&String, &&Measure)> = known.iter().collect();
    measures.sort_by_key(|(name, _)| *name);
    for (_, measure) in measures {
        match &measure.same_as {
            None => check_measure(measure, faults),
            Some(other) => check_unit(measure, known.get(other.name.as_str()).copied(), faults),
        }
    }
    check_readings(publication, &known, faults);
}

/// What a measure that stands for itself has to say.
fn check_measure(measure: &Measure, faults: &mut Vec<Diagnostic>) {
    let missing =
        [("what", measure.what.is_none()), ("unit", measure.unit.is_none()), ("target", measure.target.is_none())];
    for (key, _) in missing.iter().filter(|(_, missing)| *missing) {
        let fault = Diagnostic::new(Code::MissingKey, measure.at.clone(), format!("a measure needs `{key}`"));
        faults.push(fault.help("Write `what`, `unit` and `target`, or `same_as` with another measure's name."));
    }
    if let Some(Baseline::Given(start)) = &measure.baseline {
        if start.date.first_day().is_none() {
            faults.push(
                Diagnostic::new(Code::BadDate, start.date.place.clone(), "a baseline needs a date with a year")
                    .help("Write the year too, as in `2024-12-31`."),
            );
        }
        check_percentage(measure.unit.as_ref(), start.value.0, &start.at, faults);
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
        faults.push(
            Diagnostic::new(Code::BadNumber, target.at.clone(), "this range begins above its end")
                .help(format!("Write `from: {}, to: {}`.", to.0, from.0)),
        );
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
    for figure in [target.from, target.to, target.at_least, target.at_most, target.value].into_iter().flatten() {
        check_percentage(measure.unit.as_ref(), figure.0, &target.at, faults);
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

/// A measure that is another's has that one's unit.
fn check_unit(measure: &Measure, other: Option<&Measure>, faults: &mut Vec<Diagnostic>) {
    let (Some(measure_unit), Some(unit)) = (&measure.unit, other.and_then(|other| other.unit.as_ref())) else { return };
    if measure_unit.source != unit.source {
        faults.push(
            Diagnostic::new(
                Code::UnitMismatch,
                measure_unit.place.clone(),
                "this unit is not that of the measure it is the same as",
            )
            .label(unit.place.clone(), "its unit")
            .help("Remove the unit here: it is said once, where the measure stands."),
        );
    }
}

/// A share of a whole is between 0 and 100.
fn check_percentage(unit: Option<&Words>, figure: f64, place: &Place, faults: &mut Vec<Diagnostic>) {
    const SIGNS: &[&str] = &["%", "percent", "per cent", "y cant"];
    let share = unit.is_some_and(|unit| unit.source.iter().any(|(_, word)| SIGNS.contains(&&*word.to_lowercase())));
    if share && !(0.0..=100.0).contains(&figure) {
        let message = format!("{figure} is not a percentage of a whole");
        faults.push(
            Diagnostic::new(Code::UnitMismatch, place.clone(), message)
                .help("Write a figure from 0 to 100, or say in `unit` what is counted."),
        );
    }
}

/// An update gives a measure one figure for a day, in its unit; a correction comes with a later
/// update.
fn check_readings(publication: &Publication, known: &HashMap<String, &Measure>, faults: &mut Vec<Diagnostic>) {
    for update in &publication.updates {
        let mut seen = std::collections::BTreeMap::new();
        for reading in &update.record.readings {
            let name = reading.measure.name.as_str();
            check_percentage(
                known.get(name).and_then(|measure| measure.unit.as_ref()),
                reading.value.0,
                &reading.at,
                faults,
            );
            if let Some(first) = seen.insert((name, reading.date.value), &reading.date.place) {
                let message = format!("`{name}` has two figures for one day here");
                faults.push(
                    Diagnostic::new(Code::DuplicateId, reading.date.place.clone(), message)
                        .label(first.clone(), "the first of them")
                        .help("Keep the right one; a later update may correct it."),
                );
            }
        }
    }
}

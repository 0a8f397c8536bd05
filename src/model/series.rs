//! The figures of a measure over time, in all plans that continue it.

use std::collections::BTreeSet;

use jiff::civil;

use super::{Measure, Name, Publication, Reading, Update};

/// A figure of a series.
#[derive(Debug, Clone, Copy)]
pub struct Figure<'a> {
    /// What was reported.
    pub reading: &'a Reading,
    /// In which update.
    pub update: &'a Update,
    /// Whether it replaces another that was reported of the same day before.
    pub corrected: bool,
    /// The day that it is of, or the last one of its month, quarter or year.
    pub day: civil::Date,
}

/// Every figure of a measure, the earliest first; of two for one day the one that was published
/// later. Those of the measures that it carries on, in earlier plans, are among them.
#[must_use]
pub fn collect_figures<'a>(publication: &'a Publication, name: &Name) -> Vec<Figure<'a>> {
    let names = find_continued_measures(publication, name);
    let mut figures: Vec<Figure<'a>> = Vec::new();
    // Updates stand latest first.
    for update in publication.updates.iter().rev() {
        for reading in update.record.readings.iter().filter(|reading| names.contains(&reading.measure.name)) {
            let Some(day) = reading.date.last_day() else { continue };
            let same = figures.iter_mut().find(|figure| figure.reading.date.value == reading.date.value);
            match same {
                Some(figure) => {
                    let corrected = figure.corrected || figure.update.id != update.id;
                    *figure = Figure { reading, update, corrected, day };
                }
                None => figures.push(Figure { reading, update, corrected: false, day }),
            }
        }
    }
    figures.sort_by_key(|figure| figure.day);
    figures
}

/// The full names of a measure and of those that it carries on: measures of the aims that its aim
/// continues, of the same id or the only one there, and in the same unit.
fn find_continued_measures(publication: &Publication, name: &Name) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut waiting = vec![name.clone()];
    while let Some(name) = waiting.pop() {
        let Some((aim, measure)) = publication.measured(&name) else { continue };
        if !names.insert(name.to_string()) {
            continue;
        }
        for earlier in aim
            .continues
            .iter()
            .flat_map(|continues| &continues.names)
            .filter_map(|reference| Name::read(&reference.name))
        {
            let id = if name.item.as_deref() == Some(&aim.id.name) { earlier.item.clone() } else { name.item.clone() };
            let name = Name { item: id, ..earlier };
            let alike = |(_, other): &(_, &Measure)| unit_forms(other) == unit_forms(measure);
            if publication.measured(&name).is_some_and(|found| alike(&found)) {
                waiting.push(name);
            }
        }
    }
    names
}

fn unit_forms(measure: &Measure) -> Option<&[(&'static str, String)]> {
    measure.unit.as_ref().map(|unit| &unit.source[..])
}

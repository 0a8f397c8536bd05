//! The measures of a plan: which there are, what was reported of them, and their table.

use crate::model::{
    Aim, At, Baseline, Cycle, Date, Lang, Measure, Name, Objective, Plan, Publication, Reading, Trend, Words,
};
use crate::pages::data::tables::{Cell, Table, day, url, words_of};
use crate::pages::kinds::Route;
use crate::records::values::Number;

/// A measure with what stands around it.
pub(crate) struct MeasureAt<'a> {
    pub objective: &'a Objective,
    pub aim: &'a Aim,
    pub id: &'a str,
    /// As it is written.
    pub measure: &'a Measure,
}

/// Every measure of a plan, in order.
pub(crate) fn measures_of(plan: &Plan) -> impl Iterator<Item = MeasureAt<'_>> {
    plan.objectives.iter().flat_map(|objective| {
        objective
            .record
            .aims
            .iter()
            .flat_map(move |aim| aim.all_measures().map(move |(id, measure)| MeasureAt { objective, aim, id, measure }))
    })
}

/// The measure that holds the facts, where another is said to be the same.
pub(crate) fn meant<'a>(publication: &'a Publication, measure: &'a Measure) -> &'a Measure {
    let same = measure.same_as.as_ref().and_then(|same| find(publication, &same.name));
    same.unwrap_or(measure)
}

fn find<'a>(publication: &'a Publication, name: &str) -> Option<&'a Measure> {
    let name = Name::read(name)?;
    let objective = publication.objective(&name.plan, &name.part)?;
    let id = name.item.as_deref()?;
    let mut all = objective.record.aims.iter().flat_map(Aim::all_measures);
    all.find(|(own, measure)| *own == id && measure.same_as.is_none()).map(|(_, measure)| measure)
}

/// The figures reported of a measure, the earliest first; of one date, the later report holds.
pub(crate) fn readings<'a>(publication: &'a Publication, name: &str) -> Vec<&'a Reading> {
    let mut found: Vec<&Reading> = Vec::new();
    // Updates stand the latest first, and of two readings in one the later line holds.
    for reading in publication.updates.iter().flat_map(|update| update.record.readings.iter().rev()) {
        if reading.measure.name == name && found.iter().all(|other| other.date.value != reading.date.value) {
            found.push(reading);
        }
    }
    found.sort_by_key(|reading| reading.date.value.last_day());
    found
}

/// By when a target holds: its own day, or the plan's end.
pub(crate) fn due(plan: &Plan, by: Option<&At<Date>>) -> Option<String> {
    let end = plan.record.period.as_ref().map(|period| period.end.value);
    by.map(|by| by.value).or(end).map(Date::spelling)
}

/// One row per measure.
pub(crate) fn measures(publication: &Publication, plan: &Plan, lang: &Lang) -> Table {
    let head = vec![
        "plan",
        "objective",
        "aim",
        "id",
        "what",
        "unit",
        "area",
        "baseline",
        "baseline_date",
        "from",
        "to",
        "within",
        "at_least",
        "at_most",
        "value",
        "each",
        "times",
        "go",
        "by",
        "source",
        "same_as",
        "latest",
        "latest_date",
        "url",
    ];
    Table { head, rows: measures_of(plan).map(|at| measure_row(publication, plan, &at, lang)).collect() }
}

fn measure_row(publication: &Publication, plan: &Plan, at: &MeasureAt<'_>, lang: &Lang) -> Vec<Cell> {
    let measure = meant(publication, at.measure);
    let target = measure.target.clone().unwrap_or_default();
    let figure = |number: Option<Number>| Cell::from(number.map(|number| Cell::Number(number.0)));
    let (baseline, since) = match &measure.baseline {
        Some(Baseline::Given(start)) => (Cell::Number(start.value.0), day(Some(&start.date))),
        Some(Baseline::NotGiven) => ("not-given".into(), "".into()),
        None => ("".into(), "".into()),
    };
    let same = at.measure.same_as.as_ref().map(|same| same.name.clone());
    let own = format!("{}/{}/{}", plan.id, at.objective.id, at.id);
    let known = readings(publication, same.as_deref().unwrap_or(&own));
    let by = measure.target.as_ref().and_then(|target| due(plan, target.by.as_ref()));
    let route = Route::Objective(plan.id.clone(), at.objective.id.clone());
    vec![
        Cell::from(plan.id.as_str()),
        at.objective.id.as_str().into(),
        at.aim.id.name.as_str().into(),
        at.id.into(),
        words_of(measure.what.as_ref(), lang),
        measure.unit.as_ref().map(|unit| unit_in(unit, lang)).into(),
        measure.area.as_ref().map(|area| area.name.as_str()).into(),
        baseline,
        since,
        figure(target.from),
        figure(target.to),
        target.within.map(|within| within.to_string()).into(),
        figure(target.at_least),
        figure(target.at_most),
        figure(target.value),
        target.each.map(Cycle::word).into(),
        figure(target.times),
        target.go.map(Trend::word).into(),
        by.into(),
        words_of(measure.source.as_ref(), lang),
        same.into(),
        known.last().map(|reading| Cell::Number(reading.value.0)).into(),
        day(known.last().map(|reading| &*reading.date)),
        url(publication, &route, Some(&at.aim.id.name), lang),
    ]
}

/// The form that stands for all, `other`.
fn unit_in<'a>(unit: &'a Words, lang: &Lang) -> &'a str {
    let forms = unit.translations.iter().find(|(l, _)| l == lang).map_or(&unit.source, |(_, forms)| forms);
    let other = forms.iter().find(|(form, _)| *form == "other").or(forms.first());
    other.map_or("", |(_, word)| word)
}

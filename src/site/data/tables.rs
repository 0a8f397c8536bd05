//! The tables of a plan: objectives with their aims, actions, measures.
//!
//! The keys of the header row are stable and the same in every language; ids and names stand as
//! they are in the content, several of them with a semicolon between.

use serde::Serialize;

use super::{absolute, plain};
use crate::address::{self, Route};
use crate::model::{
    Action, Aim, At, Baseline, Date, Lang, Measure, Name, Numbered, Objective, Plan, Publication, Reference, Text,
};

/// A table with a header row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    /// The names of the columns.
    pub head: Vec<&'static str>,
    /// The rows, each as long as the head.
    pub rows: Vec<Vec<Cell>>,
}

/// A field of a table.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Cell {
    /// Somebody's words.
    Text(String),
    /// A figure.
    Number(f64),
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Text(number.to_string())
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or_else(|| Self::from(""), Into::into)
    }
}

/// One row per objective, per aim of it, and per aim of the whole plan.
pub(super) fn objectives(publication: &Publication, plan: &Plan, lang: &Lang) -> Table {
    let head =
        vec!["plan", "kind", "number", "id", "text", "summary", "for", "areas", "serves", "lead", "continues", "url"];
    let cross = plan.record.aims.iter().map(|aim| {
        vec![
            Cell::from(plan.id.as_str()),
            "cross-cutting-aim".into(),
            "".into(),
            aim.id.name.as_str().into(),
            plain::words(&aim.text, lang).into(),
            aim.detail
                .as_ref()
                .map(|detail| plain::prose(detail.read(lang, publication.source_language()).0, publication, lang))
                .into(),
            join(&aim.audiences),
            join(&aim.areas),
            join(&aim.serves),
            "".into(),
            aim.continues.as_ref().map(|continues| join(&continues.names)).into(),
            url(publication, &Route::Plan(plan.id.clone()), Some(&aim.id.name), lang),
        ]
    });
    let own = plan.objectives.iter().flat_map(|objective| {
        let aims = objective.record.aims.iter().zip(1..);
        std::iter::once(objective_row(publication, plan, objective, lang))
            .chain(aims.map(|(aim, number)| aim_row(publication, (plan, objective), aim, number, lang)))
    });
    Table { head, rows: own.chain(cross).collect() }
}

fn objective_row(publication: &Publication, plan: &Plan, objective: &Objective, lang: &Lang) -> Vec<Cell> {
    let record = &objective.record;
    vec![
        Cell::from(plan.id.as_str()),
        "objective".into(),
        objective.number.into(),
        objective.id.as_str().into(),
        plain::words(&record.title, lang).into(),
        record.summary.as_ref().map(|summary| plain::words(summary, lang)).into(),
        "".into(),
        "".into(),
        "".into(),
        record.lead.as_ref().map(|lead| lead.name.as_str()).into(),
        objective.continues.iter().map(Name::to_string).collect::<Vec<_>>().join("; ").into(),
        url(publication, &Route::Objective(plan.id.clone(), objective.id.clone()), None, lang),
    ]
}

fn aim_row(publication: &Publication, at: (&Plan, &Objective), aim: &Aim, number: usize, lang: &Lang) -> Vec<Cell> {
    let (plan, objective) = at;
    vec![
        Cell::from(plan.id.as_str()),
        "aim".into(),
        format!("{}.{number}", objective.number).into(),
        format!("{}/{}", objective.id, aim.id.name).into(),
        plain::words(&aim.text, lang).into(),
        aim.detail
            .as_ref()
            .map(|detail| plain::prose(detail.read(lang, publication.source_language()).0, publication, lang))
            .into(),
        join(&aim.audiences),
        join(&aim.areas),
        "".into(),
        aim.lead.as_ref().map(|lead| lead.name.as_str()).into(),
        aim.continues.as_ref().map(|continues| join(&continues.names)).into(),
        url(publication, &Route::Objective(plan.id.clone(), objective.id.clone()), Some(&aim.id.name), lang),
    ]
}

/// One row per action, under its own objective.
pub(super) fn actions(publication: &Publication, plan: &Plan, lang: &Lang) -> Table {
    let head = vec![
        "plan",
        "objective",
        "number",
        "id",
        "text",
        "detail",
        "for",
        "aim",
        "also",
        "level",
        "areas",
        "season",
        "every",
        "by",
        "with",
        "ask",
        "use",
        "continues",
        "url",
    ];
    let rows = plan.objectives.iter().flat_map(|objective| {
        objective.actions.iter().map(move |action| action_row(publication, (plan, objective), action, lang))
    });
    Table { head, rows: rows.collect() }
}

fn action_row(publication: &Publication, at: (&Plan, &Objective), action: &Numbered<Action>, lang: &Lang) -> Vec<Cell> {
    let (plan, objective) = at;
    let record = &action.record;
    vec![
        Cell::from(plan.id.as_str()),
        objective.id.as_str().into(),
        action.number.as_str().into(),
        record.id.name.as_str().into(),
        plain::words(&record.text, lang).into(),
        detail(publication, record, lang),
        join(&record.audiences),
        record.aim.as_ref().map(|aim| aim.name.as_str()).into(),
        join(&record.also),
        record.level.map(crate::model::Level::word).into(),
        join(&record.areas),
        season(record),
        record.every.map(crate::model::Cycle::word).into(),
        day(record.by.as_ref()),
        join(&record.with),
        join(&record.ask),
        join(&record.resources),
        record.continues.as_ref().map(|continues| join(&continues.names)).into(),
        url(publication, &Route::Objective(plan.id.clone(), objective.id.clone()), Some(&record.id.name), lang),
    ]
}

/// A measure with what stands around it.
pub(super) struct MeasureAt<'a> {
    pub objective: &'a Objective,
    pub aim: &'a Aim,
    pub id: &'a str,
    /// As it is written.
    pub measure: &'a Measure,
}

/// Every measure of a plan, in order.
pub(super) fn measures_of(plan: &Plan) -> impl Iterator<Item = MeasureAt<'_>> {
    plan.objectives.iter().flat_map(|objective| {
        objective
            .record
            .aims
            .iter()
            .flat_map(move |aim| aim.all_measures().map(move |(id, measure)| MeasureAt { objective, aim, id, measure }))
    })
}

/// The measure that holds the facts, where another is said to be the same.
pub(super) fn meant<'a>(publication: &'a Publication, measure: &'a Measure) -> &'a Measure {
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
pub(super) fn readings<'a>(publication: &'a Publication, name: &str) -> Vec<&'a crate::model::Reading> {
    let mut found: Vec<&crate::model::Reading> = Vec::new();
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
pub(super) fn due(plan: &Plan, by: Option<&At<Date>>) -> Option<String> {
    let end = plan.record.period.as_ref().map(|period| period.end.value);
    by.map(|by| by.value).or(end).map(Date::spelling)
}

/// One row per measure.
pub(super) fn measures(publication: &Publication, plan: &Plan, lang: &Lang) -> Table {
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
    let figure = |number: Option<crate::parse::value::Number>| Cell::from(number.map(|number| Cell::Number(number.0)));
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
        target.each.map(crate::model::Cycle::word).into(),
        figure(target.times),
        target.go.map(crate::model::Trend::word).into(),
        by.into(),
        words_of(measure.source.as_ref(), lang),
        same.into(),
        known.last().map(|reading| Cell::Number(reading.value.0)).into(),
        day(known.last().map(|reading| &reading.date)),
        url(publication, &route, Some(&at.aim.id.name), lang),
    ]
}

/// The form that stands for all, `other`.
fn unit_in<'a>(unit: &'a crate::model::Words, lang: &Lang) -> &'a str {
    let forms = unit.translations.iter().find(|(l, _)| l == lang).map_or(&unit.source, |(_, forms)| forms);
    let other = forms.iter().find(|(form, _)| *form == "other").or(forms.first());
    other.map_or("", |(_, word)| word)
}

/// Names with a semicolon between.
pub(super) fn join(references: &[Reference]) -> Cell {
    references.iter().map(|reference| reference.name.as_str()).collect::<Vec<_>>().join("; ").into()
}

/// The months of an action.
pub(super) fn season(action: &Action) -> Cell {
    action.season.iter().map(|month| month.word()).collect::<Vec<_>>().join("; ").into()
}

/// More about an action.
pub(super) fn detail(publication: &Publication, action: &Action, lang: &Lang) -> Cell {
    let text = action.detail.as_ref().map(|detail| detail.read(lang, publication.source_language()).0);
    text.map(|text| plain::prose(text, publication, lang)).into()
}

/// A date in the spelling of the format.
pub(super) fn day(date: Option<&At<Date>>) -> Cell {
    date.map(|date| date.value.spelling()).into()
}

fn words_of(text: Option<&Text>, lang: &Lang) -> Cell {
    text.map(|text| plain::words(text, lang)).into()
}

/// Where a thing stands, as the world knows it.
pub(super) fn url(publication: &Publication, route: &Route, anchor: Option<&str>, lang: &Lang) -> Cell {
    absolute(publication, &address::link(route, anchor, lang, publication)).into()
}

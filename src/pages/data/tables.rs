//! The tables of a plan: objectives with their aims, actions, measures.
//!
//! The keys of the header row are stable and the same in every language; ids and names stand as
//! they are in the content, several of them with a semicolon between.

use crate::model::{
    Action, Aim, At, Cycle, Date, Lang, Level, Markdown, Name, Numbered, Objective, Plan, Publication, Reference, Text,
};
use crate::pages::data::{absolute, plain_text};
use crate::pages::kinds::{self, Route};

/// A table with a header row.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The names of the columns.
    pub head: Vec<&'static str>,
    /// The rows, each as long as the head.
    pub rows: Vec<Vec<Cell>>,
}

/// A field of a table.
#[derive(Debug, Clone, PartialEq)]
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
pub(crate) fn objectives(publication: &Publication, plan: &Plan, lang: &Lang) -> Table {
    let head =
        vec!["plan", "kind", "number", "id", "text", "summary", "for", "areas", "serves", "lead", "continues", "url"];
    let cross = plan.record.aims.iter().map(|aim| {
        vec![
            Cell::from(plan.id.as_str()),
            "cross-cutting-aim".into(),
            "".into(),
            aim.id.name.as_str().into(),
            plain_text::words(&aim.text, lang).into(),
            detail(publication, aim.detail.as_ref(), lang),
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
        plain_text::words(&record.title, lang).into(),
        record.summary.as_ref().map(|summary| plain_text::words(summary, lang)).into(),
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
        plain_text::words(&aim.text, lang).into(),
        detail(publication, aim.detail.as_ref(), lang),
        join(&aim.audiences),
        join(&aim.areas),
        "".into(),
        aim.lead.as_ref().map(|lead| lead.name.as_str()).into(),
        aim.continues.as_ref().map(|continues| join(&continues.names)).into(),
        url(publication, &Route::Objective(plan.id.clone(), objective.id.clone()), Some(&aim.id.name), lang),
    ]
}

/// One row per action, under its own objective.
pub(crate) fn actions(publication: &Publication, plan: &Plan, lang: &Lang) -> Table {
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
        plain_text::words(&record.text, lang).into(),
        detail(publication, record.detail.as_ref(), lang),
        join(&record.audiences),
        record.aim.as_ref().map(|aim| aim.name.as_str()).into(),
        join(&record.also),
        record.level.map(Level::word).into(),
        join(&record.areas),
        season(record),
        record.every.map(Cycle::word).into(),
        day(record.by.as_ref()),
        join(&record.with),
        join(&record.ask),
        join(&record.resources),
        record.continues.as_ref().map(|continues| join(&continues.names)).into(),
        url(publication, &Route::Objective(plan.id.clone(), objective.id.clone()), Some(&record.id.name), lang),
    ]
}

/// Names with a semicolon between.
pub(crate) fn join(references: &[Reference]) -> Cell {
    references.iter().map(|reference| reference.name.as_str()).collect::<Vec<_>>().join("; ").into()
}

/// The months of an action.
pub(crate) fn season(action: &Action) -> Cell {
    action.season.iter().map(|month| month.word()).collect::<Vec<_>>().join("; ").into()
}

/// More about an aim or an action, as plain text.
pub(crate) fn detail(publication: &Publication, detail: Option<&Markdown>, lang: &Lang) -> Cell {
    let text = detail.map(|detail| detail.read(lang, publication.source_language()));
    text.map(|(text, fallback)| plain_text::prose(text, publication, fallback.unwrap_or(lang))).into()
}

/// A date in the spelling of the format.
pub(crate) fn day(date: Option<&At<Date>>) -> Cell {
    date.map(|date| date.value.spelling()).into()
}

/// A text in a language, if there is one.
pub(crate) fn words_of(text: Option<&Text>, lang: &Lang) -> Cell {
    text.map(|text| plain_text::words(text, lang)).into()
}

/// Where a thing stands, as the world knows it.
pub(crate) fn url(publication: &Publication, route: &Route, anchor: Option<&str>, lang: &Lang) -> Cell {
    absolute(publication, &kinds::link(route, anchor, lang, publication)).into()
}

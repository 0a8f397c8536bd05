//! The view of how a plan is going.

use serde::Serialize;

use crate::pages::view::{Banner, Card, Fact, Link, MeasureView, Words};

/// How a plan is going.
#[derive(Debug, Serialize)]
pub struct Progress {
    /// The heading.
    pub title: Words,
    /// The plan.
    pub plan: Link,
    /// A word to readers of a plan that is not the current one.
    pub banner: Option<Banner>,
    /// Who reports, how often, and when next.
    pub facts: Vec<Fact>,
    /// That nothing has been reported, where that is so: said once.
    pub none: Option<String>,
    /// The reports, the latest first.
    pub updates: Vec<Card>,
    /// Objective by objective.
    pub objectives: Vec<ProgressPart>,
    /// What the plan calls its cross-cutting aims.
    pub cross_title: Words,
    /// Those among them that somebody has judged.
    pub cross: Vec<ProgressAim>,
}

/// How an objective is going.
#[derive(Debug, Serialize)]
pub struct ProgressPart {
    /// The anchor.
    pub id: String,
    /// Its number.
    pub number: usize,
    /// What the plan calls it, with the number.
    pub label: Words,
    /// Its page.
    pub link: Link,
    /// A few words for it.
    pub short: Words,
    /// How many targets it has, in words.
    pub targets: String,
    /// How it was judged, the latest first.
    pub states: Vec<StateRow>,
    /// Its aims that were judged or aim at a figure.
    pub aims: Vec<ProgressAim>,
}

/// How an aim is going.
#[derive(Debug, Serialize)]
pub struct ProgressAim {
    /// Such as `1.2`; a cross-cutting aim has none.
    pub number: Option<String>,
    /// Where it stands, and what it says.
    pub link: Link,
    /// How it was judged, the latest first.
    pub states: Vec<StateRow>,
    /// Its figures.
    pub measures: Vec<MeasureView>,
}

/// A person's judgement.
#[derive(Debug, Clone, Serialize)]
pub struct StateRow {
    /// The judgement, for the stylesheet.
    pub state: &'static str,
    /// The same in words.
    pub words: String,
    /// Who said so.
    pub by: Option<Words>,
    /// The report that says so, by its day.
    pub link: Link,
    /// What was said besides.
    pub note: Option<Words>,
}

/// A figure of a measure.
#[derive(Debug, Clone, Serialize)]
pub struct FigureRow {
    /// With its unit.
    pub figure: String,
    /// Of when.
    pub date: String,
    /// That it replaces another, and what was said of it.
    pub notes: Vec<Words>,
    /// The report that it stands in.
    pub link: Link,
}

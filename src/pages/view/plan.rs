//! The views of a plan and of what stands in it.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::pages::components::line_chart::Graph;
use crate::pages::components::organisation_chart::Drawing;
use crate::pages::view::{Body, Card, DateView, Fact, FigureRow, FileLink, Link, SupportRow, Value, Words};

/// The current plan at a glance.
#[derive(Debug, Serialize)]
pub struct Home {
    /// The plan's title, or the organisation's name where there is no plan.
    pub title: Words,
    /// What it is about.
    pub summary: Option<Words>,
    /// That the plan has ended or not begun, or that another follows it.
    pub banner: Option<Banner>,
    /// From when to when, and how it stands today.
    pub period: Option<Standing>,
    /// The plan's page.
    pub plan: Option<Link>,
    /// Its guide.
    pub guide: Option<Link>,
    /// What it calls its objectives.
    pub objectives_title: Words,
    /// Its objectives.
    pub objectives: Vec<ObjectiveCard>,
    /// The same as a picture.
    pub diagram: Option<Drawing>,
    /// What it calls its cross-cutting aims, and how many there are.
    pub cross_aims: Option<Link>,
    /// The next dates, or else the latest.
    pub dates: Vec<DateView>,
    /// The heading over the dates.
    pub dates_title: String,
    /// All dates.
    pub dates_link: Option<Link>,
    /// The latest news.
    pub news: Vec<Card>,
    /// All news.
    pub news_link: Option<Link>,
    /// Pages.
    pub pages: Vec<Card>,
}

/// How a plan stands on the build's day.
#[derive(Debug, Clone, Serialize)]
pub struct Standing {
    /// From when to when.
    pub period: String,
    /// Current, ended, or to come, with the day it depends on.
    pub words: String,
}

/// An objective in a few words.
#[derive(Debug, Clone, Serialize)]
pub struct Step {
    /// Its number.
    pub number: usize,
    /// Where it leads, in a few words.
    pub link: Link,
}

/// An objective in short.
#[derive(Debug, Clone, Serialize)]
pub struct ObjectiveCard {
    /// Its number.
    pub number: usize,
    /// Where it leads, and its title.
    pub link: Link,
    /// A few words for it.
    pub short: Words,
    /// What it is about.
    pub summary: Option<Words>,
    /// How many aims and actions it has, in words.
    pub counts: Vec<String>,
    /// Its guide.
    pub guide: Link,
}

/// All plans.
#[derive(Debug, Serialize)]
pub struct Plans {
    /// The latest first.
    pub plans: Vec<PlanCard>,
}

/// A plan in short.
#[derive(Debug, Clone, Serialize)]
pub struct PlanCard {
    /// Where it leads, and its title.
    pub link: Link,
    /// How it stands.
    pub standing: Option<Standing>,
    /// What it is about.
    pub summary: Option<Words>,
}

/// A word to readers of a plan that is not the current one.
#[derive(Debug, Clone, Serialize)]
pub struct Banner {
    /// What is to be known.
    pub text: String,
    /// The plan to read instead.
    pub link: Option<Link>,
}

/// A plan.
#[derive(Debug, Serialize)]
pub struct PlanView {
    /// Its title.
    pub title: Words,
    /// What it is about.
    pub summary: Option<Words>,
    /// That another has taken its place, or that it has ended or not begun.
    pub banner: Option<Banner>,
    /// Period, who agreed it, who reports.
    pub facts: Vec<Fact>,
    /// Its introduction.
    pub introduction: Option<Body>,
    /// What the organisation is for.
    pub mission: Option<Body>,
    /// What it wants to be.
    pub vision: Option<Body>,
    /// What it holds to.
    pub values: Vec<ThemeView>,
    /// What runs through the objectives.
    pub themes: Vec<ThemeView>,
    /// What it calls its objectives.
    pub objectives_title: Words,
    /// Its objectives.
    pub objectives: Vec<ObjectiveCard>,
    /// The same as a picture.
    pub diagram: Option<Drawing>,
    /// What it calls its cross-cutting aims.
    pub cross_title: Words,
    /// Its cross-cutting aims.
    pub cross_aims: Vec<CrossAimView>,
    /// Its guide.
    pub guide: Option<Link>,
    /// Its dates.
    pub dates: Vec<DateView>,
    /// Help with the whole plan.
    pub support: Vec<SupportRow>,
    /// How it is consulted on, in editions that say so.
    pub consultation: Option<ConsultationView>,
    /// The plan as data.
    pub files: Vec<FileLink>,
    /// The plan as it is printed.
    pub printed: Vec<Link>,
}

/// What stands for a plan where somebody shares a page of it.
#[derive(Debug, Serialize)]
pub struct Share {
    /// The plan's title.
    pub title: Words,
    /// From when to when.
    pub period: Option<Words>,
    /// The organisation's logo, by its path below `files/`.
    pub logo: Option<String>,
    /// The objectives, by number.
    pub objectives: Vec<usize>,
    /// The site's colours in light surroundings, by name.
    pub colours: BTreeMap<String, String>,
}

/// A theme or value.
#[derive(Debug, Serialize)]
pub struct ThemeView {
    /// The anchor.
    pub id: String,
    /// Its title.
    pub title: Option<Words>,
    /// What it says.
    pub text: Option<Body>,
}

/// A cross-cutting aim.
#[derive(Debug, Serialize)]
pub struct CrossAimView {
    /// The anchor.
    pub id: String,
    /// Anchors that it had once.
    pub once: Vec<String>,
    /// What it says.
    pub text: Words,
    /// Areas, audiences, what it carries on.
    pub facts: Vec<Fact>,
    /// More about it.
    pub detail: Option<Body>,
}

/// How a plan is consulted on.
#[derive(Debug, Serialize)]
pub struct ConsultationView {
    /// Opens, closes, where to reply, late replies.
    pub facts: Vec<Fact>,
    /// What is asked.
    pub questions: Vec<Words>,
    /// The plan's dates, with what is done, now and next among them.
    pub timetable: Vec<DateView>,
}

/// An objective.
#[derive(Debug, Serialize)]
pub struct ObjectiveView {
    /// Its number.
    pub number: usize,
    /// What the plan calls it, with the number.
    pub label: Words,
    /// The plan.
    pub plan: Link,
    /// Its title.
    pub title: Words,
    /// What it is about.
    pub summary: Option<Words>,
    /// A word to readers of a plan that is not the current one.
    pub banner: Option<Banner>,
    /// Who leads, how it is going.
    pub facts: Vec<Fact>,
    /// Its narrative.
    pub story: Option<Body>,
    /// What the plan calls its aims.
    pub aims_title: Words,
    /// Its aims.
    pub aims: Vec<AimView>,
    /// Cross-cutting aims that serve it.
    pub served_by: Vec<Link>,
    /// What the plan calls its actions.
    pub actions_title: Words,
    /// What local parties can do.
    pub actions: Vec<ActionView>,
    /// Actions that stand under another objective and serve this one too.
    pub also: Vec<Also>,
    /// Where help is to be had.
    pub support: Vec<SupportRow>,
    /// What it carries on, and what carries it on.
    pub lineage: Vec<Fact>,
    /// Its guide.
    pub guide: Link,
    /// What the plan calls its objectives.
    pub objectives_title: Words,
    /// All of them, where they are few enough to choose from.
    pub steps: Vec<Step>,
    /// The objective before.
    pub previous: Option<Link>,
    /// The one after.
    pub next: Option<Link>,
}

/// An aim.
#[derive(Debug, Serialize)]
pub struct AimView {
    /// The anchor.
    pub id: String,
    /// Anchors that it had once.
    pub once: Vec<String>,
    /// Such as `1.2`.
    pub number: String,
    /// What it says.
    pub text: Words,
    /// Whom it concerns, where, who leads, what it carries on, how it is going.
    pub facts: Vec<Fact>,
    /// More about it.
    pub detail: Option<Body>,
    /// How it is measured.
    pub measures: Vec<MeasureView>,
    /// The work plan, in the staff edition.
    pub work: Vec<WorkRow>,
}

/// A measure.
#[derive(Debug, Clone, Serialize)]
pub struct MeasureView {
    /// The anchor, where it is not the aim's.
    pub id: Option<String>,
    /// What is counted.
    pub what: Words,
    /// The target as a sentence.
    pub target: String,
    /// Baseline, area, source, the latest figure.
    pub facts: Vec<Fact>,
    /// Its figures as a picture.
    pub graph: Option<Graph>,
    /// The same as a table, the latest first.
    pub figures: Vec<FigureRow>,
}

/// A row of the work plan.
#[derive(Debug, Serialize)]
pub struct WorkRow {
    /// What is to be done.
    pub task: Words,
    /// Who does it.
    pub owner: Option<Words>,
    /// By when.
    pub due: Option<String>,
    /// Whether it is done.
    pub done: bool,
}

/// An action.
#[derive(Debug, Clone, Serialize)]
pub struct ActionView {
    /// The anchor.
    pub id: String,
    /// Such as `1-A3`.
    pub number: String,
    /// What to do.
    pub text: Words,
    /// Level, season, by when, with whom, what to use, which aim it serves.
    pub facts: Vec<Fact>,
    /// More about it.
    pub detail: Option<Body>,
    /// Whom to ask.
    pub ask: Vec<Value>,
}

/// An action that stands in full elsewhere.
#[derive(Debug, Clone, Serialize)]
pub struct Also {
    /// Its number.
    pub number: String,
    /// Where it stands.
    pub link: Link,
}

/// All lineages.
#[derive(Debug, Serialize)]
pub struct Lineages {
    /// In the order of the latest plan.
    pub lineages: Vec<LineageCard>,
}

/// A lineage in short.
#[derive(Debug, Serialize)]
pub struct LineageCard {
    /// Where it leads, and the latest title.
    pub link: Link,
    /// The plans it runs through, with its number in each.
    pub plans: Vec<Value>,
}

/// An objective across plans.
#[derive(Debug, Serialize)]
pub struct LineageView {
    /// The latest title.
    pub title: Words,
    /// The latest plan first.
    pub members: Vec<LineageMember>,
}

/// How an objective was put in one plan.
#[derive(Debug, Serialize)]
pub struct LineageMember {
    /// The plan.
    pub plan: Link,
    /// From when to when.
    pub period: Option<String>,
    /// What the plan calls it, with the number.
    pub label: Words,
    /// The objective.
    pub objective: Link,
    /// Its aims, each with where it comes from.
    pub aims: Vec<AimHistory>,
    /// Aims of the plan before that were not carried on.
    pub ended: Vec<Link>,
}

/// An aim with where it comes from.
#[derive(Debug, Serialize)]
pub struct AimHistory {
    /// Such as `1.2`.
    pub number: String,
    /// The aim.
    pub link: Link,
    /// Carried on, reworded or new; nothing in the earliest plan.
    pub change: Option<&'static str>,
    /// The change in words.
    pub change_words: Option<String>,
    /// The aims it carries on.
    pub from: Vec<Link>,
    /// What it aimed at, and how that stands.
    pub measures: Vec<MeasureView>,
}

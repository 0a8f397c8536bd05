//! The views of guides, and of a plan as it is printed.

use serde::Serialize;

use crate::pages::view::{
    ActionView, Also, Ask, Banner, Body, DateView, Fact, Link, ObjectiveView, PlanView, SupportRow, Words,
};

/// An action guide: for the whole plan, an objective or a party.
#[derive(Debug, Clone, Serialize)]
pub struct Guide {
    /// What it is a guide to, or whose.
    pub title: Words,
    /// The plan.
    pub plan: Link,
    /// A word to readers of a plan that is not the current one.
    pub banner: Option<Banner>,
    /// Period, from whom, for whom, published, updated, area.
    pub facts: Vec<Fact>,
    /// What stands before the actions.
    pub introduction: Option<Body>,
    /// What the plan calls its actions.
    pub actions_title: Words,
    /// By objective.
    pub sections: Vec<GuideSection>,
    /// Whether there is no action in it at all.
    pub empty: bool,
    /// Help with the whole plan.
    pub support: Vec<SupportRow>,
    /// Whom its actions say to ask, each once.
    pub asked: Vec<Ask>,
    /// The dates that matter here.
    pub dates: Vec<DateView>,
    /// The same, to plan the years with on paper.
    pub planner: Planner,
    /// To whom a filled-in guide goes.
    pub return_to: Option<Ask>,
    /// The guide as it is printed.
    pub printed: Vec<Link>,
    /// When it was published, for paper that does not know its own day.
    pub published: Option<String>,
    /// The guide as a table.
    pub csv: Link,
    /// The sheet on which the same can be ticked on a screen.
    pub ours: Option<Link>,
    /// Guides beside this one.
    pub others: Vec<Link>,
}

/// An objective in a guide.
#[derive(Debug, Clone, Serialize)]
pub struct GuideSection {
    /// The anchor.
    pub id: String,
    /// Its number.
    pub number: usize,
    /// What the plan calls it, with the number.
    pub label: Words,
    /// Where it leads, and its title.
    pub link: Link,
    /// What it is about.
    pub summary: Option<Words>,
    /// What to do.
    pub actions: Vec<ActionView>,
    /// Actions that stand in full under another objective.
    pub also: Vec<Also>,
    /// Its aims, where the guide has no action for it.
    pub aims: Vec<Words>,
    /// Where help is to be had.
    pub support: Vec<SupportRow>,
}

/// The years of a guide, month by month. Dates are places in the guide's list of them.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Planner {
    /// The years that the plan runs, or that have a date.
    pub years: Vec<PlannerYear>,
    /// Dates of which no month is known.
    pub unplaced: Vec<usize>,
}

/// A year to plan.
#[derive(Debug, Clone, Serialize)]
pub struct PlannerYear {
    /// The year.
    pub year: i16,
    /// Its months, as far as the plan runs.
    pub months: Vec<PlannerMonth>,
}

/// A month to plan.
#[derive(Debug, Clone, Serialize)]
pub struct PlannerMonth {
    /// Its name.
    pub name: String,
    /// The dates in it.
    pub dates: Vec<usize>,
    /// The numbers of the actions whose season it is.
    pub actions: Vec<String>,
}

/// A whole plan, as it is printed.
#[derive(Debug, Serialize)]
pub struct Book {
    /// What stands on the plan's own page.
    pub plan: PlanView,
    /// Its objectives in full.
    pub objectives: Vec<ObjectiveView>,
    /// Everybody whom it names.
    pub asked: Vec<Ask>,
}

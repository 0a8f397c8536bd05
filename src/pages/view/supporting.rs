//! The views of what stands around the plans.

use serde::Serialize;

use crate::pages::components::organisation_chart::Drawing;
use crate::pages::view::{Ask, Body, DateView, Fact, Link, Words};

/// An update.
#[derive(Debug, Serialize)]
pub struct UpdateView {
    /// Its title.
    pub title: Words,
    /// Plan, period, published, by whom.
    pub facts: Vec<Fact>,
    /// Its text.
    pub body: Option<Body>,
    /// Judgements.
    pub status: Vec<StatusRow>,
    /// Figures.
    pub readings: Vec<ReadingRow>,
}

/// A person's judgement of how something is going.
#[derive(Debug, Serialize)]
pub struct StatusRow {
    /// Of what.
    pub link: Link,
    /// The judgement, as a class of the stylesheet.
    pub state: &'static str,
    /// The judgement in words.
    pub words: String,
    /// What there is to say about it.
    pub note: Option<Words>,
}

/// A figure on a day.
#[derive(Debug, Serialize)]
pub struct ReadingRow {
    /// Of what.
    pub link: Link,
    /// The figure with its unit.
    pub value: String,
    /// When it was so.
    pub date: String,
    /// The target as a sentence.
    pub target: Option<String>,
    /// How it compares with the target, in words.
    pub outcome: Option<String>,
    /// That it replaces an earlier figure of the same day, in words.
    pub corrected: Option<String>,
    /// What there is to say about it.
    pub note: Option<Words>,
}

/// A group.
#[derive(Debug, Serialize)]
pub struct GroupView {
    /// Its title.
    pub title: Words,
    /// Kind, publisher, to whom it answers.
    pub facts: Vec<Fact>,
    /// What it is for.
    pub purpose: Option<Body>,
    /// What it has to do.
    pub duties: Vec<Words>,
    /// What it works on.
    pub projects: Vec<Words>,
    /// Its meetings.
    pub meetings: Vec<DateView>,
    /// How to take part.
    pub join: Option<Body>,
    /// More about it.
    pub body: Option<Body>,
}

/// A page or a news item.
#[derive(Debug, Serialize)]
pub struct Article {
    /// Its title.
    pub title: Words,
    /// What it is about.
    pub summary: Option<Words>,
    /// Date, author, publisher, plan.
    pub facts: Vec<Fact>,
    /// Its text.
    pub body: Option<Body>,
    /// Notes for editors.
    pub notes: Vec<Body>,
    /// Whom to ask.
    pub contact: Option<Ask>,
    /// The item before in time.
    pub older: Option<Link>,
    /// The item after in time.
    pub newer: Option<Link>,
}

/// Key dates.
#[derive(Debug, Serialize)]
pub struct Dates {
    /// By year, those without one last.
    pub years: Vec<Year>,
    /// Calendars to subscribe to.
    pub calendars: Vec<Link>,
}

/// The dates of a year.
#[derive(Debug, Serialize)]
pub struct Year {
    /// The heading.
    pub title: String,
    /// The anchor.
    pub id: String,
    /// Its dates.
    pub dates: Vec<DateView>,
}

/// Whom to ask.
#[derive(Debug, Serialize)]
pub struct Contacts {
    /// In the order of the file.
    pub contacts: Vec<ContactView>,
    /// Who reports to whom, where that is given: as a list.
    pub tree: Vec<Branch>,
    /// The same as a picture.
    pub chart: Option<Drawing>,
}

/// A contact.
#[derive(Debug, Serialize)]
pub struct ContactView {
    /// The anchor.
    pub id: String,
    /// What the contact does.
    pub role: Words,
    /// A name, where one is given.
    pub name: Option<Words>,
    /// How to reach it.
    pub ask: Ask,
    /// Topics, areas, to whom it reports, until when, who came after.
    pub facts: Vec<Fact>,
}

/// A contact in the staff chart, with those who report to it.
#[derive(Debug, Clone, Serialize)]
pub struct Branch {
    /// The contact.
    pub link: Link,
    /// Those who report to it.
    pub below: Vec<Branch>,
}

/// Downloads, links and places to look.
#[derive(Debug, Serialize)]
pub struct Resources {
    /// In the order of the file.
    pub resources: Vec<ResourceView>,
}

/// A resource.
#[derive(Debug, Serialize)]
pub struct ResourceView {
    /// The anchor.
    pub id: String,
    /// Its title.
    pub title: Words,
    /// Where it is, if it has an address.
    pub address: Option<String>,
    /// Where it is, in words.
    pub location: Option<Words>,
    /// Kind, language, size, publisher.
    pub facts: Vec<Fact>,
    /// More about it.
    pub note: Option<Words>,
    /// A picture of it.
    pub cover: Option<Cover>,
}

/// A picture of a resource.
#[derive(Debug, Serialize)]
pub struct Cover {
    /// Its address.
    pub address: String,
    /// What it shows.
    pub alt: Words,
    /// Width and height in pixels.
    pub size: Option<(usize, usize)>,
}

/// Words explained.
#[derive(Debug, Serialize)]
pub struct GlossaryView {
    /// In the order of the language.
    pub entries: Vec<GlossaryRow>,
}

/// A word explained.
#[derive(Debug, Serialize)]
pub struct GlossaryRow {
    /// The anchor.
    pub id: String,
    /// The word.
    pub word: Words,
    /// What it means.
    pub meaning: Words,
}

/// What stands where nothing is, in every language.
#[derive(Debug, Serialize)]
pub struct NotFound {
    /// By language.
    pub languages: Vec<NotFoundIn>,
}

/// The same in one language; addresses are whole, since the page is shown at any.
#[derive(Debug, Serialize)]
pub struct NotFoundIn {
    /// The language's tag.
    pub lang: String,
    /// Which way it is written: `ltr` or `rtl`.
    pub direction: &'static str,
    /// The heading.
    pub title: String,
    /// What to do.
    pub text: String,
    /// Where to go on, by whole addresses.
    pub links: Vec<Link>,
}

/// What stands where something once was that has moved.
#[derive(Debug, Serialize)]
pub struct Moved {
    /// Where it is now.
    pub link: Link,
    /// Whether that is on this site: nobody is brought to another one without having chosen to go.
    pub own: bool,
}

/// What stands where something once was that is no more.
#[derive(Debug, Serialize)]
pub struct Gone {
    /// What became of it.
    pub text: Words,
}

//! Everything that one edition shows on one day, resolved.
//!
//! Records keep the keys that were written; derived facts (numbers, lineage, standing) are fields of
//! their entities. References are full names of entities that exist here.

mod part_name;
mod queries;
mod series;
mod standing;
mod texts;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use indexmap::IndexMap;
use jiff::civil;

pub use part_name::Name;
pub use queries::find_areas;
pub use series::{Figure, collect_figures};
pub use standing::{Outcome, reading_outcome};

use crate::file_tree::{Asset, SiteRoots};
use crate::records;
pub use crate::records::date::{Date, Month, Part, Time};
pub use crate::records::referents::{self as to, Referent};
pub use crate::records::values::{At, Fate, Id, Lang, Markdown, OldAddress, Passage, Reference, Text};
pub use crate::records::{
    Action, Aim, Baseline, Category, Consultation, Contact, Continues, CrossAim, Cycle, DateState, Edition, Follows,
    GlossaryEntry, GuideFacts, KeyDate, Level, Measure, Party, Reading, Resource, Site, State, Status, Support, Target,
    Theme, Trend, Words, Work,
};
use crate::syntax::document::Prose;

/// All that one edition shows on one day: every reference in it leads to something that is here. Only
/// the resolve stage makes one.
#[derive(Debug, Clone, Default)]
pub struct Publication(Entities);

impl Publication {
    /// Takes what the resolve stage has resolved.
    pub(crate) fn from_resolved(entities: Entities) -> Self {
        Self(entities)
    }
}

impl std::ops::Deref for Publication {
    type Target = Entities;

    fn deref(&self) -> &Entities {
        &self.0
    }
}

/// Everything that the documents say: at first all of it, and once it is resolved what one edition
/// shows on one day.
#[derive(Debug, Clone, Default)]
pub struct Entities {
    /// Which edition.
    pub edition: Edition,
    /// The day that decides what is past, current or due.
    pub today: civil::Date,
    /// `site.yaml`.
    pub site: Site,
    /// The site's languages; the first is that of the sources. Never empty.
    pub languages: Vec<Lang>,
    /// Plans, the latest first; those whose making alone is published come last.
    pub plans: Vec<Plan>,
    /// The place in `plans` of the one that is current, if any has a period.
    pub current: Option<usize>,
    /// Contacts by id, in the order of the file.
    pub contacts: IndexMap<String, Contact>,
    /// Parties by id, in the order of the file.
    pub parties: IndexMap<String, Party>,
    /// Resources by id, in the order of the file.
    pub resources: IndexMap<String, Resource>,
    /// The glossary by id, in the order of the file.
    pub glossary: IndexMap<String, GlossaryEntry>,
    /// Dates in chronological order, those without a year last.
    pub dates: Vec<KeyDate>,
    /// Updates, the latest first.
    pub updates: Vec<Update>,
    /// Groups, in the order of their ids.
    pub groups: Vec<Group>,
    /// News, the latest first.
    pub news: Vec<News>,
    /// Pages, by `order` and then id.
    pub pages: Vec<Page>,
    /// Where each page stands in `pages`, by id, since there may be thousands.
    pub page_places: HashMap<String, usize>,
    /// Objectives that continue one another.
    pub lineages: Vec<Lineage>,
    /// The files below `files/` that are published, by path below it.
    pub files: BTreeMap<String, Asset>,
    /// Those that no edition refers to, where they are not published.
    pub unused: BTreeMap<String, Asset>,
    /// What something refers to below `files/`, in small letters, whether it is there or not.
    pub referred: BTreeSet<String>,
    /// The addresses under which texts know the site.
    pub roots: SiteRoots,
    /// What was left out, for the summary.
    pub left_out: LeftOut,
}

/// A long text in all its languages, with the additions of the edition.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Story {
    /// In the sources' language.
    pub source: Prose,
    /// By language.
    pub translations: Vec<(Lang, Prose)>,
}

/// A plan.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// The folder's name.
    pub id: String,
    /// `plan.yaml`.
    pub record: records::Plan,
    /// `plan.md`.
    pub introduction: Story,
    /// `guide.md`.
    pub guide: Story,
    /// In the plan's order.
    pub objectives: Vec<Objective>,
    /// The id of the plan that follows it here.
    pub successor: Option<String>,
    /// The next period on which a report is due, by its last day.
    pub next_report: Option<civil::Date>,
}

/// An objective.
#[derive(Debug, Clone, Default)]
pub struct Objective {
    /// The file's stem.
    pub id: String,
    /// From 1, in the plan's order.
    pub number: usize,
    /// Its file.
    pub record: records::Objective,
    /// Its narrative.
    pub story: Story,
    /// Its own actions with their numbers, in the file's order.
    pub actions: Vec<Numbered<Action>>,
    /// The objectives that it continues.
    pub continues: Vec<Name>,
    /// The objectives that continue it.
    pub continued_by: Vec<Name>,
}

/// A record with its printed number.
#[derive(Debug, Clone, Default)]
pub struct Numbered<T> {
    /// Such as `1-A3`.
    pub number: String,
    /// The record.
    pub record: T,
}

/// An update.
#[derive(Debug, Clone, Default)]
pub struct Update {
    /// The file's stem.
    pub id: String,
    /// Its file; names are full.
    pub record: records::Update,
    /// Its text.
    pub story: Story,
}

/// A group.
#[derive(Debug, Clone, Default)]
pub struct Group {
    /// The file's stem.
    pub id: String,
    /// Its file.
    pub record: records::Group,
    /// Its text.
    pub story: Story,
}

/// A news item.
#[derive(Debug, Clone, Default)]
pub struct News {
    /// The file's stem, `DATE-ID`.
    pub id: String,
    /// Its front matter.
    pub record: records::NewsItem,
    /// Its text.
    pub story: Story,
}

/// A page.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The file's stem.
    pub id: String,
    /// Its front matter.
    pub record: records::Page,
    /// Its text.
    pub story: Story,
}

/// Objectives of several plans that continue one another.
#[derive(Debug, Clone, Default)]
pub struct Lineage {
    /// The id of its earliest objective.
    pub id: String,
    /// Its objectives as (plan, objective), the latest plan first.
    pub members: Vec<(String, String)>,
}

/// What a build left out, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Things dated after the build's date.
    pub later: usize,
    /// Those among them that become pages of this edition, as `news/2027-01-01-spring`.
    pub later_pages: Vec<String>,
    /// Things that this edition does not show.
    pub edition: usize,
    /// Files below `files/` that it does not show and another does, or it will on a later day.
    pub files: BTreeSet<String>,
    /// Those among them that become files of this edition, if there is a `urls.lock`.
    pub later_files: BTreeSet<String>,
}

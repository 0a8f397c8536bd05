//! The records of the content model: every file's keys, each written down once.

pub mod dates;
pub mod decode;
pub mod documents;
mod editions;
pub mod file_kinds;
pub mod json_schema;
pub mod numbers;
mod plan;
mod record_macro;
pub mod reference_visitor;
mod references;
mod site;
mod supporting;
mod value_shapes;
pub mod values;
mod web_addresses;

pub use editions::Editions;
pub use plan::{
    Action, Aim, Consultation, CrossAim, Cycle, GuideFacts, Level, Measure, Objective, Period, Plan, Question, Reports,
    Support, Theme, WordsUsed, Work,
};
pub use references::{AppearanceDate, Continues, IdOrText};
pub use site::{
    Area, Audience, Category, EditionWords, FilesPolicy, HtmlPolicy, Link, Organisation, Rule, RuleLevel, Site,
    TranslationPolicy,
};
pub use supporting::{
    Contact, DateState, Duty, GlossaryEntry, Group, KeyDate, NewsItem, Page, Party, Reading, Resource, State, Status,
    StatusMap, Update,
};
pub use value_shapes::{Baseline, Earlier, Follows, Start, Target, Trend, Words};

use crate::records::values::words;

words! {
    /// For whom a build is made.
    Edition {
        /// Everybody.
        #[default] Public = "public",
        /// Those who are asked before a plan is agreed.
        Consultation = "consultation",
        /// Those who carry the plan out.
        Staff = "staff",
    }
}

/// The records that have a key, for saying where a misplaced key belongs.
#[must_use]
pub fn owners(key: &str) -> Vec<&'static str> {
    const ALL: &[(&str, &[&str])] = &[
        ("`site.yaml`", Site::KEYS),
        ("a plan", Plan::KEYS),
        ("an objective", Objective::KEYS),
        ("an aim", Aim::KEYS),
        ("a measure", Measure::KEYS),
        ("a target", Target::KEYS),
        ("an action", Action::KEYS),
        ("a support row", Support::KEYS),
        ("an update", Update::KEYS),
        ("a contact", Contact::KEYS),
        ("a party", Party::KEYS),
        ("a group", Group::KEYS),
        ("a date", KeyDate::KEYS),
        ("a resource", Resource::KEYS),
    ];
    ALL.iter().filter(|(_, keys)| keys.contains(&key)).map(|(title, _)| *title).take(3).collect()
}

//! The records of the content model: every file's keys, each written down once.

mod contacts;
pub mod content_files;
pub mod date;
mod dates;
pub mod decode;
pub mod documents;
mod edition;
mod editions;
mod glossary;
mod groups;
mod id;
pub mod json_schema;
mod key_owners;
mod measure;
mod news;
mod numbers;
mod objective;
mod pages;
mod parties;
mod plan;
mod plural_forms;
mod record_macro;
pub mod reference_visitor;
mod references;
pub mod referents;
mod resources;
mod schema;
mod schema_values;
mod site;
mod support;
mod text;
mod text_decoding;
mod updates;
pub mod values;
mod web_addresses;
mod words;

pub use contacts::Contact;
pub use date::Cycle;
pub use dates::{DateState, KeyDate};
pub use edition::Edition;
pub use editions::Editions;
pub use glossary::GlossaryEntry;
pub use groups::{Duty, Group};
pub use key_owners::key_owners;
pub use measure::{Baseline, Measure, Start, Target, Trend};
pub use news::NewsItem;
pub use objective::{Action, Aim, Level, Objective, Work};
pub use pages::Page;
pub use parties::Party;
pub use plan::{
    Consultation, CrossAim, Earlier, Follows, GuideFacts, Period, Plan, Question, Reports, Theme, WordsUsed,
};
pub use plural_forms::Words;
pub use references::{AppearanceDate, Continues, IdOrText};
pub use resources::Resource;
pub use site::{
    Category, EditionWords, FilesPolicy, HtmlPolicy, Link, Organisation, Rule, RuleLevel, Site, TranslationPolicy,
};
pub use support::Support;
pub use updates::{Reading, State, Status, StatusMap, Update};

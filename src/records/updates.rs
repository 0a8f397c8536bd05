//! `updates/*.yaml`: reports on how a plan is going.

use indexmap::IndexMap;
use serde_json::Value;

use crate::records::date::Date;
use crate::records::decode::{Decode, Faults};
use crate::records::editions::Editions;
use crate::records::id::Id;
use crate::records::numbers::Number;
use crate::records::record_macro::record;
use crate::records::reference_visitor::ReferenceVisitor;
use crate::records::references::{AppearanceDate, Reference};
use crate::records::referents as to;
use crate::records::schema::Schema;
use crate::records::text::{At, Lang, Passage, Text};
use crate::records::web_addresses::OldAddress;
use crate::records::words::words;
use crate::syntax::problems::Wanted;
use crate::syntax::yaml::Node;

record! {
    /// A report on how a plan is going.
    Update = "an update" {
        /// What it reports on.
        required period: At<Date>,
        /// When it was published.
        required published: AppearanceDate,
        /// The plan.
        subject plan: Reference<to::Plan>,
        /// Who reports.
        optional by: Option<Text>,
        /// Figures.
        optional readings: Vec<Reading>,
        /// How objectives and aims are going, by name.
        optional status: StatusMap,
        /// Which editions show it.
        optional editions: Editions,
        /// Old addresses.
        optional aliases: Vec<At<OldAddress>>,
    }
}

record! {
    /// A figure on a day.
    Reading = "a reading" {
        /// Of what.
        subject measure: Reference<to::Measure>,
        /// The figure.
        required value: Number,
        /// When it was so.
        required date: AppearanceDate,
        /// What there is to say about it.
        optional note: Option<Text>,
        /// Which editions show it.
        optional editions: Editions,
    }
}

record! {
    /// A person's judgement of how something is going.
    Status keyed by id = "a status" {
        /// The judgement.
        required state: State,
        /// In words.
        optional note: Option<Text>,
        /// Which editions show it.
        optional editions: Editions,
    }
}

/// Statuses by the names of what they are of.
#[derive(Debug, Clone, Default)]
pub struct StatusMap(IndexMap<String, Status>);

impl std::ops::Deref for StatusMap {
    type Target = IndexMap<String, Status>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Decode for StatusMap {
    const WANTED: Wanted = IndexMap::<String, Status>::WANTED;

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        Self(IndexMap::decode(node, faults))
    }

    fn overlay(&mut self, node: &Node, lang: &Lang, faults: &mut Faults) {
        self.0.overlay(node, lang, faults);
    }

    fn visit_texts<'a>(&'a self, visit: &mut dyn FnMut(Passage<'a>)) {
        self.0.visit_texts(visit);
    }

    fn visit_references(&mut self, visitor: &mut dyn ReferenceVisitor) -> bool {
        for (_, mut status) in std::mem::take(&mut self.0) {
            let Id { name, place } = status.id.clone();
            let mut of = Reference::<to::ObjectiveOrAim>::new(name, place);
            let names_shown = of.visit_references(visitor);
            status.id.name.clone_from(&of.name);
            if status.visit_references(visitor) && names_shown {
                self.0.insert(of.name, status);
            }
        }
        true
    }
}

impl Schema for StatusMap {
    fn schema() -> Value {
        IndexMap::<String, Status>::schema()
    }

    fn translation() -> Option<Value> {
        IndexMap::<String, Status>::translation()
    }
}

words! {
    /// How something is going.
    State {
        /// Nothing has been done.
        #[default] NotStarted = "not-started",
        /// Work has begun.
        Started = "started",
        /// It is going as planned.
        OnTrack = "on-track",
        /// It may fail.
        AtRisk = "at-risk",
        /// It is failing.
        OffTrack = "off-track",
        /// It is done.
        Done = "done",
        /// It has been given up.
        Dropped = "dropped",
    }
}

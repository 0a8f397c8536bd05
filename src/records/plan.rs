//! `plan.yaml`: a plan with its period, cross-cutting aims, themes and consultation.

use serde_json::{Value, json};

use crate::diagnostic::Code;
use crate::records::date::{Cycle, Date};
use crate::records::decode::{Decode, Faults};
use crate::records::editions::Editions;
use crate::records::id::Id;
use crate::records::plural_forms::Words;
use crate::records::record_macro::record;
use crate::records::reference_visitor::ReferenceVisitor;
use crate::records::references::{Continues, Reference};
use crate::records::referents as to;
use crate::records::schema::Schema;
use crate::records::support::Support;
use crate::records::text::{At, Lang, Markdown, Passage, Text};
use crate::records::web_addresses::OldAddress;
use crate::syntax::problems::Wanted;
use crate::syntax::yaml::{Kind, Node};

record! {
    /// `plan.yaml`.
    Plan = "a plan" {
        /// Its title.
        required title: Text,
        /// From when to when it runs.
        optional period: Option<Period>,
        /// Its objectives' ids, in order.
        optional objectives: Vec<Reference<to::Objective>>,
        /// What it is about, in a sentence or two.
        optional summary: Option<Text>,
        /// When it was agreed.
        optional adopted: Option<At<Date>>,
        /// Who agreed it.
        optional by: Option<Text>,
        /// When it was published.
        optional published: Option<At<Date>>,
        /// When it was last changed.
        optional updated: Option<At<Date>>,
        /// The plan it is part of.
        optional parent: Option<Reference<to::Plan>>,
        /// The plan before it.
        optional follows: Option<Follows>,
        /// When it is looked at again.
        optional review: Option<At<Date>>,
        /// Who reports on it, to whom and how often.
        optional reports: Option<Reports>,
        /// What the organisation is for.
        optional mission: Option<Markdown>,
        /// What it wants to be.
        optional vision: Option<Markdown>,
        /// What it holds to.
        optional values: Vec<Theme>,
        /// What this plan calls an objective, an aim, an action.
        optional words: WordsUsed,
        /// Aims that serve several objectives or the whole plan.
        optional aims: Vec<CrossAim>,
        /// What runs through the objectives.
        optional themes: Vec<Theme>,
        /// Where help is to be had for the whole plan.
        optional support: Vec<Support>,
        /// Whom to ask about it.
        optional contact: Option<Reference<to::Contact>>,
        /// The particulars of its guide.
        optional guide: GuideFacts,
        /// How it is consulted on.
        optional consultation: Option<Consultation>,
        /// Which editions show it.
        optional editions: Editions,
        /// Old addresses.
        optional aliases: Vec<At<OldAddress>>,
    }
    schema json!({
        "dependencies": { "objectives": ["period"] },
        "if": { "required": ["period", "adopted"] },
        "then": { "required": ["objectives"] },
    })
}

record! {
    /// From when to when.
    Period = "a period" {
        /// The first day, month, quarter or year.
        required start: At<Date>,
        /// The last.
        required end: At<Date>,
    }
}

/// The plan before: one that is published here, or its title and period.
#[derive(Debug, Clone)]
pub enum Follows {
    /// A plan of this site.
    Plan(Reference<to::Plan>),
    /// A plan that is not published here.
    Elsewhere(Box<Earlier>),
}

impl Default for Follows {
    fn default() -> Self {
        Self::Plan(Reference::default())
    }
}

impl Decode for Follows {
    const WANTED: Wanted = Wanted::Named("a plan's id, or `{title, period}`");

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        match &node.kind {
            Kind::Map(_) => Self::Elsewhere(Box::new(Earlier::decode(node, faults))),
            _ => Self::Plan(Reference::decode(node, faults)),
        }
    }

    fn overlay(&mut self, node: &Node, lang: &Lang, faults: &mut Faults) {
        match self {
            Self::Elsewhere(earlier) => earlier.overlay(node, lang, faults),
            Self::Plan(_) => {
                faults.add(Code::FactInTranslation, &node.place, "a fact stands in a translation");
            }
        }
    }

    fn visit_texts<'a>(&'a self, visit: &mut dyn FnMut(Passage<'a>)) {
        if let Self::Elsewhere(earlier) = self {
            earlier.visit_texts(visit);
        }
    }

    fn visit_references(&mut self, visitor: &mut dyn ReferenceVisitor) -> bool {
        match self {
            Self::Plan(reference) => reference.visit_references(visitor),
            Self::Elsewhere(earlier) => earlier.visit_references(visitor),
        }
    }
}

record! {
    /// A plan that is not published here.
    Earlier = "a plan that is not published here" {
        /// Its title.
        required title: Text,
        /// From when to when it ran.
        optional period: Option<Period>,
    }
}

record! {
    /// Who reports on a plan.
    Reports = "reports" {
        /// How often.
        required every: Cycle,
        /// Who reports.
        optional by: Option<Text>,
        /// To whom.
        optional to: Option<Text>,
        /// Whether the reports are published.
        optional public: Option<bool>,
    }
}

record! {
    /// What a plan calls its parts.
    WordsUsed = "words" {
        /// An objective.
        optional objective: Option<Words>,
        /// An aim.
        optional aim: Option<Words>,
        /// A cross-cutting aim.
        optional cross_aim: Option<Words>,
        /// An action.
        optional action: Option<Words>,
        /// A measure.
        optional measure: Option<Words>,
        /// A theme.
        optional theme: Option<Words>,
        /// A guide.
        optional guide: Option<Words>,
    }
}

record! {
    /// An aim of the whole plan.
    CrossAim = "a cross-cutting aim" {
        /// Its id.
        required id: Id,
        /// What it says.
        required text: Text,
        /// The objectives it serves; none for the whole plan.
        optional serves: Vec<Reference<to::Objective>>,
        /// Where it holds; everywhere if empty.
        optional areas: Vec<Reference<to::Area>>,
        /// Whom it concerns.
        optional audiences as "for": Vec<Reference<to::Audience>>,
        /// More about it.
        optional detail: Option<Markdown>,
        /// What it carries on.
        optional continues: Option<Continues<to::CrossAimOrOther>>,
        /// Which editions show it.
        optional editions: Editions,
        /// Old addresses.
        optional aliases: Vec<At<OldAddress>>,
    }
}

record! {
    /// A theme or a value.
    Theme = "a theme or value" {
        /// Its id.
        required id: Id,
        /// Its title.
        optional title: Option<Text>,
        /// What it says.
        required text: Markdown,
        /// Which editions show it.
        optional editions: Editions,
    }
}

record! {
    /// The particulars of a plan's guide.
    GuideFacts = "the guide's particulars" {
        /// From whom it comes.
        optional from: Option<Text>,
        /// For whom it is.
        optional readers: Option<Text>,
        /// When it was published.
        optional published: Option<At<Date>>,
        /// When it was last changed.
        optional updated: Option<At<Date>>,
        /// To whom a filled-in guide goes.
        optional return_to: Option<Reference<to::Contact>>,
    }
}

record! {
    /// How a plan is consulted on.
    Consultation = "a consultation" {
        /// The date on which it opens.
        optional opens: Option<Reference<to::KeyDate>>,
        /// The date on which it closes.
        optional closes: Option<Reference<to::KeyDate>>,
        /// Where to reply.
        optional respond: Option<Text>,
        /// What becomes of late replies.
        optional late: Option<Text>,
        /// What is asked.
        optional questions: Vec<Question>,
    }
}

record! {
    /// A question of a consultation.
    Question = "a question" {
        /// Its id.
        required id: Id,
        /// The question.
        required text: Text,
        /// Which editions show it.
        optional editions: Editions,
    }
}

impl Schema for Follows {
    fn schema() -> Value {
        json!({ "anyOf": [Reference::<to::Plan>::schema(), Earlier::schema()] })
    }

    fn translation() -> Option<Value> {
        Earlier::translation()
    }
}

//! Keys whose value has one of several shapes: targets, baselines, plural forms, predecessors.

use crate::diagnostic::{Code, Place};
use crate::records::dates::Date;
use crate::records::decode::{Decode, Faults, unknown_key};
use crate::records::plan::{Cycle, Period, Plan};
use crate::records::record_macro::record;
use crate::records::reference_visitor::ReferenceVisitor;
use crate::records::values::{At, Lang, Number, Passage, Reference, Text, words};
use crate::syntax::yaml::{Kind, Node};

record! {
    /// What a measure should come to.
    Target = "a target" {
        /// The lower end of a range.
        optional from: Option<Number>,
        /// The upper end of a range.
        optional to: Option<Number>,
        /// A threshold to reach.
        optional at_least: Option<Number>,
        /// A threshold to stay under.
        optional at_most: Option<Number>,
        /// A figure, for a date or for each year.
        optional value: Option<Number>,
        /// That the figure is due every year.
        optional each: Option<Cycle>,
        /// How many times the baseline.
        optional times: Option<Number>,
        /// A direction.
        optional go: Option<Trend>,
        /// By when; the plan's end where nothing is said.
        optional by: Option<At<Date>>,
        /// That `to` is a limit.
        optional within: Option<bool>,
    }
}

words! {
    /// A direction in which a figure should go.
    Trend {
        /// More than before.
        #[default] Up = "up",
        /// As before.
        Hold = "hold",
        /// Less than before.
        Down = "down",
    }
}

/// Where a measure started.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Baseline {
    /// The sources do not say.
    #[default]
    NotGiven,
    /// A figure and its date.
    Given(Start),
}

record! {
    /// A baseline's figure.
    #[derive(PartialEq)]
    Start = "a baseline" {
        /// The figure.
        required value: Number,
        /// When it was so.
        required date: At<Date>,
    }
}

impl Decode for Baseline {
    const WANTED: &'static str = "a baseline";

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        match node.text() {
            Some("not-given") => Self::NotGiven,
            Some(_) => {
                faults.wrong_type(node, "`not-given` or `{value, date}`");
                Self::NotGiven
            }
            None => Self::Given(Start::decode(node, faults)),
        }
    }
}

/// A word or its plural forms, by the names that Unicode gives them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Words {
    /// The forms of the source; under `other` alone where only one was written.
    pub source: Vec<(&'static str, String)>,
    /// Where they stand.
    pub place: Place,
    /// By language.
    pub translations: Vec<(Lang, Vec<(&'static str, String)>)>,
}

const FORMS: &[&str] = &["zero", "one", "two", "few", "many", "other"];

fn forms(node: &Node, faults: &mut Faults) -> Vec<(&'static str, String)> {
    match &node.kind {
        Kind::Map(pairs) => {
            if node.get("other").is_none() {
                faults.add(Code::MissingKey, &node.head(), "plural forms need `other`").help =
                    Some("Add `other: …`, the word for most numbers.".into());
            }
            let mut found = Vec::new();
            for (key, value) in pairs {
                match FORMS.iter().find(|form| **form == key.text) {
                    Some(form) => found.push((*form, Text::decode(value, faults).source)),
                    None => unknown_key(key, "plural forms", FORMS, faults),
                }
            }
            found
        }
        _ => vec![("other", Text::decode(node, faults).source)],
    }
}

impl Decode for Words {
    const WANTED: &'static str = "a word or its plural forms";

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        Self { source: forms(node, faults), place: node.place.clone(), translations: Vec::new() }
    }

    fn overlay(&mut self, node: &Node, lang: &Lang, faults: &mut Faults) {
        self.translations.push((lang.clone(), forms(node, faults)));
    }
}

/// The plan before: one that is published here, or its title and period.
#[derive(Debug, Clone)]
pub enum Follows {
    /// A plan of this site.
    Plan(Reference<Plan>),
    /// A plan that is not published here.
    Elsewhere(Box<Earlier>),
}

impl Default for Follows {
    fn default() -> Self {
        Self::Plan(Reference::default())
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

impl Decode for Follows {
    const WANTED: &'static str = "a plan's id, or `{title, period}`";

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

    fn each_text<'a>(&'a self, see: &mut dyn FnMut(Passage<'a>)) {
        if let Self::Elsewhere(earlier) = self {
            earlier.each_text(see);
        }
    }

    fn visit_references(&mut self, visitor: &mut dyn ReferenceVisitor) -> bool {
        match self {
            Self::Plan(reference) => reference.visit_references(visitor),
            Self::Elsewhere(earlier) => earlier.visit_references(visitor),
        }
    }
}

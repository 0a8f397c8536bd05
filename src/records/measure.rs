//! Measures of aims, with where they started and what they should come to.

use serde_json::{Value, json};

use crate::records::date::{Cycle, Date};
use crate::records::decode::{Decode, Faults};
use crate::records::editions::Editions;
use crate::records::id::Id;
use crate::records::numbers::Number;
use crate::records::plural_forms::Words;
use crate::records::record_macro::record;
use crate::records::references::Reference;
use crate::records::referents as to;
use crate::records::schema::{Schema, one_of};
use crate::records::text::{At, Text};
use crate::records::words::words;
use crate::syntax::problems::Wanted;
use crate::syntax::yaml::Node;

record! {
    /// A figure that shows how an aim is going.
    Measure = "a measure" {
        /// Its id; the aim's where there is only one.
        optional id: Id,
        /// What is counted.
        optional what: Option<Text>,
        /// In what.
        optional unit: Option<Words>,
        /// What it should be.
        optional target: Option<Target>,
        /// Another measure that is the same.
        optional same_as: Option<Reference<to::Measure>>,
        /// Where it is counted.
        optional area: Option<Reference<to::Area>>,
        /// Where it started.
        optional baseline: Option<Baseline>,
        /// Where the figures come from.
        optional source: Option<Text>,
        /// Which editions show it.
        optional editions: Editions,
    }
    schema json!({ "anyOf": one_of(&[&["what", "unit", "target"], &["same_as"]]) })
}

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
    schema json!({
        "oneOf": one_of(&[&["from", "to"], &["at_least"], &["at_most"], &["value"], &["times"], &["go"]]),
        "dependencies": { "from": ["to"], "to": ["from"], "each": ["value"] },
    })
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

impl Decode for Baseline {
    const WANTED: Wanted = Wanted::Named("a baseline");

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        match node.text() {
            Some("not-given") => Self::NotGiven,
            Some(_) => {
                faults.wrong_type(node, Wanted::Named("`not-given` or `{value, date}`"));
                Self::NotGiven
            }
            None => Self::Given(Start::decode(node, faults)),
        }
    }
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

impl Schema for Baseline {
    fn schema() -> Value {
        json!({ "anyOf": [{ "const": "not-given" }, Start::schema()] })
    }
}

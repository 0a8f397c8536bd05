//! `objectives/*.yaml`: an objective with its aims, their measures and its actions.

use crate::records::date::{Cycle, Date, Month};
use crate::records::editions::Editions;
use crate::records::id::Id;
use crate::records::measure::Measure;
use crate::records::record_macro::record;
use crate::records::references::{Continues, Reference};
use crate::records::referents as to;
use crate::records::support::Support;
use crate::records::text::{At, Markdown, Text};
use crate::records::web_addresses::OldAddress;
use crate::records::words::words;

record! {
    /// An objective's file.
    Objective = "an objective" {
        /// Its title.
        required title: Text,
        /// Its aims, in order.
        required aims: Vec<Aim>,
        /// A few words for cards and diagrams.
        optional short: Option<Text>,
        /// What it is about, in a sentence.
        optional summary: Option<Text>,
        /// The objectives it carries on, where its id does not say so.
        optional continues: Option<Continues<to::Objective>>,
        /// Who leads on it.
        optional lead: Option<Reference<to::Contact>>,
        /// What local parties can do.
        optional actions: Vec<Action>,
        /// Where help is to be had.
        optional support: Vec<Support>,
        /// Which editions show it.
        optional editions: Editions,
        /// Old addresses.
        optional aliases: Vec<At<OldAddress>>,
    }
}

record! {
    /// An aim of an objective.
    Aim = "an aim" {
        /// Its id.
        required id: Id,
        /// What it says.
        required text: Text,
        /// Whom it concerns.
        optional audiences as "for": Vec<Reference<to::Audience>>,
        /// Where it holds; everywhere if empty.
        optional areas: Vec<Reference<to::Area>>,
        /// Who leads on it.
        optional lead: Option<Reference<to::Contact>>,
        /// More about it.
        optional detail: Option<Markdown>,
        /// The aims it carries on, where its id does not say so.
        optional continues: Option<Continues<to::AimOrCrossAim>>,
        /// Its measures.
        optional measures: Vec<Measure>,
        /// Its one measure, which takes the aim's id.
        optional measure: Option<Box<Measure>>,
        /// The work plan, for staff.
        optional work: Vec<Work>,
        /// Which editions show it.
        optional editions: Editions,
        /// Old addresses.
        optional aliases: Vec<At<OldAddress>>,
    }
}

record! {
    /// A row of the work plan; only the staff edition has it.
    Work = "a work row" {
        /// Its id.
        required id: Id,
        /// What is to be done.
        required task: Text,
        /// Who does it.
        optional owner: Option<Text>,
        /// By when.
        optional due: Option<At<Date>>,
        /// Whether it is done.
        optional done: Option<bool>,
        /// Which editions show it; the staff edition at most.
        optional editions: Editions,
    }
}

record! {
    /// Something a local party can do.
    Action = "an action" {
        /// Its id.
        required id: Id,
        /// What to do.
        required text: Text,
        /// For which kinds of party.
        required audiences as "for": Vec<Reference<to::Audience>>,
        /// The aim it serves.
        optional aim: Option<Reference<to::AimOrCrossAim>>,
        /// Other objectives that it serves word for word.
        optional also: Vec<Reference<to::Objective>>,
        /// How much it matters.
        optional level: Option<Level>,
        /// Where it holds; everywhere if empty.
        optional areas: Vec<Reference<to::Area>>,
        /// In which months.
        optional season: Vec<Month>,
        /// How often.
        optional every: Option<Cycle>,
        /// By when.
        optional by: Option<At<Date>>,
        /// Together with whom.
        optional with: Vec<Reference<to::Audience>>,
        /// More about it.
        optional detail: Option<Markdown>,
        /// Whom to ask.
        optional ask: Vec<Reference<to::Contact>>,
        /// What to use.
        optional resources as "use": Vec<Reference<to::Resource>>,
        /// Actions of earlier plans that it carries on.
        optional continues: Option<Continues<to::Action>>,
        /// Which editions show it.
        optional editions: Editions,
    }
}

words! {
    /// How much an action matters.
    Level {
        /// Every party should.
        #[default] Essential = "essential",
        /// For those who can do more.
        Stretch = "stretch",
    }
}

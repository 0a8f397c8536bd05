//! A plan and what stands in it: objectives, aims, measures, actions and support.

use crate::records::dates::{Date, Month};
use crate::records::record_macro::record;
use crate::records::references::Continues;
use crate::records::value_shapes::{Baseline, Follows, Target, Words};
use crate::records::values::{At, Id, Markdown, OldAddress, Reference, Text, words};
use crate::records::{Area, Audience, Contact, Editions, KeyDate, Resource};

record! {
    /// `plan.yaml`.
    Plan = "a plan" {
        /// Its title.
        required title: Text,
        /// From when to when it runs.
        optional period: Option<Period>,
        /// Its objectives' ids, in order.
        optional objectives: Vec<Reference<Objective>>,
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
        optional parent: Option<Reference<Plan>>,
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
        optional contact: Option<Reference<Contact>>,
        /// The particulars of its guide.
        optional guide: GuideFacts,
        /// How it is consulted on.
        optional consultation: Option<Consultation>,
        /// Which editions show it.
        optional editions: Editions,
        /// Old addresses.
        optional aliases: Vec<At<OldAddress>>,
    }
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

words! {
    /// How often something comes round.
    Cycle {
        /// Every month.
        Month = "month",
        /// Every three months.
        #[default] Quarter = "quarter",
        /// Every six months.
        HalfYear = "half-year",
        /// Every year.
        Year = "year",
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
        optional serves: Vec<Reference<Objective>>,
        /// Where it holds; everywhere if empty.
        optional areas: Vec<Reference<Area>>,
        /// Whom it concerns.
        optional audiences as "for": Vec<Reference<Audience>>,
        /// More about it.
        optional detail: Option<Markdown>,
        /// What it carries on.
        optional continues: Option<Continues<(CrossAim, Aim, Objective)>>,
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
    /// Where help is to be had with a topic.
    Support = "a support row" {
        /// Its id.
        required id: Id,
        /// With what.
        required topic: Text,
        /// Whom to ask.
        optional contacts: Vec<Reference<Contact>>,
        /// What to use.
        optional resources: Vec<Reference<Resource>>,
        /// In words.
        optional text: Option<Text>,
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
        optional return_to: Option<Reference<Contact>>,
    }
}

record! {
    /// How a plan is consulted on.
    Consultation = "a consultation" {
        /// The date on which it opens.
        optional opens: Option<Reference<KeyDate>>,
        /// The date on which it closes.
        optional closes: Option<Reference<KeyDate>>,
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
        optional continues: Option<Continues<Objective>>,
        /// Who leads on it.
        optional lead: Option<Reference<Contact>>,
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
        optional audiences as "for": Vec<Reference<Audience>>,
        /// Where it holds; everywhere if empty.
        optional areas: Vec<Reference<Area>>,
        /// Who leads on it.
        optional lead: Option<Reference<Contact>>,
        /// More about it.
        optional detail: Option<Markdown>,
        /// The aims it carries on, where its id does not say so.
        optional continues: Option<Continues<(Aim, CrossAim)>>,
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
        optional same_as: Option<Reference<Measure>>,
        /// Where it is counted.
        optional area: Option<Reference<Area>>,
        /// Where it started.
        optional baseline: Option<Baseline>,
        /// Where the figures come from.
        optional source: Option<Text>,
        /// Which editions show it.
        optional editions: Editions,
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
        required audiences as "for": Vec<Reference<Audience>>,
        /// The aim it serves.
        optional aim: Option<Reference<(Aim, CrossAim)>>,
        /// Other objectives that it serves word for word.
        optional also: Vec<Reference<Objective>>,
        /// How much it matters.
        optional level: Option<Level>,
        /// Where it holds; everywhere if empty.
        optional areas: Vec<Reference<Area>>,
        /// In which months.
        optional season: Vec<Month>,
        /// How often.
        optional every: Option<Cycle>,
        /// By when.
        optional by: Option<At<Date>>,
        /// Together with whom.
        optional with: Vec<Reference<Audience>>,
        /// More about it.
        optional detail: Option<Markdown>,
        /// Whom to ask.
        optional ask: Vec<Reference<Contact>>,
        /// What to use.
        optional resources as "use": Vec<Reference<Resource>>,
        /// Actions of earlier plans that it carries on.
        optional continues: Option<Continues<Action>>,
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

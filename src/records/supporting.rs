//! What stands around a plan: contacts, parties, dates, resources, words, updates, groups, pages.

use indexmap::IndexMap;
use serde_json::Value;

use crate::records::dates::{Date, Part, Time};
use crate::records::decode::{Decode, Faults};
use crate::records::json_schema::Schema;
use crate::records::record_macro::record;
use crate::records::reference_visitor::ReferenceVisitor;
use crate::records::references::{AppearanceDate, IdOrText};
use crate::records::values::{
    At, Email, Id, Lang, Markdown, Number, OldAddress, Passage, Reference, Text, WebAddress, words,
};
use crate::records::{Aim, Area, Audience, CrossAim, Editions, Measure, Objective, Plan};
use crate::syntax::yaml::Node;

record! {
    /// Whom to ask, by role.
    Contact = "a contact" {
        /// The key it stands under.
        derived id: Id,
        /// What the contact does.
        required role: Text,
        /// A name, where one is given.
        optional name: Option<Text>,
        /// An e-mail address.
        optional email: Option<At<Email>>,
        /// A telephone number.
        optional phone: Option<At<String>>,
        /// A web address.
        optional url: Option<At<WebAddress>>,
        /// The contact to use when this one has no address.
        optional via: Option<Reference<Contact>>,
        /// What to ask about.
        optional topics: Vec<Text>,
        /// To whom this contact reports.
        optional reports_to: Option<Reference<Contact>>,
        /// Where the contact serves; everywhere if empty.
        optional areas: Vec<Reference<Area>>,
        /// When the particulars were last found right.
        optional checked: Option<At<Date>>,
        /// Until when the contact served.
        optional until: Option<At<Date>>,
        /// Who came after.
        optional succeeded_by: Option<Reference<Contact>>,
        /// Which editions show it.
        optional editions: Editions,
    }
}

record! {
    /// A local party.
    Party = "a party" {
        /// The key it stands under.
        derived id: Id,
        /// Its name.
        required name: Text,
        /// Its kind, an audience.
        required kind: Reference<Audience>,
        /// The party around it.
        optional parent: Option<Reference<Party>>,
        /// Where it is.
        optional area: Option<Reference<Area>>,
        /// Whom to ask.
        optional contact: Option<Reference<Contact>>,
        /// In which languages its guides are printed.
        optional languages: Vec<At<Lang>>,
        /// Its own site.
        optional url: Option<At<WebAddress>>,
        /// Which editions show it.
        optional editions: Editions,
        /// Old addresses.
        optional aliases: Vec<At<OldAddress>>,
    }
}

record! {
    /// A date to keep.
    KeyDate = "a date" {
        /// Its id.
        required id: Id,
        /// When.
        required date: At<Date>,
        /// What.
        required title: Text,
        /// Its last day.
        optional last: Option<At<Date>>,
        /// When it begins.
        optional from: Option<At<Time>>,
        /// When it ends.
        optional to: Option<At<Time>>,
        /// Which part of the month or year is meant.
        optional part: Option<Part>,
        /// Where.
        optional place: Option<Text>,
        /// What kind of date it is.
        optional kind: Option<Text>,
        /// The plan it belongs to.
        optional plan: Option<Reference<Plan>>,
        /// Whom it concerns, by area; everybody if empty.
        optional areas: Vec<Reference<Area>>,
        /// More on the web.
        optional url: Option<At<WebAddress>>,
        /// More in words.
        optional note: Option<Text>,
        /// Whether it stands.
        optional state: Option<DateState>,
        /// Whose it is, when not the site's organisation's.
        optional publisher: Option<Text>,
        /// Which editions show it.
        optional editions: Editions,
    }
}

words! {
    /// Whether a date stands.
    DateState {
        /// Not settled.
        #[default] Provisional = "provisional",
        /// Changed since it was first given.
        Moved = "moved",
        /// Not taking place.
        Cancelled = "cancelled",
    }
}

record! {
    /// Something to read, use or look at.
    Resource = "a resource" {
        /// The key it stands under.
        derived id: Id,
        /// Its title.
        required title: Text,
        /// Where it is on the web.
        optional url: Option<At<WebAddress>>,
        /// A file below `files/`.
        optional file: Option<At<String>>,
        /// Where it is, in words.
        optional location as "where": Option<Text>,
        /// What kind of thing it is.
        optional kind: Option<Text>,
        /// Its language.
        optional lang: Option<At<Lang>>,
        /// A picture of it, below `files/`.
        optional cover: Option<At<String>>,
        /// What the picture shows.
        optional alt: Option<Text>,
        /// More about it.
        optional note: Option<Text>,
        /// Whose it is, when not the site's organisation's.
        optional publisher: Option<Text>,
        /// Which editions show it.
        optional editions: Editions,
    }
}

record! {
    /// A word explained.
    GlossaryEntry = "a glossary entry" {
        /// The key it stands under.
        derived id: Id,
        /// The word.
        required word: Text,
        /// What it means.
        required meaning: Text,
        /// Which editions show it.
        optional editions: Editions,
    }
}

record! {
    /// A report on how a plan is going.
    Update = "an update" {
        /// What it reports on.
        required period: At<Date>,
        /// When it was published.
        required published: AppearanceDate,
        /// The plan.
        subject plan: Reference<Plan>,
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
        subject measure: Reference<Measure>,
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
    Status = "a status" {
        /// The name it stands under.
        derived id: Id,
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
    const WANTED: &'static str = IndexMap::<String, Status>::WANTED;

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        Self(IndexMap::decode(node, faults))
    }

    fn overlay(&mut self, node: &Node, lang: &Lang, faults: &mut Faults) {
        self.0.overlay(node, lang, faults);
    }

    fn each_text<'a>(&'a self, see: &mut dyn FnMut(Passage<'a>)) {
        self.0.each_text(see);
    }

    fn visit_references(&mut self, visitor: &mut dyn ReferenceVisitor) -> bool {
        for (_, mut status) in std::mem::take(&mut self.0) {
            let Id { name, place } = status.id.clone();
            let mut of = Reference::<(Objective, Aim, CrossAim)>::new(name, place);
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

record! {
    /// A working group.
    Group = "a group" {
        /// Its title.
        required title: Text,
        /// What kind of group it is.
        optional kind: Option<Text>,
        /// What it is for.
        optional purpose: Option<Markdown>,
        /// What it has to do.
        optional duties: Vec<Duty>,
        /// To whom it answers: a group, or words.
        optional accountable_to: Option<IdOrText<Group>>,
        /// What it commissions.
        optional commissions: Option<Text>,
        /// What it works on.
        optional projects: Vec<Duty>,
        /// Its meetings, by the ids of dates.
        optional meetings: Vec<Reference<KeyDate>>,
        /// How to take part.
        optional join: Option<Markdown>,
        /// Whose it is, when not the site's organisation's.
        optional publisher: Option<Text>,
        /// Which editions show it.
        optional editions: Editions,
        /// Old addresses.
        optional aliases: Vec<At<OldAddress>>,
    }
}

record! {
    /// A duty or a project of a group.
    Duty = "a duty or project" {
        /// Its id.
        required id: Id,
        /// What it is.
        required text: Text,
        /// Which editions show it.
        optional editions: Editions,
    }
}

record! {
    /// The front matter of a page.
    Page = "a page" {
        /// Its title.
        required title: Text,
        /// What it is about.
        optional summary: Option<Text>,
        /// Who wrote it, by role.
        optional author: Option<Text>,
        /// Whom to ask.
        optional contact: Option<Reference<Contact>>,
        /// Notes for editors.
        optional notes: Vec<Markdown>,
        /// Its place among the pages.
        optional order: Option<Number>,
        /// The plan it belongs to.
        optional plan: Option<Reference<Plan>>,
        /// Whose it is, when not the site's organisation's.
        optional publisher: Option<Text>,
        /// Which editions show it.
        optional editions: Editions,
        /// Old addresses.
        optional aliases: Vec<At<OldAddress>>,
    }
}

record! {
    /// The front matter of a news item.
    NewsItem = "a news item" {
        /// Its title.
        required title: Text,
        /// Its date.
        required date: AppearanceDate,
        /// What it is about.
        optional summary: Option<Text>,
        /// Who wrote it, by role.
        optional author: Option<Text>,
        /// Whom to ask.
        optional contact: Option<Reference<Contact>>,
        /// Notes for editors.
        optional notes: Vec<Markdown>,
        /// Its place among the news of its day.
        optional order: Option<Number>,
        /// The plan it belongs to.
        optional plan: Option<Reference<Plan>>,
        /// Whose it is, when not the site's organisation's.
        optional publisher: Option<Text>,
        /// Which editions show it.
        optional editions: Editions,
        /// Old addresses.
        optional aliases: Vec<At<OldAddress>>,
    }
}

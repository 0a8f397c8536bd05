//! What stands around a plan: contacts, parties, dates, resources, words, updates, groups, pages.

use indexmap::IndexMap;

use crate::records::Editions;
use crate::records::dates::{Date, Part, Time};
use crate::records::record_macro::record;
use crate::records::values::{At, Email, Id, Lang, Markdown, Number, OldAddress, Reference, Text, WebAddress, words};

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
        optional via: Option<Reference>,
        /// What to ask about.
        optional topics: Vec<Text>,
        /// To whom this contact reports.
        optional reports_to: Option<Reference>,
        /// Where the contact serves; everywhere if empty.
        optional areas: Vec<Reference>,
        /// When the particulars were last found right.
        optional checked: Option<At<Date>>,
        /// Until when the contact served.
        optional until: Option<At<Date>>,
        /// Who came after.
        optional succeeded_by: Option<Reference>,
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
        required kind: Reference,
        /// The party around it.
        optional parent: Option<Reference>,
        /// Where it is.
        optional area: Option<Reference>,
        /// Whom to ask.
        optional contact: Option<Reference>,
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
        optional plan: Option<Reference>,
        /// Whom it concerns, by area; everybody if empty.
        optional areas: Vec<Reference>,
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
        required published: At<Date>,
        /// The plan.
        required plan: Reference,
        /// Who reports.
        optional by: Option<Text>,
        /// Figures.
        optional readings: Vec<Reading>,
        /// How objectives and aims are going, by name.
        optional status: IndexMap<String, Status>,
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
        required measure: Reference,
        /// The figure.
        required value: Number,
        /// When it was so.
        required date: At<Date>,
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
        optional accountable_to: Option<Text>,
        /// What it commissions.
        optional commissions: Option<Text>,
        /// What it works on.
        optional projects: Vec<Duty>,
        /// Its meetings, by the ids of dates.
        optional meetings: Vec<Reference>,
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
        optional contact: Option<Reference>,
        /// Notes for editors.
        optional notes: Vec<Markdown>,
        /// Its place among the pages.
        optional order: Option<Number>,
        /// The plan it belongs to.
        optional plan: Option<Reference>,
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
        required date: At<Date>,
        /// What it is about.
        optional summary: Option<Text>,
        /// Who wrote it, by role.
        optional author: Option<Text>,
        /// Whom to ask.
        optional contact: Option<Reference>,
        /// Notes for editors.
        optional notes: Vec<Markdown>,
        /// Its place among the pages.
        optional order: Option<Number>,
        /// The plan it belongs to.
        optional plan: Option<Reference>,
        /// Whose it is, when not the site's organisation's.
        optional publisher: Option<Text>,
        /// Which editions show it.
        optional editions: Editions,
        /// Old addresses.
        optional aliases: Vec<At<OldAddress>>,
    }
}

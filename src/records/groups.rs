//! `groups/*.yaml`: working groups.

use crate::records::editions::Editions;
use crate::records::id::Id;
use crate::records::record_macro::record;
use crate::records::references::{IdOrText, Reference};
use crate::records::referents as to;
use crate::records::text::{At, Markdown, Text};
use crate::records::web_addresses::OldAddress;

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
        optional accountable_to: Option<IdOrText<to::Group>>,
        /// What it commissions.
        optional commissions: Option<Text>,
        /// What it works on.
        optional projects: Vec<Duty>,
        /// Its meetings, by the ids of dates.
        optional meetings: Vec<Reference<to::KeyDate>>,
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

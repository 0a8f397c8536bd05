//! `dates.yaml`: dates to keep.

use crate::records::date::{Date, Part, Time};
use crate::records::editions::Editions;
use crate::records::id::Id;
use crate::records::record_macro::record;
use crate::records::references::Reference;
use crate::records::referents as to;
use crate::records::text::{At, Text, WebAddress};
use crate::records::words::words;

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
        optional plan: Option<Reference<to::Plan>>,
        /// Whom it concerns, by area; everybody if empty.
        optional areas: Vec<Reference<to::Area>>,
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

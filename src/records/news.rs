//! `news/*.md`: the front matter of news items.

use crate::records::editions::Editions;
use crate::records::numbers::Number;
use crate::records::record_macro::record;
use crate::records::references::{AppearanceDate, Reference};
use crate::records::referents as to;
use crate::records::text::{At, Markdown, Text};
use crate::records::web_addresses::OldAddress;

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
        optional contact: Option<Reference<to::Contact>>,
        /// Notes for editors.
        optional notes: Vec<Markdown>,
        /// Its place among the news of its day.
        optional order: Option<Number>,
        /// The plan it belongs to.
        optional plan: Option<Reference<to::Plan>>,
        /// Whose it is, when not the site's organisation's.
        optional publisher: Option<Text>,
        /// Which editions show it.
        optional editions: Editions,
        /// Old addresses.
        optional aliases: Vec<At<OldAddress>>,
    }
}

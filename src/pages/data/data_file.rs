//! What each data file holds, before it is written in its format.

use crate::pages::data::calendars::Calendar;
use crate::pages::data::columns::Table;
use crate::pages::data::feed::Feed;
use crate::pages::data::sitemap::{Robots, Sitemap};
use crate::pages::view::{Parties, SearchIndex};

/// What a data file holds.
#[derive(Debug)]
pub enum DataFile {
    /// A plan as JSON.
    Json(serde_json::Value),
    /// A table as CSV.
    Csv(Table),
    /// A calendar.
    Calendar(Calendar),
    /// A feed of news and updates.
    Feed(Feed),
    /// The list of pages for search engines.
    Sitemap(Sitemap),
    /// What search engines may do.
    Robots(Robots),
    /// The headers that servers send with every file.
    Headers,
    /// Old addresses, each with the address that it leads to.
    Redirects(Vec<(String, String)>),
    /// What the search's script searches.
    SearchIndex(Box<SearchIndex>),
    /// All parties, for the scripts that find one.
    Parties(Box<Parties>),
}

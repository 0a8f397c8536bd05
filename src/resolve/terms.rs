//! For whom and for which day a publication is made.

use jiff::{Timestamp, civil};

use crate::model::Edition;
use crate::urls::links::Links;

/// For whom and for which day a publication is made.
#[derive(Debug, Clone)]
pub struct Terms {
    /// Which edition.
    pub edition: Edition,
    /// What decides which day it is.
    pub day: Day,
    /// The address to publish under, instead of the one in `site.yaml`.
    pub base_url: Option<String>,
    /// What gives readers the pages.
    pub links: Links,
}

/// What decides which day it is.
#[derive(Debug, Clone, Copy)]
pub enum Day {
    /// A day that was named.
    Named(civil::Date),
    /// A moment, which the site's time zone turns into a day.
    Moment(Timestamp),
}

//! The URLs of data files.

use crate::model::{Lang, Plan, Publication};
use crate::pages::kinds::{PageId, root};
use crate::pages::view::MediaType;

/// A data file in a plan's folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlanFile {
    /// The whole plan as JSON.
    Json,
    /// Objectives and aims as a table.
    Objectives,
    /// Actions as a table.
    Actions,
    /// Measures as a table.
    Measures,
    /// The plan's dates as a calendar.
    Dates,
}

impl PlanFile {
    /// The part of a message's key that names it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Objectives => "objectives",
            Self::Actions => "actions",
            Self::Measures => "measures",
            Self::Dates => "dates",
        }
    }

    /// The format.
    #[must_use]
    pub fn media_type(self) -> MediaType {
        match self {
            Self::Json => MediaType::Json,
            Self::Objectives | Self::Actions | Self::Measures => MediaType::Csv,
            Self::Dates => MediaType::Calendar,
        }
    }

    /// The name of the file.
    #[must_use]
    pub fn file_name(self) -> &'static str {
        match self {
            Self::Json => "plan.json",
            Self::Objectives => "objectives.csv",
            Self::Actions => "actions.csv",
            Self::Measures => "measures.csv",
            Self::Dates => "dates.ics",
        }
    }
}

pub(crate) fn plan_file_url(publication: &Publication, plan: &Plan, file: PlanFile, lang: &Lang) -> String {
    format!("{}{}", PageId::Plan(plan.id.clone()).address(lang, publication), file.file_name())
}

/// A URL with the site's base URL.
pub(crate) fn full_url(publication: &Publication, url: &str) -> String {
    format!("{}{url}", publication.site.base_url.0.trim_end_matches('/'))
}

/// The URL of a file in a language's root folder.
pub(crate) fn root_file_url(publication: &Publication, lang: &Lang, name: &str) -> String {
    format!("{}{name}", root(lang, publication))
}

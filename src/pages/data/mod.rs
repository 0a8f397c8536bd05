//! The files for machines: which there are, at which address, and what each holds.
//!
//! A data file stands beside the page that shows the same facts. It is there only where it
//! holds something: no calendar without an event, no feed without an entry.

mod actions;
mod calendars;
mod columns;
mod feed;
mod guide_table;
mod json_object;
mod measures;
mod objectives;
mod plain_text;
mod plan;
mod sitemap;
mod support_sources;

use crate::model::{Lang, Plan, Publication};
use crate::pages::Output;
use crate::pages::kinds::{Route, root};
use crate::pages::view::{Parties, SearchIndex};
use crate::theme::Theme;
use actions::{ActionRow, action_columns, action_rows};
use columns::to_table;
use measures::{measure_columns, measure_rows};
use objectives::{part_columns, part_rows};

pub use calendars::{Calendar, Event, When, calendars};
pub use columns::{Cell, Table};
pub use feed::{Entry, Feed, feed_address};
pub use sitemap::{Robots, Sitemap, SitemapEntry};

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

/// The data files that stand in a plan's folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
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

impl FileKind {
    /// The kind as part of a message's key.
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

/// The data files of a plan that a page in a language can offer, each with its address. JSON
/// holds all languages; tables of a plan without text in the language are those of the source.
#[must_use]
pub fn plan_files(publication: &Publication, plan: &Plan, lang: &Lang) -> Vec<(FileKind, String)> {
    let source = publication.source_language();
    let own = if plain_text::plan_is_in(plan, lang, source) { lang } else { source };
    let at = |kind: FileKind, lang: &Lang| (kind, plan_file(publication, plan, kind, lang));
    let mut files = Vec::new();
    if !plan.objectives.is_empty() {
        files.push(at(FileKind::Json, source));
        files.push(at(FileKind::Objectives, own));
    }
    if plan.objectives.iter().any(|objective| !objective.actions.is_empty()) {
        files.push(at(FileKind::Actions, own));
    }
    if measure_rows(publication, plan).next().is_some() {
        files.push(at(FileKind::Measures, own));
    }
    if calendars::any_of_plan(publication, plan) {
        files.push(at(FileKind::Dates, own));
    }
    files
}

fn plan_file(publication: &Publication, plan: &Plan, kind: FileKind, lang: &Lang) -> String {
    format!("{}{}", Route::Plan(plan.id.clone()).address(lang, publication), kind.file_name())
}

/// A data file, before it is made.
enum Kind<'a> {
    Plan(&'a Plan, FileKind),
    Guide(Vec<ActionRow<'a>>),
    Feed,
    Calendar(Option<&'a str>),
    Robots,
    Headers,
    Sitemap,
}

/// Shows the address, the language and the kind of every data file.
fn each<'a>(publication: &'a Publication, see: &mut dyn FnMut(String, &'a Lang, Kind<'a>)) {
    for lang in &publication.languages {
        for plan in &publication.plans {
            for (kind, address) in plan_files(publication, plan, lang) {
                if address.starts_with(&Route::Plan(plan.id.clone()).address(lang, publication)) {
                    see(address, lang, Kind::Plan(plan, kind));
                }
            }
            for (route, actions) in guide_table::guides(publication, plan) {
                let address = format!("{}guide.csv", route.address(lang, publication));
                see(address, lang, Kind::Guide(actions));
            }
        }
        if let Some(address) = feed_address(publication, lang) {
            see(address, lang, Kind::Feed);
        }
        for (area, address) in calendars(publication, lang) {
            see(address, lang, Kind::Calendar(area));
        }
    }
    let source = publication.source_language();
    see("/robots.txt".into(), source, Kind::Robots);
    see("/_headers".into(), source, Kind::Headers);
    if sitemap::is_made(publication) {
        see("/sitemap.xml".into(), source, Kind::Sitemap);
    }
}

/// Every data file of the site.
#[must_use]
pub fn outputs(publication: &Publication, theme: &Theme) -> Vec<Output> {
    let mut outputs = Vec::new();
    each(publication, &mut |address, lang, kind| {
        let file = data_file(publication, theme, &kind, lang);
        outputs.push(Output::data(address, lang, file, Vec::new()));
    });
    outputs
}

/// The addresses of all data files.
#[must_use]
pub fn addresses(publication: &Publication) -> Vec<String> {
    let mut addresses = Vec::new();
    each(publication, &mut |address, _, _| addresses.push(address));
    addresses
}

fn data_file(publication: &Publication, theme: &Theme, kind: &Kind<'_>, lang: &Lang) -> DataFile {
    match kind {
        Kind::Plan(plan, kind) => plan_data_file(publication, theme, plan, *kind, lang),
        Kind::Guide(actions) => {
            DataFile::Csv(to_table(&action_columns().guide, actions.iter().copied(), publication, lang))
        }
        Kind::Feed => DataFile::Feed(feed::make(publication, theme, lang)),
        Kind::Calendar(area) => DataFile::Calendar(calendars::make(publication, theme, *area, lang)),
        Kind::Robots => DataFile::Robots(sitemap::robots(publication)),
        Kind::Headers => DataFile::Headers,
        Kind::Sitemap => DataFile::Sitemap(sitemap::make(publication)),
    }
}

fn plan_data_file(publication: &Publication, theme: &Theme, plan: &Plan, kind: FileKind, lang: &Lang) -> DataFile {
    match kind {
        FileKind::Json => DataFile::Json(plan::make(publication, plan)),
        FileKind::Objectives => {
            DataFile::Csv(to_table(&part_columns().table, part_rows(publication, plan), publication, lang))
        }
        FileKind::Actions => {
            DataFile::Csv(to_table(&action_columns().table, action_rows(publication, plan), publication, lang))
        }
        FileKind::Measures => {
            DataFile::Csv(to_table(&measure_columns().table, measure_rows(publication, plan), publication, lang))
        }
        FileKind::Dates => DataFile::Calendar(calendars::make_for_plan(publication, theme, plan, lang)),
    }
}

/// An address of the site as the world knows it.
fn absolute(publication: &Publication, address: &str) -> String {
    format!("{}{address}", publication.site.base_url.0.trim_end_matches('/'))
}

/// The address of a file at a language's root.
fn at_root(publication: &Publication, lang: &Lang, name: &str) -> String {
    format!("{}{name}", root(lang, publication))
}

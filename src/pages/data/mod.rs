//! The files for machines: which there are, at which address, and what each holds.
//!
//! A data file stands beside the page that shows the same facts. It is there only where it
//! holds something: no calendar without an event, no feed without an entry.

mod actions;
mod calendars;
mod columns;
mod data_file;
mod feed;
mod guide_table;
mod json_object;
mod measures;
mod objectives;
mod plain_text;
mod plan;
mod sitemap;
mod support_sources;
mod urls;

use crate::model::{Lang, Plan, Publication};
use crate::pages::kinds::Route;
use crate::pages::output::Output;
use crate::theme::Theme;
use actions::{ActionRow, action_columns, action_rows};
use columns::to_table;
use measures::{measure_columns, measure_rows};
use objectives::{part_columns, part_rows};
use urls::plan_file_url;

pub use calendars::{Calendar, Event, When, calendars};
pub use columns::{Cell, Table};
pub use data_file::DataFile;
pub use feed::{Entry, Feed, feed_address};
pub use sitemap::{Robots, Sitemap, SitemapEntry};
pub use urls::PlanFile;

/// The data files of a plan that a page in a language can offer, each with its address. JSON
/// holds all languages; tables of a plan without text in the language are those of the source.
#[must_use]
pub fn plan_files(publication: &Publication, plan: &Plan, lang: &Lang) -> Vec<(PlanFile, String)> {
    let source = publication.source_language();
    let own = if plain_text::plan_is_in(plan, lang, source) { lang } else { source };
    let at = |kind: PlanFile, lang: &Lang| (kind, plan_file_url(publication, plan, kind, lang));
    let mut files = Vec::new();
    if !plan.objectives.is_empty() {
        files.push(at(PlanFile::Json, source));
        files.push(at(PlanFile::Objectives, own));
    }
    if plan.objectives.iter().any(|objective| !objective.actions.is_empty()) {
        files.push(at(PlanFile::Actions, own));
    }
    if measure_rows(publication, plan).next().is_some() {
        files.push(at(PlanFile::Measures, own));
    }
    if calendars::any_of_plan(publication, plan) {
        files.push(at(PlanFile::Dates, own));
    }
    files
}

/// A data file, before it is made.
enum Kind<'a> {
    Plan(&'a Plan, PlanFile),
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

fn plan_data_file(publication: &Publication, theme: &Theme, plan: &Plan, kind: PlanFile, lang: &Lang) -> DataFile {
    match kind {
        PlanFile::Json => DataFile::Json(plan::make(publication, plan)),
        PlanFile::Objectives => {
            DataFile::Csv(to_table(&part_columns().table, part_rows(publication, plan), publication, lang))
        }
        PlanFile::Actions => {
            DataFile::Csv(to_table(&action_columns().table, action_rows(publication, plan), publication, lang))
        }
        PlanFile::Measures => {
            DataFile::Csv(to_table(&measure_columns().table, measure_rows(publication, plan), publication, lang))
        }
        PlanFile::Dates => DataFile::Calendar(calendars::make_for_plan(publication, theme, plan, lang)),
    }
}

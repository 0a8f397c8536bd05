//! The list of data files: which exist, their URLs, and what each holds.
//!
//! A data file is in the folder of the page that shows the same facts. It exists only where it is
//! not empty: no calendar without an event, no feed without an entry.

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
use crate::pages::output::Output;
use crate::pages::titles::ThemedPublication;
use crate::theme::Theme;
use actions::{ActionRow, action_columns, action_rows};
use columns::to_table;
use measures::{has_measures, measure_columns, measure_rows};
use objectives::{part_columns, part_rows};
use urls::plan_file_url;

pub use calendars::{Calendar, Event, EventTime, calendars};
pub use columns::{Cell, Table};
pub use data_file::DataFile;
pub use feed::{Entry, Feed, feed_url};
pub use sitemap::{Robots, Sitemap, SitemapEntry};
pub use urls::PlanFile;

/// The data files of a plan that a page in a language can offer, each with its URL.
#[must_use]
pub fn plan_files(publication: &Publication, plan: &Plan, lang: &Lang) -> Vec<(PlanFile, String)> {
    let files = plan_files_in_languages(publication, plan, lang);
    files.into_iter().map(|(file, lang)| (file, plan_file_url(publication, plan, file, lang))).collect()
}

/// The same, each with its language. JSON holds all languages; tables of a plan without text in the
/// language are those of the source.
fn plan_files_in_languages<'a>(publication: &'a Publication, plan: &Plan, lang: &'a Lang) -> Vec<(PlanFile, &'a Lang)> {
    let source = publication.source_language();
    let lang = if plain_text::is_plan_in(plan, lang, source) { lang } else { source };
    let has_actions = plan.objectives.iter().any(|objective| !objective.actions.is_empty());
    let all = [
        (PlanFile::Json, source, !plan.objectives.is_empty()),
        (PlanFile::Objectives, lang, !plan.objectives.is_empty()),
        (PlanFile::Actions, lang, has_actions),
        (PlanFile::Measures, lang, has_measures(plan)),
        (PlanFile::Dates, lang, calendars::has_plan_calendar(publication, plan)),
    ];
    all.into_iter().filter(|(.., exists)| *exists).map(|(file, lang, _)| (file, lang)).collect()
}

/// A data file of the site, before its content is made.
struct ListedFile<'a> {
    url: String,
    lang: &'a Lang,
    kind: FileKind<'a>,
}

enum FileKind<'a> {
    Plan(&'a Plan, PlanFile),
    Guide(Vec<ActionRow<'a>>),
    Feed,
    /// The calendar of an area, or of everywhere.
    Calendar(Option<&'a str>),
    Robots,
    Headers,
    Sitemap,
}

/// Every data file but those that scripts and redirects need.
fn list_files(publication: &Publication) -> Vec<ListedFile<'_>> {
    let mut files = Vec::new();
    for lang in &publication.languages {
        let mut add = |url, kind| files.push(ListedFile { url, lang, kind });
        for plan in &publication.plans {
            // A file in another language is listed with that one.
            let plan_files = plan_files_in_languages(publication, plan, lang);
            for (file, _) in plan_files.into_iter().filter(|(_, file_lang)| *file_lang == lang) {
                add(plan_file_url(publication, plan, file, lang), FileKind::Plan(plan, file));
            }
            for (route, actions) in guide_table::guides_with_actions(publication, plan) {
                add(format!("{}guide.csv", route.address(lang, publication)), FileKind::Guide(actions));
            }
        }
        if let Some(url) = feed_url(publication, lang) {
            add(url, FileKind::Feed);
        }
        for (area, url) in calendars(publication, lang) {
            add(url, FileKind::Calendar(area));
        }
    }
    let lang = publication.source_language();
    let mut add = |url: &str, kind| files.push(ListedFile { url: url.to_owned(), lang, kind });
    add("/robots.txt", FileKind::Robots);
    add("/_headers", FileKind::Headers);
    if sitemap::has_sitemap(publication) {
        add("/sitemap.xml", FileKind::Sitemap);
    }
    files
}

/// Makes every listed data file.
#[must_use]
pub fn make_outputs(publication: &Publication, theme: &Theme) -> Vec<Output> {
    let output = |file: ListedFile<'_>| {
        let content = make_data_file(publication, theme, &file.kind, file.lang);
        Output::data(file.url, file.lang, content, Vec::new())
    };
    list_files(publication).into_iter().map(output).collect()
}

/// The URLs of all listed data files.
#[must_use]
pub fn list_urls(publication: &Publication) -> Vec<String> {
    list_files(publication).into_iter().map(|file| file.url).collect()
}

fn make_data_file(publication: &Publication, theme: &Theme, kind: &FileKind<'_>, lang: &Lang) -> DataFile {
    let themed = ThemedPublication { publication, theme };
    match kind {
        FileKind::Plan(plan, file) => make_plan_file(publication, theme, plan, *file, lang),
        FileKind::Guide(actions) => {
            DataFile::Csv(to_table(&action_columns().guide, actions.iter().copied(), &themed, lang))
        }
        FileKind::Feed => DataFile::Feed(feed::make_feed(publication, theme, lang)),
        FileKind::Calendar(area) => DataFile::Calendar(calendars::make_calendar(publication, theme, *area, lang)),
        FileKind::Robots => DataFile::Robots(sitemap::make_robots(publication)),
        FileKind::Headers => DataFile::Headers,
        FileKind::Sitemap => DataFile::Sitemap(sitemap::make_sitemap(publication)),
    }
}

fn make_plan_file(publication: &Publication, theme: &Theme, plan: &Plan, file: PlanFile, lang: &Lang) -> DataFile {
    let themed = ThemedPublication { publication, theme };
    match file {
        PlanFile::Json => DataFile::Json(plan::plan_json(&themed, plan)),
        PlanFile::Objectives => DataFile::Csv(to_table(&part_columns().table, part_rows(themed, plan), &themed, lang)),
        PlanFile::Actions => {
            DataFile::Csv(to_table(&action_columns().table, action_rows(publication, plan), &themed, lang))
        }
        PlanFile::Measures => {
            DataFile::Csv(to_table(&measure_columns().table, measure_rows(themed, plan), &themed, lang))
        }
        PlanFile::Dates => DataFile::Calendar(calendars::make_plan_calendar(publication, theme, plan, lang)),
    }
}

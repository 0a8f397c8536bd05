//! Views as bytes of formats for programs, one file for each format.

pub mod calendar;
pub mod csv;
pub mod data_script;
pub mod feed;
pub mod headers;
pub mod json;
pub mod redirects;
pub mod search_index;
pub mod sitemap;
pub mod word_folding;

use crate::pages::data::DataFile;
use crate::syntax::document::Prose;

/// The bytes of a data file. `texts` are the texts that it refers to; `headers` are those that
/// servers send with every file.
pub(crate) fn render(
    file: &DataFile,
    texts: &[Prose],
    headers: impl Iterator<Item = (&'static str, String)>,
) -> Vec<u8> {
    match file {
        DataFile::Json(value) => json::render(value),
        DataFile::Csv(table) => csv::render(table),
        DataFile::Calendar(calendar) => calendar::render(calendar),
        DataFile::Feed(feed) => feed::render(feed),
        DataFile::Sitemap(sitemap) => sitemap::render(sitemap),
        DataFile::Robots(robots) => sitemap::render_robots(robots),
        DataFile::Headers => headers::render(headers),
        DataFile::Redirects(lines) => redirects::render(lines),
        DataFile::SearchIndex(index) => search_index::render(index, texts),
        DataFile::Parties(parties) => data_script::render("planpressParties", parties),
    }
}

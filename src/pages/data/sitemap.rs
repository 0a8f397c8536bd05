//! What search engines are told: every page with its twins in other languages, or to stay away.

use crate::model::{At, Date, Edition, Publication};
use crate::pages::data::urls::full_url;
use crate::pages::kinds::{PageId, find_pages, is_in_language};
use crate::pages::page_kind::Purpose;

/// Every page of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sitemap {
    /// The pages, in the order of their routes, all languages of one together.
    pub entries: Vec<SitemapEntry>,
}

/// A page in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SitemapEntry {
    /// Its address.
    pub url: String,
    /// When it was last changed, where the content says so.
    pub changed: Option<String>,
    /// The page in every language (itself among them) and `x-default`; none where there is only
    /// one language.
    pub twins: Vec<(String, String)>,
}

/// What programs that visit the site may do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Robots {
    /// The address of the sitemap; without one they are to stay away.
    pub sitemap: Option<String>,
}

pub(crate) fn make_robots(publication: &Publication) -> Robots {
    Robots { sitemap: has_sitemap(publication).then(|| full_url(publication, "/sitemap.xml")) }
}

/// Only the public edition has a sitemap.
pub(crate) fn has_sitemap(publication: &Publication) -> bool {
    publication.edition == Edition::Public
}

pub(crate) fn make_sitemap(publication: &Publication) -> Sitemap {
    let routes = find_pages(publication);
    let mut entries = Vec::with_capacity(routes.len() * publication.languages.len());
    let is_listed = |route: &&PageId| matches!(route.subject(publication).purpose, Purpose::Content | Purpose::Article);
    entries.extend(routes.iter().filter(is_listed).flat_map(|route| page_entries(publication, route)));
    Sitemap { entries }
}

fn page_entries(publication: &Publication, route: &PageId) -> Vec<SitemapEntry> {
    let changed = route.subject(publication).changed.and_then(day_spelling);
    let url = |lang| full_url(publication, &route.address(lang, publication));
    let languages = || publication.languages.iter().filter(|lang| is_in_language(route, lang, publication));
    let mut twins = Vec::new();
    if languages().count() > 1 {
        twins.extend(languages().map(|lang| (lang.to_string(), url(lang))));
        twins.push(("x-default".into(), url(publication.source_language())));
    }
    let entry = |lang| SitemapEntry { url: url(lang), changed: changed.clone(), twins: twins.clone() };
    languages().map(entry).collect()
}

/// The date as a sitemap may spell it: its schema knows whole days only.
fn day_spelling(date: &At<Date>) -> Option<String> {
    match date.value {
        Date::Day(day) => Some(day.to_string()),
        _ => None,
    }
}

//! What stands at addresses that the site once had: a page that leads on, or one that says what
//! became of it. It depends on the sources alone, so the preview shows it too.

pub mod old_urls;
mod problems;
mod redirect_pages;
pub mod url_lock;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::file_tree::file_address;
use crate::model::{Lang, Publication, Text};
use crate::pages::data;
use crate::pages::kinds;
use crate::pages::redirects::old_urls::{OldUrl, Outcome, in_language, names_language, without_anchor};
use problems::OccupiedPaths;
pub use redirect_pages::make_outputs;

/// What stands at an old address.
#[derive(Debug)]
pub struct OldPage<'a> {
    lang: &'a Lang,
    target: OldPageTarget<'a>,
}

#[derive(Debug)]
enum OldPageTarget<'a> {
    Url(String),
    Gone(&'a Text),
}

/// What stands at old addresses, by address.
pub type OldPages<'a> = BTreeMap<String, OldPage<'a>>;

/// The addresses of a site: those of today, and those of once with what stands there.
#[derive(Debug, Default)]
pub struct Addresses<'a> {
    /// Pages, data files, what is printed, and copied files.
    pub current: BTreeSet<String>,
    /// By address.
    pub old_pages: OldPages<'a>,
}

impl Addresses<'_> {
    /// Whether a reader who comes to an address is told where to go on, or what became of it.
    #[must_use]
    pub fn serve(&self, address: &str) -> bool {
        let mut above =
            self.old_pages.range(..=address.to_owned()).rev().filter(|(old, _)| address.starts_with(&**old));
        self.current.contains(address)
            || self.old_pages.contains_key(address)
            || above.any(|(old, old_page)| old.ends_with('/') && matches!(old_page.target, OldPageTarget::Gone(_)))
    }
}

/// Every address of a publication; what is wrong with the old ones is left to `old`.
#[must_use]
pub fn addresses(publication: &Publication) -> Addresses<'_> {
    let current = find_current_urls(publication);
    let (old_pages, _) = make_old_pages(&old_urls::all(publication), publication, &current);
    Addresses { current, old_pages }
}

/// What stands at old addresses, and what is wrong with them. Most sites have none, and are not
/// asked for all that they have.
#[must_use]
pub fn find_old_pages(publication: &Publication) -> (OldPages<'_>, Vec<Diagnostic>) {
    let all = old_urls::all(publication);
    if all.is_empty() { Default::default() } else { make_old_pages(&all, publication, &find_current_urls(publication)) }
}

fn find_current_urls(publication: &Publication) -> BTreeSet<String> {
    let mut current: BTreeSet<String> = data::list_urls(publication).into_iter().collect();
    current.extend(publication.files.keys().map(|path| file_address(path)));
    for (lang, plan) in
        publication.languages.iter().flat_map(|lang| publication.plans.iter().map(move |plan| (lang, plan)))
    {
        current.extend(kinds::find_share_picture(plan, lang, publication));
    }
    for page in kinds::find_pages(publication) {
        for lang in &publication.languages {
            current.extend(kinds::find_printed_forms(&page, lang, publication).into_iter().map(|(_, address)| address));
            current.insert(page.address(lang, publication));
        }
    }
    current
}

fn make_old_pages<'a>(
    all: &[OldUrl<'a>],
    publication: &'a Publication,
    current: &BTreeSet<String>,
) -> (OldPages<'a>, Vec<Diagnostic>) {
    let (mut old_pages, mut faults) = (BTreeMap::new(), Vec::new());
    let occupied = OccupiedPaths::new(current);
    let mut sound = Vec::new();
    let mut seen: HashMap<String, &Place> = HashMap::new();
    for old in all {
        let first = seen.insert(old.address.to_lowercase(), old.place);
        let twice = first.map(|first| {
            let message = format!("`{}` is said twice to be an old address", old.address);
            let fault = Diagnostic::new(Code::OldAddressTaken, old.place.clone(), message);
            fault.label(first.clone(), "also here").help("Keep the one that its readers look for.")
        });
        match twice.or_else(|| problems::find_problem(old, publication, current, &occupied)) {
            Some(fault) => faults.push(fault),
            None => sound.extend((!old.address.contains('#')).then_some(old)),
        }
    }
    // What is written goes before what follows from it, and of that the nearest first.
    sound.sort_by_key(|old| std::cmp::Reverse(old.address.len()));
    let languages = |old: &OldUrl<'_>| {
        let named = publication
            .languages
            .iter()
            .skip(1)
            .filter(|lang| old.address.starts_with(&kinds::root(lang, publication)));
        if names_language(old.address, publication) {
            named.collect::<Vec<_>>()
        } else {
            publication.languages.iter().collect()
        }
    };
    let mut add = |from: String, lang: &'a Lang, target: OldPageTarget<'a>| {
        if !occupied.has(&from) {
            old_pages.entry(from).or_insert(OldPage { lang, target });
        }
    };
    for old in &sound {
        let lang = languages(old)[0];
        add(old.address.to_owned(), lang, find_target(old, lang, publication, current));
    }
    for old in &sound {
        for lang in languages(old) {
            let from = in_language(old.address, lang, publication);
            let target = find_target(old, lang, publication, current);
            for (below, to) in find_pages_below(old, &from, &target, current) {
                add(below, lang, OldPageTarget::Url(to));
            }
            add(from, lang, target);
        }
    }
    (old_pages, faults)
}

fn find_target<'a>(
    old: &OldUrl<'a>,
    lang: &Lang,
    publication: &Publication,
    current: &BTreeSet<String>,
) -> OldPageTarget<'a> {
    match &old.outcome {
        Outcome::Gone(words) => OldPageTarget::Gone(words),
        outcome => {
            let exists = |to: &String| !to.starts_with('/') || current.contains(without_anchor(to));
            let to = outcome.target_url(lang, publication).filter(exists);
            OldPageTarget::Url(
                to.or_else(|| outcome.target_url(publication.source_language(), publication)).unwrap_or_default(),
            )
        }
    }
}

/// What stands below the page that something is now stood below its old address too, if all that
/// changed is its own name.
fn find_pages_below(
    old: &OldUrl<'_>,
    from: &str,
    target: &OldPageTarget<'_>,
    current: &BTreeSet<String>,
) -> Vec<(String, String)> {
    let (Outcome::Page(_, None), OldPageTarget::Url(to)) = (&old.outcome, target) else { return Vec::new() };
    if !from.ends_with('/') || old_urls::folder(from) != old_urls::folder(to) {
        return Vec::new();
    }
    let urls = current.range(to.clone()..).take_while(|url| url.starts_with(to.as_str())).skip(1);
    urls.map(|url| (format!("{from}{}", &url[to.len()..]), url.clone())).collect()
}

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
use crate::pages::redirects::old_urls::{Fate, Old, in_language, names_language};
use problems::Taken;
pub use redirect_pages::outputs;

/// What stands at an old address.
#[derive(Debug)]
pub struct Stub<'a> {
    lang: &'a Lang,
    leads: Leads<'a>,
}

#[derive(Debug)]
enum Leads<'a> {
    To(String),
    Nowhere(&'a Text),
}

/// What stands at old addresses, by address.
pub type Once<'a> = BTreeMap<String, Stub<'a>>;

/// The addresses of a site: those of today, and those of once with what stands there.
#[derive(Debug, Default)]
pub struct Addresses<'a> {
    /// Pages, data files, what is printed, and copied files.
    pub now: BTreeSet<String>,
    /// By address.
    pub once: Once<'a>,
}

impl Addresses<'_> {
    /// Whether a reader who comes to an address is told where to go on, or what became of it.
    #[must_use]
    pub fn serve(&self, address: &str) -> bool {
        let mut above = self.once.range(..=address.to_owned()).rev().filter(|(old, _)| address.starts_with(&**old));
        self.now.contains(address)
            || self.once.contains_key(address)
            || above.any(|(old, stub)| old.ends_with('/') && matches!(stub.leads, Leads::Nowhere(_)))
    }
}

/// Every address of a publication; what is wrong with the old ones is left to `old`.
#[must_use]
pub fn addresses(publication: &Publication) -> Addresses<'_> {
    let now = now(publication);
    let (once, _) = stubs(&old_urls::all(publication), publication, &now);
    Addresses { now, once }
}

/// What stands at old addresses, and what is wrong with them. Most sites have none, and are not
/// asked for all that they have.
#[must_use]
pub fn old(publication: &Publication) -> (Once<'_>, Vec<Diagnostic>) {
    let all = old_urls::all(publication);
    if all.is_empty() { Default::default() } else { stubs(&all, publication, &now(publication)) }
}

fn now(publication: &Publication) -> BTreeSet<String> {
    let mut now: BTreeSet<String> = data::list_urls(publication).into_iter().collect();
    now.extend(publication.files.keys().map(|path| file_address(path)));
    for (lang, plan) in
        publication.languages.iter().flat_map(|lang| publication.plans.iter().map(move |own| (lang, own)))
    {
        now.extend(kinds::picture(plan, lang, publication));
    }
    for route in kinds::routes(publication) {
        for lang in &publication.languages {
            now.extend(kinds::printed(&route, lang, publication).into_iter().map(|(_, address)| address));
            now.insert(route.address(lang, publication));
        }
    }
    now
}

fn stubs<'a>(all: &[Old<'a>], publication: &'a Publication, now: &BTreeSet<String>) -> (Once<'a>, Vec<Diagnostic>) {
    let (mut once, mut faults) = (BTreeMap::new(), Vec::new());
    let taken = Taken::new(now);
    let mut sound = Vec::new();
    let mut seen: HashMap<String, &Place> = HashMap::new();
    for old in all {
        let first = seen.insert(old.address.to_lowercase(), old.place);
        let twice = first.map(|first| {
            let message = format!("`{}` is said twice to be an old address", old.address);
            let fault = Diagnostic::new(Code::OldAddressTaken, old.place.clone(), message);
            fault.label(first.clone(), "also here").help("Keep the one that its readers look for.")
        });
        match twice.or_else(|| problems::find(old, publication, now, &taken)) {
            Some(fault) => faults.push(fault),
            None => sound.extend((!old.address.contains('#')).then_some(old)),
        }
    }
    // What is written goes before what follows from it, and of that the nearest first.
    sound.sort_by_key(|old| std::cmp::Reverse(old.address.len()));
    let languages = |old: &Old<'_>| {
        let own = publication
            .languages
            .iter()
            .skip(1)
            .filter(|lang| old.address.starts_with(&kinds::root(lang, publication)));
        if names_language(old.address, publication) {
            own.collect::<Vec<_>>()
        } else {
            publication.languages.iter().collect()
        }
    };
    let mut add = |from: String, lang: &'a Lang, leads: Leads<'a>| {
        if !taken.has(&from) {
            once.entry(from).or_insert(Stub { lang, leads });
        }
    };
    for old in &sound {
        let lang = languages(old)[0];
        add(old.address.to_owned(), lang, leads(old, lang, publication, now));
    }
    for old in &sound {
        for lang in languages(old) {
            let from = in_language(old.address, lang, publication);
            let leads = leads(old, lang, publication, now);
            for (below, to) in below(old, &from, &leads, now) {
                add(below, lang, Leads::To(to));
            }
            add(from, lang, leads);
        }
    }
    (once, faults)
}

fn leads<'a>(old: &Old<'a>, lang: &Lang, publication: &Publication, now: &BTreeSet<String>) -> Leads<'a> {
    match &old.fate {
        Fate::Gone(words) => Leads::Nowhere(words),
        fate => {
            let there = |to: &String| !to.starts_with('/') || now.contains(path(to));
            let to = fate.leads_to(lang, publication).filter(there);
            Leads::To(to.or_else(|| fate.leads_to(publication.source_language(), publication)).unwrap_or_default())
        }
    }
}

/// What stands below the page that something is now stood below its old address too, if all that
/// changed is its own name.
fn below(old: &Old<'_>, from: &str, leads: &Leads<'_>, now: &BTreeSet<String>) -> Vec<(String, String)> {
    let (Fate::Page(_, None), Leads::To(to)) = (&old.fate, leads) else { return Vec::new() };
    if !from.ends_with('/') || old_urls::folder(from) != old_urls::folder(to) {
        return Vec::new();
    }
    let own = now.range(to.clone()..).take_while(|own| own.starts_with(to.as_str())).skip(1);
    own.map(|own| (format!("{from}{}", &own[to.len()..]), own.clone())).collect()
}

fn path(address: &str) -> &str {
    address.split('#').next().unwrap_or_default()
}

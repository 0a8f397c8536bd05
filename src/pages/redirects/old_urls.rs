//! Addresses that the site once had, and what its sources say became of each.

use crate::diagnostic::Place;
use crate::file_tree::canonical_address;
use crate::model::{At, Lang, OldAddress, Publication, Text};
use crate::pages::kinds::{PageId, link, root};

/// An old address, as it stands in the sources.
#[derive(Debug)]
pub struct OldUrl<'a> {
    /// From the site's root; it may have an anchor.
    pub address: &'a str,
    /// Where it is written.
    pub place: &'a Place,
    /// What became of what stood there.
    pub outcome: Outcome<'a>,
}

/// What became of what stood at an old address.
#[derive(Debug)]
pub enum Outcome<'a> {
    /// It is a page now, or stands on one at an anchor.
    Page(PageId, Option<&'a str>),
    /// It moved to an address of the site or of another one.
    Address(&'a At<String>),
    /// It is no more; a sentence says what became of it.
    Gone(&'a Text),
}

/// Every old address of a publication.
#[must_use]
pub fn all(publication: &Publication) -> Vec<OldUrl<'_>> {
    let mut all = Vec::new();
    for moved in publication.site.moved.values() {
        all.push(OldUrl { address: &moved.address, place: &moved.key, outcome: Outcome::Address(&moved.what) });
    }
    for gone in publication.site.gone.values() {
        all.push(OldUrl { address: &gone.address, place: &gone.key, outcome: Outcome::Gone(&gone.what) });
    }
    let mut add = |aliases, pages: &[PageId], anchor| of_record(publication, aliases, pages, anchor, &mut all);
    for plan in &publication.plans {
        let pages = [PageId::Plan(plan.id.clone())];
        add(&plan.record.aliases, &pages, None);
        plan.record.aims.iter().for_each(|aim| add(&aim.aliases, &pages, Some(&aim.id.name)));
        for objective in &plan.objectives {
            let is_in = |(of, id): &(String, String)| *of == plan.id && *id == objective.id;
            let lineage = publication.lineages.iter().find(|lineage| lineage.members.iter().any(is_in));
            let mut pages = vec![PageId::Objective(plan.id.clone(), objective.id.clone())];
            objective.record.aims.iter().for_each(|aim| add(&aim.aliases, &pages, Some(&aim.id.name)));
            pages.extend(lineage.map(|lineage| PageId::Lineage(lineage.id.clone())));
            add(&objective.record.aliases, &pages, None);
        }
    }
    for (id, party) in &publication.parties {
        let guides = publication.plans.iter().map(|plan| PageId::PartyGuide(plan.id.clone(), id.clone()));
        let pages: Vec<PageId> = std::iter::once(PageId::PartyGuides(id.clone())).chain(guides).collect();
        add(&party.aliases, &pages, None);
    }
    publication.groups.iter().for_each(|group| add(&group.record.aliases, &[PageId::Group(group.id.clone())], None));
    publication
        .updates
        .iter()
        .for_each(|update| add(&update.record.aliases, &[PageId::Update(update.id.clone())], None));
    publication.news.iter().for_each(|item| add(&item.record.aliases, &[PageId::NewsItem(item.id.clone())], None));
    publication.pages.iter().for_each(|page| add(&page.record.aliases, &[PageId::TextPage(page.id.clone())], None));
    all
}

/// A thing may have several pages. An old address leads to the one that stands in the same folder,
/// since that is the page of the same kind; else to the first.
fn of_record<'a>(
    publication: &'a Publication,
    aliases: &'a [At<OldAddress>],
    pages: &[PageId],
    anchor: Option<&'a str>,
    all: &mut Vec<OldUrl<'a>>,
) {
    // One that could not be read was reported then.
    for At { value: OldAddress(address), place } in aliases.iter().filter(|alias| !alias.value.0.is_empty()) {
        let lang = publication.source_language();
        let beside = |page: &&PageId| folder(&page.address(lang, publication)) == folder(address);
        let Some(page) = pages.iter().find(beside).or(pages.first()) else { continue };
        all.push(OldUrl { address, place, outcome: Outcome::Page(page.clone(), anchor) });
    }
}

/// What an address stands in: `/2025-27/` of `/2025-27/elect/`.
#[must_use]
pub fn folder(address: &str) -> &str {
    let address = address.trim_end_matches('/');
    &address[..address.rfind('/').map_or(0, |at| at + 1)]
}

impl Outcome<'_> {
    /// The address in a language that readers are led to; none where it is gone.
    #[must_use]
    pub fn target_url(&self, lang: &Lang, publication: &Publication) -> Option<String> {
        match self {
            Self::Page(page, anchor) => Some(link(page, *anchor, lang, publication)),
            Self::Address(to) if to.value.starts_with('/') => {
                Some(in_language(&canonical_address(&to.value), lang, publication))
            }
            Self::Address(to) => Some(to.value.clone()),
            Self::Gone(_) => None,
        }
    }
}

/// The same address in a language, where it is of this site and names no language itself.
#[must_use]
pub fn in_language(address: &str, lang: &Lang, publication: &Publication) -> String {
    if !address.starts_with('/') || names_language(address, publication) {
        return address.to_owned();
    }
    format!("{}{}", root(lang, publication), &address[1..])
}

/// Whether an address is that of a page in one of the further languages.
#[must_use]
pub fn names_language(address: &str, publication: &Publication) -> bool {
    publication.languages.iter().skip(1).any(|lang| address.starts_with(&root(lang, publication)))
}

/// A URL without its anchor.
#[must_use]
pub fn without_anchor(url: &str) -> &str {
    url.split('#').next().unwrap_or_default()
}

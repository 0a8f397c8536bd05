//! The outside links of a publication, and what is said of those that lead nowhere any more.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{At, Publication};
use crate::records::values::WebAddress;
use crate::syntax::document::{Block, Inline, Target};

/// What came of asking for an address, where it was not simply there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkTrouble<'a> {
    /// It is gone, and why one may say so.
    Dead(&'a str),
    /// It could not be found out, and why not.
    Unknown(&'a str),
}

/// Every address outside the site that a reader is led to, with the places where it is written.
#[must_use]
pub fn collect_outside_links(publication: &Publication) -> BTreeMap<String, Vec<Place>> {
    let mut found: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    let mut add = |url: &str, place: &Place| {
        // What stands after the sign is for the browser alone.
        let address = url.split('#').next().unwrap_or_default();
        if address.starts_with("https://") || address.starts_with("http://") {
            found.entry(address.to_owned()).or_default().push(place.clone());
        }
    };
    for prose in publication.texts() {
        prose.each_inline(&mut |inline| {
            if let Inline::Link(link) = inline
                && let Target::Url { url } = &link.to
            {
                add(url, &link.place);
            }
        });
        prose.each_block(&mut |block| {
            if let Block::Data { options, place, .. } = block {
                options.iter().filter(|(key, _)| key == "url").for_each(|(_, url)| add(url, place));
            }
        });
    }
    let mut add_url = |url: &Option<At<WebAddress>>| {
        if let Some(url) = url {
            add(&url.value.0, &url.place);
        }
    };
    publication.contacts.values().for_each(|contact| add_url(&contact.url));
    publication.parties.values().for_each(|party| add_url(&party.url));
    publication.resources.values().for_each(|resource| add_url(&resource.url));
    publication.dates.iter().for_each(|date| add_url(&date.url));
    publication.site.navigation.iter().for_each(|entry| add(&entry.to.value, &entry.to.place));
    found
}

/// What is said of an address, at each place where it is written.
pub fn report_trouble<'a>(
    address: &'a str,
    trouble: LinkTrouble<'a>,
    places: &'a [Place],
) -> impl Iterator<Item = Diagnostic> + 'a {
    places.iter().map(move |place| match trouble {
        LinkTrouble::Dead(reason) => {
            Diagnostic::new(Code::DeadLink, place.clone(), format!("`{address}` is dead: {reason}"))
                .help("Link to where it has moved, or remove the link.")
        }
        LinkTrouble::Unknown(reason) => {
            Diagnostic::new(Code::UnansweredLink, place.clone(), format!("`{address}` could not be checked: {reason}"))
                .help("Open it in a browser, or check again later.")
        }
    })
}

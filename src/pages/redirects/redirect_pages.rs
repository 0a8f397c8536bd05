//! The pages at old addresses.

use std::sync::Arc;

use crate::pages::data::DataFile;
use crate::pages::kinds::PageId;
use crate::pages::page_context::Reader;
use crate::pages::redirects::old_urls::without_anchor;
use crate::pages::redirects::{OldPageTarget, OldPages};
use crate::pages::view::{Gone, Head, Link, Moved, View, Words};
use crate::pages::{Output, OutputContent};

/// The pages at old addresses, and the list of them that servers can read.
#[must_use]
pub fn make_outputs(old_pages: &OldPages<'_>, readers: &[Reader<'_>], outputs: &[Arc<Output>]) -> Vec<Output> {
    let mut lines: Vec<(String, String)> = Vec::new();
    let mut made = Vec::new();
    for (from, old_page) in old_pages {
        let Some(reader) = readers.iter().find(|reader| reader.lang == old_page.lang) else { continue };
        let (key, canonical, view) = match &old_page.target {
            OldPageTarget::Url(to) => {
                let find = outputs.binary_search_by(|output| output.address.as_str().cmp(without_anchor(to)));
                let title = find.ok().map(|at| outputs[at].head.title.clone()).filter(|title| !title.text.is_empty());
                let words = title.unwrap_or_else(|| Words::own(to.clone()));
                let is_internal = to.starts_with('/');
                lines.extend(is_internal.then(|| (from.clone(), to.clone())));
                let canonical = is_internal.then(|| without_anchor(to).to_owned());
                (
                    "site-moved",
                    canonical,
                    View::Moved(Moved { link: Link { address: to.clone(), words }, own: is_internal }),
                )
            }
            OldPageTarget::Gone(words) => ("site-gone", None, View::Gone(Gone { text: reader.words(words) })),
        };
        let home = reader.link(&PageId::Home, Words::own(reader.say("site-home")));
        let head =
            Head { title: Words::own(reader.say(key)), crumbs: vec![home], canonical, once: true, ..Head::default() };
        let content = OutputContent::Page(view);
        made.push(Output { address: page_url(from), lang: old_page.lang.clone(), head, content, texts: Vec::new() });
    }
    for (from, old_page) in old_pages.iter().filter(|(from, _)| from.ends_with('/')) {
        if matches!(old_page.target, OldPageTarget::Gone(_)) {
            // All below it, but not itself: some servers lead on from pages that are there.
            lines.extend([":file", ":folder/*"].map(|below| (format!("{from}{below}"), from.clone())));
        }
    }
    if let (Some(reader), false) = (readers.first(), lines.is_empty()) {
        made.push(Output::data("/_redirects".into(), reader.lang, DataFile::Redirects(lines), Vec::new()));
    }
    made
}

/// The address under which a page can stand at an old one. What was a document becomes a folder
/// of that name, to which servers lead on by themselves.
pub fn page_url(address: &str) -> String {
    let page = [".html", ".htm", "/"].iter().any(|end| address.ends_with(end));
    if page { address.to_owned() } else { format!("{address}/") }
}

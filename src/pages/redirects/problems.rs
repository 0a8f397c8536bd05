//! What is wrong with old addresses.

use std::collections::{BTreeSet, HashSet};

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::file_tree::{canonical_address, file_address};
use crate::model::{At, Edition, Publication};
use crate::pages::anchors;
use crate::pages::kinds::{self};
use crate::pages::redirects::old_urls::{OldUrl, Outcome, without_anchor};
use crate::pages::redirects::redirect_pages;
use crate::urls::is_web_address;

/// What is wrong with one old address, if anything.
pub fn find_problem(
    old: &OldUrl<'_>,
    publication: &Publication,
    current: &BTreeSet<String>,
    occupied: &OccupiedPaths,
) -> Option<Diagnostic> {
    if let Outcome::Address(to) = old.outcome
        && let Some(fault) = check_target(to, publication, current)
    {
        return Some(fault);
    }
    let (message, help) = match old.address.split_once('#') {
        Some((url, anchor)) => check_anchor(old, url, anchor, publication)?,
        // Only the public edition has promised addresses; another may have more than it once had.
        None if publication.edition == Edition::Public && occupied.has(old.address) => (
            format!("`{}` is an address of the site today", old.address),
            "Remove it here: readers find what is there now.",
        ),
        None => return None,
    };
    Some(Diagnostic::new(Code::OldAddressTaken, old.place.clone(), message).help(help))
}

fn check_target(to: &At<String>, publication: &Publication, current: &BTreeSet<String>) -> Option<Diagnostic> {
    let address = canonical_address(&to.value);
    let url = without_anchor(&address);
    let file = publication.roots.file(&to.value).map(|file| file_address(&file));
    let is_there = match file {
        Some(file) => current.contains(&file),
        None => is_web_address(&to.value) || current.contains(url) || is_later(url, publication),
    };
    if is_there {
        return None;
    }
    let near = nearest(url, current.iter().map(String::as_str));
    let help = near.map_or_else(
        || "Write an address of the site as it is today, from its root, or a whole web address.".into(),
        |near| format!("Did you mean `{near}`?"),
    );
    Some(Diagnostic::new(Code::MovedNowhere, to.place.clone(), format!("there is no page at `{url}`")).help(help))
}

/// What is wrong with an old anchor. No server is asked for it, so only its own page can serve it.
fn check_anchor(
    old: &OldUrl<'_>,
    url: &str,
    anchor: &str,
    publication: &Publication,
) -> Option<(String, &'static str)> {
    let Outcome::Page(page, Some(aim)) = &old.outcome else {
        let message = format!("`#{anchor}` is a place on a page, and no server is asked for it");
        return Some((message, "Give it to the aim that stands there now, as one of its `aliases`."));
    };
    let page_url = page.address(publication.source_language(), publication);
    if url != page_url {
        let message =
            format!("the aim `{aim}` stands on `{page_url}`, where nobody comes who looks for `{}`", old.address);
        return Some((message, "Write an old address without `#`, or one on the aim's own page."));
    }
    let taken = anchors::find_anchors(page, publication).contains(anchor);
    taken.then(|| (format!("`{}` leads to something else today", old.address), "Remove it here."))
}

/// Whether an address is that of something which is only left out until its day comes.
#[must_use]
pub fn is_later(address: &str, publication: &Publication) -> bool {
    let later = &publication.left_out.later_pages;
    let is_later_below = |root: String| {
        let Some(rest) = address.strip_prefix(&root) else { return false };
        let has_later = |folder: &str| later.iter().any(|page| page.starts_with(folder));
        later.iter().any(|page| rest.strip_prefix(page.as_str()).is_some_and(|rest| rest.starts_with('/')))
            || (rest == "news/" && has_later("news/"))
            || (rest == "updates/" && has_later("updates/"))
            || (rest == "feed.xml" && !later.is_empty())
    };
    publication.languages.iter().any(|lang| is_later_below(kinds::root(lang, publication)))
}

/// The files and folders of the site, as the strictest file system tells them apart.
pub struct OccupiedPaths {
    files: HashSet<String>,
    folders: HashSet<String>,
}

impl OccupiedPaths {
    pub fn new(current: &BTreeSet<String>) -> Self {
        let files: HashSet<String> = current.iter().map(|file| kinds::file(file).to_lowercase()).collect();
        let folders = files.iter().flat_map(|file| parent_folders(file).map(str::to_owned)).collect();
        Self { files, folders }
    }

    pub fn has(&self, address: &str) -> bool {
        let file = kinds::file(&redirect_pages::page_url(address)).to_lowercase();
        let path = kinds::file(address.trim_matches('/')).to_lowercase();
        file.starts_with("assets/")
            || self.files.contains(&path)
            || self.files.contains(&file)
            || self.folders.contains(&file)
            || parent_folders(&file).any(|folder| self.files.contains(folder))
    }
}

/// The folders that a file lies in.
fn parent_folders(file: &str) -> impl Iterator<Item = &str> {
    file.match_indices('/').map(|(at, _)| &file[..at])
}

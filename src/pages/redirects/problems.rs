//! What is wrong with old addresses.

use std::collections::{BTreeSet, HashSet};

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::file_tree::{canonical_address, file_address};
use crate::model::{At, Edition, Publication};
use crate::pages::anchors;
use crate::pages::kinds::{self};
use crate::pages::redirects::old_urls::{Fate, Old};
use crate::pages::redirects::{path, redirect_pages};
use crate::urls::is_web_address;

/// What is wrong with one old address, if anything.
pub fn find(old: &Old<'_>, publication: &Publication, now: &BTreeSet<String>, taken: &Taken) -> Option<Diagnostic> {
    if let Fate::Address(to) = old.fate
        && let Some(fault) = leads_nowhere(to, publication, now)
    {
        return Some(fault);
    }
    let (message, help) = match old.address.split_once('#') {
        Some((url, anchor)) => on_page(old, url, anchor, publication)?,
        // Only the public edition has promised addresses; another may have more than it once had.
        None if publication.edition == Edition::Public && taken.has(old.address) => (
            format!("`{}` is an address of the site today", old.address),
            "Remove it here: readers find what is there now.",
        ),
        None => return None,
    };
    Some(Diagnostic::new(Code::OldAddressTaken, old.place.clone(), message).help(help))
}

fn leads_nowhere(to: &At<String>, publication: &Publication, now: &BTreeSet<String>) -> Option<Diagnostic> {
    let address = canonical_address(&to.value);
    let own = path(&address);
    let file = publication.roots.file(&to.value).map(|file| file_address(&file));
    let is_there = match file {
        Some(file) => now.contains(&file),
        None => is_web_address(&to.value) || now.contains(own) || is_later(own, publication),
    };
    if is_there {
        return None;
    }
    let near = nearest(own, now.iter().map(String::as_str));
    let help = near.map_or_else(
        || "Write an address of the site as it is today, from its root, or a whole web address.".into(),
        |near| format!("Did you mean `{near}`?"),
    );
    Some(Diagnostic::new(Code::MovedNowhere, to.place.clone(), format!("there is no page at `{own}`")).help(help))
}

/// What is wrong with an old anchor. No server is asked for it, so only its own page can serve it.
fn on_page(old: &Old<'_>, url: &str, anchor: &str, publication: &Publication) -> Option<(String, &'static str)> {
    let Fate::Page(page, Some(aim)) = &old.fate else {
        let message = format!("`#{anchor}` is a place on a page, and no server is asked for it");
        return Some((message, "Give it to the aim that stands there now, as one of its `aliases`."));
    };
    let own = page.address(publication.source_language(), publication);
    if url != own {
        let message = format!("the aim `{aim}` stands on `{own}`, where nobody comes who looks for `{}`", old.address);
        return Some((message, "Write an old address without `#`, or one on the aim's own page."));
    }
    let taken = anchors::find_anchors(page, publication).contains(anchor);
    taken.then(|| (format!("`{}` leads to something else today", old.address), "Remove it here."))
}

/// Whether an address is that of something which is only left out until its day comes.
#[must_use]
pub fn is_later(address: &str, publication: &Publication) -> bool {
    let later = &publication.left_out.later_pages;
    let of = |root: String| {
        let Some(rest) = address.strip_prefix(&root) else { return false };
        let kind = |folder: &str| later.iter().any(|own| own.starts_with(folder));
        later.iter().any(|own| rest.strip_prefix(own.as_str()).is_some_and(|rest| rest.starts_with('/')))
            || (rest == "news/" && kind("news/"))
            || (rest == "updates/" && kind("updates/"))
            || (rest == "feed.xml" && !later.is_empty())
    };
    publication.languages.iter().any(|lang| of(kinds::root(lang, publication)))
}

/// The files and folders of the site, as the strictest file system tells them apart.
pub struct Taken {
    files: HashSet<String>,
    folders: HashSet<String>,
}

impl Taken {
    pub fn new(now: &BTreeSet<String>) -> Self {
        let files: HashSet<String> = now.iter().map(|file| kinds::file(file).to_lowercase()).collect();
        let folders = files.iter().flat_map(|file| above(file).map(str::to_owned)).collect();
        Self { files, folders }
    }

    pub fn has(&self, address: &str) -> bool {
        let file = kinds::file(&redirect_pages::at(address)).to_lowercase();
        let own = kinds::file(address.trim_matches('/')).to_lowercase();
        file.starts_with("assets/")
            || self.files.contains(&own)
            || self.files.contains(&file)
            || self.folders.contains(&file)
            || above(&file).any(|folder| self.files.contains(folder))
    }
}

/// The folders that a file lies in.
fn above(file: &str) -> impl Iterator<Item = &str> {
    file.match_indices('/').map(|(at, _)| &file[..at])
}

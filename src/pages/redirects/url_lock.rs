//! `urls.lock`: the addresses that were published and are to last.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, CodeGroup, Diagnostic, Place, Severity};
use crate::file_tree::{Entry, LOCK, Tree, canonical_address, file_address, file_linked};
use crate::model::{Edition, Publication};
use crate::pages::guide_group::find_guide_groups;
use crate::pages::kinds::{PageId, root};
use crate::pages::redirects::old_urls::names_language;
use crate::pages::redirects::{Addresses, addresses, problems};
use crate::records::decode::Faults;
use crate::records::documents::{self, FileNames};
use crate::records::values::not_an_address;

/// What stands above the addresses.
const HEAD: &str = "# Addresses that were published. Printed guides and other sites lead to them, so they are to last.\n\
                    # `planpress build --lock` adds the new ones; keep this file with the plan.\n";

/// The published addresses that lead nowhere any more. Only the public edition has promised any;
/// and nothing is said while files cannot be read, since what they hold only seems to be missing.
#[must_use]
pub fn compare(publication: &Publication, tree: &Tree, found: &[Diagnostic]) -> Vec<Diagnostic> {
    let unread = |fault: &Diagnostic| fault.severity == Severity::Error && fault.code.group() <= CodeGroup::Values;
    if publication.edition != Edition::Public || found.iter().any(unread) {
        return Vec::new();
    }
    let (lines, mut faults) = match tree.files.get(LOCK) {
        Some(Entry::Text(bytes)) => lines(bytes),
        Some(Entry::Refused(refusal)) => {
            (Vec::new(), vec![documents::describe_refusal(LOCK, refusal, &FileNames::new(tree))])
        }
        Some(Entry::Asset(_)) | None => return Vec::new(),
    };
    let addresses = addresses(publication);
    let lost: Vec<&Line> = lines.iter().filter(|line| !lasts(&line.address, &addresses, publication)).collect();
    let all: BTreeSet<&str> = lost.iter().map(|line| line.address.as_str()).collect();
    let mut followers: BTreeMap<&str, usize> = BTreeMap::new();
    let mut first: BTreeSet<&str> = BTreeSet::new();
    for address in &all {
        let above = followed(address, &all, publication);
        if above.is_empty() {
            first.insert(address);
        }
        for own in above {
            *followers.entry(own).or_default() += 1;
        }
    }
    faults.extend(lost.iter().filter(|line| first.contains(line.address.as_str())).map(|line| {
        let below = followers.get(line.address.as_str()).copied().unwrap_or_default();
        let more = if below > 0 { format!(", and {below} more below it or in other languages") } else { String::new() };
        let message = format!("`{}` was published and leads nowhere any more{more}", line.address);
        Diagnostic::new(Code::Vanished, line.place.clone(), message).help(help(&line.address, publication))
    }));
    faults
}

/// What to do about an address that leads nowhere any more.
fn help(address: &str, publication: &Publication) -> String {
    let file = file_linked(address).filter(|file| file_address(file) == address);
    if file.as_ref().is_some_and(|file| publication.unused.contains_key(file)) {
        return "The file is there, but nothing refers to it: link to it, or write `files: all` in site.yaml.".into();
    }
    if file.is_some_and(|file| publication.left_out.files.contains(&file)) {
        return format!(
            "The file is there, but only other editions refer to it. If readers should not have it any more, \
             write `{address}: WHAT BECAME OF IT` under `gone:` in site.yaml."
        );
    }
    format!(
        "If it has another address now, write `aliases: [{address}]` there, or `{address}: NEW` under `moved:` in site.yaml. \
         If it is no more, say under `gone:` what became of it."
    )
}

/// The file with the addresses of today, and how many are new in it.
#[must_use]
pub fn renewed(publication: &Publication, tree: &Tree) -> (String, usize) {
    let before: BTreeSet<String> = match tree.files.get(LOCK) {
        Some(Entry::Text(bytes)) => lines(bytes).0.into_iter().map(|line| line.address).collect(),
        _ => BTreeSet::new(),
    };
    let addresses = addresses(publication);
    let temporary = find_temporary_urls(publication);
    let promised =
        addresses.current.iter().filter(|url| !FOR_SERVERS.contains(&url.as_str()) && !temporary.contains(*url));
    let all: BTreeSet<&String> = promised.chain(&before).collect();
    let mut text = HEAD.to_owned();
    for address in &all {
        text.extend([address.as_str(), "\n"]);
    }
    (text, all.len() - before.len())
}

/// Files that are for servers and robots; nobody keeps their addresses.
const FOR_SERVERS: &[&str] = &["/404.html", "/_headers", "/robots.txt"];

/// The pages that list parties come and go with these; nobody prints their addresses.
fn find_temporary_urls(publication: &Publication) -> BTreeSet<String> {
    let pages: Vec<PageId> = find_guide_groups(publication).into_keys().map(PageId::GuideGroup).collect();
    let urls = |lang| pages.iter().map(move |page| page.address(lang, publication));
    publication.languages.iter().flat_map(urls).collect()
}

struct Line {
    /// In the one form in which addresses are written, whatever stands in the file.
    address: String,
    place: Place,
}

fn lines(bytes: &[u8]) -> (Vec<Line>, Vec<Diagnostic>) {
    let (mut lines, mut faults) = (Vec::new(), Faults::default());
    let Some((text, mut start)) = documents::decode_text(&LOCK.into(), bytes, &mut faults) else {
        return (lines, faults.found);
    };
    for line in text.split_inclusive('\n') {
        let address = line.trim();
        let at = start + (address.as_ptr() as usize - line.as_ptr() as usize);
        start += line.len();
        let place = Place::whole(LOCK).within(at, at + address.len());
        if address.is_empty() || address.starts_with('#') {
        } else if not_an_address(address).is_some() {
            faults.add(Code::BadAddress, &place, format!("`{address}` is not an address of a site")).help =
                Some("Each line is one address. Where two versions were joined, keep the lines of both.".into());
        } else {
            lines.push(Line { address: canonical_address(address), place });
        }
    }
    (lines, faults.found)
}

/// Whether readers of an address find something, or will when its day comes. A program that
/// prints nothing does not know what would be printed.
fn lasts(address: &str, addresses: &Addresses<'_>, publication: &Publication) -> bool {
    let printed = !cfg!(feature = "pdf") && address.ends_with(".pdf") && !address.starts_with("/files/");
    let later = || file_linked(address).is_some_and(|file| publication.left_out.later_files.contains(&file));
    printed || later() || addresses.serve(address) || problems::is_later(address, publication)
}

/// The other lost addresses that an address lies below, in the same language or in that of the sources,
/// and the same one in the sources' language. What became of it is asked for with the first of them.
fn followed<'a>(address: &str, lost: &BTreeSet<&'a str>, publication: &Publication) -> BTreeSet<&'a str> {
    let root = (publication.languages.iter().skip(1))
        .map(|lang| root(lang, publication))
        .find(|root| address.starts_with(root.as_str()));
    let in_source = root.map(|root| address[root.len() - 1..].to_owned());
    let above = |address: &str| -> Vec<&'a str> {
        let folders = address.match_indices('/').map(|(at, _)| &address[..=at]);
        folders.chain([address]).filter_map(|own| lost.get(own).copied()).collect()
    };
    let twins = in_source.iter().flat_map(|own| above(own)).filter(|own| !names_language(own, publication));
    above(address).into_iter().chain(twins).filter(|own| *own != address).collect()
}

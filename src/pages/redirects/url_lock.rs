//! `urls.lock`: the addresses that were published and are to last.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::file_tree::{Entry, LOCK, Tree, canonical_address, file_address, file_linked};
use crate::model::{Edition, Publication};
use crate::pages::guide_groups::shelves;
use crate::pages::kinds::Route;
use crate::pages::redirects::old_urls::{in_language, names_language};
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
    let unread = |fault: &Diagnostic| fault.severity == Severity::Error && fault.code.entry().number < "P2";
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
    faults.extend(lost.iter().filter(|line| is_first(&line.address, &all, publication)).map(|line| {
        let below = all.iter().filter(|own| **own != line.address && follows(own, &line.address, publication)).count();
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
    let passing = passing(publication);
    let promised = addresses.now.iter().filter(|own| !OWN.contains(&own.as_str()) && !passing.contains(*own));
    let all: BTreeSet<&String> = promised.chain(&before).collect();
    let mut text = HEAD.to_owned();
    for address in &all {
        text.extend([address.as_str(), "\n"]);
    }
    (text, all.len() - before.len())
}

/// Files that are for servers and robots; nobody keeps their addresses.
const OWN: &[&str] = &["/404.html", "/_headers", "/robots.txt"];

/// The pages that list parties come and go with these; nobody prints their addresses.
fn passing(publication: &Publication) -> BTreeSet<String> {
    let routes: Vec<Route> = shelves(publication).into_keys().map(Route::Shelf).collect();
    let of = |lang| routes.iter().map(move |route| route.address(lang, publication));
    publication.languages.iter().flat_map(of).collect()
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

/// Whether what became of an address is not already asked for with one above it, or with the
/// same one in the sources' language.
fn is_first(address: &str, lost: &BTreeSet<&str>, publication: &Publication) -> bool {
    !lost.iter().any(|own| *own != address && follows(address, own, publication))
}

/// Whether an address lies below another, or is the same in another language.
fn follows(address: &str, other: &str, publication: &Publication) -> bool {
    let below = |own: &str| address == own || (own.ends_with('/') && address.starts_with(own));
    if names_language(other, publication) {
        return below(other);
    }
    publication.languages.iter().any(|lang| below(&in_language(other, lang, publication)))
}

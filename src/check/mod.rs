//! Rules that read the publication and say what is wrong. They change nothing.

pub mod anchors;
mod blocks;
mod days;
mod figures;
mod links;
mod near;
pub mod outside;
mod phrases;
mod pictures;
mod plans;
mod repeated;
mod site;
mod texts;
mod time;
mod words;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::diagnostic::{CODES, Code, Diagnostic, Place, Severity, nearest};
use crate::model::{Publication, record::RuleLevel};
use crate::theme::Theme;
use crate::tree::Tree;
pub use blocks::shows_too_much;
pub use texts::Known;

/// Everything that the rules find. The theme knows the words of each language; the tree shows
/// where in a file words stand.
#[must_use]
pub fn check(publication: &Publication, theme: &Theme, tree: &Tree) -> Vec<Diagnostic> {
    check_after(publication, theme, tree, None).0
}

/// The same where it is known what was found in texts before; gives what is to be known the next
/// time.
#[must_use]
pub fn check_after(
    publication: &Publication,
    theme: &Theme,
    tree: &Tree,
    known: Option<&Known>,
) -> (Vec<Diagnostic>, Option<Known>) {
    let mut faults = Vec::new();
    plans::check(publication, &mut faults);
    figures::check(publication, &mut faults);
    time::check(publication, &mut faults);
    site::check(publication, &mut faults);
    links::check(publication, &mut faults);
    blocks::check(publication, &mut faults);
    pictures::check(publication, &mut faults);
    let known = texts::check(publication, theme, tree, known, &mut faults);
    if publication.site.rules.contains_key(Code::RunTogether.entry().name) {
        faults.extend(notes(publication, tree));
    }
    (faults, known)
}

/// What is worth knowing and takes longer to find than a build should: only `check` looks for it,
/// unless `rules:` gives it a weight.
#[must_use]
pub fn notes(publication: &Publication, tree: &Tree) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    words::check(publication, tree, &mut faults);
    faults
}

/// Gives every fault the weight that `rules:` in `site.yaml` sets for it, and drops what is
/// silenced. Faults that would break a link, an edition or an address keep theirs.
#[must_use]
pub fn weigh(publication: &Publication, faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let rules = &publication.site.rules;
    // What is wrong itself needs no remarks on what was put in its place.
    let wrong: HashSet<Place> =
        faults.iter().filter(|fault| fault.severity == Severity::Error).map(|fault| fault.place.clone()).collect();
    let unread = unread(&faults);
    let html_allowed = publication.site.html == crate::model::record::HtmlPolicy::Allow;
    (faults.into_iter())
        .filter(|fault| fault.severity > Severity::Note || !wrong.contains(&fault.place))
        .filter(|fault| !follows(fault, &unread))
        .filter_map(|mut fault| {
            if html_allowed && fault.code == Code::RawHtml {
                return None;
            }
            let entry = fault.code.entry();
            if let Some(rule) = rules.get(entry.name).filter(|_| entry.adjustable) {
                fault.severity = match rule.level {
                    RuleLevel::Off => return None,
                    RuleLevel::Note => Severity::Note,
                    RuleLevel::Warning => Severity::Warning,
                    RuleLevel::Error => Severity::Error,
                };
            }
            Some(fault)
        })
        .collect()
}

/// The places, by file and in order, of what could not be read as it stands.
fn unread(faults: &[Diagnostic]) -> BTreeMap<Arc<str>, Vec<(u32, u32)>> {
    let mut places: BTreeMap<Arc<str>, Vec<(u32, u32)>> = BTreeMap::new();
    for fault in faults.iter().filter(|fault| fault.severity == Severity::Error && is_of_reading(fault)) {
        places.entry(fault.place.file.clone()).or_default().push((fault.place.start, fault.place.end));
    }
    for own in places.values_mut() {
        own.sort_unstable();
    }
    places
}

fn is_of_reading(fault: &Diagnostic) -> bool {
    fault.code.entry().number.starts_with("P1")
}

/// Whether a fault only follows from another: it stands around something that could not be read,
/// or says that something is missing in a file where it may be what could not be read.
fn follows(fault: &Diagnostic, unread: &BTreeMap<Arc<str>, Vec<(u32, u32)>>) -> bool {
    let Some(places) = unread.get(&fault.place.file) else { return false };
    if matches!(fault.code, Code::ObjectiveEmpty | Code::ObjectiveIdle | Code::ContactWithoutWay | Code::SupportEmpty) {
        return true;
    }
    let own = (fault.place.start, fault.place.end);
    let from = places.partition_point(|place| place.0 < own.0);
    let mut inside = places[from..].iter().take_while(|place| place.0 <= own.1).filter(|place| place.1 <= own.1);
    inside.any(|place| !is_of_reading(fault) || *place != own)
}

/// Rules that are named but are not there, or that nobody may change.
fn unknown_rules(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    for (name, rule) in &publication.site.rules {
        let adjustable = CODES.iter().filter(|entry| entry.adjustable).map(|entry| entry.name);
        let message = match Code::named(name) {
            Some(entry) if entry.adjustable => continue,
            Some(_) => format!("`{name}` cannot be changed: it would break links, editions or addresses"),
            None => format!("there is no rule `{name}`"),
        };
        let mut fault = Diagnostic::new(Code::RuleUnknown, rule.at.clone(), message);
        fault.help = match nearest(name, adjustable.clone()) {
            Some(near) => Some(format!("Did you mean `{near}`?")),
            None => Some(format!("Rules that can be changed: {}.", adjustable.collect::<Vec<_>>().join(", "))),
        };
        faults.push(fault);
    }
}

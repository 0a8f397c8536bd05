//! `rules:` in `site.yaml`, which say how much diagnostics weigh.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::diagnostic::{CODES, Code, CodeGroup, Diagnostic, Place, Severity, nearest};
use crate::model::Publication;
use crate::records::{HtmlPolicy, RuleLevel};

/// Gives every fault the weight that `rules:` in `site.yaml` sets for it, and drops what is
/// silenced. Faults that would break a link, an edition or an address keep theirs.
#[must_use]
pub fn apply_rules(publication: &Publication, faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let rules = &publication.site.rules;
    // What is wrong itself needs no remarks on what was put in its place.
    let wrong: HashSet<Place> =
        faults.iter().filter(|fault| fault.severity == Severity::Error).map(|fault| fault.place.clone()).collect();
    let unreadable = unreadable_ranges(&faults);
    let html_allowed = publication.site.html == HtmlPolicy::Allow;
    (faults.into_iter())
        .filter(|fault| fault.severity > Severity::Note || !wrong.contains(&fault.place))
        .filter(|fault| !is_consequence(fault, &unreadable))
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
fn unreadable_ranges(faults: &[Diagnostic]) -> BTreeMap<Arc<str>, Vec<(u32, u32)>> {
    let mut places: BTreeMap<Arc<str>, Vec<(u32, u32)>> = BTreeMap::new();
    for fault in
        faults.iter().filter(|fault| fault.severity == Severity::Error && fault.code.group() == CodeGroup::Values)
    {
        places.entry(fault.place.file.clone()).or_default().push((fault.place.start, fault.place.end));
    }
    for ranges in places.values_mut() {
        ranges.sort_unstable();
    }
    places
}

/// Whether a fault only follows from another: it stands around something that could not be read,
/// or says that something is missing in a file where it may be what could not be read.
fn is_consequence(fault: &Diagnostic, unreadable: &BTreeMap<Arc<str>, Vec<(u32, u32)>>) -> bool {
    let Some(places) = unreadable.get(&fault.place.file) else { return false };
    if matches!(fault.code, Code::ObjectiveEmpty | Code::ObjectiveIdle | Code::ContactWithoutWay | Code::SupportEmpty) {
        return true;
    }
    let range = (fault.place.start, fault.place.end);
    let from = places.partition_point(|place| place.0 < range.0);
    let mut inside = places[from..].iter().take_while(|place| place.0 <= range.1).filter(|place| place.1 <= range.1);
    inside.any(|place| fault.code.group() != CodeGroup::Values || *place != range)
}

/// Rules that are named but are not there, or that nobody may change.
pub fn check_rules(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    for (name, rule) in &publication.site.rules {
        let adjustable = CODES.iter().filter(|entry| entry.adjustable).map(|entry| entry.name);
        let message = match Code::find_by_name(name) {
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

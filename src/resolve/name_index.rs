//! Every name there is, whether this edition shows it, and names that are given twice.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Edition, Id};
use crate::records::decode::Record;
use crate::records::reference_visitor::{Namespace, PartKind, Visibility};
use crate::resolve::collect::{Raw, RawPlan};
use crate::syntax::document::NameKind;
use crate::urls::RESERVED;

/// The names of parts of plans.
pub const PART: Namespace = Namespace::Linked(NameKind::Part);

/// Every name, whether it is shown, and what stands in files that could not be read.
#[derive(Debug, Default)]
pub struct NameIndex {
    known: HashMap<Namespace, HashMap<String, Shown>>,
    /// What each part of a plan is; a name of an aim may also be a measure's.
    pub parts: HashMap<String, Vec<PartKind>>,
    /// The ids of plans.
    pub plans: BTreeSet<String>,
    /// The beginnings of names that nobody can judge, since their file could not be read.
    pub broken: Vec<(Namespace, String)>,
}

impl NameIndex {
    /// Whether what a name stands for is shown; nothing for a name that nothing has.
    pub fn shown(&self, namespace: Namespace, name: &str) -> Option<Shown> {
        self.known.get(&namespace)?.get(name).copied()
    }

    /// All names of a namespace, in no order.
    pub fn in_namespace(&self, namespace: Namespace) -> impl Iterator<Item = &str> {
        self.known.get(&namespace).into_iter().flat_map(HashMap::keys).map(String::as_str)
    }

    fn insert(&mut self, namespace: Namespace, name: impl Into<String>, shown: Shown) {
        self.known.entry(namespace).or_default().insert(name.into(), shown);
    }
}

/// Whether a build shows a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Yes,
    OtherEdition,
    Later,
}

impl Shown {
    /// Whether an edition shows something on a day.
    pub fn of(visibility: &Visibility, edition: Edition, today: civil::Date) -> Self {
        let is_later = visibility.from.is_some_and(|day| day > today);
        if is_later { Self::Later } else { Self::in_edition(visibility, edition) }
    }

    /// Whether an edition shows something, whatever the day.
    pub fn in_edition(visibility: &Visibility, edition: Edition) -> Self {
        let editions = &visibility.editions;
        if editions.is_empty() || editions.contains(&edition) { Self::Yes } else { Self::OtherEdition }
    }

    /// A child is never shown where its parent is not.
    pub fn below(self, parent: Self) -> Self {
        if parent == Self::Yes { self } else { parent }
    }
}

/// Whether a plan is shown: one that is not adopted is not for the public.
#[must_use]
pub fn plan_shown(plan: &RawPlan, edition: Edition) -> Shown {
    if plan.record.adopted.is_none() && edition == Edition::Public {
        Shown::OtherEdition
    } else {
        Shown::in_edition(&plan.record.visibility(), edition)
    }
}

/// Makes the index.
pub fn index_names(raw: &Raw, faults: &mut Vec<Diagnostic>) -> NameIndex {
    let mut names = NameIndex { plans: raw.plans.keys().cloned().collect(), ..NameIndex::default() };
    raw.site.audiences.keys().for_each(|id| names.insert(Namespace::Audience, id, Shown::Yes));
    raw.site.areas.keys().for_each(|id| names.insert(Namespace::Area, id, Shown::Yes));
    let mut insert = |kind: NameKind, id: &str, record: &dyn Record| {
        names.insert(Namespace::Linked(kind), id, Shown::of(&record.visibility(), raw.edition, raw.today));
    };
    raw.contacts.iter().for_each(|(id, contact)| insert(NameKind::Contact, id, contact));
    raw.parties.iter().for_each(|(id, party)| insert(NameKind::Party, id, party));
    raw.resources.iter().for_each(|(id, resource)| insert(NameKind::Resource, id, resource));
    raw.glossary.iter().for_each(|(id, entry)| insert(NameKind::Glossary, id, entry));
    raw.dates.iter().for_each(|date| insert(NameKind::Date, &date.id.name, date));
    raw.groups.iter().for_each(|group| insert(NameKind::Group, &group.id, &group.record));
    raw.pages.iter().for_each(|page| insert(NameKind::Page, &page.id, &page.record));
    raw.news.iter().for_each(|news| insert(NameKind::News, &news.id, &news.record));
    raw.updates.iter().for_each(|update| insert(NameKind::Update, &update.id, &update.record));
    for (id, plan) in &raw.plans {
        names.insert(Namespace::Linked(NameKind::Plan), id, plan_shown(plan, raw.edition));
    }
    for (id, plan) in &raw.plans {
        index_parts(id, plan, raw, &mut names, faults);
    }
    for base in &raw.broken {
        names.broken.extend(unreadable(base));
    }
    check_first_segments(raw, faults);
    names
}

/// The names that a file which could not be read would have given.
fn unreadable(base: &str) -> Vec<(Namespace, String)> {
    let parts: Vec<&str> = base.split('/').collect();
    if base == "site" {
        return vec![(Namespace::Audience, String::new()), (Namespace::Area, String::new())];
    }
    let (kind, name) = match parts.as_slice() {
        ["contacts"] => (NameKind::Contact, String::new()),
        ["parties"] => (NameKind::Party, String::new()),
        ["dates"] => (NameKind::Date, String::new()),
        ["resources"] => (NameKind::Resource, String::new()),
        ["glossary"] => (NameKind::Glossary, String::new()),
        ["plans", plan, "plan"] => (NameKind::Part, format!("{plan}/")),
        ["plans", plan, "objectives", id] => (NameKind::Part, format!("{plan}/{id}")),
        ["groups", id] => (NameKind::Group, (*id).to_owned()),
        ["pages", id] => (NameKind::Page, (*id).to_owned()),
        ["news", id] => (NameKind::News, (*id).to_owned()),
        ["updates", id] => (NameKind::Update, (*id).to_owned()),
        _ => return Vec::new(),
    };
    vec![(Namespace::Linked(kind), name)]
}

/// The names in a plan. Objectives and cross-cutting aims share one namespace, and in an
/// objective its aims, measures and actions do.
fn index_parts(plan: &str, own: &RawPlan, raw: &Raw, names: &mut NameIndex, faults: &mut Vec<Diagnostic>) {
    let shown = plan_shown(own, raw.edition);
    let mut seen: BTreeMap<String, Place> = BTreeMap::new();
    let mut add = |names: &mut NameIndex,
                   name: String,
                   place: &Place,
                   kind: PartKind,
                   shown: Shown,
                   faults: &mut Vec<Diagnostic>| {
        if name.ends_with('/') {
            return;
        }
        let kinds = names.parts.entry(name.clone()).or_default();
        let same_list = kinds.last() == Some(&kind);
        let own_measure = kinds.last() == Some(&PartKind::Aim) && kind == PartKind::Measure;
        let twice = !kinds.is_empty() && !own_measure;
        if twice && !same_list {
            let id = name.rsplit('/').next().unwrap_or_default();
            let mut fault = Diagnostic::new(Code::DuplicateId, place.clone(), format!("the id `{id}` is used twice"))
                .help("Objectives and cross-cutting aims share their ids; so do the aims, measures and actions of an objective.");
            if let Some(first) = seen.get(&name) {
                fault = fault.label(first.clone(), "first used here");
            }
            faults.push(fault);
        }
        kinds.push(kind);
        seen.entry(name.clone()).or_insert_with(|| place.clone());
        names.insert(PART, name, shown);
    };
    let listed: BTreeSet<&str> = own.record.objectives.iter().map(|reference| reference.name.as_str()).collect();
    for (id, (objective, _)) in &own.objectives {
        let base = format!("plans/{plan}/objectives/{id}");
        // A plan whose own file is missing or broken lists nothing; that is said once, of that file.
        if !raw.broken.contains(&base) && !listed.contains(id.as_str()) && !own.record.at.file.is_empty() {
            faults.push(
                Diagnostic::new(
                    Code::Dangling,
                    Place::whole(&format!("content/{base}.yaml")),
                    format!("the plan does not list the objective `{id}`"),
                )
                .help(format!("Add `{id}` to `objectives` in content/plans/{plan}/plan.yaml, or remove this file.")),
            );
        }
        let below = Shown::in_edition(&objective.visibility(), raw.edition).below(shown);
        add(names, format!("{plan}/{id}"), &objective.at, PartKind::Objective, below, faults);
        for aim in &objective.aims {
            let here = Shown::in_edition(&aim.visibility(), raw.edition).below(below);
            add(names, format!("{plan}/{id}/{}", aim.id.name), &aim.id.place, PartKind::Aim, here, faults);
            for (measure, record) in aim.all_measures() {
                let here = Shown::in_edition(&record.visibility(), raw.edition).below(here);
                add(names, format!("{plan}/{id}/{measure}"), &record.at, PartKind::Measure, here, faults);
            }
        }
        for action in &objective.actions {
            let here = Shown::in_edition(&action.visibility(), raw.edition).below(below);
            add(names, format!("{plan}/{id}/{}", action.id.name), &action.id.place, PartKind::Action, here, faults);
        }
        let ids = objective.aims.iter().map(|aim| &aim.id).chain(objective.actions.iter().map(|action| &action.id));
        reserved(ids, raw, faults);
    }
    for aim in &own.record.aims {
        let here = Shown::in_edition(&aim.visibility(), raw.edition).below(shown);
        add(names, format!("{plan}/{}", aim.id.name), &aim.id.place, PartKind::CrossAim, here, faults);
    }
    reserved(own.record.aims.iter().map(|aim| &aim.id), raw, faults);
    let folders: Vec<Id> = (own.objectives.keys())
        .map(|id| Id { name: id.clone(), place: Place::whole(&format!("content/plans/{plan}/objectives/{id}.yaml")) })
        .collect();
    reserved(folders.iter(), raw, faults);
}

/// Words that no file may be called on some systems.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

fn reserved<'a>(ids: impl Iterator<Item = &'a Id>, raw: &Raw, faults: &mut Vec<Diagnostic>) {
    for id in ids {
        if is_reserved(&id.name, raw) || raw.plans.contains_key(&id.name) {
            let message = format!("`{}` is taken: it is part of the site's own addresses", id.name);
            faults.push(Diagnostic::new(Code::BadId, id.place.clone(), message).help("Choose another id."));
        }
    }
}

fn is_reserved(id: &str, raw: &Raw) -> bool {
    let port = id
        .strip_prefix("com")
        .or_else(|| id.strip_prefix("lpt"))
        .is_some_and(|n| n.len() == 1 && n != "0" && n.parse::<u8>().is_ok());
    RESERVED.contains(&id) || DEVICES.contains(&id) || port || raw.languages.iter().any(|lang| &*lang.0 == id)
}

/// Plans and pages share the first segment of addresses with the site's own.
fn check_first_segments(raw: &Raw, faults: &mut Vec<Diagnostic>) {
    for id in raw.plans.keys().filter(|id| is_reserved(id, raw)) {
        let place = Place::whole(&format!("content/plans/{id}/plan.yaml"));
        faults.push(
            Diagnostic::new(Code::BadId, place, format!("`{id}` is taken: it is part of the site's own addresses"))
                .help("Rename the folder."),
        );
    }
    for page in &raw.pages {
        let place = Place::whole(&format!("content/pages/{}.md", page.id));
        if is_reserved(&page.id, raw) {
            faults.push(
                Diagnostic::new(
                    Code::BadId,
                    place,
                    format!("`{}` is taken: it is part of the site's own addresses", page.id),
                )
                .help("Rename the file."),
            );
        } else if raw.plans.contains_key(&page.id) {
            let message = format!("this page and a plan would both stand at `/{}/`", page.id);
            let plan = Place::whole(&format!("content/plans/{}/plan.yaml", page.id));
            faults.push(
                Diagnostic::new(Code::DuplicateAddress, place, message)
                    .label(plan, "the plan")
                    .help("Rename the file."),
            );
        }
    }
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    for path in raw.files.keys() {
        if let Some(first) = seen.insert(path.to_lowercase(), path) {
            let place = Place::whole(&format!("content/files/{path}"));
            let message = format!("on some systems `{path}` and `{first}` are the same file");
            faults.push(Diagnostic::new(Code::DuplicateAddress, place, message).help("Rename one of the two."));
        }
    }
}

//! Every name there is, whether this edition shows it, and names that are given twice.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{At, Edition, Id};
use crate::records::dates::Date;
use crate::resolve::collect::{Raw, RawPlan};
use crate::syntax::document::NameKind;
use crate::urls::RESERVED;

/// What a name can stand for; audiences and areas are no `NameKind`, since no text links to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    Thing(NameKind),
    Audience,
    Area,
}

/// What a name of a plan's part stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartSort {
    Objective,
    CrossAim,
    Aim,
    Measure,
    Action,
}

/// Every name, those that are shown, and what stands in files that could not be read.
#[derive(Debug, Default)]
pub struct Names {
    /// By sort and full name: whether it is shown.
    pub known: HashMap<(Sort, String), Shown>,
    /// What each part of a plan is; a name of an aim may also be a measure's.
    pub parts: HashMap<String, Vec<PartSort>>,
    /// The ids of plans.
    pub plans: BTreeSet<String>,
    /// The beginnings of names that nobody can judge, since their file could not be read.
    pub broken: Vec<(Sort, String)>,
}

impl Names {
    /// Whether something is shown; what is not known is not asked about.
    pub fn shown(&self, sort: Sort, name: &str) -> Shown {
        self.known.get(&(sort, name.to_owned())).copied().unwrap_or(Shown::Yes)
    }
}

/// Whether this edition shows a thing on this day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Yes,
    OtherEdition,
    Later,
}

/// Whether a list of editions holds the one that is built; an empty list holds all.
#[must_use]
pub fn in_edition(editions: &[At<Edition>], edition: Edition) -> Shown {
    if editions.is_empty() || editions.iter().any(|own| own.value == edition) {
        Shown::Yes
    } else {
        Shown::OtherEdition
    }
}

impl Shown {
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
        in_edition(&plan.record.editions, edition)
    }
}

/// Whether something that is dated is shown on a day.
#[must_use]
pub fn dated(date: Date, today: jiff::civil::Date, editions: &[At<Edition>], edition: Edition) -> Shown {
    let later = date.first_day().is_some_and(|day| day > today);
    if later { Shown::Later } else { in_edition(editions, edition) }
}

/// Makes the index.
pub fn index(raw: &Raw, faults: &mut Vec<Diagnostic>) -> Names {
    let mut names = Names { plans: raw.plans.keys().cloned().collect(), ..Names::default() };
    let edition = raw.edition;
    let mut know = |sort: Sort, name: &str, shown: Shown| {
        names.known.insert((sort, name.to_owned()), shown);
    };
    for id in raw.site.audiences.keys() {
        know(Sort::Audience, id, Shown::Yes);
    }
    for id in raw.site.areas.keys() {
        know(Sort::Area, id, Shown::Yes);
    }
    let thing = Sort::Thing;
    for (id, own) in &raw.contacts {
        know(thing(NameKind::Contact), id, in_edition(&own.editions, edition));
    }
    for (id, own) in &raw.parties {
        know(thing(NameKind::Party), id, in_edition(&own.editions, edition));
    }
    for (id, own) in &raw.resources {
        know(thing(NameKind::Resource), id, in_edition(&own.editions, edition));
    }
    for (id, own) in &raw.glossary {
        know(thing(NameKind::Glossary), id, in_edition(&own.editions, edition));
    }
    for own in &raw.dates {
        know(thing(NameKind::Date), &own.id.name, in_edition(&own.editions, edition));
    }
    for own in &raw.groups {
        know(thing(NameKind::Group), &own.id, in_edition(&own.record.editions, edition));
    }
    for own in &raw.pages {
        know(thing(NameKind::Page), &own.id, in_edition(&own.record.editions, edition));
    }
    for own in &raw.news {
        know(thing(NameKind::News), &own.id, dated(own.record.date.value, raw.today, &own.record.editions, edition));
    }
    for own in &raw.updates {
        know(
            thing(NameKind::Update),
            &own.id,
            dated(own.record.published.value, raw.today, &own.record.editions, edition),
        );
    }
    for (id, plan) in &raw.plans {
        know(thing(NameKind::Plan), id, plan_shown(plan, edition));
    }
    for (id, plan) in &raw.plans {
        parts(id, plan, raw, &mut names, faults);
    }
    for base in &raw.broken {
        names.broken.extend(unreadable(base));
    }
    check_first_segments(raw, faults);
    names
}

/// The names that a file which could not be read would have given.
fn unreadable(base: &str) -> Vec<(Sort, String)> {
    let parts: Vec<&str> = base.split('/').collect();
    if base == "site" {
        return vec![(Sort::Audience, String::new()), (Sort::Area, String::new())];
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
    vec![(Sort::Thing(kind), name)]
}

/// The names in a plan. Objectives and cross-cutting aims share one namespace, and in an
/// objective its aims, measures and actions do.
fn parts(plan: &str, own: &RawPlan, raw: &Raw, names: &mut Names, faults: &mut Vec<Diagnostic>) {
    let shown = plan_shown(own, raw.edition);
    let mut seen: BTreeMap<String, Place> = BTreeMap::new();
    let mut add = |names: &mut Names,
                   name: String,
                   place: &Place,
                   sort: PartSort,
                   shown: Shown,
                   faults: &mut Vec<Diagnostic>| {
        if name.ends_with('/') {
            return;
        }
        let sorts = names.parts.entry(name.clone()).or_default();
        let same_list = sorts.last() == Some(&sort);
        let own_measure = sorts.last() == Some(&PartSort::Aim) && sort == PartSort::Measure;
        let twice = !sorts.is_empty() && !own_measure;
        if twice && !same_list {
            let id = name.rsplit('/').next().unwrap_or_default();
            let mut fault = Diagnostic::new(Code::DuplicateId, place.clone(), format!("the id `{id}` is used twice"))
                .help("Objectives and cross-cutting aims share their ids; so do the aims, measures and actions of an objective.");
            if let Some(first) = seen.get(&name) {
                fault = fault.label(first.clone(), "first used here");
            }
            faults.push(fault);
        }
        sorts.push(sort);
        seen.entry(name.clone()).or_insert_with(|| place.clone());
        names.known.insert((Sort::Thing(NameKind::Part), name), shown);
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
        let below = in_edition(&objective.editions, raw.edition).below(shown);
        add(names, format!("{plan}/{id}"), &objective.at, PartSort::Objective, below, faults);
        for aim in &objective.aims {
            let here = in_edition(&aim.editions, raw.edition).below(below);
            add(names, format!("{plan}/{id}/{}", aim.id.name), &aim.id.place, PartSort::Aim, here, faults);
            for (measure, record) in aim.all_measures() {
                let here = in_edition(&record.editions, raw.edition).below(here);
                add(names, format!("{plan}/{id}/{measure}"), &record.at, PartSort::Measure, here, faults);
            }
        }
        for action in &objective.actions {
            let here = in_edition(&action.editions, raw.edition).below(below);
            add(names, format!("{plan}/{id}/{}", action.id.name), &action.id.place, PartSort::Action, here, faults);
        }
        let ids = objective.aims.iter().map(|aim| &aim.id).chain(objective.actions.iter().map(|action| &action.id));
        reserved(ids, raw, faults);
    }
    for aim in &own.record.aims {
        let here = in_edition(&aim.editions, raw.edition).below(shown);
        add(names, format!("{plan}/{}", aim.id.name), &aim.id.place, PartSort::CrossAim, here, faults);
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

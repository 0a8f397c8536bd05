//! Indexes every name and whether this build shows it; reports names that are given twice.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::civil;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::{Edition, Entities, Lang, Objective, Plan};
use crate::records::content_files::{ContentFile, ContentKind};
use crate::records::decode::Record;
use crate::records::reference_visitor::Visibility;
use crate::records::referents::{Namespace, PART, PartKind};
use crate::resolve::collect::Collected;
use crate::syntax::document::NameKind;
use crate::urls::RESERVED;

/// All names, and whether each is shown.
#[derive(Debug, Default)]
pub struct NameIndex {
    known: HashMap<Namespace, HashMap<String, Shown>>,
    /// What each part of a plan is; a name of an aim may also be a measure's.
    pub parts: HashMap<String, Vec<PartKind>>,
    /// The ids of plans.
    pub plans: BTreeSet<String>,
    /// How names begin whose file could not be read; they are not reported as unknown.
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
    pub fn on_day(visibility: &Visibility, edition: Edition, today: civil::Date) -> Self {
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
pub fn plan_shown(plan: &Plan, edition: Edition) -> Shown {
    if plan.record.adopted.is_none() && edition == Edition::Public {
        Shown::OtherEdition
    } else {
        Shown::in_edition(&plan.record.visibility(), edition)
    }
}

/// Indexes all names.
pub fn index_names(collected: &Collected, faults: &mut Vec<Diagnostic>) -> NameIndex {
    let entities = &collected.entities;
    let plans = entities.plans.iter().map(|plan| plan.id.clone()).collect();
    let mut names = NameIndex { plans, ..NameIndex::default() };
    entities.site.audiences.keys().for_each(|id| names.insert(Namespace::Audience, id, Shown::Yes));
    entities.site.areas.keys().for_each(|id| names.insert(Namespace::Area, id, Shown::Yes));
    let mut insert = |kind: NameKind, id: &str, record: &dyn Record| {
        names.insert(
            Namespace::Linked(kind),
            id,
            Shown::on_day(&record.visibility(), entities.edition, entities.today),
        );
    };
    entities.contacts.iter().for_each(|(id, contact)| insert(NameKind::Contact, id, contact));
    entities.parties.iter().for_each(|(id, party)| insert(NameKind::Party, id, party));
    entities.resources.iter().for_each(|(id, resource)| insert(NameKind::Resource, id, resource));
    entities.glossary.iter().for_each(|(id, entry)| insert(NameKind::Glossary, id, entry));
    entities.dates.iter().for_each(|date| insert(NameKind::Date, &date.id.name, date));
    entities.groups.iter().for_each(|group| insert(NameKind::Group, &group.id, &group.record));
    entities.pages.iter().for_each(|page| insert(NameKind::Page, &page.id, &page.record));
    entities.news.iter().for_each(|news| insert(NameKind::News, &news.id, &news.record));
    entities.updates.iter().for_each(|update| insert(NameKind::Update, &update.id, &update.record));
    for plan in &entities.plans {
        names.insert(Namespace::Linked(NameKind::Plan), &plan.id, plan_shown(plan, entities.edition));
    }
    for plan in &entities.plans {
        index_parts(plan, collected, &mut names, faults);
    }
    for file in collected.broken.values() {
        names.broken.extend(names_of_unreadable(file));
    }
    check_first_segments(entities, &names, faults);
    names
}

/// The names that an unreadable file would have defined.
fn names_of_unreadable(file: &ContentFile) -> Vec<(Namespace, String)> {
    let plan = file.plan.as_deref().unwrap_or_default();
    let (kind, start) = match file.kind {
        ContentKind::Site => return vec![(Namespace::Audience, String::new()), (Namespace::Area, String::new())],
        ContentKind::Contacts => (NameKind::Contact, String::new()),
        ContentKind::Parties => (NameKind::Party, String::new()),
        ContentKind::Dates => (NameKind::Date, String::new()),
        ContentKind::Resources => (NameKind::Resource, String::new()),
        ContentKind::Glossary => (NameKind::Glossary, String::new()),
        ContentKind::Plan if file.is_guide() => return Vec::new(),
        ContentKind::Plan => (NameKind::Part, format!("{plan}/")),
        ContentKind::Objective => (NameKind::Part, format!("{plan}/{}", file.id)),
        ContentKind::Group => (NameKind::Group, file.id.clone()),
        ContentKind::Page => (NameKind::Page, file.id.clone()),
        ContentKind::News => (NameKind::News, file.id.clone()),
        ContentKind::Update => (NameKind::Update, file.id.clone()),
    };
    vec![(Namespace::Linked(kind), start)]
}

/// The names in a plan. Objectives and cross-cutting aims share one namespace, and in an
/// objective its aims, measures and actions do.
fn index_parts(plan: &Plan, collected: &Collected, names: &mut NameIndex, faults: &mut Vec<Diagnostic>) {
    let edition = collected.entities.edition;
    let languages = &collected.entities.languages;
    let shown = plan_shown(plan, edition);
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
        let is_measure_of_aim = kinds.last() == Some(&PartKind::Aim) && kind == PartKind::Measure;
        let twice = !kinds.is_empty() && !is_measure_of_aim;
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
    let shown_below =
        |record: &dyn Record, parent: Shown| Shown::in_edition(&record.visibility(), edition).below(parent);
    let plan_id = &plan.id;
    let listed: BTreeSet<&str> = plan.record.objectives.iter().map(|reference| reference.name.as_str()).collect();
    for Objective { id, record, .. } in &plan.objectives {
        let base = format!("plans/{plan_id}/objectives/{id}");
        // A plan whose own file is missing or broken lists nothing; that is reported once, for that file.
        if !collected.broken.contains_key(&base) && !listed.contains(id.as_str()) && !plan.record.at.file.is_empty() {
            let place = Place::whole(&format!("content/{base}.yaml"));
            let message = format!("the plan does not list the objective `{id}`");
            faults.push(Diagnostic::new(Code::Dangling, place, message).help(format!(
                "Add `{id}` to `objectives` in content/plans/{plan_id}/plan.yaml, or remove this file."
            )));
        }
        let shown = shown_below(record, shown);
        let full = format!("{plan_id}/{id}");
        add(names, full.clone(), &record.at, PartKind::Objective, shown, faults);
        for aim in &record.aims {
            let shown = shown_below(aim, shown);
            add(names, format!("{full}/{}", aim.id.name), &aim.id.place, PartKind::Aim, shown, faults);
            for (measure, record) in aim.all_measures() {
                let shown = shown_below(record, shown);
                add(names, format!("{full}/{measure}"), &record.at, PartKind::Measure, shown, faults);
            }
        }
        for action in &record.actions {
            let shown = shown_below(action, shown);
            add(names, format!("{full}/{}", action.id.name), &action.id.place, PartKind::Action, shown, faults);
        }
        let ids = record.aims.iter().map(|aim| &aim.id).chain(record.actions.iter().map(|action| &action.id));
        ids.for_each(|id| check_reserved(&id.name, &id.place, &names.plans, languages, faults));
    }
    for aim in &plan.record.aims {
        let shown = shown_below(aim, shown);
        add(names, format!("{plan_id}/{}", aim.id.name), &aim.id.place, PartKind::CrossAim, shown, faults);
        check_reserved(&aim.id.name, &aim.id.place, &names.plans, languages, faults);
    }
    for Objective { id, .. } in &plan.objectives {
        let place = Place::whole(&format!("content/plans/{plan_id}/objectives/{id}.yaml"));
        check_reserved(id, &place, &names.plans, languages, faults);
    }
}

/// Reserved file names on Windows.
const DEVICES: &[&str] = &["con", "prn", "aux", "nul"];

fn check_reserved(id: &str, place: &Place, plans: &BTreeSet<String>, languages: &[Lang], faults: &mut Vec<Diagnostic>) {
    if is_reserved(id, languages) || plans.contains(id) {
        let message = format!("`{id}` is taken: it is part of the site's own addresses");
        faults.push(Diagnostic::new(Code::BadId, place.clone(), message).help("Choose another id."));
    }
}

fn is_reserved(id: &str, languages: &[Lang]) -> bool {
    let port = id
        .strip_prefix("com")
        .or_else(|| id.strip_prefix("lpt"))
        .is_some_and(|n| n.len() == 1 && n != "0" && n.parse::<u8>().is_ok());
    RESERVED.contains(&id) || DEVICES.contains(&id) || port || languages.iter().any(|lang| &*lang.0 == id)
}

/// Reports plans and pages whose URLs the program uses itself, and files that differ only in case.
fn check_first_segments(entities: &Entities, names: &NameIndex, faults: &mut Vec<Diagnostic>) {
    for id in names.plans.iter().filter(|id| is_reserved(id, &entities.languages)) {
        let place = Place::whole(&format!("content/plans/{id}/plan.yaml"));
        faults.push(
            Diagnostic::new(Code::BadId, place, format!("`{id}` is taken: it is part of the site's own addresses"))
                .help("Rename the folder."),
        );
    }
    for page in &entities.pages {
        let place = Place::whole(&format!("content/pages/{}.md", page.id));
        if is_reserved(&page.id, &entities.languages) {
            faults.push(
                Diagnostic::new(
                    Code::BadId,
                    place,
                    format!("`{}` is taken: it is part of the site's own addresses", page.id),
                )
                .help("Rename the file."),
            );
        } else if names.plans.contains(&page.id) {
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
    for path in entities.files.keys() {
        if let Some(first) = seen.insert(path.to_lowercase(), path) {
            let place = Place::whole(&format!("content/files/{path}"));
            let message = format!("on some systems `{path}` and `{first}` are the same file");
            faults.push(Diagnostic::new(Code::DuplicateAddress, place, message).help("Rename one of the two."));
        }
    }
}

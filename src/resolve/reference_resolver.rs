//! Resolves the names in records, and decides which records an edition shows on a day.

use jiff::civil;

use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::model::{Edition, LeftOut, Story};
use crate::records::decode::{Decode, Record};
use crate::records::reference_visitor::{ReferenceVisitor, Visibility};
use crate::records::referents::{Namespace, PART, PartKind};
use crate::resolve::name_index::{NameIndex, Shown};
use crate::syntax::document::{Inline, NameKind, Prose, Target};
use crate::syntax::markdown::link_targets::spelling;

/// Where a short name is resolved.
#[derive(Debug, Clone, Default)]
pub struct Scope {
    pub plan: Option<String>,
    pub objective: Option<String>,
    /// Whether the record is left out: then it may name others that are left out.
    pub left_out: bool,
}

impl Scope {
    /// A plan by its id, where one is named.
    pub fn in_plan(plan: Option<&String>) -> Self {
        Self { plan: plan.cloned(), ..Self::default() }
    }
}

/// Resolves references for one edition and one day.
pub struct ReferenceResolver<'a> {
    pub names: &'a NameIndex,
    pub edition: Edition,
    pub today: civil::Date,
    pub scope: Scope,
    pub left_out: LeftOut,
    pub faults: Vec<Diagnostic>,
    /// How many unknown names were reported.
    reported: usize,
}

/// The parts that a text can link to.
const LINKED_PARTS: &[PartKind] = &[PartKind::Objective, PartKind::CrossAim, PartKind::Aim, PartKind::Action];

/// The most unknown names that are reported. Whether a plan can be published does not depend on the
/// others, and a million of them would fill the memory.
const MAX_REPORTED: usize = 10_000;
/// The most unknown names that are compared with the known ones: thousands times thousands take
/// minutes.
const MAX_COMPARED: usize = 200;

impl<'a> ReferenceResolver<'a> {
    pub fn new(names: &'a NameIndex, edition: Edition, today: civil::Date) -> Self {
        let (scope, left_out) = (Scope::default(), LeftOut::default());
        Self { names, edition, today, scope, left_out, faults: Vec::new(), reported: 0 }
    }

    /// Resolves a record and the text that belongs to it, and returns whether the record stays.
    pub fn resolve_record(
        &mut self,
        scope: Scope,
        record: &mut (impl Record + Decode),
        stories: &mut [&mut Story],
    ) -> bool {
        let shown = Shown::on_day(&record.visibility(), self.edition, self.today);
        self.scope = scope.clone();
        self.scope.left_out |= shown != Shown::Yes;
        for story in stories {
            self.resolve_links(&mut story.source);
            story.translations.iter_mut().for_each(|(_, prose)| self.resolve_links(prose));
        }
        self.scope = scope;
        record.visit_references(self)
    }

    /// Returns whether something stays, and counts what does not.
    pub fn keep(&mut self, shown: Shown) -> bool {
        match shown {
            Shown::Yes => return true,
            Shown::Later => self.left_out.later += 1,
            Shown::OtherEdition => self.left_out.edition += 1,
        }
        false
    }

    /// Remembers a page that is left out until its day comes: its address is not lost.
    pub fn remember_later_page(&mut self, folder: &str, id: &str, record: &impl Record) {
        let visibility = record.visibility();
        let is_later = Shown::on_day(&visibility, self.edition, self.today) == Shown::Later;
        if is_later && Shown::in_edition(&visibility, self.edition) == Shown::Yes {
            self.left_out.later_pages.push(format!("{folder}/{id}"));
        }
    }

    fn shows(&self, namespace: Namespace, name: &str) -> bool {
        self.names.shown(namespace, name) == Some(Shown::Yes)
    }

    /// Makes the name of a plan's part full, and checks that the part is of a kind that fits.
    fn resolve_part(&mut self, name: &mut String, place: &Place, wanted: &[PartKind]) {
        let Some(full) = self.find_full_name(name, place, wanted) else { return };
        let Some(kinds) = self.names.parts.get(&full) else {
            return self.report_unknown(PART, name, place);
        };
        if !kinds.iter().any(|kind| wanted.contains(kind)) {
            let phrases: Vec<&str> = wanted.iter().map(|kind| part_phrase(*kind)).collect();
            let is = kinds.first().map_or("something else", |kind| part_phrase(*kind));
            let message = format!("`{name}` is {is}; {} is needed here", phrases.join(" or "));
            let help = format!("Name {}.", phrases.join(" or "));
            self.faults.push(Diagnostic::new(Code::Dangling, place.clone(), message).help(help));
        }
        *name = full;
    }

    /// Finds the full name that a short one stands for.
    fn find_full_name(&mut self, name: &str, place: &Place, wanted: &[PartKind]) -> Option<String> {
        let first = name.split('/').next().unwrap_or_default();
        if self.names.plans.contains(first) {
            return Some(name.to_owned());
        }
        let Some(plan) = &self.scope.plan else {
            let help = match self.names.plans.iter().next_back() {
                Some(plan) => format!("Write `{plan}/{name}`, or `plan: {plan}` once in this file."),
                None => "Write the plan's id before it.".into(),
            };
            self.faults.push(
                Diagnostic::new(Code::PlanNotSaid, place.clone(), format!("`{name}` does not say which plan it is in"))
                    .help(help),
            );
            return None;
        };
        if let Some(objective) = self.scope.objective.as_ref().filter(|_| !name.contains('/')) {
            let inside = format!("{plan}/{objective}/{name}");
            // An objective may have the name of another's action: the kind decides.
            let outside = self.names.parts.get(&format!("{plan}/{name}"));
            let fits = |kinds: &Vec<PartKind>| kinds.iter().any(|kind| wanted.contains(kind));
            if self.names.parts.get(&inside).is_some_and(|kinds| fits(kinds) || !outside.is_some_and(fits)) {
                return Some(inside);
            }
        }
        Some(format!("{plan}/{name}"))
    }

    fn report_unknown(&mut self, namespace: Namespace, name: &str, place: &Place) {
        let full = match (namespace, &self.scope.plan) {
            (PART, Some(plan)) if !self.names.plans.contains(name.split('/').next().unwrap_or_default()) => {
                format!("{plan}/{name}")
            }
            _ => name.to_owned(),
        };
        if self.names.broken.iter().any(|(broken, start)| *broken == namespace && full.starts_with(start.as_str())) {
            return;
        }
        let what = match namespace {
            Namespace::Audience => "audience",
            Namespace::Area => "area",
            PART => "objective, aim or action",
            Namespace::Linked(kind) => {
                NameKind::WORDS.iter().find(|(_, known)| *known == kind).map_or("thing", |(word, _)| word)
            }
        };
        let mut fault = Diagnostic::new(Code::Dangling, place.clone(), format!("there is no {what} `{name}`"));
        self.reported += 1;
        if self.reported > MAX_REPORTED {
            return;
        }
        if self.reported > MAX_COMPARED {
            return self.faults.push(fault);
        }
        let prefix = self.scope.plan.as_ref().map(|plan| format!("{plan}/")).unwrap_or_default();
        let mut known: Vec<&str> = (self.names.in_namespace(namespace))
            .map(|name| name.strip_prefix(&prefix).filter(|_| namespace == PART).unwrap_or(name))
            .collect();
        known.sort_unstable();
        fault.help = match nearest(name, known.iter().copied()) {
            Some(near) => Some(format!("Did you mean `{near}`?")),
            None if known.is_empty() => {
                Some(format!("There is none yet: add it to {}, or remove this.", file_of(namespace)))
            }
            None => Some(format!("There are: {}.", known.iter().take(12).copied().collect::<Vec<_>>().join(", "))),
        };
        self.faults.push(fault);
    }

    /// A link to what is left out is a fault in a text that is shown: the sentence was written for
    /// readers who can follow it.
    fn resolve_line(&mut self, line: &mut Vec<Inline>) {
        for inline in line {
            match inline {
                Inline::Link(link) => {
                    let place = &link.place;
                    let Target::Name { kind, name } = &mut link.to else {
                        self.resolve_line(&mut link.text);
                        continue;
                    };
                    let written = spelling(*kind, name);
                    let namespace = Namespace::Linked(*kind);
                    self.resolve(name, place, namespace, LINKED_PARTS);
                    let shown = self.names.shown(namespace, name);
                    if let Some(Shown::OtherEdition | Shown::Later) = shown
                        && !self.scope.left_out
                    {
                        let why = if shown == Some(Shown::Later) {
                            "is dated after this build's day"
                        } else {
                            "is not in this edition"
                        };
                        let message = format!("`{written}` {why}, and this text links to it");
                        self.faults.push(
                            Diagnostic::new(Code::LeftOut, place.clone(), message)
                                .help("Move the sentence to a text of that edition, or remove the link."),
                        );
                    }
                }
                Inline::Emphasis { text } | Inline::Strong { text } | Inline::Strike { text } => {
                    self.resolve_line(text);
                }
                _ => {}
            }
        }
    }
}

impl ReferenceVisitor for ReferenceResolver<'_> {
    fn resolve(&mut self, name: &mut String, place: &Place, namespace: Namespace, parts: &[PartKind]) -> bool {
        if name.is_empty() {
            return false;
        }
        if namespace == PART {
            self.resolve_part(name, place, parts);
        } else if self.names.shown(namespace, name).is_none() {
            self.report_unknown(namespace, name, place);
        }
        self.shows(namespace, name)
    }

    fn is_left_out(&self, namespace: Namespace, name: &str) -> bool {
        self.names.shown(namespace, name).is_some_and(|shown| shown != Shown::Yes)
    }

    fn resolve_links(&mut self, prose: &mut Prose) {
        prose.rewrite_lines(&mut |line| self.resolve_line(line));
    }

    fn visit_record(
        &mut self,
        visibility: &Visibility,
        walk: &mut dyn FnMut(&mut dyn ReferenceVisitor) -> bool,
    ) -> bool {
        let shown = Shown::on_day(visibility, self.edition, self.today);
        let outer = self.scope.left_out;
        self.scope.left_out |= shown != Shown::Yes;
        let stays = walk(self);
        self.scope.left_out = outer;
        self.keep(shown) && stays
    }
}

fn part_phrase(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Objective => "an objective",
        PartKind::CrossAim => "a cross-cutting aim",
        PartKind::Aim => "an aim",
        PartKind::Measure => "a measure",
        PartKind::Action => "an action",
    }
}

/// The file that defines the names of a namespace.
fn file_of(namespace: Namespace) -> &'static str {
    match namespace {
        Namespace::Audience => "`audiences` in site.yaml",
        Namespace::Area => "`areas` in site.yaml",
        Namespace::Linked(NameKind::Contact) => "contacts.yaml",
        Namespace::Linked(NameKind::Party) => "parties.yaml",
        Namespace::Linked(NameKind::Date) => "dates.yaml",
        Namespace::Linked(NameKind::Resource) => "resources.yaml",
        Namespace::Linked(NameKind::Glossary) => "glossary.yaml",
        Namespace::Linked(NameKind::Group) => "groups/",
        Namespace::Linked(NameKind::News) => "news/",
        Namespace::Linked(NameKind::Page) => "pages/",
        Namespace::Linked(NameKind::Update) => "updates/",
        Namespace::Linked(NameKind::Plan | NameKind::Part) => "plans/",
    }
}

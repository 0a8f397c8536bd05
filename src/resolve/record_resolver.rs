//! What it takes to settle a record: names made full, what is not shown counted and dropped.

use jiff::civil;

use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::model::{At, Continues, Date, Edition, LeftOut, Markdown, Reference, Story};
use crate::resolve::name_index::{Names, PartSort, Shown, Sort, dated, in_edition};
use crate::syntax::document::{Inline, NameKind, Prose, Target};
use crate::syntax::markdown::link_targets::spelling;

/// Where a short name is read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scope<'a> {
    pub plan: Option<&'a str>,
    pub objective: Option<&'a str>,
    /// Whether what stands there is itself left out: then it may name what is left out too.
    pub left_out: bool,
}

impl Scope<'_> {
    /// The same place in something inside.
    pub fn inside(self, shown: Shown) -> Self {
        Self { left_out: self.left_out || shown != Shown::Yes, ..self }
    }
}

/// What is needed to settle a record.
pub struct Desk<'a> {
    pub names: &'a Names,
    pub edition: Edition,
    pub faults: &'a mut Vec<Diagnostic>,
    pub left_out: LeftOut,
    /// How many names that nothing has were compared with those there are.
    pub compared: usize,
}

/// So many are named; whether a plan can be published does not hang on the others, and a million
/// of them would fill the memory.
const MOST: usize = 10_000;
/// So many are compared; to compare thousands with thousands takes minutes, and helps nobody.
const COMPARED: usize = 200;

impl Desk<'_> {
    /// Whether something stays; what goes is counted.
    pub fn keep(&mut self, shown: Shown) -> bool {
        match shown {
            Shown::Yes => return true,
            Shown::Later => self.left_out.later += 1,
            Shown::OtherEdition => self.left_out.edition += 1,
        }
        false
    }

    /// Remembers a page that is only left out until its day comes: its address is not lost.
    pub fn later(&mut self, folder: &str, id: &str, date: Date, editions: &[At<Edition>], today: civil::Date) {
        if in_edition(editions, self.edition) == Shown::Yes && dated(date, today, editions, self.edition) != Shown::Yes
        {
            self.left_out.later_pages.push(format!("{folder}/{id}"));
        }
    }

    pub fn shows(&self, sort: Sort, name: &str) -> bool {
        self.names.known.get(&(sort, name.to_owned())).is_some_and(|shown| *shown == Shown::Yes)
    }

    pub fn shows_part(&self, name: &str) -> bool {
        self.shows(Sort::Thing(NameKind::Part), name)
    }

    /// Resolves a name; says whether it is shown. One that nothing has is a fault.
    pub fn one(&mut self, sort: Sort, reference: &mut Reference, scope: Scope<'_>) -> bool {
        if reference.name.is_empty() {
            return false;
        }
        match self.names.known.get(&(sort, reference.name.clone())) {
            Some(shown) => *shown == Shown::Yes,
            None => {
                self.dangling(sort, &reference.name, &reference.place, scope);
                false
            }
        }
    }

    pub fn maybe(&mut self, sort: Sort, reference: &mut Option<Reference>, scope: Scope<'_>) {
        if let Some(own) = reference
            && !self.one(sort, own, scope)
        {
            *reference = None;
        }
    }

    pub fn many(&mut self, sort: Sort, references: &mut Vec<Reference>, scope: Scope<'_>) {
        references.retain_mut(|reference| self.one(sort, reference, scope));
    }

    pub fn parts(&mut self, references: &mut Vec<Reference>, scope: Scope<'_>, wanted: &[PartSort]) {
        references.retain_mut(|reference| {
            self.part(reference, scope, wanted);
            self.shows_part(&reference.name)
        });
    }

    pub fn continues(&mut self, continues: &mut Option<Continues>, scope: Scope<'_>, wanted: &[PartSort]) {
        if let Some(continues) = continues {
            self.parts(&mut continues.names, scope, wanted);
        }
    }

    /// Makes the name of a plan's part full, and sees that it is of a sort that fits.
    pub fn part(&mut self, reference: &mut Reference, scope: Scope<'_>, wanted: &[PartSort]) {
        let Some(full) = self.full(&reference.name, &reference.place, scope, wanted) else { return };
        let Some(sorts) = self.names.parts.get(&full) else {
            return self.dangling(Sort::Thing(NameKind::Part), &reference.name, &reference.place, scope);
        };
        if !sorts.iter().any(|sort| wanted.contains(sort)) {
            let words: Vec<&str> = wanted.iter().map(|sort| word(*sort)).collect();
            let is = sorts.first().map_or("something else", |sort| word(*sort));
            let message = format!("`{}` is {is}; {} is needed here", reference.name, words.join(" or "));
            let help = format!("Name {}.", words.join(" or "));
            self.faults.push(Diagnostic::new(Code::Dangling, reference.place.clone(), message).help(help));
        }
        reference.name = full;
    }

    /// The full name that a short one stands for.
    fn full(&mut self, name: &str, place: &Place, scope: Scope<'_>, wanted: &[PartSort]) -> Option<String> {
        if name.is_empty() {
            return None;
        }
        let first = name.split('/').next().unwrap_or_default();
        if self.names.plans.contains(first) {
            return Some(name.to_owned());
        }
        let Some(plan) = scope.plan else {
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
        if let Some(objective) = scope.objective.filter(|_| !name.contains('/')) {
            let inside = format!("{plan}/{objective}/{name}");
            // An objective may be called as one of another's actions is: the sort decides.
            let outside = self.names.parts.get(&format!("{plan}/{name}"));
            let fits = |sorts: &Vec<PartSort>| sorts.iter().any(|sort| wanted.contains(sort));
            if self.names.parts.get(&inside).is_some_and(|sorts| fits(sorts) || !outside.is_some_and(fits)) {
                return Some(inside);
            }
        }
        Some(format!("{plan}/{name}"))
    }

    fn dangling(&mut self, sort: Sort, name: &str, place: &Place, scope: Scope<'_>) {
        let full = match (sort, scope.plan) {
            (Sort::Thing(NameKind::Part), Some(plan))
                if !self.names.plans.contains(name.split('/').next().unwrap_or_default()) =>
            {
                format!("{plan}/{name}")
            }
            _ => name.to_owned(),
        };
        if self.names.broken.iter().any(|(broken, start)| *broken == sort && full.starts_with(start.as_str())) {
            return;
        }
        let what = match sort {
            Sort::Audience => "audience",
            Sort::Area => "area",
            Sort::Thing(NameKind::Part) => "objective, aim or action",
            Sort::Thing(kind) => NameKind::WORDS.iter().find(|(_, own)| *own == kind).map_or("thing", |(word, _)| word),
        };
        let mut fault = Diagnostic::new(Code::Dangling, place.clone(), format!("there is no {what} `{name}`"));
        self.compared += 1;
        if self.compared > MOST {
            return;
        }
        if self.compared > COMPARED {
            return self.faults.push(fault);
        }
        let prefix = scope.plan.map(|plan| format!("{plan}/")).unwrap_or_default();
        let mut known: Vec<&str> = (self.names.known.keys())
            .filter(|(own, _)| *own == sort)
            .map(|(_, name)| name.strip_prefix(&prefix).filter(|_| sort == Sort::Thing(NameKind::Part)).unwrap_or(name))
            .collect();
        known.sort_unstable();
        fault.help = match nearest(name, known.iter().copied()) {
            Some(near) => Some(format!("Did you mean `{near}`?")),
            None if known.is_empty() => Some(format!("There is none yet: add it to {}, or remove this.", home(sort))),
            None => Some(format!("There are: {}.", known.iter().take(12).copied().collect::<Vec<_>>().join(", "))),
        };
        self.faults.push(fault);
    }

    pub fn markdown(&mut self, text: &mut Option<Markdown>, scope: Scope<'_>) {
        if let Some(text) = text {
            self.text(text, scope);
        }
    }

    pub fn text(&mut self, text: &mut Markdown, scope: Scope<'_>) {
        self.prose(&mut text.source, scope);
        text.translations.iter_mut().for_each(|(_, prose)| self.prose(prose, scope));
    }

    pub fn story(&mut self, story: &mut Story, scope: Scope<'_>) {
        self.prose(&mut story.source, scope);
        story.translations.iter_mut().for_each(|(_, prose)| self.prose(prose, scope));
    }

    /// Resolves the links by name in a text. A link to what is left out is a fault in a text that is
    /// not: the sentence around it was written for readers who can follow it.
    fn prose(&mut self, prose: &mut Prose, scope: Scope<'_>) {
        prose.settle_lines(&mut |line| self.line(line, scope));
    }

    fn line(&mut self, line: &mut Vec<Inline>, scope: Scope<'_>) {
        for inline in line {
            match inline {
                Inline::Link(link) => {
                    let place = &link.place;
                    let Target::Name { kind, name } = &mut link.to else {
                        self.line(&mut link.text, scope);
                        continue;
                    };
                    let mut reference = Reference { name: name.clone(), place: place.clone() };
                    let sort = Sort::Thing(*kind);
                    if *kind == NameKind::Part {
                        self.part(
                            &mut reference,
                            scope,
                            &[PartSort::Objective, PartSort::CrossAim, PartSort::Aim, PartSort::Action],
                        );
                    } else {
                        self.one(sort, &mut reference, scope);
                    }
                    let shown = self.names.known.get(&(sort, reference.name.clone())).copied();
                    if let Some(Shown::OtherEdition | Shown::Later) = shown
                        && !scope.left_out
                    {
                        let why = if shown == Some(Shown::Later) {
                            "is dated after this build's day"
                        } else {
                            "is not in this edition"
                        };
                        let message = format!("`{}` {why}, and this text links to it", spelling(*kind, name));
                        self.faults.push(
                            Diagnostic::new(Code::LeftOut, place.clone(), message)
                                .help("Move the sentence to a text of that edition, or remove the link."),
                        );
                    }
                    *name = reference.name;
                }
                Inline::Emphasis { text } | Inline::Strong { text } | Inline::Strike { text } => {
                    self.line(text, scope);
                }
                _ => {}
            }
        }
    }
}

fn word(sort: PartSort) -> &'static str {
    match sort {
        PartSort::Objective => "an objective",
        PartSort::CrossAim => "a cross-cutting aim",
        PartSort::Aim => "an aim",
        PartSort::Measure => "a measure",
        PartSort::Action => "an action",
    }
}

/// Where things of a sort are written.
fn home(sort: Sort) -> &'static str {
    match sort {
        Sort::Audience => "`audiences` in site.yaml",
        Sort::Area => "`areas` in site.yaml",
        Sort::Thing(NameKind::Contact) => "contacts.yaml",
        Sort::Thing(NameKind::Party) => "parties.yaml",
        Sort::Thing(NameKind::Date) => "dates.yaml",
        Sort::Thing(NameKind::Resource) => "resources.yaml",
        Sort::Thing(NameKind::Glossary) => "glossary.yaml",
        Sort::Thing(NameKind::Group) => "groups/",
        Sort::Thing(NameKind::News) => "news/",
        Sort::Thing(NameKind::Page) => "pages/",
        Sort::Thing(NameKind::Update) => "updates/",
        Sort::Thing(NameKind::Plan | NameKind::Part) => "plans/",
    }
}

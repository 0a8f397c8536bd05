//! References become full names, also in what is not shown; then what this edition or day leaves
//! out is dropped, with every reference to it.

use super::gather::{Raw, RawPlan};
use super::index::{Names, PartSort, Shown, Sort, dated, in_edition, plan_shown};
use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::model::{Continues, Edition, Follows, LeftOut, Markdown, Reference, Story, record};
use crate::parse::markdown_link::spelling;
use crate::prose::{Inline, NameKind, Prose, Target};

/// Where a short name is read.
#[derive(Debug, Clone, Copy, Default)]
struct Scope<'a> {
    plan: Option<&'a str>,
    objective: Option<&'a str>,
}

/// What is needed to settle a record.
struct Desk<'a> {
    names: &'a Names,
    edition: Edition,
    faults: &'a mut Vec<Diagnostic>,
    left_out: LeftOut,
}

/// Settles everything.
pub fn settle(raw: &mut Raw, names: &Names, faults: &mut Vec<Diagnostic>) {
    let edition = raw.edition;
    let today = raw.today;
    let mut desk = Desk { names, edition, faults, left_out: LeftOut::default() };
    site(raw, &mut desk);
    around(raw, &mut desk);
    for (id, plan) in &mut raw.plans {
        settle_plan(id, plan, &mut desk);
    }
    for update in &mut raw.updates {
        desk.one(Sort::Thing(NameKind::Plan), &mut update.record.plan, Scope::default());
        let plan = update.record.plan.name.clone();
        let scope = Scope { plan: Some(&plan), objective: None };
        desk.story(&mut update.story, scope);
        for reading in &mut update.record.readings {
            desk.part(&mut reading.measure, scope, &[PartSort::Measure]);
        }
        update.record.readings.retain(|reading| {
            desk.keep(dated(reading.date.value, today, &reading.editions, edition))
                && desk.shows_part(&reading.measure.name)
        });
        let status = std::mem::take(&mut update.record.status);
        for (_, mut own) in status {
            let mut reference = Reference { name: own.id.name.clone(), place: own.id.place.clone() };
            desk.part(&mut reference, scope, &[PartSort::Objective, PartSort::Aim, PartSort::CrossAim]);
            if desk.keep(in_edition(&own.editions, edition)) && desk.shows_part(&reference.name) {
                own.id.name.clone_from(&reference.name);
                update.record.status.insert(reference.name, own);
            }
        }
    }
    raw.updates.retain(|own| {
        desk.keep(dated(own.record.published.value, today, &own.record.editions, edition))
            && desk.shows(Sort::Thing(NameKind::Plan), &own.record.plan.name)
    });
    raw.plans.retain(|_, plan| desk.keep(plan_shown(plan, edition)));
    raw.left_out = desk.left_out;
}

/// `site.yaml` and everything that is keyed by id.
fn site(raw: &mut Raw, desk: &mut Desk<'_>) {
    let nowhere = Scope::default();
    desk.maybe(Sort::Thing(NameKind::Contact), &mut raw.site.contact, nowhere);
    desk.markdown(&mut raw.site.notice, nowhere);
    desk.markdown(&mut raw.site.organisation.about, nowhere);
    for audience in raw.site.audiences.values_mut() {
        desk.maybe(Sort::Audience, &mut audience.within, nowhere);
    }
    for area in raw.site.areas.values_mut() {
        desk.maybe(Sort::Area, &mut area.within, nowhere);
    }
    let contact = Sort::Thing(NameKind::Contact);
    for own in raw.contacts.values_mut() {
        desk.maybe(contact, &mut own.via, nowhere);
        desk.maybe(contact, &mut own.reports_to, nowhere);
        desk.maybe(contact, &mut own.succeeded_by, nowhere);
        desk.many(Sort::Area, &mut own.areas, nowhere);
    }
    raw.contacts.retain(|_, own| desk.keep(in_edition(&own.editions, desk.edition)));
    for own in raw.parties.values_mut() {
        desk.one(Sort::Audience, &mut own.kind, nowhere);
        desk.maybe(Sort::Thing(NameKind::Party), &mut own.parent, nowhere);
        desk.maybe(Sort::Area, &mut own.area, nowhere);
        desk.maybe(contact, &mut own.contact, nowhere);
    }
    raw.parties.retain(|_, own| desk.keep(in_edition(&own.editions, desk.edition)));
    raw.resources.retain(|_, own| desk.keep(in_edition(&own.editions, desk.edition)));
    raw.glossary.retain(|_, own| desk.keep(in_edition(&own.editions, desk.edition)));
    for own in &mut raw.dates {
        desk.maybe(Sort::Thing(NameKind::Plan), &mut own.plan, nowhere);
        desk.many(Sort::Area, &mut own.areas, nowhere);
    }
    raw.dates.retain(|own| desk.keep(in_edition(&own.editions, desk.edition)));
}

/// Groups, news and pages.
fn around(raw: &mut Raw, desk: &mut Desk<'_>) {
    let (edition, today) = (raw.edition, raw.today);
    let nowhere = Scope::default();
    let contact = Sort::Thing(NameKind::Contact);
    for own in &mut raw.groups {
        desk.markdown(&mut own.record.purpose, nowhere);
        desk.markdown(&mut own.record.join, nowhere);
        desk.many(Sort::Thing(NameKind::Date), &mut own.record.meetings, nowhere);
        own.record.duties.retain(|duty| desk.keep(in_edition(&duty.editions, edition)));
        own.record.projects.retain(|project| desk.keep(in_edition(&project.editions, edition)));
        desk.story(&mut own.story, nowhere);
    }
    raw.groups.retain(|own| desk.keep(in_edition(&own.record.editions, edition)));
    for own in &mut raw.news {
        desk.maybe(contact, &mut own.record.contact, nowhere);
        desk.maybe(Sort::Thing(NameKind::Plan), &mut own.record.plan, nowhere);
        let plan = own.record.plan.as_ref().map(|plan| plan.name.clone());
        let scope = Scope { plan: plan.as_deref(), objective: None };
        own.record.notes.iter_mut().for_each(|note| desk.text(note, scope));
        desk.story(&mut own.story, scope);
    }
    raw.news.retain(|own| desk.keep(dated(own.record.date.value, today, &own.record.editions, edition)));
    for own in &mut raw.pages {
        desk.maybe(contact, &mut own.record.contact, nowhere);
        desk.maybe(Sort::Thing(NameKind::Plan), &mut own.record.plan, nowhere);
        let plan = own.record.plan.as_ref().map(|plan| plan.name.clone());
        let scope = Scope { plan: plan.as_deref(), objective: None };
        own.record.notes.iter_mut().for_each(|note| desk.text(note, scope));
        desk.story(&mut own.story, scope);
    }
    raw.pages.retain(|own| desk.keep(in_edition(&own.record.editions, edition)));
}

fn settle_plan(id: &str, plan: &mut RawPlan, desk: &mut Desk<'_>) {
    let scope = Scope { plan: Some(id), objective: None };
    let own = &mut plan.record;
    let contact = Sort::Thing(NameKind::Contact);
    desk.story(&mut plan.introduction, scope);
    desk.story(&mut plan.guide, scope);
    desk.maybe(Sort::Thing(NameKind::Plan), &mut own.parent, scope);
    desk.maybe(contact, &mut own.contact, scope);
    desk.maybe(contact, &mut own.guide.return_to, scope);
    if let Some(Follows::Plan(reference)) = &mut own.follows
        && !desk.one(Sort::Thing(NameKind::Plan), reference, scope)
    {
        own.follows = None;
    }
    for text in [&mut own.mission, &mut own.vision] {
        desk.markdown(text, scope);
    }
    for theme in own.themes.iter_mut().chain(&mut own.values) {
        desk.text(&mut theme.text, scope);
    }
    own.themes.retain(|theme| desk.keep(in_edition(&theme.editions, desk.edition)));
    own.values.retain(|value| desk.keep(in_edition(&value.editions, desk.edition)));
    if let Some(consultation) = &mut own.consultation {
        desk.maybe(Sort::Thing(NameKind::Date), &mut consultation.opens, scope);
        desk.maybe(Sort::Thing(NameKind::Date), &mut consultation.closes, scope);
        consultation.questions.retain(|question| desk.keep(in_edition(&question.editions, desk.edition)));
    }
    if desk.edition == Edition::Public {
        own.consultation = None;
    }
    for reference in &mut own.objectives {
        desk.part(reference, scope, &[PartSort::Objective]);
    }
    own.objectives.retain(|reference| desk.shows_part(&reference.name));
    for aim in &mut own.aims {
        desk.parts(&mut aim.serves, scope, &[PartSort::Objective]);
        desk.many(Sort::Area, &mut aim.areas, scope);
        desk.many(Sort::Audience, &mut aim.audiences, scope);
        desk.markdown(&mut aim.detail, scope);
        desk.continues(&mut aim.continues, scope, &[PartSort::CrossAim, PartSort::Aim, PartSort::Objective]);
    }
    own.aims.retain(|aim| desk.keep(in_edition(&aim.editions, desk.edition)));
    support(&mut own.support, scope, desk);
    for (objective, (record, story)) in &mut plan.objectives {
        let scope = Scope { plan: Some(id), objective: Some(objective) };
        desk.story(story, scope);
        settle_objective(record, scope, desk);
    }
    let edition = desk.edition;
    plan.objectives.retain(|_, (record, _)| desk.keep(in_edition(&record.editions, edition)));
}

fn settle_objective(own: &mut record::Objective, scope: Scope<'_>, desk: &mut Desk<'_>) {
    let contact = Sort::Thing(NameKind::Contact);
    desk.continues(&mut own.continues, scope, &[PartSort::Objective]);
    desk.maybe(contact, &mut own.lead, scope);
    for aim in &mut own.aims {
        desk.many(Sort::Audience, &mut aim.audiences, scope);
        desk.many(Sort::Area, &mut aim.areas, scope);
        desk.maybe(contact, &mut aim.lead, scope);
        desk.markdown(&mut aim.detail, scope);
        desk.continues(&mut aim.continues, scope, &[PartSort::Aim, PartSort::CrossAim]);
        for measure in aim.measures.iter_mut().chain(aim.measure.as_deref_mut()) {
            if let Some(same) = &mut measure.same_as {
                desk.part(same, scope, &[PartSort::Measure]);
            }
            measure.same_as.take_if(|same| !desk.shows_part(&same.name));
            desk.maybe(Sort::Area, &mut measure.area, scope);
        }
        aim.measures.retain(|measure| desk.keep(in_edition(&measure.editions, desk.edition)));
        aim.measure.take_if(|measure| !desk.keep(in_edition(&measure.editions, desk.edition)));
        // The work plan is for staff by construction.
        if desk.edition != Edition::Staff {
            desk.left_out.edition += aim.work.len();
            aim.work.clear();
        }
        aim.work.retain(|row| desk.keep(in_edition(&row.editions, desk.edition)));
    }
    own.aims.retain(|aim| desk.keep(in_edition(&aim.editions, desk.edition)));
    for action in &mut own.actions {
        desk.many(Sort::Audience, &mut action.audiences, scope);
        desk.many(Sort::Area, &mut action.areas, scope);
        desk.many(Sort::Audience, &mut action.with, scope);
        desk.many(contact, &mut action.ask, scope);
        desk.many(Sort::Thing(NameKind::Resource), &mut action.resources, scope);
        desk.parts(&mut action.also, scope, &[PartSort::Objective]);
        desk.markdown(&mut action.detail, scope);
        desk.continues(&mut action.continues, scope, &[PartSort::Action]);
        if let Some(aim) = &mut action.aim {
            desk.part(aim, scope, &[PartSort::Aim, PartSort::CrossAim]);
        }
        action.aim.take_if(|aim| !desk.shows_part(&aim.name));
    }
    own.actions.retain(|action| desk.keep(in_edition(&action.editions, desk.edition)));
    support(&mut own.support, scope, desk);
}

fn support(rows: &mut Vec<record::Support>, scope: Scope<'_>, desk: &mut Desk<'_>) {
    for row in rows.iter_mut() {
        if row.contacts.is_empty() && row.resources.is_empty() && row.text.is_none() {
            desk.faults.push(
                Diagnostic::new(
                    Code::MissingKey,
                    row.id.place.clone(),
                    "a support row needs `contacts`, `resources` or `text`",
                )
                .help("Say whom to ask or what to use."),
            );
        }
        desk.many(Sort::Thing(NameKind::Contact), &mut row.contacts, scope);
        desk.many(Sort::Thing(NameKind::Resource), &mut row.resources, scope);
    }
    rows.retain(|row| desk.keep(in_edition(&row.editions, desk.edition)));
}

impl Desk<'_> {
    /// Whether something stays; what goes is counted.
    fn keep(&mut self, shown: Shown) -> bool {
        match shown {
            Shown::Yes => return true,
            Shown::Later => self.left_out.later += 1,
            Shown::OtherEdition => self.left_out.edition += 1,
        }
        false
    }

    fn shows(&self, sort: Sort, name: &str) -> bool {
        self.names.known.get(&(sort, name.to_owned())).is_some_and(|shown| *shown == Shown::Yes)
    }

    fn shows_part(&self, name: &str) -> bool {
        self.shows(Sort::Thing(NameKind::Part), name)
    }

    /// Resolves a name; says whether it is shown. One that nothing has is a fault.
    fn one(&mut self, sort: Sort, reference: &mut Reference, scope: Scope<'_>) -> bool {
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

    fn maybe(&mut self, sort: Sort, reference: &mut Option<Reference>, scope: Scope<'_>) {
        if let Some(own) = reference
            && !self.one(sort, own, scope)
        {
            *reference = None;
        }
    }

    fn many(&mut self, sort: Sort, references: &mut Vec<Reference>, scope: Scope<'_>) {
        references.retain_mut(|reference| self.one(sort, reference, scope));
    }

    fn parts(&mut self, references: &mut Vec<Reference>, scope: Scope<'_>, wanted: &[PartSort]) {
        references.retain_mut(|reference| {
            self.part(reference, scope, wanted);
            self.shows_part(&reference.name)
        });
    }

    fn continues(&mut self, continues: &mut Option<Continues>, scope: Scope<'_>, wanted: &[PartSort]) {
        if let Some(continues) = continues {
            self.parts(&mut continues.names, scope, wanted);
        }
    }

    /// Makes the name of a plan's part full, and sees that it is of a sort that fits.
    fn part(&mut self, reference: &mut Reference, scope: Scope<'_>, wanted: &[PartSort]) {
        let Some(full) = self.full(&reference.name, &reference.place, scope) else { return };
        let Some(sorts) = self.names.parts.get(&full) else {
            return self.dangling(Sort::Thing(NameKind::Part), &reference.name, &reference.place, scope);
        };
        if !sorts.iter().any(|sort| wanted.contains(sort)) {
            let words: Vec<&str> = wanted.iter().map(|sort| word(*sort)).collect();
            let is = sorts.first().map_or("something else", |sort| word(*sort));
            let message = format!("`{}` is {is}; {} is needed here", reference.name, words.join(" or "));
            self.faults.push(Diagnostic::new(Code::Dangling, reference.place.clone(), message));
        }
        reference.name = full;
    }

    /// The full name that a short one stands for.
    fn full(&mut self, name: &str, place: &Place, scope: Scope<'_>) -> Option<String> {
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
            if self.names.parts.contains_key(&inside) {
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
        let prefix = scope.plan.map(|plan| format!("{plan}/")).unwrap_or_default();
        let mut known: Vec<&str> = (self.names.known.keys())
            .filter(|(own, _)| *own == sort)
            .map(|(_, name)| name.strip_prefix(&prefix).filter(|_| sort == Sort::Thing(NameKind::Part)).unwrap_or(name))
            .collect();
        known.sort_unstable();
        let what = match sort {
            Sort::Audience => "audience",
            Sort::Area => "area",
            Sort::Thing(NameKind::Part) => "objective, aim or action",
            Sort::Thing(kind) => NameKind::WORDS.iter().find(|(_, own)| *own == kind).map_or("thing", |(word, _)| word),
        };
        let mut fault = Diagnostic::new(Code::Dangling, place.clone(), format!("there is no {what} `{name}`"));
        fault.help = match nearest(name, known.iter().copied()) {
            Some(near) => Some(format!("Did you mean `{near}`?")),
            None if known.is_empty() => None,
            None => Some(format!("There are: {}.", known.iter().take(12).copied().collect::<Vec<_>>().join(", "))),
        };
        self.faults.push(fault);
    }

    fn markdown(&mut self, text: &mut Option<Markdown>, scope: Scope<'_>) {
        if let Some(text) = text {
            self.text(text, scope);
        }
    }

    fn text(&mut self, text: &mut Markdown, scope: Scope<'_>) {
        self.prose(&mut text.source, scope);
        text.translations.iter_mut().for_each(|(_, prose)| self.prose(prose, scope));
    }

    fn story(&mut self, story: &mut Story, scope: Scope<'_>) {
        self.prose(&mut story.source, scope);
        story.translations.iter_mut().for_each(|(_, prose)| self.prose(prose, scope));
    }

    /// Resolves the links by name in a text. A link to what is left out is a fault: the sentence
    /// around it was written for readers who can follow it.
    fn prose(&mut self, prose: &mut Prose, scope: Scope<'_>) {
        prose.change_lines(&mut |line| self.line(line, scope));
    }

    fn line(&mut self, line: &mut Vec<Inline>, scope: Scope<'_>) {
        for inline in line {
            match inline {
                Inline::Link { to: Target::Name { kind, name }, place, .. } => {
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
                    if let Some(Shown::OtherEdition | Shown::Later) = shown {
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
                Inline::Emphasis { text }
                | Inline::Strong { text }
                | Inline::Strike { text }
                | Inline::Link { text, .. } => {
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

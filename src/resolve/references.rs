//! References become full names, also in what is not shown; then what this edition or day leaves
//! out is dropped, with every reference to it.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Edition, Follows, LeftOut, Reference};
use crate::records;
use crate::resolve::collect::{Raw, RawPlan};
use crate::resolve::name_index::{Names, PartSort, Shown, Sort, dated, in_edition, plan_shown};
use crate::resolve::record_resolver::{Desk, Scope};
use crate::syntax::document::NameKind;

/// Settles everything.
pub fn settle(raw: &mut Raw, names: &Names, faults: &mut Vec<Diagnostic>) {
    let edition = raw.edition;
    let today = raw.today;
    let mut desk = Desk { names, edition, faults, left_out: LeftOut::default(), compared: 0 };
    site(raw, &mut desk);
    around(raw, &mut desk);
    for (id, plan) in &mut raw.plans {
        settle_plan(id, plan, &mut desk);
    }
    for update in &mut raw.updates {
        desk.one(Sort::Thing(NameKind::Plan), &mut update.record.plan, Scope::default());
        let plan = update.record.plan.name.clone();
        let shown = dated(update.record.published.value, today, &update.record.editions, edition);
        let shown = shown.below(names.shown(Sort::Thing(NameKind::Plan), &plan));
        let scope = Scope { plan: Some(&plan), ..Scope::default() }.inside(shown);
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
        desk.later("updates", &own.id, own.record.published.value, &own.record.editions, today);
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
    // Labels of other editions are theirs.
    let labels = &mut raw.site.editions;
    let all = [&mut labels.public, &mut labels.consultation, &mut labels.staff];
    for (label, (_, edition)) in all.into_iter().zip(Edition::WORDS) {
        label.take_if(|_| *edition != desk.edition);
    }
    raw.site.navigation.retain(|own| desk.keep(in_edition(&own.editions, desk.edition)));
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
        let scope = nowhere.inside(in_edition(&own.record.editions, edition));
        desk.markdown(&mut own.record.purpose, scope);
        desk.markdown(&mut own.record.join, scope);
        desk.many(Sort::Thing(NameKind::Date), &mut own.record.meetings, nowhere);
        // Where it is no group's id it is words.
        let group = Sort::Thing(NameKind::Group);
        own.record.accountable_to.take_if(|to| desk.names.shown(group, &to.source) != Shown::Yes);
        own.record.duties.retain(|duty| desk.keep(in_edition(&duty.editions, edition)));
        own.record.projects.retain(|project| desk.keep(in_edition(&project.editions, edition)));
        desk.story(&mut own.story, scope);
    }
    raw.groups.retain(|own| desk.keep(in_edition(&own.record.editions, edition)));
    for own in &mut raw.news {
        desk.maybe(contact, &mut own.record.contact, nowhere);
        let plan = own.record.plan.as_ref().map(|plan| plan.name.clone());
        desk.maybe(Sort::Thing(NameKind::Plan), &mut own.record.plan, nowhere);
        let scope = Scope { plan: plan.as_deref(), ..nowhere }.inside(dated(
            own.record.date.value,
            today,
            &own.record.editions,
            edition,
        ));
        own.record.notes.iter_mut().for_each(|note| desk.text(note, scope));
        desk.story(&mut own.story, scope);
    }
    raw.news.retain(|own| {
        desk.later("news", &own.id, own.record.date.value, &own.record.editions, today);
        desk.keep(dated(own.record.date.value, today, &own.record.editions, edition))
    });
    for own in &mut raw.pages {
        desk.maybe(contact, &mut own.record.contact, nowhere);
        let plan = own.record.plan.as_ref().map(|plan| plan.name.clone());
        desk.maybe(Sort::Thing(NameKind::Plan), &mut own.record.plan, nowhere);
        let scope = Scope { plan: plan.as_deref(), ..nowhere }.inside(in_edition(&own.record.editions, edition));
        own.record.notes.iter_mut().for_each(|note| desk.text(note, scope));
        desk.story(&mut own.story, scope);
    }
    raw.pages.retain(|own| desk.keep(in_edition(&own.record.editions, edition)));
}

fn settle_plan(id: &str, plan: &mut RawPlan, desk: &mut Desk<'_>) {
    let scope = Scope { plan: Some(id), ..Scope::default() }.inside(plan_shown(plan, desk.edition));
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
        desk.text(&mut theme.text, scope.inside(in_edition(&theme.editions, desk.edition)));
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
        desk.markdown(&mut aim.detail, scope.inside(in_edition(&aim.editions, desk.edition)));
        desk.continues(&mut aim.continues, scope, &[PartSort::CrossAim, PartSort::Aim, PartSort::Objective]);
    }
    own.aims.retain(|aim| desk.keep(in_edition(&aim.editions, desk.edition)));
    support(&mut own.support, scope, desk);
    for (objective, (record, story)) in &mut plan.objectives {
        let shown = in_edition(&record.editions, desk.edition);
        let scope = Scope { objective: Some(objective), ..scope }.inside(shown);
        desk.story(story, scope);
        settle_objective(record, scope, desk);
    }
    let edition = desk.edition;
    plan.objectives.retain(|_, (record, _)| desk.keep(in_edition(&record.editions, edition)));
}

fn settle_objective(own: &mut records::Objective, scope: Scope<'_>, desk: &mut Desk<'_>) {
    let contact = Sort::Thing(NameKind::Contact);
    desk.continues(&mut own.continues, scope, &[PartSort::Objective]);
    desk.maybe(contact, &mut own.lead, scope);
    for aim in &mut own.aims {
        desk.many(Sort::Audience, &mut aim.audiences, scope);
        desk.many(Sort::Area, &mut aim.areas, scope);
        desk.maybe(contact, &mut aim.lead, scope);
        desk.markdown(&mut aim.detail, scope.inside(in_edition(&aim.editions, desk.edition)));
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
        desk.markdown(&mut action.detail, scope.inside(in_edition(&action.editions, desk.edition)));
        desk.continues(&mut action.continues, scope, &[PartSort::Action]);
        if let Some(aim) = &mut action.aim {
            desk.part(aim, scope, &[PartSort::Aim, PartSort::CrossAim]);
        }
        action.aim.take_if(|aim| !desk.shows_part(&aim.name));
    }
    own.actions.retain(|action| desk.keep(in_edition(&action.editions, desk.edition)));
    support(&mut own.support, scope, desk);
}

fn support(rows: &mut Vec<records::Support>, scope: Scope<'_>, desk: &mut Desk<'_>) {
    for row in rows.iter_mut() {
        if row.contacts.is_empty() && row.resources.is_empty() && row.text.is_none() {
            desk.faults.push(
                Diagnostic::new(
                    Code::SupportEmpty,
                    row.id.place.clone(),
                    format!("the support row `{}` names nobody to ask and nothing to use", row.id.name),
                )
                .help("Add `contacts`, `resources` or a `text`."),
            );
        }
        desk.many(Sort::Thing(NameKind::Contact), &mut row.contacts, scope);
        desk.many(Sort::Thing(NameKind::Resource), &mut row.resources, scope);
    }
    rows.retain(|row| desk.keep(in_edition(&row.editions, desk.edition)));
}

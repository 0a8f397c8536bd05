//! Makes every reference a full name, also in records that are not shown, and drops what this edition
//! or day leaves out together with every reference to it.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Edition, Entities, Objective, Plan};
use crate::records::decode::Decode as _;
use crate::records::reference_visitor::ReferenceVisitor as _;
use crate::records::referents::Namespace;
use crate::resolve::name_index::{NameIndex, Shown, plan_shown};
use crate::resolve::reference_resolver::{ReferenceResolver, Scope};
use crate::syntax::document::NameKind;

/// Resolves every reference, and drops what the edition or the day leaves out.
pub fn resolve_references(entities: &mut Entities, names: &NameIndex, faults: &mut Vec<Diagnostic>) {
    entities.plans.iter().for_each(|plan| check_support(plan, faults));
    let mut resolver = ReferenceResolver::new(names, entities.edition, entities.today);
    drop_labels(entities);
    entities.site.visit_references(&mut resolver);
    entities.contacts.visit_references(&mut resolver);
    entities.parties.visit_references(&mut resolver);
    entities.resources.visit_references(&mut resolver);
    entities.glossary.visit_references(&mut resolver);
    entities.dates.visit_references(&mut resolver);
    entities
        .groups
        .retain_mut(|group| resolver.resolve_record(Scope::default(), &mut group.record, &mut [&mut group.story]));
    entities.news.retain_mut(|news| {
        resolver.remember_later_page("news", &news.id, &news.record);
        let scope = Scope::in_plan(news.record.plan.as_ref().map(|plan| &plan.name));
        resolver.resolve_record(scope, &mut news.record, &mut [&mut news.story])
    });
    entities.pages.retain_mut(|page| {
        let scope = Scope::in_plan(page.record.plan.as_ref().map(|plan| &plan.name));
        resolver.resolve_record(scope, &mut page.record, &mut [&mut page.story])
    });
    entities.plans.retain_mut(|plan| resolve_plan(plan, &mut resolver));
    entities.updates.retain_mut(|update| {
        resolver.remember_later_page("updates", &update.id, &update.record);
        let plan = &update.record.plan.name;
        let left_out = resolver.is_left_out(Namespace::Linked(NameKind::Plan), plan);
        let scope = Scope { left_out, ..Scope::in_plan(Some(plan)) };
        resolver.resolve_record(scope, &mut update.record, &mut [&mut update.story])
    });
    entities.left_out = resolver.left_out;
    faults.append(&mut resolver.faults);
}

/// Drops the labels of other editions, which must not appear in this one.
fn drop_labels(entities: &mut Entities) {
    let edition = entities.edition;
    let labels = &mut entities.site.editions;
    let all = [&mut labels.public, &mut labels.consultation, &mut labels.staff];
    for (label, (_, other)) in all.into_iter().zip(Edition::WORDS) {
        label.take_if(|_| *other != edition);
    }
}

fn resolve_plan(plan: &mut Plan, resolver: &mut ReferenceResolver<'_>) -> bool {
    let shown = plan_shown(plan, resolver.edition);
    let scope = Scope { plan: Some(plan.id.clone()), objective: None, left_out: shown != Shown::Yes };
    let stories = &mut [&mut plan.introduction, &mut plan.guide];
    let stays = resolver.resolve_record(scope.clone(), &mut plan.record, stories);
    if resolver.edition == Edition::Public {
        plan.record.consultation = None;
    }
    plan.objectives.retain_mut(|Objective { id, record, story, .. }| {
        // Only the staff edition has the work plan, whatever its `editions` say.
        if resolver.edition != Edition::Staff {
            for aim in &mut record.aims {
                resolver.left_out.edition += aim.work.len();
                aim.work.clear();
            }
        }
        let scope = Scope { objective: Some(id.clone()), ..scope.clone() };
        resolver.resolve_record(scope, record, &mut [story])
    });
    stays && resolver.keep(shown)
}

/// Reports support rows that name no contact, no resource and no text.
fn check_support(plan: &Plan, faults: &mut Vec<Diagnostic>) {
    let rows = plan.objectives.iter().flat_map(|objective| &objective.record.support);
    for row in plan.record.support.iter().chain(rows) {
        if row.contacts.is_empty() && row.resources.is_empty() && row.text.is_none() {
            let message = format!("the support row `{}` names nobody to ask and nothing to use", row.id.name);
            let fault = Diagnostic::new(Code::SupportEmpty, row.id.place.clone(), message);
            faults.push(fault.help("Add `contacts`, `resources` or a `text`."));
        }
    }
}

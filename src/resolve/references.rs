//! References become full names, also in what is not shown; then what this edition or day leaves
//! out is dropped, with every reference to it.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::Edition;
use crate::records::decode::Decode as _;
use crate::records::reference_visitor::{Namespace, ReferenceVisitor as _};
use crate::resolve::collect::{Raw, RawPlan};
use crate::resolve::name_index::{NameIndex, Shown, plan_shown};
use crate::resolve::reference_resolver::{ReferenceResolver, Scope};
use crate::syntax::document::NameKind;

/// Resolves every reference, and drops what the edition or the day leaves out.
pub fn resolve_references(raw: &mut Raw, names: &NameIndex, faults: &mut Vec<Diagnostic>) {
    raw.plans.values().for_each(|plan| check_support(plan, faults));
    let mut resolver = ReferenceResolver::new(names, raw.edition, raw.today);
    drop_labels(raw);
    raw.site.visit_references(&mut resolver);
    raw.contacts.visit_references(&mut resolver);
    raw.parties.visit_references(&mut resolver);
    raw.resources.visit_references(&mut resolver);
    raw.glossary.visit_references(&mut resolver);
    raw.dates.visit_references(&mut resolver);
    raw.groups
        .retain_mut(|group| resolver.resolve_record(Scope::default(), &mut group.record, &mut [&mut group.story]));
    raw.news.retain_mut(|news| {
        resolver.remember_later_page("news", &news.id, &news.record);
        let scope = Scope::in_plan(news.record.plan.as_ref().map(|plan| &plan.name));
        resolver.resolve_record(scope, &mut news.record, &mut [&mut news.story])
    });
    raw.pages.retain_mut(|page| {
        let scope = Scope::in_plan(page.record.plan.as_ref().map(|plan| &plan.name));
        resolver.resolve_record(scope, &mut page.record, &mut [&mut page.story])
    });
    raw.plans.retain(|id, plan| resolve_plan(id, plan, &mut resolver));
    raw.updates.retain_mut(|update| {
        resolver.remember_later_page("updates", &update.id, &update.record);
        let plan = &update.record.plan.name;
        let left_out = resolver.is_left_out(Namespace::Linked(NameKind::Plan), plan);
        let scope = Scope { left_out, ..Scope::in_plan(Some(plan)) };
        resolver.resolve_record(scope, &mut update.record, &mut [&mut update.story])
    });
    raw.left_out = resolver.left_out;
    faults.append(&mut resolver.faults);
}

/// Labels of other editions are theirs.
fn drop_labels(raw: &mut Raw) {
    let edition = raw.edition;
    let labels = &mut raw.site.editions;
    let all = [&mut labels.public, &mut labels.consultation, &mut labels.staff];
    for (label, (_, other)) in all.into_iter().zip(Edition::WORDS) {
        label.take_if(|_| *other != edition);
    }
}

fn resolve_plan(id: &str, plan: &mut RawPlan, resolver: &mut ReferenceResolver<'_>) -> bool {
    let shown = plan_shown(plan, resolver.edition);
    let scope = Scope { plan: Some(id.to_owned()), objective: None, left_out: shown != Shown::Yes };
    let stories = &mut [&mut plan.introduction, &mut plan.guide];
    let stays = resolver.resolve_record(scope.clone(), &mut plan.record, stories);
    if resolver.edition == Edition::Public {
        plan.record.consultation = None;
    }
    plan.objectives.retain(|id, (record, story)| {
        // The work plan is for staff by construction.
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

/// Notes support rows that help nobody.
fn check_support(plan: &RawPlan, faults: &mut Vec<Diagnostic>) {
    let rows = plan.objectives.values().flat_map(|(objective, _)| &objective.support);
    for row in plan.record.support.iter().chain(rows) {
        if row.contacts.is_empty() && row.resources.is_empty() && row.text.is_none() {
            let message = format!("the support row `{}` names nobody to ask and nothing to use", row.id.name);
            let fault = Diagnostic::new(Code::SupportEmpty, row.id.place.clone(), message);
            faults.push(fault.help("Add `contacts`, `resources` or a `text`."));
        }
    }
}

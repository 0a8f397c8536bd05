//! The actions of each guide, for the table in its folder, with which a local party can plan.

use crate::model::{Plan, Publication};
use crate::pages::data::actions::{ActionRow, action_rows};
use crate::pages::kinds::PageId;

/// The guides of a plan, each with the actions that it holds.
pub(crate) fn guides_with_actions<'a>(
    publication: &'a Publication,
    plan: &'a Plan,
) -> Vec<(PageId, Vec<ActionRow<'a>>)> {
    if plan.objectives.is_empty() {
        return Vec::new();
    }
    let all: Vec<ActionRow<'a>> = action_rows(publication, plan).collect();
    let mut guides = vec![(PageId::PlanGuide(plan.id.clone()), all.clone())];
    for objective in &plan.objectives {
        let name = format!("{}/{}", plan.id, objective.id);
        let serves = |row: &&ActionRow<'a>| {
            row.objective.id == objective.id || row.action.record.also.iter().any(|also| also.name == name)
        };
        let actions = all.iter().filter(serves).copied().collect();
        guides.push((PageId::ObjectiveGuide(plan.id.clone(), objective.id.clone()), actions));
    }
    for (id, party) in &publication.parties {
        let actions = all.iter().filter(|row| publication.is_for(&row.action.record, party)).copied().collect();
        guides.push((PageId::PartyGuide(plan.id.clone(), id.clone()), actions));
    }
    guides
}

//! Which objectives and aims continue others, from plan to plan.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Continues, Entities, Follows, Lineage, Name, Reference};

/// Fills in what objectives and aims continue, and collects the lineages.
pub fn connect_lineages(entities: &mut Entities, faults: &mut Vec<Diagnostic>) {
    let before = find_continued_objectives(entities);
    for plan in &mut entities.plans {
        for objective in &mut plan.objectives {
            objective.continues = before.get(&(plan.id.clone(), objective.id.clone())).cloned().unwrap_or_default();
        }
    }
    continue_aims(entities);
    let mut after: BTreeMap<(String, String), Vec<Name>> = BTreeMap::new();
    for ((plan, id), earlier) in &before {
        for name in earlier {
            let later = Name { plan: plan.clone(), part: id.clone(), item: None };
            after.entry((name.plan.clone(), name.part.clone())).or_default().push(later);
        }
    }
    for plan in &mut entities.plans {
        for objective in &mut plan.objectives {
            objective.continued_by = after.remove(&(plan.id.clone(), objective.id.clone())).unwrap_or_default();
        }
    }
    entities.lineages = collect_lineages(entities, &before);
    let mut seen = BTreeSet::new();
    for lineage in &entities.lineages {
        if seen.insert(lineage.id.clone()) {
            continue;
        }
        let Some((plan, id)) = lineage.members.last() else { continue };
        let place = entities.objective(plan, id).map(|objective| objective.record.at.clone()).unwrap_or_default();
        faults.push(
            Diagnostic::new(
                Code::DuplicateAddress,
                place,
                format!("two lineages would both stand at `/objectives/{}/`", lineage.id),
            )
            .help("Say with `continues:` that one carries on the other, or give one of the objectives another id."),
        );
    }
}

/// Finds what each objective continues: what its `continues` names, or else the objective with the same
/// id in the earlier plan.
fn find_continued_objectives(entities: &Entities) -> BTreeMap<(String, String), Vec<Name>> {
    let mut before = BTreeMap::new();
    for plan in &entities.plans {
        let earlier = match &plan.record.follows {
            Some(Follows::Plan(earlier)) => entities.plan(&earlier.name),
            _ => None,
        };
        for objective in &plan.objectives {
            let names = match &objective.record.continues {
                Some(continues) => continues.names.iter().filter_map(|reference| Name::read(&reference.name)).collect(),
                None => (earlier.iter())
                    .filter(|earlier| earlier.objectives.iter().any(|other| other.id == objective.id))
                    .map(|earlier| Name { plan: earlier.id.clone(), part: objective.id.clone(), item: None })
                    .collect::<Vec<_>>(),
            };
            before.insert((plan.id.clone(), objective.id.clone()), names);
        }
    }
    before
}

/// Lets an aim without `continues` continue the aims with its id in the objectives that its objective
/// continues.
fn continue_aims(entities: &mut Entities) {
    let ids: BTreeMap<(String, String), BTreeSet<String>> = (entities.plans.iter())
        .flat_map(|plan| plan.objectives.iter().map(move |objective| (plan, objective)))
        .map(|(plan, objective)| {
            (
                (plan.id.clone(), objective.id.clone()),
                objective.record.aims.iter().map(|aim| aim.id.name.clone()).collect(),
            )
        })
        .collect();
    for plan in &mut entities.plans {
        for objective in &mut plan.objectives {
            let earlier = objective.continues.clone();
            for aim in objective.record.aims.iter_mut().filter(|aim| aim.continues.is_none()) {
                let same = earlier.iter().filter(|name| {
                    ids.get(&(name.plan.clone(), name.part.clone())).is_some_and(|ids| ids.contains(&aim.id.name))
                });
                let names =
                    same.map(|name| Reference::new(format!("{name}/{}", aim.id.name), aim.id.place.clone())).collect();
                aim.continues = Some(Continues { names });
            }
        }
    }
}

/// The connected sets, each under the id of its earliest objective, in the order of the plans.
fn collect_lineages(entities: &Entities, before: &BTreeMap<(String, String), Vec<Name>>) -> Vec<Lineage> {
    // Latest plan first, as `plans` is ordered; a set takes the number of its first member.
    let all: Vec<(String, String)> = (entities.plans.iter())
        .flat_map(|plan| plan.objectives.iter().map(|objective| (plan.id.clone(), objective.id.clone())))
        .collect();
    let at: BTreeMap<&(String, String), usize> = all.iter().enumerate().map(|(at, key)| (key, at)).collect();
    let mut set: Vec<usize> = (0..all.len()).collect();
    let find = |set: &[usize], mut at: usize| {
        while set[at] != at {
            at = set[at];
        }
        at
    };
    for (key, names) in before {
        for name in names {
            let (Some(a), Some(b)) = (at.get(key), at.get(&(name.plan.clone(), name.part.clone()))) else { continue };
            let (a, b) = (find(&set, *a), find(&set, *b));
            set[a.max(b)] = a.min(b);
        }
    }
    let mut found: BTreeMap<usize, Vec<(String, String)>> = BTreeMap::new();
    for (number, key) in all.iter().enumerate() {
        found.entry(find(&set, number)).or_default().push(key.clone());
    }
    found
        .into_values()
        .map(|members| {
            let earliest = members.last().map(|(plan, _)| plan.as_str());
            let first = members.iter().find(|(plan, _)| Some(plan.as_str()) == earliest);
            Lineage { id: first.map(|(_, id)| id.clone()).unwrap_or_default(), members }
        })
        .collect()
}

//! Which records and texts each page shows.

use crate::model::Publication;
use crate::pages::kinds::{self, Route};

/// The paths below `content/`, without their endings, of what a page shows.
pub fn bases(route: &Route, publication: &Publication) -> Vec<String> {
    let plan = |id: &str| format!("plans/{id}/plan");
    let guide = |id: &str| format!("plans/{id}/guide");
    let objective = |plan: &str, id: &str| format!("plans/{plan}/objectives/{id}");
    let objectives = |id: &str| {
        let own = publication.plan(id).map(|plan| &plan.objectives);
        own.into_iter().flatten().map(|own| objective(id, &own.id)).collect::<Vec<_>>()
    };
    let current = || publication.current_plan().map(|own| own.id.clone());
    let all = |folder: &str, ids: Vec<&str>| ids.into_iter().map(|id| format!("{folder}/{id}")).collect::<Vec<_>>();
    match route {
        Route::Home => ["site".to_owned()].into_iter().chain(current().map(|id| plan(&id))).collect(),
        Route::Plans => publication.plans.iter().map(|own| plan(&own.id)).collect(),
        Route::Plan(id) => [plan(id)].into_iter().chain(objectives(id)).collect(),
        Route::Progress(id) => {
            let updates = publication.updates.iter().filter(|own| own.record.plan.name == *id);
            let updates = updates.map(|own| format!("updates/{}", own.id));
            [plan(id)].into_iter().chain(objectives(id)).chain(updates).collect()
        }
        Route::Objective(id, own) => vec![objective(id, own)],
        Route::PlanGuide(id) => [plan(id), guide(id)].into_iter().chain(objectives(id)).collect(),
        Route::ObjectiveGuide(id, own) => vec![guide(id), objective(id, own)],
        Route::PartyGuide(id, _) => {
            ["parties".to_owned(), plan(id), guide(id)].into_iter().chain(objectives(id)).collect()
        }
        Route::OurPlan => {
            let own = current().into_iter().flat_map(|id| [vec![plan(&id)], objectives(&id)].concat());
            ["parties".to_owned()].into_iter().chain(own).collect()
        }
        Route::Guides | Route::Shelf(_) | Route::PartyGuides(_) => {
            ["parties".to_owned()].into_iter().chain(current().map(|id| plan(&id))).collect()
        }
        Route::Lineages => publication.plans.iter().flat_map(|own| objectives(&own.id)).collect(),
        Route::Lineage(id) => {
            let own = publication.lineages.iter().find(|own| own.id == *id);
            let parts = own.into_iter().flat_map(|own| &own.members);
            parts.map(|(plan, id)| objective(plan, id)).collect()
        }
        Route::Updates => all("updates", publication.updates.iter().map(|own| own.id.as_str()).collect()),
        Route::Update(id) => vec![format!("updates/{id}")],
        Route::Groups => all("groups", publication.groups.iter().map(|own| own.id.as_str()).collect()),
        Route::Group(id) => vec![format!("groups/{id}")],
        Route::NewsIndex => all("news", publication.news.iter().map(|own| own.id.as_str()).collect()),
        Route::News(id) => vec![format!("news/{id}")],
        Route::Dates => vec!["dates".into()],
        Route::Contacts => vec!["contacts".into()],
        Route::Resources => vec!["resources".into()],
        Route::Glossary => vec!["glossary".into()],
        Route::Page(id) => vec![format!("pages/{id}")],
        Route::Search => {
            let others = kinds::routes(publication).into_iter().filter(|own| *own != Route::Search);
            others.flat_map(|own| bases(&own, publication)).collect()
        }
        Route::NotFound => Vec::new(),
    }
}

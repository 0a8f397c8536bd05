//! The files of the project that a page is made from.

use std::collections::BTreeSet;

use crate::address::{self, Route};
use crate::model::{Lang, Publication};
use crate::theme::DEFAULT;
use crate::tree::{Entry, Tree};

/// The files that give a page what it says, in its language, and its template where it has one of
/// that name; nothing where there is no page. What other pages lend it is left out.
#[must_use]
pub fn of(address: &str, template: Option<&str>, publication: &Publication, tree: &Tree) -> Vec<String> {
    let routes = address::routes(publication);
    let own = |lang: &Lang| {
        let route = routes.iter().find(|route| route.address(lang, publication) == address)?;
        Some((route.clone(), lang.clone()))
    };
    let Some((route, lang)) = publication.languages.iter().find_map(own) else { return Vec::new() };
    let source = lang == *publication.source_language();
    let edition = publication.edition.word();
    let mut files = BTreeSet::new();
    for base in bases(&route, publication) {
        let mut endings = vec![".yaml".to_owned(), ".md".to_owned(), format!(".{edition}.md")];
        if !source {
            endings.extend([format!(".{lang}.yaml"), format!(".{lang}.md"), format!(".{edition}.{lang}.md")]);
        }
        files.extend(endings.iter().map(|ending| format!("content/{base}{ending}")));
    }
    let theme = publication.site.theme.as_ref().map(|theme| theme.value.as_str());
    let template = template.filter(|name| !name.is_empty());
    let layers = theme.into_iter().chain([DEFAULT]);
    files.extend(layers.filter_map(|layer| template.map(|name| format!("themes/{layer}/templates/{name}"))));
    files.into_iter().filter(|path| matches!(tree.files.get(path), Some(Entry::Text(_)))).collect()
}

/// The paths below `content/`, without their endings, of what a page shows.
fn bases(route: &Route, publication: &Publication) -> Vec<String> {
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
        Route::Objective(id, own) => vec![objective(id, own)],
        Route::PlanGuide(id) => [plan(id), guide(id)].into_iter().chain(objectives(id)).collect(),
        Route::ObjectiveGuide(id, own) => vec![guide(id), objective(id, own)],
        Route::PartyGuide(id, _) => {
            ["parties".to_owned(), plan(id), guide(id)].into_iter().chain(objectives(id)).collect()
        }
        Route::Guides | Route::PartyGuides(_) => {
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
        Route::Search | Route::NotFound => Vec::new(),
    }
}

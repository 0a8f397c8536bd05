//! The table in each guide's folder: the actions of the guide, with names instead of ids, so that
//! a local party can plan with it.

use indexmap::IndexMap;

use crate::model::{Action, Category, Lang, Numbered, Objective, Plan, Publication, Reference, Referent};
use crate::pages::data::plain_text;
use crate::pages::data::tables::{Cell, Table, day, detail, season, url};
use crate::pages::kinds::Route;
use crate::pages::titles::ThemedPublication;

/// An action of a guide with the objective it stands under.
pub(crate) type Row<'a> = (&'a Objective, &'a Numbered<Action>);

/// The guides of a plan, each with the actions that it holds.
pub(crate) fn guides<'a>(publication: &'a Publication, plan: &'a Plan) -> Vec<(Route, Vec<Row<'a>>)> {
    if plan.objectives.is_empty() {
        return Vec::new();
    }
    let all: Vec<Row<'a>> = plan
        .objectives
        .iter()
        .flat_map(|objective| objective.actions.iter().map(move |action| (objective, action)))
        .collect();
    let mut guides = vec![(Route::PlanGuide(plan.id.clone()), all.clone())];
    for objective in &plan.objectives {
        let name = format!("{}/{}", plan.id, objective.id);
        let serves = |(own, action): &&Row<'a>| {
            own.id == objective.id || action.record.also.iter().any(|also| also.name == name)
        };
        let actions = all.iter().filter(serves).copied().collect();
        guides.push((Route::ObjectiveGuide(plan.id.clone(), objective.id.clone()), actions));
    }
    for (id, party) in &publication.parties {
        let actions = all.iter().filter(|(_, action)| publication.is_for(&action.record, party)).copied().collect();
        guides.push((Route::PartyGuide(plan.id.clone(), id.clone()), actions));
    }
    guides
}

/// The table of a guide.
pub(crate) fn table(publication: &ThemedPublication<'_>, plan: &Plan, actions: &[Row<'_>], lang: &Lang) -> Table {
    let head = vec![
        "number",
        "objective",
        "action",
        "detail",
        "for",
        "areas",
        "level",
        "season",
        "every",
        "by",
        "with",
        "ask",
        "use",
        "url",
    ];
    let rows = actions.iter().map(|(objective, action)| row(publication, plan, (objective, action), lang)).collect();
    Table { head, rows }
}

fn row(publication: &ThemedPublication<'_>, plan: &Plan, (objective, action): Row<'_>, lang: &Lang) -> Vec<Cell> {
    let record = &action.record;
    let role = |id: &str| publication.contacts.get(id).map(|contact| plain_text::words(&contact.role, lang));
    let resource = |id: &str| publication.resources.get(id).map(|resource| plain_text::words(&resource.title, lang));
    let audiences = &publication.site.audiences;
    vec![
        Cell::from(action.number.as_str()),
        plain_text::words(&objective.record.title, lang).into(),
        plain_text::words(&record.text, lang).into(),
        detail(publication, record.detail.as_ref(), lang),
        called(&record.audiences, |id| known(audiences, id, lang)),
        called(&record.areas, |id| known(&publication.site.areas, id, lang)),
        record.level.map(crate::model::Level::word).into(),
        season(record),
        record.every.map(crate::model::Cycle::word).into(),
        day(record.by.as_ref()),
        called(&record.with, |id| known(audiences, id, lang)),
        called(&record.ask, role),
        called(&record.resources, resource),
        url(publication, &Route::Objective(plan.id.clone(), objective.id.clone()), Some(&record.id.name), lang),
    ]
}

fn known<'a, K: Referent>(all: &'a IndexMap<String, Category<K>>, id: &str, lang: &Lang) -> Option<&'a str> {
    all.get(id).map(|one| plain_text::words(&one.name, lang))
}

/// What references are called, with a semicolon between.
fn called<'a, T>(references: &'a [Reference<T>], name: impl Fn(&str) -> Option<&'a str>) -> Cell {
    let names = references.iter().map(|reference| name(&reference.name).unwrap_or(&reference.name));
    names.collect::<Vec<_>>().join("; ").into()
}

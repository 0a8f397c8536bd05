//! The actions of a plan: in its table, in its JSON, and in the tables of guides.

use indexmap::IndexMap;

use crate::model::{Action, Category, Cycle, Level, Numbered, Objective, Plan, Publication, Reference, Referent};
use crate::pages::data::columns::{Column, Field, column, names};
use crate::pages::data::json_object::full_name;
use crate::pages::kinds::PageId;

/// An action with the objective that it is under.
#[derive(Clone, Copy)]
pub(crate) struct ActionRow<'a> {
    pub publication: &'a Publication,
    pub plan: &'a Plan,
    pub objective: &'a Objective,
    pub action: &'a Numbered<Action>,
}

/// Every action of a plan, in order.
pub(crate) fn action_rows<'a>(publication: &'a Publication, plan: &'a Plan) -> impl Iterator<Item = ActionRow<'a>> {
    plan.objectives.iter().flat_map(move |objective| {
        objective.actions.iter().map(move |action| ActionRow { publication, plan, objective, action })
    })
}

/// The columns of each list of actions, in its order.
pub(crate) struct ActionColumns<'a> {
    pub table: Vec<Column<'a, ActionRow<'a>>>,
    pub json: Vec<Column<'a, ActionRow<'a>>>,
    /// Those of a guide's table, which has titles in place of ids.
    pub guide: Vec<Column<'a, ActionRow<'a>>>,
}

pub(crate) fn action_columns<'a>() -> ActionColumns<'a> {
    let column = column::<ActionRow<'a>>;
    let plan = column("plan", |row| row.plan.id.as_str().into());
    let objective = column("objective", |row| row.objective.id.as_str().into());
    let objective_title = column("objective", |row| (&row.objective.record.title).into());
    let id = column("id", |row| row.action.record.id.name.as_str().into());
    let name = column("name", |row| full_name(row.plan, &row.objective.id, Some(&row.action.record.id.name)).into());
    let number = column("number", |row| row.action.number.as_str().into());
    let url = column("url", |row| {
        let route = PageId::Objective(row.plan.id.clone(), row.objective.id.clone());
        Field::Page(route, Some(&row.action.record.id.name))
    });
    let text = column("text", |row| (&row.action.record.text).into());
    let action = Column { name: "action", ..text };
    let detail = column("detail", |row| row.action.record.detail.as_ref().into());
    let audiences = column("for", |row| names(&row.action.record.audiences));
    let audience_names =
        column("for", |row| known_names(&row.action.record.audiences, &row.publication.site.audiences));
    let aim = column("aim", |row| row.action.record.aim.as_ref().into());
    let also = column("also", |row| names(&row.action.record.also));
    let level = column("level", |row| row.action.record.level.map(Level::word).into());
    let areas = column("areas", |row| names(&row.action.record.areas));
    let area_names = column("areas", |row| known_names(&row.action.record.areas, &row.publication.site.areas));
    let season =
        column("season", |row| Field::List(row.action.record.season.iter().map(|month| month.word().into()).collect()));
    let every = column("every", |row| row.action.record.every.map(Cycle::word).into());
    let by = column("by", |row| row.action.record.by.as_ref().map(|by| by.value.spelling()).into());
    let with = column("with", |row| names(&row.action.record.with));
    let with_names = column("with", |row| known_names(&row.action.record.with, &row.publication.site.audiences));
    let ask = column("ask", |row| names(&row.action.record.ask));
    let roles = column("ask", |row| {
        titles(&row.action.record.ask, |id| Some((&row.publication.contacts.get(id)?.role).into()))
    });
    let resources = column("use", |row| names(&row.action.record.resources));
    let resource_titles = column("use", |row| {
        titles(&row.action.record.resources, |id| Some((&row.publication.resources.get(id)?.title).into()))
    });
    let continues =
        column("continues", |row| names(row.action.record.continues.iter().flat_map(|continues| &continues.names)));
    ActionColumns {
        table: vec![
            plan, objective, number, id, text, detail, audiences, aim, also, level, areas, season, every, by, with,
            ask, resources, continues, url,
        ],
        json: vec![
            id, name, number, url, text, audiences, aim, also, level, areas, season, every, by, with, detail, ask,
            resources, continues,
        ],
        guide: vec![
            number,
            objective_title,
            action,
            detail,
            audience_names,
            area_names,
            level,
            season,
            every,
            by,
            with_names,
            roles,
            resource_titles,
            url,
        ],
    }
}

fn known_names<'a, K: Referent>(references: &'a [Reference<K>], known: &'a IndexMap<String, Category<K>>) -> Field<'a> {
    titles(references, |id| Some((&known.get(id)?.name).into()))
}

/// The titles of what references lead to; a name where nothing of that name is known.
fn titles<'a, T>(references: &'a [Reference<T>], title: impl Fn(&str) -> Option<Field<'a>>) -> Field<'a> {
    Field::List(references.iter().map(|reference| title(&reference.name).unwrap_or_else(|| reference.into())).collect())
}

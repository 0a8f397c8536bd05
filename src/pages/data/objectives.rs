//! The objectives and aims of a plan: their table and their JSON.

use crate::model::{Aim, CrossAim, Name, Objective, Plan, Work};
use crate::pages::data::actions::{ActionRow, action_columns};
use crate::pages::data::columns::{Column, Field, column, full_names, names, to_object};
use crate::pages::data::json_object::{
    JsonObject, date_spelling, full_name, optional_text_json, story_json, text_json,
};
use crate::pages::data::measures::{aim_measure_rows, measure_columns};
use crate::pages::data::support_sources::support_json;
use crate::pages::kinds::PageId;
use crate::pages::titles::ThemedPublication;

/// An objective or an aim of a plan.
#[derive(Clone, Copy)]
pub(crate) struct PartRow<'a> {
    pub publication: ThemedPublication<'a>,
    pub plan: &'a Plan,
    pub part: Part<'a>,
}

#[derive(Clone, Copy)]
pub(crate) enum Part<'a> {
    Objective(&'a Objective),
    /// An aim by its place in its objective, from 1.
    Aim(&'a Objective, usize, &'a Aim),
    CrossAim(&'a CrossAim),
}

/// Every objective of a plan, each with its aims, and the aims of the whole plan.
pub(crate) fn part_rows<'a>(publication: ThemedPublication<'a>, plan: &'a Plan) -> impl Iterator<Item = PartRow<'a>> {
    let objectives = plan
        .objectives
        .iter()
        .flat_map(|objective| std::iter::once(Part::Objective(objective)).chain(aims_of(objective)));
    let parts = objectives.chain(plan.record.aims.iter().map(Part::CrossAim));
    parts.map(move |part| PartRow { publication, plan, part })
}

fn aims_of(objective: &Objective) -> impl Iterator<Item = Part<'_>> {
    objective.record.aims.iter().zip(1..).map(move |(aim, number)| Part::Aim(objective, number, aim))
}

impl<'a> PartRow<'a> {
    fn id(&self) -> &'a str {
        match self.part {
            Part::Objective(objective) => &objective.id,
            Part::Aim(_, _, aim) => &aim.id.name,
            Part::CrossAim(aim) => &aim.id.name,
        }
    }

    fn objective(&self) -> Option<&'a Objective> {
        if let Part::Objective(objective) = self.part { Some(objective) } else { None }
    }

    fn aim(&self) -> Option<(&'a Objective, &'a Aim)> {
        if let Part::Aim(objective, _, aim) = self.part { Some((objective, aim)) } else { None }
    }

    fn name(&self) -> String {
        match self.part {
            Part::Aim(objective, _, aim) => full_name(self.plan, &objective.id, Some(&aim.id.name)),
            Part::Objective(_) | Part::CrossAim(_) => full_name(self.plan, self.id(), None),
        }
    }
}

/// The columns of each list of parts, in its order.
pub(crate) struct PartColumns<'a> {
    pub table: Vec<Column<'a, PartRow<'a>>>,
    pub objective: Vec<Column<'a, PartRow<'a>>>,
    pub aim: Vec<Column<'a, PartRow<'a>>>,
    pub cross_aim: Vec<Column<'a, PartRow<'a>>>,
}

pub(crate) fn part_columns<'a>() -> PartColumns<'a> {
    let column = column::<PartRow<'a>>;
    let plan = column("plan", |row| row.plan.id.as_str().into());
    let kind = column("kind", |row| match row.part {
        Part::Objective(_) => "objective".into(),
        Part::Aim(..) => "aim".into(),
        Part::CrossAim(_) => "cross-cutting-aim".into(),
    });
    let id = column("id", |row| row.id().into());
    let id_in_plan = column("id", |row| match row.part {
        Part::Aim(objective, _, aim) => format!("{}/{}", objective.id, aim.id.name).into(),
        Part::Objective(_) | Part::CrossAim(_) => row.id().into(),
    });
    let name = column("name", |row| row.name().into());
    let number = column("number", |row| match row.part {
        Part::Objective(objective) => Field::Count(objective.number),
        Part::Aim(objective, number, _) => format!("{}.{number}", objective.number).into(),
        Part::CrossAim(_) => Field::Empty,
    });
    let url = column("url", |row| {
        let url = |objective: &Objective| PageId::Objective(row.plan.id.clone(), objective.id.clone());
        match row.part {
            Part::Objective(part) => Field::Page(url(part), None),
            Part::Aim(part, _, aim) => Field::Page(url(part), Some(&aim.id.name)),
            Part::CrossAim(aim) => Field::Page(PageId::Plan(row.plan.id.clone()), Some(&aim.id.name)),
        }
    });
    let text = column("text", |row| match row.part {
        Part::Objective(objective) => (&objective.record.title).into(),
        Part::Aim(_, _, aim) => (&aim.text).into(),
        Part::CrossAim(aim) => (&aim.text).into(),
    });
    let title = Column { name: "title", ..text };
    let summary = column("summary", |row| match row.part {
        Part::Objective(objective) => objective.record.summary.as_ref().into(),
        Part::Aim(_, _, aim) => aim.detail.as_ref().into(),
        Part::CrossAim(aim) => aim.detail.as_ref().into(),
    });
    let detail = Column { name: "detail", ..summary };
    let audiences = column("for", |row| match row.part {
        Part::Objective(_) => Field::Empty,
        Part::Aim(_, _, aim) => names(&aim.audiences),
        Part::CrossAim(aim) => names(&aim.audiences),
    });
    let areas = column("areas", |row| match row.part {
        Part::Objective(_) => Field::Empty,
        Part::Aim(_, _, aim) => names(&aim.areas),
        Part::CrossAim(aim) => names(&aim.areas),
    });
    let serves = column("serves", |row| match row.part {
        Part::Objective(_) | Part::Aim(..) => Field::Empty,
        Part::CrossAim(aim) => names(&aim.serves),
    });
    let lead = column("lead", |row| match row.part {
        Part::Objective(objective) => objective.record.lead.as_ref().into(),
        Part::Aim(_, _, aim) => aim.lead.as_ref().into(),
        Part::CrossAim(_) => Field::Empty,
    });
    let continues = column("continues", |row| match row.part {
        Part::Objective(objective) => full_names(&objective.continues),
        Part::Aim(_, _, aim) => names(aim.continues.iter().flat_map(|continues| &continues.names)),
        Part::CrossAim(aim) => names(aim.continues.iter().flat_map(|continues| &continues.names)),
    });
    let all_continues = column("continues", |row| {
        row.aim().map(|(objective, aim)| continued_aims(&row.publication, objective, aim)).into()
    });
    let status = column("status", |row| status_json(&row.publication, row.plan, &row.name()).into());
    let short = column("short", |row| row.objective().and_then(|objective| objective.record.short.as_ref()).into());
    let story = column("text", |row| {
        row.objective().and_then(|objective| story_json(&objective.story, &row.publication)).map(Field::Json).into()
    });
    let continued_by =
        column("continued_by", |row| row.objective().map(|objective| full_names(&objective.continued_by)).into());
    let aims = column("aims", |row| {
        let columns = part_columns().aim;
        let aims = row.objective().into_iter().flat_map(aims_of);
        Field::List(aims.map(|part| to_object(&columns, &PartRow { part, ..*row }, &row.publication).into()).collect())
    });
    let actions = column("actions", |row| {
        let columns = action_columns().json;
        let (publication, plan) = (row.publication, row.plan);
        let actions = row.objective().into_iter().flat_map(|objective| {
            objective.actions.iter().map(move |action| ActionRow {
                publication: publication.publication,
                plan,
                objective,
                action,
            })
        });
        Field::List(actions.map(|action| to_object(&columns, &action, &publication).into()).collect())
    });
    let support = column("support", |row| {
        let rows = row.objective().into_iter().flat_map(|objective| &objective.record.support);
        Field::List(rows.map(|support| support_json(&row.publication, support).into()).collect())
    });
    let measures = column("measures", |row| {
        let columns = measure_columns().json;
        let (publication, plan) = (row.publication, row.plan);
        let measures =
            row.aim().into_iter().flat_map(|(objective, aim)| aim_measure_rows(publication, plan, objective, aim));
        Field::List(measures.map(|measure| to_object(&columns, &measure, &publication).into()).collect())
    });
    let work = column("work", |row| {
        let rows = row.aim().into_iter().flat_map(|(_, aim)| &aim.work);
        Field::List(rows.map(|work| work_json(&row.publication, work).into()).collect())
    });
    PartColumns {
        table: vec![plan, kind, number, id_in_plan, text, summary, audiences, areas, serves, lead, continues, url],
        objective: vec![
            id,
            name,
            number,
            url,
            title,
            short,
            summary,
            story,
            continues,
            continued_by,
            lead,
            status,
            aims,
            actions,
            support,
        ],
        aim: vec![id, name, number, url, text, audiences, areas, lead, detail, all_continues, status, measures, work],
        cross_aim: vec![id, name, url, text, serves, areas, audiences, detail, continues, status],
    }
}

/// What an aim continues: what it says, or else the aims of the same id in what its objective
/// continues.
fn continued_aims<'a>(publication: &ThemedPublication<'_>, objective: &Objective, aim: &'a Aim) -> Field<'a> {
    if let Some(continues) = &aim.continues {
        return names(&continues.names);
    }
    let has_aim = |name: &&Name| {
        let earlier = publication.objective(&name.plan, &name.part);
        earlier.is_some_and(|earlier| earlier.record.aims.iter().any(|other| other.id.name == aim.id.name))
    };
    let aims = objective.continues.iter().filter(has_aim);
    Field::List(aims.map(|name| format!("{name}/{}", aim.id.name).into()).collect())
}

/// The latest status of a part.
fn status_json(publication: &ThemedPublication<'_>, plan: &Plan, name: &str) -> Option<JsonObject> {
    let mut updates = publication.updates.iter().filter(|update| update.record.plan.name == plan.id);
    let (update, status) = updates.find_map(|update| Some((update, update.record.status.get(name)?)))?;
    let object = JsonObject::default()
        .put("state", status.state.word())
        .maybe("note", optional_text_json(status.note.as_ref(), publication))
        .put("update", update.id.as_str())
        .put("published", update.record.published.value.spelling());
    Some(object)
}

fn work_json(publication: &ThemedPublication<'_>, work: &Work) -> JsonObject {
    JsonObject::default()
        .put("id", work.id.name.as_str())
        .put("task", text_json(&work.task, publication))
        .maybe("owner", optional_text_json(work.owner.as_ref(), publication))
        .maybe("due", date_spelling(work.due.as_ref()))
        .maybe("done", work.done)
}

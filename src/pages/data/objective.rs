//! An objective in `plan.json`, with its aims, measures, actions and support.

use crate::model::{
    Action, Aim, Baseline, Cycle, Level, Measure, Name, Numbered, Objective, Plan, Publication, Support, Target, Trend,
    Work,
};
use crate::pages::data::json_object::{Facts, date, forms, full, markdown_of, names, number, story, text, text_of};
use crate::pages::data::measures::{MeasureAt, due, meant, readings};
use crate::pages::data::plan::place;
use crate::pages::kinds::Route;
use crate::pages::titles::ThemedPublication;
use serde_json::Value;

pub(crate) fn objective(publication: &ThemedPublication<'_>, plan: &Plan, objective: &Objective) -> Facts {
    let record = &objective.record;
    let aims = record.aims.iter().zip(1_usize..);
    let name = full(plan, &objective.id, None);
    Facts::default()
        .put("id", objective.id.as_str())
        .put("name", name.as_str())
        .put("number", objective.number)
        .put("url", place(publication, &Route::Objective(plan.id.clone(), objective.id.clone()), None))
        .put("title", text(&record.title, publication))
        .maybe("short", text_of(record.short.as_ref(), publication))
        .maybe("summary", text_of(record.summary.as_ref(), publication))
        .maybe("text", story(&objective.story, publication))
        .list("continues", objective.continues.iter().map(Name::to_string))
        .list("continued_by", objective.continued_by.iter().map(Name::to_string))
        .maybe("lead", record.lead.as_ref().map(|lead| lead.name.as_str()))
        .maybe("status", status(publication, plan, &name))
        .list("aims", aims.map(|(own, number)| aim(publication, (plan, objective), own, number)))
        .list("actions", objective.actions.iter().map(|own| action(publication, (plan, objective), own)))
        .list("support", record.support.iter().map(|own| support(publication, own)))
}

fn aim(publication: &ThemedPublication<'_>, (plan, objective): (&Plan, &Objective), aim: &Aim, number: usize) -> Facts {
    let id = aim.id.name.as_str();
    let route = Route::Objective(plan.id.clone(), objective.id.clone());
    let name = full(plan, &objective.id, Some(id));
    let measures = aim.all_measures().map(|(id, measure)| MeasureAt { objective, aim, id, measure });
    Facts::default()
        .put("id", id)
        .put("name", name.as_str())
        .put("number", format!("{}.{number}", objective.number))
        .put("url", place(publication, &route, Some(id)))
        .put("text", text(&aim.text, publication))
        .list("for", names(&aim.audiences))
        .list("areas", names(&aim.areas))
        .maybe("lead", aim.lead.as_ref().map(|lead| lead.name.as_str()))
        .maybe("detail", markdown_of(aim.detail.as_ref(), publication))
        .list("continues", carried_on(publication, objective, aim))
        .maybe("status", status(publication, plan, &name))
        .list("measures", measures.map(|own| measure(publication, plan, &own)))
        .list("work", aim.work.iter().map(|own| work(publication, own)))
}

/// What an aim carries on: what it says, or else the aims of the same id in what its objective
/// carries on.
fn carried_on(publication: &Publication, objective: &Objective, aim: &Aim) -> Vec<String> {
    if let Some(continues) = &aim.continues {
        return names(&continues.names).into_iter().map(str::to_owned).collect();
    }
    let has = |name: &&Name| {
        let earlier = publication.objective(&name.plan, &name.part);
        earlier.is_some_and(|earlier| earlier.record.aims.iter().any(|own| own.id.name == aim.id.name))
    };
    objective.continues.iter().filter(has).map(|name| format!("{name}/{}", aim.id.name)).collect()
}

/// The latest judgement of how something is going.
pub(crate) fn status(publication: &Publication, plan: &Plan, name: &str) -> Option<Facts> {
    let mut of_plan = publication.updates.iter().filter(|update| update.record.plan.name == plan.id);
    let (update, status) = of_plan.find_map(|update| Some((update, update.record.status.get(name)?)))?;
    let facts = Facts::default()
        .put("state", status.state.word())
        .maybe("note", text_of(status.note.as_ref(), publication))
        .put("update", update.id.as_str())
        .put("published", update.record.published.value.spelling());
    Some(facts)
}

fn measure(publication: &Publication, plan: &Plan, at: &MeasureAt<'_>) -> Facts {
    let own = full(plan, &at.objective.id, Some(at.id));
    let measure: &Measure = meant(publication, at.measure);
    let same = at.measure.same_as.as_ref().map(|same| same.name.as_str());
    let known = readings(publication, same.unwrap_or(&own)).into_iter().map(|reading| {
        Facts::default()
            .put("date", reading.date.value.spelling())
            .put("value", number(reading.value.0))
            .maybe("note", text_of(reading.note.as_ref(), publication))
    });
    let facts = Facts::default()
        .put("id", at.id)
        .put("name", own.as_str())
        .maybe("same_as", same)
        .maybe("what", text_of(measure.what.as_ref(), publication))
        .maybe("unit", measure.unit.as_ref().map(|unit| forms(unit, publication)))
        .maybe("area", measure.area.as_ref().map(|area| area.name.as_str()))
        .maybe("baseline", measure.baseline.as_ref().map(baseline))
        .maybe("target", measure.target.as_ref().map(|own| target(plan, own)))
        .maybe("source", text_of(measure.source.as_ref(), publication));
    facts.list("readings", known)
}

fn baseline(baseline: &Baseline) -> Value {
    match baseline {
        Baseline::NotGiven => "not-given".into(),
        Baseline::Given(start) => {
            Facts::default().put("value", number(start.value.0)).put("date", start.date.value.spelling()).into()
        }
    }
}

/// A target with the day by which it holds, the plan's end where nothing is said.
fn target(plan: &Plan, target: &Target) -> Facts {
    Facts::default()
        .maybe("from", target.from.map(|value| number(value.0)))
        .maybe("to", target.to.map(|value| number(value.0)))
        .maybe("at_least", target.at_least.map(|value| number(value.0)))
        .maybe("at_most", target.at_most.map(|value| number(value.0)))
        .maybe("value", target.value.map(|value| number(value.0)))
        .maybe("each", target.each.map(Cycle::word))
        .maybe("times", target.times.map(|value| number(value.0)))
        .maybe("go", target.go.map(Trend::word))
        .maybe("by", due(plan, target.by.as_ref()))
        .maybe("within", target.within)
}

fn work(publication: &Publication, work: &Work) -> Facts {
    Facts::default()
        .put("id", work.id.name.as_str())
        .put("task", text(&work.task, publication))
        .maybe("owner", text_of(work.owner.as_ref(), publication))
        .maybe("due", date(work.due.as_ref()))
        .maybe("done", work.done)
}

fn action(
    publication: &ThemedPublication<'_>,
    (plan, objective): (&Plan, &Objective),
    action: &Numbered<Action>,
) -> Facts {
    let record = &action.record;
    let id = record.id.name.as_str();
    let route = Route::Objective(plan.id.clone(), objective.id.clone());
    Facts::default()
        .put("id", id)
        .put("name", full(plan, &objective.id, Some(id)))
        .put("number", action.number.as_str())
        .put("url", place(publication, &route, Some(id)))
        .put("text", text(&record.text, publication))
        .list("for", names(&record.audiences))
        .maybe("aim", record.aim.as_ref().map(|aim| aim.name.as_str()))
        .list("also", names(&record.also))
        .maybe("level", record.level.map(Level::word))
        .list("areas", names(&record.areas))
        .list("season", record.season.iter().map(|month| month.word()))
        .maybe("every", record.every.map(Cycle::word))
        .maybe("by", date(record.by.as_ref()))
        .list("with", names(&record.with))
        .maybe("detail", markdown_of(record.detail.as_ref(), publication))
        .list("ask", names(&record.ask))
        .list("use", names(&record.resources))
        .list("continues", record.continues.iter().flat_map(|continues| names(&continues.names)))
}

pub(crate) fn support(publication: &Publication, support: &Support) -> Facts {
    Facts::default()
        .put("id", support.id.name.as_str())
        .put("topic", text(&support.topic, publication))
        .list("contacts", names(&support.contacts))
        .list("resources", names(&support.resources))
        .maybe("text", text_of(support.text.as_ref(), publication))
}

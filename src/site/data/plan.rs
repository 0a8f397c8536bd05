//! `plan.json`: the whole plan as open data.
//!
//! Keys stand in a fixed order, are those of the content model, and are absent where nothing is
//! said. Texts are `{en, cy}` with the languages that hold them; texts with structure are plain
//! text. Names are full (`2025-27/elect/councillors`), dates as precise as they are known, and
//! addresses absolute. Whatever the edition leaves out is not here, nor is the day of the build.

use std::collections::BTreeSet;

use serde_json::Value;

use super::facts::{Facts, date, forms, full, markdown, markdown_of, names, number, story, text, text_of};
use super::tables::{MeasureAt, due, meant, readings};
use super::{absolute, plain};
use crate::address::{self, Route};
use crate::model::record::{Period, Reports, WordsUsed};
use crate::model::{
    Action, Aim, Baseline, Consultation, Contact, CrossAim, Follows, GuideFacts, Level, Measure, Name, Numbered,
    Objective, Plan, Publication, Reference, Resource, Support, Target, Theme, Work,
};
use crate::model::{Cycle, Trend};

/// The version of the shape of `plan.json`; it changes when a key changes its meaning.
const FORMAT: u8 = 1;

/// The whole plan.
pub(super) fn make(publication: &Publication, plan: &Plan) -> Value {
    let record = &plan.record;
    let say = |own| text_of(own, publication);
    let people = Asked::of(plan);
    Facts::default()
        .put("format", FORMAT)
        .put("id", plan.id.as_str())
        .put("url", place(publication, &Route::Plan(plan.id.clone()), None))
        .put("edition", publication.edition.word())
        .list("languages", publication.languages.iter().map(ToString::to_string))
        .put("publisher", publisher(publication))
        .maybe("notice", markdown_of(publication.site.notice.as_ref(), publication))
        .put("title", text(&record.title, publication))
        .maybe("summary", say(record.summary.as_ref()))
        .maybe("period", record.period.as_ref().map(period))
        .maybe("adopted", date(record.adopted.as_ref()))
        .maybe("by", say(record.by.as_ref()))
        .maybe("published", date(record.published.as_ref()))
        .maybe("updated", date(record.updated.as_ref()))
        .maybe("parent", record.parent.as_ref().map(|parent| parent.name.as_str()))
        .maybe("follows", record.follows.as_ref().map(|follows| earlier(publication, follows)))
        .maybe("followed_by", plan.successor.as_deref())
        .maybe("review", date(record.review.as_ref()))
        .maybe("reports", record.reports.as_ref().map(|own| reports(publication, own)))
        .maybe("introduction", story(&plan.introduction, publication))
        .maybe("mission", markdown_of(record.mission.as_ref(), publication))
        .maybe("vision", markdown_of(record.vision.as_ref(), publication))
        .list("values", record.values.iter().map(|own| theme(publication, own)))
        .object("words", words_used(publication, &record.words))
        .list("objectives", plan.objectives.iter().map(|own| objective(publication, plan, own)))
        .list("aims", record.aims.iter().map(|own| cross_aim(publication, plan, own)))
        .list("themes", record.themes.iter().map(|own| theme(publication, own)))
        .list("support", record.support.iter().map(|own| support(publication, own)))
        .maybe("contact", record.contact.as_ref().map(|contact| contact.name.as_str()))
        .object("guide", guide(publication, &record.guide))
        .maybe("consultation", record.consultation.as_ref().map(|own| consultation(publication, own)))
        .object("contacts", people.contacts(publication))
        .object("resources", people.resources(publication))
        .into()
}

fn place(publication: &Publication, route: &Route, anchor: Option<&str>) -> String {
    absolute(publication, &address::link(route, anchor, publication.source_language(), publication))
}

fn publisher(publication: &Publication) -> Facts {
    let organisation = &publication.site.organisation;
    Facts::default()
        .put("name", text(&organisation.name, publication))
        .maybe("acronym", text_of(organisation.acronym.as_ref(), publication))
        .maybe("about", markdown_of(organisation.about.as_ref(), publication))
        .put("url", place(publication, &Route::Home, None))
}

fn period(period: &Period) -> Facts {
    Facts::default().put("start", period.start.value.spelling()).put("end", period.end.value.spelling())
}

fn earlier(publication: &Publication, follows: &Follows) -> Value {
    match follows {
        Follows::Plan(plan) => Facts::default().put("id", plan.name.as_str()).into(),
        Follows::Elsewhere(plan) => Facts::default()
            .put("title", text(&plan.title, publication))
            .maybe("period", plan.period.as_ref().map(period))
            .into(),
    }
}

fn reports(publication: &Publication, reports: &Reports) -> Facts {
    Facts::default()
        .put("every", reports.every.word())
        .maybe("by", text_of(reports.by.as_ref(), publication))
        .maybe("to", text_of(reports.to.as_ref(), publication))
        .maybe("public", reports.public)
}

fn theme(publication: &Publication, theme: &Theme) -> Facts {
    Facts::default()
        .put("id", theme.id.name.as_str())
        .maybe("title", text_of(theme.title.as_ref(), publication))
        .put("text", markdown(&theme.text, publication))
}

fn words_used(publication: &Publication, words: &WordsUsed) -> Facts {
    let all = [
        ("objective", &words.objective),
        ("aim", &words.aim),
        ("cross_aim", &words.cross_aim),
        ("action", &words.action),
        ("measure", &words.measure),
        ("theme", &words.theme),
        ("guide", &words.guide),
    ];
    let one = |facts: Facts, (key, words): (&str, &Option<_>)| {
        facts.maybe(key, words.as_ref().map(|words| forms(words, publication)))
    };
    all.into_iter().fold(Facts::default(), one)
}

fn objective(publication: &Publication, plan: &Plan, objective: &Objective) -> Facts {
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

fn aim(publication: &Publication, (plan, objective): (&Plan, &Objective), aim: &Aim, number: usize) -> Facts {
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
fn status(publication: &Publication, plan: &Plan, name: &str) -> Option<Facts> {
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

fn action(publication: &Publication, (plan, objective): (&Plan, &Objective), action: &Numbered<Action>) -> Facts {
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

fn support(publication: &Publication, support: &Support) -> Facts {
    Facts::default()
        .put("id", support.id.name.as_str())
        .put("topic", text(&support.topic, publication))
        .list("contacts", names(&support.contacts))
        .list("resources", names(&support.resources))
        .maybe("text", text_of(support.text.as_ref(), publication))
}

fn cross_aim(publication: &Publication, plan: &Plan, aim: &CrossAim) -> Facts {
    let id = aim.id.name.as_str();
    Facts::default()
        .put("id", id)
        .put("name", full(plan, id, None))
        .put("url", place(publication, &Route::Plan(plan.id.clone()), Some(id)))
        .put("text", text(&aim.text, publication))
        .list("serves", names(&aim.serves))
        .list("areas", names(&aim.areas))
        .list("for", names(&aim.audiences))
        .maybe("detail", markdown_of(aim.detail.as_ref(), publication))
        .list("continues", aim.continues.iter().flat_map(|continues| names(&continues.names)))
        .maybe("status", status(publication, plan, &full(plan, id, None)))
}

fn guide(publication: &Publication, guide: &GuideFacts) -> Facts {
    Facts::default()
        .maybe("from", text_of(guide.from.as_ref(), publication))
        .maybe("readers", text_of(guide.readers.as_ref(), publication))
        .maybe("published", date(guide.published.as_ref()))
        .maybe("updated", date(guide.updated.as_ref()))
        .maybe("return_to", guide.return_to.as_ref().map(|contact| contact.name.as_str()))
}

fn consultation(publication: &Publication, consultation: &Consultation) -> Facts {
    let day = |reference: Option<&Reference>| {
        let date = publication.date(&reference?.name)?;
        Some(Facts::default().put("id", date.id.name.as_str()).put("date", date.date.value.spelling()))
    };
    let questions = consultation.questions.iter().map(|question| {
        Facts::default().put("id", question.id.name.as_str()).put("text", text(&question.text, publication))
    });
    Facts::default()
        .maybe("opens", day(consultation.opens.as_ref()))
        .maybe("closes", day(consultation.closes.as_ref()))
        .maybe("respond", text_of(consultation.respond.as_ref(), publication))
        .maybe("late", text_of(consultation.late.as_ref(), publication))
        .list("questions", questions)
}

/// The contacts and resources that a plan names.
#[derive(Default)]
struct Asked<'a> {
    contacts: BTreeSet<&'a str>,
    resources: BTreeSet<&'a str>,
}

impl<'a> Asked<'a> {
    fn of(plan: &'a Plan) -> Self {
        let record = &plan.record;
        let mut asked = Self::default();
        asked.contacts.extend(record.contact.iter().chain(&record.guide.return_to).map(|one| one.name.as_str()));
        asked.support(&record.support);
        for objective in &plan.objectives {
            asked.support(&objective.record.support);
            asked.contacts.extend(objective.record.lead.iter().map(|lead| lead.name.as_str()));
            asked.contacts.extend(
                objective.record.aims.iter().filter_map(|aim| aim.lead.as_ref()).map(|lead| lead.name.as_str()),
            );
            for action in &objective.actions {
                asked.contacts.extend(names(&action.record.ask));
                asked.resources.extend(names(&action.record.resources));
            }
        }
        asked
    }

    fn support(&mut self, rows: &'a [Support]) {
        for row in rows {
            self.contacts.extend(names(&row.contacts));
            self.resources.extend(names(&row.resources));
        }
    }

    /// Their records, in the order of the file, with those to use instead.
    fn contacts(&self, publication: &Publication) -> Facts {
        let via = self.contacts.iter().filter_map(|id| publication.contacts.get(*id)?.via.as_ref());
        let all: BTreeSet<&str> = via.map(|via| via.name.as_str()).chain(self.contacts.iter().copied()).collect();
        let named = publication.contacts.iter().filter(|(id, _)| all.contains(id.as_str()));
        named.fold(Facts::default(), |facts, (id, own)| facts.put(id, contact(publication, own)))
    }

    fn resources(&self, publication: &Publication) -> Facts {
        let named = publication.resources.iter().filter(|(id, _)| self.resources.contains(id.as_str()));
        named.fold(Facts::default(), |facts, (id, own)| facts.put(id, resource(publication, own)))
    }
}

fn contact(publication: &Publication, contact: &Contact) -> Facts {
    Facts::default()
        .put("role", text(&contact.role, publication))
        .maybe("name", contact.name.as_ref().map(|name| plain::words(name, publication.source_language())))
        .maybe("email", contact.email.as_ref().map(|email| email.value.0.as_str()))
        .maybe("phone", contact.phone.as_ref().map(|phone| phone.value.as_str()))
        .maybe("url", contact.url.as_ref().map(|url| url.value.0.as_str()))
        .maybe("via", contact.via.as_ref().map(|via| via.name.as_str()))
        .list("areas", names(&contact.areas))
        .maybe("checked", date(contact.checked.as_ref()))
        .maybe("until", date(contact.until.as_ref()))
}

fn resource(publication: &Publication, resource: &Resource) -> Facts {
    let file = resource.file.as_ref().map(|file| absolute(publication, &format!("/files/{}", file.value)));
    Facts::default()
        .put("title", text(&resource.title, publication))
        .maybe("url", resource.url.as_ref().map(|url| url.value.0.clone()).or(file))
        .maybe("where", text_of(resource.location.as_ref(), publication))
        .maybe("kind", text_of(resource.kind.as_ref(), publication))
        .maybe("lang", resource.lang.as_ref().map(|lang| lang.value.to_string()))
        .maybe("publisher", text_of(resource.publisher.as_ref(), publication))
}

//! `plan.json`: the whole plan as open data.
//!
//! Keys stand in a fixed order, are those of the content model, and are absent where nothing is
//! said. Texts are `{en, cy}` with the languages that hold them; texts with structure are plain
//! text. Names are full (`2025-27/elect/councillors`), dates as precise as they are known, and
//! addresses absolute. Whatever the edition leaves out is not here, nor is the day of the build.

use serde_json::Value;

use crate::model::{Consultation, Follows, GuideFacts, Plan, Publication, Reference, Theme};
use crate::pages::data::columns::to_object;
use crate::pages::data::json_object::{JsonObject, date, forms, markdown, markdown_of, story, text, text_of};
use crate::pages::data::objectives::{Part, PartRow, part_columns};
use crate::pages::data::support_sources::{Asked, support_json};
use crate::pages::data::urls::full_url;
use crate::pages::kinds::{self, Route};
use crate::records::{Period, Reports, WordsUsed};

/// The version of the shape of `plan.json`; it changes when a key changes its meaning.
const FORMAT: u8 = 1;

/// The whole plan.
pub(crate) fn make(publication: &Publication, plan: &Plan) -> Value {
    let record = &plan.record;
    let say = |own| text_of(own, publication);
    let people = Asked::of(plan);
    let columns = part_columns();
    let part = |part, columns: &[_]| to_object(columns, &PartRow { publication, plan, part }, publication);
    JsonObject::default()
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
        .list("objectives", plan.objectives.iter().map(|own| part(Part::Objective(own), &columns.objective)))
        .list("aims", record.aims.iter().map(|own| part(Part::CrossAim(own), &columns.cross_aim)))
        .list("themes", record.themes.iter().map(|own| theme(publication, own)))
        .list("support", record.support.iter().map(|own| support_json(publication, own)))
        .maybe("contact", record.contact.as_ref().map(|contact| contact.name.as_str()))
        .object("guide", guide(publication, &record.guide))
        .maybe("consultation", record.consultation.as_ref().map(|own| consultation(publication, own)))
        .object("contacts", people.contacts(publication))
        .object("resources", people.resources(publication))
        .into()
}

/// Where a thing stands in the sources' language, as the world knows it.
pub(crate) fn place(publication: &Publication, route: &Route, anchor: Option<&str>) -> String {
    full_url(publication, &kinds::link(route, anchor, publication.source_language(), publication))
}

fn publisher(publication: &Publication) -> JsonObject {
    let organisation = &publication.site.organisation;
    JsonObject::default()
        .put("name", text(&organisation.name, publication))
        .maybe("acronym", text_of(organisation.acronym.as_ref(), publication))
        .maybe("about", markdown_of(organisation.about.as_ref(), publication))
        .put("url", place(publication, &Route::Home, None))
}

fn period(period: &Period) -> JsonObject {
    JsonObject::default().put("start", period.start.value.spelling()).put("end", period.end.value.spelling())
}

fn earlier(publication: &Publication, follows: &Follows) -> Value {
    match follows {
        Follows::Plan(plan) => JsonObject::default().put("id", plan.name.as_str()).into(),
        Follows::Elsewhere(plan) => JsonObject::default()
            .put("title", text(&plan.title, publication))
            .maybe("period", plan.period.as_ref().map(period))
            .into(),
    }
}

fn reports(publication: &Publication, reports: &Reports) -> JsonObject {
    JsonObject::default()
        .put("every", reports.every.word())
        .maybe("by", text_of(reports.by.as_ref(), publication))
        .maybe("to", text_of(reports.to.as_ref(), publication))
        .maybe("public", reports.public)
}

fn theme(publication: &Publication, theme: &Theme) -> JsonObject {
    JsonObject::default()
        .put("id", theme.id.name.as_str())
        .maybe("title", text_of(theme.title.as_ref(), publication))
        .put("text", markdown(&theme.text, publication))
}

fn words_used(publication: &Publication, words: &WordsUsed) -> JsonObject {
    let all = [
        ("objective", &words.objective),
        ("aim", &words.aim),
        ("cross_aim", &words.cross_aim),
        ("action", &words.action),
        ("measure", &words.measure),
        ("theme", &words.theme),
        ("guide", &words.guide),
    ];
    let one = |object: JsonObject, (key, words): (&str, &Option<_>)| {
        object.maybe(key, words.as_ref().map(|words| forms(words, publication)))
    };
    all.into_iter().fold(JsonObject::default(), one)
}

fn guide(publication: &Publication, guide: &GuideFacts) -> JsonObject {
    JsonObject::default()
        .maybe("from", text_of(guide.from.as_ref(), publication))
        .maybe("readers", text_of(guide.readers.as_ref(), publication))
        .maybe("published", date(guide.published.as_ref()))
        .maybe("updated", date(guide.updated.as_ref()))
        .maybe("return_to", guide.return_to.as_ref().map(|contact| contact.name.as_str()))
}

fn consultation(publication: &Publication, consultation: &Consultation) -> JsonObject {
    let day = |reference: Option<&Reference>| {
        let date = publication.date(&reference?.name)?;
        Some(JsonObject::default().put("id", date.id.name.as_str()).put("date", date.date.value.spelling()))
    };
    let questions = consultation.questions.iter().map(|question| {
        JsonObject::default().put("id", question.id.name.as_str()).put("text", text(&question.text, publication))
    });
    JsonObject::default()
        .maybe("opens", day(consultation.opens.as_ref()))
        .maybe("closes", day(consultation.closes.as_ref()))
        .maybe("respond", text_of(consultation.respond.as_ref(), publication))
        .maybe("late", text_of(consultation.late.as_ref(), publication))
        .list("questions", questions)
}

//! `plan.json`: the whole plan as open data.
//!
//! Keys stand in a fixed order, are those of the content model, and are absent where nothing is
//! said. Texts are `{en, cy}` with the languages that hold them; texts with structure are plain
//! text. Names are full (`2025-27/elect/councillors`), dates as precise as they are known, and
//! addresses absolute. Whatever the edition leaves out is not here, nor is the day of the build.

use serde_json::Value;

use crate::model::{Consultation, Follows, GuideFacts, Plan, Reference, Theme, to};
use crate::pages::data::columns::to_object;
use crate::pages::data::json_object::{
    JsonObject, date_spelling, forms_json, markdown_json, optional_markdown_json, optional_text_json, story_json,
    text_json,
};
use crate::pages::data::objectives::{Part, PartRow, part_columns};
use crate::pages::data::support_sources::{SupportSources, support_json};
use crate::pages::data::urls::full_url;
use crate::pages::kinds::{self, PageId};
use crate::pages::titles::ThemedPublication;
use crate::records::{Period, Reports, WordsUsed};

/// The version of the shape of `plan.json`; it changes when a key changes its meaning.
const FORMAT: u8 = 1;

/// The whole plan.
pub(crate) fn plan_json(publication: &ThemedPublication<'_>, plan: &Plan) -> Value {
    let record = &plan.record;
    let text_if_any = |text| optional_text_json(text, publication);
    let sources = SupportSources::new(plan);
    let columns = part_columns();
    let part =
        |part, columns: &[_]| to_object(columns, &PartRow { publication: *publication, plan, part }, publication);
    JsonObject::default()
        .put("format", FORMAT)
        .put("id", plan.id.as_str())
        .put("url", page_url(publication, &PageId::Plan(plan.id.clone()), None))
        .put("edition", publication.edition.word())
        .list("languages", publication.languages.iter().map(ToString::to_string))
        .put("publisher", publisher_json(publication))
        .maybe("notice", optional_markdown_json(publication.site.notice.as_ref(), publication))
        .put("title", text_json(&record.title, publication))
        .maybe("summary", text_if_any(record.summary.as_ref()))
        .maybe("period", record.period.as_ref().map(period_json))
        .maybe("adopted", date_spelling(record.adopted.as_ref()))
        .maybe("by", text_if_any(record.by.as_ref()))
        .maybe("published", date_spelling(record.published.as_ref()))
        .maybe("updated", date_spelling(record.updated.as_ref()))
        .maybe("parent", record.parent.as_ref().map(|parent| parent.name.as_str()))
        .maybe("follows", record.follows.as_ref().map(|follows| earlier_plan_json(publication, follows)))
        .maybe("followed_by", plan.successor.as_deref())
        .maybe("review", date_spelling(record.review.as_ref()))
        .maybe("reports", record.reports.as_ref().map(|reports| reports_json(publication, reports)))
        .maybe("introduction", story_json(&plan.introduction, publication))
        .maybe("mission", optional_markdown_json(record.mission.as_ref(), publication))
        .maybe("vision", optional_markdown_json(record.vision.as_ref(), publication))
        .list("values", record.values.iter().map(|theme| theme_json(publication, theme)))
        .object("words", words_json(publication, &record.words))
        .list(
            "objectives",
            plan.objectives.iter().map(|objective| part(Part::Objective(objective), &columns.objective)),
        )
        .list("aims", record.aims.iter().map(|aim| part(Part::CrossAim(aim), &columns.cross_aim)))
        .list("themes", record.themes.iter().map(|theme| theme_json(publication, theme)))
        .list("support", record.support.iter().map(|support| support_json(publication, support)))
        .maybe("contact", record.contact.as_ref().map(|contact| contact.name.as_str()))
        .object("guide", guide_json(publication, &record.guide))
        .maybe(
            "consultation",
            record.consultation.as_ref().map(|consultation| consultation_json(publication, consultation)),
        )
        .object("contacts", sources.contacts_json(publication))
        .object("resources", sources.resources_json(publication))
        .into()
}

/// The full URL of a page in the sources' language.
pub(crate) fn page_url(publication: &ThemedPublication<'_>, route: &PageId, anchor: Option<&str>) -> String {
    full_url(publication, &kinds::link(route, anchor, publication.source_language(), publication))
}

fn publisher_json(publication: &ThemedPublication<'_>) -> JsonObject {
    let organisation = &publication.site.organisation;
    JsonObject::default()
        .put("name", text_json(&organisation.name, publication))
        .maybe("acronym", optional_text_json(organisation.acronym.as_ref(), publication))
        .maybe("about", optional_markdown_json(organisation.about.as_ref(), publication))
        .put("url", page_url(publication, &PageId::Home, None))
}

fn period_json(period: &Period) -> JsonObject {
    JsonObject::default().put("start", period.start.value.spelling()).put("end", period.end.value.spelling())
}

fn earlier_plan_json(publication: &ThemedPublication<'_>, follows: &Follows) -> Value {
    match follows {
        Follows::Plan(plan) => JsonObject::default().put("id", plan.name.as_str()).into(),
        Follows::Elsewhere(plan) => JsonObject::default()
            .put("title", text_json(&plan.title, publication))
            .maybe("period", plan.period.as_ref().map(period_json))
            .into(),
    }
}

fn reports_json(publication: &ThemedPublication<'_>, reports: &Reports) -> JsonObject {
    JsonObject::default()
        .put("every", reports.every.word())
        .maybe("by", optional_text_json(reports.by.as_ref(), publication))
        .maybe("to", optional_text_json(reports.to.as_ref(), publication))
        .maybe("public", reports.public)
}

fn theme_json(publication: &ThemedPublication<'_>, theme: &Theme) -> JsonObject {
    JsonObject::default()
        .put("id", theme.id.name.as_str())
        .maybe("title", optional_text_json(theme.title.as_ref(), publication))
        .put("text", markdown_json(&theme.text, publication))
}

fn words_json(publication: &ThemedPublication<'_>, words: &WordsUsed) -> JsonObject {
    let all = [
        ("objective", &words.objective),
        ("aim", &words.aim),
        ("cross_aim", &words.cross_aim),
        ("action", &words.action),
        ("measure", &words.measure),
        ("theme", &words.theme),
        ("guide", &words.guide),
    ];
    let add = |object: JsonObject, (key, words): (&str, &Option<_>)| {
        object.maybe(key, words.as_ref().map(|words| forms_json(words, publication)))
    };
    all.into_iter().fold(JsonObject::default(), add)
}

fn guide_json(publication: &ThemedPublication<'_>, guide: &GuideFacts) -> JsonObject {
    JsonObject::default()
        .maybe("from", optional_text_json(guide.from.as_ref(), publication))
        .maybe("readers", optional_text_json(guide.readers.as_ref(), publication))
        .maybe("published", date_spelling(guide.published.as_ref()))
        .maybe("updated", date_spelling(guide.updated.as_ref()))
        .maybe("return_to", guide.return_to.as_ref().map(|contact| contact.name.as_str()))
}

fn consultation_json(publication: &ThemedPublication<'_>, consultation: &Consultation) -> JsonObject {
    let day = |reference: Option<&Reference<to::KeyDate>>| {
        let date = publication.date(&reference?.name)?;
        Some(JsonObject::default().put("id", date.id.name.as_str()).put("date", date.date.value.spelling()))
    };
    let questions = consultation.questions.iter().map(|question| {
        JsonObject::default().put("id", question.id.name.as_str()).put("text", text_json(&question.text, publication))
    });
    JsonObject::default()
        .maybe("opens", day(consultation.opens.as_ref()))
        .maybe("closes", day(consultation.closes.as_ref()))
        .maybe("respond", optional_text_json(consultation.respond.as_ref(), publication))
        .maybe("late", optional_text_json(consultation.late.as_ref(), publication))
        .list("questions", questions)
}

//! A plan's page.

use std::collections::BTreeSet;

use crate::model::{Contact, Follows, Plan, Support, Theme};
use crate::pages::components::consultation;
use crate::pages::components::date_status::{banner, standing};
use crate::pages::components::objectives_diagram;
use crate::pages::kinds::Route;
use crate::pages::page_context::{Made, Reader, Title};
use crate::pages::view::{
    Ask, Body, Book, CrossAimView, Fact, Link, ObjectiveCard, PlanView, SupportRow, ThemeView, Value, View, Words,
};
use crate::pages::{data, guides, objective, unique_anchors};
use crate::syntax::document::Prose;

/// The page.
pub fn plan(reader: &Reader<'_>, id: &str, texts: &mut Vec<Prose>) -> Option<Made> {
    let view = view(reader, reader.publication.plan(id)?, texts);
    Some((Title { words: view.title.clone(), about: view.summary.clone() }, View::Plan(Box::new(view))))
}

/// The whole plan, to be printed.
pub fn book(reader: &Reader<'_>, id: &str, texts: &mut Vec<Prose>) -> Option<Book> {
    let plan = reader.publication.plan(id)?;
    let own = view(reader, plan, texts);
    let objectives = plan.objectives.iter().map(|own| objective::view(reader, plan, own, texts)).collect();
    let asked = guides::asked(reader, plan, &|_| true, &[]);
    Some(Book { plan: own, objectives, asked })
}

/// What its page shows.
fn view(reader: &Reader<'_>, plan: &Plan, texts: &mut Vec<Prose>) -> PlanView {
    let publication = reader.publication;
    let record = &plan.record;
    let title = reader.words(&record.title);
    let objectives = cards(reader, plan);
    let count = |list: usize| f64::from(u32::try_from(list).unwrap_or(u32::MAX));
    let mut taken: BTreeSet<String> = record.aims.iter().map(|aim| aim.id.name.clone()).collect();
    PlanView {
        summary: reader.maybe(record.summary.as_ref()),
        banner: banner(reader, plan),
        facts: facts(reader, plan),
        introduction: reader.story(&plan.introduction, texts),
        mission: reader.markdown(record.mission.as_ref(), texts),
        vision: reader.markdown(record.vision.as_ref(), texts),
        values: record.values.iter().map(|own| theme(reader, own, &mut taken, texts)).collect(),
        themes: record.themes.iter().map(|own| theme(reader, own, &mut taken, texts)).collect(),
        objectives_title: reader.form(record.words.objective.as_ref(), "objectives", count(objectives.len())),
        diagram: objectives_diagram::diagram(&title, &objectives),
        objectives,
        cross_title: reader.form(record.words.cross_aim.as_ref(), "cross-aims", count(record.aims.len())),
        cross_aims: record.aims.iter().map(|aim| cross_aim(reader, aim, texts)).collect(),
        guide: guide_link(reader, plan),
        dates: (publication.dates.iter())
            // They stand in its timetable.
            .filter(|_| record.consultation.is_none())
            .filter(|date| date.plan.as_ref().is_some_and(|own| own.name == plan.id))
            .map(|date| reader.date_view(date))
            .collect(),
        support: reader.support(&record.support),
        consultation: consultation::consultation(reader, plan),
        files: data::plan_files(publication, plan, reader.lang)
            .into_iter()
            .map(|(kind, address)| Link {
                address,
                words: Words::own(reader.say(&format!("site-file-{}", kind.key()))),
            })
            .collect(),
        printed: guides::printed(reader, &Route::Plan(plan.id.clone())),
        title,
    }
}

/// A plan's objectives in short.
pub fn cards(reader: &Reader<'_>, plan: &Plan) -> Vec<ObjectiveCard> {
    (plan.objectives.iter())
        .map(|objective| {
            let link = reader.objective_link(&plan.id, objective);
            let count = |key: &str, number: usize| (number > 0).then(|| reader.count(key, number));
            let counts =
                [count("site-aims", objective.record.aims.len()), count("site-actions", objective.actions.len())];
            ObjectiveCard {
                number: objective.number,
                short: objective::short(reader, objective).unwrap_or_else(|| link.words.clone()),
                link,
                summary: reader.maybe(objective.record.summary.as_ref()),
                counts: counts.into_iter().flatten().collect(),
                guide: reader.link(
                    &Route::ObjectiveGuide(plan.id.clone(), objective.id.clone()),
                    Words::own(reader.say("site-guide")),
                ),
            }
        })
        .collect()
}

/// The link to a plan's guide, where it has one.
pub fn guide_link(reader: &Reader<'_>, plan: &Plan) -> Option<Link> {
    let there = !plan.objectives.is_empty();
    there.then(|| reader.link(&Route::PlanGuide(plan.id.clone()), Words::own(reader.say("site-guide-to-plan"))))
}

fn facts(reader: &Reader<'_>, plan: &Plan) -> Vec<Fact> {
    let record = &plan.record;
    let date = |date: &Option<crate::model::At<crate::model::Date>>| date.as_ref().map(|date| date.value);
    let standing = standing(reader, plan).map(|standing| [Words::own(standing.period), Words::own(standing.words)]);
    let agreed = match (&record.adopted, &record.by) {
        (Some(adopted), Some(by)) => {
            let by = reader.words(by);
            let text = reader
                .say_with("site-agreed-by", &[("date", &reader.locale.date(adopted.value, None)), ("by", &by.text)]);
            reader.fact("site-agreed", [Words { text, lang: by.lang }])
        }
        _ => reader.dated("site-agreed", date(&record.adopted)),
    };
    let parent = record.parent.as_ref().and_then(|parent| reader.publication.plan(&parent.name));
    let facts = [
        reader.fact("site-period-label", standing.into_iter().flatten()),
        agreed,
        reader.dated("site-published", date(&record.published)),
        reader.dated("site-updated", date(&record.updated)),
        parent.and_then(|parent| reader.links("site-part-of", [reader.plan_link(parent)])),
        follows(reader, plan),
        reader.dated("site-review", date(&record.review)),
        reports(reader, plan),
        (!plan.objectives.is_empty()).then(|| progress_link(reader, plan)).flatten(),
        record
            .contact
            .as_ref()
            .and_then(|contact| reader.contact_link(&contact.name))
            .and_then(|link| reader.links("site-contact", [link])),
    ];
    facts.into_iter().flatten().collect()
}

fn progress_link(reader: &Reader<'_>, plan: &Plan) -> Option<Fact> {
    let words = Words::own(reader.say("site-progress-link"));
    reader.links("site-how-it-is-going", [reader.link(&Route::Progress(plan.id.clone()), words)])
}

fn follows(reader: &Reader<'_>, plan: &Plan) -> Option<Fact> {
    match plan.record.follows.as_ref()? {
        Follows::Plan(earlier) => {
            reader.links("site-follows", [reader.plan_link(reader.publication.plan(&earlier.name)?)])
        }
        Follows::Elsewhere(earlier) => {
            let title = reader.words(&earlier.title);
            let text = reader.say_with("site-not-published-here", &[("title", &title.text)]);
            reader.fact("site-follows", [Words { text, lang: title.lang }])
        }
    }
}

/// Who reports, to whom, how often, and when the next report is due.
pub fn reports(reader: &Reader<'_>, plan: &Plan) -> Option<Fact> {
    let reports = plan.record.reports.as_ref()?;
    let mut lines = vec![Words::own(reader.say(&format!("site-reports-{}", reports.every.word())))];
    for (key, who) in [("site-reports-by", &reports.by), ("site-reports-to", &reports.to)] {
        if let Some(who) = reader.maybe(who.as_ref()) {
            lines.push(Words { text: reader.say_with(key, &[("who", &who.text)]), lang: who.lang });
        }
    }
    if reports.public == Some(false) {
        lines.push(Words::own(reader.say("site-reports-not-public")));
    }
    if let Some(next) = plan.next_report {
        lines.push(Words::own(reader.say_with("site-next-report", &[("date", &reader.locale.day(next))])));
    }
    reader.fact("site-reports", lines)
}

fn theme(reader: &Reader<'_>, own: &Theme, taken: &mut BTreeSet<String>, texts: &mut Vec<Prose>) -> ThemeView {
    ThemeView {
        id: unique_anchors::free(&own.id.name, taken),
        title: reader.maybe(own.title.as_ref()),
        text: reader.markdown(Some(&own.text), texts),
    }
}

fn cross_aim(reader: &Reader<'_>, aim: &crate::model::CrossAim, texts: &mut Vec<Prose>) -> CrossAimView {
    let continues = aim.continues.iter().flat_map(|own| &own.names).filter_map(|own| reader.part(&own.name));
    let facts = [
        reader.links("site-serves", aim.serves.iter().filter_map(|own| reader.part(&own.name))),
        reader.fact("site-areas", reader.areas(&aim.areas)),
        reader.fact("site-for", reader.audiences(&aim.audiences)),
        reader.links("site-continues", continues),
    ];
    let detail: Option<Body> = reader.markdown(aim.detail.as_ref(), texts);
    CrossAimView {
        id: aim.id.name.clone(),
        once: unique_anchors::once(&aim.aliases),
        text: reader.words(&aim.text),
        facts: facts.into_iter().flatten().collect(),
        detail,
    }
}

impl Reader<'_> {
    /// The table "for help with / ask".
    pub fn support(&self, rows: &[Support]) -> Vec<SupportRow> {
        rows.iter()
            .map(|row| SupportRow {
                id: row.id.name.clone(),
                topic: self.words(&row.topic),
                contacts: row
                    .contacts
                    .iter()
                    .filter_map(|own| self.publication.contacts.get(&own.name))
                    .map(|own| self.ask(own))
                    .collect(),
                resources: row.resources.iter().filter_map(|own| self.resource(&own.name)).collect(),
                text: self.maybe(row.text.as_ref()),
            })
            .collect()
    }

    /// A contact with a way to reach it: its own address, or that of the contact it names.
    pub fn ask(&self, contact: &Contact) -> Ask {
        let way = self.publication.contacts.get(&contact.id.name).map_or(contact, |own| self.way(own));
        let other = way.id.name != contact.id.name;
        Ask {
            link: Link { address: self.anchored(&Route::Contacts, &contact.id.name), words: self.words(&contact.role) },
            via: other.then(|| self.words(&way.role)),
            email: way.email.as_ref().map(|email| email.0.clone()),
            phone: way.phone.as_ref().map(|phone| phone.value.clone()),
            url: way.url.as_ref().map(|url| url.0.clone()),
        }
    }

    /// A link to a contact.
    pub fn contact_link(&self, id: &str) -> Option<Link> {
        let contact = self.publication.contacts.get(id)?;
        Some(Link { address: self.anchored(&Route::Contacts, id), words: self.words(&contact.role) })
    }

    /// A link to a resource, which leads to its entry in the list.
    pub fn resource(&self, id: &str) -> Option<Value> {
        let own = self.publication.resources.get(id)?;
        Some(Value { words: self.words(&own.title), address: Some(self.anchored(&Route::Resources, id)) })
    }
}

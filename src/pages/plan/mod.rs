//! The page of a plan.

use std::collections::BTreeSet;

use serde_json::json;

use crate::model::{Contact, Follows, Lang, Plan, Publication, Support, Theme};
use crate::pages::components::date_status::{banner, standing};
use crate::pages::components::{consultation, objectives_diagram};
use crate::pages::kinds::{Form, PageId};
use crate::pages::page_context::{PageContent, Reader, Title};
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject};
use crate::pages::search::SearchGroup;
use crate::pages::structured_data::{Describer, Thing, add, spell_date, thing};
use crate::pages::view::{
    Ask, Body, Book, CrossAimView, Fact, FileLink, Link, MediaType, ObjectiveCard, PlanView, SearchEntry, SupportRow,
    ThemeView, Value, View, Words,
};
use crate::pages::{data, guide_parts, objective, unique_anchors};
use crate::syntax::document::Prose;

mod search_entries;

pub(crate) struct PlanPage<'a> {
    pub plan: &'a str,
}

impl PageKind for PlanPage<'_> {
    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        if *parent != PageId::Plans {
            return Vec::new();
        }
        publication.plans.iter().map(|plan| PageId::Plan(plan.id.clone())).collect()
    }

    fn exists(&self, publication: &Publication) -> bool {
        publication.plan(self.plan).is_some()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}{}/", self.plan)
    }

    fn subject<'p>(&self, publication: &'p Publication) -> Subject<'p> {
        let plan = publication.plan(self.plan);
        let changed = plan.and_then(|plan| plan.record.updated.as_ref().or(plan.record.published.as_ref()));
        Subject { changed, ..Subject::of_plan(self.plan, publication) }
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        let Some(plan) = publication.plan(self.plan) else { return Anchors::default() };
        let record = &plan.record;
        let themes = record.values.iter().chain(&record.themes).map(|theme| &theme.id);
        let anchors = Anchors::of_ids(record.aims.iter().map(|aim| &aim.id).chain(themes));
        Anchors { story: Some(&plan.introduction), ..anchors }
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        Location::below(reader, &PageId::Plans, "site-plans", PageId::Plan(self.plan.to_owned()))
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        std::iter::once(source_path(self.plan)).chain(objective::source_paths(self.plan, publication)).collect()
    }

    fn printed_forms(&self, _lang: &Lang, publication: &Publication) -> &'static [Form] {
        let plan = publication.plan(self.plan);
        // There is enough to print: its objectives, or how it is consulted on.
        let is_printed = |plan: &Plan| !plan.objectives.is_empty() || plan.record.consultation.is_some();
        if plan.is_some_and(is_printed) { &[Form::Plan] } else { &[] }
    }

    fn content(&self, reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Option<PageContent> {
        let view = make_view(reader, reader.publication.plan(self.plan)?, texts);
        Some((Title { words: view.title.clone(), about: view.summary.clone() }, View::Plan(Box::new(view))))
    }

    fn alternates<'v>(&self, view: &'v View) -> Vec<(MediaType, &'v Link)> {
        let View::Plan(view) = view else { return Vec::new() };
        let printed = view.printed.iter().map(|link| (MediaType::Pdf, link));
        printed.chain(view.files.iter().map(|file| (file.media_type, &file.link))).collect()
    }

    fn structured_data(&self, describer: &Describer<'_>, view: &View) -> Vec<Thing> {
        let publication = describer.reader.publication;
        let (Some(plan), View::Plan(view)) = (publication.plan(self.plan), view) else { return Vec::new() };
        let record = &plan.record;
        let mut work = describer.describe_work("Report");
        let published = record.published.as_ref().or(record.adopted.as_ref());
        add(&mut work, "datePublished", published.and_then(|date| spell_date(date.value)));
        add(&mut work, "dateModified", record.updated.as_ref().and_then(|date| spell_date(date.value)));
        let period = record.period.as_ref();
        let period =
            period.and_then(|period| Some(format!("{}/{}", period.start.first_day()?, period.end.last_day()?)));
        add(&mut work, "temporalCoverage", period);
        let objectives = view.objectives.iter().map(|objective| {
            let name = json!(objective.link.words.text);
            let url = json!(describer.full_url(&objective.link.address));
            thing("CreativeWork", [("name", name), ("url", url), ("position", json!(objective.number))])
        });
        let objectives: Vec<Thing> = objectives.collect();
        add(&mut work, "hasPart", (!objectives.is_empty()).then_some(objectives));
        describer.add_picture(&mut work);
        describer.add_printed_forms(&mut work);
        vec![work]
    }

    fn search_entries(&self, group: SearchGroup, reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        let plan = reader.publication.plan(self.plan).filter(|_| group == SearchGroup::Plans);
        plan.map(|plan| search_entries::find_plan(reader, plan, texts)).into_iter().collect()
    }
}

/// The path of a plan's files.
pub fn source_path(plan: &str) -> String {
    format!("plans/{plan}/plan")
}

/// The whole plan, to be printed.
pub fn make_book(reader: &Reader<'_>, plan: &Plan, texts: &mut Vec<Prose>) -> Book {
    let view = make_view(reader, plan, texts);
    let objectives =
        plan.objectives.iter().map(|objective| objective::make_view(reader, plan, objective, texts)).collect();
    let asked = guide_parts::list_contacts_to_ask(reader, plan, &|_| true, &[]);
    Book { plan: view, objectives, asked }
}

/// What its page shows.
fn make_view(reader: &Reader<'_>, plan: &Plan, texts: &mut Vec<Prose>) -> PlanView {
    let publication = reader.publication;
    let record = &plan.record;
    let title = reader.words(&record.title);
    let objectives = make_objective_cards(reader, plan);
    let count = |list: usize| f64::from(u32::try_from(list).unwrap_or(u32::MAX));
    let mut taken: BTreeSet<String> = record.aims.iter().map(|aim| aim.id.name.clone()).collect();
    PlanView {
        summary: reader.maybe(record.summary.as_ref()),
        banner: banner(reader, plan),
        facts: list_facts(reader, plan),
        introduction: reader.story(&plan.introduction, texts),
        mission: reader.markdown(record.mission.as_ref(), texts),
        vision: reader.markdown(record.vision.as_ref(), texts),
        values: record.values.iter().map(|value| make_theme(reader, value, &mut taken, texts)).collect(),
        themes: record.themes.iter().map(|theme| make_theme(reader, theme, &mut taken, texts)).collect(),
        objectives_title: reader.form(record.words.objective.as_ref(), "objectives", count(objectives.len())),
        diagram: objectives_diagram::draw_objectives(&title, &objectives),
        objectives,
        cross_title: reader.form(record.words.cross_aim.as_ref(), "cross-aims", count(record.aims.len())),
        cross_aims: record.aims.iter().map(|aim| make_cross_aim(reader, aim, texts)).collect(),
        guide: guide_parts::link_guide(reader, plan),
        dates: (publication.dates.iter())
            // They stand in its timetable.
            .filter(|_| record.consultation.is_none())
            .filter(|date| date.plan.as_ref().is_some_and(|reference| reference.name == plan.id))
            .map(|date| reader.date_view(date))
            .collect(),
        support: reader.support(&record.support),
        consultation: consultation::consultation(reader, plan),
        files: data::plan_files(publication, plan, reader.lang)
            .into_iter()
            .map(|(file, address)| FileLink {
                link: Link { address, words: Words::own(reader.say(&format!("site-file-{}", file.key()))) },
                media_type: file.media_type(),
            })
            .collect(),
        printed: guide_parts::link_printed_forms(reader, &PageId::Plan(plan.id.clone())),
        title,
    }
}

/// A plan's objectives in short.
pub fn make_objective_cards(reader: &Reader<'_>, plan: &Plan) -> Vec<ObjectiveCard> {
    (plan.objectives.iter())
        .map(|objective| {
            let link = reader.objective_link(&plan.id, objective);
            let count = |key: &str, number: usize| (number > 0).then(|| reader.count(key, number));
            let counts =
                [count("site-aims", objective.record.aims.len()), count("site-actions", objective.actions.len())];
            ObjectiveCard {
                number: objective.number,
                short: objective::find_short_title(reader, objective).unwrap_or_else(|| link.words.clone()),
                link,
                summary: reader.maybe(objective.record.summary.as_ref()),
                counts: counts.into_iter().flatten().collect(),
                guide: reader.link(
                    &PageId::ObjectiveGuide(plan.id.clone(), objective.id.clone()),
                    Words::own(reader.say("site-guide")),
                ),
            }
        })
        .collect()
}

fn list_facts(reader: &Reader<'_>, plan: &Plan) -> Vec<Fact> {
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
        find_earlier_plan(reader, plan),
        reader.dated("site-review", date(&record.review)),
        describe_reports(reader, plan),
        (!plan.objectives.is_empty()).then(|| link_progress(reader, plan)).flatten(),
        record
            .contact
            .as_ref()
            .and_then(|contact| reader.contact_link(&contact.name))
            .and_then(|link| reader.links("site-contact", [link])),
    ];
    facts.into_iter().flatten().collect()
}

fn link_progress(reader: &Reader<'_>, plan: &Plan) -> Option<Fact> {
    let words = Words::own(reader.say("site-progress-link"));
    reader.links("site-how-it-is-going", [reader.link(&PageId::Progress(plan.id.clone()), words)])
}

fn find_earlier_plan(reader: &Reader<'_>, plan: &Plan) -> Option<Fact> {
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
pub fn describe_reports(reader: &Reader<'_>, plan: &Plan) -> Option<Fact> {
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

fn make_theme(reader: &Reader<'_>, theme: &Theme, taken: &mut BTreeSet<String>, texts: &mut Vec<Prose>) -> ThemeView {
    ThemeView {
        id: unique_anchors::free(&theme.id.name, taken),
        title: reader.maybe(theme.title.as_ref()),
        text: reader.markdown(Some(&theme.text), texts),
    }
}

fn make_cross_aim(reader: &Reader<'_>, aim: &crate::model::CrossAim, texts: &mut Vec<Prose>) -> CrossAimView {
    let continues =
        aim.continues.iter().flat_map(|continuation| &continuation.names).filter_map(|name| reader.part(&name.name));
    let facts = [
        reader.links("site-serves", aim.serves.iter().filter_map(|part| reader.part(&part.name))),
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
                    .filter_map(|contact| self.publication.contacts.get(&contact.name))
                    .map(|contact| self.ask(contact))
                    .collect(),
                resources: row.resources.iter().filter_map(|resource| self.resource(&resource.name)).collect(),
                text: self.maybe(row.text.as_ref()),
            })
            .collect()
    }

    /// A contact with a way to reach it: its own address, or that of the contact it names.
    pub fn ask(&self, contact: &Contact) -> Ask {
        let reachable = self
            .publication
            .contacts
            .get(&contact.id.name)
            .map_or(contact, |contact| self.find_reachable_contact(contact));
        let is_other = reachable.id.name != contact.id.name;
        Ask {
            link: Link {
                address: self.anchored(&PageId::Contacts, &contact.id.name),
                words: self.words(&contact.role),
            },
            via: is_other.then(|| self.words(&reachable.role)),
            email: reachable.email.as_ref().map(|email| email.0.clone()),
            phone: reachable.phone.as_ref().map(|phone| phone.value.clone()),
            url: reachable.url.as_ref().map(|url| url.0.clone()),
        }
    }

    /// A link to a contact.
    pub fn contact_link(&self, id: &str) -> Option<Link> {
        let contact = self.publication.contacts.get(id)?;
        Some(Link { address: self.anchored(&PageId::Contacts, id), words: self.words(&contact.role) })
    }

    /// A link to a resource, which leads to its entry in the list.
    pub fn resource(&self, id: &str) -> Option<Value> {
        let resource = self.publication.resources.get(id)?;
        Some(Value { words: self.words(&resource.title), address: Some(self.anchored(&PageId::Resources, id)) })
    }
}

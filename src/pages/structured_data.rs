//! What a page says in the words of schema.org, for programs that know those: what it shows,
//! as far as that is known for certain. The way down to it is added where it is written.

use serde_json::{Map, Value, json};

use crate::file_tree::{file_address, file_named};
use crate::model::{Date, DateState, KeyDate, Plan};
use crate::pages::kinds::Route;
use crate::pages::page_context::Reader;
use crate::pages::view::{Head, View};

/// What is said of a page besides the way down to it; nothing where it says nothing of itself.
pub fn linked(reader: &Reader<'_>, route: &Route, head: &Head, view: &View) -> Vec<Value> {
    let site = Site { reader };
    let itself = (*route == Route::Home).then(|| site.itself());
    itself.into_iter().chain(site.shown(route, head, view)).collect()
}

/// Those whose site it is, in a language.
struct Site<'a, 'b> {
    reader: &'a Reader<'b>,
}

impl Site<'_, '_> {
    /// An address as the world knows it.
    fn whole(&self, address: &str) -> String {
        let base = self.reader.publication.site.base_url.value.0.trim_end_matches('/');
        if address.starts_with('/') { format!("{base}{address}") } else { address.to_owned() }
    }

    fn address(&self, route: &Route) -> String {
        self.whole(&self.reader.address(route))
    }

    fn organisation(&self) -> Value {
        let own = &self.reader.publication.site.organisation;
        let name = self.reader.words(&own.name).text;
        thing("Organization", [("name", json!(name)), ("url", json!(self.address(&Route::Home)))])
    }

    /// The site and whose it is, with the way to search it.
    fn itself(&self) -> Value {
        let own = &self.reader.publication.site.organisation;
        let mut publisher = self.organisation();
        add(&mut publisher, "alternateName", self.reader.maybe(own.acronym.as_ref()).map(|own| own.text));
        add(&mut publisher, "description", own.about.as_ref().map(|about| self.reader.line(about).text));
        let logo = own.logo.as_ref().map(|logo| self.whole(&file_address(file_named(&logo.value))));
        add(&mut publisher, "logo", logo);
        let search = format!("{}?q={{search_term_string}}", self.address(&Route::Search));
        let action = json!({
            "@type": "SearchAction",
            "target": { "@type": "EntryPoint", "urlTemplate": search },
            "query-input": "required name=search_term_string",
        });
        let mut site = thing("WebSite", [("name", json!(self.reader.words(&own.name).text))]);
        add(&mut site, "url", Some(self.address(&Route::Home)));
        add(&mut site, "inLanguage", Some(self.reader.lang.to_string()));
        add(&mut site, "publisher", Some(publisher));
        add(&mut site, "potentialAction", Some(action));
        site
    }

    fn plan(&self, plan: &Plan) -> Value {
        let title = self.reader.words(&plan.record.title).text;
        let url = self.address(&Route::Plan(plan.id.clone()));
        thing("Report", [("name", json!(title)), ("url", json!(url))])
    }

    /// What every work has: its name, what it is about, its language, who published it.
    fn work(&self, kind: &str, route: &Route, head: &Head) -> Value {
        let mut work = thing(kind, [("name", json!(head.title.text)), ("url", json!(self.address(route)))]);
        add(&mut work, "description", head.about.as_ref().map(|about| about.text.clone()));
        add(&mut work, "inLanguage", Some(self.reader.lang.to_string()));
        add(&mut work, "publisher", Some(self.organisation()));
        work
    }

    /// The work with the picture of the plan that it belongs to.
    fn pictured(&self, work: &mut Value, head: &Head) {
        let picture = head.shared.as_ref().and_then(|own| own.picture.as_ref());
        add(work, "image", picture.map(|own| self.whole(&own.address)));
    }

    /// The work as it is printed.
    fn printed(&self, work: &mut Value, head: &Head) {
        let printed = head.alternates.iter().filter(|own| own.kind == "application/pdf").map(|own| {
            thing("MediaObject", [("contentUrl", json!(self.whole(&own.address))), ("encodingFormat", json!(own.kind))])
        });
        let printed: Vec<Value> = printed.collect();
        add(work, "encoding", (!printed.is_empty()).then_some(printed));
    }

    /// What the page shows, where schema.org has a word for it.
    fn shown(&self, route: &Route, head: &Head, view: &View) -> Option<Value> {
        let publication = self.reader.publication;
        match (route, view) {
            (Route::Plan(id), View::Plan(view)) => {
                let plan = publication.plan(id)?;
                let record = &plan.record;
                let mut work = self.work("Report", route, head);
                let published = record.published.as_ref().or(record.adopted.as_ref());
                add(&mut work, "datePublished", published.and_then(|date| known(date.value)));
                add(&mut work, "dateModified", record.updated.as_ref().and_then(|date| known(date.value)));
                let time = record
                    .period
                    .as_ref()
                    .and_then(|own| Some(format!("{}/{}", own.start.first_day()?, own.end.last_day()?)));
                add(&mut work, "temporalCoverage", time);
                let parts = view.objectives.iter().map(|own| {
                    let name = json!(own.link.words.text);
                    let url = json!(self.whole(&own.link.address));
                    thing("CreativeWork", [("name", name), ("url", url), ("position", json!(own.number))])
                });
                let parts: Vec<Value> = parts.collect();
                add(&mut work, "hasPart", (!parts.is_empty()).then_some(parts));
                self.pictured(&mut work, head);
                self.printed(&mut work, head);
                Some(work)
            }
            (Route::Objective(plan, _), View::Objective(view)) => {
                let mut work = self.work("CreativeWork", route, head);
                add(&mut work, "position", Some(view.number));
                add(&mut work, "isPartOf", publication.plan(plan).map(|plan| self.plan(plan)));
                Some(work)
            }
            (Route::PlanGuide(plan) | Route::ObjectiveGuide(plan, _) | Route::PartyGuide(plan, _), _) => {
                let mut work = self.work("DigitalDocument", route, head);
                add(&mut work, "about", publication.plan(plan).map(|plan| self.plan(plan)));
                self.printed(&mut work, head);
                Some(work)
            }
            (Route::Update(id), _) => {
                let own = publication.updates.iter().find(|own| own.id == *id)?;
                let mut work = self.work("Report", route, head);
                add(&mut work, "datePublished", known(own.record.published.value));
                add(&mut work, "about", publication.plan(&own.record.plan.name).map(|plan| self.plan(plan)));
                Some(work)
            }
            (Route::News(id), _) => {
                let own = publication.news.iter().find(|own| own.id == *id)?;
                let mut work = self.work("NewsArticle", route, head);
                add(&mut work, "headline", Some(head.title.text.clone()));
                add(&mut work, "datePublished", known(own.record.date.value));
                let publisher = self.reader.maybe(own.record.publisher.as_ref());
                add(&mut work, "publisher", publisher.map(|own| thing("Organization", [("name", json!(own.text))])));
                self.pictured(&mut work, head);
                Some(work)
            }
            (Route::Dates, _) => {
                let events: Vec<Value> = publication.dates.iter().filter_map(|date| self.event(date)).collect();
                (!events.is_empty()).then(|| thing("ItemList", [("itemListElement", json!(events))]))
            }
            (Route::Glossary, View::Glossary(view)) => {
                let here = self.address(route);
                let term = |own: &crate::pages::view::GlossaryRow| {
                    let (name, meaning) = (json!(own.word.text), json!(own.meaning.text));
                    let url = json!(format!("{here}#{}", own.id));
                    thing("DefinedTerm", [("name", name), ("description", meaning), ("url", url)])
                };
                let mut terms = self.work("DefinedTermSet", route, head);
                add(&mut terms, "hasDefinedTerm", Some(view.entries.iter().map(term).collect::<Vec<_>>()));
                Some(terms)
            }
            _ => None,
        }
    }

    /// A date as an event, where its day and its place are known.
    fn event(&self, date: &KeyDate) -> Option<Value> {
        let place = self.reader.maybe(date.place.as_ref())?;
        let day = |date: Date| matches!(date, Date::Day(_)).then(|| known(date)).flatten();
        let start = day(date.date.value).filter(|_| date.part.is_none())?;
        let mut event = thing("Event", [("name", json!(self.reader.words(&date.title).text))]);
        add(&mut event, "startDate", Some(start));
        add(&mut event, "endDate", date.last.as_ref().and_then(|last| day(last.value)));
        add(&mut event, "location", Some(thing("Place", [("name", json!(place.text))])));
        let cancelled = date.state == Some(DateState::Cancelled);
        add(&mut event, "eventStatus", cancelled.then_some("https://schema.org/EventCancelled"));
        add(&mut event, "url", Some(self.whole(&self.reader.anchored(&Route::Dates, &date.id.name))));
        Some(event)
    }
}

/// Something of a kind.
fn thing<const N: usize>(kind: &str, says: [(&str, Value); N]) -> Value {
    let kind = [("@type".to_owned(), json!(kind))];
    Value::Object(kind.into_iter().chain(says.map(|(key, own)| (key.to_owned(), own))).collect::<Map<_, _>>())
}

/// Says one thing more, where it is known.
fn add(thing: &mut Value, key: &str, own: Option<impl Into<Value>>) {
    if let (Some(fields), Some(own)) = (thing.as_object_mut(), own) {
        fields.insert(key.to_owned(), own.into());
    }
}

/// A day, month or year as programs read it.
fn known(date: Date) -> Option<String> {
    (!matches!(date, Date::Quarter(..) | Date::Yearless(..))).then(|| date.spelling())
}

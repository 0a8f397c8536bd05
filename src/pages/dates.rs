//! Key dates by year.

use serde_json::json;

use crate::model::{Date, DateState, KeyDate, Publication};
use crate::pages::data;
use crate::pages::kinds::PageId;
use crate::pages::page_context::{PageContent, Reader};
use crate::pages::page_kind::{Anchors, Location, PageKind, answer_nothing, find_single_page, title_by_message};
use crate::pages::search::{self, SearchGroup, make_entry};
use crate::pages::structured_data::{Describer, Thing, add, spell_date, thing};
use crate::pages::view::{Dates, Link, MediaType, SearchEntry, View, Words, Year};
use crate::syntax::document::Prose;

pub(crate) struct DatesPage;

impl PageKind for DatesPage {
    answer_nothing!(subject, printed_forms);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        find_single_page(PageId::Dates, parent, publication)
    }

    fn exists(&self, publication: &Publication) -> bool {
        !publication.dates.is_empty()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}dates/")
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        Anchors::of_ids(publication.dates.iter().map(|date| &date.id))
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(PageId::Dates)
    }

    fn sources(&self, _publication: &Publication) -> Vec<String> {
        vec!["dates".into()]
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<PageContent> {
        let publication = reader.publication;
        let mut years: Vec<Year> = Vec::new();
        for date in &publication.dates {
            let year = date.date.first_day().map(jiff::civil::Date::year);
            let title = year.map_or_else(|| reader.say("site-no-year"), |year| year.to_string());
            if years.last().is_none_or(|year| year.title != title) {
                let id = year.map_or_else(|| "_no-year".into(), |year| format!("_{year}"));
                years.push(Year { title, id, dates: Vec::new() });
            }
            if let Some(last) = years.last_mut() {
                last.dates.push(reader.date_view(date));
            }
        }
        let calendars = data::calendars(publication, reader.lang)
            .into_iter()
            .map(|(area, address)| {
                let area = area.and_then(|area| publication.site.areas.get(area)).map(|area| reader.words(&area.name));
                let words = match area {
                    Some(area) => {
                        Words { text: reader.say_with("site-calendar-of", &[("area", &area.text)]), lang: area.lang }
                    }
                    None => Words::own(reader.say("site-calendar-of-all")),
                };
                Link { address, words }
            })
            .collect();
        Some(title_by_message(reader, "site-dates", View::Dates(Dates { years, calendars })))
    }

    fn alternates<'v>(&self, view: &'v View) -> Vec<(MediaType, &'v Link)> {
        let View::Dates(view) = view else { return Vec::new() };
        view.calendars.iter().map(|link| (MediaType::Calendar, link)).collect()
    }

    fn structured_data(&self, describer: &Describer<'_>, _view: &View) -> Vec<Thing> {
        let dates = describer.reader.publication.dates.iter();
        let events: Vec<Thing> = dates.filter_map(|date| describe_event(describer, date)).collect();
        if events.is_empty() { Vec::new() } else { vec![thing("ItemList", [("itemListElement", json!(events))])] }
    }

    fn search_entries(&self, group: SearchGroup, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        if group != SearchGroup::Dates {
            return search::list_page(reader, group, &PageId::Dates, "site-dates");
        }
        let event = |date: &KeyDate| {
            let link =
                Link { address: reader.anchored(&PageId::Dates, &date.id.name), words: reader.words(&date.title) };
            let mut more = reader.letters(date.place.iter().chain(&date.kind).chain(&date.publisher));
            more.extend(reader.areas(&date.areas).into_iter().map(|area| area.text));
            SearchEntry {
                about: reader.maybe(date.note.as_ref()),
                more,
                weight: 85,
                ..make_entry(reader.dated_kind("search-date", &reader.when(date)), link)
            }
        };
        reader.publication.dates.iter().map(event).collect()
    }
}

/// A date as an event, where its day and its place are known.
fn describe_event(describer: &Describer<'_>, date: &KeyDate) -> Option<Thing> {
    let reader = describer.reader;
    let place = reader.maybe(date.place.as_ref())?;
    let day = |date: Date| matches!(date, Date::Day(_)).then(|| spell_date(date)).flatten();
    let start = day(date.date.value).filter(|_| date.part.is_none())?;
    let mut event = thing("Event", [("name", json!(reader.words(&date.title).text))]);
    add(&mut event, "startDate", Some(start));
    add(&mut event, "endDate", date.last.as_ref().and_then(|last| day(last.value)));
    add(&mut event, "location", Some(thing("Place", [("name", json!(place.text))])));
    let is_cancelled = date.state == Some(DateState::Cancelled);
    add(&mut event, "eventStatus", is_cancelled.then_some("https://schema.org/EventCancelled"));
    add(&mut event, "url", Some(describer.full_url(&reader.anchored(&PageId::Dates, &date.id.name))));
    Some(event)
}

//! Calendars: the dates that are known to the day, as events.
//!
//! A month, a quarter, a year or a day without a year is in no calendar. What
//! a calendar program needs of the moment of writing is taken from the date itself, so that a
//! calendar changes only with its dates.

use crate::model::{Date, DateState, KeyDate, Lang, Plan, Publication, Text, find_areas};
use crate::pages::data::plain_text;
use crate::pages::data::urls::{PlanFile, full_url, plan_file_url, root_file_url};
use crate::pages::kinds::{PageId, link, root};
use crate::theme::{Arg, Theme};
use jiff::civil;
use jiff::tz::TimeZone;

/// A calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// What it is called.
    pub name: String,
    /// Where it is published.
    pub url: String,
    /// Its language.
    pub lang: String,
    /// Its events, in order.
    pub events: Vec<Event>,
}

/// An event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The same in every calendar and for ever.
    pub uid: String,
    /// The time of writing that it states, `20260909T000000Z`.
    pub stamp: String,
    /// When it takes place.
    pub when: EventTime,
    /// What it is.
    pub title: String,
    /// The language of the title, where it is not the calendar's.
    pub title_lang: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// More in words.
    pub note: Option<String>,
    /// What kind of event it is.
    pub kind: Option<String>,
    /// More on the web.
    pub url: String,
    /// Its status, in the calendar format's word.
    pub status: &'static str,
}

/// When an event takes place, in the calendar format's spelling.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventTime {
    /// Whole days: the first, and the day after the last.
    Days {
        /// The first day, `20260909`.
        first: String,
        /// The day after the last.
        after: String,
    },
    /// Moments, in universal time.
    Times {
        /// The start, `20260909T083000Z`.
        start: String,
        /// The end, where it is given.
        end: Option<String>,
    },
}

/// The calendars of a language, for everywhere (without an area) and for each area, as far as
/// they hold an event.
#[must_use]
pub fn calendars<'a>(publication: &'a Publication, lang: &Lang) -> Vec<(Option<&'a str>, String)> {
    let areas = publication.site.areas.keys().map(|area| Some(area.as_str()));
    let any = |area| publication.dates.iter().any(|date| known_day(date) && is_in_calendar(publication, date, area));
    let found = std::iter::once(None).chain(areas).filter(|area| any(*area));
    found.map(|area| (area, calendar_url(publication, area, lang))).collect()
}

fn calendar_url(publication: &Publication, area: Option<&str>, lang: &Lang) -> String {
    area.map_or_else(
        || root_file_url(publication, lang, "dates.ics"),
        |area| format!("{}dates/{area}.ics", root(lang, publication)),
    )
}

/// Whether a calendar of an area holds a date; one without an area holds all.
fn is_in_calendar(publication: &Publication, date: &KeyDate, area: Option<&str>) -> bool {
    let Some(area) = area else { return true };
    let areas = find_areas(area, &publication.site.areas);
    date.areas.is_empty() || date.areas.iter().any(|area| areas.contains(area.name.as_str()))
}

fn known_day(date: &KeyDate) -> bool {
    date.part.is_none() && matches!(date.date.value, Date::Day(_))
}

fn is_of_plan(date: &KeyDate, plan: &Plan) -> bool {
    known_day(date) && date.plan.as_ref().is_some_and(|reference| reference.name == plan.id)
}

/// Whether a plan has a date for its calendar.
pub(crate) fn has_plan_calendar(publication: &Publication, plan: &Plan) -> bool {
    publication.dates.iter().any(|date| is_of_plan(date, plan))
}

/// The calendar of an area, or of everywhere.
pub(crate) fn make_calendar(publication: &Publication, theme: &Theme, area: Option<&str>, lang: &Lang) -> Calendar {
    let dates = publication.dates.iter().filter(|date| is_in_calendar(publication, date, area));
    let place =
        area.and_then(|area| publication.site.areas.get(area)).map(|area| plain_text::read_text(&area.name, lang));
    let url = full_url(publication, &calendar_url(publication, area, lang));
    collect_events(publication, calendar_name(publication, theme, place, lang), url, dates, lang)
}

/// The calendar of a plan.
pub(crate) fn make_plan_calendar(publication: &Publication, theme: &Theme, plan: &Plan, lang: &Lang) -> Calendar {
    let dates = publication.dates.iter().filter(|date| is_of_plan(date, plan));
    let url = full_url(publication, &plan_file_url(publication, plan, PlanFile::Dates, lang));
    let title = plain_text::read_text(&plan.record.title, lang);
    collect_events(publication, calendar_name(publication, theme, Some(title), lang), url, dates, lang)
}

/// What a calendar is called: whose dates they are and, where it does not hold all, which.
fn calendar_name(publication: &Publication, theme: &Theme, about: Option<&str>, lang: &Lang) -> String {
    let organisation = ("organisation", Arg::Text(plain_text::read_text(&publication.site.organisation.name, lang)));
    match about {
        None => theme.locale(lang).say_with("data-calendar-title", &[organisation]),
        Some(about) => {
            theme.locale(lang).say_with("data-calendar-part-title", &[organisation, ("about", Arg::Text(about))])
        }
    }
}

fn collect_events<'a>(
    publication: &Publication,
    name: String,
    url: String,
    dates: impl Iterator<Item = &'a KeyDate>,
    lang: &Lang,
) -> Calendar {
    let zone = publication.site.time_zone.as_ref().and_then(|zone| TimeZone::get(&zone.value).ok());
    let zone = zone.unwrap_or(TimeZone::UTC);
    let events = dates.filter_map(|date| make_event(publication, date, &zone, lang)).collect();
    Calendar { name, url, lang: lang.to_string(), events }
}

fn make_event(publication: &Publication, date: &KeyDate, zone: &TimeZone, lang: &Lang) -> Option<Event> {
    let first = known_day(date).then(|| date.date.first_day()).flatten()?;
    let source = publication.source_language();
    let (title, fallback) = date.title.read(lang, source);
    let read = |text: &Option<Text>| text.as_ref().map(|text| plain_text::read_text(text, lang).to_owned());
    let there = full_url(publication, &link(&PageId::Dates, Some(&date.id.name), lang, publication));
    let host = publication.site.base_url.0.split("://").nth(1).and_then(|rest| rest.split(['/', ':']).next());
    Some(Event {
        uid: format!("{}@{}", date.id.name, host.unwrap_or_default()),
        stamp: format!("{}T000000Z", first.strftime("%Y%m%d")),
        when: event_time(date, first, zone)?,
        title: title.to_owned(),
        title_lang: fallback.map(Lang::to_string),
        place: read(&date.place),
        note: read(&date.note),
        kind: read(&date.kind),
        url: date.url.as_ref().map_or(there, |url| url.value.0.clone()),
        status: match date.state {
            Some(DateState::Cancelled) => "CANCELLED",
            Some(DateState::Provisional) => "TENTATIVE",
            Some(DateState::Moved) | None => "CONFIRMED",
        },
    })
}

/// Whole days unless a time is given; a single time is the moment meant, such as a deadline.
fn event_time(date: &KeyDate, first: civil::Date, zone: &TimeZone) -> Option<EventTime> {
    let last = match date.last.as_ref().map(|last| last.value) {
        Some(Date::Day(last)) if last > first => last,
        _ => first,
    };
    let moment = |day: civil::Date, time: civil::Time| {
        let moment = zone.to_ambiguous_zoned(day.to_datetime(time)).compatible().ok()?;
        Some(moment.timestamp())
    };
    let spell = |moment: jiff::Timestamp| moment.strftime("%Y%m%dT%H%M%SZ").to_string();
    let (from, to) = (date.from.as_ref().map(|from| from.value.0), date.to.as_ref().map(|to| to.value.0));
    match (from, to) {
        (None, None) => {
            let after = last.tomorrow().ok()?;
            Some(EventTime::Days {
                first: first.strftime("%Y%m%d").to_string(),
                after: after.strftime("%Y%m%d").to_string(),
            })
        }
        (Some(from), Some(to)) => {
            let start = moment(first, from)?;
            let end = moment(last, to)?;
            Some(EventTime::Times { start: spell(start), end: (end > start).then(|| spell(end)) })
        }
        (Some(time), None) => Some(EventTime::Times { start: spell(moment(first, time)?), end: None }),
        (None, Some(time)) => Some(EventTime::Times { start: spell(moment(last, time)?), end: None }),
    }
}

//! How plans and dates stand on the build's day, each with the day that this depends on.

use jiff::civil;

use crate::model::{Date, DateState, KeyDate, Plan, Publication};
use crate::pages::page_context::Reader;
use crate::pages::view::{Banner, DateView, Standing};

/// How a plan stands on the build's day, with the day that it depends on.
pub fn standing(reader: &Reader<'_>, plan: &Plan) -> Option<Standing> {
    let period = reader.period(plan)?;
    let (start, end) = Publication::span(plan)?;
    let today = reader.publication.today;
    let current = reader.publication.current_plan().is_some_and(|current| current.id == plan.id);
    let (key, day) = match () {
        () if end < today => ("site-ended", end),
        () if start > today => ("site-begins", start),
        () if current => ("site-current-until", end),
        () => ("site-runs-until", end),
    };
    Some(Standing { period, words: reader.say_with(key, &[("date", &reader.locale.day(day))]) })
}

/// What readers of a plan should know beside it: that another follows it, that it has ended, or
/// that it has not begun.
pub fn banner(reader: &Reader<'_>, plan: &Plan) -> Option<Banner> {
    let publication = reader.publication;
    let today = publication.today;
    let span = Publication::span(plan);
    let begun = span.is_none_or(|(start, _)| start <= today);
    if let Some(next) = plan.successor.as_ref().filter(|_| begun).and_then(|id| publication.plan(id)) {
        let text = successor(reader, span.map(|(_, end)| end), Publication::span(next).map(|(start, _)| start));
        return Some(Banner { text, link: Some(reader.plan_link(next)) });
    }
    let (start, end) = span?;
    let current = publication.current_plan().filter(|current| {
        current.id != plan.id && plan.record.parent.as_ref().is_none_or(|parent| parent.name != current.id)
    });
    let (key, day) = match current {
        Some(_) if end < today => ("site-banner-ended", end),
        None if end < today => ("site-banner-ended-no-next", end),
        Some(_) if start > today => ("site-banner-begins-current", start),
        None if start > today => ("site-banner-begins", start),
        _ => return None,
    };
    let text = reader.say_with(key, &[("date", &reader.locale.day(day))]);
    Some(Banner { text, link: current.map(|current| reader.plan_link(current)) })
}

/// What a plan says of the one that follows it: that it has begun, will begin, or is being made.
fn successor(reader: &Reader<'_>, end: Option<civil::Date>, start: Option<civil::Date>) -> String {
    let today = reader.publication.today;
    let day = |day: Option<civil::Date>| day.map(|day| reader.locale.day(day)).unwrap_or_default();
    let key = match (end.filter(|end| *end < today), start) {
        (_, Some(start)) if start <= today => return reader.say("site-banner-successor"),
        (Some(_), Some(_)) => "site-banner-ended-next",
        (None, Some(_)) => "site-banner-next",
        (Some(_), None) => "site-banner-ended-draft",
        (None, None) => return reader.say("site-banner-draft"),
    };
    reader.say_with(key, &[("end", &day(end)), ("date", &day(start))])
}

/// The first and last day of a date, as precisely as it is known.
pub fn days(date: &KeyDate) -> (Option<civil::Date>, Option<civil::Date>) {
    (date.date.first_day(), date.last.as_ref().map_or(date.date.last_day(), |last| last.last_day()))
}

/// Whether a date of several days has begun and not ended.
pub fn under_way(date: &KeyDate, today: civil::Date) -> bool {
    let (first, last) = days(date);
    date.last.is_some() && first.is_some_and(|first| first <= today) && last.is_some_and(|last| last >= today)
}

impl Reader<'_> {
    /// A date as a page shows it.
    pub fn date_view(&self, date: &KeyDate) -> DateView {
        let facts = [
            self.fact("site-where", self.maybe(date.place.as_ref())),
            self.fact("site-kind", self.maybe(date.kind.as_ref())),
            self.fact("site-areas", self.areas(&date.areas)),
            self.fact("site-publisher", self.maybe(date.publisher.as_ref())),
        ];
        let standing = self.date_standing(date);
        DateView {
            id: date.id.name.clone(),
            when: self.when(date),
            machine: machine(date),
            title: self.words(&date.title),
            facts: facts.into_iter().flatten().collect(),
            note: self.maybe(date.note.as_ref()),
            standing: standing.as_ref().map(|(standing, _)| *standing),
            standing_words: standing.map(|(_, words)| words),
            on_paper: None,
            state: date.state.map(|state| self.say(&format!("site-date-{}", state.word()))),
            url: date.url.as_ref().map(|url| url.0.clone()),
        }
    }

    /// How a date stands; nothing where its year is not known or it is cancelled.
    fn date_standing(&self, date: &KeyDate) -> Option<(&'static str, String)> {
        let today = self.publication.today;
        let (Some(first), Some(last)) = days(date) else { return None };
        if date.state == Some(DateState::Cancelled) {
            return None;
        }
        if under_way(date, today) {
            return Some(("now", self.say_with("site-standing-now", &[("date", &self.locale.day(last))])));
        }
        let standing = match () {
            () if last < today => "past",
            () if self.next() == Some(first) => "next",
            () => "to-come",
        };
        Some((standing, self.say(&format!("site-standing-{standing}"))))
    }

    /// The first day of the next date of the whole site.
    fn next(&self) -> Option<civil::Date> {
        let today = self.publication.today;
        let coming = self.publication.dates.iter().find(|date| {
            date.state != Some(DateState::Cancelled)
                && !under_way(date, today)
                && days(date).1.is_some_and(|last| last >= today)
        });
        coming.and_then(|date| date.date.first_day())
    }
}

/// A date as HTML lets programs read it: a day, month or year.
fn machine(date: &KeyDate) -> Option<String> {
    match date.date.value {
        Date::Quarter(..) => None,
        Date::Yearless(month, day) => Some(format!("{month:02}-{day:02}")),
        other => Some(other.spelling()),
    }
}

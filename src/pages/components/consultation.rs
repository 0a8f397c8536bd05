//! How a plan is consulted on: from when to when, what is asked, where to reply, and what of its
//! making is done, now and next.

use jiff::civil;

use crate::model::{Consultation, DateState, KeyDate, Plan, Reference, to};
use crate::pages::components::date_status::{days, under_way};
use crate::pages::page_context::Reader;
use crate::pages::view::{ConsultationView, DateView, Words};

/// What the pages of a plan say of it, in the editions that say it.
pub fn consultation(reader: &Reader<'_>, plan: &Plan) -> Option<ConsultationView> {
    let own = plan.record.consultation.as_ref()?;
    let when = |reference: &Option<Reference<to::KeyDate>>| {
        date(reader, reference.as_ref()).map(|date| Words::own(reader.when(date)))
    };
    let facts = [
        reader.fact("site-opens", when(&own.opens)),
        reader.fact("site-closes", when(&own.closes)),
        reader.fact("site-respond", reader.maybe(own.respond.as_ref())),
        reader.fact("site-late", reader.maybe(own.late.as_ref())),
    ];
    Some(ConsultationView {
        facts: facts.into_iter().flatten().collect(),
        questions: own.questions.iter().map(|question| reader.words(&question.text)).collect(),
        timetable: timetable(reader, plan, own),
    })
}

fn date<'a>(reader: &Reader<'a>, reference: Option<&Reference<to::KeyDate>>) -> Option<&'a KeyDate> {
    reader.publication.date(&reference?.name)
}

/// The dates of the plan, with that on which the consultation opens and that on which it closes.
fn timetable(reader: &Reader<'_>, plan: &Plan, own: &Consultation) -> Vec<DateView> {
    let today = reader.publication.today;
    let ends = [&own.opens, &own.closes].map(|reference| reference.as_ref().map(|own| own.name.as_str()));
    let is_end = |date: &KeyDate, end: Option<&str>| end == Some(date.id.name.as_str());
    let dates: Vec<&KeyDate> = (reader.publication.dates.iter())
        .filter(|date| {
            date.plan.as_ref().is_some_and(|own| own.name == plan.id) || ends.iter().any(|end| is_end(date, *end))
        })
        .collect();
    // Until when something is under way that has begun: the consultation, from its opening on.
    let until = |own_date: &KeyDate| {
        if is_end(own_date, ends[0]) && days(own_date).0.is_some_and(|opens| opens <= today) {
            let closes = date(reader, own.closes.as_ref()).and_then(|date| days(date).1);
            return closes.filter(|closes| *closes >= today);
        }
        days(own_date).1.filter(|_| under_way(own_date, today))
    };
    let stands = |date: &&&KeyDate| date.state != Some(DateState::Cancelled);
    let coming = |date: &&KeyDate| until(date).is_none() && days(date).1.is_some_and(|last| last >= today);
    let next = dates.iter().filter(stands).copied().find(coming).and_then(|date| days(date).0);
    dates.iter().map(|date| step(reader, date, until(date), next)).collect()
}

/// A date of the timetable. What becomes of it is said on paper too: a draft is read in its time.
fn step(reader: &Reader<'_>, date: &KeyDate, until: Option<civil::Date>, next: Option<civil::Date>) -> DateView {
    let standing = match (days(date), until) {
        _ if date.state == Some(DateState::Cancelled) => None,
        (_, Some(last)) => Some(("now", reader.say_with("site-standing-now", &[("date", &reader.locale.day(last))]))),
        ((Some(first), Some(last)), None) => Some(match () {
            () if last < reader.publication.today => ("past", reader.say("site-standing-done")),
            () if next == Some(first) => ("next", reader.say("site-standing-next")),
            () => ("to-come", reader.say("site-standing-to-come")),
        }),
        _ => None,
    };
    let (standing, words) = standing.unzip();
    DateView { standing, standing_words: words.clone(), on_paper: words, ..reader.date_view(date) }
}

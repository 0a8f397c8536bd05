//! Calendars in the iCalendar format. Only this file depends on `icalendar`.

use icalendar::{Component, Event as IcalEvent, EventLike, Property};

use crate::pages::data::{Calendar, Event, EventTime};

/// The bytes of the file.
#[must_use]
pub fn render(calendar: &Calendar) -> Vec<u8> {
    let mut out = icalendar::Calendar::empty();
    out.append_property(Property::new("VERSION", "2.0"));
    out.append_property(Property::new("PRODID", format!("-//planpress//{}//", calendar.lang.to_uppercase())));
    out.append_property(Property::new("CALSCALE", "GREGORIAN"));
    out.append_property(Property::new("METHOD", "PUBLISH"));
    out.append_property(Property::new("X-WR-CALNAME", remove_control_characters(&calendar.name)));
    for event in &calendar.events {
        out.push(to_ical_event(event, &calendar.lang));
    }
    out.to_string().into_bytes()
}

fn to_ical_event(event: &Event, lang: &str) -> IcalEvent {
    let mut item = IcalEvent::new();
    let mut put = |key: &str, value: &str, lang: Option<&str>| {
        let mut property = Property::new(key, remove_control_characters(value));
        if let Some(lang) = lang {
            property.add_parameter("LANGUAGE", lang);
        }
        item.append_property(property);
    };
    put("UID", &event.uid, None);
    put("DTSTAMP", &event.stamp, None);
    put("SUMMARY", &event.title, Some(event.title_lang.as_deref().unwrap_or(lang)));
    put("STATUS", event.status, None);
    put("URL", &event.url, None);
    for (key, value) in [("LOCATION", &event.place), ("DESCRIPTION", &event.note)] {
        if let Some(value) = value {
            put(key, value, None);
        }
    }
    match &event.when {
        EventTime::Days { first, after } => {
            put("TRANSP", "TRANSPARENT", None);
            for (key, day) in [("DTSTART", first), ("DTEND", after)] {
                item.append_property(Property::new(key, day.as_str()).add_parameter("VALUE", "DATE").done());
            }
        }
        EventTime::Times { start, end } => {
            put("DTSTART", start, None);
            if let Some(end) = end {
                put("DTEND", end, None);
            }
        }
    }
    if let Some(kind) = &event.kind {
        item.categories([remove_control_characters(kind)]);
    }
    item
}

/// The text without the control characters that the format forbids.
fn remove_control_characters(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_days_end_on_the_day_after_and_nothing_is_of_today() {
        let event = Event {
            uid: "conference@plan.example.org".into(),
            stamp: "20260909T000000Z".into(),
            when: EventTime::Days { first: "20260909".into(), after: "20260912".into() },
            title: "Talks, talks; and\u{7} more".into(),
            title_lang: None,
            place: Some("Cardiff".into()),
            note: None,
            kind: Some("conference, annual".into()),
            url: "https://plan.example.org/dates/#conference".into(),
            status: "CONFIRMED",
        };
        let calendar = Calendar { name: "A, B".into(), url: String::new(), lang: "en".into(), events: vec![event] };
        let text = String::from_utf8(render(&calendar)).unwrap();
        for line in [
            "DTSTART;VALUE=DATE:20260909\r\n",
            "DTEND;VALUE=DATE:20260912\r\n",
            "DTSTAMP:20260909T000000Z\r\n",
            "SUMMARY;LANGUAGE=en:Talks\\, talks\\; and more\r\n",
            "CATEGORIES:conference\\, annual\r\n",
            "X-WR-CALNAME:A\\, B\r\n",
        ] {
            assert!(text.contains(line), "{line:?} in {text}");
        }
        assert_eq!(text.matches("DTSTAMP").count(), 1);
    }
}

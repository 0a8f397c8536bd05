//! The titles of things that are linked by name, the same for every output.

use crate::model::{KeyDate, Lang, Name, Publication, Text, Update};
use crate::pages::view::Words;
use crate::syntax::document::{NameKind, typography};
use crate::theme::{Arg, Locale, Theme};

/// A publication with the theme, whose locales spell dates.
#[derive(Clone, Copy)]
pub(crate) struct ThemedPublication<'a> {
    pub publication: &'a Publication,
    pub theme: &'a Theme,
}

impl std::ops::Deref for ThemedPublication<'_> {
    type Target = Publication;

    fn deref(&self) -> &Publication {
        self.publication
    }
}

/// The title of what a name stands for; a date has none but its day, nor an update but its period.
pub(crate) fn title_of(
    kind: NameKind,
    name: &str,
    publication: &Publication,
    locale: &Locale,
    lang: &Lang,
) -> Option<Words> {
    let text = match kind {
        NameKind::Part => part_text(&Name::read(name)?, publication)?,
        NameKind::Plan => &publication.plan(name)?.record.title,
        NameKind::Page => &publication.page(name)?.record.title,
        NameKind::News => &publication.news.iter().find(|news| news.id == name)?.record.title,
        NameKind::Group => &publication.groups.iter().find(|group| group.id == name)?.record.title,
        NameKind::Contact => &publication.contacts.get(name)?.role,
        NameKind::Resource => &publication.resources.get(name)?.title,
        NameKind::Party => &publication.parties.get(name)?.name,
        NameKind::Glossary => &publication.glossary.get(name)?.word,
        NameKind::Date => return Some(Words::own(date_words(publication.date(name)?, locale))),
        NameKind::Update => {
            let update = publication.updates.iter().find(|update| update.id == name)?;
            return Some(Words::own(update_title(update, locale)));
        }
    };
    let (text, fallback) = text.read(lang, publication.source_language());
    Some(Words { text: typography(text), lang: fallback.map(ToString::to_string) })
}

/// The text of a part of a plan.
pub(crate) fn part_text<'a>(name: &Name, publication: &'a Publication) -> Option<&'a Text> {
    let Some(id) = name.item.as_deref() else {
        let cross = publication.plan(&name.plan)?.record.aims.iter().find(|aim| aim.id.name == name.part);
        let objective = || Some(&publication.objective(&name.plan, &name.part)?.record.title);
        return cross.map(|aim| &aim.text).or_else(objective);
    };
    let objective = publication.objective(&name.plan, &name.part)?;
    let aim = objective.record.aims.iter().find(|aim| aim.id.name == id).map(|aim| &aim.text);
    let action = || publication.action(name).map(|(_, action)| &action.record.text);
    let measure = || publication.measured(name)?.1.what.as_ref();
    aim.or_else(action).or_else(measure)
}

/// When a date is: its day, month or year, its last day and its times.
pub(crate) fn date_words(date: &KeyDate, locale: &Locale) -> String {
    let say = |key: &str, texts: &[(&str, &str)]| {
        let args: Vec<(&str, Arg<'_>)> = texts.iter().map(|(name, text)| (*name, Arg::Text(text))).collect();
        locale.say_with(key, &args)
    };
    let mut when = locale.date(date.date.value, date.part);
    if let Some(last) = &date.last {
        when = say("site-period", &[("start", &when), ("end", &locale.date(last.value, None))]);
    }
    match (&date.from, &date.to) {
        (Some(from), Some(to)) => {
            let (from, to) = (locale.time(from.value), locale.time(to.value));
            say("site-when-from-to", &[("date", &when), ("from", &from), ("to", &to)])
        }
        (Some(from), None) => say("site-when-from", &[("date", &when), ("from", &locale.time(from.value))]),
        _ => when,
    }
}

/// The title of an update, which names its period.
pub(crate) fn update_title(update: &Update, locale: &Locale) -> String {
    let period = locale.date(update.record.period.value, None);
    locale.say_with("site-update-title", &[("period", Arg::Text(&period))])
}

//! Words in one language. Only this file depends on Fluent.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::records::date::{Date, Month, Part, Time};
use crate::records::values::Lang;
use crate::theme::formatting::LocaleFormatter;
use crate::theme::layers::Layers;

/// The language whose words stand in for those that another lacks.
const FALLBACK: &str = "en";

/// A value in a message.
#[derive(Debug, Clone, Copy)]
pub enum Arg<'a> {
    /// Words.
    Text(&'a str),
    /// A number, which may choose a plural form.
    Number(f64),
}

/// Words, dates, numbers and order in one language.
#[derive(Default)]
pub struct Locale {
    /// The language.
    pub lang: Lang,
    bundle: Option<FluentBundle<FluentResource>>,
    messages: BTreeMap<String, String>,
    formatter: LocaleFormatter,
}

impl std::fmt::Debug for Locale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Locale({}, {} messages)", self.lang, self.messages.len())
    }
}

/// Reads the locale files of all layers for a language, with English beneath: a message that only
/// English has is said in English.
pub(crate) fn load_locale(lang: &Lang, layers: &Layers, faults: &mut Vec<Diagnostic>) -> Locale {
    let mut bundle = FluentBundle::new_concurrent(vec![lang.0.parse().unwrap_or_default()]);
    // The marks that keep directions of writing apart would stand in titles and data files too.
    bundle.set_use_isolating(false);
    let mut keys = Vec::new();
    if &*lang.0 != FALLBACK {
        // Errors in English are reported when English itself is loaded.
        add_messages(&mut bundle, &mut keys, FALLBACK, layers, &mut Vec::new());
    }
    add_messages(&mut bundle, &mut keys, &lang.0, layers, faults);
    let mut locale = Locale {
        lang: lang.clone(),
        bundle: Some(bundle),
        messages: BTreeMap::new(),
        formatter: LocaleFormatter::new(lang),
    };
    locale.messages =
        keys.into_iter().filter_map(|key| Some((key.replace('-', "_"), locale.plain_message(&key)?))).collect();
    locale
}

/// Adds the messages of a language, layer by layer; each replaces one of the same key.
fn add_messages(
    bundle: &mut FluentBundle<FluentResource>,
    keys: &mut Vec<String>,
    lang: &str,
    layers: &Layers,
    faults: &mut Vec<Diagnostic>,
) {
    let (whole, ending) = (format!("locales/{lang}.ftl"), format!(".{lang}.ftl"));
    for layer in layers {
        let is_of_language = |path: &str| path == whole || (path.starts_with("locales/") && path.ends_with(&ending));
        for (path, bytes) in layer.files.iter().filter(|(path, _)| is_of_language(path)) {
            let place = Place::whole(&layer.path(path));
            let Ok(text) = std::str::from_utf8(bytes) else {
                faults.push(
                    Diagnostic::new(Code::LocaleFault, place, "this file is not in UTF-8")
                        .help("Save it again with the encoding UTF-8."),
                );
                continue;
            };
            // A message begins in the first column; its attributes and variants do not.
            let names = text.lines().filter_map(|line| Some(line.split_once('=')?.0.trim_end()));
            keys.extend(names.filter(|key| is_key(key)).map(ToOwned::to_owned));
            let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, errors)| {
                faults.extend(errors.iter().map(|error| {
                    let place = place.within(error.pos.start, error.pos.end);
                    Diagnostic::new(Code::LocaleFault, place, format!("this message cannot be read: {error}"))
                        .help("Write `name = Words`, and a value among the words as `{ $value }` with both brackets.")
                }));
                resource
            });
            bundle.add_resource_overriding(resource);
        }
    }
}

fn is_key(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_lowercase())
        && key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

impl Locale {
    /// A message without arguments. One that no layer has comes out as its key in double question
    /// marks, so that it is seen.
    #[must_use]
    pub fn say(&self, key: &str) -> Cow<'_, str> {
        let underscored = key.replace('-', "_");
        self.messages
            .get(&underscored)
            .map_or_else(|| Cow::Owned(format!("??{key}??")), |text| Cow::Borrowed(text.as_str()))
    }

    /// A language's name as this language's readers know it, or else its tag.
    #[must_use]
    pub fn language(&self, lang: &Lang) -> String {
        let key = format!("language_{}", lang.0.replace('-', "_"));
        self.messages.get(&key).map_or_else(|| lang.to_string(), Clone::clone)
    }

    /// Which way the language is written: `ltr` or `rtl`.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        // The languages in use today whose script runs from right to left.
        const RIGHT_TO_LEFT: &[&str] = &["ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"];
        let language = self.lang.0.split('-').next().unwrap_or_default();
        if RIGHT_TO_LEFT.contains(&language) { "rtl" } else { "ltr" }
    }

    /// The language with the country whose spelling it is, as `en_GB`; nothing where a language of
    /// several countries does not say which.
    #[must_use]
    pub fn territory(&self) -> Option<String> {
        // English without a country is that of Britain here, as in dates.
        const ONE_COUNTRY: &[(&str, &str)] = &[("cy", "GB"), ("en", "GB"), ("gd", "GB"), ("kw", "GB"), ("ga", "IE")];
        let mut parts = self.lang.0.split('-');
        let language = parts.next()?;
        let named = parts.find(|part| part.len() == 2);
        let known = || ONE_COUNTRY.iter().find(|(name, _)| *name == language).map(|(_, country)| *country);
        Some(format!("{language}_{}", named.or_else(known)?.to_uppercase()))
    }

    /// A message with arguments.
    #[must_use]
    pub fn say_with(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        let mut values = FluentArgs::new();
        for (name, arg) in args {
            match arg {
                Arg::Text(text) => values.set(*name, FluentValue::from(*text)),
                Arg::Number(number) => values.set(*name, FluentValue::from(*number)),
            }
        }
        self.message(key, Some(&values)).unwrap_or_else(|| format!("??{key}??"))
    }

    fn message(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let bundle = self.bundle.as_ref()?;
        let pattern = bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        Some(bundle.format_pattern(pattern, args, &mut errors).into_owned())
    }

    /// A message that needs no arguments; nothing for one that does.
    fn plain_message(&self, key: &str) -> Option<String> {
        let bundle = self.bundle.as_ref()?;
        let pattern = bundle.get_message(key)?.value()?;
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, None, &mut errors).into_owned();
        errors.is_empty().then_some(text)
    }

    /// Every message without arguments, its hyphens as underscores.
    #[must_use]
    pub fn messages(&self) -> &BTreeMap<String, String> {
        &self.messages
    }

    /// A date as it is written out: "30 April 2026", "early March 2016", "January to March 2025".
    #[must_use]
    pub fn date(&self, date: Date, part: Option<Part>) -> String {
        let text = match date {
            Date::Day(day) => self.formatter.day(day),
            Date::Month(year, month) => self.formatter.month_of_year(year, month),
            Date::Year(year) => year.to_string(),
            Date::Yearless(month, day) => self.formatter.day_of_month(month, day),
            Date::Quarter(year, quarter) => {
                let first = self.formatter.month(quarter * 3 - 2);
                let last = self.formatter.month_of_year(year, quarter * 3);
                self.say_with("date-quarter", &[("first", Arg::Text(&first)), ("last", Arg::Text(&last))])
            }
        };
        match part {
            Some(part) => self.say_with(&format!("date-{}", part.word()), &[("date", Arg::Text(&text))]),
            None => text,
        }
    }

    /// A day as it is written out.
    #[must_use]
    pub fn day(&self, day: jiff::civil::Date) -> String {
        self.formatter.day(day)
    }

    /// A time of day: "12:00".
    #[must_use]
    pub fn time(&self, time: Time) -> String {
        format!("{:02}:{:02}", time.0.hour(), time.0.minute())
    }

    /// A month's name by itself.
    #[must_use]
    pub fn month(&self, month: Month) -> String {
        let number = Month::WORDS.iter().position(|(_, known)| *known == month).unwrap_or_default();
        self.formatter.month(i8::try_from(number + 1).unwrap_or(1))
    }

    /// A month's name inside a date, from 1: "May" in "9 May".
    #[must_use]
    pub fn month_in_date(&self, month: i8) -> String {
        let date = self.formatter.day_of_month(month, 9);
        date.trim_matches(|letter: char| !letter.is_alphabetic()).to_owned()
    }

    /// A weekday's name.
    #[must_use]
    pub fn weekday(&self, day: jiff::civil::Date) -> String {
        self.formatter.weekday(day)
    }

    /// The alternatives that a message lists between bars; none where no layer has it.
    #[must_use]
    pub fn alternatives(&self, key: &str) -> Vec<String> {
        let text = self.messages.get(&key.replace('-', "_")).map_or("", String::as_str);
        text.split('|').map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect()
    }

    /// A number with its digits grouped: "1,900".
    #[must_use]
    pub fn number(&self, value: f64) -> String {
        self.formatter.number(value)
    }

    /// The form of a word that goes with a number.
    #[must_use]
    pub fn plural<'a>(&self, forms: &'a [(&'static str, String)], count: f64) -> &'a str {
        let wanted = self.formatter.category(count);
        let form = |name: &str| forms.iter().find(|(form, _)| *form == name).map(|(_, text)| text.as_str());
        form(wanted).or_else(|| form("other")).unwrap_or_default()
    }

    /// The order of two words in this language.
    #[must_use]
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.formatter.compare(a, b)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::theme::layers::Layer;

    fn locale(lang: &str, files: &[(&str, &str)]) -> (Locale, Vec<Diagnostic>) {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().into())).collect();
        let mut faults = Vec::new();
        let locale = load_locale(&Lang(lang.into()), &[Layer { name: "t".into(), files }], &mut faults);
        (locale, faults)
    }

    #[test]
    fn welsh_dates_plurals_and_order() {
        let (welsh, _) = locale(
            "cy",
            &[(
                "locales/cy.ftl",
                "n = { $n ->\n [zero] dim\n [one] un\n [two] dau\n [few] tri\n [many] chwech\n *[other] arall\n }\n",
            )],
        );
        assert_eq!(welsh.date(Date::read("2026-04-30").unwrap(), None), "30 Ebrill 2026");
        assert_eq!(welsh.date(Date::read("2016-03").unwrap(), None), "Mawrth 2016");
        assert_eq!(welsh.date(Date::read("--05-09").unwrap(), None), "9 Mai");
        assert_eq!(welsh.number(130_000.0), "130,000");
        let forms: Vec<String> =
            [0.0, 1.0, 2.0, 3.0, 6.0, 7.0].iter().map(|n| welsh.say_with("n", &[("n", Arg::Number(*n))])).collect();
        assert_eq!(forms, ["dim", "un", "dau", "tri", "chwech", "arall"]);
        let mut words = vec!["ddoe", "dwr", "chwech", "cyngor", "llan", "lwc"];
        words.sort_by(|a, b| welsh.compare(a, b));
        assert_eq!(words, ["cyngor", "chwech", "dwr", "ddoe", "lwc", "llan"]);
    }

    #[test]
    fn a_missing_message_is_english_or_else_its_key() {
        let (welsh, faults) = locale("cy", &[("locales/en.ftl", "a = A\nb = B\n"), ("locales/cy.ftl", "a = Â\n")]);
        assert_eq!((&*welsh.say("a"), &*welsh.say("b"), &*welsh.say("c-d")), ("Â", "B", "??c-d??"));
        assert!(faults.is_empty());
    }

    #[test]
    fn a_language_without_a_file_has_its_dates_and_english_words() {
        let (french, faults) = locale("fr", &[("locales/en.ftl", "home = Home\n")]);
        assert!(faults.is_empty());
        assert_eq!(french.say("home"), "Home");
        assert_eq!(french.date(Date::read("2026-04-30").unwrap(), None), "30 avril 2026");
        let (odd, _) = locale("qqx", &[("locales/en.ftl", "home = Home\n")]);
        assert_eq!(odd.say("home"), "Home");
        assert!(odd.day(jiff::civil::date(2026, 4, 30)).contains("2026"));
    }

    #[test]
    fn every_kind_of_date_in_english() {
        let text = include_str!("../../themes/default/locales/common.en.ftl");
        let (english, _) = locale("en", &[("locales/common.en.ftl", text)]);
        let say = |spelling: &str, part| english.date(Date::read(spelling).unwrap(), part);
        assert_eq!(say("2026-04-30", None), "30 April 2026");
        assert_eq!(say("2026-04", None), "April 2026");
        assert_eq!(say("2016-03", Some(Part::Early)), "early March 2016");
        assert_eq!(say("2016", Some(Part::Mid)), "mid-2016");
        assert_eq!(say("2025-Q1", None), "January to March 2025");
        assert_eq!(say("--05-09", None), "9 May");
        assert_eq!(english.month(Month::October), "October");
        assert_eq!(english.number(1900.0), "1,900");
        assert_eq!(english.number(2.5), "2.5");
    }

    #[test]
    fn words_follow_their_number() {
        let forms = |all: &[(&'static str, &str)]| {
            all.iter().map(|(name, text)| (*name, (*text).to_owned())).collect::<Vec<_>>()
        };
        let (welsh, _) = locale("cy", &[]);
        let dogs = forms(&[("one", "ci"), ("two", "gi"), ("few", "chi"), ("many", "chi mawr"), ("other", "cŵn")]);
        let words: Vec<&str> = [0.0, 1.0, 2.0, 3.0, 6.0, 20.0].iter().map(|n| welsh.plural(&dogs, *n)).collect();
        assert_eq!(words, ["cŵn", "ci", "gi", "chi", "chi mawr", "cŵn"]);
        assert_eq!(welsh.plural(&[], 1.0), "");
    }

    #[test]
    fn a_broken_locale_file_is_named() {
        let (_, faults) = locale("en", &[("locales/en.ftl", "a = A\nb = { $\n")]);
        assert_eq!((faults[0].code, &*faults[0].place.file), (Code::LocaleFault, "themes/t/locales/en.ftl"));
    }
}

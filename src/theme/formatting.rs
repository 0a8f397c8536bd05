//! Dates, numbers, plurals and order by language. Only this file depends on ICU.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_datetime::DateTimeFormatter;
use icu_datetime::fieldsets::{E, M, MD, YM, YMD};
use icu_datetime::input::Date as IcuDate;
use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_locale_core::Locale as Tag;
use icu_plurals::{PluralCategory, PluralRules};
use jiff::civil;

use crate::records::values::Lang;

/// Formats dates and numbers and compares words in a language. A language that ICU does not know gets
/// the spellings of data files.
#[derive(Default)]
pub struct LocaleFormatter {
    day: Option<DateTimeFormatter<YMD>>,
    month_of_year: Option<DateTimeFormatter<YM>>,
    day_of_month: Option<DateTimeFormatter<MD>>,
    month: Option<DateTimeFormatter<M>>,
    weekday: Option<DateTimeFormatter<E>>,
    number: Option<DecimalFormatter>,
    plurals: Option<PluralRules>,
    order: Option<CollatorBorrowed<'static>>,
}

/// A language tag as ICU takes it. English without a country is that of Britain, whose order of
/// day and month most of the world shares.
fn icu_locale(lang: &Lang) -> Option<Tag> {
    let name = if &*lang.0 == "en" { "en-GB" } else { &lang.0 };
    Tag::try_from_str(name).ok()
}

fn icu_date(date: civil::Date) -> Option<IcuDate<icu_calendar::Iso>> {
    IcuDate::try_new_iso(i32::from(date.year()), date.month().unsigned_abs(), date.day().unsigned_abs()).ok()
}

fn day_in(year: i16, month: i8, day: i8) -> civil::Date {
    civil::Date::new(year, month, day).unwrap_or_default()
}

impl LocaleFormatter {
    /// What is known of a language.
    pub fn new(lang: &Lang) -> Self {
        let Some(tag) = icu_locale(lang) else { return Self::default() };
        Self {
            day: DateTimeFormatter::try_new((&tag).into(), YMD::long()).ok(),
            month_of_year: DateTimeFormatter::try_new((&tag).into(), YM::long()).ok(),
            day_of_month: DateTimeFormatter::try_new((&tag).into(), MD::long()).ok(),
            month: DateTimeFormatter::try_new((&tag).into(), M::long()).ok(),
            weekday: DateTimeFormatter::try_new((&tag).into(), E::long()).ok(),
            number: DecimalFormatter::try_new((&tag).into(), icu_decimal::options::DecimalFormatterOptions::default())
                .ok(),
            plurals: PluralRules::try_new((&tag).into(), icu_plurals::PluralRulesOptions::default()).ok(),
            order: Collator::try_new((&tag).into(), CollatorOptions::default()).ok(),
        }
    }

    /// "30 April 2026"
    pub fn day(&self, day: civil::Date) -> String {
        let text = self.day.as_ref().zip(icu_date(day)).map(|(format, day)| format.format(&day).to_string());
        text.unwrap_or_else(|| day.to_string())
    }

    /// "April 2026"
    pub fn month_of_year(&self, year: i16, month: i8) -> String {
        let text = self
            .month_of_year
            .as_ref()
            .zip(icu_date(day_in(year, month, 1)))
            .map(|(format, day)| format.format(&day).to_string());
        text.unwrap_or_else(|| format!("{year:04}-{month:02}"))
    }

    /// "9 May"
    pub fn day_of_month(&self, month: i8, day: i8) -> String {
        let text = self
            .day_of_month
            .as_ref()
            .zip(icu_date(day_in(2024, month, day)))
            .map(|(format, day)| format.format(&day).to_string());
        text.unwrap_or_else(|| format!("{month:02}-{day:02}"))
    }

    /// "April"
    pub fn month(&self, month: i8) -> String {
        let text = self
            .month
            .as_ref()
            .zip(icu_date(day_in(2024, month, 1)))
            .map(|(format, day)| format.format(&day).to_string());
        text.unwrap_or_else(|| format!("{month:02}"))
    }

    /// "Thursday"; nothing in a language that is not known.
    pub fn weekday(&self, day: civil::Date) -> String {
        let text = self.weekday.as_ref().zip(icu_date(day)).map(|(format, day)| format.format(&day).to_string());
        text.unwrap_or_default()
    }

    /// "1,900", "2.5"
    pub fn number(&self, value: f64) -> String {
        let plain = value.to_string();
        let decimal = Decimal::try_from_str(&plain).ok();
        self.number.as_ref().zip(decimal).map_or(plain, |(format, decimal)| format.format(&decimal).to_string())
    }

    /// The name of the plural form that goes with a number.
    pub fn category(&self, count: f64) -> &'static str {
        let decimal = Decimal::try_from_str(&count.to_string()).ok();
        let category = self.plurals.as_ref().zip(decimal).map(|(rules, decimal)| rules.category_for(&decimal));
        match category {
            Some(PluralCategory::Zero) => "zero",
            Some(PluralCategory::One) => "one",
            Some(PluralCategory::Two) => "two",
            Some(PluralCategory::Few) => "few",
            Some(PluralCategory::Many) => "many",
            Some(PluralCategory::Other) | None => "other",
        }
    }

    /// The order of two words.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.order.as_ref().map_or_else(|| a.cmp(b), |order| order.compare(a, b))
    }
}

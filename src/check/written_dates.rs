//! Dates that are written out in texts: days that do not exist, weekdays that do not fit.

use jiff::civil;

use crate::check::phrases::Phrases;

/// A date that a text writes out.
#[derive(Debug, PartialEq, Eq)]
pub struct WrittenDate {
    /// Where its first word begins and its last ends, in bytes.
    pub range: std::ops::Range<usize>,
    /// From 0 for Monday, where one is named.
    pub weekday: Option<usize>,
    /// The day of the month.
    pub day: i8,
    /// The month.
    pub month: i8,
    /// The year, where it is given.
    pub year: Option<i16>,
}

impl WrittenDate {
    /// The day that is meant; none where there is no such day. Without a year a leap year is tried.
    pub fn date(&self) -> Option<civil::Date> {
        civil::Date::new(self.year.unwrap_or(2024), self.month, self.day).ok()
    }
}

/// A word and where it begins.
type Word<'a> = (usize, &'a str);

/// The dates of a text whose month's name stands at one of these bytes.
pub fn find_dates(text: &str, months: &[usize], phrases: &Phrases) -> Vec<WrittenDate> {
    if months.is_empty() {
        return Vec::new();
    }
    let words: Vec<Word<'_>> = split_words(text).collect();
    months
        .iter()
        .filter_map(|at| {
            let here = words.binary_search_by_key(at, |(start, _)| *start).ok()?;
            read_date(&words, here, phrases)
        })
        .collect()
}

/// The words of a text: runs of letters and digits.
fn split_words(text: &str) -> impl Iterator<Item = Word<'_>> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

fn read_date(words: &[Word<'_>], here: usize, phrases: &Phrases) -> Option<WrittenDate> {
    let month = phrases.month(words[here].1)?;
    let word = |at: Option<usize>| at.and_then(|at| words.get(at)).map(|(_, word)| *word);
    let before = word(here.checked_sub(1)).and_then(parse_day);
    // "9 May 2026", or "May 9, 2026"; but not the "20" of "May 20:15".
    let (first, day, mut last) = match before {
        Some(day) => (here - 1, day, here),
        None => (here, word(Some(here + 1)).and_then(parse_day)?, here + 1),
    };
    let year = word(Some(last + 1)).and_then(parse_year);
    last += usize::from(year.is_some());
    let weekday =
        (1..=2).filter_map(|back| first.checked_sub(back)).find_map(|at| Some((at, phrases.weekday(words[at].1)?)));
    let (start, weekday) = weekday.map_or((first, None), |(at, weekday)| (at, Some(weekday)));
    let range = words[start].0..words[last].0 + words[last].1.len();
    Some(WrittenDate { range, weekday, day, month, year })
}

/// A day of a month, "9" or "9th".
fn parse_day(word: &str) -> Option<i8> {
    let digits = word.trim_end_matches(char::is_alphabetic);
    let short = digits.len() <= 2 && word.len() - digits.len() <= 4;
    digits.parse().ok().filter(|day| short && (1..=31).contains(day))
}

fn parse_year(word: &str) -> Option<i16> {
    word.parse().ok().filter(|year| word.len() == 4 && (1800..2200).contains(year))
}

/// Whether a text names a year.
pub fn names_a_year(text: &str) -> bool {
    split_words(text).any(|(_, word)| parse_year(word).is_some())
}

//! The words that rules look for in a language's texts. The only file that knows Aho-Corasick.

use std::collections::HashSet;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use jiff::civil;

use crate::theme::Locale;

/// What a language calls months and weekdays, and the phrases that its locale files list.
#[derive(Debug)]
pub struct Phrases {
    month_names: WordFinder,
    elsewhere: WordFinder,
    multiples: WordFinder,
    listed: [Vec<String>; 2],
    vague: HashSet<String>,
    months: Vec<String>,
    weekdays: Vec<String>,
}

/// Finds in one pass what most texts have none of.
type WordFinder = Option<AhoCorasick>;

impl PartialEq for Phrases {
    /// Whether the same words are looked for.
    fn eq(&self, other: &Self) -> bool {
        let words = |phrases: &Self| {
            (phrases.listed.clone(), phrases.vague.clone(), phrases.months.clone(), phrases.weekdays.clone())
        };
        words(self) == words(other)
    }
}

impl Phrases {
    /// Those of a language.
    pub fn new(locale: &Locale) -> Self {
        let last_word = |name: String| name.rsplit(' ').next().unwrap_or_default().to_owned();
        let months: Vec<String> = (1..=12).map(|month| last_word(locale.month_in_date(month))).collect();
        // The first of these days was a Monday.
        let week = (1..=7).map(|day| civil::Date::new(2024, 1, day).unwrap_or_default());
        let weekdays = week.map(|day| last_word(locale.weekday(day))).collect();
        let capitals = months.iter().map(|name| name.to_uppercase());
        let month_names = build_finder(months.iter().cloned().chain(capitals));
        // As it may stand in a sentence, and at its beginning.
        let phrases =
            |key| build_finder(locale.alternatives(key).into_iter().flat_map(|phrase| [capitalise(&phrase), phrase]));
        let (elsewhere, multiples) = (phrases("check-see-elsewhere"), phrases("check-multiples"));
        let listed = ["check-see-elsewhere", "check-multiples"].map(|key| locale.alternatives(key));
        let vague = locale.alternatives("check-vague-links").into_iter().collect();
        Self { month_names, elsewhere, multiples, listed, vague, months, weekdays }
    }

    /// Whether something that is looked for may stand in a text: a phrase, a date or a page number.
    pub fn may_match(&self, text: &str) -> bool {
        has_digit(text) || self.elsewhere.as_ref().is_some_and(|finder| finder.is_match(text))
    }

    /// Where a text names months.
    pub fn find_months(&self, text: &str) -> Vec<usize> {
        // A day of a month has a number, and most texts have none.
        let found = has_digit(text).then(|| find_words(&self.month_names, text));
        found.into_iter().flatten().map(|range| range.start).collect()
    }

    /// The words of a text that point to a place on paper.
    pub fn find_paper_references<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        find_words(&self.elsewhere, text)
    }

    /// The words of a text that compare with a figure.
    pub fn find_comparisons<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        find_words(&self.multiples, text)
    }

    /// Whether a link with these words does not say where it leads.
    pub fn is_vague(&self, words: &str) -> bool {
        let plain = words.trim_matches(|letter: char| !letter.is_alphanumeric());
        plain.len() < 40 && self.vague.contains(&plain.to_lowercase())
    }

    /// The month that a word names, from 1. Letters count as they are written: "may" is a verb.
    pub fn month(&self, word: &str) -> Option<i8> {
        let found = self.months.iter().position(|name| name == word || name.to_uppercase() == word)?;
        i8::try_from(found + 1).ok()
    }

    /// What a weekday is called, from 0 for Monday.
    pub fn name_of_weekday(&self, day: usize) -> &str {
        self.weekdays.get(day).map_or("", String::as_str)
    }

    /// The weekday that a word names, from 0 for Monday.
    pub fn weekday(&self, word: &str) -> Option<usize> {
        let lower = word.to_lowercase();
        self.weekdays.iter().position(|name| name.to_lowercase() == lower)
    }
}

/// Looks at every byte, which is done many at a time.
fn has_digit(text: &str) -> bool {
    text.bytes().fold(false, |any, byte| any | byte.is_ascii_digit())
}

fn build_finder(phrases: impl Iterator<Item = String>) -> WordFinder {
    let patterns = phrases.filter(|phrase| !phrase.is_empty());
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(patterns).ok()
}

/// What stands in a text as whole words.
fn find_words<'a>(finder: &'a WordFinder, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let joins = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let found = finder.iter().flat_map(move |finder| finder.find_iter(text)).map(|found| found.range());
    found.filter(move |range| {
        !joins(text[..range.start].chars().next_back()) && !joins(text[range.end..].chars().next())
    })
}

/// With a capital letter.
fn capitalise(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

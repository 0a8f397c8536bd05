//! The words that rules look for in a language's texts. The only file that knows Aho-Corasick.

use std::collections::HashSet;

use aho_corasick::{AhoCorasick, MatchKind};
use jiff::civil;

use crate::theme::Locale;

/// What a language calls months and weekdays, and the phrases that its locale files list.
#[derive(Debug)]
pub struct Phrases {
    /// Finds in one pass what most texts have none of.
    finder: Option<AhoCorasick>,
    kinds: Vec<Kind>,
    vague: HashSet<String>,
    months: Vec<String>,
    weekdays: Vec<String>,
}

/// What a phrase that was found is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// The name of a month.
    Month,
    /// It points to a place on paper.
    Elsewhere,
    /// It compares with a figure.
    Multiple,
}

impl Phrases {
    /// Those of a language.
    pub fn new(locale: &Locale) -> Self {
        let last_word = |name: String| name.rsplit(' ').next().unwrap_or_default().to_owned();
        let months: Vec<String> = (1..=12).map(|month| last_word(locale.month_in_date(month))).collect();
        // The first of these days was a Monday.
        let week = (1..=7).map(|day| civil::Date::new(2024, 1, day).unwrap_or_default());
        let weekdays = week.map(|day| last_word(locale.weekday(day))).collect();
        let elsewhere = locale.alternatives("check-see-elsewhere");
        let multiples = locale.alternatives("check-multiples");
        let listed = (months.iter().map(|name| (name, Kind::Month)))
            .chain(elsewhere.iter().map(|phrase| (phrase, Kind::Elsewhere)))
            .chain(multiples.iter().map(|word| (word, Kind::Multiple)))
            .filter(|(phrase, _)| !phrase.is_empty());
        let (patterns, kinds): (Vec<&String>, Vec<Kind>) = listed.unzip();
        let finder = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(patterns)
            .ok();
        let vague = locale.alternatives("check-vague-links").into_iter().collect();
        Self { finder, kinds, vague, months, weekdays }
    }

    /// The phrases in a text that stand there as whole words: what each is, and its bytes.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Kind, std::ops::Range<usize>)> + 'a {
        let found = self.finder.iter().flat_map(move |finder| finder.find_iter(text));
        let whole = |range: &std::ops::Range<usize>| {
            let joins = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
            !joins(text[..range.start].chars().next_back()) && !joins(text[range.end..].chars().next())
        };
        found
            .map(|found| (self.kinds[found.pattern().as_usize()], found.range()))
            .filter(move |(_, range)| whole(range))
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

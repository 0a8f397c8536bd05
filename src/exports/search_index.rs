//! The index of the search, as a script that sets one variable: it is then read from a disk as well
//! as from a server, and the strictest policy lets it in.
//!
//! What is shown of an entry is in lists, one for each of its fields; the script takes its words
//! from there. The lists hold texts as the places of their words in a list of all words, which is
//! about a third smaller. All further words are in a separate list with the numbers of the entries
//! that hold them, each as the distance from the number before.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use serde::Serialize;

use crate::exports::data_script;
use crate::exports::word_folding::for_each_word;
use crate::pages::TextIndex;
use crate::pages::view::{SearchEntry, SearchIndex, Words};
use crate::syntax::document::{Block, Prose, letters};

/// How many letters are shown of what an entry is about.
const ABOUT: usize = 160;
/// How many letters of all texts together are gone through for further words. Each has an equal
/// share, so that a site of thousands of pages has an index that a phone can load.
const LETTERS: usize = 6_000_000;
/// The least that a text has of them.
const SHARE: usize = 500;

/// What the script reads.
#[derive(Serialize)]
struct IndexFile<'a> {
    #[serde(flatten)]
    index: &'a SearchIndex,
    /// What entries are and what they are in, each once; with 1 where it is in the second language.
    names: Vec<(&'a str, u8)>,
    /// Of each entry: what it is, and what it is in, as places in `names`; -1 for nothing.
    what: Vec<i32>,
    place: Vec<i32>,
    /// `+` for one more than that of the entry before.
    number: Vec<&'a str>,
    /// Its address from the site's root; an anchor alone is one on the page of the entry before.
    to: Vec<&'a str>,
    /// What is shown: all words in it, and by entry the places of its own, with a space between entries.
    shown: String,
    title: String,
    about: String,
    weight: Vec<u8>,
    /// 1 where the title is in the second language, 2 where what it is about is.
    foreign: Vec<u8>,
    /// All further words, in order.
    words: String,
    /// For each of them, the entries that hold it.
    holders: String,
}

/// The bytes of the file.
#[must_use]
pub fn render(index: &SearchIndex, texts: &[Prose]) -> Vec<u8> {
    let mut entries = Vec::new();
    index.sections.iter().for_each(|section| flatten_entries(&section.entries, &mut entries));
    let mut names = NameTable::default();
    let mut page = "";
    let foreign = |words: Option<&Words>| u8::from(words.is_some_and(|words| words.lang.is_some()));
    let column = |field: &dyn Fn(&'_ SearchEntry) -> u8| entries.iter().map(|entry| field(entry)).collect();
    let what = entries.iter().map(|entry| names.insert(Some(&entry.what))).collect();
    let place = entries.iter().map(|entry| names.insert(entry.place.as_ref())).collect();
    let to = entries.iter().map(|entry| {
        let address = entry.link.address.as_str();
        let (path, anchor) = address.find('#').map_or((address, ""), |at| address.split_at(at));
        let same = path == page && !anchor.is_empty();
        page = path;
        if same { anchor } else { address }
    });
    let titles: Vec<&str> = entries.iter().map(|entry| entry.link.words.text.as_str()).collect();
    let abouts: Vec<&str> = entries.iter().map(|entry| split_about(entry).0).collect();
    let (texts_shown, [title, about]) = index_words([&titles, &abouts]);
    let file = IndexFile {
        index,
        what,
        place,
        number: shorten_numbers(&entries),
        to: to.collect(),
        shown: texts_shown,
        title,
        about,
        weight: column(&|entry| entry.weight),
        foreign: column(&|entry| foreign(Some(&entry.link.words)) + 2 * foreign(entry.about.as_ref())),
        names: names.all,
        words: String::new(),
        holders: String::new(),
    };
    let (words, holders) = index_further_words(&entries, index, texts);
    data_script::render("planpressIndex", &IndexFile { words, holders, ..file })
}

/// Entries with those below them, in reading order.
fn flatten_entries<'a>(entries: &'a [SearchEntry], all: &mut Vec<&'a SearchEntry>) {
    for entry in entries {
        all.push(entry);
        flatten_entries(&entry.below, all);
    }
}

/// Names that many entries share.
#[derive(Default)]
struct NameTable<'a> {
    all: Vec<(&'a str, u8)>,
    places: HashMap<&'a str, i32, RandomState>,
}

impl<'a> NameTable<'a> {
    fn insert(&mut self, name: Option<&'a Words>) -> i32 {
        let Some(name) = name else { return -1 };
        let next = i32::try_from(self.all.len()).unwrap_or(-1);
        let place = *self.places.entry(&name.text).or_insert(next);
        if place == next {
            self.all.push((&name.text, u8::from(name.lang.is_some())));
        }
        place
    }
}

/// The numbers of entries, as far as they are not one more than the last.
fn shorten_numbers<'a>(entries: &[&'a SearchEntry]) -> Vec<&'a str> {
    let mut next = None;
    let number = |entry: &&'a SearchEntry| {
        let number = entry.number.as_deref().unwrap_or_default();
        let start = number.trim_end_matches(|c: char| c.is_ascii_digit());
        let follows = next.as_deref() == Some(number);
        next = number[start.len()..].parse().ok().map(|last: usize| format!("{start}{}", last + 1));
        if follows { "+" } else { number }
    };
    entries.iter().map(number).collect()
}

/// All words of texts, the most frequent first, and by text the places of its own.
fn index_words<'a, const N: usize>(lists: [&[&'a str]; N]) -> (String, [String; N]) {
    let mut counts: HashMap<&str, usize, RandomState> = HashMap::default();
    // A text without a word has no place at all.
    let words = |text: &'a str| text.split(' ').take(if text.is_empty() { 0 } else { usize::MAX });
    for text in lists.iter().flat_map(|list| list.iter()) {
        words(text).for_each(|word| *counts.entry(word).or_default() += 1);
    }
    let mut all: Vec<(&str, usize)> = counts.iter().map(|(word, count)| (*word, *count)).collect();
    all.sort_unstable_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    for (place, (word, _)) in all.iter().enumerate() {
        counts.insert(word, place);
    }
    let placed = lists.map(|list| {
        let mut out = String::new();
        for (at, text) in list.iter().enumerate() {
            if at > 0 {
                out.push(' ');
            }
            words(text).for_each(|word| write_number(counts[word], &mut out));
        }
        out
    });
    (all.iter().map(|(word, _)| *word).collect::<Vec<_>>().join(" "), placed)
}

/// What is shown of what an entry is about, and the rest of it.
fn split_about(entry: &SearchEntry) -> (&str, &str) {
    let about = entry.about.as_ref().map_or("", |about| &about.text);
    let Some((end, _)) = about.char_indices().nth(ABOUT) else { return (about, "") };
    about.split_at(about[..end].rfind(' ').unwrap_or(end))
}

/// The words that find entries and are not shown with them, and the entries that hold each.
fn index_further_words(entries: &[&SearchEntry], index: &SearchIndex, texts: &[Prose]) -> (String, String) {
    let mut known: HashMap<String, usize, RandomState> = HashMap::default();
    // By word: the last entry that was seen to have it, from 1, and the entries that hold it further.
    let mut last: Vec<usize> = Vec::new();
    let mut holders: Vec<Vec<usize>> = Vec::new();
    let mut place = |word: &str, last: &mut Vec<usize>, holders: &mut Vec<Vec<usize>>| {
        if let Some(place) = known.get(word) {
            return *place;
        }
        known.insert(word.to_owned(), last.len());
        last.push(0);
        holders.push(Vec::new());
        last.len() - 1
    };
    // Small words are in every entry from the first to the last.
    for word in &index.small {
        for_each_word(word, &mut |word| {
            let at = place(word, &mut last, &mut holders);
            last[at] = usize::MAX;
        });
    }
    let share = (LETTERS / entries.len().max(1)).max(SHARE);
    let mut text = String::new();
    for (number, entry) in (1..).zip(entries) {
        let (about, rest) = split_about(entry);
        for shown in [&entry.link.words.text, about] {
            for_each_word(shown, &mut |word| {
                let at = place(word, &mut last, &mut holders);
                last[at] = last[at].max(number);
            });
        }
        text.clear();
        text.push_str(rest);
        for words in &entry.more {
            text.push('\n');
            text.push_str(words);
        }
        entry
            .texts
            .iter()
            .filter_map(|TextIndex(index)| texts.get(*index))
            .for_each(|prose| push_letters(prose, &mut text));
        for_each_word(&text[..text.floor_char_boundary(share)], &mut |word| {
            let at = place(word, &mut last, &mut holders);
            if last[at] < number {
                last[at] = number;
                holders[at].push(number);
            }
        });
    }
    let mut words: Vec<(String, usize)> = known.into_iter().filter(|(_, at)| !holders[*at].is_empty()).collect();
    words.sort_unstable();
    let mut lines = String::new();
    for (_, at) in &words {
        let mut before = 0;
        for number in &holders[*at] {
            write_number(number - before, &mut lines);
            before = *number;
        }
        lines.push(' ');
    }
    (words.iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" "), lines)
}

/// A number in letters, of which only the last is a capital, so that numbers need nothing between them.
fn write_number(number: usize, out: &mut String) {
    let letter = |first: u8, digit: usize| char::from(first + u8::try_from(digit).unwrap_or_default());
    let from = out.len();
    let mut rest = number / 26;
    while rest > 0 {
        out.insert(from, letter(b'a', rest % 26));
        rest /= 26;
    }
    out.push(letter(b'A', number % 26));
}

/// The letters of a text, block by block.
fn push_letters(prose: &Prose, text: &mut String) {
    prose.each_block(&mut |block| {
        text.push('\n');
        match block {
            Block::Paragraph { text: line, .. } | Block::Heading { text: line, .. } => letters(line, text),
            Block::Table { head, rows, .. } => {
                for cell in head.iter().chain(rows.iter().flatten()) {
                    letters(cell, text);
                    text.push('\n');
                }
            }
            Block::Definitions { entries } => {
                for entry in entries {
                    letters(&entry.term, text);
                    text.push('\n');
                }
            }
            Block::Code { text: code, .. } => text.push_str(code),
            _ => {}
        }
    });
}

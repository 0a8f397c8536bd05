//! Words of which each stands in one place of a project, and who may read them.
#![allow(dead_code, reason = "each test uses a part of it")]

pub mod facts;
pub mod look;
pub mod project;
pub mod texts;
pub mod ways;

use std::collections::BTreeMap;

/// Editions as bits, so that a thing in another is in the editions of both.
pub type Set = u8;
pub const PUBLIC: Set = 1;
pub const CONSULTATION: Set = 2;
pub const STAFF: Set = 4;
pub const ALL: Set = 7;
/// The editions by the words that commands and keys have for them.
pub const EDITIONS: [(&str, Set); 3] = [("public", PUBLIC), ("consultation", CONSULTATION), ("staff", STAFF)];

/// The words of a set.
pub fn names(set: Set) -> Vec<&'static str> {
    EDITIONS.iter().filter(|(_, own)| set & own != 0).map(|(name, _)| *name).collect()
}

/// A word that was planted.
#[derive(Debug, Clone)]
pub struct Planted {
    /// In which record and key, and in which part of it: `an aim.detail/link`.
    pub at: String,
    /// In which language.
    pub lang: &'static str,
    /// Which editions may show it.
    pub set: Set,
}

/// Letters of words: none that a font joins with another, none that ends or begins a word.
const LETTERS: &[u8] = b"abcdeghkmnoprstuvw";
/// How a word begins and ends, so that it is found in whatever stands around it.
const BEGINS: &[u8] = b"zq";
const ENDS: &[u8] = b"qz";
const MIDDLE: usize = 6;

/// Every word that was planted.
#[derive(Debug, Default)]
pub struct Canaries {
    pub words: BTreeMap<String, Planted>,
    made: usize,
}

impl Canaries {
    /// A new word for one place.
    pub fn plant(&mut self, at: &str, lang: &'static str, set: Set) -> String {
        let mut number = self.made;
        self.made += 1;
        let mut word = BEGINS.to_vec();
        for _ in 0..MIDDLE {
            word.push(LETTERS[number % LETTERS.len()]);
            number /= LETTERS.len();
        }
        word.extend(ENDS);
        let word = String::from_utf8(word).unwrap();
        self.words.insert(word.clone(), Planted { at: at.to_owned(), lang, set });
        word
    }
}

/// Every planted word in some bytes, in small letters or capitals.
pub fn words_in(bytes: &[u8], see: &mut dyn FnMut(&str)) {
    let length = BEGINS.len() + MIDDLE + ENDS.len();
    for at in 0..bytes.len().saturating_sub(length - 1) {
        if !bytes[at].eq_ignore_ascii_case(&BEGINS[0]) {
            continue;
        }
        let word = bytes[at..at + length].to_ascii_lowercase();
        let middle = &word[BEGINS.len()..BEGINS.len() + MIDDLE];
        if word.starts_with(BEGINS) && word.ends_with(ENDS) && middle.iter().all(|letter| LETTERS.contains(letter)) {
            see(std::str::from_utf8(&word).unwrap());
        }
    }
}

//! Words that look as if the space between two of them was lost: "toshape" where other texts say
//! "to shape". No dictionary is needed for that, and so it holds for any language.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, RandomState};

use crate::check::texts::locate;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::file_tree::Tree;
use crate::model::{Passage, Publication};
use crate::syntax::document::{Block, Prose, letters};

/// Shorter words are often made of two by chance; characters.
const SHORTEST: usize = 6;

/// Looks for such words. All texts are read for it twice, so it is not part of every build.
pub fn check(publication: &Publication, tree: &Tree, faults: &mut Vec<Diagnostic>) {
    let mut texts: Vec<(String, Place)> = Vec::new();
    for prose in publication.stories() {
        add_paragraphs(prose, &mut texts);
    }
    publication.visit_texts(&mut |passage| match passage {
        Passage::Line(line) => texts.push((line.source.clone(), line.place.clone())),
        Passage::Markdown(markdown) => {
            add_paragraphs(&markdown.source, &mut texts);
            markdown.translations.iter().for_each(|(_, prose)| add_paragraphs(prose, &mut texts));
        }
        Passage::Address(..) => {}
    });
    let hasher = RandomState::new();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut pairs: HashSet<u64> = HashSet::new();
    for (text, _) in &texts {
        let mut before: Option<&str> = None;
        for word in text.split(' ') {
            // Marks at a word's end keep it apart from the next.
            let bare = word.trim_matches(|letter: char| !letter.is_alphanumeric());
            if let Some(before) = before.filter(|_| bare.len() > 2 && word.starts_with(bare)) {
                pairs.insert(hasher.hash_one(format!("{before}{bare}")));
            }
            *counts.entry(bare).or_default() += 1;
            before = Some(bare).filter(|bare| bare.chars().nth(1).is_some() && word.ends_with(bare));
        }
    }
    let is_found = |word: &str| {
        word.chars().count() >= SHORTEST
            && word.chars().all(char::is_alphabetic)
            && counts.get(word) == Some(&1)
            && pairs.contains(&hasher.hash_one(word))
    };
    for (text, place) in &texts {
        for word in text.split(|letter: char| !letter.is_alphabetic()).filter(|word| is_found(word)) {
            let message = format!("“{word}” stands here alone, and elsewhere as two words");
            faults.push(
                Diagnostic::new(Code::RunTogether, locate(tree, place, word), message)
                    .help("Put the space back, if one was lost."),
            );
        }
    }
}

fn add_paragraphs(prose: &Prose, texts: &mut Vec<(String, Place)>) {
    prose.each_block(&mut |block| {
        if let Block::Paragraph { text, place } = block {
            let mut words = String::new();
            letters(text, &mut words);
            texts.push((words, place.clone()));
        }
    });
}

//! Letters that no font has: they would be missing on paper, and spoken as nothing.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::sheets::Booklet;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::theme::Theme;
use crate::theme::fonts::Coverage;
use crate::tree::{Entry, Tree};

/// Finds the letters of what is printed that cannot be, each where it was first written.
/// `running` is what stands on every sheet.
pub fn check(booklets: &[Booklet], running: &[Value], theme: &Theme, tree: &Tree, faults: &mut Vec<Diagnostic>) {
    if booklets.is_empty() {
        return;
    }
    let fonts = Coverage::new(theme);
    let mut known = BTreeMap::new();
    // Most plans have no such letter in any file, and nothing more is to be done.
    let written: BTreeSet<char> =
        sources(tree).flat_map(|(_, text)| text.chars()).filter(|letter| !has(&fonts, &mut known, *letter)).collect();
    // Written by its number, as `\U0001F389` in YAML or `&#x1F389;` in Markdown, a letter is in no file.
    let escaped = sources(tree).any(|(_, text)| text.contains(['\\', '&']));
    if written.is_empty() && !escaped {
        return;
    }
    let mut missing: BTreeMap<char, &str> = BTreeMap::new();
    let mut collect = |value: &Value, address| {
        each_text(value, &mut |text| {
            for letter in text.chars().filter(|letter| !has(&fonts, &mut known, *letter)) {
                missing.entry(letter).or_insert(address);
            }
        });
    };
    for value in running {
        collect(value, "every sheet");
    }
    for sheet in booklets.iter().flat_map(|booklet| &booklet.sheets) {
        collect(&json!([sheet.data()]), &sheet.address);
    }
    faults.extend(missing.into_iter().map(|(letter, address)| fault(letter, address, tree)));
}

fn has(fonts: &Coverage<'_>, known: &mut BTreeMap<char, bool>, letter: char) -> bool {
    letter.is_ascii() || *known.entry(letter).or_insert_with(|| fonts.has(letter))
}

/// The texts of the project, those of plans first, since most of what is printed stands there.
fn sources(tree: &Tree) -> impl Iterator<Item = (&str, &str)> {
    let all = tree.below("content/plans/").chain(tree.below("content/")).chain(tree.below("themes/"));
    all.filter_map(|(path, entry)| match entry {
        Entry::Text(bytes) if [".yaml", ".md", ".ftl"].iter().any(|ending| path.ends_with(ending)) => {
            Some((path, std::str::from_utf8(bytes).ok()?))
        }
        _ => None,
    })
}

fn each_text(value: &Value, see: &mut dyn FnMut(&str)) {
    match value {
        Value::String(text) => see(text),
        Value::Array(items) => items.iter().for_each(|item| each_text(item, see)),
        Value::Object(fields) => fields.values().for_each(|item| each_text(item, see)),
        _ => {}
    }
}

fn fault(letter: char, address: &str, tree: &Tree) -> Diagnostic {
    let code = u32::from(letter);
    let numbers = [format!("{code:08X}"), format!("{code:04X}"), format!("#{code}")];
    let spellings = std::iter::once((letter.to_string(), false)).chain(numbers.map(|number| (number, true)));
    let found = spellings.into_iter().find_map(|(spelling, escaped)| {
        sources(tree).find_map(|(path, text)| Some((path, find(text, &spelling, escaped)?, spelling.len())))
    });
    let place = found.map_or_else(Place::default, |(path, at, length)| Place::whole(path).within(at, at + length));
    let message = format!("no font has the letter “{letter}” (U+{code:04X}), which is to be printed on {address}");
    Diagnostic::new(Code::UnprintableLetter, place, message)
        .help("Say it in words, or put a font that has it into `fonts/` of a theme of your own.")
}

/// Where a letter stands: itself, or its number in either case where what writes it by number
/// stands before it.
fn find(text: &str, spelling: &str, escaped: bool) -> Option<usize> {
    if !escaped {
        return text.find(spelling);
    }
    let upper = text.to_ascii_uppercase();
    let mut starts = upper.match_indices(spelling).map(|(at, _)| at);
    starts.find(|at| ["\\U", "\\X", "&#X", "&"].iter().any(|mark| upper[..*at].ends_with(mark)))
}

//! Letters that no font has: they would be missing on paper, and spoken as nothing.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::file_tree::{Entry, Tree};
use crate::pages::printed::booklets::Booklet;
use crate::pages::printed::json::to_json;
use crate::pages::printed::running_lines::RunningLines;
use crate::pages::view::Frame;
use crate::theme::Theme;
use crate::theme::fonts::Coverage;

/// Finds the letters of what is printed that cannot be, each where it was first written.
/// `frames` are those of every language.
pub fn check_characters<'a>(
    booklets: &[Booklet],
    frames: impl Iterator<Item = &'a Frame>,
    theme: &Theme,
    tree: &Tree,
    faults: &mut Vec<Diagnostic>,
) {
    if booklets.is_empty() || !may_miss(theme, tree) {
        return;
    }
    let fonts = Coverage::new(theme);
    let mut known = BTreeMap::new();
    let mut missing: BTreeMap<char, &str> = BTreeMap::new();
    // JSON adds only ASCII, which every font has.
    let mut collect = |json: &str, address| {
        for letter in json.chars().filter(|letter| !is_printable(&fonts, &mut known, *letter)) {
            missing.entry(letter).or_insert(address);
        }
    };
    for frame in frames {
        collect(&to_json(&RunningLines::new(frame)), "every sheet");
    }
    for page in booklets.iter().flat_map(|booklet| &booklet.pages) {
        collect(&page.to_json(), page.documents.first().map_or(&page.address, |document| &document.address));
    }
    faults.extend(missing.into_iter().map(|(letter, address)| missing_character(letter, address, tree)));
}

/// Whether any file holds a letter that no font has. Most plans have none, and then nothing has to
/// be made to see whether it would be printed.
pub fn may_miss(theme: &Theme, tree: &Tree) -> bool {
    let fonts = Coverage::new(theme);
    let mut known = BTreeMap::new();
    let mut missing = |letter: char| !is_printable(&fonts, &mut known, letter);
    project_texts(tree).any(|(_, text)| {
        text.chars().any(&mut missing) || escaped_characters(text).any(|letter| letter.is_none_or(&mut missing))
    })
}

/// The letters that a text writes by their number, as `\U0001F389` in YAML or `&#x1F389;` in
/// Markdown; nothing for one that it calls by a name, as `&hearts;`.
fn escaped_characters(text: &str) -> impl Iterator<Item = Option<char>> + '_ {
    /// Names of letters that every font has.
    const COMMON: &[&str] = &["amp", "lt", "gt", "quot", "apos", "nbsp", "ndash", "mdash", "hellip", "pound", "copy"];
    text.match_indices(['\\', '&']).filter_map(|(at, mark)| {
        let rest = &text[at + 1..];
        let number = |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32).map(Some);
        if mark == "\\" {
            let length = [('x', 2), ('u', 4), ('U', 8)].iter().find(|(sign, _)| rest.starts_with(*sign))?.1;
            return number(rest.get(1..=length)?, 16);
        }
        let name = &rest[..rest.bytes().take(40).position(|byte| byte == b';')?];
        match name.strip_prefix('#') {
            Some(digits) => match digits.strip_prefix(['x', 'X']) {
                Some(digits) => number(digits, 16),
                None => number(digits, 10),
            },
            None if COMMON.contains(&name) => None,
            None => name.bytes().all(|byte| byte.is_ascii_alphanumeric()).then_some(None),
        }
    })
}

fn is_printable(fonts: &Coverage<'_>, known: &mut BTreeMap<char, bool>, letter: char) -> bool {
    letter.is_ascii() || *known.entry(letter).or_insert_with(|| fonts.has(letter))
}

/// The texts of the project, those of plans first, since most of what is printed comes from there.
fn project_texts(tree: &Tree) -> impl Iterator<Item = (&str, &str)> {
    let all = tree.below("content/plans/").chain(tree.below("content/")).chain(tree.below("themes/"));
    all.filter_map(|(path, entry)| match entry {
        Entry::Text(bytes) if [".yaml", ".md", ".ftl"].iter().any(|ending| path.ends_with(ending)) => {
            Some((path, std::str::from_utf8(bytes).ok()?))
        }
        _ => None,
    })
}

fn missing_character(letter: char, address: &str, tree: &Tree) -> Diagnostic {
    let code = u32::from(letter);
    let numbers = [format!("{code:08X}"), format!("{code:04X}"), format!("#{code}")];
    let spellings = std::iter::once((letter.to_string(), false)).chain(numbers.map(|number| (number, true)));
    let found = spellings.into_iter().find_map(|(spelling, escaped)| {
        project_texts(tree)
            .find_map(|(path, text)| Some((path, find_character(text, &spelling, escaped)?, spelling.len())))
    });
    let place = found.map_or_else(Place::default, |(path, at, length)| Place::whole(path).within(at, at + length));
    let message = format!("no font has the letter “{letter}” (U+{code:04X}), which is to be printed on {address}");
    Diagnostic::new(Code::UnprintableLetter, place, message)
        .help("Say it in words, or put a font that has it into `fonts/` of a theme of your own.")
}

/// The position of a letter: of itself, or of its number in either case after the sign of an escape.
fn find_character(text: &str, spelling: &str, escaped: bool) -> Option<usize> {
    if !escaped {
        return text.find(spelling);
    }
    let upper = text.to_ascii_uppercase();
    let mut starts = upper.match_indices(spelling).map(|(at, _)| at);
    starts.find(|at| ["\\U", "\\X", "&#X", "&"].iter().any(|mark| upper[..*at].ends_with(mark)))
}

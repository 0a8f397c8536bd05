//! Words as they are searched for: small letters without accents. `assets/find.js` folds what is
//! typed and what is shown in the same way; a test holds the two together.

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// The soft hyphen, which says where a word may be broken and is no part of it.
const SOFT_HYPHEN: char = '\u{ad}';

/// Shows each word of a text. A word with hyphens comes whole, without them, and in its parts, so
/// that "co-operative" is found as "cooperative" and as "operative"; a number keeps its points.
pub fn for_each_word(text: &str, see: &mut impl FnMut(&str)) {
    let folded = fold_text(text);
    let mut at = 0;
    while at < folded.len() {
        let start = at;
        let mut joined = false;
        loop {
            let (letter, joint) = (letter_length(&folded, at), if at > start { joint_length(&folded, at) } else { 0 });
            at += letter.max(joint);
            joined |= joint > 0;
            if letter.max(joint) == 0 {
                break;
            }
        }
        let word = &folded[start..at];
        if joined && word.contains(is_hyphen) {
            see(&word.replace(is_hyphen, ""));
            word.split(is_hyphen).for_each(&mut *see);
        } else if !word.is_empty() {
            see(word);
        }
        at += folded[at..].chars().next().map_or(0, char::len_utf8);
    }
}

/// Small letters without accents.
#[must_use]
pub fn fold_text(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let small = text.nfd().filter(|c| !is_combining_mark(*c) && *c != SOFT_HYPHEN).flat_map(char::to_lowercase);
    small.filter(|c| !is_combining_mark(*c)).map(|c| if c == 'ς' { 'σ' } else { c }).collect()
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// How long the letter or digit at a place is; nothing where there is none.
fn letter_length(text: &str, at: usize) -> usize {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => usize::from(byte.is_ascii_alphanumeric()),
        Some(_) => text[at..].chars().next().filter(|c| c.is_alphanumeric()).map_or(0, char::len_utf8),
        None => 0,
    }
}

/// How long what joins two parts of a word is, where it does: a hyphen between letters, a point
/// between digits.
fn joint_length(text: &str, at: usize) -> usize {
    let Some(c) = text[at..].chars().next().filter(|c| *c == '.' || is_hyphen(*c)) else { return 0 };
    let after = at + c.len_utf8();
    let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let joins = if c == '.' { digit(at - 1) && digit(after) } else { letter_length(text, after) > 0 };
    if joins { c.len_utf8() } else { 0 }
}

#[cfg(test)]
mod tests {
    use crate::exports::word_folding::for_each_word;

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        for_each_word(text, &mut |word| words.push(word.to_owned()));
        words
    }

    #[test]
    fn words_lose_case_accents_and_hyphens() {
        assert_eq!(words("Tŷ’r Senedd, 2.3."), ["ty", "r", "senedd", "2.3"]);
        assert_eq!(
            words("Co-operative parties’ 1-A3"),
            ["cooperative", "co", "operative", "parties", "1a3", "1", "a3"]
        );
        assert_eq!(words("E\u{301}cole – tri\u{ad}cky - end-"), ["ecole", "tricky", "end"]);
        assert_eq!(words("party.coop 3.5m . 7."), ["party", "coop", "3.5m", "7"]);
    }
}

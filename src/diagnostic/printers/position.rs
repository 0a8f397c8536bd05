//! Lines and columns of places, counted once for each file however many places it has.

use std::collections::BTreeMap;

use crate::diagnostic::Place;

/// Gives the text of a file by its path.
pub type Source<'a> = dyn Fn(&str) -> Option<&'a str> + 'a;

/// Where a place is, as people and editors count: lines and columns from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Where one place begins.
#[must_use]
pub fn position(place: &Place, source: &Source<'_>) -> Position {
    PositionFinder::new(source).find_range(place).0
}

/// How far the marks in a text are apart, in bytes.
const MARK_DISTANCE: usize = 1024;

/// Files in which places have been looked up.
pub struct PositionFinder<'s, 'a> {
    source: &'s Source<'a>,
    files: BTreeMap<String, MarkedText<'a>>,
}

/// A text, and where some of its bytes are: a file can be one long line, so lines alone are not
/// enough.
struct MarkedText<'a> {
    text: &'a str,
    marks: Vec<(usize, Position)>,
}

impl<'s, 'a> PositionFinder<'s, 'a> {
    pub fn new(source: &'s Source<'a>) -> Self {
        Self { source, files: BTreeMap::new() }
    }

    /// Where a place begins and ends in its file.
    pub fn find_range(&mut self, place: &Place) -> (Position, Position) {
        if !self.files.contains_key(&*place.file) {
            let text = (self.source)(&place.file).unwrap_or_default();
            self.files.insert(place.file.to_string(), MarkedText::new(text));
        }
        let file = &self.files[&*place.file];
        (file.position(place.start as usize), file.position(place.end as usize))
    }
}

impl<'a> MarkedText<'a> {
    fn new(text: &'a str) -> Self {
        // The mark of the encoding is no letter that an editor shows.
        let first = text.len() - text.trim_start_matches('\u{feff}').len();
        let mut marks = vec![(first, Position { line: 1, column: 1 })];
        let mut last = marks[0];
        while last.0 + MARK_DISTANCE < text.len() {
            let at = char_start(text, last.0 + MARK_DISTANCE);
            last = (at, advance(last.1, &text[last.0..at]));
            marks.push(last);
        }
        Self { text, marks }
    }

    fn position(&self, byte: usize) -> Position {
        let at = char_start(self.text, byte);
        let nearest = self.marks.partition_point(|(mark, _)| *mark <= at).saturating_sub(1);
        let (mark, position) = self.marks[nearest];
        advance(position, self.text.get(mark..at).unwrap_or_default())
    }
}

/// The start of the letter that a byte is part of, or the end of the text.
fn char_start(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Where one is after some letters.
fn advance(from: Position, letters: &str) -> Position {
    match letters.rfind('\n') {
        Some(newline) => Position {
            line: from.line + letters.matches('\n').count(),
            column: letters[newline + 1..].chars().count() + 1,
        },
        None => Position { line: from.line, column: from.column + letters.chars().count() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_near_and_far_from_a_mark_are_counted_alike() {
        let text = format!("\u{feff}one\n{}\nlast \u{e9} line", "\u{e9}".repeat(2 * MARK_DISTANCE));
        let file = MarkedText::new(&text);
        assert!(file.marks.len() > 3);
        for at in (0..=text.len() + 2).filter(|at| *at > text.len() || text.is_char_boundary(*at)) {
            let before = text[..at.min(text.len())].trim_start_matches('\u{feff}');
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
            assert_eq!(file.position(at), Position { line, column }, "byte {at}");
        }
    }
}

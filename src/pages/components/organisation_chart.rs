//! Pictures made of boxes and lines, as numbers: the geometry is here, the look in the stylesheet.

use serde::Serialize;

use crate::pages::view::{Branch, Words};

/// A drawing; what it shows is always said in text beside it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Drawing {
    /// In units of the drawing, which scales to its place.
    pub width: usize,
    /// In the same units.
    pub height: usize,
    /// Boxes with text.
    pub boxes: Vec<Shape>,
    /// Lines, drawn below the boxes.
    pub lines: Vec<Line>,
}

/// A box with lines of text.
#[derive(Debug, Clone, Serialize)]
pub struct Shape {
    /// Its left edge.
    pub x: usize,
    /// Its upper edge.
    pub y: usize,
    /// Its width.
    pub width: usize,
    /// Its height.
    pub height: usize,
    /// How the stylesheet shows it.
    pub class: String,
    /// A number in it.
    pub number: Option<usize>,
    /// The language of its text, where it is not the page's.
    pub lang: Option<String>,
    /// Its text.
    pub lines: Vec<TextLine>,
}

/// A line of text by the place of its baseline.
#[derive(Debug, Clone, Serialize)]
pub struct TextLine {
    /// The middle or the start, as the class says.
    pub x: usize,
    /// The baseline.
    pub y: usize,
    /// The letters.
    pub text: String,
}

/// A straight line.
#[derive(Debug, Clone, Serialize)]
pub struct Line {
    /// Where it begins.
    pub x1: usize,
    /// Where it begins.
    pub y1: usize,
    /// Where it ends.
    pub x2: usize,
    /// Where it ends.
    pub y2: usize,
}

/// The height of a line of text.
pub const LEADING: usize = 22;

/// Words in lines of at most so many letters; a word that is longer is cut with a hyphen.
#[must_use]
pub fn wrap_text(text: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let mut rest: Vec<char> = word.chars().collect();
        while rest.len() > letters {
            let head: String = rest.drain(..letters - 1).collect();
            lines.push(head + "-");
        }
        let word: String = rest.into_iter().collect();
        let last = lines.len() - 1;
        let length = lines[last].chars().count();
        if length > 0 && length + 1 + word.chars().count() <= letters {
            lines[last].push(' ');
            lines[last].push_str(&word);
        } else {
            lines.push(word);
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// A box that is as high as its text needs, with the text in its middle.
pub fn make_shape(x: usize, y: usize, width: usize, class: &str, words: &Words) -> Shape {
    let lines = wrap_text(&words.text, (width / 10).max(8));
    let height = lines.len() * LEADING + 26;
    let text = |(at, text): (usize, String)| TextLine { x: x + width / 2, y: y + 13 + LEADING * at + 16, text };
    let lines = lines.into_iter().enumerate().map(text).collect();
    Shape { x, y, width, height, class: class.into(), number: None, lang: words.lang.clone(), lines }
}

/// Moves a box and its text down and makes it as high as its neighbours.
pub fn move_shape(shape: &mut Shape, y: usize, height: usize) {
    let shift = y + (height.saturating_sub(shape.height)) / 2;
    for line in &mut shape.lines {
        line.y = line.y + shift - shape.y;
    }
    shape.y = y;
    shape.height = height;
}

/// Who reports to whom: a row for each contact, further in for each level.
pub fn draw_staff_chart(branches: &[Branch]) -> Option<Drawing> {
    let mut drawing = Drawing::default();
    for branch in branches {
        add_branch(branch, 0, None, &mut drawing);
    }
    drawing.width = drawing.boxes.iter().map(|shape| shape.x + shape.width).max()? + 4;
    drawing.height += 4;
    Some(drawing)
}

fn add_branch(branch: &Branch, level: usize, above: Option<(usize, usize)>, drawing: &mut Drawing) {
    let (x, y) = (level * 48 + 4, drawing.height + 8);
    let shape = make_shape(x, y, 320, "drawing__box", &branch.link.words);
    let middle = y + shape.height / 2;
    if let Some((trunk, from)) = above {
        drawing.lines.push(Line { x1: trunk, y1: from, x2: trunk, y2: middle });
        drawing.lines.push(Line { x1: trunk, y1: middle, x2: x, y2: middle });
    }
    drawing.height = y + shape.height;
    let foot = (x + 24, drawing.height);
    drawing.boxes.push(shape);
    for below in &branch.below {
        add_branch(below, level + 1, Some(foot), drawing);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_wrapped_and_none_is_lost() {
        assert_eq!(wrap_text("one two three", 8), ["one two", "three"]);
        assert_eq!(wrap_text("abcdefghijkl", 8), ["abcdefg-", "hijkl"]);
        assert_eq!(wrap_text("", 8), Vec::<String>::new());
    }
}

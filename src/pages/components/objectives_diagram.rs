//! The diagram of a plan's objectives: the plan above, a box for each objective below it.

use crate::pages::components::organisation_chart::{Drawing, Line, make_shape, move_shape};
use crate::pages::view::{ObjectiveCard, Words};

/// The drawing's width.
const WIDTH: usize = 960;
/// The room between boxes.
const GAP: usize = 16;

/// Draws a plan with its objectives, in rows of at most six.
pub fn draw_objectives(plan: &Words, cards: &[ObjectiveCard]) -> Option<Drawing> {
    if cards.is_empty() {
        return None;
    }
    let rows = cards.len().div_ceil(6);
    let columns = cards.len().div_ceil(rows);
    let width = (WIDTH - GAP * (columns - 1)) / columns;
    let mut drawing = Drawing { width: WIDTH, ..Drawing::default() };
    let root = make_shape(WIDTH / 4, 2, WIDTH / 2, "drawing__box drawing__box--plan", plan);
    let mut y = root.y + root.height + 48;
    let rail = y - 24;
    drawing.lines.push(Line { x1: WIDTH / 2, y1: root.y + root.height, x2: WIDTH / 2, y2: rail });
    drawing.boxes.push(root);
    for (row, cards) in cards.chunks(columns).enumerate() {
        let mut shapes: Vec<_> = (cards.iter().enumerate())
            .map(|(column, card)| {
                let class = format!("drawing__box drawing__box--objective objective--{}", colour_number(card.number));
                let mut shape = make_shape(column * (width + GAP), y, width, &class, &card.short);
                shape.height += 28;
                shape.lines.iter_mut().for_each(|line| line.y += 28);
                shape.number = Some(card.number);
                shape
            })
            .collect();
        let height = shapes.iter().map(|shape| shape.height).max().unwrap_or_default();
        for shape in &mut shapes {
            move_shape(shape, y, height);
            if row == 0 {
                let middle = shape.x + shape.width / 2;
                drawing.lines.push(Line { x1: middle, y1: rail, x2: middle, y2: y });
            }
        }
        if row == 0 {
            let ends = (shapes.first(), shapes.last());
            if let (Some(first), Some(last)) = ends {
                drawing.lines.push(Line {
                    x1: first.x + first.width / 2,
                    y1: rail,
                    x2: last.x + last.width / 2,
                    y2: rail,
                });
            }
        }
        drawing.boxes.extend(shapes);
        y += height + GAP;
    }
    drawing.height = y - GAP + 2;
    Some(drawing)
}

/// Which of the theme's six colours an objective has.
#[must_use]
pub fn colour_number(number: usize) -> usize {
    (number + 5) % 6 + 1
}

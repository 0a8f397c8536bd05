//! The steps that a drawing takes where it is painted pixel by pixel. Paper keeps a drawing as it is,
//! but for what a filter changes; the picture that stands for a plan has pixels alone. Both are gone
//! through here in the way of `krilla-svg` and `resvg`, by what they know before they paint.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, LazyLock};

use usvg::fontdb::{Database, Source};
use usvg::tiny_skia_path::{IntRect, PathSegment, Point, Transform};
use usvg::{BlendMode, ClipPath, FontResolver, Group, Mask, Node, Options, Paint, Path, Pattern, Stroke, Tree};

use crate::file_tree::Excess;
use crate::pictures::canvas::{Area, Canvas};
use crate::pictures::filter_cost;
use crate::theme::fonts;

/// How wide the default theme sets a picture at most: 165 mm, in points.
const WIDE: f32 = 468.0;
/// How high the picture that stands for a plan shows a logo; pixels.
const HIGH: f32 = 56.0;
/// How many pixels a filter has for a point of paper, and how many it has at most in a row.
const SHARP: f32 = 4.0;
const LONGEST: f32 = 5_000.0;
/// A longer line of dashes is drawn as one line.
const MOST_DASHES: f64 = 1_000_000.0;
/// Who is longer or higher than so many times the other side cannot be seen.
const LONGEST_SIDE: f32 = 1_000.0;

/// The steps for a pixel that is filled, for one of a gradient or a pattern more, for one that is kept
/// and laid over others, for one that is mixed with them, and for one that goes into a document.
const FILL: f64 = 6.0;
const GRADIENT: f64 = 20.0;
/// The steps for each stop of a gradient, at each of its pixels.
const STOP: f64 = 2.0;
const TILE: f64 = 130.0;
const LAYER: f64 = 30.0;
const MIXED: f64 = 100.0;
const STORE: f64 = 130.0;
/// The steps for a point, for a pixel of an outline, and for a dash.
const POINT: f64 = 1_000.0;
const EDGE: f64 = 100.0;
const DASH: f64 = 1_000.0;

/// The fonts of the program: a drawing with others is about as large.
static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for font in fonts::built_in() {
        fonts.load_font_source(Source::Binary(Arc::new(font)));
    }
    Arc::new(fonts)
});

/// The steps of a drawing, and the id of the filter that takes most of them.
///
/// # Errors
/// Where it cannot be drawn.
pub fn count_steps(text: &str) -> Result<(u64, Option<String>), Excess> {
    let any = |_: &usvg::Font, fonts: &mut Arc<Database>| fonts.faces().next().map(|face| face.id);
    let options = Options {
        fontdb: Arc::clone(&FONTS),
        font_resolver: FontResolver { select_font: Box::new(any), ..FontResolver::default() },
        ..Options::default()
    };
    // The reader of drawings ends in a panic at numbers that nobody writes.
    let tree = catch_unwind(AssertUnwindSafe(|| Tree::from_str(text, &options)));
    let tree = tree.ok().and_then(Result::ok);
    let tree = tree.ok_or_else(|| Excess::new("this drawing cannot be drawn", "Save it again as plain SVG."))?;
    let (width, height) = (tree.size().width(), tree.size().height());
    if width / height > LONGEST_SIDE || height / width > LONGEST_SIDE {
        let message = format!("one side of this drawing is more than {LONGEST_SIDE} times as long as the other");
        return Err(Excess::new(message, "Cut it, or set `width`, `height` and `viewBox` to what is to be seen."));
    }
    let mut canvas = Canvas::default();
    canvas.print(tree.root(), scale_by(WIDE / width));
    let logo = Area { width: HIGH * width / height, height: HIGH };
    if let Some(most) = logo.bounds() {
        canvas.paint(tree.root(), scale_by(HIGH / height), logo, most);
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast of floats saturates")]
    let steps = if canvas.steps.is_nan() { u64::MAX } else { canvas.steps as u64 };
    Ok((steps, canvas.largest.map(|(_, id)| id)))
}

impl Canvas {
    /// Goes through a group that is kept as it is, but for its filters.
    fn print(&mut self, group: &Group, transform: Transform) {
        if self.is_over() {
            return;
        }
        if !group.filters().is_empty() {
            let before = self.steps;
            if self.print_filtered(group, transform).is_none() {
                self.give_up();
            }
            let took = self.steps - before;
            if self.largest.as_ref().is_none_or(|(most, _)| took > *most) {
                let filter = group.filters().first().map(|filter| filter.id().to_owned());
                self.largest = Some((took, filter.unwrap_or_default()));
            }
            return;
        }
        let transform = transform.pre_concat(group.transform());
        let mut clip = group.clip_path();
        while let Some(path) = clip {
            self.print(path.root(), Transform::identity());
            clip = path.clip_path();
        }
        let mut mask = group.mask();
        while let Some(inner) = mask {
            self.print(inner.root(), Transform::identity());
            mask = inner.mask();
        }
        // What is laid over others as a whole begins anew, and does not know how large it will be.
        let inner = if group.should_isolate() { Transform::identity() } else { transform };
        for child in group.children() {
            match child {
                Node::Group(group) => self.print(group, inner),
                Node::Path(path) => self.print_patterns(path),
                Node::Text(text) => self.print(text.flattened(), inner),
                Node::Image(_) => self.give_up(),
            }
        }
    }

    fn print_patterns(&mut self, path: &Path) {
        for paint in path_paints(path) {
            if let Paint::Pattern(pattern) = paint {
                self.print(pattern.root(), Transform::identity());
            }
        }
    }

    /// A group with filters, which becomes a picture in the document.
    fn print_filtered(&mut self, group: &Group, transform: Transform) -> Option<()> {
        let layer = group.layer_bounding_box();
        let (local, whole) = (layer.transform(group.transform())?, group.abs_layer_bounding_box());
        let placed = layer.transform(transform)?.transform(group.transform())?;
        let wanted = (placed.width() / local.width()).max(placed.height() / local.height()) * SHARP;
        let scale = wanted.min(LONGEST / local.width()).min(LONGEST / local.height());
        let area = Area { width: (local.width() * scale).round(), height: (local.height() * scale).round() };
        self.allocate(3.0 * area.pixels());
        self.steps += area.pixels() * STORE;
        let placed = scale_by(scale)
            .pre_concat(Transform::from_translate(-local.x(), -local.y()))
            .pre_concat(Transform::from_translate(whole.x(), whole.y()))
            .pre_translate(-whole.x(), -whole.y());
        self.paint_group(group, placed, area, area.bounds()?);
        self.release(3.0 * area.pixels());
        Some(())
    }

    /// Paints what is in a group onto a canvas; no layer reaches beyond `most`.
    pub fn paint(&mut self, group: &Group, transform: Transform, canvas: Area, most: IntRect) {
        for child in group.children() {
            if self.is_over() {
                return;
            }
            match child {
                Node::Group(group) => self.paint_group(group, transform, canvas, most),
                Node::Path(path) => self.paint_path(path, transform, canvas, most),
                Node::Text(text) => self.paint_group(text.flattened(), transform, canvas, most),
                Node::Image(_) => self.give_up(),
            }
        }
    }

    fn paint_group(&mut self, group: &Group, transform: Transform, canvas: Area, most: IntRect) {
        let transform = transform.pre_concat(group.transform());
        if !group.should_isolate() {
            return self.paint(group, transform, canvas, most);
        }
        // What lies beyond all layers is not painted.
        let Some(placed) =
            self.place_whole(group.layer_bounding_box(), transform).and_then(|rect| intersect(rect, most))
        else {
            return;
        };
        #[allow(clippy::cast_precision_loss, reason = "no place is farther than a float counts exactly")]
        let corner = (-(placed.x() as f32), -(placed.y() as f32));
        let transform = Transform::from_translate(corner.0, corner.1).pre_concat(transform);
        let layer = Area::from_rect(placed);
        self.allocate(layer.pixels());
        self.steps += layer.pixels() * if group.blend_mode() == BlendMode::Normal { LAYER } else { MIXED };
        self.paint(group, transform, layer, most);
        for filter in group.filters() {
            filter_cost::add_filter(self, filter, transform, layer, &mut |canvas, image, region| {
                canvas.paint(image, transform, region, most);
            });
        }
        if let Some(clip) = group.clip_path() {
            self.paint_clip(clip, transform, layer, most);
        }
        if let Some(mask) = group.mask() {
            self.paint_mask(mask, transform, layer, most);
        }
        self.release(layer.pixels());
    }

    fn paint_clip(&mut self, clip: &ClipPath, transform: Transform, layer: Area, most: IntRect) {
        self.allocate(layer.pixels());
        self.steps += layer.pixels() * LAYER;
        self.paint(clip.root(), transform.pre_concat(clip.transform()), layer, most);
        if let Some(inner) = clip.clip_path() {
            self.paint_clip(inner, transform, layer, most);
        }
        self.release(layer.pixels());
    }

    fn paint_mask(&mut self, mask: &Mask, transform: Transform, layer: Area, most: IntRect) {
        self.allocate(2.0 * layer.pixels());
        self.steps += 2.0 * layer.pixels() * LAYER;
        self.paint(mask.root(), transform, layer, most);
        if let Some(inner) = mask.mask() {
            self.paint_mask(inner, transform, layer, most);
        }
        self.release(2.0 * layer.pixels());
    }

    fn paint_path(&mut self, path: &Path, transform: Transform, canvas: Area, most: IntRect) {
        if !path.is_visible() {
            return;
        }
        let Some(placed) = self.place(path.stroke_bounding_box(), transform) else { return };
        let size = Area { width: placed.width().ceil() + 2.0, height: placed.height().ceil() + 2.0 };
        let area = size.within(canvas).pixels();
        let (across, down) = transform.get_scale();
        let length = path_length(path, across.max(down), canvas);
        #[allow(clippy::cast_precision_loss, reason = "a number of points is rounded")]
        let points = path.data().len() as f64;
        for paint in path_paints(path) {
            self.steps += area * FILL + points * POINT + length * EDGE;
            match paint {
                Paint::Color(_) => {}
                Paint::LinearGradient(gradient) => self.steps += area * gradient_steps(gradient.stops().len()),
                Paint::RadialGradient(gradient) => self.steps += area * gradient_steps(gradient.stops().len()),
                Paint::Pattern(pattern) => {
                    self.steps += area * TILE;
                    self.paint_tile(pattern, transform, most);
                }
            }
        }
        self.steps += path.stroke().map_or(0.0, |stroke| count_dashes(path, stroke)) * DASH;
    }

    /// One piece of a pattern, which is painted again for each shape.
    fn paint_tile(&mut self, pattern: &Pattern, transform: Transform, most: IntRect) {
        let (across, down) = transform.pre_concat(pattern.transform()).get_scale();
        let rect = pattern.rect();
        let tile = Area { width: self.distance(rect.width(), across), height: self.distance(rect.height(), down) };
        self.allocate(tile.pixels());
        self.steps += tile.pixels() * FILL;
        self.paint(pattern.root(), Transform::from_scale(across, down), tile, most);
        self.release(tile.pixels());
    }
}

/// The part of a piece that lies within another.
fn intersect(piece: IntRect, most: IntRect) -> Option<IntRect> {
    IntRect::from_ltrb(
        piece.left().max(most.left()),
        piece.top().max(most.top()),
        piece.right().min(most.right()),
        piece.bottom().min(most.bottom()),
    )
}

/// The steps for a pixel of a gradient with so many stops.
#[allow(clippy::cast_precision_loss, reason = "a number of stops is rounded")]
fn gradient_steps(stops: usize) -> f64 {
    GRADIENT + STOP * stops as f64
}

fn scale_by(scale: f32) -> Transform {
    Transform::from_scale(scale, scale)
}

fn path_paints(path: &Path) -> impl Iterator<Item = &Paint> {
    path.fill().map(usvg::Fill::paint).into_iter().chain(path.stroke().map(Stroke::paint))
}

/// How many dashes a stroke has, at most.
fn count_dashes(path: &Path, stroke: &Stroke) -> f64 {
    let Some(dashes) = stroke.dasharray() else { return 0.0 };
    let period = f64::from(dashes.iter().sum::<f32>());
    let unbounded = Area { width: f32::INFINITY, height: f32::INFINITY };
    #[allow(clippy::cast_precision_loss, reason = "a number of dashes is rounded")]
    let count = path_length(path, 1.0, unbounded) / period * dashes.len() as f64;
    if count.is_nan() { MOST_DASHES } else { count.min(MOST_DASHES) }
}

/// How long the outline of a path is on a canvas, at most: a curve is no longer than the lines between
/// its points.
fn path_length(path: &Path, scale: f32, canvas: Area) -> f64 {
    let longest = canvas.width + canvas.height;
    let (mut length, mut last, mut start) = (0.0, None, None);
    let mut to = |point: Point| {
        if let Some(last) = last.replace(point) {
            length += f64::from((point.distance(last) * scale).min(longest));
        }
    };
    for segment in path.data().segments() {
        match segment {
            PathSegment::MoveTo(point) => {
                to(point);
                start = Some(point);
            }
            PathSegment::LineTo(point) => to(point),
            PathSegment::QuadTo(a, b) => [a, b].into_iter().for_each(&mut to),
            PathSegment::CubicTo(a, b, c) => [a, b, c].into_iter().for_each(&mut to),
            PathSegment::Close => start.into_iter().for_each(&mut to),
        }
    }
    length
}

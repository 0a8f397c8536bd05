//! What counts the steps and the memory of painting.

use usvg::tiny_skia_path::{IntRect, NonZeroRect, Rect, Transform};

/// Coordinates beyond this overflow in those who paint; pixels.
const FARTHEST: f32 = 200_000.0;
/// The pixels of memory that may be in use at once: a gigabyte.
const MOST_ALIVE: f64 = 250_000_000.0;

/// A size in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    pub width: f32,
    pub height: f32,
}

impl Area {
    #[allow(clippy::cast_precision_loss, reason = "no side is longer than a float counts exactly")]
    pub fn from_rect(rect: IntRect) -> Self {
        Self { width: rect.width() as f32, height: rect.height() as f32 }
    }

    pub fn pixels(self) -> f64 {
        f64::from(self.width) * f64::from(self.height)
    }

    pub fn within(self, other: Self) -> Self {
        Self { width: self.width.min(other.width), height: self.height.min(other.height) }
    }

    /// Where layers may lie on a canvas of this size.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a cast of floats saturates")]
    pub fn bounds(self) -> Option<IntRect> {
        let (width, height) = (self.width as u32, self.height as u32);
        let corner = |side: u32| i32::try_from(side).ok()?.checked_mul(-2);
        IntRect::from_xywh(corner(width)?, corner(height)?, width.checked_mul(5)?, height.checked_mul(5)?)
    }
}

/// What has been painted so far.
#[derive(Debug, Default)]
pub struct Canvas {
    pub steps: f64,
    /// The pixels that are in memory.
    pixels_in_memory: f64,
    /// The steps and the id of the filter that takes most of them.
    pub largest: Option<(f64, String)>,
}

impl Canvas {
    /// Gives up: nobody may draw this.
    pub fn give_up(&mut self) {
        self.steps = f64::INFINITY;
    }

    /// Keeps so many pixels in memory.
    pub fn allocate(&mut self, pixels: f64) {
        self.pixels_in_memory += pixels;
        if self.pixels_in_memory > MOST_ALIVE {
            self.give_up();
        }
    }

    pub fn release(&mut self, pixels: f64) {
        self.pixels_in_memory -= pixels;
    }

    /// Where a piece lies, in pixels.
    pub fn place(&mut self, piece: Rect, transform: Transform) -> Option<Rect> {
        let placed = piece.transform(transform).filter(|piece| {
            [piece.left(), piece.top(), piece.right(), piece.bottom()].iter().all(|side| side.abs() < FARTHEST)
        });
        if placed.is_none() {
            self.give_up();
        }
        placed
    }

    /// The same in whole pixels, as they are counted for filters.
    pub fn place_whole(&mut self, piece: NonZeroRect, transform: Transform) -> Option<IntRect> {
        self.place(piece.to_rect(), transform)?;
        Some(piece.transform(transform)?.to_int_rect())
    }

    /// A distance in pixels.
    pub fn distance(&mut self, length: f32, scale: f32) -> f32 {
        let distance = (length * scale).abs();
        if distance.is_nan() || distance > FARTHEST {
            self.give_up();
            return 0.0;
        }
        distance
    }

    pub fn is_over(&self) -> bool {
        // Counting ends as soon as it is known.
        self.steps > 1e15
    }
}

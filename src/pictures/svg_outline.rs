//! How many points the shape of an element has, and how far they lie.

use svgtypes::{PathParser, PathSegment, PointsParser};

/// What is round is drawn as several curves.
const ROUND: u64 = 4;
/// An arc as well; the larger it is, the more of them.
const ARC: u64 = 8;
/// A letter counts as so many points.
pub const LETTER: u64 = 4;
/// The numbers of those who paint are exact to about seven digits. Beyond this nothing is left of a
/// curve but steps, which they go into again and again.
const FAR: f64 = 500_000.0;
/// The most digits of a number that is not far, and of one in a drawing at all: who draws an arc as wide
/// as that counts to it.
const NEAR_DIGITS: usize = 6;
const DIGITS: usize = 10;

/// The shape of an element.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Outline {
    pub points: u64,
    /// How many of them are of curves.
    pub curves: u64,
    /// Whether one lies far from the others, or from where the drawing begins.
    pub is_far: bool,
    /// Whether a number is larger than any that is drawn.
    pub is_extreme: bool,
}

/// The shape of an element by its name and its attribute `d` or `points`.
pub fn measure_outline(name: &str, data: Option<&str>) -> Outline {
    let data = data.unwrap_or_default();
    match name {
        "path" => measure_path(data),
        "polygon" | "polyline" => Outline { points: PointsParser::from(data).count() as u64, ..Outline::default() },
        "line" => Outline { points: 2, ..Outline::default() },
        "circle" | "ellipse" | "rect" => Outline { points: ROUND, curves: ROUND, ..Outline::default() },
        _ => Outline::default(),
    }
}

fn measure_path(data: &str) -> Outline {
    let mut outline = Outline::default();
    let ((mut x, mut y), mut start, mut farthest) = ((0.0, 0.0), (0.0, 0.0), 0.0_f64);
    for segment in PathParser::from(data).map_while(Result::ok) {
        let mut to = |abs: bool, right: f64, down: f64| {
            let from = if abs { (0.0, 0.0) } else { (x, y) };
            let point: (f64, f64) = (from.0 + right, from.1 + down);
            farthest = farthest.max(point.0.abs()).max(point.1.abs());
            point
        };
        let mut curves = 0;
        (x, y) = match segment {
            PathSegment::MoveTo { abs, x, y } => {
                start = to(abs, x, y);
                start
            }
            PathSegment::LineTo { abs, x, y } => to(abs, x, y),
            PathSegment::HorizontalLineTo { abs, x: right } => to(abs, right, if abs { y } else { 0.0 }),
            PathSegment::VerticalLineTo { abs, y: down } => to(abs, if abs { x } else { 0.0 }, down),
            PathSegment::CurveTo { abs, x1, y1, x2, y2, x, y } => {
                curves = 1;
                to(abs, x1, y1);
                to(abs, x2, y2);
                to(abs, x, y)
            }
            PathSegment::SmoothCurveTo { abs, x2: x1, y2: y1, x, y } | PathSegment::Quadratic { abs, x1, y1, x, y } => {
                curves = 1;
                to(abs, x1, y1);
                to(abs, x, y)
            }
            PathSegment::SmoothQuadratic { abs, x, y } => {
                curves = 1;
                to(abs, x, y)
            }
            PathSegment::EllipticalArc { abs, rx, ry, x, y, .. } => {
                curves = ARC;
                to(true, rx, ry);
                to(abs, x, y)
            }
            PathSegment::ClosePath { .. } => start,
        };
        outline.curves += curves;
        outline.points += curves.max(1);
    }
    outline.is_far = farthest > FAR;
    outline.is_extreme = farthest >= 1e10;
    outline
}

/// Whether a list holds a number that is far.
pub fn has_far(list: &str) -> bool {
    has_digits(list, NEAR_DIGITS)
}

/// Whether a list holds a number that is larger than any that is drawn.
pub fn has_extreme(list: &str) -> bool {
    has_digits(list, DIGITS)
}

/// Whether a list holds a number whose whole part has more digits.
fn has_digits(list: &str, most: usize) -> bool {
    let (mut digits, mut pointed) = (0_usize, false);
    let mut bytes = list.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'0' if digits == 0 => {}
            b'0'..=b'9' if !pointed => digits += 1,
            b'0'..=b'9' => {}
            b'.' if !pointed => pointed = true,
            b'e' | b'E' => {
                let is_less = bytes.next_if(|byte| matches!(byte, b'+' | b'-')) == Some(b'-');
                let mut exponent = 0_usize;
                while let Some(digit) = bytes.next_if(u8::is_ascii_digit) {
                    exponent = exponent.saturating_mul(10).saturating_add(usize::from(digit - b'0'));
                }
                digits = if is_less { 0 } else { digits.max(1).saturating_add(exponent) };
            }
            _ => (digits, pointed) = (0, byte == b'.'),
        }
        if digits > most {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_numbers_are_seen_however_they_are_written() {
        for list in [
            "1e10",
            "1 -1E+10",
            "12345678901",
            "0.5e11",
            "1.5e10.5",
            "100e8",
            "1e99999999999999999999",
            "translate(1 20000000000)",
        ] {
            assert!(has_extreme(list), "{list}");
        }
        for list in [
            "1e9",
            "1234567890",
            "0000000000001",
            "1e-30",
            "1.23456789012345",
            "1em 2ex",
            "0.0e5",
            "1234567.1234567",
            "1 1 1 1 1 1 1 1 1 1 1 1",
            "11-11-11-11-11-11",
        ] {
            assert!(!has_extreme(list), "{list}");
        }
    }

    #[test]
    fn paths_have_a_point_for_each_piece() {
        for (data, points, curves) in [
            ("M0 0h1v1", 3, 0),
            ("M0 0 1 1 2 2z", 4, 0),
            ("m0,0c1 1 2 2 3 3 1 1 2 2 3 3", 3, 2),
            ("M0 0h1 1.5.5-1", 5, 0),
            ("M0 0a1 1 0 011 1", 1 + ARC, ARC),
            ("M0 0 nothing", 1, 0),
        ] {
            let outline = measure_path(data);
            assert_eq!((outline.points, outline.curves), (points, curves), "{data}");
            assert!(!outline.is_far && !outline.is_extreme, "{data}");
        }
        assert_eq!(measure_outline("polygon", Some("0,0 1,1 2,2")).points, 3);
    }

    #[test]
    fn what_is_far_is_seen_also_where_each_step_is_near() {
        for data in [
            "M1e6 0",
            "M0-600000",
            &format!("M0 0{}", "h9000".repeat(60)),
            "M0 0c0 0 1e6 0 1 1",
            "M0 0a1e6 1 0 0 0 1 1",
        ] {
            assert!(measure_path(data).is_far && !measure_path(data).is_extreme, "{data}");
        }
        assert!(!measure_path(&format!("M0 0{}", "h9000h-9000".repeat(60))).is_far);
        assert!(measure_path("M0 0A20 1 50 0 1 1e30 0.1").is_extreme);
    }
}

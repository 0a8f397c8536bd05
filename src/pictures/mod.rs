//! What a picture asks of those who decode and draw it, and the limits for it. This is counted from
//! the file before anything decodes it, so that no output depends on how fast a machine is.
//!
//! The limits are far above what people draw: a photograph of 108 million pixels, a map with a million
//! points and a drawing with hundreds of shadows pass.

#[cfg(feature = "pdf")]
mod filter_cost;
pub mod metadata;
#[cfg(feature = "pdf")]
mod paint_cost;
mod raster;
mod svg;
mod svg_outline;

use crate::file_tree::{Effort, Excess};

/// The largest file that a page or sheet shows as a picture; bytes. Every decoder reads all of it.
pub const LARGEST_FILE: u64 = 100_000_000;
/// What one picture may take to be drawn once; steps of about a nanosecond.
const MOST_STEPS_OF_ONE: u64 = 10_000_000_000;
/// What all pictures of one printed page, in all its forms, may take while they are decoded; bytes.
pub const MOST_MEMORY: u64 = 3_000_000_000;
/// What all pictures of one edition may take to be printed; steps of about a nanosecond.
pub const MOST_STEPS: u64 = 1_200_000_000_000;

/// Whether a file is a picture of a kind that can be printed.
#[must_use]
pub fn is_printable(path: &str) -> bool {
    ["png", "jpg", "jpeg", "gif", "webp", "svg"].contains(&ending(path).as_str())
}

/// What a picture asks of those who draw it, by the file's name and bytes.
///
/// # Errors
/// What in it is more than they should have to do.
pub fn measure(path: &str, bytes: &[u8]) -> Result<Effort, Excess> {
    match ending(path).as_str() {
        _ if bytes.len() as u64 > LARGEST_FILE => Err(too_large(bytes.len() as u64)),
        "svg" => svg::measure(bytes),
        _ => raster::measure(bytes),
    }
}

/// The same for a picture that only browsers decode, by its width and height in pixels.
///
/// # Errors
/// Where it is too large.
pub fn measure_size(size: Option<(usize, usize)>) -> Result<Effort, Excess> {
    size.map_or(Ok(()), |(width, height)| raster::check_size(width as u64, height as u64))?;
    Ok(Effort::default())
}

/// The fault of a picture whose file is too large to be read.
#[must_use]
pub fn too_large(bytes: u64) -> Excess {
    let message =
        format!("this picture has {} million bytes; {} are the most", bytes / 1_000_000, LARGEST_FILE / 1_000_000);
    Excess::new(message, "Save it smaller: 2,000 pixels are enough for the width of a page.")
}

fn ending(path: &str) -> String {
    path.rsplit('.').next().unwrap_or_default().to_lowercase()
}

/// A number as people read it: `1,234,567`.
fn grouped(number: u64) -> String {
    if number > 1_000_000_000_000 {
        return "more than a million million".into();
    }
    let digits = number.to_string();
    let groups = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    groups.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        let pairs = [(0, "0"), (999, "999"), (1_000, "1,000"), (65_000_000, "65,000,000")];
        for (number, text) in pairs {
            assert_eq!(grouped(number), text);
        }
    }
}

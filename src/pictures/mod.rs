//! What a picture asks of those who decode and draw it, and the limits for it. This is counted from
//! the file before anything decodes it, so that no output depends on how fast a machine is.
//!
//! The limits are far above what people draw: a photograph of 108 million pixels, a map with a million
//! points and a drawing with hundreds of shadows pass.

#[cfg(feature = "pdf")]
mod canvas;
#[cfg(feature = "pdf")]
mod filter_cost;
mod limits;
pub mod metadata;
#[cfg(feature = "pdf")]
mod paint_cost;
#[cfg(feature = "pdf")]
mod raster;
mod svg;
mod svg_attributes;
mod svg_outline;

use crate::file_tree::{Effort, Excess};
pub use limits::{LARGEST_FILE, MOST_MEMORY, MOST_STEPS};

/// Whether a file is a picture of a kind that can be printed.
#[must_use]
pub fn is_printable(path: &str) -> bool {
    ["png", "jpg", "jpeg", "gif", "webp", "svg"].contains(&extension(path).as_str())
}

/// What a picture asks of those who draw it, by the file's name and bytes.
///
/// # Errors
/// What in it is more than they should have to do.
pub fn measure(path: &str, bytes: &[u8]) -> Result<Effort, Excess> {
    match extension(path).as_str() {
        _ if bytes.len() as u64 > LARGEST_FILE => Err(too_large(bytes.len() as u64)),
        "svg" => svg::measure(bytes),
        #[cfg(feature = "pdf")]
        _ => raster::measure(bytes),
        // A program without paper decodes none.
        #[cfg(not(feature = "pdf"))]
        _ => Ok(Effort::default()),
    }
}

/// The same for a picture that only browsers decode, by its width and height in pixels.
///
/// # Errors
/// Where it is too large.
pub fn measure_size(size: Option<(usize, usize)>) -> Result<Effort, Excess> {
    size.map_or(Ok(()), |(width, height)| limits::check_size(width as u64, height as u64))?;
    Ok(Effort::default())
}

/// The fault of a picture whose file is too large to be read.
#[must_use]
pub fn too_large(bytes: u64) -> Excess {
    let message =
        format!("this picture has {} million bytes; {} are the most", bytes / 1_000_000, LARGEST_FILE / 1_000_000);
    Excess::new(message, "Save it smaller: 2,000 pixels are enough for the width of a page.")
}

fn extension(path: &str) -> String {
    path.rsplit('.').next().unwrap_or_default().to_lowercase()
}

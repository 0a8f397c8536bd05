//! What a picture asks of those who draw it, measured when its file is read.

use crate::file_tree::{Effort, Excess};
use crate::pictures;

/// What a file asks of those who draw it, and what in it is too much; nothing where it is no picture.
/// `bytes` are the whole file, or as much of it as a picture may have.
pub fn measure_picture(
    name: &str,
    bytes: &[u8],
    size: u64,
    dimensions: Option<(usize, usize)>,
) -> (Effort, Option<Excess>) {
    let measured = if !pictures::is_printable(name) {
        pictures::measure_size(dimensions)
    } else if size > pictures::LARGEST_FILE || bytes.len() as u64 != size {
        Err(pictures::too_large(size))
    } else {
        pictures::measure_size(dimensions).and_then(|_| pictures::measure(name, bytes))
    };
    match measured {
        Ok(effort) => (effort, None),
        Err(excess) => (Effort::default(), Some(excess)),
    }
}

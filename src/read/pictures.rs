//! What a picture asks of those who draw it, measured when its file is read.

use crate::picture;
use crate::tree::{Effort, Excess};

/// What a file asks of those who draw it, and what in it is too much; nothing where it is no picture.
/// `bytes` are the whole file, or as much of it as a picture may have.
pub fn measured(name: &str, bytes: &[u8], size: u64, dimensions: Option<(usize, usize)>) -> (Effort, Option<Excess>) {
    let measured = if !picture::is_printable(name) {
        picture::measure_size(dimensions)
    } else if size > picture::LARGEST_FILE || bytes.len() as u64 != size {
        Err(picture::too_large(size))
    } else {
        picture::measure_size(dimensions).and_then(|_| picture::measure(name, bytes))
    };
    match measured {
        Ok(effort) => (effort, None),
        Err(excess) => (Effort::default(), Some(excess)),
    }
}

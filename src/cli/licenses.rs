//! The licences of the program and of all that is in it.

use std::io;

use crate::cli::{Status, Streams};

const TEXTS: &[&str] = &[
    include_str!("../../licenses/README.md"),
    include_str!("../../LICENSE-MIT"),
    include_str!("../../LICENSE-APACHE"),
    include_str!("../../licenses/noto-sans.txt"),
    include_str!("../../licenses/dejavu.txt"),
    include_str!("../../licenses/typst-assets.txt"),
    include_str!("../../licenses/grammars.txt"),
    include_str!("../../licenses/crates.txt"),
];

/// Prints them.
///
/// # Errors
/// Where the stream cannot be written to.
pub fn run(streams: &mut Streams<'_>) -> io::Result<Status> {
    let rule = "-".repeat(80);
    for (at, text) in TEXTS.iter().enumerate() {
        if at > 0 {
            writeln!(streams.out, "\n{rule}\n")?;
        }
        writeln!(streams.out, "{}", text.trim())?;
    }
    Ok(Status::Fine)
}

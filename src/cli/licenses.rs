//! The licences of the program and of all that is in it.

use crate::cli::{CommandError, Console, ExitStatus};

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

/// Prints the licences.
///
/// # Errors
/// Where nothing can be printed.
pub fn run(console: &mut Console<'_>) -> Result<ExitStatus, CommandError> {
    let rule = "-".repeat(80);
    for (at, text) in TEXTS.iter().enumerate() {
        if at > 0 {
            writeln!(console.out, "\n{rule}\n")?;
        }
        writeln!(console.out, "{}", text.trim())?;
    }
    Ok(ExitStatus::Success)
}

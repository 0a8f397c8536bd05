//! Programs that are not ours: where they are, and how they are run.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::project;

/// The folder of the tools, or nothing if the test is to be skipped.
pub fn tools() -> Option<PathBuf> {
    let tools = project().join("target/tools");
    is_there(tools.join("stamp").exists()).then_some(tools)
}

/// Whether the system has programs that read PDFs; a test without them is skipped.
pub fn has_pdf_programs() -> bool {
    let programs = ["pdftotext", "pdfinfo", "qpdf"];
    is_there(programs.iter().all(|program| Command::new(program).arg("--version").output().is_ok()))
}

/// Says that a test is skipped if what it needs is not there, or fails if it must not be skipped.
fn is_there(there: bool) -> bool {
    let required = std::env::var_os("PLANPRESS_TOOLS").is_some();
    assert!(there || !required, "the tools are missing: run tests/tools/setup.sh");
    if !there {
        let _ = std::io::stderr().write_all(b"skipped: the tools are missing; tests/tools/setup.sh installs them\n");
    }
    there
}

/// Runs a tool, and panics with what it says if it is not content.
pub fn content(command: &mut Command) {
    let output = command.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let _ = std::io::stderr().write_all(said.lines().last().unwrap_or_default().as_bytes());
    let said: String = said.chars().take(20_000).collect();
    assert!(output.status.success(), "{command:?}\n{said}");
}

/// Node, the system's or the one in `target/tools`, in the folder of its packages.
pub fn node(tools: &Path, script: &str) -> Command {
    let own = tools.join("python/bin/node");
    let mut command = Command::new(if own.exists() { own } else { "node".into() });
    command.arg(project().join("tests/tools").join(script)).current_dir(tools.join("node"));
    command.env("XDG_CACHE_HOME", super::caches());
    command
}

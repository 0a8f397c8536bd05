//! Programs that are not ours: where they are, and how they are run.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::project;

/// Where the tools are, or nothing if the test is to be skipped.
pub fn tools() -> Option<PathBuf> {
    let tools = project().join("target/tools");
    if tools.join("stamp").exists() {
        return Some(tools);
    }
    let required = std::env::var_os("PLANPRESS_TOOLS").is_some();
    assert!(!required, "the tools are missing: run tests/tools/setup.sh");
    let _ = std::io::stderr().write_all(b"skipped: the tools are missing; tests/tools/setup.sh installs them\n");
    None
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

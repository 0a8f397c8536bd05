//! The help of each command, as it was last read by a person.
//!
//! `SNAPSHOTS=overwrite cargo test --test help` writes it anew.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::path::Path;

use snapbox::Assert;
use snapbox::data::{Data, DataFormat};

#[test]
fn the_help_of_each_command_is_the_one_that_was_read() {
    for name in ["planpress", "build", "check", "explain", "schema"] {
        let arguments: &[&str] = if name == "planpress" { &["--help"] } else { &[name, "--help"] };
        let output = common::run(Path::new("."), arguments);
        assert!(output.status.success() && output.stderr.is_empty(), "{name}");
        let expected =
            Data::read_from(&common::project().join(format!("tests/help/{name}.txt")), Some(DataFormat::Text));
        let actual = Data::text(String::from_utf8(output.stdout).unwrap());
        Assert::new().action_env("SNAPSHOTS").eq(actual.raw(), expected.raw());
    }
}

#[test]
fn every_command_has_a_snapshot() {
    let output = common::run(Path::new("."), &["--help"]);
    let text = String::from_utf8(output.stdout).unwrap();
    let listed = text.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    for command in listed.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help") {
        assert!(
            common::project().join(format!("tests/help/{command}.txt")).exists(),
            "no snapshot of `{command} --help`"
        );
    }
}

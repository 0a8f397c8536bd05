//! The help of each command, as it was last read by a person.
//!
//! `SNAPSHOTS=overwrite cargo test --test command help` writes it anew.

use std::path::Path;

use snapbox::Assert;
use snapbox::data::{Data, DataFormat};

use crate::common;

#[test]
fn the_help_of_each_command_is_the_one_that_was_read() {
    let help = |arguments: &[&str]| {
        let output = common::run(Path::new("."), arguments);
        assert!(output.status.success() && output.stderr.is_empty(), "{arguments:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    let all = help(&["--help"]);
    let listed = all.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let commands = listed.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    let each = commands.map(|name| (name, help(&[name, "--help"])));
    for (name, actual) in std::iter::once(("planpress", all.clone())).chain(each) {
        let path = common::project().join(format!("tests/help/{name}.txt"));
        let expected = Data::read_from(&path, Some(DataFormat::Text));
        Assert::new().action_env("SNAPSHOTS").eq(Data::text(actual).raw(), expected.raw());
    }
}

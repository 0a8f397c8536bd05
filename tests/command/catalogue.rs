//! Sites with one fault each, in `tests/catalogue`: what people really get wrong, and where the program says so.
//!
//! Each is a file: `# P103 unknown-key: what is wrong`, perhaps a line `date: 2026-05-01`, and the
//! files that are laid over `tests/sites/minimal`, with ⟦ ⟧ around the place.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common;
use crate::common::example::{Found, check, each, marked, site};
use crate::common::run;
use planpress::diagnostic::explanations::parse_example;
use planpress::diagnostic::{CODES, Code, Severity};

/// Faults that `check` finds only with help from outside, and what tests them.
const ELSEWHERE: &[(&str, &str)] = &[("P520", "tests/command/external.rs"), ("P521", "tests/command/external.rs")];

fn cases() -> Vec<PathBuf> {
    let folder = common::project().join("tests/catalogue");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

/// The number and the name that a case begins with.
fn title(text: &str) -> (String, String) {
    let line = text.lines().next().unwrap();
    let (code, _) = line.strip_prefix("# ").and_then(|line| line.split_once(": ")).unwrap_or_default();
    let (number, name) = code.split_once(' ').unwrap_or_default();
    (number.into(), name.into())
}

#[test]
fn each_faulty_site_has_one_fault_at_its_place() {
    let cases = cases();
    assert!(cases.len() >= 120, "only {} cases", cases.len());
    let report: String = each(&cases, |path| {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        faulty(&fs::read_to_string(path).unwrap()).map_or(String::new(), |wrong| format!("== {name}: {wrong}\n"))
    })
    .concat();
    assert!(report.is_empty(), "\n{report}");
}

/// What is not as a case says.
fn faulty(text: &str) -> Option<String> {
    let (number, name) = title(text);
    let Ok(entry) = Code::find(&number) else { return Some(format!("there is no code {number}")) };
    if entry.name != name {
        return Some(format!("{number} is {}", entry.name));
    }
    if number == "P509" && !cfg!(feature = "pdf") {
        return None;
    }
    let files = parse_example(text).files;
    let Some(expected) = marked(&files) else { return Some("no place is marked".into()) };
    let date = text.lines().find_map(|line| line.strip_prefix("date: ")).unwrap_or("2026-05-01");
    let site = site(&files);
    let mut found = check(&site.root(), date);
    found.retain(|fault| fault.severity != "note" || entry.severity == Severity::Note);
    let [one] = found.as_slice() else { return Some(format!("expected one fault at {expected:?}, found {found:#?}")) };
    if one.code != number || one.spot != expected {
        return Some(format!("expected at {expected:?}, found {one:#?}"));
    }
    poor(one).or_else(|| long(&site.root(), date))
}

/// A message that takes more than seven lines in a terminal.
fn long(root: &Path, date: &str) -> Option<String> {
    let output = run(root, &["check", "--date", date]);
    let text = String::from_utf8(output.stderr).unwrap();
    let long = text.split("\n\n").find(|message| message.lines().count() > 7);
    long.map(|message| format!("too long:\n{message}"))
}

/// What a message lacks.
fn poor(fault: &Found) -> Option<String> {
    let words = fault.message.split_whitespace().count();
    let helped = fault.help.as_ref().is_some_and(|help| help.split_whitespace().count() > 1);
    (words < 3 || fault.message.contains("  ") || !helped).then(|| format!("poor message: {fault:#?}"))
}

#[test]
fn every_code_has_a_case() {
    let there: BTreeSet<String> = cases().iter().map(|path| title(&fs::read_to_string(path).unwrap()).0).collect();
    let elsewhere = |number: &str| ELSEWHERE.iter().any(|(own, _)| *own == number);
    let missing: Vec<&str> = (CODES.iter().map(|entry| entry.number))
        .filter(|number| !there.contains(*number) && !elsewhere(number))
        .collect();
    assert!(missing.is_empty(), "no case of {missing:?}");
}

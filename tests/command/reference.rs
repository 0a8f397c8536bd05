//! The reference of codes: each has a text, whose examples show what the program really does.
//!
//! `SNAPSHOTS=overwrite cargo test --test command reference` writes its index anew.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpListener;

use crate::common;
use crate::common::example::{Found, check, check_with, each, marked, site};
use planpress::diagnostic::explanations::{Example, parse_explanation};
use planpress::diagnostic::{CODES, CodeEntry, Severity};
use snapbox::Assert;
use snapbox::data::{Data, DataFormat};

const DATE: &str = "2026-05-01";

#[test]
fn every_bad_example_raises_its_code_at_the_marked_place_and_every_good_one_nothing() {
    let wrong = each(CODES, |entry| {
        let about = parse_explanation(entry.reference);
        bad(entry, &about.bad).into_iter().chain(good(&about.good)).collect::<String>()
    });
    let report: String = wrong.into_iter().filter(|text| !text.is_empty()).collect();
    assert!(report.is_empty(), "\n{report}");
}

/// Only the build with printing knows which letters the fonts have.
fn is_known(entry: &CodeEntry) -> bool {
    cfg!(feature = "pdf") || entry.name != "letter-without-font"
}

fn bad(entry: &CodeEntry, example: &Example) -> Option<String> {
    let number = entry.number;
    let Some(expected) = marked(&example.files) else { return Some(format!("{number}: no place is marked\n")) };
    if !is_known(entry) {
        return None;
    }
    let all =
        if ONLY_OUTSIDE.contains(&entry.name) { outside(example) } else { check(&site(&example.files).root(), DATE) };
    let weighty = |fault: &Found| fault.severity != "note" || entry.severity == Severity::Note;
    let found: Vec<Found> = all.into_iter().filter(weighty).collect();
    let right = matches!(found.as_slice(), [one] if one.code == number && one.spot == expected);
    (!right).then(|| format!("{number}, bad: expected at {expected:?}, found {found:#?}\n"))
}

/// What can only be found by asking other sites.
const ONLY_OUTSIDE: &[&str] = &["dead-link", "unanswered-link"];

/// What is found of an example when `old.example.org` is a small server of our own.
fn outside(example: &Example) -> Vec<Found> {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    // As long as the name in the example, so that places stay the same.
    let host = format!("{:0<15}", listener.local_addr().unwrap());
    let mut files = example.files.clone();
    for file in &mut files {
        file.text = file.text.replace("old.example.org", &host);
    }
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut first = String::new();
            let _ = BufReader::new(&stream).read_line(&mut first);
            let reply = if first.contains("/gone ") { "410 Gone" } else { "503 Service Unavailable" };
            let _ = write!(stream, "HTTP/1.1 {reply}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    check_with(&site(&files).root(), &["--date", DATE, "--external", "--pause", "0"])
}

fn good(example: &Example) -> Option<String> {
    if example.files.is_empty() || marked(&example.files).is_some() {
        return Some("a good example has files and no mark\n".into());
    }
    let found: Vec<Found> =
        check(&site(&example.files).root(), DATE).into_iter().filter(|fault| fault.severity != "note").collect();
    (!found.is_empty()).then(|| format!("good, {}: found {found:#?}\n", example.files[0].path))
}

/// The lines that `explain` gives for silencing a code do so.
#[test]
fn the_lines_that_silence_a_code_silence_it() {
    for entry in CODES.iter().filter(|entry| entry.adjustable) {
        let text = String::from_utf8(common::run(common::project(), &["explain", entry.number]).stdout).unwrap();
        let lines: String = text
            .lines()
            .filter_map(|line| line.strip_prefix("    "))
            .take(4)
            .fold(String::new(), |lines, line| lines + line + "\n");
        let site = site(&parse_explanation(entry.reference).bad.files);
        let path = site.root().join("content/site.yaml");
        fs::write(&path, fs::read_to_string(&path).unwrap() + &lines).unwrap();
        let found = check(&site.root(), DATE);
        assert!(found.iter().all(|fault| fault.code != entry.number), "{}\n{lines}\n{found:#?}", entry.number);
        assert!(lines.starts_with("rules:\n") && found.iter().all(|fault| fault.severity == "note"), "{found:#?}");
    }
}

#[test]
fn every_code_has_a_text_and_every_text_a_code() {
    let folder = common::project().join("src/diagnostic/explanations");
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| name != "README.md");
    names.sort();
    let expected: Vec<String> = CODES.iter().map(|entry| format!("{}.md", entry.number)).collect();
    assert_eq!(names, expected);
    for entry in CODES {
        let why = parse_explanation(entry.reference).why;
        let sentences = why.matches(['.', '?']).count();
        assert!(why.ends_with('.') && (1..=3).contains(&sentences), "{}: {why}", entry.number);
    }
}

#[test]
fn the_index_is_the_table() {
    let mut text = String::from(
        "# Codes\n\nEvery fault that `planpress` can name. `planpress explain CODE` shows the same in a terminal. \
         Where the last column says yes, `rules:` in `site.yaml` may change how much it weighs.\n\n\
         | Code | Name | Weight | Meaning | Rule |\n| --- | --- | --- | --- | --- |\n",
    );
    for CodeEntry { number, name, severity, adjustable, meaning, .. } in CODES {
        let rule = if *adjustable { "yes" } else { "no" };
        let _ = writeln!(text, "| [{number}]({number}.md) | `{name}` | {} | {meaning} | {rule} |", severity.word());
    }
    let path = common::project().join("src/diagnostic/explanations/README.md");
    let expected = Data::read_from(&path, Some(DataFormat::Text));
    Assert::new().action_env("SNAPSHOTS").eq(Data::text(text).raw(), expected.raw());
}

//! Editors save texts in their own ways: that changes no fault and no line, or it is named.
//!
//! Every example of the reference, every case of `tests/catalogue` and every site of `tests/sites`
//! is checked as it is, with the line ends of Windows, with a byte-order mark, and without a last
//! newline. None is excepted, not even those that are about encodings.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::example::{Found, Site, check, each, empty, site};
use crate::common::{files_below, prepare, project, sites};
use planpress::diagnostic::CODES;
use planpress::diagnostic::explanations::{Sample, parse_example, parse_explanation};

const DATE: &str = "2026-05-01";

/// A way of saving a text.
type Saved = fn(&[u8]) -> Vec<u8>;

const WAYS: &[(&str, Saved)] = &[
    ("CRLF", |bytes| {
        bytes
            .iter()
            .flat_map(|byte| if *byte == b'\n' { &b"\r\n"[..] } else { std::slice::from_ref(byte) })
            .copied()
            .collect()
    }),
    ("a byte-order mark", |bytes| [b"\xEF\xBB\xBF", bytes].concat()),
    ("no last newline", |bytes| bytes.strip_suffix(b"\n").unwrap_or(bytes).to_vec()),
];

/// Where a project comes from.
enum Source {
    Files(Vec<Sample>),
    Case(PathBuf),
}

fn sources() -> Vec<(String, Source)> {
    let mut found = Vec::new();
    for entry in CODES {
        let about = parse_explanation(entry.reference);
        found.push((format!("{} bad", entry.number), Source::Files(about.bad.files)));
        found.push((format!("{} good", entry.number), Source::Files(about.good.files)));
    }
    for path in files_below(&project().join("tests/catalogue")) {
        let text = fs::read_to_string(&path).unwrap();
        found.push((path.file_stem().unwrap().display().to_string(), Source::Files(parse_example(&text).files)));
    }
    for path in fs::read_dir(sites()).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()) {
        found.push((path.file_name().unwrap().display().to_string(), Source::Case(path)));
    }
    found
}

fn made(source: &Source) -> Site {
    match source {
        Source::Files(files) => site(files),
        Source::Case(case) => {
            let site = empty();
            prepare(case, &site.root());
            site
        }
    }
}

/// The texts of the content that people write.
fn texts(root: &Path) -> Vec<PathBuf> {
    let content = root.join("content");
    let mut texts = files_below(&content);
    texts.retain(|path| {
        path.extension().is_some_and(|end| end == "yaml" || end == "md") && !path.starts_with(content.join("files"))
    });
    texts
}

#[test]
fn how_a_text_was_saved_changes_no_fault_and_no_line() {
    let sources = sources();
    assert!(sources.len() > 250, "only {} sites", sources.len());
    let report: String = each(&sources, |(name, source)| different(name, source)).concat();
    assert!(report.is_empty(), "\n{report}");
}

fn different(name: &str, source: &Source) -> String {
    let plain = check(&made(source).root(), DATE);
    let mut report = String::new();
    for (way, saved) in WAYS {
        let site = made(source);
        for path in texts(&site.root()) {
            fs::write(&path, saved(&fs::read(&path).unwrap())).unwrap();
        }
        let found = check(&site.root(), DATE);
        if found != plain {
            let _ = writeln!(
                report,
                "== {name}, with {way}:\n{:#?}\nin place of\n{:#?}",
                only(&found, &plain),
                only(&plain, &found)
            );
        }
    }
    report
}

fn only<'a>(these: &'a [Found], not: &[Found]) -> Vec<&'a Found> {
    these.iter().filter(|fault| !not.contains(fault)).collect()
}

#[test]
fn other_encodings_are_named() {
    let utf_16 = |text: &str, mark: bool, unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        let mark = mark.then_some(0xFEFF);
        mark.into_iter().chain(text.encode_utf16()).flat_map(unit).collect()
    };
    let texts = [
        ("contacts.yaml", "office: {role: Café, email: office@club.example.org}\n"),
        ("pages/about.md", "---\ntitle: Café\n---\nWe meet there.\n"),
        ("plans/2026/plan.md", "We meet in a café.\n"),
        (
            "site.yaml",
            "organisation: {name: Café Club}\nbase_url: https://club.example.org/\naudiences: {branch: {name: Branches}}\n",
        ),
    ];
    for (file, text) in texts {
        let encodings = [
            ("UTF-16", utf_16(text, true, u16::to_le_bytes)),
            ("UTF-16", utf_16(text, true, u16::to_be_bytes)),
            ("UTF-16", utf_16(text, false, u16::to_le_bytes)),
            ("UTF-16", utf_16(text, false, u16::to_be_bytes)),
            ("Latin-1", text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect()),
        ];
        for (name, bytes) in encodings {
            let site = site(&[]);
            let path = site.root().join("content").join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, bytes).unwrap();
            let found = check(&site.root(), DATE);
            let [one] = found.as_slice() else { panic!("{file} in {name}: {found:#?}") };
            assert!(one.code == "P002" && one.message.contains(name), "{file} in {name}: {one:?}");
            assert_eq!((one.spot.file.as_str(), one.spot.line), (&*format!("content/{file}"), 1));
        }
    }
}

//! Small sites made of examples: the ⟦ ⟧ format of `diagnostic::explain`, laid over `tests/sites/minimal`.

use std::fs;
use std::ops::Range;
use std::path::Path;

use planpress::diagnostic::explanations::{Sample, SampleKind};
use serde_json::Value;

use super::{copy, run, sites};

/// Where a fault stands: a file, and in it a line and the columns from and to, all counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    pub file: String,
    pub line: u64,
    pub columns: Range<u64>,
}

/// A fault as the program reports it.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    pub code: String,
    pub severity: String,
    pub message: String,
    pub help: Option<String>,
    pub spot: Spot,
}

/// A project in a folder of its own. Beside it lies `about.md`, for links that lead out.
pub struct Site {
    folder: tempfile::TempDir,
}

impl Site {
    pub fn root(&self) -> std::path::PathBuf {
        self.folder.path().join("project")
    }
}

/// A project without any file.
pub fn empty() -> Site {
    let site = Site { folder: tempfile::tempdir().unwrap() };
    fs::write(site.folder.path().join("about.md"), "---\ntitle: Not of this project\n---\nWords.\n").unwrap();
    fs::create_dir(site.root()).unwrap();
    site
}

/// The smallest site, with files laid over it.
pub fn site(files: &[Sample]) -> Site {
    let site = empty();
    copy(&sites().join("minimal/content"), &site.root().join("content"));
    for file in files {
        lay(file, &site.root());
    }
    site
}

fn lay(sample: &Sample, root: &Path) {
    let path = root.join(&sample.path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    match sample.kind {
        SampleKind::Text => fs::write(path, &sample.text).unwrap(),
        SampleKind::Bytes => fs::write(path, bytes(&sample.text)).unwrap(),
        SampleKind::Repeat(times) => fs::write(path, sample.text.repeat(times)).unwrap(),
        SampleKind::Link => std::os::unix::fs::symlink(sample.text.trim(), path).unwrap(),
        SampleKind::Folder => fs::create_dir(path).unwrap(),
        SampleKind::Missing => fs::remove_file(path).unwrap_or_default(),
    }
}

/// The bytes that `\xNN` and letters stand for.
fn bytes(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\\x") {
        out.extend(before.bytes());
        out.push(u8::from_str_radix(&after[..2], 16).unwrap());
        rest = &after[2..];
    }
    out.extend(rest.bytes());
    out
}

/// The place that is marked in some files; it ends with its line at the latest.
pub fn marked(files: &[Sample]) -> Option<Spot> {
    let (sample, mark) = files.iter().find_map(|sample| Some((sample, sample.mark.clone()?)))?;
    let before = &sample.text[..mark.start];
    let inside = sample.text[mark].lines().next().unwrap_or_default();
    let column =
        before.lines().last().filter(|_| !before.ends_with('\n')).unwrap_or_default().chars().count() as u64 + 1;
    Some(Spot {
        file: sample.path.clone(),
        line: before.matches('\n').count() as u64 + 1,
        columns: column..column + inside.chars().count() as u64,
    })
}

/// All that `planpress check` finds in a project on a day.
pub fn check(root: &Path, date: &str) -> Vec<Found> {
    check_with(root, &["--date", date])
}

/// All that `planpress check` finds in a project.
pub fn check_with(root: &Path, arguments: &[&str]) -> Vec<Found> {
    let output = run(root, &[&["check", "--format", "json"], arguments].concat());
    let list: Vec<Value> = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    list.iter().map(|fault| found(fault, root)).collect()
}

fn found(fault: &Value, root: &Path) -> Found {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let place = &fault["place"];
    let number = |key: &str| place[key].as_u64().unwrap();
    let (file, line, column) = (text(&place["file"]), number("line"), number("column"));
    let end = if number("end_line") == line {
        number("end_column")
    } else {
        // What is underlined ends with the line.
        let source = fs::read_to_string(root.join(&file)).unwrap();
        let lines = source.trim_start_matches('\u{feff}').lines().nth(usize::try_from(line).unwrap() - 1);
        lines.unwrap_or_default().chars().count() as u64 + 1
    };
    Found {
        code: text(&fault["code"]),
        severity: text(&fault["severity"]),
        message: text(&fault["message"]),
        help: fault["help"].as_str().map(str::to_owned),
        spot: Spot { file, line, columns: column..end },
    }
}

/// Does something for each on two threads, and gives the results in order.
pub fn each<T: Sync, R: Send>(items: &[T], with: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let (first, second) = items.split_at(items.len() / 2);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| second.iter().map(&with).collect::<Vec<R>>());
        let own: Vec<R> = first.iter().map(&with).collect();
        own.into_iter().chain(other.join().unwrap()).collect()
    })
}

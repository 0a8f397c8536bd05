//! The small sites in `tests/sites`, each with its commands and what they must give.
//!
//! A case is a folder. Adding one needs no Rust:
//!
//! - `cmd`: the command's arguments, one command a line (`build --date 2026-05-01`);
//! - `content/`, `themes/`: the project, copied to a temporary folder where the commands run;
//! - `base`: the name of a case whose project is copied first, so that a case holds only what
//!   differs;
//! - `stdout`, `stderr`, `status`: what the commands print, and their exit statuses, one a line;
//!   where there is no file nothing must be printed and all statuses be 0;
//! - `expected/`: files that must be there afterwards with exactly these bytes;
//! - `present`: lines `PATH` or `PATH: WORDS`, a file that must be there and what it must hold;
//! - `absent`: lines `/PATH`, what must not be there; or words that no file below `public*` holds
//!   (`*.html: WORDS` asks only the files whose names end so).
//!
//! `SNAPSHOTS=overwrite cargo test --test command cases` writes `stdout`, `stderr`, `status` and the
//! files of `expected/` anew; read what it changed.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{files_below, lines, prepare, run, sites};
use snapbox::Assert;
use snapbox::data::{Data, DataFormat};

#[test]
fn every_site_gives_what_its_folder_says() {
    let mut names: Vec<PathBuf> = fs::read_dir(sites()).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.is_dir());
    names.sort();
    assert!(names.len() >= 25, "only {} cases", names.len());
    let mut report = String::new();
    for case in &names {
        let faults = check(case);
        if !faults.is_empty() {
            let _ = writeln!(report, "== {}\n{}\n", case.file_name().unwrap().display(), faults.join("\n"));
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// Runs a case and says what is not as it should be.
fn check(case: &Path) -> Vec<String> {
    let root = tempfile::tempdir().unwrap();
    prepare(case, root.path());
    let (mut out, mut err, mut statuses) = (String::new(), String::new(), String::new());
    for line in lines(&case.join("cmd")) {
        let arguments: Vec<&str> = line.split_whitespace().collect();
        let output = run(root.path(), &arguments);
        out.push_str(&normal(&output.stdout, root.path()));
        err.push_str(&normal(&output.stderr, root.path()));
        let _ = writeln!(statuses, "{}", output.status.code().unwrap_or(-1));
    }
    let mut faults = Vec::new();
    let all_fine = "0\n".repeat(statuses.lines().count());
    for (name, actual, default) in [("stdout", out, ""), ("stderr", err, ""), ("status", statuses, all_fine.as_str())] {
        compare(&case.join(name), actual, default, &mut faults);
    }
    let expected = case.join("expected");
    for path in files_below(&expected) {
        let there = root.path().join(path.strip_prefix(&expected).unwrap());
        match fs::read(&there) {
            Ok(bytes) => compare(&path, String::from_utf8_lossy(&bytes).into_owned(), "\0", &mut faults),
            Err(_) => faults.push(format!("{} is not there", there.strip_prefix(root.path()).unwrap().display())),
        }
    }
    faults.extend(lines(&case.join("present")).filter_map(|line| missing(&line, root.path())));
    faults.extend(lines(&case.join("absent")).flat_map(|line| unwanted(&line, root.path())));
    faults
}

/// Compares with a file; `default` is what a missing file stands for.
fn compare(path: &Path, actual: String, default: &str, faults: &mut Vec<String>) {
    if !path.exists() && actual == default {
        return;
    }
    // A program made without printing leaves out the documents: its counts are others, and cases
    // that show a link to one say so.
    if !cfg!(feature = "pdf")
        && fs::read_to_string(path).is_ok_and(|expected| uncounted(&expected) == uncounted(&actual))
    {
        return;
    }
    let expected = Data::read_from(path, Some(DataFormat::Text)).raw();
    let actual = Data::text(actual).raw();
    let assert = Assert::new().action_env("SNAPSHOTS");
    if let Err(error) = assert.try_eq(Some(&path.display()), actual, expected) {
        faults.push(error.to_string());
    }
}

/// What a program prints, without what differs from run to run.
fn normal(bytes: &[u8], root: &Path) -> String {
    let text = String::from_utf8_lossy(bytes).replace(&root.display().to_string(), "[ROOT]");
    let mut out = String::new();
    for line in text.split_inclusive('\n') {
        // How long it took.
        match line.rsplit_once(" in ").filter(|(_, end)| end.contains(" s.")) {
            Some((start, end)) => {
                let rest = end.split_once(" s.").map_or("", |(_, rest)| rest);
                let _ = write!(out, "{start} in [TIME] s.{rest}");
            }
            None => out.push_str(line),
        }
    }
    out
}

/// Without the lines that count what was published, and without links to what is printed.
fn uncounted(text: &str) -> String {
    text.lines().filter(|line| !line.starts_with("Published ") && !line.contains(".pdf")).collect()
}

fn missing(line: &str, root: &Path) -> Option<String> {
    let (path, words) = line.split_once(": ").unwrap_or((line, ""));
    match fs::read(root.join(path)) {
        Err(_) => Some(format!("{path} is not there")),
        Ok(bytes) => {
            (!String::from_utf8_lossy(&bytes).contains(words)).then(|| format!("{path} does not hold {words:?}"))
        }
    }
}

fn unwanted(line: &str, root: &Path) -> Vec<String> {
    if let Some(path) = line.strip_prefix('/') {
        return if root.join(path).exists() { vec![format!("{path} is there")] } else { Vec::new() };
    }
    let (ending, line) = line.strip_prefix('*').and_then(|line| line.split_once(": ")).unwrap_or(("", line));
    let holds = |path: &PathBuf| {
        let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
        let text = fs::read(path).unwrap();
        name.contains(line) || String::from_utf8_lossy(&text).contains(line)
    };
    let published = files_below(root).into_iter().filter(|path| {
        let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
        name.starts_with("public") && name.ends_with(ending)
    });
    published.filter(holds).map(|path| format!("{} holds {line:?}", path.display())).collect()
}

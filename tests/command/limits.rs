//! Small projects that ask for much time or memory, and names and texts that a terminal would obey.
//! Each was found by somebody who attacked the program with its source at hand.

#![cfg(target_os = "linux")]

use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::common::{PROGRAM, caches, copy, sites};

/// The memory that a process may reserve; kilobytes.
const MEMORY: usize = 3_000_000;
/// Far more than any of these takes, also where other tests run.
const SOON: Duration = Duration::from_mins(2);

/// The smallest site, with more files.
fn project(files: &[(&str, String)]) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    copy(&sites().join("minimal/content"), &root.path().join("content"));
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

/// Runs a command with little memory; gives its status and what it prints.
fn run(root: &Path, arguments: &str) -> (i32, String) {
    let began = Instant::now();
    let output = Command::new("sh")
        .args(["-c", &format!("ulimit -v {MEMORY}; exec \"$0\" {arguments} --date 2026-05-01")])
        .arg(PROGRAM)
        .env("XDG_CACHE_HOME", caches())
        .env("NO_COLOR", "1")
        .current_dir(root)
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8(text).unwrap();
    assert!(began.elapsed() < SOON, "{arguments} took {:?}", began.elapsed());
    (output.status.code().unwrap_or(-1), text)
}

fn numbered(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

/// What is asked for, the files that ask for it, and the code that is reported.
type Case<'a> = (&'a str, &'a [(&'a str, String)], &'a str);

#[test]
fn small_files_that_ask_for_much_are_answered() {
    let page = |text: &str| format!("---\ntitle: A\n---\n{text}");
    let pictures =
        numbered(3000, |at| format!("r{at}: {{title: R, file: missing-{at}.pdf, cover: no-{at}.png, alt: a}}\n"));
    let mut empty: Vec<(String, String)> =
        (0..3000).map(|at| (format!("content/files/file-{at}.txt"), "x".into())).collect();
    empty.push(("content/resources.yaml".into(), pictures));
    let empty: Vec<(&str, String)> = empty.iter().map(|(path, text)| (path.as_str(), text.clone())).collect();
    let dates = numbered(5000, |at| format!("- {{id: d{at}, date: 2026-06-01, title: Day}}\n"));
    let cases: [Case<'_>; 8] = [
        ("a million words on one line", &[("content/dates.yaml", format!("[{}a]", "a,".repeat(3_900_000)))], "P105"),
        ("a million empty entries", &[("content/dates.yaml", "-\n".repeat(1_300_000))], "P105"),
        ("a million empty records", &[("content/dates.yaml", "- {}\n".repeat(1_300_000))], "P104"),
        ("a million empty contacts", &[("content/contacts.yaml", numbered(800_000, |at| format!("a{at}:\n")))], "P105"),
        ("addresses that are gone", &[("urls.lock", numbered(60_000, |at| format!("/x{at:06}/y/\n")))], "P207"),
        (
            "addresses below one that is gone",
            &[("urls.lock", numbered(60_000, |at| format!("/x/{at:06}/\n")) + "/x/\n")],
            "P207",
        ),
        ("files that are missing and files that are there", &empty, "P501"),
        (
            "data blocks",
            &[("content/dates.yaml", dates), ("content/pages/a.md", page(&"```plan:dates\n```\n\n".repeat(5000)))],
            "P003",
        ),
    ];
    for (what, files, code) in cases {
        let (status, text) = run(project(files).path(), "build");
        assert!(status == 1 && text.contains(code), "{what}: {status} {}", &text[..text.len().min(2000)]);
    }
}

#[test]
fn long_lines_of_code_are_shown_without_colours() {
    let root =
        project(&[("content/pages/a.md", format!("---\ntitle: A\n---\n```java\n{}\n```\n", "f(x)->".repeat(50_000)))]);
    let (status, text) = run(root.path(), "build");
    assert_eq!(status, 0, "{text}");
    let page = fs::read_to_string(root.path().join("public/a/index.html")).unwrap();
    assert!(page.contains("f(x)-&gt;f(x)") && !page.contains("hl-"));
}

#[test]
fn many_links_to_one_large_file_are_not_all_read() {
    // Nothing is said of a theme that is not used.
    for (folder, name, size, status) in [("content", "big.md", 7_900_000, 1), ("themes/x", "big.bin", 38_000_000, 0)] {
        let root = project(&[]);
        let folder = root.path().join(folder);
        fs::create_dir_all(&folder).unwrap();
        fs::File::create(folder.join(name)).unwrap().set_len(size).unwrap();
        for at in 0..600 {
            symlink(name, folder.join(format!("l{at}.md"))).unwrap();
            symlink(name, folder.join(format!("l{at}.bin"))).unwrap();
        }
        let (code, text) = run(root.path(), "check");
        let named = status == 0 || text.contains("larger than 200 MB");
        assert!(code == status && named, "{code} {}", &text[..text.len().min(2000)]);
    }
}

#[test]
fn a_large_file_in_the_output_is_never_held_in_memory() {
    let root = project(&[]);
    assert_eq!(run(root.path(), "build").0, 0);
    let manifest = root.path().join("public/.planpress.json");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replacen("\"files\":{", &format!("\"files\":{{\"a.bin\":\"{}\",", "0".repeat(64)), 1))
        .unwrap();
    fs::File::create(root.path().join("public/a.bin")).unwrap().set_len(5_000_000_000).unwrap();
    let (status, text) = run(root.path(), "build");
    assert_eq!(status, 0, "{text}");
    assert!(root.path().join("public/a.bin").exists(), "a file that was changed by hand was removed");
}

#[test]
fn names_and_texts_are_printed_without_what_a_terminal_or_a_log_would_obey() {
    let name = "odd\n::stop-commands::tok\u{1b}[2J\u{9b}31m\u{202e}";
    let root = project(&[
        (&format!("content/{name}/y.md"), "hi".into()),
        ("content/files/b\u{1b}]0;owned\u{7}a.exe", "x".into()),
        ("content/glossary.yaml", "k\u{9b}2J: 1\n\"key\\n::add-mask::e\": 2\n".into()),
    ]);
    let obeyed = |letter: char| (letter.is_control() && letter != '\n') || matches!(letter, '\u{202a}'..='\u{202e}');
    for format in ["human", "github"] {
        let (status, text) = run(root.path(), &format!("check --format {format}"));
        assert_eq!(status, 1, "{text}");
        assert!(!text.contains(obeyed), "{text:?}");
        let commands = text.lines().filter(|line| line.trim_start().starts_with("::"));
        let is_ours = |line: &&str| ["::error ", "::warning ", "::notice "].iter().any(|own| line.starts_with(own));
        assert_eq!(commands.filter(|line| !is_ours(line)).collect::<Vec<_>>(), Vec::<&str>::new());
        assert!(text.contains(r"odd\n::stop") || text.contains("odd\\n%3A%3Astop"), "{text}");
    }
    let root = project(&[]);
    fs::create_dir_all(root.path().join("public").join(name)).unwrap();
    let (status, text) = run(root.path(), "build");
    assert!(status == 2 && !text.contains(obeyed) && text.lines().count() == 1, "{text:?}");
}

#[test]
fn file_names_that_some_systems_obey_are_refused() {
    for name in ["x\\..\\..\\plan.txt", "C:\\plan.txt", "a\nb.txt", "a\u{1b}[31m.txt", "a\u{85}.txt"] {
        let root = project(&[("content/site.yaml", String::new())]);
        copy(&sites().join("minimal/content"), &root.path().join("content"));
        let site = root.path().join("content/site.yaml");
        fs::write(&site, fs::read_to_string(&site).unwrap() + "files: all\n").unwrap();
        fs::create_dir(root.path().join("content/files")).unwrap();
        fs::write(root.path().join("content/files").join(name), "x").unwrap();
        let (status, text) = run(root.path(), "build --portable --zip");
        assert!(status == 1 && text.contains("P010") && text.contains("Rename it"), "{name:?}: {text}");
    }
}

#[test]
fn a_link_in_the_output_that_leads_to_nothing_here_is_refused() {
    for target in ["/srv/app/.env", "../../../var/lib/secret", "nothing"] {
        let root = project(&[]);
        assert_eq!(run(root.path(), "build").0, 0);
        symlink(target, root.path().join("public/env.txt")).unwrap();
        let (status, text) = run(root.path(), "build");
        assert!(status == 2 && text.contains("env.txt is a link that leads out of the folder or to nothing"), "{text}");
    }
}

#[test]
fn a_public_report_lists_no_names_that_only_other_editions_show() {
    let contacts = "office: {role: Office, email: a@b.example}\n\
                    merger: {role: Merger, editions: [staff], email: b@b.example}\n";
    let root = project(&[
        ("content/contacts.yaml", contacts.into()),
        ("content/pages/a.md", "---\ntitle: A\n---\nAsk [[contact:zzzzzzzz]].\n".into()),
    ]);
    let (status, text) = run(root.path(), "build --report report.json");
    assert!(status == 1 && text.contains("There are: "), "{text}");
    let report = fs::read_to_string(root.path().join("report.json")).unwrap();
    assert!(!report.contains("merger"), "{report}");
}

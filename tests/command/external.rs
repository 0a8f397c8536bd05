//! `check --external` against a small server of our own: three answers, manners, memory.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::common;
use crate::common::{copy, run, sites};
use serde_json::Value;

/// What was asked, and when.
type Asked = Arc<Mutex<Vec<(String, Instant)>>>;

/// A server on a free port; it goes on until the test ends.
fn server() -> (u16, Asked) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked = Asked::default();
    let seen = asked.clone();
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let seen = seen.clone();
            thread::spawn(move || answer(&stream, &seen));
        }
    });
    (port, asked)
}

fn answer(stream: &TcpStream, seen: &Asked) {
    let mut lines = BufReader::new(stream);
    loop {
        let mut first = String::new();
        if lines.read_line(&mut first).unwrap_or(0) == 0 {
            return;
        }
        let mut line = String::new();
        while lines.read_line(&mut line).unwrap_or(0) > 2 {
            line.clear();
        }
        let (method, rest) = first.split_once(' ').unwrap();
        let path = rest.split(' ').next().unwrap().to_owned();
        seen.lock().unwrap().push((format!("{method} {path}"), Instant::now()));
        let reply = match (method, path.as_str()) {
            (_, "/ok" | "/other") | ("GET", "/no-head") => "200 OK",
            (_, "/moved") => "301 Moved\r\nLocation: /ok",
            (_, "/circle") => "302 Found\r\nLocation: /circle",
            (_, "/missing") => "404 Not Found",
            (_, "/gone") => "410 Gone",
            ("HEAD", "/no-head") => "405 Method Not Allowed",
            (_, "/closed") => "403 Forbidden",
            (_, "/busy") => "429 Too Many Requests",
            (_, "/broken") => "503 Service Unavailable",
            (_, "/slow") => {
                thread::sleep(Duration::from_secs(5));
                return;
            }
            _ => return,
        };
        let text = format!("HTTP/1.1 {reply}\r\nContent-Length: 0\r\n\r\n");
        if (&mut &*stream).write_all(text.as_bytes()).is_err() {
            return;
        }
    }
}

/// A site whose page has these links, one a line; `{port}` stands for the server's.
fn site(links: &[&str], port: u16) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    copy(&sites().join("minimal/content"), &root.path().join("content"));
    fs::create_dir(root.path().join("content/pages")).unwrap();
    let lines: Vec<String> =
        links.iter().map(|link| format!("- [A page of theirs](http://127.0.0.1:{port}{link})\n")).collect();
    fs::write(root.path().join("content/pages/links.md"), format!("---\ntitle: Links\n---\n{}", lines.concat()))
        .unwrap();
    root
}

/// What `check --external` finds: exit status, (code, line) of each fault, and its last words.
fn check(root: &Path, more: &[&str]) -> (i32, Vec<(String, u64)>, String) {
    let arguments = ["check", "--external", "--date", "2026-05-01", "--format", "json", "--pause", "60"];
    let output = run(root, &[&arguments, more].concat());
    let faults: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let found =
        faults.iter().map(|own| (own["code"].as_str().unwrap().to_owned(), own["place"]["line"].as_u64().unwrap()));
    (output.status.code().unwrap(), found.collect(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn there_are_three_answers_and_only_the_dead_can_fail() {
    let (port, asked) = server();
    let paths = [
        "/ok",
        "/moved",
        "/no-head",
        "/missing",
        "/gone#part",
        "/circle",
        "/closed",
        "/busy",
        "/broken",
        "/slow",
        "/cut",
    ];
    let root = site(&paths, port);
    let (status, found, said) = check(root.path(), &["--patience", "1"]);
    let codes =
        |code: &str| -> Vec<u64> { found.iter().filter(|(own, _)| own == code).map(|(_, line)| *line).collect() };
    assert_eq!(codes("P520"), [7, 8, 9], "{found:?}");
    assert_eq!(codes("P521"), [10, 11, 12, 13, 14], "{found:?}");
    assert_eq!((status, found.len()), (0, 8), "{said}");
    assert!(
        said.contains("Asked for 11 outside links, of which 0 were known from before: 3 alive, 3 dead, 5 unknown.")
    );
    assert_eq!(check(root.path(), &["--patience", "1", "--strict"]).0, 1, "a dead link is a warning");

    // The second time only what nobody knew was asked for again.
    let asked: Vec<String> = asked.lock().unwrap().iter().map(|(what, _)| what.clone()).collect();
    let times = |what: &str| asked.iter().filter(|own| *own == what).count();
    assert_eq!((times("HEAD /ok"), times("HEAD /gone"), times("HEAD /busy")), (2, 1, 2), "{asked:?}");
    assert_eq!((times("HEAD /no-head"), times("GET /no-head"), times("GET /ok")), (1, 1, 0), "{asked:?}");
    assert!(!root.path().join(".planpress").exists(), "something is kept in the project");

    // What is unknown never fails, `--strict` and a rule included.
    let root = site(&["/busy"], port);
    assert_eq!(check(root.path(), &["--strict"]).0, 0);
}

#[test]
fn one_host_is_asked_one_question_after_the_other() {
    let (port, asked) = server();
    let root = site(&["/ok", "/other", "/moved", "/ok"], port);
    let (status, found, said) = check(root.path(), &[]);
    assert_eq!((status, found.len()), (0, 0), "{said}");
    let mut times: Vec<Instant> =
        asked.lock().unwrap().iter().filter(|(what, _)| what != "HEAD /ok").map(|(_, at)| *at).collect();
    times.sort();
    assert_eq!(times.len(), 2);
    assert!(times[1] - times[0] >= Duration::from_millis(60), "too fast for one host");
    assert!(said.contains("Asked for 3 outside links"), "{said}");
    // A memory that is damaged costs time and nothing else.
    fs::write(common::cache_of(root.path()).join("links.json"), "{").unwrap();
    assert_eq!(check(root.path(), &[]).0, 0);
}

#[test]
fn without_being_asked_no_link_is_followed() {
    let (port, asked) = server();
    let root = site(&["/missing"], port);
    for arguments in [["check"], ["build"]] {
        assert!(run(root.path(), &arguments).status.success());
    }
    assert!(asked.lock().unwrap().is_empty());
    assert!(!common::cache_of(root.path()).join("links.json").exists());
}

//! The preview, asked as a browser, an editor and an attacker would.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use common::preview::{Preview, until};
use common::{copy, sites};

const DATE: &str = "2026-05-01";
const ELEMENT: &str = "<script src=\"/_planpress/preview.js\" defer></script>";
const PAGE: &str = "content/pages/join.md";

/// A project of its own, made like one of `tests/sites`.
fn project(name: &str) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("project");
    copy(&sites().join(name).join("content"), &root.join("content"));
    (folder, root)
}

fn serve(root: &Path) -> Preview {
    Preview::start(root, &["--date", DATE])
}

/// Adds words to the end of a file.
fn append(path: &Path, words: &str) {
    let text = fs::read_to_string(path).unwrap();
    fs::write(path, format!("{text}\n{words}\n")).unwrap();
}

#[test]
fn a_page_is_the_builds_page_and_one_element() {
    let (_folder, root) = project("everything");
    let preview = serve(&root);
    common::build(&root, &["--date", DATE, "--output", "../elsewhere"]);
    let page = fs::read_to_string(root.join("../elsewhere/2025-27/index.html")).unwrap();
    assert_eq!(preview.get("/2025-27/?raw").text(), page);
    let shown = preview.get("/2025-27/");
    assert_eq!(shown.text(), page.replace("</body>", &format!("{ELEMENT}</body>")));
    assert_eq!(shown.header("content-type"), Some("text/html; charset=utf-8"));
    assert_eq!(shown.header("cache-control"), Some("no-store"));
    assert_eq!(shown.header("access-control-allow-origin"), None);
    // The policy of the site holds in the preview, and its one element lives with it.
    let policy = shown.header("content-security-policy").unwrap();
    assert!(policy.contains("script-src 'self'") && !policy.contains("unsafe"), "{policy}");
    assert!(preview.get("/_headers").text().contains(&format!("  Content-Security-Policy: {policy}\n")));
    assert!(page.contains(policy.split("; frame-ancestors").next().unwrap()), "{page}");
    let moved = preview.get("/2025-27");
    assert_eq!((moved.status, moved.header("location")), (308, Some("/2025-27/")));
    let none = preview.get("/nowhere/");
    assert_eq!(none.status, 404);
    assert!(none.text().contains(ELEMENT) && none.text().contains("No page of this plan"), "{}", none.text());
    assert!(!root.join("public").exists(), "the preview wrote into public/");
    for (path, kind) in [
        ("/2025-27/plan.json", "application/json; charset=utf-8"),
        ("/2025-27/actions.csv", "text/csv; charset=utf-8"),
        ("/dates.ics", "text/calendar; charset=utf-8"),
        ("/assets/style.css", "text/css; charset=utf-8"),
        ("/feed.xml", "text/xml; charset=utf-8"),
    ] {
        let file = preview.get(path);
        assert_eq!((file.status, file.header("content-type")), (200, Some(kind)), "{path}");
        assert_eq!(file.body, fs::read(root.join("../elsewhere").join(&path[1..])).unwrap(), "{path}");
    }
}

#[test]
fn faults_are_said_as_in_the_terminal_and_the_last_good_page_stays() {
    let (_folder, root) = project("everything");
    let preview = serve(&root);
    let page = preview.get("/join/").text();
    let text = fs::read_to_string(root.join(PAGE)).unwrap();
    fs::write(root.join(PAGE), text.replace("title:", "titel:")).unwrap();
    assert!(until(|| preview.state("/join/")["failed"] == true), "the fault was not noticed");
    assert_eq!(preview.get("/join/").text(), page, "the last good page is gone");
    let state = preview.state("/join/");
    let build = common::run(&root, &["build", "--date", DATE]);
    let said = String::from_utf8(build.stderr).unwrap();
    let (messages, _) = said.rsplit_once("\n\nNothing was written").unwrap();
    let shown: Vec<&str> = state["messages"].as_array().unwrap().iter().map(|own| own.as_str().unwrap()).collect();
    assert_eq!(shown, messages.split("\n\n").collect::<Vec<_>>());
    assert!(preview.said().contains(shown[0]), "{}", preview.said());
    fs::write(root.join(PAGE), text).unwrap();
    assert!(until(|| preview.state("/join/")["failed"] == false), "it was not noticed that it is mended");
    assert_eq!(preview.state("/join/")["messages"].as_array().unwrap().len(), 0);
}

#[test]
fn a_plan_that_is_broken_at_the_start_is_served_as_its_faults() {
    let (_folder, root) = project("everything");
    let file = root.join("content/site.yaml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("base_url:", "base_ulr:")).unwrap();
    let preview = serve(&root);
    let page = preview.get("/2025-27/");
    assert_eq!(page.status, 500);
    assert!(page.text().contains("content/site.yaml:6:1") && page.text().contains("`base_url`"), "{}", page.text());
    assert!(page.text().contains(ELEMENT));
    fs::write(&file, text).unwrap();
    assert!(until(|| preview.get("/2025-27/").status == 200), "it is not shown when it is mended");
}

#[test]
fn what_only_making_a_page_finds_is_found_when_it_is_quiet() {
    let (_folder, root) = project("everything");
    let template = root.join("themes/sea/templates/glossary.html");
    fs::create_dir_all(template.parent().unwrap()).unwrap();
    fs::write(&template, "{% extends \"default/glossary.html\" %}").unwrap();
    append(&root.join("content/site.yaml"), "theme: sea");
    let preview = serve(&root);
    let page = preview.get("/glossary/?raw").text();
    fs::write(&template, "{% extends \"default/glossary.html\" %}{% block title %}{{ view.none.none }}{% endblock %}")
        .unwrap();
    assert!(until(|| preview.state("/")["failed"] == true), "nobody asked for that page, and nobody was told");
    assert_eq!(preview.get("/glossary/?raw").text(), page);
    let said = preview.state("/")["messages"].to_string();
    assert!(said.contains("themes/sea/templates/glossary.html:1:"), "{said}");
}

#[test]
fn every_way_of_saving_is_noticed_and_only_bytes_count() {
    let (_folder, root) = project("everything");
    let preview = serve(&root);
    let file = root.join(PAGE);
    let text = fs::read_to_string(&file).unwrap();
    let shows = |words: &str| {
        assert!(until(|| preview.get("/join/?raw").text().contains(words)), "`{words}` is not shown");
    };
    let new = |words: &str| format!("{text}\n{words}\n");
    // Written over, as by a simple editor.
    fs::write(&file, new("Plainly saved.")).unwrap();
    shows("Plainly saved.");
    // Written beside and renamed, with a backup, as by vim.
    fs::rename(&file, root.join("content/pages/join.md~")).unwrap();
    fs::write(&file, new("Saved with a backup.")).unwrap();
    shows("Saved with a backup.");
    // Renamed over, as by `sed -i` and most others.
    fs::write(root.join("content/pages/.join.md.swp"), new("Renamed over.")).unwrap();
    fs::rename(root.join("content/pages/.join.md.swp"), &file).unwrap();
    shows("Renamed over.");
    let script = format!("sed -i 's/Renamed over/Edited in place/' {}", file.display());
    assert!(Command::new("sh").args(["-c", &script]).status().unwrap().success());
    shows("Edited in place.");
    // In two halves, with a time between in which there is a fault.
    let mut open = fs::File::create(&file).unwrap();
    open.write_all(b"---\ntitle: Jo").unwrap();
    open.sync_all().unwrap();
    assert!(until(|| preview.state("/join/")["failed"] == true), "half a file is no file");
    open.write_all(b"in us\n---\nBoth halves.\n").unwrap();
    drop(open);
    shows("Both halves.");
    // A folder that is new, one that is renamed, one that is gone.
    fs::rename(root.join("content/pages"), root.join("content/gone")).unwrap();
    assert!(until(|| preview.state("/join/")["failed"] == true), "the folder is not missed");
    fs::rename(root.join("content/gone"), root.join("content/pages")).unwrap();
    shows("Both halves.");
    fs::rename(root.join("content"), root.join("away")).unwrap();
    assert!(until(|| preview.state("/join/")["failed"] == true), "content/ is not missed");
    fs::rename(root.join("away"), root.join("content")).unwrap();
    fs::write(&file, new("After it was away.")).unwrap();
    shows("After it was away.");
    // The same bytes are no change.
    let number = preview.state("/")["number"].clone();
    fs::write(&file, new("After it was away.")).unwrap();
    std::thread::sleep(Duration::from_millis(500));
    assert_eq!(preview.state("/")["number"], number, "the same bytes were taken for a change");
}

#[test]
fn changes_are_found_by_looking_too() {
    let (_folder, root) = project("everything");
    let preview = Preview::start(&root, &["--date", DATE, "--poll"]);
    append(&root.join(PAGE), "Found by looking.");
    assert!(until(|| preview.get("/join/").text().contains("Found by looking.")));
    // With the same size and time.
    let text = fs::read_to_string(root.join(PAGE)).unwrap();
    let time = fs::metadata(root.join(PAGE)).unwrap().modified().unwrap();
    fs::write(root.join(PAGE), text.replace("Found", "Known")).unwrap();
    fs::File::options().append(true).open(root.join(PAGE)).unwrap().set_modified(time).unwrap();
    assert!(until(|| preview.get("/join/").text().contains("Known by looking.")));
}

/// In a room of its own where the system may watch one folder, and the project has more.
#[test]
fn where_no_more_folders_can_be_watched_they_are_looked_at() {
    let (_folder, root) = project("everything");
    let program = env!("CARGO_BIN_EXE_planpress");
    let script = format!("echo 1 > /proc/sys/user/max_inotify_watches && exec {program} serve --port 0 --date {DATE}");
    let unshare = |script: &str| {
        let mut command = Command::new("unshare");
        command.args(["--user", "--map-root-user", "sh", "-c", script]).current_dir(&root);
        command
    };
    let possible = unshare("echo 1 > /proc/sys/user/max_inotify_watches").output();
    if !possible.is_ok_and(|output| output.status.success()) {
        println!("skipped: the system gives no room with other limits");
        return;
    }
    let preview = Preview::run(&mut unshare(&script));
    assert!(until(|| preview.said().contains("watches as many folders as it can")), "{}", preview.said());
    append(&root.join(PAGE), "Found all the same.");
    assert!(until(|| preview.get("/join/").text().contains("Found all the same.")));
}

#[test]
fn what_changes_while_it_sleeps_is_noticed() {
    let (_folder, root) = project("everything");
    let preview = serve(&root);
    let signal = |name: &str| {
        let id = preview.id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().unwrap().success());
    };
    signal("-STOP");
    for number in 0..200 {
        append(&root.join(PAGE), &format!("Line {number}."));
    }
    signal("-CONT");
    assert!(until(|| preview.get("/join/").text().contains("Line 199.")));
}

#[test]
fn any_edition_and_any_day_can_be_looked_at() {
    let (_folder, root) = project("everything");
    let preview = serve(&root);
    for (edition, date) in [("staff", "2026-05-01"), ("consultation", "2025-11-01"), ("public", "2024-01-01")] {
        let output = format!("../{edition}-{date}");
        common::build(&root, &["--edition", edition, "--date", date, "--output", &output]);
        for path in ["/", "/2025-27/", "/dates/", "/news/2026-02-01-frost/"] {
            let Ok(page) = fs::read_to_string(root.join(format!("{output}{path}index.html"))) else {
                assert_eq!(preview.get(&format!("{path}?edition={edition}&date={date}")).status, 404);
                continue;
            };
            let asked = preview.get(&format!("{path}?raw&edition={edition}&date={date}"));
            assert_eq!(asked.text(), page, "{edition} {date} {path}");
            let cookie = format!("other=1; planpress={edition}.{date}");
            assert_eq!(preview.ask(&format!("{path}?raw"), &[("Cookie", &cookie)]).text(), page);
        }
    }
}

#[test]
fn a_page_names_its_sources_and_what_has_changed_since_the_start() {
    let (_folder, root) = project("everything");
    let preview = serve(&root);
    assert_eq!(preview.state("/join/")["sources"], serde_json::json!(["content/pages/join.md"]));
    let own = preview.state("/cy/2025-27/grow/")["sources"].clone();
    let names = ["grow.cy.yaml", "grow.md", "grow.yaml"].map(|name| format!("content/plans/2025-27/objectives/{name}"));
    assert_eq!(own, serde_json::json!(names));
    // What is compared with is known a moment after the start.
    std::thread::sleep(Duration::from_secs(1));
    append(&root.join(PAGE), "One more line.");
    assert!(until(|| preview.state("/")["changed"].as_array().unwrap().iter().any(|own| own == "/join/")));
    let changed = preview.state("/")["changed"].clone();
    assert!(!changed.to_string().contains("glossary"), "{changed}");
}

#[cfg(feature = "pdf")]
#[test]
fn sheets_are_printed_when_they_are_asked_for() {
    let (_folder, root) = project("everything");
    let preview = serve(&root);
    common::build(&root, &["--date", DATE, "--output", "../elsewhere"]);
    let path = "2025-27/guide/guide.pdf";
    let sheet = fs::read(root.join("../elsewhere").join(path)).unwrap();
    assert!(until(|| preview.get(&format!("/{path}")).body == sheet), "another sheet than the build's");
    fs::remove_dir_all(common::cache_of(&root)).unwrap();
    append(&root.join("content/plans/2025-27/guide.md"), "Bring a spade.");
    assert!(until(|| preview.get("/2025-27/guide/?raw").text().contains("Bring a spade.")));
    let other = preview.get(&format!("/{path}?raw"));
    assert_eq!((other.status, other.header("content-type")), (200, Some("application/pdf")));
    assert!(other.body.starts_with(b"%PDF") && other.body != sheet);
}

#[cfg(feature = "pdf")]
#[test]
fn a_sheet_that_takes_long_is_said_to_be_printed() {
    let (_folder, root) = project("everything");
    let plan = root.join("content/plans/2025-27/plan.yaml");
    let ids: Vec<String> = (0..150).map(|number| format!("more{number}")).collect();
    // Much more than any machine prints in half a second.
    let words = "We dig, and we dig again, until the ground is good.\n\n".repeat(120);
    for id in &ids {
        let text = "title: More of the same\naims: [{id: more, text: Dig more.}]\nactions: [{id: dig, text: Dig with others., for: [branch]}]\n";
        fs::write(root.join(format!("content/plans/2025-27/objectives/{id}.yaml")), text).unwrap();
        fs::write(root.join(format!("content/plans/2025-27/objectives/{id}.md")), &words).unwrap();
    }
    let text = fs::read_to_string(&plan).unwrap();
    fs::write(&plan, text.replacen("objectives: [", &format!("objectives: [{}, ", ids.join(", ")), 1)).unwrap();
    let preview = serve(&root);
    let first = preview.get("/2025-27/plan.pdf");
    assert!(first.text().contains("http-equiv=\"refresh\""), "{}", first.text().chars().take(300).collect::<String>());
    assert!(until(|| preview.get("/2025-27/plan.pdf").body.starts_with(b"%PDF")));
}

#[test]
fn a_port_that_is_taken_is_passed_over() {
    let (_folder, root) = project("everything");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let program = env!("CARGO_BIN_EXE_planpress");
    let preview =
        Preview::run(Command::new(program).args(["serve", "--port", &port, "--date", DATE]).current_dir(&root));
    assert!(!preview.host.ends_with(&format!(":{port}")), "{}", preview.host);
    assert!(preview.said().contains(&format!("Port {port} is taken")), "{}", preview.said());
    assert_eq!(preview.get("/").status, 200);
}

#[test]
fn other_machines_need_the_token() {
    let (_folder, root) = project("everything");
    let preview = Preview::start(&root, &["--date", DATE, "--host", "0.0.0.0"]);
    let said = preview.said();
    let token = said.split_once("?token=").unwrap().1.split_whitespace().next().unwrap().to_owned();
    assert!(token.len() >= 20, "{token}");
    assert_eq!(preview.get("/").status, 403);
    assert_eq!(preview.get("/?token=1").status, 403);
    let first = preview.get(&format!("/2025-27/?token={token}"));
    assert_eq!((first.status, first.header("location")), (303, Some("/2025-27/")));
    let cookie = first.header("set-cookie").unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap();
    assert_eq!(preview.ask("/2025-27/", &[("Cookie", cookie)]).status, 200);
    let elsewhere = preview.get(&format!("//evil.example/?token={token}"));
    assert_eq!(elsewhere.header("location"), Some("/evil.example/"));
}

#[test]
fn hostile_requests_are_refused_and_the_server_goes_on() {
    let (_folder, root) = project("everything");
    let mut preview = serve(&root);
    fs::write(root.join("../secret.txt"), "not of the project").unwrap();
    let host = preview.host.clone();
    for (path, headers) in [
        ("/", &[("Host", "evil.example")][..]),
        ("/", &[("Host", "localhost.evil.example:80")]),
        ("/", &[("Host", "")]),
        ("/", &[("Host", &host), ("Host", "evil.example")]),
        ("/", &[("Origin", "https://evil.example")]),
        ("/", &[("Origin", "null")]),
        ("/_planpress/state", &[("Origin", "https://evil.example")]),
        ("/_planpress/events", &[("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "cors")]),
        ("http://evil.example/", &[]),
    ] {
        let status = preview.ask(path, headers).status;
        assert!(status == 403 || status == 400, "{path} {headers:?}: {status}");
    }
    for path in [
        "/../secret.txt",
        "/../../../../../../etc/passwd",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/%252e%252e/secret.txt",
        "/files/../../secret.txt",
        "/files/%2e%2e%2f%2e%2e%2fsite.yaml",
        "/assets/../../secret.txt",
        "//etc/passwd",
        "/\\..\\secret.txt",
        "/content/site.yaml",
        "/.planpress/",
        "/%00",
        "/join/%00",
        "/%",
        "/%ff",
        "/_planpress/",
        "/_planpress/../join/",
    ] {
        let answer = preview.get(path);
        assert!(matches!(answer.status, 400 | 404), "{path}: {}", answer.status);
        assert!(!answer.text().contains("not of the project") && !answer.text().contains("root:"), "{path}");
        assert_eq!(answer.header("access-control-allow-origin"), None);
    }
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT", "get"] {
        let request = format!("{method} / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
        let answer = preview.send(request.as_bytes());
        assert!(answer.is_none_or(|answer| matches!(answer.status, 400 | 403 | 405)), "{method}");
    }
    let head =
        preview.send(format!("HEAD / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes()).unwrap();
    assert!(head.status == 200 && head.body.is_empty());
    let long = "a".repeat(1_000_000);
    for request in [
        format!("GET /{long} HTTP/1.1\r\nHost: {host}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: {host}\r\nX: {long}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: {host}\r\n{}\r\n", "X: y\r\n".repeat(10_000)),
        format!("GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 99999999999\r\nConnection: close\r\n\r\n"),
        "\0\0\0\0\r\n\r\n".into(),
        "GET / HTTP/9.9\r\n\r\n".into(),
        "GET /\r\n\r\n".into(),
    ] {
        let answer = preview.send(request.as_bytes());
        let start = &request[..request.len().min(60)];
        assert!(answer.is_none_or(|answer| matches!(answer.status, 200 | 400 | 403 | 414 | 431)), "{start}");
    }
    assert!(preview.runs() && preview.get("/").status == 200);
}

#[test]
fn a_thousand_slow_connections_keep_nobody_out() {
    let (_folder, root) = project("everything");
    let mut preview = serve(&root);
    let mut slow = Vec::new();
    for number in 0..1000 {
        // Where this test itself may open no more, there are enough.
        let Ok(mut stream) = std::net::TcpStream::connect(&preview.host) else { break };
        let _ = stream.write_all(b"GET / HTTP/1.1\r\nHo");
        slow.push(stream);
        if number % 100 == 99 {
            assert_eq!(preview.get("/").status, 200, "after {number} slow connections");
        }
    }
    assert!(slow.len() > 500, "{}", slow.len());
    let mut byte = [0];
    let closed = slow.iter_mut().take(100).all(|stream| {
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        stream.read(&mut byte).is_ok_and(|count| count == 0) || stream.write_all(b"x").is_err()
    });
    assert!(closed, "the first of them are still there");
    assert!(preview.runs());
    append(&root.join(PAGE), "All the same.");
    assert!(until(|| preview.get("/join/").text().contains("All the same.")));
}

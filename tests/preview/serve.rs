//! The preview, asked as a browser, an editor and an attacker would.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::common;
use crate::common::preview::{Preview, until};
use crate::common::{PROGRAM, copy, sites};

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
fn where_html_is_allowed_scripts_run_in_the_preview_and_texts_are_none() {
    let (_folder, root) = project("everything");
    let site = root.join("content/site.yaml");
    append(&site, "html: allow");
    fs::create_dir_all(root.join("content/files")).unwrap();
    fs::write(root.join("content/files/notes.txt"), "alert(1)").unwrap();
    append(&root.join(PAGE), "[Notes](/files/notes.txt) <script src=\"/files/notes.txt\"></script>");
    let preview = serve(&root);
    common::build(&root, &["--date", DATE, "--output", "../elsewhere"]);
    let page = fs::read_to_string(root.join("../elsewhere/join/index.html")).unwrap();
    assert!(page.contains("script-src https://") && !page.contains("script-src 'self'"), "{page}");
    assert_eq!(preview.get("/join/?raw").text(), page);
    // The site's scripts are not yet where the policy says; a browser does not run what is said to be text.
    let shown = preview.get("/join/");
    let policy = shown.header("content-security-policy").unwrap().split("; frame-ancestors").next().unwrap();
    assert!(shown.text().contains(&format!("content=\"{policy}\"")) && policy.contains("script-src 'self'"));
    let notes = preview.get("/files/notes.txt");
    assert_eq!(notes.header("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(notes.header("x-content-type-options"), Some("nosniff"));
}

#[test]
fn a_file_that_is_swapped_is_never_shown_and_the_next_one_is() {
    let (_folder, root) = project("everything");
    let picture = root.join("content/files/swap.svg");
    fs::create_dir_all(root.join("content/files")).unwrap();
    let safe = |title: &str| format!("<svg xmlns='http://www.w3.org/2000/svg'><title>{title}</title></svg>");
    fs::write(&picture, safe("first")).unwrap();
    append(&root.join(PAGE), "![A hall](/files/swap.svg)");
    let preview = serve(&root);
    assert_eq!(preview.get("/files/swap.svg").text(), safe("first"));
    for round in 0..20 {
        fs::write(&picture, "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>").unwrap();
        let shown = preview.get("/files/swap.svg");
        assert!(!shown.text().contains("<script>alert"), "{}", shown.text());
        let next = safe(&format!("round {round}"));
        fs::write(&picture, &next).unwrap();
        assert!(until(|| preview.get("/files/swap.svg").text() == next), "{round}");
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
    // The same bytes are no change. A file that was written in two steps may count twice.
    std::thread::sleep(Duration::from_millis(500));
    let number = preview.state("/")["number"].clone();
    // Renamed over, since a file that is written over is empty for a moment.
    fs::write(root.join("content/pages/.join.md.swp"), new("After it was away.")).unwrap();
    fs::rename(root.join("content/pages/.join.md.swp"), &file).unwrap();
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
    let script = format!("echo 1 > /proc/sys/user/max_inotify_watches && exec {PROGRAM} serve --port 0 --date {DATE}");
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
            let cookie = format!("other=1; planpress=public.2000-01-01; planpress-{}={edition}.{date}", preview.port());
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
    let ids: Vec<String> = (0..80).map(|number| format!("more{number}")).collect();
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
    assert_eq!((first.status, first.header("retry-after")), (503, Some("1")));
    assert!(first.text().contains("http-equiv=\"refresh\""), "{}", first.text().chars().take(300).collect::<String>());
    assert!(until(|| preview.get("/2025-27/plan.pdf").body.starts_with(b"%PDF")));
}

#[test]
fn a_port_that_is_taken_is_passed_over() {
    let (_folder, root) = project("everything");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let preview =
        Preview::run(Command::new(PROGRAM).args(["serve", "--port", &port, "--date", DATE]).current_dir(&root));
    assert!(!preview.host.ends_with(&format!(":{port}")), "{}", preview.host);
    assert!(preview.said().contains(&format!("Port {port} is taken")), "{}", preview.said());
    assert_eq!(preview.get("/").status, 200);
}

/// A project whose guides are never printed to the end, nor are its plans.
#[cfg(feature = "pdf")]
fn endless() -> (tempfile::TempDir, PathBuf) {
    let (folder, root) = project("everything");
    let templates = root.join("themes/slow/templates");
    fs::create_dir_all(&templates).unwrap();
    let loops = "#for a in range(100000) { for b in range(100000) { for c in range(100000) {} } }\n";
    for name in ["guide", "plan"] {
        fs::write(templates.join(format!("{name}.typ")), loops).unwrap();
    }
    append(&root.join("content/site.yaml"), "theme: slow");
    (folder, root)
}

/// Serves in such a way that other tests go first.
#[cfg(feature = "pdf")]
fn serve_aside(root: &Path) -> Preview {
    Preview::run(
        Command::new("nice").args(["-n", "5", PROGRAM, "serve", "--port", "0", "--date", DATE]).current_dir(root),
    )
}

/// Sends requests, each on a connection of its own that nobody reads from.
#[cfg(feature = "pdf")]
fn send_all(preview: &Preview, paths: impl Iterator<Item = String>) -> Vec<std::net::TcpStream> {
    let send = |path: String| {
        let mut stream = preview.connect();
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\n\r\n", preview.host);
        let _ = stream.write_all(request.as_bytes());
        stream
    };
    paths.map(send).collect()
}

/// How many threads a process has.
#[cfg(feature = "pdf")]
fn threads(preview: &Preview) -> usize {
    fs::read_dir(format!("/proc/{}/task", preview.id())).unwrap().count()
}

#[cfg(feature = "pdf")]
#[test]
fn sheets_that_take_for_ever_keep_no_page_waiting() {
    let (_folder, root) = endless();
    let mut preview = serve_aside(&root);
    let quickly = |path: &str, words: &str| {
        let began = std::time::Instant::now();
        let page = preview.get(path);
        assert!(page.status == 200 && page.text().contains(words), "{path}: {}", page.status);
        assert!(began.elapsed() < Duration::from_secs(5), "{path} took {:?}", began.elapsed());
    };
    let guide = "/2025-27/guide/guide.pdf";
    let mut open = Vec::new();
    // What a browser asks for, what a program asks for, other forms, other editions, other days.
    for path in
        [guide, "/2025-27/guide/guide.pdf?raw", "/2025-27/plan.pdf?raw", "/cy/2025-27/guide/guide-large.pdf?raw"]
    {
        open.extend(send_all(&preview, std::iter::repeat_n(path.to_owned(), 150)));
        quickly("/join/", "Join");
    }
    open.extend(send_all(&preview, (0..600).map(|day| format!("{guide}?raw&edition=staff&date={}", 2000 + day))));
    open.extend(send_all(&preview, (0..300).map(|_| format!("/_planpress/events?page={guide}"))));
    quickly("/2025-27/", "Plan for the plots");
    quickly("/assets/style.css", "body");
    let first = preview.get(guide);
    assert_eq!((first.status, first.header("retry-after")), (503, Some("1")), "{}", first.text());
    drop(open);
    quickly("/dates/", "Key dates");
    // What has changed is noticed, though every page is tried, and with new templates every sheet.
    for number in 0..3 {
        let template = root.join("themes/slow/templates/guide.typ");
        append(&template, "#for a in range(100000) { for b in range(100000) { for c in range(100000) {} } }");
        std::thread::sleep(Duration::from_millis(600));
        append(&root.join(PAGE), &format!("Line {number}."));
        assert!(until(|| preview.get("/join/?raw").text().contains(&format!("Line {number}."))), "{number}");
    }
    // Twice as many threads as cores do for printing and for pages, and some for all else.
    let cores = std::thread::available_parallelism().unwrap().get();
    assert!(threads(&preview) <= 3 * cores + 8, "{} threads", threads(&preview));
    assert!(preview.runs());
}

#[cfg(feature = "pdf")]
#[test]
fn no_more_sheets_wait_than_there_is_room_for() {
    let (_folder, root) = endless();
    let cores = std::thread::available_parallelism().unwrap().get();
    let years = 1600..1640 + cores;
    for year in years.clone() {
        let plan = root.join(format!("content/plans/{year}"));
        fs::create_dir_all(plan.join("objectives")).unwrap();
        let text = format!(
            "title: Plan\nperiod: {{start: {year}-01-01, end: {year}-12-31}}\nadopted: {year}-01-01\nobjectives: [dig{year}]\n"
        );
        fs::write(plan.join("plan.yaml"), text).unwrap();
        let text = "title: Dig\naims: [{id: more, text: Dig more.}]\n";
        fs::write(plan.join(format!("objectives/dig{year}.yaml")), text).unwrap();
    }
    let preview = serve_aside(&root);
    let ask = |year: usize| preview.get(&format!("/{year}/plan.pdf"));
    // The years whose sheets have no place in the queue.
    let busy = || -> Vec<usize> {
        let answers = std::thread::scope(|scope| {
            let asked: Vec<_> = years.clone().map(|year| scope.spawn(move || (year, ask(year)))).collect();
            asked.into_iter().map(|asked| asked.join().unwrap()).collect::<Vec<_>>()
        });
        assert!(answers.iter().all(|(_, answer)| answer.status == 503));
        let busy = answers.into_iter().filter(|(_, answer)| answer.header("retry-after") == Some("5"));
        busy.map(|(year, _)| year).collect()
    };
    // As many wait as there is room for when every thread has begun one.
    assert!(until(|| busy().len() == 8), "{:?} have no place", busy());
    let full = busy()[0];
    assert!(preview.get(&format!("/{full}/plan.pdf?raw")).text().contains("Too many sheets are waiting"));
    // With a change nobody waits any more for what was there before.
    append(&root.join(PAGE), "One more line.");
    assert!(until(|| preview.get("/join/?raw").text().contains("One more line.")));
    assert_eq!(ask(full).header("retry-after"), Some("1"));
}

#[test]
fn the_oldest_of_too_many_open_pages_makes_room() {
    let (_folder, root) = project("everything");
    let preview = serve(&root);
    let open = || {
        let mut stream = preview.connect();
        let host = &preview.host;
        write!(stream, "GET /_planpress/events?page=/join/ HTTP/1.1\r\nHost: {host}\r\n\r\n").unwrap();
        let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
        assert!(lines.any(|line| line.starts_with("data: ")), "an open page is told nothing");
        lines
    };
    let mut streams: Vec<_> = (0..70).map(|_| open()).collect();
    for (at, stream) in streams.iter_mut().take(6).enumerate() {
        // The end of an answer in pieces.
        assert!(stream.any(|line| line == "0"), "the stream {at} goes on");
    }
    append(&root.join(PAGE), "For those who look.");
    for (at, stream) in streams.iter_mut().enumerate().skip(6) {
        assert!(stream.any(|line| line.starts_with("data: ")), "the stream {at} has ended");
    }
}

/// The token that a preview has printed.
fn token(preview: &Preview) -> String {
    preview.said().split_once("?token=").unwrap().1.split_whitespace().next().unwrap().to_owned()
}

#[test]
fn other_machines_need_the_token() {
    let (_folder, root) = project("everything");
    let preview = Preview::start(&root, &["--date", DATE, "--host", "0.0.0.0"]);
    let token = token(&preview);
    assert!(token.len() >= 20 && token.bytes().all(|byte| byte.is_ascii_alphanumeric()), "{token}");
    let name = format!("planpress-token-{}", preview.port());
    for (path, cookie) in [
        ("/", ""),
        ("/?token=1", ""),
        ("/?token=", ""),
        ("/_planpress/state", ""),
        ("/_planpress/preview.js", ""),
        ("/2025-27/plan.json?raw", "planpress-token=1"),
        ("/", &format!("{name}=1; {name}={}", &token[1..])),
        ("/", &format!("planpress-token-1={token}; planpress-token={token}")),
    ] {
        let answer = preview.ask(path, &[("Cookie", cookie)]);
        assert_eq!(answer.status, 403, "{path} {cookie}");
        let text = answer.text();
        assert!(text.contains("the whole address that the terminal shows") && !text.contains(&token), "{text}");
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(answer.header("set-cookie"), None);
    }
    let clicked = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")];
    let cookie = format!("{name}={token}");
    // Clicked elsewhere, typed, with a cookie of an earlier start, with an old token.
    for (path, headers) in [
        (format!("/2025-27/?token={token}"), &clicked[..]),
        (format!("/2025-27/?token={token}"), &[]),
        (format!("/2025-27/?token={token}"), &[("Cookie", &*format!("{name}=1"))]),
        (format!("//2025-27/?token={token}&token=1"), &clicked),
        ("/2025-27/?token=1".to_owned(), &[("Cookie", &*cookie)]),
    ] {
        let first = preview.ask(&path, headers);
        assert_eq!((first.status, first.header("location")), (200, None), "{path}");
        assert!(first.text().contains("content=\"0; url=/2025-27/\""), "{path}: {}", first.text());
        assert!(!first.text().contains(&token) && !first.text().contains(ELEMENT), "{}", first.text());
        assert_eq!(first.header("referrer-policy"), Some("no-referrer"));
        assert_eq!(first.header("cache-control"), Some("no-store"));
        assert_eq!(first.header("set-cookie"), Some(&*format!("{cookie}; Path=/; HttpOnly; SameSite=Strict")));
    }
    for cookies in [cookie.clone(), format!("{name}=1; {cookie}"), format!("planpress-token-1=2;{cookie}; x=y")] {
        assert_eq!(preview.ask("/2025-27/", &[("Cookie", &cookies)]).status, 200, "{cookies}");
    }
    // What else the address says stays, and it stays on this host.
    for (path, place) in [
        ("/join/?raw&edition=staff", "/join/?raw=&amp;edition=staff"),
        ("//evil.example/?", "/evil.example/"),
        ("/\\evil.example/?", "/evil.example/"),
        ("/\\/\\evil.example/?", "/evil.example/"),
        ("/x\"><script>/?", "/x&quot;&gt;&lt;script&gt;/"),
    ] {
        let answer = preview.get(&format!("{path}&token={token}"));
        let element = format!("content=\"0; url={place}\"");
        assert!(answer.status == 400 || answer.text().contains(&element), "{path}: {}", answer.text());
    }
    // A frame, or a piece for another site, is refused whatever it shows.
    for (site, mode, dest) in [
        ("cross-site", "navigate", "iframe"),
        ("same-origin", "navigate", "iframe"),
        ("same-site", "navigate", "embed"),
        ("cross-site", "no-cors", "object"),
        ("cross-site", "no-cors", "image"),
        ("same-site", "no-cors", "script"),
        ("cross-site", "cors", "empty"),
    ] {
        let headers =
            [("Sec-Fetch-Site", site), ("Sec-Fetch-Mode", mode), ("Sec-Fetch-Dest", dest), ("Cookie", &*cookie)];
        for path in ["/", &format!("/?token={token}"), "/assets/style.css"] {
            let answer = preview.ask(path, &headers);
            assert_eq!((answer.status, answer.header("set-cookie")), (403, None), "{path} {site} {dest}");
            assert!(answer.header("content-security-policy").unwrap().contains("frame-ancestors 'none'"));
        }
    }
    assert_eq!(preview.said().matches(&token).count(), preview.said().matches("?token=").count());
}

#[test]
fn the_address_that_is_printed_is_one_that_browsers_ask() {
    let (_folder, root) = project("everything");
    for (named, host) in
        [("0.0.0.0", "127.0.0.1"), ("0", "127.0.0.1"), ("127.1", "127.0.0.1"), ("LocalHost", "localhost")]
    {
        let preview = Preview::start(&root, &["--date", DATE, "--host", named]);
        assert_eq!(preview.host, format!("{host}:{}", preview.port()), "{named}");
        let path = preview.said().split_once(&preview.host).unwrap().1.split_whitespace().next().unwrap().to_owned();
        assert_eq!(path.contains("token"), named.starts_with('0'), "{named}: {path}");
        assert_eq!(preview.get(&path).status, 200, "{named}");
        assert_eq!(preview.ask(&path, &[("Host", &format!("evil.example:{}", preview.port()))]).status, 403);
    }
}

/// What is opened is in the list of processes, where everybody on the machine can read it.
#[test]
fn what_opens_a_browser_is_given_a_ticket_that_is_good_once() {
    let (folder, root) = project("everything");
    let opened = folder.path().join("opened");
    let opener = folder.path().join("bin/xdg-open");
    fs::create_dir_all(opener.parent().unwrap()).unwrap();
    fs::write(&opener, format!("#!/bin/sh\necho \"$@\" >>{}\n", opened.display())).unwrap();
    std::os::unix::fs::symlink("xdg-open", opener.with_file_name("wslview")).unwrap();
    assert!(Command::new("chmod").arg("+x").arg(&opener).status().unwrap().success());
    let mut command = Command::new(PROGRAM);
    command.args(["serve", "--port", "0", "--date", DATE, "--host", "0.0.0.0", "--open"]).current_dir(&root);
    let path = format!("{}:{}", opener.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let preview = Preview::run(command.env("PATH", path));
    assert!(until(|| fs::read_to_string(&opened).is_ok_and(|text| text.ends_with('\n'))), "{}", preview.said());
    let address = fs::read_to_string(&opened).unwrap();
    let (host, path) = address.trim().strip_prefix("http://").unwrap().split_once('/').unwrap();
    assert_eq!(host, preview.host);
    assert!(path.starts_with("?token=") && !path.contains(&token(&preview)), "{path}");
    let first = preview.get(&format!("/{path}"));
    assert_eq!(first.status, 200);
    assert!(first.header("set-cookie").unwrap().contains(&token(&preview)));
    assert_eq!(preview.get(&format!("/{path}")).status, 403);
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
        ("/", &[("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "iframe")]),
        ("/", &[("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "iframe")]),
        ("/", &[("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate")]),
        ("/join/", &[("Sec-Fetch-Dest", "embed")]),
        ("/assets/style.css", &[("Sec-Fetch-Site", "same-site"), ("Sec-Fetch-Dest", "style")]),
        ("/", &[("Sec-Fetch-Site", "same-origin"), ("Sec-Fetch-Site", "same-origin")]),
        ("http://evil.example/", &[]),
    ] {
        let status = preview.ask(path, headers).status;
        assert!(status == 403 || status == 400, "{path} {headers:?}: {status}");
    }
    let clicked = [("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Mode", "navigate"), ("Sec-Fetch-Dest", "document")];
    assert_eq!(preview.ask("/", &clicked).status, 200);
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

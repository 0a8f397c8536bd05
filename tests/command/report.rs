//! The report of a build, and what `why` says: every file of a site names what it is made from.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::common::{files_below, prepare, run, sites};
use planpress::diagnostic::any_error;
use planpress::model::Edition;
use planpress::pages::kinds::Links;
use planpress::pages::source_files::every;
use planpress::pipeline::{Judge, make};
use planpress::resolve::{Day, Terms};
use planpress::{project, records::documents};
use serde_json::{Value, json};

/// A word that no text has.
const WORD: &str = "Zebrafish";

/// The keys of records that a reader sees first; a word is put behind one of them.
const SEEN: &[&str] = &["title: ", "role: ", "name: ", "word: ", "by: "];

fn everything() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    prepare(&sites().join("everything"), root.path());
    root
}

/// Builds and reads the report.
fn report(root: &Path, arguments: &[&str]) -> Value {
    let all = [&["build", "--date", "2026-05-01", "--report", "report.json"], arguments].concat();
    let output = run(root, &all);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&fs::read(root.join("report.json")).unwrap()).unwrap()
}

/// The outputs of a report by path.
fn outputs(report: &Value) -> BTreeMap<&str, &Value> {
    report["outputs"].as_array().unwrap().iter().map(|own| (own["path"].as_str().unwrap(), own)).collect()
}

fn sources(output: &Value) -> Vec<&str> {
    output["sources"].as_array().unwrap().iter().map(|own| own.as_str().unwrap()).collect()
}

/// The files below `content/`.
fn content(root: &Path) -> BTreeSet<String> {
    let all = files_below(&root.join("content")).into_iter();
    all.map(|path| path.strip_prefix(root).unwrap().to_str().unwrap().to_owned()).collect()
}

#[test]
fn every_file_of_the_site_stands_in_the_report_with_its_size_and_digest() {
    let root = everything();
    let report = report(root.path(), &[]);
    let (outputs, public) = (outputs(&report), root.path().join("public"));
    let there = files_below(&public).into_iter().filter(|path| !path.ends_with(".planpress.json"));
    let mut count = 0;
    for path in there {
        let (name, bytes) = (path.strip_prefix(&public).unwrap().to_str().unwrap(), fs::read(&path).unwrap());
        let own = outputs.get(name).unwrap_or_else(|| panic!("{name} is not in the report"));
        assert_eq!(own["size"], bytes.len(), "{name}");
        assert_eq!(own["blake3"], blake3::hash(&bytes).to_hex().as_str(), "{name}");
        let address = own["address"].as_str().unwrap();
        assert_eq!(planpress::pages::kinds::file(address), name);
        assert!(own["kind"].is_string() && !sources(own).is_empty(), "{name}");
        count += 1;
    }
    assert_eq!(count, outputs.len());
    assert_eq!(report["counts"]["written"], count);
    assert_eq!(report["published"], true);
    assert_eq!(report["base_url"], "https://plots.example.org/union/");
    let records = run(root.path(), &["build", "--date", "2026-05-01", "--format", "json"]).stdout;
    assert_eq!(report["warnings"], serde_json::from_slice::<Value>(&records).unwrap());
}

#[test]
fn two_builds_report_the_same_but_for_the_time_they_took() {
    let reports = [everything(), everything()].map(|root| {
        let mut own = report(root.path(), &[]);
        assert!(own["timings"]["write"].as_f64().unwrap() > 0.0);
        own["timings"] = Value::Null;
        own
    });
    assert_eq!(reports[0], reports[1]);
}

/// Every file of an edition, by its path, with its sources; nothing is printed for that.
fn origins(root: &Path, edition: Edition) -> BTreeMap<String, Vec<String>> {
    let tree = project::read(root).unwrap();
    let (documents, faults) = documents::parse_documents(&tree);
    let terms = Terms { edition, day: Day::Named(jiff::civil::date(2026, 5, 1)), base_url: None, links: Links::Served };
    let mut judge = Judge { fails: &|faults| any_error(faults), stage: &mut |_| () };
    let made = make(documents, &tree, &terms, faults, None, &mut judge);
    let every = every(&made.site.unwrap(), &made.publication, &tree);
    every.into_iter().map(|(path, own)| (path, own.sources())).collect()
}

#[test]
fn every_file_has_sources_and_every_file_of_the_content_is_one() {
    let (root, own) = (everything(), Path::new(env!("CARGO_MANIFEST_DIR")));
    for root in [root.path(), own] {
        let (there, mut named) = (content(root), BTreeSet::new());
        for edition in Edition::WORDS.iter().map(|(_, edition)| *edition) {
            for (path, sources) in origins(root, edition) {
                assert!(!sources.is_empty(), "{path} in {edition:?}");
                let (program, project): (Vec<String>, Vec<String>) =
                    sources.into_iter().partition(|own| own.starts_with("planpress:"));
                let alone = project.is_empty() && !program.is_empty();
                assert!(!alone || path == "_headers" || path.starts_with("assets/"), "{path} in {edition:?}");
                for source in project {
                    assert!(there.contains(&source) || source.starts_with("themes/"), "{path} names {source}");
                    named.insert(source);
                }
            }
        }
        assert_eq!(there.difference(&named).collect::<Vec<_>>(), Vec::<&String>::new());
    }
}

/// The page that a file of the content is for.
fn page_of(file: &str) -> String {
    let parts: Vec<&str> = file.split('/').skip(1).collect();
    let last = parts.last().unwrap();
    let folder = if last.contains(".cy.") { "cy/" } else { "" };
    let stem = last.split('.').next().unwrap();
    let page = match (parts[0], stem) {
        ("plans", "plan") => format!("{}/", parts[1]),
        ("plans", "guide") => format!("{}/guide/", parts[1]),
        ("plans", _) => format!("{}/{stem}/", parts[1]),
        ("pages", _) => format!("{stem}/"),
        (_, "site") => String::new(),
        (_, "parties") => "guides/".to_owned(),
        _ if parts.len() == 1 => format!("{stem}/"),
        (kind, _) => format!("{kind}/{stem}/"),
    };
    format!("{folder}{page}index.html")
}

/// A text with one more word in it; a record has it in its first words.
fn with_word(file: &str, text: &str) -> String {
    if Path::new(file).extension().is_some_and(|ending| ending == "md") {
        return format!("{}\n\n{WORD}.\n", text.trim_end());
    }
    let place = SEEN.iter().find_map(|key| Some(text.find(key)? + key.len()));
    // An update may say how things stand without a word.
    place.map_or_else(
        || text.replacen("state: started", &format!("state: started, note: {WORD}"), 1),
        |at| format!("{}{WORD} {}", &text[..at], &text[at..]),
    )
}

#[test]
fn what_a_changed_file_changes_names_it() {
    let root = everything();
    let root = root.path();
    let before = report(root, &[]);
    let before = outputs(&before);
    for file in content(root) {
        let text = fs::read_to_string(root.join(&file)).unwrap();
        let changed = with_word(&file, &text);
        assert!(changed.contains(WORD), "{file}");
        fs::write(root.join(&file), changed).unwrap();
        let after = report(root, &[]);
        fs::write(root.join(&file), text).unwrap();
        let after = outputs(&after);
        let differs = |path: &&&str| before.get(**path).is_none_or(|own| own["blake3"] != after[**path]["blake3"]);
        let (naming, lent): (Vec<&str>, Vec<&str>) =
            after.keys().filter(differs).partition(|path| sources(after[**path]).contains(&file.as_str()));
        let page = page_of(&file);
        assert!(naming.contains(&page.as_str()), "{page} was to change by {file} and name it; it changed {naming:?}");
        // A title stands in links on other pages; the text of a page stands on no other.
        assert!(!file.ends_with(".md") || lent.is_empty(), "{file} is not named by {lent:?}");
    }
}

#[test]
fn why_says_of_every_file_what_the_report_says() {
    let root = everything();
    let report = report(root.path(), &[]);
    for (path, own) in outputs(&report).into_iter().step_by(7) {
        let output = run(root.path(), &["why", path, "--date", "2026-05-01", "--format", "json"]);
        assert!(output.status.success(), "{path}");
        let said: Value = serde_json::from_slice(&output.stdout).unwrap();
        let all = [&said["content"], &said["theme"]].map(|own| own.as_array().unwrap().clone()).concat();
        let all = if all.is_empty() { vec![json!(format!("planpress:{path}"))] } else { all };
        assert_eq!(json!(all), own["sources"], "{path}");
        assert_eq!((&said["address"], &said["kind"], &said["lang"]), (&own["address"], &own["kind"], &own["lang"]));
    }
}

#[test]
fn a_build_that_stops_reports_why_and_no_files() {
    let root = everything();
    let page = root.path().join("content/pages/join.md");
    fs::write(&page, fs::read_to_string(&page).unwrap() + "\n[Nowhere](/nowhere/)\n").unwrap();
    let output = run(root.path(), &["build", "--date", "2026-05-01", "--report", "report.json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&fs::read(root.path().join("report.json")).unwrap()).unwrap();
    assert_eq!(
        (&report["published"], &report["outputs"], &report["counts"]),
        (&json!(false), &json!([]), &json!(null))
    );
    assert_eq!(report["errors"][0]["code"], "P501");
    assert!(!root.path().join("public").exists());
}

#[test]
fn a_report_on_standard_output_is_nothing_but_json() {
    let root = everything();
    let output = run(root.path(), &["build", "--date", "2026-05-01", "--report", "-"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["edition"], "public");
    assert!(!root.path().join("-").exists());
}

#[test]
fn a_report_that_cannot_be_written_is_said_after_the_site_is_published() {
    let root = everything();
    fs::write(root.path().join("file"), "").unwrap();
    let output = run(root.path(), &["build", "--date", "2026-05-01", "--report", "file/report.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("could not be written"));
    assert!(root.path().join("public/index.html").exists());
}

#[test]
fn copied_files_and_pictures_are_sources_of_what_shows_them() {
    let root = everything();
    let picture = r#"<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><rect width="4" height="4"/></svg>"#;
    fs::create_dir_all(root.path().join("content/files")).unwrap();
    fs::write(root.path().join("content/files/plot.svg"), picture).unwrap();
    let page = root.path().join("content/pages/join.md");
    fs::write(&page, fs::read_to_string(&page).unwrap() + "\n![A plot](files/plot.svg)\n").unwrap();
    let report = report(root.path(), &[]);
    let outputs = outputs(&report);
    for path in ["files/plot.svg", "join/index.html"] {
        assert!(sources(outputs[path]).contains(&"content/files/plot.svg"), "{path}");
    }
}

/// A word of what the public edition leaves out.
const STAFF: &str = "zqstaff";

/// A project with something to say of much that is for staff alone.
fn with_staff() -> tempfile::TempDir {
    let root = everything();
    let write = |path: &str, text: &str| {
        let path = root.path().join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let old = fs::read_to_string(&path).unwrap_or_default();
        fs::write(&path, old + &text.replace("WORD", STAFF)).unwrap();
    };
    let faulty =
        "## Overleaf WORD\n\nSee overleaf for WORD, read more [here](https://a.example/WORD).\n\n#### WORD\n\nx\n";
    let staff = "editions: [staff]";
    write("pages/WORD.md".replace("WORD", STAFF).as_str(), &format!("---\ntitle: WORD\n{staff}\n---\n{faulty}"));
    write("pages/WORD.cy.md".replace("WORD", STAFF).as_str(), &format!("---\ntitle: WORD\n---\n{faulty}"));
    write("pages/join.staff.md", faulty);
    write("news/2027-01-01-zqstaff.md", &format!("---\ntitle: Later\ndate: 2027-01-01\n---\n{faulty}"));
    write("groups/zqstaff.yaml", &format!("title: WORD\npurpose: see overleaf #WORD\n{staff}\n"));
    write("contacts.yaml", &format!("WORD:\n  role: The office #WORD\n  email: a@a.example\n  {staff}\n"));
    write("contacts.cy.yaml", "WORD: {role: See overleaf}\n");
    write("dates.yaml", &format!("- id: WORD\n  date: 2026-07-01\n  title: The meeting #WORD\n  {staff}\n"));
    write("plans/zqstaff-plan/plan.yaml", "title: A draft #WORD\nperiod: {start: 2040, end: 2041}\nobjectives: [a]\n");
    write("plans/zqstaff-plan/objectives/a.yaml", "title: See overleaf #WORD\naims: [{id: a, text: x}]\n");
    write("plans/zqstaff-plan/objectives/a.md", faulty);
    write("files/zqstaff.txt", "WORD");
    write("files/zqstaff-page.txt", "WORD");
    write("files/zqstaff-large.pdf", &format!("%PDF-1.7\n{}", "WORD".repeat(4_000_000)));
    write(
        "pages/WORD.md".replace("WORD", STAFF).as_str(),
        "\n[x](/files/zqstaff-page.txt) [x](/files/zqstaff-large.pdf)\n",
    );
    root
}

#[test]
fn a_report_names_nothing_that_its_edition_leaves_out() {
    let root = with_staff();
    let of = |edition: &str| {
        let output =
            run(root.path(), &["build", "--date", "2026-05-01", "--edition", edition, "--report", "report.json"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        (fs::read_to_string(root.path().join("report.json")).unwrap(), String::from_utf8(output.stderr).unwrap())
    };
    let (report, said) = of("public");
    for file in ["pages/zqstaff.md", "pages/zqstaff.cy.md", "pages/join.staff.md", "contacts.yaml", "dates.yaml"] {
        assert!(said.contains(&format!("content/{file}:")), "{file} is said nothing of: {said}");
    }
    assert!(!report.contains(STAFF) && !report.contains("join.staff.md"), "{report}");
    let report: Value = serde_json::from_str(&report).unwrap();
    assert!(report["not_shown"].as_u64().unwrap() >= 8, "{}", report["not_shown"]);
    let (report, _) = of("staff");
    for file in ["pages/zqstaff.md", "pages/join.staff.md", "contacts.yaml", "dates.yaml", "groups/zqstaff.yaml"] {
        assert!(report.contains(&format!("\"file\": \"content/{file}\"")), "{file} is not in {report}");
    }
}

#[test]
fn a_build_that_stops_reports_no_fault_that_names_what_is_left_out() {
    for (path, text) in [
        ("pages/join.md", "\n[[page:zqstaff]]\n"),
        ("pages/join.md", "\n[[page:zqstafff]]\n"),
        ("pages/join.md", "\n[x](/files/zqstaff-pages.txt)\n"),
        ("pages/zqstaff.md", "\n[x](/files/none.txt) [[page:none]]\n"),
        ("plans/zqstaff-plan/plan.yaml", "colour: red\n"),
        ("contacts.yaml", "  colour: red\n"),
        ("groups/zqstaff.yaml", "purpose: [\n"),
    ] {
        let root = with_staff();
        let file = root.path().join("content").join(path);
        let old = fs::read_to_string(&file).unwrap();
        fs::write(&file, old + text).unwrap();
        let output = run(root.path(), &["build", "--date", "2026-05-01", "--report", "report.json"]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(1) && said.contains(STAFF), "{path}: {said}");
        let report = fs::read_to_string(root.path().join("report.json")).unwrap();
        // What the text of everybody itself says is no secret.
        let report = report.replace("zqstaff-pages", "");
        assert!(!report.contains(STAFF), "{path}{text}: {report}");
    }
}

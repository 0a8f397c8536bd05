//! What programs that are not ours say of the repository's own site: an HTML checker, a crawler,
//! readers of feeds, calendars, sitemaps and tables, and editors.
//!
//! `tests/tools/setup.sh` installs them. Where they are missing these tests are skipped and say
//! so; `tests/all.sh` installs them first and sets `PLANPRESS_TOOLS=required`.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::common;
use crate::common::published::built;
use crate::common::tools::{content, node, tools};
use crate::common::{PROGRAM, build, project, sites};
use serde_json::{Value, json};

#[test]
fn the_html_checker_finds_no_error_and_no_warning() {
    let Some(tools) = tools() else { return };
    let jar = tools.join("node/node_modules/vnu-jar/build/dist/vnu.jar");
    for site in built() {
        let mut command = Command::new("java");
        command.arg("-Xss4m").arg("-jar").arg(&jar).args(["--skip-non-html", "--Werror"]);
        // To it a file on disk is of no site, so that nothing beside it is the policy's `'self'`,
        // and it takes data for programs for a script. tests/payloads asks a browser, and
        // tests/command/content.rs sees that no script stands in a page.
        command.args(["--filterpattern", "(Resource|Inline script) violates Content Security Policy.*"]);
        content(command.arg(site));
    }
}

#[test]
fn a_crawler_finds_no_broken_link_or_anchor_at_the_root() {
    let Some(tools) = tools() else { return };
    for site in built() {
        content(node(&tools, "crawl.mjs").arg(site));
    }
}

#[test]
fn a_crawler_finds_no_broken_link_or_anchor_below_a_path() {
    let Some(tools) = tools() else { return };
    for site in built() {
        content(node(&tools, "crawl.mjs").arg(site).arg("a/b"));
    }
}

#[test]
fn the_files_for_machines_are_read_by_other_programs() {
    let Some(tools) = tools() else { return };
    for site in built() {
        let below = site.parent().unwrap().join("machines");
        let _ = fs::remove_dir_all(&below);
        // Addresses in the data are below the site's own address, so the site is built for the root.
        build(
            site.parent().unwrap(),
            &["--date", "2026-05-01", "--base-url", "https://plan.example.org/", "--output", "machines"],
        );
        content(
            Command::new(tools.join("python/bin/python")).arg(project().join("tests/tools/machines.py")).arg(&below),
        );
    }
}

/// What an editor with the YAML language server shows, given the settings that `schema` writes.
fn edited(tools: &Path, root: &Path, questions: &Value) -> Value {
    let mut editor = node(tools, "editor.mjs")
        .arg(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    editor.stdin.take().unwrap().write_all(questions.to_string().as_bytes()).unwrap();
    let output = editor.wait_with_output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)))
}

/// A folder whose name begins with no dot: editors bind no schema inside of hidden ones.
fn visible() -> tempfile::TempDir {
    tempfile::Builder::new().prefix("planpress").tempdir().unwrap()
}

#[test]
fn an_editor_finds_nothing_wrong_with_the_plans_that_are_right() {
    let Some(tools) = tools() else { return };
    let root = visible();
    for (from, to) in [(project().join("content"), "own"), (sites().join("everything/content"), "every")] {
        let site = root.path().join(to);
        common::copy(&from, &site.join("content"));
        assert!(common::run(&site, &["schema"]).status.success());
        let yaml = common::files_below(&site.join("content")).into_iter();
        let open: Vec<String> = yaml
            .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
            .map(|path| path.strip_prefix(&site).unwrap().display().to_string())
            .collect();
        assert!(open.len() >= 10);
        let text = fs::read_to_string(site.join("content/site.yaml")).unwrap();
        let line = text.lines().position(|line| line.starts_with("organisation:")).unwrap();
        let hover = [json!({ "file": "content/site.yaml", "line": line, "character": 1 })];
        let shown = edited(&tools, &site, &json!({ "open": open, "hover": hover }));
        assert!(shown["hover"][0].as_str().unwrap().contains("Who publishes."), "no schema was read");
        for path in &open {
            assert_eq!(shown["faults"][path], json!([]), "{path}");
        }
    }
}

#[test]
fn an_editor_underlines_what_is_wrong_completes_keys_and_explains_them() {
    let Some(tools) = tools() else { return };
    let root = visible();
    common::copy(&sites().join("minimal/content"), &root.path().join("content"));
    let objectives = root.path().join("content/plans/2026/objectives");
    let broken = "title: Broken\naims:\n  - {id: One, txt: x}\nactions: {a: b}\nleed: me\n";
    fs::write(objectives.join("broken.yaml"), broken).unwrap();
    let target = "title: A\naims:\n  - id: a\n    text: b\n    measure:\n      what: c\n      unit: d\n      target: {from: 1}\n";
    fs::write(objectives.join("target.yaml"), target).unwrap();
    fs::write(objectives.join("half.yaml"), "title: Half\naims:\n  - id: a\n    text: b\n    \n").unwrap();
    fs::write(objectives.join("read.cy.yaml"), "title: Darllen\naims: [{id: monthly, text: Un, areas: [x]}]\n")
        .unwrap();
    let dates = "- {id: agm, date: 31 May, title: Meeting}\n- {id: fair, date: 2026-05-31, title: Fair, from: 9am}\n";
    fs::write(root.path().join("content/dates.yaml"), dates).unwrap();
    assert!(common::run(root.path(), &["schema"]).status.success());
    let at = |name: &str| format!("content/plans/2026/objectives/{name}.yaml");
    let open = [at("broken"), at("target"), at("half"), at("read"), at("read.cy"), "content/dates.yaml".to_owned()];
    let shown = edited(
        &tools,
        root.path(),
        &json!({
            "open": open,
            "complete": [{ "file": at("half"), "line": 4, "character": 4 }],
            "hover": [{ "file": at("read"), "line": 3, "character": 1 }],
        }),
    );
    let lines = |path: &str| -> Vec<u64> {
        shown["faults"][path].as_array().unwrap().iter().map(|own| own["line"].as_u64().unwrap() + 1).collect()
    };
    assert_eq!(lines(&open[0]), [3, 3, 3, 4, 5], "{shown}");
    assert!(lines(&open[1]).contains(&8), "{shown}");
    assert_eq!(lines(&open[3]), [0; 0], "{shown}");
    assert_eq!(lines(&open[4]), [2], "{shown}");
    assert_eq!(lines(&open[5]), [1, 2], "{shown}");
    assert!(shown.to_string().contains("2027-12-31, 2027-12, 2027, 2027-Q1"), "{shown}");
    let complete: Vec<&str> = shown["complete"][0].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert!(["measure", "areas", "lead"].iter().all(|key| complete.contains(key)), "{complete:?}");
    assert!(!complete.contains(&"text") && !complete.contains(&"target"), "{complete:?}");
    assert!(shown["hover"][0].as_str().unwrap().contains("What local parties can do."), "{shown}");
}

/// Accessible as PDF/UA-1 wants it, whole, with all fonts, black, numbered, nothing at the edge, no
/// heading left behind at the end of a page: every document of the repository's own plan.
#[cfg(feature = "pdf")]
#[test]
fn every_document_to_print_is_accessible_and_well_laid_out() {
    let Some(tools) = tools() else { return };
    let mut command = Command::new(tools.join("python/bin/python"));
    content(command.arg(project().join("tests/tools/pdfs.py")).arg(&built()[0]));
}

#[test]
fn a_real_browser_shows_edits_and_faults_as_they_come() {
    let Some(tools) = tools() else { return };
    let folder = tempfile::tempdir().unwrap();
    common::copy(&sites().join("everything/content"), &folder.path().join("content"));
    let preview = common::preview::Preview::start(folder.path(), &["--date", "2026-05-01"]);
    let address = format!("http://{}", preview.host);
    content(node(&tools, "preview.mjs").arg(address).arg(folder.path().join("content")));
}

#[test]
fn a_real_browser_comes_to_previews_from_other_sites_and_they_show_nothing_of_them() {
    let Some(tools) = tools() else { return };
    let folder = tempfile::tempdir().unwrap();
    common::copy(&sites().join("everything/content"), &folder.path().join("content"));
    content(node(&tools, "visits.mjs").arg(PROGRAM).arg(folder.path()));
}

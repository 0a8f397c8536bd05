//! What programs that are not ours say of the repository's own site: an HTML checker, a crawler,
//! readers of feeds, calendars, sitemaps and tables, and an accessibility checker.
//!
//! `tests/tools/setup.sh` installs them. Where they are missing these tests are skipped and say
//! so; `tests/all.sh` installs them first and sets `PLANPRESS_TOOLS=required`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use common::{build, own_content, project, sites};

/// Where the tools are, or nothing if the test is to be skipped.
fn tools() -> Option<PathBuf> {
    let tools = project().join("target/tools");
    if tools.join("stamp").exists() {
        return Some(tools);
    }
    let required = std::env::var_os("PLANPRESS_TOOLS").is_some();
    assert!(!required, "the tools are missing: run tests/tools/setup.sh");
    let _ = std::io::stderr().write_all(b"skipped: the tools are missing; tests/tools/setup.sh installs them\n");
    None
}

/// The repository's own site and the small one that has every entity, built once.
fn built() -> &'static [PathBuf] {
    static BUILT: OnceLock<Vec<PathBuf>> = OnceLock::new();
    BUILT.get_or_init(|| {
        let own = own_content().keep();
        let every = tempfile::tempdir().unwrap().keep();
        common::copy(&sites().join("everything/content"), &every.join("content"));
        [own, every]
            .map(|root| {
                build(&root, &["--date", "2026-05-01"]);
                root.join("public")
            })
            .to_vec()
    })
}

/// Runs a tool, and panics with what it says if it is not content.
fn content(command: &mut Command) {
    let output = command.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    let _ = std::io::stderr().write_all(said.lines().last().unwrap_or_default().as_bytes());
    let said: String = said.chars().take(20_000).collect();
    assert!(output.status.success(), "{command:?}\n{said}");
}

/// Node, the system's or the one in `target/tools`, in the folder of its packages.
fn node(tools: &Path, script: &str) -> Command {
    let own = tools.join("python/bin/node");
    let mut command = Command::new(if own.exists() { own } else { "node".into() });
    command.arg(project().join("tests/tools").join(script)).current_dir(tools.join("node"));
    command
}

#[test]
fn the_html_checker_finds_no_error_and_no_warning() {
    let Some(tools) = tools() else { return };
    let jar = tools.join("node/node_modules/vnu-jar/build/dist/vnu.jar");
    for site in built() {
        content(
            Command::new("java").arg("-Xss4m").arg("-jar").arg(&jar).args(["--skip-non-html", "--Werror"]).arg(site),
        );
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

#[test]
fn no_accessibility_fault_on_any_kind_of_page() {
    let Some(tools) = tools() else { return };
    let kinds = [
        "",
        "plans/",
        "2025-27/",
        "2019-21/",
        "2025-27/elect/",
        "2025-27/guide/",
        "2025-27/elect/guide/",
        "2025-27/guide/wales/",
        "guides/",
        "guides/wales/",
        "objectives/",
        "objectives/elect/",
        "groups/",
        "groups/operations/",
        "news/",
        "dates/",
        "contacts/",
        "resources/",
        "glossary/",
        "conference-2016/",
    ];
    let own = &built()[0];
    let welsh =
        ["cy/", "cy/2025-27/", "cy/2025-27/elect/", "cy/2025-27/guide/wales/", "cy/2019-21/elect/", "cy/dates/"];
    content(node(&tools, "axe.mjs").arg(own).args(kinds).args(welsh).arg("404.html"));
    let more =
        ["", "2025-27/grow/", "updates/", "updates/2026-q1/", "news/2026-02-01-frost/", "groups/water/", "join/"];
    content(node(&tools, "axe.mjs").arg(&built()[1]).args(more));
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

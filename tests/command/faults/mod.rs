//! Ten copies of the repository's content, each broken on purpose: every fault planted is found
//! at its file, line and column, and what was published before stays as it was.
//!
//! An edit replaces a text that stands once in a file; `«` in the replacement marks where the
//! fault is, so that lines and columns are counted here and not by the program. Edits of one file stand in the order of its lines.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::common::{build, own_content, run, snapshot};

/// A file, a text that stands in it, what is written instead, and the name of the fault.
type Edit = (&'static str, &'static str, &'static str, &'static str);

const ELECT: &str = "content/plans/2025-27/objectives/elect.yaml";
const ELECT_CY: &str = "content/plans/2025-27/objectives/elect.cy.yaml";
const PLAN: &str = "content/plans/2025-27/plan.yaml";
const INTRODUCTION: &str = "content/plans/2025-27/plan.md";
const PLAN_CY: &str = "content/plans/2025-27/plan.cy.yaml";
const DATES: &str = "content/dates.yaml";
const CONTACTS: &str = "content/contacts.yaml";
const SITE: &str = "content/site.yaml";
const CONFERENCE: &str = "content/pages/conference-2016.md";

/// Breaks a copy, builds, and compares every error with those planted.
fn check(edits: &[Edit]) {
    let root = own_content();
    build(root.path(), &["--date", "2026-05-01"]);
    let before = snapshot(&root.path().join("public"));
    let planted: BTreeSet<String> = edits.iter().map(|edit| plant(root.path(), edit)).collect();
    let output = run(root.path(), &["build", "--date", "2026-05-01", "--format", "json"]);
    assert_eq!(output.status.code(), Some(1));
    let all: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let errors = all.as_array().unwrap().iter().filter(|fault| fault["severity"] == "error");
    let found: BTreeSet<String> = errors
        .map(|fault| {
            let place = &fault["place"];
            format!(
                "{} {}:{}:{}",
                fault["name"].as_str().unwrap(),
                place["file"].as_str().unwrap(),
                place["line"],
                place["column"]
            )
        })
        .collect();
    assert_eq!(found, planted);
    assert!(snapshot(&root.path().join("public")) == before, "public/ changed");
}

/// Makes an edit and says where its fault is.
fn plant(root: &Path, (file, old, new, name): &Edit) -> String {
    let path = root.join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains(old), "{file} does not hold {old:?}");
    let marked = text.replacen(old, new, 1);
    let at = marked.find('«').unwrap();
    let before = &marked[..at];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
    fs::write(&path, marked.replacen('«', "", 1)).unwrap();
    format!("{name} {file}:{line}:{column}")
}

#[test]
fn copy_1_keys_that_are_none() {
    check(&[
        (ELECT, "short: Elect", "«shrot: Elect\nshort: Elect", "unknown-key"),
        (SITE, "time_zone:", "«timezone:", "unknown-key"),
        (CONTACTS, "  role: Board Secretary\n", "  role: Board Secretary\n  «fax: none\n", "unknown-key"),
    ]);
}

#[test]
fn copy_2_days_that_do_not_exist() {
    check(&[
        (DATES, "date: 2016-02-22", "date: «2015-11-31", "bad-date"),
        (DATES, "last: 2016-09-11", "last: «2016-09-31", "bad-date"),
        (PLAN, "adopted: 2024-11", "adopted: «November 2024", "bad-date"),
    ]);
}

#[test]
fn copy_3_names_of_nothing() {
    check(&[
        (ELECT, "ask: [local-government,", "ask: [«local-goverment,", "dangling-reference"),
        (ELECT, "[2019-21/elect/find-candidates]", "[«2019-21/elect/find]", "dangling-reference"),
        (PLAN, "contact: board-secretary", "contact: «board", "dangling-reference"),
        (CONFERENCE, "[[date:conference-2016]]", "«[[date:conference-2017]]", "dangling-reference"),
    ]);
}

#[test]
fn copy_4_one_id_for_two() {
    check(&[
        (
            ELECT,
            "  - id: retention\n",
            "  - id: «councillors\n    text: Once more.\n  - id: retention\n",
            "duplicate-id",
        ),
        (
            DATES,
            "- id: conference-2016\n",
            "- id: «nec-call-2016-02\n  date: 2016-02\n  title: Again\n- id: conference-2016\n",
            "duplicate-id",
        ),
    ]);
}

#[test]
fn copy_5_one_key_twice() {
    check(&[
        (SITE, "theme: default\n", "theme: default\n«time_zone: UTC\n", "duplicate-key"),
        (
            PLAN,
            "by: National Executive Committee\n",
            "by: National Executive Committee\n«title: Another\n",
            "duplicate-key",
        ),
    ]);
}

#[test]
fn copy_6_facts_in_a_translation() {
    check(&[
        (PLAN_CY, "title:", "adopted: «2024-11\ntitle:", "fact-in-translation"),
        (
            ELECT_CY,
            "  - id: councillors\n",
            "  - id: «counsellors\n    text: Dim.\n  - id: councillors\n",
            "orphan-translation",
        ),
        (ELECT_CY, "      what: Aelodau", "      target: {go: «down}\n      what: Aelodau", "fact-in-translation"),
    ]);
}

#[test]
fn copy_7_values_of_another_kind() {
    check(&[
        (ELECT, "target: {from: 1900,", "target: {from: «many,", "bad-number"),
        (ELECT, "for: [local-party]", "for: «{local: party}", "wrong-type"),
        (CONTACTS, "email: board@party.coop", "email: «board at party", "bad-address"),
        (SITE, "base_url: https://", "base_url: «", "bad-address"),
    ]);
}

#[test]
fn copy_8_what_must_be_there_and_is_not() {
    check(&[
        (ELECT, "  - id: retention\n", "  - «id: extra\n  - id: retention\n", "missing-key"),
        (
            DATES,
            "- id: conference-2016\n",
            "- «id: nothing-else\n  title: When\n- id: conference-2016\n",
            "missing-key",
        ),
    ]);
}

#[test]
fn copy_9_a_period_that_ends_before_it_starts() {
    check(&[(PLAN, "end: 2027-12-31", "end: «2024-12-31", "period-reversed")]);
}

#[test]
fn copy_10_links_that_lead_nowhere() {
    check(&[
        (INTRODUCTION, "", "A «[way](/nowhere/) out.\n\n", "broken-link"),
        (CONFERENCE, "## Programme", "## Programme\n\n«[[page:nobody]] knows.\n", "dangling-reference"),
        (CONFERENCE, "## Fees", "## Fees\n\n«![](/files/fees.png)\n", "picture-without-words"),
        (CONFERENCE, "![](/files/fees.png)", "«![](/files/fees.png)", "broken-link"),
    ]);
}

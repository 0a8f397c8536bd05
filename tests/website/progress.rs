//! How a plan is going: states, figures as pictures and tables, one series through several plans.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::{build, prepare, sites};
use tempfile::TempDir;

fn garden(updates: &[(&str, &str)]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("project");
    prepare(&sites().join("everything"), &root);
    for (name, text) in updates {
        fs::write(root.join(format!("content/updates/{name}.yaml")), text).unwrap();
    }
    build(&root, &["--date", "2026-08-01"]);
    (folder, root)
}

fn page(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join("public").join(path).join("index.html")).unwrap()
}

fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split_once(from).unwrap().1.split_once(to).unwrap().0
}

#[test]
fn a_range_is_a_band_and_each_figure_stands_in_the_table_with_its_report() {
    let later = "plan: 2025-27\nperiod: 2026-Q2\npublished: 2026-07-10\nreadings:\n  - {measure: grow/peas, value: 62, date: 2026-06-30}\n  - {measure: grow/peas, value: 56, date: 2026-03-31}\n";
    let (_folder, root) = garden(&[("2026-q2", later)]);
    for path in ["2025-27/grow", "2025-27/progress"] {
        let page = page(&root, path);
        let own = between(&page, "Between 60 and 80 baskets", "</table>");
        assert!(own.contains("class=\"graph__band\"") && own.matches("<circle").count() == 3, "{own}");
        let rows: Vec<&str> = own.split("<tr>").skip(2).collect();
        assert_eq!(rows.len(), 3);
        assert!(rows[0].contains("62 baskets") && rows[0].contains("updates/2026-q2/"), "{}", rows[0]);
        assert!(rows[1].contains("56 baskets<br>corrected") && !own.contains(">55 baskets"), "{}", rows[1]);
        assert!(rows[2].contains("50.5 baskets") && rows[2].contains("updates/2025-q4/"), "{}", rows[2]);
    }
}

#[test]
fn what_is_counted_each_year_has_a_bar_a_year_and_a_limit_is_a_line() {
    let later = "plan: 2025-27\nperiod: 2026-Q2\npublished: 2026-07-10\nreadings:\n  - {measure: grow/sowings, value: 1, date: 2025-12-31}\n  - {measure: grow/sowings, value: 1, date: 2026-03-31}\n  - {measure: grow/sowings, value: 2, date: 2026-06-30}\n  - {measure: grow/loss, value: 90, date: 2026-06-30}\n";
    let (_folder, root) = garden(&[("2026-q2", later)]);
    let page = page(&root, "2025-27/grow");
    let yearly = between(&page, "2 sowings in each year", "</svg>");
    assert_eq!(yearly.matches("graph__bar").count(), 2, "{yearly}");
    assert!(yearly.contains("graph__mark") && !yearly.contains("<circle"));
    let limit = between(&page, "No more than 100 beans", "</svg>");
    assert!(limit.contains("graph__mark") && limit.contains("Target") && limit.matches("<circle").count() == 1);
}

#[test]
fn figures_of_a_carried_on_measure_are_one_series_if_they_are_of_one_unit() {
    let earlier = "plan: 2022-24\nperiod: 2024\npublished: 2025-01-20\nreadings:\n  - {measure: grow/peas, value: 31, date: 2023-12-31}\n  - {measure: grow/peas, value: 40, date: 2024-12-31}\n";
    let measure = "    measure: {what: Peas, unit: {one: basket, other: baskets}, target: {at_least: 40}}\n";
    for (unit, joined) in [("{one: basket, other: baskets}", true), ("kilograms", false)] {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("project");
        prepare(&sites().join("everything"), &root);
        let file = root.join("content/plans/2022-24/objectives/grow.yaml");
        let text = fs::read_to_string(&file).unwrap();
        let (before, after) = text.split_once("  - {id: peas").unwrap();
        let rest = after.split_once('\n').unwrap().1;
        let own = measure.replace("{one: basket, other: baskets}", unit);
        fs::write(&file, format!("{before}  - id: peas\n    text: Pick peas.\n{own}{rest}")).unwrap();
        fs::write(root.join("content/updates/2024.yaml"), earlier).unwrap();
        build(&root, &["--date", "2026-08-01"]);
        let page = page(&root, "2025-27/grow");
        let own = between(&page, "Between 60 and 80 baskets", "</table>");
        assert_eq!(own.matches("<circle").count(), if joined { 4 } else { 2 }, "{unit}: {own}");
        assert_eq!(own.contains("31 December 2023"), joined);
    }
}

#[test]
fn states_say_who_said_so_and_when_the_latest_first_in_each_language() {
    let (_folder, root) = garden(&[]);
    let english = page(&root, "2025-27/progress");
    let own = between(&english, "id=\"grow\"", "</ul>");
    let (now, before) = own.split_once("</li>").unwrap();
    assert!(now.contains("On track") && now.contains("15 April 2026") && now.contains("Secretary"), "{now}");
    assert!(before.contains("Started") && before.contains("10 January 2026"), "{before}");
    assert!(english.contains("Next report: for the time up to"));
    assert!(page(&root, "cy/2025-27/progress").contains("Ar y trywydd iawn"));
}

#[test]
fn where_nothing_was_reported_that_is_said_once() {
    let (_folder, root) = garden(&[]);
    let page = page(&root, "2022-24/progress");
    assert_eq!(page.matches("No report on this plan has been published here.").count(), 1);
    assert!(!page.contains("No figure yet") && !page.contains("<svg"), "{page}");
}

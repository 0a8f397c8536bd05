//! The site as it is read: on a phone, in the dark, in large type, with a keyboard, by a screen reader,
//! without a script, over a weak line. A real browser looks, where `tests/tools/setup.sh` has put what is
//! needed for it.

use std::fs;
use std::path::Path;

use crate::common::published::{built, showing_all};
use crate::common::tools::{content, node, tools};
use crate::common::{files_below, packed, project};
use snapbox::Assert;
use snapbox::data::{Data, DataFormat};

/// What a page and its stylesheet may weigh together, compressed, in bytes.
const LIGHT: usize = 30_000;

/// What every first screen says, by language.
const FOUR: [(&str, [&str; 4]); 2] = [
    ("", ["The plan", "How it is going", "What you can do near you", "Whom to ask"]),
    ("cy/", ["Y cynllun", "Sut mae’n mynd", "Yr hyn y gallwch ei wneud yn eich ardal", "Pwy i’w holi"]),
];

/// Pages of both sites in a language that show all that there is, with the site they are of.
fn looked_at(language: &'static str) -> impl Iterator<Item = (&'static Path, Vec<String>)> {
    built().iter().map(move |site| {
        let pages = showing_all(site, language, if language.is_empty() { &["cy/"] } else { &[] });
        assert!(pages.len() > 10, "{pages:?}");
        (site.as_path(), pages)
    })
}

#[test]
fn no_accessibility_fault_on_any_kind_of_page() {
    let Some(tools) = tools() else { return };
    for (language, _) in FOUR {
        for (site, pages) in looked_at(language) {
            content(node(&tools, "axe.mjs").arg(site).args(pages).arg("404.html"));
        }
    }
}

#[test]
fn pages_are_read_on_a_phone_in_large_type_by_keyboard_and_without_a_script() {
    let Some(tools) = tools() else { return };
    for (language, four) in FOUR {
        for (site, pages) in looked_at(language) {
            let four = four.map(|words| format!("--four={words}"));
            content(node(&tools, "reading.mjs").arg(site).args(pages).args(four));
        }
    }
}

#[test]
fn a_screen_reader_is_told_of_an_objective_in_the_right_order() {
    let Some(tools) = tools() else { return };
    let output = node(&tools, "reading.mjs").arg(&built()[1]).arg("--tree=2025-27/grow/").output().unwrap();
    let actual = String::from_utf8(output.stdout).unwrap();
    let expected = Data::read_from(&project().join("tests/reading/objective.tree"), Some(DataFormat::Text));
    Assert::new().action_env("SNAPSHOTS").eq(Data::text(actual).raw(), expected.raw());
}

#[test]
fn every_page_with_its_stylesheet_is_light() {
    for site in built() {
        let style = packed(&fs::read(site.join("assets/style.css")).unwrap());
        let pages = files_below(site).into_iter().filter(|path| path.extension().is_some_and(|end| end == "html"));
        let heaviest = pages.map(|path| (packed(&fs::read(&path).unwrap()) + style, path)).max().unwrap();
        assert!(heaviest.0 < LIGHT, "{heaviest:?}");
    }
}

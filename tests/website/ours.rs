//! The finder of guides and the sheet "our plan": in a real browser, and where there are very many parties.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::common::tools::{content, node, tools};
use crate::common::{build, copy, made, own_content, packed, sites};
use planpress::html::templates::PageRenderer;
use planpress::pages::redirects::url_lock;
use planpress::theme::STYLE;
use planpress::{project, render};

#[test]
fn officers_find_their_guide_and_make_the_plan_their_own() {
    let Some(tools) = tools() else { return };
    let root = own_content();
    build(root.path(), &["--date", "2026-05-01"]);
    build(root.path(), &["--date", "2026-05-01", "--portable"]);
    content(node(&tools, "ours.mjs").arg(root.path().join("public")).arg(root.path().join("public-portable")));
}

/// The small site with a thousand more parties, some of them in no area, some in other scripts.
fn many(root: &Path) {
    copy(&sites().join("everything/content"), &root.join("content"));
    let path = root.join("content/parties.yaml");
    let mut parties = fs::read_to_string(&path).unwrap();
    let towns = ["Ash", "Beck", "Cold", "Deep", "Elm", "Élan", "Fox", "Ŵyr", "9th ", "Ωmega", "Zeal"];
    let ends = ["bury", "ford", "ham", "ton", "wick", "worth", "by", "dale", "mouth", "stead"];
    for number in 0..1000 {
        let (town, end) = (towns[number % towns.len()], ends[number / towns.len() % ends.len()]);
        let area = ["", "area: north, ", "area: south, "][number % 3];
        writeln!(
            parties,
            "p{number}: {{name: {town}{end} and District {number}, {area}kind: branch, languages: [cy]}}"
        )
        .unwrap();
    }
    fs::write(path, parties).unwrap();
}

/// The addresses that a page leads to, without what follows a `#` or `?`.
fn links(text: &str) -> BTreeSet<String> {
    let all = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    all.map(|link| link.split(['#', '?']).next().unwrap().to_owned()).collect()
}

#[test]
fn a_thousand_parties_are_listed_on_pages_that_are_light() {
    let root = tempfile::tempdir().unwrap();
    many(root.path());
    let tree = project::read(root.path()).unwrap();
    let made = made(&tree, "2026-05-01");
    let pages = PageRenderer::new(made.site.unwrap().into()).unwrap();
    let all: BTreeMap<&str, Vec<u8>> = (pages.site.outputs.iter())
        .map(|output| (output.address.as_str(), render::render_output(output, &pages).unwrap().bytes))
        .collect();
    let text = |address: &str| String::from_utf8(all[address].clone()).unwrap();
    for root in ["/", "/cy/"] {
        let finder = text(&format!("{root}guides/"));
        assert!(!finder.contains("href=\"p1/\""), "the finder lists single parties");
        let (mut by_letter, mut by_area) = (BTreeSet::new(), BTreeSet::new());
        for shelf in links(&finder).iter().filter(|link| link.ends_with(".html")) {
            let own = if shelf.starts_with("letter-") { &mut by_letter } else { &mut by_area };
            let parties = links(&text(&format!("{root}guides/{shelf}"))).into_iter();
            own.extend(
                parties.filter(|link| link.starts_with('p') && all.contains_key(&*format!("{root}guides/{link}"))),
            );
        }
        assert_eq!(by_letter.len(), 1000, "each party is under a letter");
        assert_eq!(by_area.len(), 666, "each party with an area is under it");
    }
    let style = packed(&render::render_asset(STYLE, &pages.site.theme).unwrap().bytes);
    let html = all.iter().filter(|(address, _)| address.ends_with('/') || address.ends_with(".html"));
    let heaviest = html.map(|(address, bytes)| (packed(bytes) + style, address)).max().unwrap();
    assert!(heaviest.0 < 30_000, "{heaviest:?}");
    // What scripts know of the parties is one file, and parties of one kind and area share what is for them.
    assert!(packed(&all["/guides/parties.js"]) < 20_000);
    let data = parties(&text("/guides/parties.js"));
    assert_eq!(data["parties"].as_array().unwrap().len(), 1002);
    assert!(data["sets"].as_array().unwrap().len() <= 6, "{}", data["sets"]);
    // A letter may lose its last party; nobody was promised its page.
    let lock = url_lock::renewed(&made.publication, &tree).0;
    assert!(lock.contains("/guides/p1/") && !lock.contains("letter-") && !lock.contains("area-"));
}

/// What the file of parties says to scripts.
fn parties(text: &str) -> serde_json::Value {
    let json = text.trim().strip_prefix("var planpressParties=").unwrap().trim_end_matches(';');
    serde_json::from_str(json).unwrap()
}

#[test]
fn the_sheet_has_what_the_partys_guide_has() {
    let root = tempfile::tempdir().unwrap();
    copy(&sites().join("everything/content"), &root.path().join("content"));
    build(root.path(), &["--date", "2026-05-01"]);
    let public = root.path().join("public");
    let known = fs::read_to_string(public.join("guides/parties.js")).unwrap();
    let data = parties(&known);
    let sheet = fs::read_to_string(public.join("our-plan/index.html")).unwrap();
    let mut seen = BTreeSet::new();
    for party in data["parties"].as_array().unwrap() {
        let id = party[0].as_str().unwrap();
        let guide = fs::read_to_string(public.join(format!("2025-27/guide/{id}/index.html"))).unwrap();
        let set = data["sets"][usize::try_from(party[4].as_u64().unwrap()).unwrap()].as_array().unwrap();
        for (place, action) in data["actions"].as_array().unwrap().iter().enumerate() {
            let row = format!("id=\"{}\"", action.as_str().unwrap());
            assert!(sheet.contains(&row), "{row} is not on the sheet");
            assert_eq!(set.contains(&place.into()), guide.contains(&row), "{id}: {row}");
            seen.insert(set.contains(&place.into()));
        }
        assert!(guide.contains(&format!("../../../our-plan/?party={id}")), "{id} is not led to the sheet");
    }
    assert_eq!(seen.len(), 2, "no guide leaves anything out");
    let earlier = fs::read_to_string(public.join("2022-24/guide/index.html")).unwrap();
    assert!(!earlier.contains("our-plan"), "an earlier plan is not made one's own");
}

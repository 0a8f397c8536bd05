//! What pages say to machines: descriptions, link previews with their pictures, data in the words of
//! schema.org, and the same in other formats.

use std::fs;
use std::path::Path;

use crate::common::{build, files_below, own_content};
use serde_json::Value;

const DAY: &str = "2026-05-01";
const BASE: &str = "https://plan.example.org";

/// Every page below a folder by its path, with its HTML.
fn pages(public: &Path) -> Vec<(String, String)> {
    let html = files_below(public).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "html"));
    let name = |path: &Path| path.strip_prefix(public).unwrap().to_string_lossy().into_owned();
    html.map(|path| (name(&path), fs::read_to_string(&path).unwrap())).collect()
}

/// The values that stand after some HTML, up to a quotation mark.
fn after<'a>(html: &'a str, begins: &str) -> Vec<&'a str> {
    html.split(begins).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// The file at a whole address.
fn there(public: &Path, address: &str) -> bool {
    let path = address.strip_prefix(BASE).unwrap().split(['#', '?']).next().unwrap();
    public.join(path.trim_start_matches('/')).exists()
}

#[test]
fn every_listed_page_describes_itself_and_shows_a_picture_that_is_there() {
    let root = own_content();
    build(root.path(), &["--date", DAY]);
    let public = root.path().join("public");
    let mut listed = 0;
    for (name, html) in pages(&public) {
        if html.contains("content=\"noindex\"") {
            assert!(!html.contains("og:") && !html.contains("ld+json"), "{name} is not to be listed");
            continue;
        }
        listed += 1;
        let descriptions = after(&html, "name=\"description\" content=\"");
        let [own] = descriptions[..] else { panic!("{name}: {descriptions:?}") };
        let own = own.replace("&#x27;", "'").replace("&quot;", "\"").replace("&amp;", "&");
        assert!((50..=160).contains(&own.chars().count()), "{name}: {own}");
        let canonical = after(&html, "rel=\"canonical\" href=\"");
        let url = after(&html, "property=\"og:url\" content=\"");
        assert!(url.is_empty() || url == canonical, "{name}: {url:?} and {canonical:?}");
        let pictures = after(&html, "property=\"og:image\" content=\"");
        assert_eq!(pictures.len(), if cfg!(feature = "pdf") { url.len() } else { 0 }, "{name}");
        for picture in pictures {
            assert!(there(&public, picture), "{name}: {picture}");
        }
        let folder = public.join(&name);
        for kind in ["text/calendar", "application/pdf", "text/csv", "application/json"] {
            for link in html.split(&format!("rel=\"alternate\" type=\"{kind}\"")).skip(1) {
                let to = after(link, "href=\"")[0];
                assert!(folder.parent().unwrap().join(to).exists(), "{name}: {to}");
            }
        }
    }
    assert!(listed > 150, "{listed} pages");
    let dates = fs::read_to_string(public.join("cy/dates/index.html")).unwrap();
    assert_eq!(dates.contains("type=\"text/calendar\""), public.join("cy/dates.ics").exists());
}

/// Every address in the data of a page.
fn addresses(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|own| addresses(own, found)),
        Value::Object(fields) => {
            assert!(!fields.is_empty() && fields.values().all(|own| !own.is_null()), "{value}");
            assert!(!fields.contains_key("@id"), "{value} names another by an id");
            fields.values().for_each(|own| addresses(own, found));
        }
        Value::String(text) if text.starts_with(BASE) => found.push(text.clone()),
        _ => {}
    }
}

#[test]
fn the_data_in_each_page_is_whole_and_leads_to_what_is_there() {
    let root = own_content();
    build(root.path(), &["--date", DAY]);
    let public = root.path().join("public");
    let mut kinds = std::collections::BTreeSet::new();
    for (name, html) in pages(&public) {
        let mut all = html.split("<script type=\"application/ld+json\">").skip(1);
        let Some(data) = all.next().map(|rest| rest.split("</script>").next().unwrap()) else { continue };
        assert!(all.next().is_none(), "{name} has data twice");
        let value: Value = serde_json::from_str(data).unwrap();
        assert_eq!(value["@context"], "https://schema.org", "{name}");
        for own in value["@graph"].as_array().unwrap() {
            kinds.insert(own["@type"].as_str().unwrap().to_owned());
        }
        let mut found = Vec::new();
        addresses(&value, &mut found);
        for address in found {
            assert!(there(&public, &address), "{name}: {address}");
        }
    }
    let known = ["BreadcrumbList", "DefinedTermSet", "DigitalDocument", "NewsArticle", "Report", "WebSite"];
    assert!(known.iter().all(|own| kinds.contains(*own)), "{kinds:?}");
}

#[cfg(feature = "pdf")]
#[test]
fn a_plan_has_one_picture_in_each_language_which_is_kept_and_always_the_same() {
    let root = own_content();
    build(root.path(), &["--date", DAY]);
    let read = |path: &str| fs::read(root.path().join("public").join(path)).unwrap();
    let paths = ["2025-27/share.png", "cy/2025-27/share.png"];
    let first = paths.map(read);
    assert_ne!(first[0], first[1]);
    for bytes in &first {
        assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\xb0\0\0\x02\x76"), "{:?}", &bytes[..24]);
        assert!(bytes.len() < 200_000, "{} bytes", bytes.len());
    }
    let again = crate::common::run(root.path(), &["build", "--date", DAY]);
    let said = String::from_utf8(again.stderr).unwrap();
    assert!(said.contains(" pictures (0 printed, "), "{said}");
    fs::remove_dir_all(crate::common::cache_of(root.path())).unwrap();
    build(root.path(), &["--date", DAY]);
    assert_eq!(paths.map(read), first, "other bytes when it was made anew");
    let why = crate::common::run(root.path(), &["why", "/cy/2025-27/share.png", "--date", DAY]);
    let said = String::from_utf8(why.stdout).unwrap();
    assert!(said.contains("is a picture.") && said.contains("content/plans/2025-27/plan.yaml"), "{said}");
    // An edition that is not for everybody has none to share.
    build(root.path(), &["--date", DAY, "--edition", "staff"]);
    let staff = files_below(&root.path().join("public-staff"));
    assert!(!staff.iter().any(|path| path.ends_with("share.png")));
}

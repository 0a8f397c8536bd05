//! The site that is carried about: every link leads to a file, a browser reads all of it from a disk,
//! and its zip file holds the same.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::published::{built, portable};
use crate::common::tools::{content, node, tools};
use crate::common::{build, copy, files_below, run, sites, snapshot};
use serde_json::Value;

/// A copy of the small site that has every entity.
fn every() -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    copy(&sites().join("everything/content"), &root.path().join("content"));
    root
}

/// The values of an attribute in a page.
fn values<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let begin = format!(" {name}=\"");
    text.split(&begin).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// The files that links name, by the page that they stand on, and the anchors of each page.
#[derive(Default)]
struct Links {
    to: BTreeSet<(PathBuf, String)>,
    anchors: BTreeMap<PathBuf, BTreeSet<String>>,
}

/// What is wrong with the links of a site.
fn broken(site: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut links = Links::default();
    let pages = files_below(site).into_iter().filter(|path| path.extension().is_some_and(|end| end == "html"));
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        if text.contains("<meta http-equiv") {
            found.push(format!("{} has a policy or leads on", page.display()));
        }
        for name in ["href", "src", "data-index"] {
            let own = values(&text, name)
                .into_iter()
                .filter(|to| !["https://", "http://", "mailto:", "tel:"].iter().any(|scheme| to.starts_with(scheme)));
            links.to.extend(own.map(|to| (page.clone(), to.replace("&amp;", "&").replace("&#39;", "'"))));
        }
        let ids = values(&text, "id").into_iter().map(str::to_owned).collect();
        links.anchors.insert(page, ids);
    }
    assert!(links.anchors.len() > 50 && links.to.len() > 1000, "{} pages", links.anchors.len());
    for (page, to) in &links.to {
        let (way, anchor) = to.split_once('#').unwrap_or((to, ""));
        let way = way.split('?').next().unwrap_or_default();
        let file = if way.is_empty() {
            page.clone()
        } else {
            page.parent().unwrap().join(way).canonicalize().unwrap_or_default()
        };
        let sound = file.is_file() && file.starts_with(site) && !way.starts_with('/') && !way.ends_with('/');
        let anchored = anchor.is_empty() || links.anchors.get(&file).is_some_and(|own| own.contains(anchor));
        if !sound || !anchored {
            found.push(format!("{}: {to}", page.display()));
        }
    }
    found
}

#[test]
fn every_link_and_anchor_leads_to_a_file_that_is_there() {
    for site in portable() {
        let found = broken(&site.canonicalize().unwrap());
        assert!(found.is_empty(), "{} faults\n{}", found.len(), found[..found.len().min(30)].join("\n"));
    }
}

#[test]
fn what_the_search_finds_is_a_file_in_every_language() {
    for site in portable() {
        let mut looked = 0;
        for index in files_below(site).into_iter().filter(|path| path.ends_with("search/index.js")) {
            let text = fs::read_to_string(&index).unwrap();
            let json = text.strip_prefix("var planpressIndex=").unwrap().strip_suffix(";\n").unwrap();
            let index: Value = serde_json::from_str(json).unwrap();
            let found = index["to"].as_array().unwrap().iter().chain([&index["ask"]["address"]]);
            let others = index["others"].as_array().unwrap().iter().map(|own| &own["index"]);
            for to in found.chain(others).filter_map(Value::as_str).filter(|to| !to.starts_with('#')) {
                let path = to.split('#').next().unwrap().strip_prefix('/').unwrap();
                assert!(site.join(path).is_file(), "{to}");
                looked += 1;
            }
        }
        assert!(looked > 50, "{looked}");
    }
}

#[test]
fn a_browser_reads_all_of_it_from_a_disk() {
    let Some(tools) = tools() else { return };
    for site in portable() {
        content(node(&tools, "portable.mjs").arg(site));
    }
}

/// What is left out is there for servers, and the rest is the same but for its links.
#[test]
fn it_is_the_same_site_without_what_only_a_server_needs() {
    for (served, carried) in built().iter().zip(portable()) {
        let (served, carried) = (snapshot(served), snapshot(carried));
        let more: Vec<_> = carried.keys().filter(|path| !served.contains_key(*path)).collect();
        assert!(more.is_empty(), "{more:?}");
        let old = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("http-equiv=\"refresh\"");
        let gone = |bytes: &[u8]| String::from_utf8_lossy(bytes).contains("name=\"robots\" content=\"noindex\"");
        for (path, bytes) in served.iter().filter(|(path, _)| !carried.contains_key(*path)) {
            let name = path.to_str().unwrap();
            let known = ["404.html", "_headers", "_redirects", "robots.txt", "sitemap.xml"].contains(&name);
            assert!(known || old(bytes) || gone(bytes), "{name} is left out");
        }
        for (path, bytes) in &carried {
            let name = path.to_str().unwrap();
            let linked = name.ends_with(".html") || name.ends_with("search/index.js") || name == ".planpress.json";
            assert!(linked || served[path] == *bytes, "{name} differs");
        }
    }
}

#[test]
fn the_zip_file_holds_the_folder_and_two_builds_give_the_same() {
    let Some(tools) = tools() else { return };
    let archive = portable()[1].with_extension("zip");
    let root = every();
    let output = root.path().join("public-portable");
    fs::create_dir_all(&output).unwrap();
    fs::write(output.join("mine.txt"), "not from planpress").unwrap();
    build(root.path(), &["--date", "2026-05-01", "--portable", "--zip"]);
    assert!(fs::read(&archive).unwrap() == fs::read(root.path().join("public-portable.zip")).unwrap());
    build(root.path(), &["--date", "2026-05-01", "--portable", "--zip"]);
    assert!(fs::read(&archive).unwrap() == fs::read(root.path().join("public-portable.zip")).unwrap());

    let there = tempfile::tempdir().unwrap();
    let script = "import sys, zipfile\n\
                  archive = zipfile.ZipFile(sys.argv[1])\n\
                  assert archive.testzip() is None\n\
                  names = archive.namelist()\n\
                  assert names == sorted(names) and len(names) == len(set(names))\n\
                  assert {own.date_time for own in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}\n\
                  assert {own.external_attr >> 16 & 0o777 for own in archive.infolist()} == {0o644}\n\
                  archive.extractall(sys.argv[2])\n";
    content(Command::new(tools.join("python/bin/python")).args(["-c", script]).arg(&archive).arg(there.path()));
    let tops: Vec<_> = fs::read_dir(there.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(tops, ["public-portable"]);
    let mut folder = snapshot(&portable()[1]);
    folder.remove(Path::new(".planpress.json")).unwrap();
    assert!(snapshot(&there.path().join("public-portable")) == folder);
}

#[test]
fn the_two_share_what_is_printed_and_nothing_else() {
    let root = every();
    let said = |arguments: &[&str]| {
        let output = run(root.path(), &[&["build", "--date", "2026-05-01"], arguments].concat());
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    };
    assert_eq!(said(&[]).0, Some(0));
    for arguments in [&["--portable", "--zip"][..], &[], &["--portable"]] {
        let (status, text) = said(arguments);
        assert!(status == Some(0) && (!cfg!(feature = "pdf") || text.contains("(0 printed,")), "{text}");
    }
    let (_, text) = said(&["--portable", "--zip", "--edition", "staff"]);
    assert!(text.contains("public-staff-portable.zip"), "{text}");
    let before = (snapshot(&root.path().join("public")), snapshot(&root.path().join("public-portable")));
    for (arguments, reason) in [
        (&["--portable", "--output", "public"][..], "holds the public edition"),
        (&["--output", "public-portable"], "holds the portable public edition"),
        (&["--portable", "--edition", "staff", "--output", "public-portable"], "holds the portable public edition"),
        (&["--portable", "--lock"], "has promised none"),
        (&["--zip"], "--portable"),
    ] {
        let (status, text) = said(arguments);
        assert!(status == Some(2) && text.contains(reason), "{arguments:?}: {text}");
    }
    fs::write(root.path().join("plan.zip"), "somebody's").unwrap();
    let (status, text) = said(&["--portable", "--zip", "--output", "plan"]);
    assert!(status == Some(2) && text.contains("plan.zip is not from planpress"), "{text}");
    assert!(!root.path().join("plan").exists() && fs::read(root.path().join("plan.zip")).unwrap() == b"somebody's");
    let after = (snapshot(&root.path().join("public")), snapshot(&root.path().join("public-portable")));
    assert!(before == after);
}

#[test]
fn the_report_names_every_file_of_it() {
    let root = every();
    build(root.path(), &["--date", "2026-05-01", "--portable", "--report", "report.json"]);
    let report: Value = serde_json::from_slice(&fs::read(root.path().join("report.json")).unwrap()).unwrap();
    let outputs = report["outputs"].as_array().unwrap();
    let named: BTreeSet<&str> = outputs.iter().map(|own| own["path"].as_str().unwrap()).collect();
    let files = snapshot(&root.path().join("public-portable"));
    let there: BTreeSet<&str> =
        files.keys().map(|path| path.to_str().unwrap()).filter(|path| *path != ".planpress.json").collect();
    assert_eq!(named, there);
    assert!(outputs.iter().all(|own| !own["sources"].as_array().unwrap().is_empty() && !own["kind"].is_null()));
}

/// Addresses that were published are kept by the site on the web; a portable one has promised none.
#[test]
fn lost_addresses_do_not_stand_in_its_way() {
    let root = every();
    fs::write(root.path().join("urls.lock"), "/once/\n").unwrap();
    assert_eq!(run(root.path(), &["build", "--date", "2026-05-01"]).status.code(), Some(1));
    build(root.path(), &["--date", "2026-05-01", "--portable"]);
    assert_eq!(fs::read_to_string(root.path().join("urls.lock")).unwrap(), "/once/\n");
}

/// A file may be called anything; what would end its address is written as a number in links.
#[test]
fn a_file_is_reached_whatever_its_name() {
    let root = every();
    let content = root.path().join("content");
    let name = "Half of 100% #1?.txt";
    fs::create_dir(content.join("files")).unwrap();
    fs::write(content.join("files").join(name), "Half.\n").unwrap();
    fs::write(content.join("files/50% & more.txt"), "More.\n").unwrap();
    let resource = format!("\nhalf:\n  title: Half\n  file: \"{name}\"\n");
    let resources = content.join("resources.yaml");
    fs::write(&resources, fs::read_to_string(&resources).unwrap() + &resource).unwrap();
    let page = "---\ntitle: More\nsummary: More of it.\n---\nSee [more of it](<files/50% & more.txt>).\n";
    fs::write(content.join("pages/more-of-it.md"), page).unwrap();
    for arguments in [&[][..], &["--portable"]] {
        build(root.path(), &[&["--date", "2026-05-01"], arguments].concat());
    }
    for site in ["public", "public-portable"] {
        let site = root.path().join(site);
        let text = |page: &str| fs::read_to_string(site.join(page).join("index.html")).unwrap();
        assert!(text("resources").contains("\"../files/Half%20of%20100%25%20%231%3F.txt\""), "{}", text("resources"));
        assert!(text("more-of-it").contains("\"../files/50%25%20&amp;%20more.txt\""), "{}", text("more-of-it"));
        assert!(site.join("files").join(name).is_file() && site.join("files/50% & more.txt").is_file());
    }
}

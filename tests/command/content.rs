//! What must hold of the repository's own plan, and of copies of it that are broken on purpose.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::common;
use crate::common::{build, files_below, own_content, project, snapshot};
use serde_json::Value;

const DAY: &str = "2026-05-01";
const NEXT_DAY: &str = "2026-05-02";

fn json(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// The lengths of a plan's lists of aims, and how many of its own it has.
fn counts(plan: &Value) -> (Vec<usize>, usize) {
    let length = |value: &Value| value.as_array().map_or(0, Vec::len);
    let objectives = plan["objectives"].as_array().unwrap();
    (objectives.iter().map(|objective| length(&objective["aims"])).collect(), length(&plan["aims"]))
}

#[test]
fn both_plans_are_whole() {
    let root = own_content();
    build(root.path(), &["--date", DAY, "--strict"]);
    let now = json(&root.path().join("public/2025-27/plan.json"));
    assert_eq!(counts(&now), (vec![9, 12, 10, 10, 7], 13));
    let before = json(&root.path().join("public/2019-21/plan.json"));
    assert_eq!(counts(&before).0.iter().sum::<usize>(), 50);
    let by_id = |id: &str| {
        let objectives = before["objectives"].as_array().unwrap();
        objectives.iter().find(|objective| objective["id"] == id).unwrap()["aims"].as_array().unwrap().len()
    };
    let counted = ["elect", "inspire", "members", "solutions", "sustain"].map(by_id);
    let mut sorted = counted;
    sorted.sort_unstable();
    assert_eq!(sorted, [6, 7, 8, 9, 20], "{counted:?}");
    assert_eq!(by_id("members"), 20);
    let concerned = |aim: &&Value| !aim["for"].is_null();
    let members =
        before["objectives"].as_array().unwrap().iter().find(|objective| objective["id"] == "members").unwrap();
    assert_eq!(members["aims"].as_array().unwrap().iter().filter(concerned).count(), 13);
}

#[test]
fn every_kind_of_page_is_there_in_both_languages() {
    let root = own_content();
    build(root.path(), &["--date", DAY]);
    let public = root.path().join("public");
    for page in [
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
        "about/",
    ] {
        for (root, lang) in [("", "en"), ("cy/", "cy")] {
            let path = public.join(format!("{root}{page}index.html"));
            let text = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{} is not there", path.display()));
            let html = text.find("<html").map(|at| text[at..].split('>').next().unwrap()).unwrap();
            assert!(html.contains(&format!("lang=\"{lang}\"")), "{}: {html}", path.display());
        }
    }
    let english: BTreeSet<_> =
        pages(&public).into_iter().filter(|page| !page.starts_with("cy/") && page != "404.html").collect();
    let welsh: BTreeSet<_> =
        pages(&public).into_iter().filter_map(|page| page.strip_prefix("cy/").map(str::to_owned)).collect();
    assert_eq!(english, welsh, "each page has its twin");
    assert!(public.join("404.html").exists());
}

fn pages(public: &Path) -> Vec<String> {
    let path = |path: std::path::PathBuf| path.strip_prefix(public).unwrap().to_string_lossy().into_owned();
    files_below(public).into_iter().map(path).filter(|path| path.ends_with(".html")).collect()
}

#[test]
fn tomorrow_with_nothing_due_is_byte_for_byte_today() {
    let root = own_content();
    build(root.path(), &["--date", DAY]);
    let today = snapshot(&root.path().join("public"));
    for (number, variables) in
        [("1", [("TZ", "Pacific/Kiritimati"), ("LANG", "cy_GB.UTF-8")]), ("4", [("TZ", "UTC"), ("LANG", "C")])]
    {
        let output = common::program()
            .args(["build", "--date", NEXT_DAY, "--output", "tomorrow"])
            .current_dir(root.path())
            .envs(variables)
            .env("RAYON_NUM_THREADS", number)
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        same(&today, &snapshot(&root.path().join("tomorrow")));
        fs::remove_dir_all(root.path().join("tomorrow")).unwrap();
    }
}

/// Panics with the names of the files that differ, not with all their bytes.
fn same(
    one: &std::collections::BTreeMap<std::path::PathBuf, Vec<u8>>,
    other: &std::collections::BTreeMap<std::path::PathBuf, Vec<u8>>,
) {
    let differ: Vec<_> = one.keys().chain(other.keys()).filter(|path| one.get(*path) != other.get(*path)).collect();
    assert!(differ.is_empty(), "{differ:?}");
}

#[test]
fn a_later_day_changes_only_what_the_day_decides() {
    let root = own_content();
    build(root.path(), &["--date", DAY]);
    let before = snapshot(&root.path().join("public"));
    build(root.path(), &["--date", "2028-02-01", "--output", "later"]);
    let after = snapshot(&root.path().join("later"));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let changed: Vec<&Path> = before.keys().filter(|path| before[*path] != after[*path]).map(|path| &**path).collect();
    assert!(!changed.is_empty(), "a plan that has ended says so");
    for path in changed {
        let path = path.to_string_lossy();
        // What the day decides: which plan is current and whether it has ended, what is past or
        // next among dates. Data, news, resources and the rest say the same on every day.
        if path == ".planpress.json" {
            continue;
        }
        let data = [".json", ".csv", ".ics", ".xml", ".txt", ".css"].iter().any(|ending| path.ends_with(ending));
        let fixed = ["news/", "resources/", "glossary/", "about/"].iter().any(|page| path.contains(page));
        assert!(!data && !fixed, "{path} changed with the day alone");
    }
    for (path, bytes) in &after {
        let text = String::from_utf8_lossy(bytes);
        assert!(
            !text.contains("2028-02-01") && !text.contains("1 February 2028"),
            "{} holds the day of the build",
            path.display()
        );
    }
}

#[test]
fn a_sixth_objective_is_one_file_and_its_id() {
    let root = own_content();
    let plan = root.path().join("content/plans/2025-27");
    let facts = fs::read_to_string(plan.join("plan.yaml")).unwrap();
    let added = facts.replacen("objectives: [elect,", "objectives: [beacon, elect,", 1);
    assert_ne!(facts, added);
    fs::write(plan.join("plan.yaml"), added).unwrap();
    let sixth = "title: Light a beacon on each hill\naims:\n  - {id: hills, text: Find the hills.}\nactions:\n  - {id: wood, text: Stack the wood., for: [local-party]}\n";
    fs::write(plan.join("objectives/beacon.yaml"), sixth).unwrap();
    build(root.path(), &["--date", DAY]);
    let public = root.path().join("public");
    let holds = |path: &str, words: &str| {
        let text = fs::read_to_string(public.join(path)).unwrap_or_else(|_| panic!("{path} is not there"));
        assert!(text.contains(words), "{path} does not hold {words:?}");
    };
    let title = "Light a beacon on each hill";
    for lang in ["", "cy/"] {
        holds(&format!("{lang}2025-27/beacon/index.html"), "id=\"hills\"");
        holds(&format!("{lang}2025-27/beacon/guide/index.html"), "Stack the wood.");
        holds(&format!("{lang}2025-27/guide/index.html"), "Stack the wood.");
        holds(&format!("{lang}2025-27/guide/wales/index.html"), "Stack the wood.");
        holds(&format!("{lang}index.html"), title);
        holds(&format!("{lang}2025-27/index.html"), title);
        holds(&format!("{lang}guides/index.html"), title);
        holds(&format!("{lang}objectives/index.html"), title);
        holds(&format!("{lang}2025-27/elect/index.html"), title);
        holds(&format!("{lang}2025-27/objectives.csv"), title);
        holds(&format!("{lang}2025-27/actions.csv"), "Stack the wood.");
        holds("sitemap.xml", &format!("/{lang}2025-27/beacon/</loc>"));
        holds("sitemap.xml", &format!("/{lang}2025-27/beacon/guide/</loc>"));
    }
    let plan = json(&public.join("2025-27/plan.json"));
    assert_eq!(plan["objectives"][0]["name"], "2025-27/beacon");
    assert_eq!(plan["objectives"][0]["actions"][0]["number"], "1-A1");
    assert_eq!(plan["objectives"][1]["number"], 2);
}

#[test]
fn every_printed_address_of_the_old_plan_is_kept() {
    let root = own_content();
    build(root.path(), &["--date", DAY]);
    let page = fs::read_to_string(root.path().join("public/2019-21/index.html")).unwrap();
    assert!(page.contains("2025-27/"), "the old plan leads to the one that holds now");
}

#[test]
fn no_page_shows_the_key_of_a_missing_message() {
    let every = tempfile::tempdir().unwrap();
    common::copy(&common::sites().join("everything/content"), &every.path().join("content"));
    for root in [own_content(), every] {
        build(root.path(), &["--date", DAY]);
        for path in files_below(&root.path().join("public")) {
            let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
            // What is printed is compressed, and any bytes may stand in it; to a script they are a sign.
            let any = path.extension().is_some_and(|ending| ending == "pdf" || ending == "png")
                || path.parent().unwrap().ends_with("assets");
            let at = text.find("??").filter(|_| !any).map(|at| text[at..].chars().take(40).collect::<String>());
            assert!(at.is_none(), "{}: {at:?}", path.display());
        }
    }
}

#[test]
fn no_page_asks_for_a_script_a_style_or_anything_from_elsewhere() {
    let root = own_content();
    build(root.path(), &["--date", DAY]);
    for path in files_below(&root.path().join("public")) {
        if path.extension().is_none_or(|ending| ending != "html") {
            continue;
        }
        // A guide fills in the day on which it is printed; to search, to find and to tick need a script.
        let text = fs::read_to_string(&path).unwrap();
        let inside = |folder: &str| path.components().any(|part| part.as_os_str() == folder);
        let own = [
            ("guide", &["print"][..]),
            ("search", &["page", "find", "search"]),
            ("guides", &["page", "find", "finder"]),
            ("our-plan", &["print", "page", "our-plan"]),
        ]
        .into_iter()
        .filter(|(folder, _)| inside(folder))
        .flat_map(|(_, scripts)| scripts.iter().map(|script| format!("assets/{script}.js\" defer></script>")))
        .collect::<Vec<_>>();
        let is_own = |line: &str| line.starts_with("<script src=\"") && own.iter().any(|script| line.ends_with(script));
        // Data for programs is no script: nothing runs it, and nothing in it could end it.
        let is_data = |line: &str| {
            let data = line.strip_prefix("<script type=\"application/ld+json\">{");
            data.and_then(|own| own.strip_suffix("}</script>")).is_some_and(|own| !own.contains(['<', '>', '&']))
        };
        let rest = text.lines().filter(|line| !is_own(line) && !is_data(line));
        let text = rest.collect::<Vec<_>>().join("\n");
        for part in
            ["<script", "<style", " style=\"", " onclick=", " onload=", "src=\"http", "src=\"//", "<iframe", "@import"]
        {
            assert!(!text.contains(part), "{} holds {part}", path.display());
        }
        let links = text.match_indices("<link ").map(|(at, _)| text[at..].split('>').next().unwrap());
        for link in links.filter(|link| !link.contains("canonical") && !link.contains("alternate")) {
            let elsewhere = link.contains("href=\"http") && !path.ends_with("404.html");
            assert!(!elsewhere, "{}: {link}", path.display());
        }
    }
}

/// A page names what is printed of it, which is there; a program that prints nothing names nothing.
#[test]
fn pages_name_what_is_printed_and_nothing_else() {
    let root = own_content();
    build(root.path(), &["--date", DAY]);
    let public = root.path().join("public");
    let named: usize = (files_below(&public).iter())
        .filter(|path| path.extension().is_some_and(|ending| ending == "html"))
        .map(|path| {
            let text = fs::read_to_string(path).unwrap();
            let links = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
            let own = links.filter(|link| link.ends_with(".pdf") && !link.contains(':'));
            own.inspect(|link| assert!(path.parent().unwrap().join(link).exists(), "{}: {link}", path.display()))
                .count()
        })
        .sum();
    assert_eq!(named > 100, cfg!(feature = "pdf"), "{named} links");
}

/// What a page names as itself in other languages leads to a page that names it in turn; one that
/// is only there for want of a translation takes no part.
#[test]
fn languages_name_each_other_and_stand_ins_are_not_advertised() {
    let root = own_content();
    build(root.path(), &["--date", DAY]);
    let public = root.path().join("public");
    let mut named = std::collections::BTreeMap::new();
    for path in files_below(&public).iter().filter(|path| path.ends_with("index.html")) {
        let text = fs::read_to_string(path).unwrap();
        let links = text
            .match_indices("<link rel=\"alternate\" hreflang=")
            .map(|(at, _)| text[at..].split('>').next().unwrap());
        let addresses: std::collections::BTreeSet<String> = (links.filter(|link| !link.contains("x-default")))
            .map(|link| link.split("href=\"").nth(1).unwrap().trim_end_matches('"').to_owned())
            .collect();
        let below = path.parent().unwrap().strip_prefix(&public).unwrap().display().to_string();
        let own = format!("https://plan.example.org/{below}/").replace("org//", "org/");
        named.insert(own, addresses);
    }
    for (own, others) in &named {
        assert!(others.is_empty() || others.contains(own), "{own} does not name itself");
        for other in others {
            assert!(named[other].contains(own), "{other} does not name {own}");
        }
    }
    assert_eq!(named["https://plan.example.org/cy/2025-27/elect/"].len(), 2);
    assert!(!named["https://plan.example.org/2019-21/elect/"].contains("https://plan.example.org/cy/2019-21/elect/"));
    assert!(named["https://plan.example.org/cy/2019-21/elect/"].is_empty());
    let sitemap = fs::read_to_string(public.join("sitemap.xml")).unwrap();
    assert!(!sitemap.contains("/cy/2019-21/elect/") && sitemap.contains("/cy/2025-27/elect/"));
}

#[test]
fn no_run_of_seven_words_is_a_sources() {
    let seeds = project().join("../shared/seeds");
    if !seeds.exists() {
        let mut err = std::io::stderr();
        let _ = std::io::Write::write_all(&mut err, b"skipped: the sources are not on this machine\n");
        return;
    }
    let sources: Vec<String> = files_below(&seeds).iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let shared = crate::words::shared_runs(&project().join("content"), &sources, 7);
    assert!(shared.is_empty(), "{}", shared.join("\n"));
}

//! What an edition leaves out is in no byte of it: a word of its own is planted in every field of
//! every entity and looked for everywhere.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;

use std::path::{Path, PathBuf};

use crate::canaries::{EDITIONS, Set, look, names, project, ways};
use crate::common::tools::has_pdf_programs;
use crate::common::{build, copy, files_below, run, sites};

const DAY: &str = "2026-05-01";

/// The folder that an edition is built into.
fn output(root: &Path, edition: &str) -> PathBuf {
    root.join(if edition == "public" { "public".to_owned() } else { format!("public-{edition}") })
}

/// Where nobody sees what is planted, and why.
const SHOWN_NOWHERE: &[(&str, &str)] = &[
    ("a rule.reason", "it is for those who write the plan"),
    ("a navigation link.id", "it is for matching translations alone"),
    ("a duty or project.id", "it is for matching translations alone"),
    ("/comment", "comments are for those who write the plan"),
    ("/link title", "what only shows to those with a mouse is not published"),
    ("/picture title", "what only shows to those with a mouse is not published"),
    ("/code title", "of a code block's first line only the language counts"),
];

#[test]
fn what_an_edition_leaves_out_is_in_no_byte_of_it() {
    if !has_pdf_programs() {
        return;
    }
    let root = tempfile::tempdir().unwrap();
    let canaries = project::write(root.path());
    assert!(canaries.words.len() > 3000, "{} words", canaries.words.len());
    // Every way of looking has to have found something.
    let ways = ["name", "html", "json", "csv", "xml", "ics", "svg", "txt", "pdf", "objects", "text", "particulars"];
    let mut leaks = BTreeSet::new();
    let mut lost = BTreeSet::new();
    for (edition, own) in EDITIONS {
        build(root.path(), &["--date", DAY, "--edition", edition]);
        let found = look::below(&output(root.path(), edition));
        let blind = |way: &&str| !found.values().flatten().any(|place| place.split(' ').next() == Some(way));
        // Without printing there is nothing to look into.
        let used =
            ways.iter().filter(|way| cfg!(feature = "pdf") || !["pdf", "objects", "text", "particulars"].contains(way));
        let blind: Vec<&&str> = used.filter(|way| blind(way)).collect();
        assert!(blind.is_empty(), "{edition}: nothing was found by looking at {blind:?}");
        for (word, planted) in &canaries.words {
            let may: Set = planted.set & own;
            match found.get(word) {
                Some(places) if may == 0 => {
                    let place = places.first().unwrap();
                    leaks.insert(format!(
                        "{} of {:?} ({}) is in {edition}: {place}",
                        planted.at,
                        names(planted.set),
                        planted.lang
                    ));
                }
                None if may != 0 && !SHOWN_NOWHERE.iter().any(|(at, _)| planted.at.ends_with(at)) => {
                    lost.insert(format!(
                        "{} of {:?} ({}) is not in {edition}",
                        planted.at,
                        names(planted.set),
                        planted.lang
                    ));
                }
                _ => {}
            }
        }
    }
    let mut report = String::new();
    for (title, list) in [("LEFT OUT, AND FOUND", leaks), ("SHOWN, AND NOT FOUND", lost)] {
        if !list.is_empty() {
            let _ = writeln!(report, "{title}: {}\n{}", list.len(), list.into_iter().collect::<Vec<_>>().join("\n"));
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// The labels of the editions, by language.
const LABELS: [(&str, &str, &str); 2] = [
    ("consultation", "Draft for consultation", "Drafft ar gyfer ymgynghori"),
    ("staff", "Staff edition: not for publication", "Argraffiad staff: nid i’w gyhoeddi"),
];

/// Every page of every PDF below a folder, with what it says.
fn sheets(folder: &Path) -> Vec<(String, String)> {
    let pdfs = files_below(folder).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "pdf"));
    let pages = |path: PathBuf| {
        let text = look::text(&path);
        let pages: Vec<String> = text.split_terminator('\u{c}').map(ToOwned::to_owned).collect();
        let name = path.strip_prefix(folder).unwrap().display().to_string();
        pages.into_iter().map(move |page| (name.clone(), page))
    };
    pdfs.flat_map(pages).collect()
}

#[test]
fn editions_that_are_not_public_say_so_on_every_page_and_sheet() {
    if !has_pdf_programs() {
        return;
    }
    let root = tempfile::tempdir().unwrap();
    copy(&sites().join("consultation/content"), &root.path().join("content"));
    for own_words in [false, true] {
        if own_words {
            let site = root.path().join("content/site.yaml");
            let labels = "editions: {consultation: Tell us by June, staff: Ours alone}\n";
            fs::write(&site, fs::read_to_string(&site).unwrap() + labels).unwrap();
        }
        for (edition, en, cy) in LABELS {
            build(root.path(), &["--date", DAY, "--edition", edition]);
            let folder = output(root.path(), edition);
            let own = if edition == "staff" { "Ours alone" } else { "Tell us by June" };
            let label = |name: &str| match own_words {
                true => own,
                false if name.starts_with("cy/") => cy,
                false => en,
            };
            let pages: Vec<PathBuf> = files_below(&folder)
                .into_iter()
                .filter(|path| path.extension().is_some_and(|own| own == "html"))
                .collect();
            assert!(pages.len() > 10);
            for path in pages {
                let name = path.strip_prefix(&folder).unwrap().display().to_string();
                let html = fs::read_to_string(&path).unwrap();
                let shown = html.split("class=\"header__edition\">").nth(1).unwrap_or_default();
                assert!(shown.split("</p>").next().unwrap().contains(label(&name)), "{edition} {name}");
                assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"), "{edition} {name}");
            }
            let sheets = sheets(&folder);
            assert!(sheets.len() > 20 || !cfg!(feature = "pdf"));
            for (name, text) in sheets {
                assert!(text.contains(label(&name)), "{edition} {name}: {text}");
                // Whatever the site calls the edition, a draft is marked as one.
                let mark = if name.starts_with("cy/") { cy } else { en };
                assert!(edition != "consultation" || text.contains(mark), "{edition} {name}: {text}");
            }
            assert!(!folder.join("sitemap.xml").exists());
            let robots = fs::read_to_string(folder.join("robots.txt")).unwrap();
            assert!(robots.contains("Disallow: /\n") && !robots.contains("Sitemap"), "{robots}");
        }
        build(root.path(), &["--date", DAY]);
        for path in files_below(&root.path().join("public")) {
            let text = String::from_utf8_lossy(&fs::read(&path).unwrap()).into_owned();
            let said = ["header__edition\">", "noindex", "Tell us by June", "Ours alone"];
            // No search engine is to list the page of addresses that lead nowhere.
            let said =
                &said.map(|words| if path.ends_with("404.html") && words == "noindex" { "Ours alone" } else { words });
            assert!(!said.iter().any(|words| text.contains(words)), "{}", path.display());
        }
    }
}

#[cfg(feature = "pdf")]
#[test]
fn paper_says_how_a_draft_is_consulted_on_and_staff_see_the_work_plan() {
    if !has_pdf_programs() {
        return;
    }
    let root = tempfile::tempdir().unwrap();
    copy(&sites().join("consultation/content"), &root.path().join("content"));
    let printed = |edition: &str, path: &str, day: &str| {
        build(root.path(), &["--date", day, "--edition", edition]);
        let text = look::text(&output(root.path(), edition).join(path));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let holds = |text: &str, all: &[&str]| {
        let lost: Vec<_> = all.iter().filter(|words| !text.contains(*words)).collect();
        assert!(lost.is_empty(), "{lost:?} is not in: {text}");
    };
    let said = ["Opens: 1 April 2026", "Closes: 12 June 2026", "Write to plan@plots.example.org", "and not counted."];
    let asked = ["1. What is missing from this draft?", "2. Which of the aims should come first, and why?"];
    let text = printed("consultation", "2028-30/plan.pdf", DAY);
    holds(&text, &[&said[..], &asked[..]].concat());
    holds(&text, &["14 February 2026 The working group agrees a draft Done", "Under way until 12 June 2026"]);
    holds(&text, &["Under way until 20 May 2026", "By midnight. Next", "To come Provisional"]);
    assert!(!text.contains("A fair") && !text.contains("Survey"), "{text}");
    // Before it opens, and after it has closed.
    let text = printed("consultation", "2028-30/plan.pdf", "2026-03-31");
    holds(&text, &["The consultation opens Next", "By midnight. To come"]);
    let text = printed("consultation", "2028-30/plan.pdf", "2026-06-13");
    holds(&text, &["The consultation opens Done", "By midnight. Done", "The conference votes Next"]);
    let text = printed("consultation", "cy/2028-30/plan.pdf", DAY);
    holds(&text, &["Yn agor: 1 Ebrill 2026", "ond ni chânt eu cyfrif.", "1. Beth sydd ar goll o’r drafft hwn?"]);
    holds(&text, &["ddrafft Wedi’i wneud", "Ar y gweill tan 12 Mehefin 2026", "Nesaf", "I ddod"]);
    // A plan of which nothing but its making is there.
    holds(&printed("consultation", "2031/plan.pdf", DAY), &["Tell your branch."]);
    let text = printed("staff", "2028-30/plan.pdf", DAY);
    holds(
        &text,
        &["Work plan", "Survey the sites Site manager March 2028 Yes", "Fence them in Volunteers 30 September 2028 No"],
    );
    holds(&printed("staff", "cy/2028-30/plan.pdf", DAY), &["Arolygu", "Ffensio"]);
}

/// Links to one of everything that is for staff alone.
const LINKS: [&str; 12] = [
    "[[page:secret]]",
    "[[news:2026-04-01-secret]]",
    "[[group:secret]]",
    "[[contact:secret]]",
    "[[date:secret]]",
    "[[resource:secret]]",
    "[[party:secret]]",
    "[[update:secret]]",
    "[[plan:secret-plan]]",
    "[[secret-plan/hidden]]",
    "[[glossary:secret]]",
    "[Words](/secret/)",
];

#[test]
fn a_text_leads_to_what_is_left_out_only_where_it_is_left_out_too() {
    let root = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = root.path().join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let staff = "editions: [staff]";
    write(
        "site.yaml",
        "organisation: {name: Club}\nbase_url: https://club.example.org/\nlanguages: [en, cy]\naudiences: {branch: {name: Branches}}\n",
    );
    write("contacts.yaml", &format!("secret: {{role: Role, {staff}}}\n"));
    write("parties.yaml", &format!("secret: {{name: Party, kind: branch, {staff}}}\n"));
    write("resources.yaml", &format!("secret: {{title: Resource, file: secret.txt, {staff}}}\n"));
    write("glossary.yaml", &format!("secret: {{word: Wordy, meaning: Meaning, {staff}}}\n"));
    write("dates.yaml", &format!("- {{id: secret, date: 2026-01-01, title: Date, {staff}}}\n"));
    write("files/secret.txt", "Words.\n");
    write("groups/secret.yaml", &format!("title: Group\n{staff}\n"));
    write("updates/secret.yaml", &format!("plan: secret-plan\nperiod: 2026-Q1\npublished: 2026-04-01\n{staff}\n"));
    write(
        "plans/secret-plan/plan.yaml",
        &format!("title: Plan\nperiod: {{start: 2026, end: 2026}}\nobjectives: [hidden]\n{staff}\n"),
    );
    write("plans/secret-plan/objectives/hidden.yaml", "title: Objective\naims: [{id: aim, text: Aim}]\n");
    let all = LINKS.join(" and ");
    write("news/2026-04-01-secret.md", &format!("---\ntitle: News\ndate: 2026-04-01\n{staff}\n---\n{all}\n"));
    write("pages/secret.md", &format!("---\ntitle: Page\nplan: secret-plan\n{staff}\n---\n{all} and [[hidden]]\n"));
    write("pages/secret.cy.md", &format!("---\ntitle: Tudalen\n---\n{all}\n"));
    write("pages/open.md", "---\ntitle: Open\n---\nWords.\n");
    write("pages/open.staff.md", &format!("{all}\n"));
    for edition in ["public", "staff"] {
        build(root.path(), &["--date", DAY, "--edition", edition]);
    }
    let public = files_below(&root.path().join("public"));
    assert!(public.iter().all(|path| !path.display().to_string().contains("secret")), "{public:?}");

    for (file, head) in [("pages/open.md", "title: Open"), ("pages/open.cy.md", "title: Agored")] {
        write(file, &format!("---\n{head}\n---\n{all}\n"));
        let arguments = ["check", "--date", DAY, "--edition", "public", "--format", "json"];
        let said = String::from_utf8(run(root.path(), &arguments).stdout).unwrap();
        assert_eq!((said.matches("\"P203\"").count(), said.matches("\"P501\"").count()), (11, 1), "{said}");
        write(file, &format!("---\n{head}\n---\nWords.\n"));
    }
}

#[test]
fn a_file_is_in_an_edition_only_if_something_in_it_refers_to_it() {
    let root = tempfile::tempdir().unwrap();
    let all = ways::write(root.path());
    assert!(all.len() > 160, "{}", all.len());
    let site = root.path().join("content/site.yaml");
    let text = fs::read_to_string(&site).unwrap();
    for policy in ["shown", "all"] {
        fs::write(&site, format!("{text}files: {policy}\n")).unwrap();
        for edition in EDITIONS.map(|(name, _)| name) {
            build(root.path(), &["--date", DAY, "--edition", edition]);
            let folder = output(root.path(), edition);
            let mut wrong = String::new();
            for ways::Referred { name, editions, way } in &all {
                let loose = editions.is_empty() && policy == "all";
                if folder.join("files").join(name).exists() != (editions.contains(&edition) || loose) {
                    let _ = writeln!(wrong, "{name} of {editions:?} in {edition}, files: {policy}: {way}");
                }
            }
            assert!(wrong.is_empty(), "\n{wrong}");
            assert_eq!(folder.join("files/zqnobody.txt").exists(), policy == "all", "{edition}");
            // Nor does anything name or hold what is in none of the files that are there.
            for path in files_below(&folder) {
                let bytes = [path.as_os_str().as_encoded_bytes(), &fs::read(&path).unwrap()].concat();
                let text = String::from_utf8_lossy(&bytes);
                let other = |file: &&ways::Referred| !file.editions.contains(&edition) && !file.editions.is_empty();
                let named = |name: &&String| text.contains(*name) || text.contains(&name.replace('.', "-"));
                let names: Vec<&String> = all.iter().filter(other).map(|file| &file.name).filter(named).collect();
                assert!(names.is_empty(), "{} names {names:?}", path.display());
            }
        }
    }
}

/// A site of one page with a file below `files/`.
fn small(page: &str, site: &str) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    let content = root.path().join("content");
    for folder in ["pages", "files"] {
        fs::create_dir_all(content.join(folder)).unwrap();
    }
    let facts = "organisation: {name: Club}\nbase_url: https://club.example.org/\n";
    fs::write(content.join("site.yaml"), facts.to_owned() + site).unwrap();
    fs::write(content.join("pages/a.md"), format!("---\ntitle: A\n---\n{page}\n")).unwrap();
    fs::write(content.join("files/a.txt"), "a").unwrap();
    root
}

#[test]
fn the_address_that_a_build_is_given_is_one_of_the_site_too() {
    for address in ["https://club.example.org/files/a.txt", "http://TEST.example.org/club/files/a.txt"] {
        let root = small(&format!("[x]({address})"), "");
        build(root.path(), &["--date", DAY, "--base-url", "https://test.example.org/club"]);
        assert!(root.path().join("public/files/a.txt").exists(), "{address}");
    }
    for address in ["https://test.example.org/club/files/a.txt", "https://test.example.org/files/a.txt"] {
        let root = small(&format!("[x]({address})"), "");
        build(root.path(), &["--date", DAY, "--base-url", "https://other.example.org/"]);
        assert!(!root.path().join("public/files/a.txt").exists(), "{address}");
    }
}

#[test]
fn a_file_that_nothing_refers_to_is_noted_and_never_fails() {
    let said = |site: &str| {
        let root = small("Words, and /files/a.txt, and `files/a.txt`.", site);
        let output = run(root.path(), &["check", "--date", DAY, "--strict"]);
        (output.status.code(), String::from_utf8(output.stderr).unwrap(), root)
    };
    let (status, text, root) = said("");
    assert!(status == Some(0) && text.contains("note[P523]: content/files/a.txt: nothing refers"), "{text}");
    build(root.path(), &["--date", DAY, "--strict"]);
    assert!(!root.path().join("public/files").exists());
    let rule = |level: &str| format!("rules: {{unused-file: {{level: {level}, reason: We look ourselves.}}}}\n");
    assert!(!said(&rule("off")).1.contains("P523"));
    assert_eq!(said(&rule("error")).0, Some(1));
    let (status, text, root) = said("files: all\n");
    assert!(status == Some(0) && !text.contains("P523"), "{text}");
    build(root.path(), &["--date", DAY]);
    assert!(root.path().join("public/files/a.txt").exists());
}

#[test]
fn a_whole_address_of_a_file_that_is_not_there_is_a_broken_link() {
    for (page, site) in [
        ("[x](https://club.example.org/files/b.txt)", ""),
        ("<HTTP://club.example.org:80/files/b.txt>", ""),
        ("```plan:video\nurl: https://club.example.org/files/b.txt\n```", ""),
        ("```plan:video\nurl: https://film.example.org/\nposter: files/b.png\n```", ""),
        ("x", "navigation: [{id: a, to: /files/b.txt, text: x}]\n"),
        ("x", "navigation: [{id: a, to: \"https://club.example.org/files/b.txt\", text: x}]\n"),
        ("x", "moved: {/a.txt: \"https://club.example.org/files/b.txt\"}\n"),
    ] {
        let root = small(page, site);
        let output = run(root.path(), &["check", "--date", DAY]);
        let text = String::from_utf8(output.stderr).unwrap();
        assert!(
            output.status.code() == Some(1) && (text.contains("P501") || text.contains("P209")),
            "{page}{site}: {text}"
        );
    }
}

#[test]
fn no_record_can_be_in_no_edition() {
    let (site, plan) = ("site.yaml", "plans/p/plan.yaml");
    let period = "title: P\nperiod: {start: 2026, end: 2026}\nobjectives: [o]\nadopted: 2025\n";
    let of_plan = |text: &str| format!("{period}{text}");
    let aim = |more: &str| format!("title: O\naims: [{{id: a, text: x{more}}}]\n");
    for (path, text) in [
        ("pages/b.md", "---\ntitle: B\neditions: []\n---\nx\n".to_owned()),
        ("pages/b.md", "---\ntitle: B\neditions: [ ]\n---\nx\n".to_owned()),
        ("news/2026-01-01-a.md", "---\ntitle: B\ndate: 2026-01-01\neditions: []\n---\nx\n".to_owned()),
        ("contacts.yaml", "a: {role: x, email: a@a.example, editions: []}\n".to_owned()),
        ("dates.yaml", "- {id: a, date: 2026, title: x, editions: []}\n".to_owned()),
        ("resources.yaml", "a: {title: x, where: x, editions: []}\n".to_owned()),
        ("glossary.yaml", "a: {word: x, meaning: y, editions: []}\n".to_owned()),
        ("groups/a.yaml", "title: x\nduties: [{id: a, text: x, editions: []}]\n".to_owned()),
        (site, "navigation: [{id: a, to: /a/, text: x, editions: []}]\n".to_owned()),
        (plan, of_plan("editions: []\n")),
        (plan, of_plan("themes: [{id: a, text: x, editions: []}]\n")),
        (plan, of_plan("consultation: {questions: [{id: a, text: x, editions: []}]}\n")),
        ("plans/p/objectives/o.yaml", aim(", editions: []")),
        ("plans/p/objectives/o.yaml", aim(", work: [{id: a, task: x, editions: []}]")),
    ] {
        let root = small("x", "");
        let write = |path: &str, text: &str| {
            let path = root.path().join("content").join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            let old = if path.ends_with(site) { fs::read_to_string(&path).unwrap() } else { String::new() };
            fs::write(path, old + text).unwrap();
        };
        write(plan, period);
        write("plans/p/objectives/o.yaml", &aim(""));
        write(path, &text);
        let output = run(root.path(), &["check", "--date", DAY]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(1) && said.contains("this list names no edition"), "{text}{said}");
    }
    // Whatever has the key says so to editors too.
    let mut count = 0;
    let mut waiting: Vec<serde_json::Value> =
        planpress::records::json_schema::file_schemas().into_iter().map(|file| file.schema).collect();
    while let Some(schema) = waiting.pop() {
        let editions = &schema["properties"]["editions"];
        if editions["type"] == "array" {
            assert_eq!(editions["minItems"], 1, "{}", schema["title"]);
            count += 1;
        }
        waiting.extend(schema.as_object().into_iter().flat_map(serde_json::Map::values).cloned());
        waiting.extend(schema.as_array().into_iter().flatten().cloned());
    }
    assert!(count >= 20, "{count}");
}

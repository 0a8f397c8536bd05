//! Addresses last: titles do not change them, what moves or ends says so, and who follows an old
//! one arrives.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use unicode_normalization::UnicodeNormalization as _;

use crate::common::{build, files_below, prepare, run, sites};
use tempfile::TempDir;

const DATE: &str = "2026-05-01";

/// A site with all kinds of things, published once.
fn published() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("project");
    prepare(&sites().join("everything"), &root);
    build(&root, &["--date", DATE, "--lock"]);
    (folder, root)
}

fn again(root: &Path, more: &[&str]) -> Output {
    run(root, &[&["build", "--date", DATE], more].concat())
}

/// What a build says, and whether it published.
fn said(root: &Path, more: &[&str]) -> (bool, String) {
    let output = again(root, more);
    (output.status.code() == Some(0), String::from_utf8(output.stderr).unwrap())
}

/// The addresses that are kept.
fn kept(root: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(root.join("urls.lock")).unwrap();
    text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

fn change(root: &Path, path: &str, from: &str, to: &str) {
    let file = root.join("content").join(path);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(from), "{path} has no {from}");
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

/// Renames files and folders of `content/`, those of translations and texts with them.
fn rename(root: &Path, folder: &str, from: &str, to: &str) {
    let folder = root.join("content").join(folder);
    let mut renamed = 0;
    for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().into_string().unwrap();
        if let Some(rest) = name.strip_prefix(from).filter(|rest| rest.is_empty() || rest.starts_with('.')) {
            fs::rename(entry.path(), folder.join(format!("{to}{rest}"))).unwrap();
            renamed += 1;
        }
    }
    assert!(renamed > 0, "{} has no {from}", folder.display());
}

/// Where a reader of an address ends: at a file, after as many pages that only lead on as there
/// are; nothing where there is none.
fn follow(public: &Path, address: &str) -> Option<String> {
    let mut here = address.to_owned();
    for _ in 0..5 {
        let at = |address: &str| public.join(address.trim_start_matches('/'));
        let folder = here.ends_with('/') || at(&here).is_dir();
        let file = if folder { at(&here).join("index.html") } else { at(&here) };
        let bytes = fs::read(&file).ok()?;
        let text = String::from_utf8_lossy(&bytes);
        let Some((_, rest)) = text.split_once("http-equiv=\"refresh\" content=\"0; url=") else { return Some(here) };
        let to = rest.split('"').next().unwrap();
        let base = url::Url::parse("http://site.example/").unwrap();
        let page = base.join(&if folder && !here.ends_with('/') { format!("{here}/") } else { here }).unwrap();
        here = String::from(page.join(to).unwrap().path());
    }
    panic!("{address} leads round in a circle");
}

#[test]
fn a_title_is_in_no_address() {
    let (_folder, root) = published();
    let before = kept(&root);
    assert!(before.len() > 100, "{before:?}");
    for file in files_below(&root.join("content")) {
        let Ok(text) = fs::read_to_string(&file) else { continue };
        let other = |key: &str, text: &str| text.replace(&format!("{key}: "), &format!("{key}: Quite another "));
        let text = ["title", "short", "name", "role", "term"].iter().fold(text, |text, key| other(key, &text));
        fs::write(&file, text).unwrap();
    }
    let (fine, said) = said(&root, &["--lock"]);
    assert!(fine && !said.contains("new in urls.lock"), "{said}");
    assert_eq!(kept(&root), before);
    assert!(fs::read_to_string(root.join("public/2025-27/grow/index.html")).unwrap().contains("Quite another"));
}

#[test]
fn what_is_renamed_is_missed_until_its_old_address_is_named_and_then_every_old_address_leads_there() {
    type Change = fn(&Path);
    let renames: &[(&str, &str, Change, Change)] = &[
        (
            "/2025-27/grow/",
            "/2025-27/sprout/",
            |root| {
                rename(root, "plans/2025-27/objectives", "grow", "sprout");
                change(root, "plans/2025-27/plan.yaml", "[grow, share]", "[sprout, share]");
                for file in files_below(&root.join("content")) {
                    let Ok(text) = fs::read_to_string(&file) else { continue };
                    let other = text
                        .replace("2022-24/grow", "2022-24/GROW")
                        .replace("2025-27/grow", "2025-27/sprout")
                        .replace("grow/", "sprout/");
                    fs::write(&file, other.replace("  grow:", "  sprout:").replace("GROW", "grow")).unwrap();
                }
            },
            |root| change(root, "plans/2025-27/objectives/sprout.yaml", "title:", "aliases: [/2025-27/grow/]\ntitle:"),
        ),
        (
            "/guides/northtown/",
            "/guides/upton/",
            |root| {
                change(root, "parties.yaml", "northtown:", "upton:");
                change(root, "parties.cy.yaml", "northtown:", "upton:");
            },
            |root| {
                change(
                    root,
                    "parties.yaml",
                    "languages: [en, cy]",
                    "languages: [en, cy], aliases: [/guides/northtown/, /2025-27/guide/northtown/, /2022-24/guide/northtown/]",
                );
            },
        ),
        (
            "/groups/water/",
            "/groups/rain/",
            |root| rename(root, "groups", "water", "rain"),
            |root| change(root, "groups/rain.yaml", "title:", "aliases: [/groups/water/]\ntitle:"),
        ),
        (
            "/updates/2025-q4/",
            "/updates/winter/",
            |root| rename(root, "updates", "2025-q4", "winter"),
            |root| change(root, "updates/winter.yaml", "published:", "aliases: [/updates/2025-q4/]\npublished:"),
        ),
        (
            "/news/2026-02-01-frost/",
            "/news/2026-02-01-ice/",
            |root| rename(root, "news", "2026-02-01-frost", "2026-02-01-ice"),
            |root| change(root, "news/2026-02-01-ice.md", "title:", "aliases: [/news/2026-02-01-frost/]\ntitle:"),
        ),
        (
            "/join/",
            "/take-part/",
            |root| {
                rename(root, "pages", "join", "take-part");
                for file in files_below(&root.join("content")) {
                    if let Ok(text) = fs::read_to_string(&file) {
                        fs::write(&file, text.replace("page:join", "page:take-part")).unwrap();
                    }
                }
            },
            |root| change(root, "pages/take-part.md", "title:", "aliases: [/join/]\ntitle:"),
        ),
    ];
    for (from, to, rename, name) in renames {
        let (_folder, root) = published();
        let before = kept(&root);
        rename(&root);
        let (fine, text) = said(&root, &[]);
        assert!(!fine && text.contains(&format!("`{from}` was published and leads nowhere any more")), "{text}");
        assert_eq!(run(&root, &["check", "--date", DATE]).status.code(), Some(1));
        assert_eq!(follow(&root.join("public"), from), Some((*from).into()), "nothing is written");
        name(&root);
        let (fine, text) = said(&root, &["--lock"]);
        assert!(fine, "{text}");
        let public = root.join("public");
        assert_eq!(follow(&public, from).as_deref(), Some(*to));
        for address in &before {
            assert!(follow(&public, address).is_some(), "{from}: {address} leads nowhere");
        }
        assert!(kept(&root).is_superset(&before) && kept(&root).contains(*to));
        let lines = fs::read_to_string(public.join("_redirects")).unwrap();
        assert!(lines.contains(&format!("{from} {to} 301\n")), "{lines}");
    }
}

#[test]
fn an_aim_is_found_under_its_old_anchor_and_by_a_page_that_it_once_had() {
    let (_folder, root) = published();
    change(
        &root,
        "plans/2025-27/objectives/grow.yaml",
        "text: Plant beans twice a year.",
        "text: Plant beans twice a year.\n    aliases: [/2025-27/grow/#more-beans, /bean-plan/]",
    );
    build(&root, &["--date", DATE]);
    let page = |path: &str| fs::read_to_string(root.join("public").join(path)).unwrap();
    assert!(page("2025-27/grow/index.html").contains("<span id=\"more-beans\"></span>"));
    assert!(page("bean-plan/index.html").contains("0; url=../2025-27/grow/#beans"));
    assert!(page("cy/bean-plan/index.html").contains("0; url=../2025-27/grow/#beans"));
}

#[test]
fn what_is_no_more_says_what_became_of_it_for_all_that_stood_below() {
    let (_folder, root) = published();
    let before = kept(&root);
    fs::remove_file(root.join("content/plans/2022-24/objectives/give.yaml")).unwrap();
    change(&root, "plans/2022-24/plan.yaml", "[give, ", "[");
    change(&root, "plans/2025-27/objectives/share.yaml", "continues: [2022-24/give]\n", "");
    let (fine, text) = said(&root, &[]);
    for lost in ["/2022-24/give/", "/objectives/give/"] {
        assert!(!fine && text.contains(&format!("`{lost}` was published")), "{lost}: {text}");
    }
    let gone = "gone:\n  /2022-24/give/: Its text was given up in 2026.\n  /objectives/give/: It was given up in 2026.";
    change(&root, "site.yaml", "gone: {/stall/: The stall was given up in 2020.}", gone);
    let (fine, text) = said(&root, &[]);
    assert!(fine, "{text}");
    let public = root.join("public");
    let page = fs::read_to_string(public.join("2022-24/give/index.html")).unwrap();
    assert!(page.contains("Its text was given up in 2026.") && page.contains("name=\"robots\" content=\"noindex\""));
    assert!(public.join("cy/2022-24/give/index.html").is_file());
    let lines = fs::read_to_string(public.join("_redirects")).unwrap();
    for address in before {
        let told = lines.lines().filter_map(|line| line.split(' ').next()).any(|from| {
            let above = from.strip_suffix(":file").or_else(|| from.strip_suffix(":folder/*"));
            above.is_some_and(|above| address.starts_with(above) && address.len() > above.len())
        });
        assert!(told || follow(&public, &address).is_some(), "{address} leads nowhere");
    }
}

#[test]
fn an_address_can_move_to_any_page_or_site_in_the_readers_language() {
    let (_folder, root) = published();
    let moved = "moved:\n  /old-plan/: /2025-27/\n  /old.html: /2025-27/grow/#peas\n  /cy/hen/: /dates/\n  /shop/: https://shop.example/a\n  /caf\u{e9} list.pdf: /join/";
    change(&root, "site.yaml", "moved: {/old-plan/: /2025-27/}", moved);
    build(&root, &["--date", DATE]);
    let page = |path: &str| fs::read_to_string(root.join("public").join(path)).unwrap_or_default();
    assert!(page("old-plan/index.html").contains("0; url=../2025-27/\""));
    assert!(
        page("cy/old-plan/index.html").contains("lang=\"cy\"")
            && page("cy/old-plan/index.html").contains("0; url=../2025-27/\"")
    );
    assert!(page("old.html").contains("0; url=2025-27/grow/#peas"));
    assert!(page("cy/hen/index.html").contains("0; url=../dates/"), "{}", page("cy/hen/index.html"));
    assert!(page("shop/index.html").contains("href=\"https://shop.example/a\""));
    assert!(
        !page("shop/index.html").contains("refresh") && !page("_redirects").contains("shop"),
        "readers choose to go"
    );
    assert!(page("caf\u{e9} list.pdf/index.html").contains("0; url=../join/"));
    assert!(page("_redirects").contains("/caf%C3%A9%20list.pdf /join/ 301\n"));
    assert!(!page("sitemap.xml").contains("old-plan"));
}

#[test]
fn a_day_before_something_is_published_its_address_is_not_missed() {
    let (_folder, root) = published();
    let (fine, text) = said(&root, &["--date", "2024-12-15"]);
    assert!(!fine || !text.contains("leads nowhere"), "{text}");
    let output = run(&root, &["build", "--date", "2024-12-15"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_list_of_addresses_only_grows_and_is_for_the_public_edition() {
    let (_folder, root) = published();
    let path = root.join("urls.lock");
    let before = fs::read_to_string(&path).unwrap();
    build(&root, &["--date", DATE, "--lock"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), before);
    let own = before.replace('\n', "\r\n");
    fs::write(&path, format!("\u{feff}{own}")).unwrap();
    build(&root, &["--date", DATE]);
    fs::write(root.join("content/pages/new.md"), "---\ntitle: New\n---\nWords.\n").unwrap();
    let (fine, text) = said(&root, &[]);
    assert!(fine && text.contains("2 addresses are not in urls.lock yet"), "{text}");
    assert!(!fs::read_to_string(&path).unwrap().contains("/new/"), "only --lock adds");
    let (fine, text) = said(&root, &["--lock"]);
    assert!(fine && text.contains("2 addresses are new in urls.lock"), "{text}");
    let now = fs::read_to_string(&path).unwrap();
    let new: Vec<&str> = now.lines().filter(|line| !before.lines().any(|own| own == *line)).collect();
    assert_eq!(new, ["/cy/new/", "/new/"]);
    assert_eq!(now.len(), before.len() + "/cy/new/\n/new/\n".len());
    // Other editions have promised nothing.
    fs::write(&path, "/never-there/\n").unwrap();
    build(&root, &["--date", DATE, "--edition", "staff"]);
    let output = run(&root, &["build", "--date", DATE, "--edition", "staff", "--lock"]);
    assert_eq!(output.status.code(), Some(2));
    let (fine, text) = said(&root, &["--lock"]);
    assert!(!fine && text.contains("`/never-there/`"), "{text}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "/never-there/\n");
}

#[test]
fn a_file_that_cannot_be_read_is_the_only_thing_that_is_said() {
    let (_folder, root) = published();
    change(&root, "groups/water.yaml", "title:", "  title:");
    let (fine, text) = said(&root, &[]);
    assert!(!fine && !text.contains("P207"), "{text}");
}

/// A small site with a page that may link to files.
fn small(body: &str) -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for folder in ["content/pages", "content/files"] {
        fs::create_dir_all(root.path().join(folder)).unwrap();
    }
    write(root.path(), "site.yaml", "organisation: {name: A}\nbase_url: https://a.example/sub/\n");
    write(root.path(), "pages/a.md", &format!("---\ntitle: A\n---\n{body}\n"));
    root
}

fn write(root: &Path, path: &str, text: &str) {
    fs::write(root.join("content").join(path), text).unwrap();
}

fn add(root: &Path, path: &str, text: &str) {
    let file = root.join("content").join(path);
    fs::write(&file, fs::read_to_string(&file).unwrap() + text).unwrap();
}

/// What a name may be made of; most of it means something to a browser, to YAML, to Markdown, to
/// `_redirects`, to a list of lines or to a file system.
const PIECES: &[&str] = &[
    "a",
    "Z",
    "0",
    " ",
    "  ",
    "%",
    "%4",
    "%41",
    "%2F",
    "%2e",
    "?",
    ":",
    ": ",
    "#",
    " #",
    "*",
    "<",
    ">",
    "|",
    "\"",
    "'",
    "\\",
    "&",
    "&amp;",
    ";",
    ",",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "^",
    "`",
    "~",
    "!",
    "@",
    "$",
    "+",
    "=",
    "\t",
    "\n",
    "\r\n",
    "\u{7f}",
    "\u{85}",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    "\u{200b}",
    "\u{202e}",
    "\u{fffd}",
    "é",
    "e\u{301}",
    "ß",
    "İ",
    "中",
    "🌱",
    ".",
    "..",
    "-",
    "_",
    "/files/",
    "/b ",
    "<<<<<<< ours",
    ":file",
    "www.a",
    "http:",
];

/// Names below `content/files/` that file systems bear: none begins with a dot or is too long.
fn names(seed: u64) -> BTreeSet<String> {
    let mut state = seed;
    let mut roll = |sides: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % sides
    };
    let mut names = BTreeSet::new();
    for _ in 0..400 {
        let mut name: String = (0..=roll(9)).map(|_| PIECES[roll(PIECES.len())]).collect();
        if roll(20) == 0 {
            name += &"long".repeat(roll(70));
        }
        name += [".txt", ".pdf", ".txt", ".png", "", " "][roll(6)];
        let parts = name.split('/').filter(|part| !part.is_empty() && !part.starts_with('.') && part.len() < 256);
        names.extend(Some(parts.collect::<Vec<_>>().join("/")).filter(|name| !name.is_empty()));
    }
    names
}

/// What stands at an address below a folder, as a web server finds it.
fn served(folder: &Path, address: &str) -> Option<PathBuf> {
    let url = url::Url::parse("https://a.example/").unwrap().join(address).unwrap();
    assert_eq!((url.query(), url.fragment(), url.host_str()), (None, None, Some("a.example")), "{address}");
    let path = percent_encoding::percent_decode_str(url.path()).decode_utf8().unwrap().into_owned();
    Some(folder.join(path.trim_start_matches('/'))).filter(|path| path.is_file())
}

#[test]
fn every_file_that_is_accepted_has_a_line_that_is_read_as_it_was_written() {
    let mut checked = 0;
    for seed in 1..=6 {
        let project = small("Words.");
        let root = project.path();
        add(root, "site.yaml", "files: all\n");
        for (at, name) in names(seed).iter().enumerate() {
            // Without an ending nothing is published.
            let name = &format!("{name}.txt");
            let file = root.join("content/files").join(name);
            let folder = file.parent().unwrap();
            if fs::create_dir_all(folder).is_ok() && !file.exists() && fs::write(&file, "x").is_ok() && at % 2 == 0 {
                add(root, "pages/a.md", &format!("\n[x]({})\n", planpress::file_tree::file_address(name)));
            }
        }
        // Whatever is refused goes, and so do links to it.
        for _ in 0..3 {
            let found: Vec<serde_json::Value> =
                serde_json::from_slice(&run(root, &["check", "--format", "json"]).stdout).unwrap();
            for fault in found.iter().filter(|fault| fault["severity"] == "error") {
                let file = root.join(fault["place"]["file"].as_str().unwrap());
                let line = fault["place"]["line"].as_u64().unwrap();
                if file.ends_with("a.md") {
                    let text = fs::read_to_string(&file).unwrap();
                    let kept = text.lines().enumerate().map(|(at, text)| if at as u64 + 1 == line { "" } else { text });
                    fs::write(&file, kept.collect::<Vec<_>>().join("\n")).unwrap();
                } else {
                    // On disk the letters of a name may be composed in another way.
                    let composed = |path: &Path| path.to_string_lossy().nfc().collect::<String>();
                    let all = files_below(&root.join("content/files"));
                    all.iter()
                        .filter(|own| composed(own) == composed(&file))
                        .for_each(|own| fs::remove_file(own).unwrap());
                }
            }
        }
        build(root, &["--date", DATE, "--lock"]);
        let before = fs::read_to_string(root.join("urls.lock")).unwrap();
        let (fine, text) = said(root, &["--lock"]);
        assert!(fine && !text.contains("urls.lock"), "{text}");
        assert_eq!(fs::read_to_string(root.join("urls.lock")).unwrap(), before);
        let checked_again = run(root, &["check", "--date", DATE]);
        let text = String::from_utf8(checked_again.stderr).unwrap();
        assert!(checked_again.status.success() && text.contains("nothing to mend"), "{text}");
        let public = root.join("public");
        let there: BTreeSet<PathBuf> = files_below(&public.join("files")).into_iter().collect();
        let lines: BTreeSet<PathBuf> = kept(root)
            .iter()
            .filter(|line| line.starts_with("/files/"))
            .filter_map(|line| served(&public, line))
            .collect();
        assert_eq!(lines, there);
        let html = fs::read_to_string(public.join("a/index.html")).unwrap();
        let links = html.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        let linked: Vec<&str> = links.filter(|link| link.starts_with("../files/")).collect();
        for link in &linked {
            let link = link.replace("&#39;", "'").replace("&amp;", "&");
            assert!(served(&public, &format!("/a/{link}")).is_some(), "{link:?}");
        }
        assert!(linked.len() > 30 && there.len() > 100, "{} of {}", linked.len(), there.len());
        checked += there.len();
    }
    assert!(checked > 1000, "{checked}");
}

/// What a message proposes between such words.
fn proposed<'a>(said: &'a str, before: &str, after: &str) -> &'a str {
    let Some((_, rest)) = said.split_once(before) else { panic!("{before} is not in {said}") };
    rest.split_once(after).unwrap().0
}

/// As it is said, on one line.
fn unwrapped(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_published_file_that_drops_out_is_missed_and_what_is_proposed_is_accepted() {
    for name in ["rules.txt", "Plan 50%: (a), b #2?.txt", "README.txt", "\u{e9}t\u{e9} [1] .txt"] {
        let address = planpress::file_tree::file_address(name);
        let project = || {
            let project = small(&format!("[x]({address})"));
            write(project.path(), &format!("files/{name}"), "x");
            build(project.path(), &["--date", DATE, "--lock"]);
            project
        };
        let all_fine = |root: &Path| {
            build(root, &["--date", DATE, "--lock"]);
            for edition in ["public", "consultation", "staff"] {
                build(root, &["--date", DATE, "--edition", edition]);
            }
            let checked = run(root, &["check", "--date", DATE]);
            assert!(checked.status.success(), "{name}: {}", String::from_utf8_lossy(&checked.stderr));
        };
        let missed = |root: &Path| {
            let (fine, text) = said(root, &[]);
            assert!(!fine && text.contains(&format!("`{address}` was published")), "{text}");
            unwrapped(&text)
        };

        // Nothing refers to it any more.
        let unlinked = project();
        let root = unlinked.path();
        write(root, "pages/a.md", "---\ntitle: A\n---\nWords.\n");
        add(root, "site.yaml", &format!("{}\n", proposed(&missed(root), "or write `", "`")));
        all_fine(root);
        assert!(root.join("public/files").join(name).is_file());

        // Only staff are led to it.
        let inside = project();
        let root = inside.path();
        write(root, "pages/a.md", "---\ntitle: A\n---\nWords.\n");
        write(root, "pages/b.md", &format!("---\ntitle: B\neditions: [staff]\n---\n[x]({address})\n"));
        let text = missed(root);
        assert!(!text.contains("files: all"), "{text}");
        let line = proposed(&text, "write `", "` under `gone:`").replace("WHAT BECAME OF IT", "It is for staff now.");
        add(root, "site.yaml", &format!("gone:\n  {line}\n"));
        all_fine(root);
        assert!(!root.join("public/files").join(name).is_file());
        assert!(root.join("public-staff/files").join(name).is_file());
        // Nor does publishing loose files bring it back.
        add(root, "site.yaml", "files: all\n");
        all_fine(root);
        assert!(!root.join("public/files").join(name).is_file());

        // It is gone, or has another name.
        for line in ["gone:\n  ADDRESS: It was given up.\n", "moved:\n  ADDRESS: /a/\n", "moved: {ADDRESS: /a/}\n"] {
            let gone = project();
            let root = gone.path();
            write(root, "pages/a.md", "---\ntitle: A\n---\nWords.\n");
            fs::remove_file(root.join("content/files").join(name)).unwrap();
            assert_eq!(proposed(&missed(root), "`aliases: [", "]`"), address);
            add(root, "site.yaml", &line.replace("ADDRESS", &address));
            all_fine(root);
            assert!(root.join("public/files").join(name).join("index.html").is_file(), "{name}");
        }
        let renamed = project();
        let root = renamed.path();
        fs::remove_file(root.join("content/files").join(name)).unwrap();
        write(root, "pages/a.md", &format!("---\ntitle: A\naliases: [{address}]\n---\nWords.\n"));
        all_fine(root);
    }
}

#[test]
fn a_file_that_is_shown_from_a_later_day_on_is_not_missed_before() {
    let project = small("Words.");
    let root = project.path();
    write(root, "files/later.txt", "x");
    fs::create_dir_all(root.join("content/news")).unwrap();
    write(root, "news/2026-04-20-a.md", "---\ntitle: A\ndate: 2026-04-20\n---\n[x](/files/later.txt)\n");
    build(root, &["--date", DATE, "--lock"]);
    build(root, &["--date", "2026-04-01"]);
    assert!(!root.join("public/files/later.txt").exists());
    write(
        root,
        "news/2026-04-20-a.md",
        "---\ntitle: A\ndate: 2026-04-20\neditions: [staff]\n---\n[x](/files/later.txt)\n",
    );
    let output = run(root, &["build", "--date", "2026-04-01"]);
    assert!(String::from_utf8(output.stderr).unwrap().contains("`/files/later.txt` was published"));
}

#[test]
fn lines_of_before_are_read_as_they_are_now_written() {
    let project = small("[x](<files/my list (1).txt>) [x](files/café.txt)");
    let root = project.path();
    write(root, "files/my list (1).txt", "x");
    write(root, "files/café.txt", "x");
    build(root, &["--date", DATE, "--lock"]);
    let now = fs::read_to_string(root.join("urls.lock")).unwrap();
    assert!(now.contains("/files/my%20list%20%281%29.txt\n") && now.contains("/files/café.txt\n"), "{now}");
    let before = now.replace("%20", " ").replace("%28", "(").replace("%29", ")").replace("é", "e%CC%81");
    fs::write(root.join("urls.lock"), before).unwrap();
    let (fine, text) = said(root, &["--lock"]);
    assert!(fine && !text.contains("urls.lock"), "{text}");
    assert_eq!(fs::read_to_string(root.join("urls.lock")).unwrap(), now);
}

#[test]
fn a_file_that_is_proposed_is_accepted_as_it_is_proposed() {
    for name in ["minutes of may.txt", "Minutes #5?.txt", "minutes (a.txt", "minutes%20.txt"] {
        let project = small("[x](/files/minutes.txt)");
        let root = project.path();
        write(root, &format!("files/{name}"), "x");
        let (fine, text) = said(root, &[]);
        assert!(!fine, "{text}");
        let near = proposed(&text, "Did you mean `", "`").to_owned();
        write(root, "pages/a.md", &format!("---\ntitle: A\n---\n[x]({near})\n"));
        build(root, &["--date", DATE]);
        assert!(root.join("public/files").join(name).is_file());
    }
}

#[test]
fn a_page_that_only_staff_see_now_can_be_said_to_be_gone() {
    let project = small("Words.");
    let root = project.path();
    let page = |more: &str| format!("---\ntitle: B\n{more}---\nWords.\n");
    write(root, "pages/b.md", &page(""));
    build(root, &["--date", DATE, "--lock"]);
    write(root, "pages/b.md", &page("editions: [staff]\n"));
    let (fine, text) = said(root, &[]);
    assert!(!fine && text.contains("under `gone:`"), "{text}");
    add(root, "site.yaml", "gone: {/b/: It is for staff now.}\n");
    build(root, &["--date", DATE]);
    let checked = run(root, &["check", "--date", DATE]);
    assert!(checked.status.success(), "{}", String::from_utf8_lossy(&checked.stderr));
    build(root, &["--date", DATE, "--edition", "staff"]);
    assert!(fs::read_to_string(root.join("public-staff/b/index.html")).unwrap().contains("Words."));
    // Where everybody sees it again there is nothing to say of it.
    write(root, "pages/b.md", &page(""));
    let (fine, text) = said(root, &[]);
    assert!(!fine && text.contains("`/b/` is an address of the site today"), "{text}");
}

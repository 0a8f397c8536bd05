//! Whatever is done to a plan, and in whatever order: when it is quiet, the preview shows what a
//! fresh build writes, byte for byte, or says what the build says.
//!
//! A site with everything (two languages, two plans, every kind of entity, printed sheets, a theme
//! of its own) goes through 500 random sequences of changes. `PLANPRESS_SEED` chooses others.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::preview::{Preview, until};
use crate::common::{copy, files_below, run, sites};
use serde_json::Value;

const SEQUENCES: usize = 500;
const DATE: &str = "2026-05-01";
const ELEMENT: &str = "<script src=\"/_planpress/preview.js\" defer></script>";

/// A generator of numbers that gives the same ones on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.roll(all.len())]
    }
}

/// The site as it is when nothing was done to it.
fn whole(root: &Path) {
    copy(&sites().join("everything/content"), &root.join("content"));
    let site = root.join("content/site.yaml");
    fs::write(&site, fs::read_to_string(&site).unwrap() + "theme: sea\n").unwrap();
    let put = |path: &str, text: &str| {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::write(root.join(path), text).unwrap();
    };
    put(
        "themes/sea/templates/page.html",
        "{% extends \"default/page.html\" %}\n{% block title %}Sea: {{ super() }}{% endblock %}\n",
    );
    put("themes/sea/templates/plan.html", "{% extends \"default/plan.html\" %}\n");
    put("themes/sea/locales/sea.en.ftl", "site-home = Harbour\nsite-dates = Tides\n");
    put("themes/sea/locales/sea.cy.ftl", "site-home = Harbwr\n");
    put("themes/sea/assets/style.css", "body { color: navy; }\n");
    put("themes/sea/theme.yaml", "light: {brand: '#104060'}\n");
    put("content/files/note.txt", "A note.\n");
    put(
        "content/files/mark.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><path d=\"M0 0h9v9z\"/></svg>\n",
    );
}

/// The files that people write, by path from the root.
fn texts(root: &Path) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = ["content", "themes"].iter().flat_map(|own| files_below(&root.join(own))).collect();
    all.retain(|path| !path.components().any(|part| part.as_os_str() == "files"));
    all
}

/// Does something to the site, and says what.
fn step(root: &Path, dice: &mut Dice, number: usize) -> String {
    let all = texts(root);
    let Some(path) = (!all.is_empty()).then(|| dice.pick(&all).clone()) else { return String::new() };
    let name = path.strip_prefix(root).unwrap().display().to_string();
    let text = fs::read_to_string(&path).unwrap_or_default();
    let lines: Vec<&str> = text.lines().collect();
    let at = dice.roll(lines.len());
    let with = |line: &str| {
        let mut lines: Vec<&str> = lines.clone();
        lines.insert(at.min(lines.len()), line);
        lines.join("\n") + "\n"
    };
    match dice.roll(16) {
        // Edits that leave the plan whole, as most do.
        0..=3 if name.ends_with(".md") => {
            fs::write(&path, format!("{text}\nWords of change {number}, with *marks*.\n")).unwrap();
            format!("adds to {name}")
        }
        0..=3 => {
            let changed = text.replacen("title: ", &format!("title: New{number} "), 1);
            fs::write(&path, changed.replacen("text: ", &format!("text: Now{number} "), 1)).unwrap();
            format!("rewords {name}")
        }
        4 => {
            let style = root.join("themes/sea/assets/style.css");
            fs::create_dir_all(style.parent().unwrap()).unwrap();
            fs::write(style, format!("body {{ margin: {number}px; }}\n")).unwrap();
            "restyles".into()
        }
        5 => {
            let words = root.join(format!("themes/sea/locales/sea.{}.ftl", dice.pick(&["en", "cy"])));
            fs::create_dir_all(words.parent().unwrap()).unwrap();
            fs::write(words, format!("site-home = Home{number}\nsite-guides = Guides{number}\n")).unwrap();
            "says other words".into()
        }
        6 => {
            let page = root.join("themes/sea/templates/page.html");
            fs::create_dir_all(page.parent().unwrap()).unwrap();
            let block = format!("{{% block title %}}Tide {number}{{% endblock %}}\n");
            fs::write(page, format!("{{% extends \"default/page.html\" %}}\n{block}")).unwrap();
            "changes a template".into()
        }
        // Breaks.
        7 => {
            let wrong = *dice.pick(&["  : [", "\tx: 1", "nokey: 1", "{% if %}", "<b>raw</b>", "[x](/none/)"]);
            fs::write(&path, with(wrong)).unwrap();
            format!("breaks line {at} of {name}")
        }
        8 => {
            let mut end = dice.roll(text.len());
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            fs::write(&path, &text[..end]).unwrap();
            format!("truncates {name} at {end}")
        }
        9 => {
            let template =
                root.join(format!("themes/sea/templates/{}", dice.pick(&["plan.html", "page.html", "dates.html"])));
            fs::create_dir_all(template.parent().unwrap()).unwrap();
            let wrong = dice.pick(&["{{ nothing.at.all }}", "{% block content %}", "{{ view.title.none.none }}"]);
            let base = template.file_name().unwrap().to_str().unwrap().to_owned();
            let text = format!("{{% extends \"default/{base}\" %}}{{% block title %}}{wrong}{{% endblock %}}\n");
            fs::write(&template, text).unwrap();
            format!("breaks the template {base}")
        }
        10 => {
            fs::remove_file(&path).unwrap();
            format!("removes {name}")
        }
        11 => {
            let other = path.with_file_name(format!("other{number}.{}", path.extension().unwrap().display()));
            fs::rename(&path, &other).unwrap();
            format!("renames {name}")
        }
        12 => {
            let others = texts(root);
            let other = dice.pick(&others).clone();
            fs::copy(&other, &path).unwrap();
            format!("copies {} over {name}", other.strip_prefix(root).unwrap().display())
        }
        13 => {
            let file = root.join(dice.pick(&["content/files/note.txt", "content/files/new.txt"]));
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, format!("Note {number}.\n")).unwrap();
            // It changes with what it leads to.
            let _ = std::os::unix::fs::symlink("note.txt", root.join("content/files/link.txt"));
            "changes a file that is copied".into()
        }
        // Saves as editors do.
        14 => {
            fs::write(path.with_extension("swp"), format!("{text}\n")).unwrap();
            fs::rename(path.with_extension("swp"), &path).unwrap();
            format!("renames over {name}")
        }
        _ => {
            fs::remove_dir_all(root.join("content")).unwrap();
            fs::remove_dir_all(root.join("themes")).unwrap_or_default();
            whole(root);
            "mends all".into()
        }
    }
}

/// What a fresh build in an empty folder gives: its files, or what it says.
enum Fresh {
    Files(BTreeMap<String, Vec<u8>>),
    Faults(Vec<String>),
}

fn fresh(root: &Path, own: &Path) -> Fresh {
    for folder in ["content", "themes", "public"] {
        let _ = fs::remove_dir_all(own.join(folder));
    }
    for folder in ["content", "themes"] {
        if root.join(folder).exists() {
            copy(&root.join(folder), &own.join(folder));
        }
    }
    let output = run(own, &["build", "--date", DATE]);
    if output.status.success() {
        let public = own.join("public");
        let path = |file: &PathBuf| file.strip_prefix(&public).unwrap().display().to_string();
        let files = files_below(&public).into_iter().map(|file| (path(&file), fs::read(&file).unwrap()));
        return Fresh::Files(files.filter(|(path, _)| path != ".planpress.json").collect());
    }
    let said = String::from_utf8(output.stderr).unwrap();
    let (messages, _) = said.rsplit_once("\n\nNothing was written").unwrap_or_else(|| panic!("{said}"));
    Fresh::Faults(messages.split("\n\n").map(str::to_owned).collect())
}

/// The address at which a file of the output is asked for.
fn address(path: &str) -> String {
    format!("/{}", path.strip_suffix("index.html").unwrap_or(path))
}

/// In what the preview differs from a fresh build, if in anything.
fn different(preview: &Preview, fresh: &Fresh, good: &BTreeMap<String, Vec<u8>>, sheets: &[String]) -> Option<String> {
    let state = preview.state("/");
    let files = match fresh {
        Fresh::Faults(messages) => {
            let shown: Vec<&str> = state["messages"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
            if state["failed"] != true || shown != *messages {
                return Some(format!("it says {shown:#?}\nand the build {messages:#?}"));
            }
            good
        }
        Fresh::Files(_) if state["failed"] == true => return Some(format!("it fails: {}", state["messages"])),
        Fresh::Files(files) => files,
    };
    for (path, bytes) in files {
        let copied = path.starts_with("files/");
        if (is_printed(path) && !sheets.contains(path)) || (copied && matches!(fresh, Fresh::Faults(_))) {
            continue;
        }
        let raw = preview.get(&format!("{}?raw", address(path)));
        if raw.status != 200 || raw.body != *bytes {
            return Some(format!("{path} ({}) is not that of the build", raw.status));
        }
    }
    let (path, bytes) = files.iter().find(|(path, _)| path.ends_with(".html") && *path != "404.html")?;
    let page = String::from_utf8(bytes.clone()).unwrap().replace("</body>", &format!("{ELEMENT}</body>"));
    (preview.get(&address(path)).text() != page).then(|| format!("{path} is not the page and the element"))
}

/// Whether a file is printed, which takes long.
fn is_printed(path: &str) -> bool {
    path.ends_with(".pdf") || path.ends_with("share.png")
}

#[test]
fn after_any_changes_the_preview_is_what_a_fresh_build_gives() {
    let seed = std::env::var("PLANPRESS_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(20_261_123);
    let mut dice = Dice(seed);
    let folder = tempfile::tempdir().unwrap();
    let (root, own) = (folder.path().join("project"), folder.path().join("fresh"));
    whole(&root);
    fs::create_dir_all(&own).unwrap();
    let preview = Preview::start(&root, &["--date", DATE]);
    let Fresh::Files(mut good) = fresh(&root, &own) else { panic!("the site is not whole at the start") };
    let (mut whole_ones, mut broken) = (0, 0);
    for sequence in 0..SEQUENCES {
        // What stays while a plan is broken is known only where one change broke it.
        let steps = if dice.roll(2) == 0 { 1 } else { 1 + dice.roll(5) };
        let done: Vec<String> = (0..steps).map(|_| step(&root, &mut dice, sequence)).collect();
        let now = fresh(&root, &own);
        let sheets: Vec<String> = match &now {
            // Other sheets are asked for each time, since all of them would take too long.
            Fresh::Files(files) if sequence % 5 == 0 => {
                let all: Vec<&String> = files.keys().filter(|path| is_printed(path)).collect();
                (0..2).filter(|_| !all.is_empty()).map(|_| (*dice.pick(&all)).clone()).collect()
            }
            _ => Vec::new(),
        };
        if steps > 1 && matches!(now, Fresh::Faults(_)) {
            good.clear();
        }
        let mut last = None;
        let same = until(|| {
            last = different(&preview, &now, &good, &sheets);
            last.is_none()
        });
        assert!(same, "seed {seed}, sequence {sequence} ({}): {}", done.join("; "), last.unwrap());
        match now {
            Fresh::Files(files) => {
                good = files;
                whole_ones += 1;
            }
            Fresh::Faults(_) => {
                broken += 1;
                // Nobody leaves a plan broken for long.
                if dice.roll(2) == 0 {
                    whole(&root);
                }
            }
        }
    }
    assert!(whole_ones > SEQUENCES / 4 && broken > SEQUENCES / 10, "{whole_ones} whole, {broken} broken");
}

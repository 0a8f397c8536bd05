//! Holds the shape of the house: the order of the layers, what the pure ones may not touch, and
//! a sentence of documentation at the top of each file.

use std::fs;
use std::path::{Path, PathBuf};

/// The one total order. A file names only layers that stand before its own.
const LAYERS: &[&str] = &[
    "diagnostic",
    "urls",
    "file_tree",
    "syntax",
    "records",
    "model",
    "resolve",
    "theme",
    "pictures",
    "pages",
    "check",
    "output",
    "exports",
    "html",
    "pdf",
    "render",
    "folder",
    "project",
    "publish",
    "external_links",
    "pipeline",
    "preview",
    "cli",
];

/// The first layer that may touch the world outside.
const FIRST_WITH_IO: &str = "folder";

/// What no pure layer may name: files, the clock, the environment, processes, the network, printing.
const OUTSIDE: &[&str] = &[
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::io::std",
    "std::time",
    "Timestamp::now",
    "Zoned::now",
    "println!",
    "eprintln!",
    "print!(",
    "eprint!(",
    "dbg!",
    "walkdir",
    "notify",
];

fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found);
    assert!(found.len() > 20, "the sources were not found");
    found
}

/// The layer of a file: the first folder or the stem below `src/`.
fn layer(path: &Path) -> Option<usize> {
    let below = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
    let first = below.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned();
    LAYERS.iter().position(|layer| *layer == first)
}

/// A file without its comments and without its own tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap();
    text.lines().map(|line| line.split("//").next().unwrap()).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_file_names_only_layers_above_its_own() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let Some(own) = layer(&path) else { continue };
        let code = code(&text);
        for (at, named) in LAYERS.iter().enumerate().filter(|(at, _)| *at > own) {
            let single = code.contains(&format!("crate::{named}::")) || code.contains(&format!("use crate::{named};"));
            let grouped = code.split("crate::{").skip(1).any(|list| {
                list.split(';')
                    .next()
                    .unwrap()
                    .split([',', '{', '}', ' ', '\n'])
                    .any(|word| word.split("::").next() == Some(named))
            });
            if single || grouped {
                faults.push(format!("{} ({}) names {named}", path.display(), LAYERS[own]));
            }
            assert!(at > own);
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_layer_is_there_and_every_file_is_in_one() {
    let sources = sources();
    for (at, name) in LAYERS.iter().enumerate() {
        assert!(sources.iter().any(|(path, _)| layer(path) == Some(at)), "no file is in {name}");
    }
    for (path, _) in &sources {
        let stem = path.file_stem().unwrap();
        assert!(layer(path).is_some() || stem == "lib" || stem == "main", "{} is in no layer", path.display());
    }
}

#[test]
fn pure_layers_touch_nothing_outside() {
    let first = LAYERS.iter().position(|layer| *layer == FIRST_WITH_IO).unwrap();
    let mut faults = Vec::new();
    for (path, text) in sources() {
        if layer(&path).is_none_or(|own| own >= first) {
            continue;
        }
        let code = code(&text);
        faults.extend(
            OUTSIDE.iter().filter(|word| code.contains(**word)).map(|word| format!("{} names {word}", path.display())),
        );
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Some packages are known to one file alone (or one folder), so that they can be exchanged.
#[test]
fn packages_stay_behind_their_file() {
    let behind = [
        ("rustix", "folder.rs"),
        ("cap_std", "folder.rs"),
        ("cap_fs_ext", "folder.rs"),
        ("gethostname", "publish/lock.rs"),
        ("etcetera", "publish/cache.rs"),
        ("zip", "publish/archive.rs"),
        ("ureq", "external_links.rs"),
        ("notify", "project/watch.rs"),
        ("axum", "preview/server"),
        ("hyper", "preview/server/mod.rs"),
        ("tokio", "preview/server"),
        ("aho_corasick", "check/phrases.rs"),
        ("pulldown_cmark", "syntax/markdown.rs"),
        ("granit_parser", "syntax/yaml.rs"),
        ("htmlize", "syntax/embedded_urls.rs"),
        ("tera", "html/templates.rs"),
        ("syntect", "html/highlighting.rs"),
        ("typst", "pdf/typst.rs"),
        ("typst_render", "pdf/typst.rs"),
        ("qrcode", "pdf/qr_code.rs"),
        ("ttf_parser", "theme/fonts.rs"),
        ("usvg", "pictures"),
        ("svgtypes", "pictures/svg_outline.rs"),
        ("image", "pictures/raster.rs"),
        ("imagesize", "project/mod.rs"),
        ("walkdir", "project/mod.rs"),
        ("annotate_snippets", "diagnostic/printers.rs"),
    ];
    for (package, home) in behind {
        let folder = home.trim_end_matches(".rs");
        let mut homes = 0;
        for (path, text) in sources() {
            let code = code(&text);
            if names_package(&code, package) {
                let inside = path.ends_with(home) || path.parent().is_some_and(|parent| parent.ends_with(folder));
                assert!(inside, "{} names {package}, which is for {home}", path.display());
                homes += 1;
            }
        }
        assert!(homes > 0, "{package} should be used by {home}");
    }
}

/// Whether a text has a path that begins with this package, and not with a longer name that ends as it.
fn names_package(code: &str, package: &str) -> bool {
    code.match_indices(&format!("{package}::"))
        .any(|(at, _)| !code[..at].ends_with(|before: char| before.is_alphanumeric() || matches!(before, '_' | ':')))
}

#[test]
fn a_package_is_found_by_its_whole_name() {
    assert!(names_package("use tera::Tera;", "tera"));
    assert!(names_package("(tera::Value)", "tera"));
    assert!(!names_package("use etcetera::BaseStrategy;", "tera"));
}

#[test]
fn every_file_says_what_it_is_and_stays_small() {
    for (path, text) in sources() {
        let first = text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! ") && first.len() > 15, "{} needs a sentence at its top", path.display());
        let lines = text.lines().count();
        assert!(lines <= 420, "{} has {lines} lines; it is perhaps two things", path.display());
    }
}

/// The patterns of the arms of a `match`, given its text from the opening brace on.
fn arms(block: &str) -> Vec<String> {
    let (mut arms, mut pattern, mut depth, mut in_pattern) = (Vec::new(), String::new(), 0, true);
    let mut rest = block.char_indices().peekable();
    while let Some((at, letter)) = rest.next() {
        match letter {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if depth == 1 && in_pattern && block[at..].starts_with("=>") {
            arms.push(std::mem::take(&mut pattern).trim().trim_start_matches('{').trim().to_owned());
            in_pattern = false;
        } else if in_pattern {
            pattern.push(letter);
        } else if depth == 1 && (letter == ',' || letter == '}') {
            in_pattern = true;
        }
    }
    arms
}

/// A new kind of page must not fall into an arm that was written before it.
#[test]
fn no_match_over_kinds_of_page_has_a_wildcard() {
    let example = "{ (Route::Plan(id), _) if a => { b(|_| c) } Route::Home => d, _ => e, }";
    assert_eq!(arms(example), ["(Route::Plan(id), _) if a", "Route::Home", "_"]);
    for (path, text) in sources() {
        let code = code(&text);
        for (at, _) in code.match_indices("match ") {
            let Some(start) = code[at..].find('{') else { continue };
            let arms = arms(&code[at + start..]);
            let over_pages = arms.iter().any(|arm| arm.contains("PageId::") || arm.contains("Route::"));
            let wildcard = arms.iter().any(|arm| matches!(arm.split(" if ").next(), Some("_" | "(_, _)")));
            assert!(!(over_pages && wildcard), "{} has `_ =>` over kinds of page: {arms:?}", path.display());
        }
    }
}

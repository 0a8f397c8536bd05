//! Holds the shape of the house: the order of the layers, what the pure ones may not touch, and
//! a sentence of documentation at the top of each file.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
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
    let text = text.split("#[cfg(test)]").next().unwrap().split("#[cfg(all(test,").next().unwrap();
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

/// Layers in which files still use each other in circles. None may be added.
const CIRCULAR_LAYERS: &[&str] = &["pages", "records", "syntax"];

/// A file uses another if its code names it, or an item of it. A parent that only re-exports an item
/// of a child does not use the child, and who names a re-exported item uses the file that has it.
#[test]
fn files_do_not_use_each_other_in_circles() {
    let uses = uses();
    let circles: BTreeMap<BTreeSet<String>, Vec<String>> = (uses.keys())
        .filter_map(|file| shortest_circle(file, &uses))
        .map(|circle| (circle.iter().cloned().collect(), circle))
        .collect();
    let layer = |circle: &[String]| circle[0].split('/').next().unwrap().trim_end_matches(".rs").to_owned();
    let (known, new): (Vec<_>, Vec<_>) =
        circles.into_values().partition(|circle| CIRCULAR_LAYERS.contains(&&*layer(circle)));
    let new: Vec<String> = new.into_iter().map(|circle| circle.join(" -> ")).collect();
    assert!(new.is_empty(), "\n{}", new.join("\n"));
    for listed in CIRCULAR_LAYERS {
        assert!(known.iter().any(|circle| layer(circle) == *listed), "{listed} has no circles: take it off the list");
    }
}

/// For each file of the library, by its path below `src/`, the files that it uses.
fn uses() -> BTreeMap<String, BTreeSet<String>> {
    let modules = Modules::read();
    let uses = |(path, module): (&ModulePath, &Module)| {
        let used = modules.used_by(path).into_iter().map(|used| modules.0[&used].file.clone());
        (module.file.clone(), used.filter(|used| *used != module.file).collect())
    };
    modules.0.iter().map(uses).collect()
}

/// The shortest path of uses from a file to itself.
fn shortest_circle(file: &str, uses: &BTreeMap<String, BTreeSet<String>>) -> Option<Vec<String>> {
    let mut paths = VecDeque::from([vec![file.to_owned()]]);
    let mut seen = BTreeSet::new();
    while let Some(path) = paths.pop_front() {
        for next in &uses[path.last().unwrap()] {
            let path = [&path[..], std::slice::from_ref(next)].concat();
            if next == file {
                return Some(path);
            }
            if seen.insert(next) {
                paths.push_back(path);
            }
        }
    }
    None
}

type ModulePath = Vec<String>;

/// The files of the library by their module paths.
struct Modules(BTreeMap<ModulePath, Module>);

struct Module {
    /// Its path below `src/`.
    file: String,
    /// The names that its `use` lines bring, with where they come from.
    names: BTreeMap<String, Vec<String>>,
    /// Those of them that are re-exported.
    exported: BTreeSet<String>,
    /// Its code without `use` lines.
    code: String,
}

impl Modules {
    fn read() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let modules = sources().into_iter().filter_map(|(path, text)| {
            let file = path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
            let module: ModulePath =
                file.trim_end_matches(".rs").trim_end_matches("/mod").split('/').map(str::to_owned).collect();
            let is_library = !matches!(module.last().unwrap().as_str(), "lib" | "main" | "tests");
            is_library.then(|| (module, Module::parse(file, &code(&text))))
        });
        Self(modules.collect())
    }

    /// The file that a path means in a module, if it is one of the library.
    fn resolve(&self, module: &[String], path: &[String]) -> Option<ModulePath> {
        let (first, rest) = path.split_first()?;
        let mut at = match first.as_str() {
            "crate" => Vec::new(),
            "self" => module.to_vec(),
            "super" => module[..module.len() - 1].to_vec(),
            child => [module, &[child.to_owned()]].concat(),
        };
        if !at.is_empty() && !self.0.contains_key(&at) {
            return None;
        }
        for (index, name) in rest.iter().enumerate() {
            let child = if name == "super" {
                at[..at.len() - 1].to_vec()
            } else {
                [&at[..], std::slice::from_ref(name)].concat()
            };
            if self.0.contains_key(&child) {
                at = child;
                continue;
            }
            // What another file has, and this one only re-exports or imports.
            let origin = self.0.get(&at).and_then(|module| module.names.get(name));
            if let Some(found) = origin.and_then(|origin| self.resolve(&at, &[origin, &rest[index + 1..]].concat())) {
                return Some(found);
            }
            break;
        }
        self.0.contains_key(&at).then_some(at)
    }

    fn used_by(&self, path: &ModulePath) -> BTreeSet<ModulePath> {
        let module = &self.0[path];
        let words: BTreeSet<&str> =
            module.code.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
        let imported = module.names.iter().filter_map(|(name, origin)| {
            let used = self.resolve(path, origin)?;
            let only_exported = module.exported.contains(name) && used.starts_with(path) && !words.contains(&**name);
            (!only_exported).then_some(used)
        });
        let named = paths_in(&module.code).into_iter().filter_map(|named| match module.names.get(&named[0]) {
            Some(origin) => self.resolve(path, &[origin, &named[1..]].concat()),
            None => self.resolve(path, &named),
        });
        imported.chain(named).collect()
    }
}

impl Module {
    fn parse(file: String, text: &str) -> Self {
        let (mut names, mut exported, mut code) = (BTreeMap::new(), BTreeSet::new(), String::new());
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let Some((before, tree)) = line.split_once("use ").filter(|(before, _)| {
                let before = before.trim();
                before.is_empty() || before == "pub" || (before.starts_with("pub(") && before.ends_with(')'))
            }) else {
                code += line;
                code.push('\n');
                continue;
            };
            let mut tree = tree.to_owned();
            while !tree.contains(';') {
                tree += lines.next().unwrap();
            }
            let mut paths = Vec::new();
            expand(tree.split(';').next().unwrap(), &[], &mut paths);
            for (name, path) in paths {
                if !before.trim().is_empty() {
                    exported.insert(name.clone());
                }
                names.insert(name, path);
            }
        }
        Self { file, names, exported, code }
    }
}

/// The names that a `use` line brings, with their whole paths.
fn expand(tree: &str, before: &[String], found: &mut Vec<(String, Vec<String>)>) {
    if let Some((head, list)) = tree.split_once('{') {
        let path: Vec<String> = before.iter().cloned().chain(segments(head)).collect();
        let list = &list[..list.rfind('}').unwrap()];
        let mut depth = 0;
        let commas = list.split(|letter| {
            depth += i32::from(letter == '{') - i32::from(letter == '}');
            letter == ',' && depth == 0
        });
        commas.filter(|part| !part.trim().is_empty()).for_each(|part| expand(part, &path, found));
        return;
    }
    let (path, alias) = tree.split_once(" as ").map_or((tree, None), |(path, alias)| (path, Some(alias.trim())));
    let mut path: Vec<String> = before.iter().cloned().chain(segments(path)).collect();
    if path.last().is_some_and(|last| last == "self" || last == "*") {
        path.pop();
    }
    if let Some(last) = path.last() {
        found.push((alias.map_or_else(|| last.clone(), str::to_owned), path));
    }
}

fn segments(path: &str) -> impl Iterator<Item = String> {
    path.split("::").map(|name| name.trim().to_owned()).filter(|name| !name.is_empty())
}

/// All paths of two names and more in a text.
fn paths_in(code: &str) -> Vec<Vec<String>> {
    let is_path = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == ':';
    let paths = code.split(|letter| !is_path(letter)).filter(|word| word.contains("::") && !word.starts_with(':'));
    paths.map(|path| segments(path).collect::<Vec<_>>()).filter(|names| names.len() > 1).collect()
}

/// The patterns of the arms of a `match`, given its text from the opening brace on.
fn arms(block: &str) -> Vec<String> {
    let (mut arms, mut pattern, mut depth, mut in_pattern) = (Vec::new(), String::new(), 0, true);
    for (at, letter) in block.char_indices() {
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

//! The licences of what is in the program are in the repository and in the program.
//!
//! `cargo test --test library -- --ignored` writes `licenses/crates.txt` and `licenses/grammars.txt`
//! again; it asks cargo for the packages of all systems.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::common::program;

use serde_json::Value;

const RULE: &str = "================================================================================";
const HEAD: &str = "Packages that planpress is made of, with their licences: the number is that of the text below.";

const ZERO_CLAUSE_BSD: &str = "\
Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted.

THE SOFTWARE IS PROVIDED \"AS IS\" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF
THIS SOFTWARE.";

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(project().join(name)).unwrap()
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(project()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Every package of the lock, as `name version`.
fn locked() -> BTreeSet<String> {
    let lock = read("Cargo.lock");
    let packages = lock.split("[[package]]").skip(1).map(|package| {
        let value = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(&format!("{key} = ")));
            line.unwrap_or_default().trim_matches('"').to_owned()
        };
        format!("{} {}", value("name"), value("version"))
    });
    packages.collect()
}

#[test]
fn every_package_that_is_linked_has_its_licence() {
    let text = read("licenses/crates.txt");
    let listed: BTreeSet<String> = (text.split(RULE).next().unwrap().lines())
        .filter_map(|line| Some(line.split_once(" (")?.0.to_owned()))
        .collect();
    let tree = cargo(&["tree", "--offline", "--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"]);
    let linked: BTreeSet<String> = (tree.lines().filter(|line| !line.starts_with("planpress ")))
        .filter_map(|line| {
            let (name, rest) = line.split_once(" v")?;
            Some(format!("{name} {}", rest.split(' ').next()?))
        })
        .collect();
    assert!(linked.len() > 200, "cargo names {} packages", linked.len());
    let missing: Vec<_> = linked.difference(&listed).collect();
    let locked = locked();
    let gone: Vec<_> = listed.difference(&locked).collect();
    let how = "run `cargo test --test library -- --ignored`";
    assert!(missing.is_empty() && gone.is_empty(), "not listed: {missing:?}, no longer there: {gone:?}; {how}");
}

#[test]
fn texts_of_fonts_and_data_are_of_the_versions_that_are_embedded() {
    let locked = locked();
    for name in ["noto-sans", "dejavu", "typst-assets"] {
        let text = read(&format!("licenses/{name}.txt"));
        let from = text.strip_prefix("From ").unwrap().split([':', ',']).next().unwrap();
        assert!(locked.contains(from), "licenses/{name}.txt is of {from}, which is no longer there");
    }
    assert_eq!(read("licenses/grammars.txt"), grammars());
}

#[test]
fn the_program_prints_every_text() {
    let output = program().arg("--licenses").output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty());
    let printed = String::from_utf8(output.stdout).unwrap();
    let mut files: Vec<_> =
        fs::read_dir(project().join("licenses")).unwrap().map(|file| file.unwrap().path()).collect();
    files.extend(["LICENSE-MIT", "LICENSE-APACHE"].map(|name| project().join(name)));
    for file in files {
        assert!(printed.contains(fs::read_to_string(&file).unwrap().trim()), "{} is not printed", file.display());
    }
    for words in ["SIL OPEN FONT LICENSE", "Bitstream Vera", "Unicode License", "typst 0.15", "PDFium"] {
        assert!(printed.to_lowercase().contains(&words.to_lowercase()), "{words} is not printed");
    }
}

#[test]
#[ignore = "writes files of the repository, and asks cargo for the packages of all systems"]
fn write_the_texts() {
    fs::write(project().join("licenses/grammars.txt"), grammars()).unwrap();
    fs::write(project().join("licenses/crates.txt"), crates()).unwrap();
}

/// The licences of the grammars by which code is coloured, as far as they ask to be named.
fn grammars() -> String {
    let mut text = String::from("Grammars by which code is coloured, with their licences.\n");
    for license in two_face::acknowledgement::listing().for_syntaxes() {
        let words: Vec<&str> = license.text.trim().lines().map(str::trim_end).collect();
        let _ = write!(text, "\n{RULE}\n{}\n\n{}\n", license.rel_path.display(), words.join("\n"));
    }
    text
}

/// The list of packages and the texts of their licences, each text once.
fn crates() -> String {
    let metadata: Value =
        serde_json::from_str(&cargo(&["metadata", "--format-version", "1", "--all-features", "--locked"])).unwrap();
    let mut texts: Vec<String> = Vec::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    let mut list = format!("{HEAD}\n\n");
    for package in linked(&metadata) {
        let own: BTreeSet<usize> = (license_texts(package).into_iter())
            .map(|text| {
                let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
                *numbers.entry(words).or_insert_with(|| {
                    texts.push(text);
                    texts.len()
                })
            })
            .collect();
        let own: Vec<String> = own.iter().map(usize::to_string).collect();
        let field = |key: &str| package[key].as_str().unwrap();
        let _ = writeln!(list, "{} {} ({}): {}", field("name"), field("version"), field("license"), own.join(", "));
    }
    for (at, text) in texts.iter().enumerate() {
        let text: Vec<&str> = text.trim().lines().map(str::trim_end).collect();
        let _ = write!(list, "\n{RULE}\n{}\n\n{}\n", at + 1, text.join("\n"));
    }
    list
}

/// The packages that become part of the program on some system, by name.
fn linked(metadata: &Value) -> Vec<&Value> {
    let array = |value: &'_ Value| value.as_array().unwrap().clone();
    let packages: BTreeMap<&str, &Value> = (metadata["packages"].as_array().unwrap().iter())
        .map(|package| (package["id"].as_str().unwrap(), package))
        .collect();
    let nodes: BTreeMap<&str, &Value> = (metadata["resolve"]["nodes"].as_array().unwrap().iter())
        .map(|node| (node["id"].as_str().unwrap(), node))
        .collect();
    let root = metadata["resolve"]["root"].as_str().unwrap();
    let (mut seen, mut open) = (BTreeSet::new(), vec![root.to_owned()]);
    while let Some(id) = open.pop() {
        let is_macro = array(&packages[&*id]["targets"])
            .iter()
            .any(|target| array(&target["kind"]).contains(&"proc-macro".into()));
        if is_macro || !seen.insert(id.clone()) {
            continue;
        }
        for dependency in array(&nodes[&*id]["deps"]) {
            if array(&dependency["dep_kinds"]).iter().any(|kind| kind["kind"].is_null()) {
                open.push(dependency["pkg"].as_str().unwrap().to_owned());
            }
        }
    }
    seen.remove(root);
    let mut linked: Vec<&Value> = seen.iter().map(|id| packages[&**id]).collect();
    linked.sort_by_key(|package| (package["name"].as_str(), package["version"].as_str()));
    linked
}

/// The texts that a package brings, of the one licence that asks least where it may be chosen.
fn license_texts(package: &Value) -> Vec<String> {
    let license = package["license"].as_str().unwrap();
    let folder = Path::new(package["manifest_path"].as_str().unwrap()).parent().unwrap();
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let begins = |name: &str, with: &[&str]| with.iter().any(|start| name.to_uppercase().starts_with(start));
    let read = |names: &[String], with: &[&str]| -> Vec<String> {
        let paths = names.iter().filter(|name| begins(name, with)).map(|name| folder.join(name));
        paths
            .filter(|path| path.is_file())
            .map(|path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned())
            .collect()
    };
    let all = read(&names, &["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "UNLICENSE"]);
    let mit = |text: &&String| text.contains("Permission is hereby granted, free of charge");
    let may_choose = license.contains("MIT") && !license.contains("AND");
    let mut texts: Vec<String> = match all.iter().find(mit) {
        Some(text) if may_choose => vec![text.clone()],
        _ if all.is_empty() => vec![standard(license, package)],
        _ => all,
    };
    // What is embedded of this one has a file of its own.
    if package["name"] != "typst-assets" {
        texts.extend(read(&names, &["NOTICE"]));
    }
    texts
}

/// The text of a licence that a package names and does not bring.
fn standard(license: &str, package: &Value) -> String {
    let authors: Vec<&str> = package["authors"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let authors = if authors.is_empty() {
        format!("The authors of {}", package["name"].as_str().unwrap())
    } else {
        authors.join(", ")
    };
    let own = read("LICENSE-MIT");
    let permission = &own[own.find("Permission is hereby granted").unwrap()..];
    match license {
        _ if license.contains("MIT") => format!("MIT License\n\nCopyright (c) {authors}\n\n{permission}"),
        _ if license.contains("Apache-2.0") => read("LICENSE-APACHE"),
        _ if license.contains("0BSD") => format!("Copyright (c) {authors}\n\n{ZERO_CLAUSE_BSD}"),
        _ => panic!("{package} names {license} and brings no text of it"),
    }
}

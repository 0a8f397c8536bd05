//! No input makes the program panic: the repository's own content, damaged in thousands of ways,
//! goes through every pure stage up to the rules. Also inputs that are known to hurt parsers.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use planpress::diagnostic::printers::{Style, human, json};
use planpress::file_tree::{Entry, Tree};
use planpress::pages::kinds::Links;
use planpress::resolve::{Day, Terms};
use planpress::{check, project, records::documents, resolve, theme};

fn terms() -> Terms {
    Terms {
        edition: planpress::model::Edition::Staff,
        day: Day::Named("2026-05-01".parse().unwrap()),
        base_url: None,
        links: Links::Served,
    }
}

/// Everything up to the rules, and the printing of what they found; the faults' names.
fn run(tree: &Tree) -> Vec<&'static str> {
    let (documents, mut faults) = documents::parse(tree);
    faults.extend(documents.faults());
    let (publication, found) = resolve::link(&documents, tree, &terms());
    faults.extend(found);
    let (theme, found) = theme::load_site_theme(&publication, tree);
    faults.extend(found);
    faults.extend(check::check(&publication, &theme, tree));
    let faults = check::weigh(&publication, faults);
    let source = |path: &str| tree.text(path);
    assert!(human(&faults, &source, Style::Plain).len() + json(&faults, &source).len() > 0);
    faults.iter().map(|fault| fault.code.entry().name).collect()
}

/// A generator of numbers that gives the same ones on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }
}

fn damage(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let at = dice.roll(bytes.len());
    let to = (at + dice.roll(40)).min(bytes.len());
    let scraps: &[&[u8]] = &[
        b": ",
        b"\t",
        b"- ",
        b"\n",
        b"{",
        b"[",
        b"]]",
        b"[[",
        b"\"",
        b"'",
        b"&a ",
        b"*a",
        b"!!x ",
        b"\xff",
        b"\0",
        b"|\n",
        b">\n",
        b"---\n",
        b"#",
        b"null",
        b"9999999999",
        "\u{202e}".as_bytes(),
        "é".as_bytes(),
        b"[^1]",
        b"<!--",
        b"```plan:dates\n",
    ];
    match dice.roll(7) {
        0 => drop(bytes.drain(at..to)),
        1 => bytes.truncate(at),
        2 => {
            let copy = bytes[at..to].to_vec();
            bytes.splice(at..at, copy);
        }
        3 => bytes[at..to].reverse(),
        4 => bytes = bytes.iter().flat_map(|byte| [*byte, 0]).collect(),
        _ => {
            let scrap = scraps[dice.roll(scraps.len())];
            bytes.splice(at..at, scrap.iter().copied());
        }
    }
    bytes
}

#[test]
fn damaged_content_never_panics() {
    let whole = project::read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    let texts: BTreeMap<String, Arc<[u8]>> = (whole.files.iter())
        .filter_map(|(path, entry)| match entry {
            Entry::Text(bytes) if path.starts_with("content/") && !bytes.is_empty() => {
                Some((path.clone(), bytes.clone()))
            }
            _ => None,
        })
        .collect();
    let paths: Vec<&String> = texts.keys().collect();
    let mut dice = Dice(2025);
    let mut found = 0;
    for _ in 0..1500 {
        let mut tree = whole.clone();
        for _ in 0..=dice.roll(3) {
            let path = paths[dice.roll(paths.len())];
            let damaged = damage(&texts[path], &mut dice);
            match dice.roll(12) {
                0 => drop(tree.files.remove(path)),
                _ => drop(tree.files.insert(path.clone(), Entry::Text(damaged.into()))),
            }
        }
        found += usize::from(!run(&tree).is_empty());
    }
    assert!(found > 500, "only {found} of 1,500 damaged plans were found to be damaged");
}

fn site_with(path: &str, bytes: &[u8]) -> Vec<&'static str> {
    let site = b"organisation: {name: A}\nbase_url: https://a.example/\n";
    let mut tree = Tree::default();
    tree.files.insert("content/site.yaml".into(), Entry::Text(site.as_slice().into()));
    tree.files.insert(path.into(), Entry::Text(bytes.into()));
    run(&tree)
}

#[test]
fn two_files_of_one_name_in_two_spellings_are_named() {
    let root = tempfile::tempdir().unwrap();
    let files = root.path().join("content/files");
    std::fs::create_dir_all(&files).unwrap();
    std::fs::write(root.path().join("content/site.yaml"), "organisation: {name: A}\nbase_url: https://a.example/\n")
        .unwrap();
    // An é as one letter, and as an e with an accent put to it.
    for name in ["caf\u{e9}.txt", "cafe\u{301}.txt"] {
        std::fs::write(files.join(name), name).unwrap();
    }
    assert!(run(&project::read(root.path()).unwrap()).contains(&"duplicate-address"));
}

#[test]
fn input_that_hurts_parsers_is_refused_in_bounded_time() {
    let brackets = "[".repeat(50_000);
    assert!(site_with("content/dates.yaml", brackets.as_bytes()).contains(&"yaml-syntax"));
    let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x]\n");
    for (one, two) in [("a", "b"), ("b", "c"), ("c", "d"), ("d", "e"), ("e", "f"), ("f", "g")] {
        let nine = vec![format!("*{one}"); 9].join(", ");
        writeln!(bomb, "{two}: &{two} [{nine}]").unwrap();
    }
    assert!(site_with("content/glossary.yaml", bomb.as_bytes()).contains(&"yaml-anchor"));
    let quotes = "> ".repeat(20_000) + "text";
    site_with("content/pages/a.md", format!("---\ntitle: A\n---\n{quotes}\n").as_bytes());
    let emphasis = "*a ".repeat(20_000);
    site_with("content/pages/a.md", format!("---\ntitle: A\n---\n{emphasis}\n").as_bytes());
    let links = "[".repeat(20_000) + &"](a)".repeat(20_000);
    site_with("content/pages/a.md", format!("---\ntitle: A\n---\n{links}\n").as_bytes());
}

/// Found by fuzzing: a block that begins with empty lines had the places of its faults lines away.
#[test]
fn faults_in_a_block_of_yaml_stand_where_they_are_written() {
    for empty in ["", "\n", "\n\n\n", "\n \n  \n"] {
        for before in ["", "text\n  ", "text\n\n  ", "> > text\n\n  "] {
            let yaml = format!("title: a\npurpose: |\n{empty}  {before}<b>x\nkind: c\n");
            let mut tree = Tree::default();
            tree.files.insert("content/groups/a.yaml".into(), Entry::Text(yaml.as_bytes().into()));
            let documents = documents::parse(&tree).0;
            let places: Vec<&str> = documents
                .faults()
                .map(|fault| &yaml[fault.place.start as usize..fault.place.end as usize])
                .collect::<Vec<_>>();
            assert_eq!(places, ["<b>"], "{yaml}");
        }
    }
}

/// Found by fuzzing: a title of letters that nobody sees was an empty heading on paper, which no
/// screen reader can announce.
#[test]
fn texts_of_which_nothing_can_be_seen_are_refused() {
    for title in ["\u{200b}", "\u{ad}\u{2060}", "\" \\u200e \"", "\"\\0\\x01\""] {
        let found = site_with("content/groups/a.yaml", format!("title: {title}\n").as_bytes());
        assert!(found.contains(&"empty-value"), "{title:?}: {found:?}");
    }
}

/// Found by fuzzing: paper is refused for a heading without words, and the theme was blamed for it.
#[test]
fn a_heading_without_words_is_named_and_left_out() {
    for heading in ["##", "## ##", "## **\u{200b}**", "##\n\n### Words"] {
        let found = site_with("content/pages/a.md", format!("---\ntitle: A\n---\n{heading}\n\nText.\n").as_bytes());
        assert!(found.contains(&"heading-skips"), "{heading:?}: {found:?}");
    }
    // A name stands for the words of what has it.
    let found = site_with("content/pages/a.md", b"---\ntitle: A\n---\n## *[[page:a]]*\n\nText.\n");
    assert!(found.is_empty(), "{found:?}");
}

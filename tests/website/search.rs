//! The search in a real browser: what is found first, by whom and from where; and how large its
//! index is, and that the program and the script take the same words from a text.

use std::fmt::Write as _;
use std::fs;

use crate::common::tools::{content, node, tools};
use crate::common::{build, files_below, made, own_content, packed, project};
use planpress::exports::word_folding::for_each_word;
use planpress::file_tree::{Entry, Tree};
use planpress::html::templates::PageRenderer;
use planpress::project;
use planpress::render::{self};

#[test]
fn a_browser_finds_what_is_meant_over_http_and_from_a_disk() {
    let Some(tools) = tools() else { return };
    let root = own_content();
    build(root.path(), &["--date", "2026-05-01"]);
    build(root.path(), &["--date", "2026-05-01", "--portable"]);
    let queries = project().join("tests/search/queries.txt");
    let [served, portable] = ["public", "public-portable"].map(|name| root.path().join(name));
    content(node(&tools, "search.mjs").args([served, portable, queries]));
}

/// The words of a text as the program folds them.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for_each_word(text, &mut |word| words.push(word.to_owned()));
    words
}

#[test]
fn the_program_and_the_script_take_the_same_words_from_a_text() {
    let Some(tools) = tools() else { return };
    let mut lines: Vec<String> =
        ["content", "tests/sites/everything/content", "tests/payloads", "themes/default/locales"]
            .iter()
            .flat_map(|folder| files_below(&project().join(folder)))
            .filter_map(|path| fs::read_to_string(path).ok())
            .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
            .collect();
    // Letters of Europe, alone and between others; of newer ones both do not know the same.
    let all = (0x20..0x530_u32).chain(0x1E00..0x2150).chain(0x2C60..0x2C80);
    let letters: Vec<char> =
        all.filter_map(char::from_u32).filter(|c| !"\u{2028}\u{2029}\u{85}".contains(*c)).collect();
    lines.extend(
        letters.chunks(8).map(|some| some.iter().flat_map(|c| ['a', *c, 'E', ' ', *c, '1', *c, '2', ' ']).collect()),
    );
    lines.extend(
        ["2.3 .5 3. 1-A3 a-b--c -d e- f\u{2011}g x.y", "Tŷ’r E\u{301}ire ΟΔΟΣ İstanbul tri\u{ad}cky"]
            .map(str::to_owned),
    );
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("lines.txt");
    fs::write(&file, lines.join("\n")).unwrap();
    let script = project().join("themes/default/assets/find.js");
    let output = node(&tools, "fold.mjs").arg(script).arg(file).output().unwrap();
    let theirs: Vec<Vec<String>> = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    assert_eq!(lines.len(), theirs.len());
    let differ: Vec<_> = lines.iter().zip(&theirs).filter(|(line, theirs)| words(line) != **theirs).collect();
    let shown: Vec<_> = differ.iter().take(9).map(|(line, theirs)| (line, words(line), theirs)).collect();
    assert!(differ.is_empty(), "{} of {} differ: {shown:#?}", differ.len(), lines.len());
}

/// Sentences of the words of the repository's own plan, as often as they are there, in any order.
struct Sentences {
    words: Vec<String>,
    seed: usize,
}

impl Sentences {
    fn say(&mut self, count: usize) -> String {
        let mut picked = Vec::new();
        for _ in 0..count {
            self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            picked.push(self.words[(self.seed >> 33) % self.words.len()].clone());
        }
        picked.join(" ")
    }
}

/// A plan of 300 objectives, each with nine aims and four actions as the repository's own have, and
/// with a text of 60 words besides.
fn large() -> Tree {
    let all = files_below(&project().join("content")).into_iter();
    let texts = all.filter(|path| path.extension().is_some_and(|own| own == "md" || own == "yaml"));
    let texts = texts.filter(|path| !path.display().to_string().contains(".cy."));
    let words: Vec<String> = texts
        .flat_map(|path| words(&fs::read_to_string(path).unwrap()))
        .filter(|word| word.chars().all(char::is_alphabetic))
        .collect();
    let mut sentences = Sentences { words, seed: 7 };
    let mut tree = Tree::default();
    let mut add = |path: String, text: String| tree.files.insert(path, Entry::Text(text.into_bytes().into()));
    let site = "organisation: {name: A}\nbase_url: https://a.example/\naudiences: {branch: {name: Branches}}\n";
    add("content/site.yaml".into(), site.into());
    let ids: Vec<String> = (1..=300).map(|at| format!("objective-{at}")).collect();
    let plan = format!(
        "title: A large plan\nperiod: {{start: 2025, end: 2027}}\nadopted: 2024\nobjectives: [{}]\n",
        ids.join(", ")
    );
    add("content/plans/2025-27/plan.yaml".into(), plan);
    for id in ids {
        let mut text = format!("title: x{}\nsummary: y{}\naims:\n", sentences.say(10), sentences.say(20));
        for aim in 1..=9 {
            let _ = writeln!(text, "  - {{id: {}-{aim}, text: z{}}}", sentences.say(1), sentences.say(14));
        }
        text.push_str("actions:\n");
        for action in 1..=4 {
            let _ = writeln!(
                text,
                "  - {{id: do-{}-{action}, text: v{}, for: [branch]}}",
                sentences.say(1),
                sentences.say(22)
            );
        }
        add(format!("content/plans/2025-27/objectives/{id}.yaml"), text);
        add(format!("content/plans/2025-27/objectives/{id}.md"), sentences.say(60) + ".\n");
    }
    tree
}

/// The bytes at an address of a project's site.
fn rendered(tree: &Tree, address: &str) -> Vec<u8> {
    let pages = PageRenderer::new(made(tree, "2026-05-01").site.unwrap().into()).unwrap();
    let output = pages.site.outputs.iter().find(|own| own.address == address).unwrap();
    render::render_output(output, &pages).unwrap().bytes
}

#[test]
fn the_index_of_300_objectives_is_small() {
    let index = rendered(&large(), "/search/index.js");
    let json = std::str::from_utf8(&index).unwrap().trim_start_matches("var planpressIndex=").trim_end_matches(";\n");
    let read: serde_json::Value = serde_json::from_str(json).unwrap();
    assert!(read["to"].as_array().unwrap().len() >= 300 * 14, "not everything is in it");
    let packed = packed(&index);
    eprintln!("{} bytes, {packed} compressed", index.len());
    assert!(packed < 150_000, "{packed} bytes compressed");
}

#[test]
fn the_search_is_a_page_of_each_language_that_search_engines_are_not_sent_to() {
    let tree = project::read(project()).unwrap();
    let text = |address: &str| String::from_utf8(rendered(&tree, address)).unwrap();
    assert!(text("/search/").contains("data-root=\"../\" data-index=\"index.js\""));
    assert!(text("/cy/search/").contains("data-root=\"../../\" data-index=\"index.js\""));
    assert!(text("/2025-27/elect/").contains("<a href=\"../../search/\">Search</a>"));
    assert!(text("/404.html").contains("<a href=\"https://plan.example.org/cy/search/\">Chwilio</a>"));
    assert!(!text("/sitemap.xml").contains("/search/"));
}

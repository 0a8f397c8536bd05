//! Any text, printed: as every title, sentence and note of a small plan, and as its Markdown. A
//! plan that the rules let pass has to come out as pages and sheets, whatever letters it has.
#![no_main]

use std::fmt::Write as _;
use std::io;

use libfuzzer_sys::{Corpus, fuzz_target};
use planpress::render::{RenderHost, render_site};
use planpress::file_tree::{Entry, Tree};
use planpress_fuzz::{stops, whole};

/// Where `TEXT` stands, the text comes.
const FILES: &[(&str, &str)] = &[
    (
        "content/site.yaml",
        "organisation: {name: TEXT, about: TEXT}\nbase_url: https://a.example/\ncontact: office\nnotice: TEXT\n\
         audiences: {branch: {name: TEXT}}\nareas: {north: {name: TEXT}}\n",
    ),
    ("content/contacts.yaml", "office: {role: TEXT, name: TEXT, email: a@b.example, topics: [TEXT]}\n"),
    ("content/glossary.yaml", "plot: {word: TEXT, meaning: TEXT}\n"),
    ("content/resources.yaml", "book: {title: TEXT, where: TEXT, publisher: TEXT}\n"),
    ("content/dates.yaml", "- {id: fair, date: 2026-07, title: TEXT, place: TEXT, note: TEXT, plan: p}\n"),
    (
        "content/plans/p/plan.yaml",
        "title: TEXT\nsummary: TEXT\nperiod: {start: 2026, end: 2027}\nby: TEXT\nobjectives: [o]\ncontact: office\n\
         words: {objective: {one: TEXT, other: TEXT}}\nguide: {from: TEXT, readers: TEXT, return_to: office}\n\
         support: [{id: any, topic: TEXT, contacts: [office], text: TEXT}]\nmission: MARK\n\
         values: [{id: v, title: TEXT, text: MARK}]\n",
    ),
    (
        "content/plans/p/objectives/o.yaml",
        "title: TEXT\nshort: TEXT\nsummary: TEXT\nlead: office\naims:\n\
         - {id: a, text: TEXT, detail: MARK, measure: {what: TEXT, unit: TEXT, target: {value: 2}, source: TEXT},\n   \
         work: [{id: w, task: TEXT, owner: TEXT}]}\n\
         actions: [{id: b, text: TEXT, for: [branch], detail: MARK, ask: [office], use: [book]}]\n",
    ),
    ("content/plans/p/guide.md", "Words. MARK"),
];

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let Some((which, text)) = bytes.split_first() else { return Corpus::Reject };
    let text = String::from_utf8_lossy(text);
    // What is no sound Markdown is still a sound title.
    let marked = which % 2 == 0 && printed(&text, &text, *which);
    if marked || printed(&text, "Words.", *which) { Corpus::Keep } else { Corpus::Reject }
});

/// Prints one booklet; says whether the rules let the plan pass.
fn printed(text: &str, mark: &str, which: u8) -> bool {
    let mut tree = Tree::default();
    for (path, pattern) in FILES {
        let yaml = path.ends_with(".yaml");
        let put = |text: &str| if yaml { quoted(text) } else { text.to_owned() };
        let filled = pattern.replace("MARK", "\u{1}").replace("TEXT", &put(text)).replace('\u{1}', &put(mark));
        tree.files.insert((*path).to_owned(), Entry::Text(filled.into_bytes().into()));
    }
    let (mut site, faults) = whole(&tree);
    if stops(&faults) {
        return false;
    }
    assert!(!site.booklets.is_empty());
    let one = usize::from(which / 2) % site.booklets.len();
    site.booklets = vec![site.booklets.swap_remove(one)];
    let host = RenderHost {
        read_asset: &|_| Err(io::ErrorKind::NotFound.into()),
        write: &|_| {},
        cached: &|_| None,
        cache: &|_, _| {},
        on_print: &|_, _| {},
    };
    if let Err(faults) = render_site(site, &host) {
        panic!("{faults:#?}");
    }
    true
}

/// A text as YAML can hold it, whatever its letters.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            ' '..='~' if letter != '"' && letter != '\\' => out.push(letter),
            _ => write!(out, "\\U{:08x}", u32::from(letter)).expect("it is memory"),
        }
    }
    out + "\""
}

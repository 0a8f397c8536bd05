//! What the targets share: a small valid plan, and what they do with it.

use std::path::Path;
use std::sync::LazyLock;

use planpress::diagnostic::printers::{Style, format_human, format_json};
use planpress::diagnostic::{Diagnostic, any_error};
use planpress::file_tree::{Entry, Tree};
use planpress::model::Edition;
use planpress::pages::Site;
use planpress::resolve::{Day, Terms};
use planpress::urls::links::Links;
use planpress::{pipeline, project};

/// A plan in which everything stands once; text is put in the place of one of its files.
pub static PLAN: LazyLock<Tree> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/sites/everything");
    project::read(&root).expect("tests/sites/everything can be read")
});

/// The plan with other bytes in one file.
pub fn with(path: &str, bytes: &[u8]) -> Tree {
    let mut tree = PLAN.clone();
    tree.files.insert(path.to_owned(), Entry::Text(bytes.into()));
    tree
}

/// Everything up to the rules; each diagnostic has to stand in a file, within it, and be printable.
pub fn checked(tree: &Tree) {
    sound(&pipeline::check(pipeline::parse(tree.clone(), None), &terms()).apply_rules(), tree);
}

/// The same and every page's view, unless there are errors.
pub fn whole(tree: &Tree) -> Option<Site> {
    let prepared = pipeline::prepare(pipeline::parse(tree.clone(), None), &terms(), None, &any_error, &mut |_| ());
    sound(&prepared.diagnostics, tree);
    prepared.site
}

fn terms() -> Terms {
    let day = "2026-05-01".parse().expect("it is a day");
    Terms { edition: Edition::Staff, day: Day::Named(day), base_url: None, links: Links::Served }
}

fn sound(faults: &[Diagnostic], tree: &Tree) {
    let source = |path: &str| tree.text(path);
    for fault in faults {
        let Some(Entry::Text(bytes)) = tree.files.get(&*fault.place.file) else { continue };
        let (start, end) = (fault.place.start as usize, fault.place.end as usize);
        assert!(start <= end && end <= bytes.len() + 1, "{fault:?} stands outside its file of {} bytes", bytes.len());
    }
    std::hint::black_box((format_human(faults, &source, Style::Plain), format_json(faults, &source)));
}

//! What the targets share: a small valid plan, and the way through the stages.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use planpress::pages::kinds::Links;
use planpress::diagnostic::printers::{Style, human, json};
use planpress::diagnostic::{Diagnostic, Severity};
use planpress::resolve::{Day, Terms};
use planpress::model::{Edition, Publication};
use planpress::pages::Site;
use planpress::file_tree::{Entry, Tree};
use planpress::{check, resolve, records::documents, project, pages, theme};

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

/// Everything up to the rules; each fault has to stand in a file, within it, and be printable.
pub fn checked(tree: &Tree) -> (Publication, Vec<Diagnostic>) {
    let day = "2026-05-01".parse().expect("it is a day");
    let terms = Terms { edition: Edition::Staff, day: Day::Named(day), base_url: None, links: Links::Served };
    let (documents, mut faults) = documents::parse(tree);
    faults.extend(documents.faults());
    let (publication, found) = resolve::link(&documents, tree, &terms);
    faults.extend(found);
    let (theme, found) = theme::load_site_theme(&publication, tree);
    faults.extend(found);
    faults.extend(check::check(&publication, &theme, tree));
    let faults = check::weigh(&publication, faults);
    sound(&faults, tree);
    (publication, faults)
}

/// The same and every page's view.
pub fn whole(tree: &Tree) -> (Site, Vec<Diagnostic>) {
    let (publication, mut faults) = checked(tree);
    let theme = Arc::new(theme::load_site_theme(&publication, tree).0);
    let (site, found) = pages::site(&publication, &theme, tree, Links::Served);
    sound(&found, tree);
    faults.extend(found);
    (site, faults)
}

/// Whether a build would stop.
pub fn stops(faults: &[Diagnostic]) -> bool {
    faults.iter().any(|fault| fault.severity == Severity::Error)
}

fn sound(faults: &[Diagnostic], tree: &Tree) {
    let source = |path: &str| tree.text(path);
    for fault in faults {
        let Some(Entry::Text(bytes)) = tree.files.get(&*fault.place.file) else { continue };
        let (start, end) = (fault.place.start as usize, fault.place.end as usize);
        assert!(start <= end && end <= bytes.len() + 1, "{fault:?} stands outside its file of {} bytes", bytes.len());
    }
    std::hint::black_box((human(faults, &source, Style::Plain), json(faults, &source)));
}

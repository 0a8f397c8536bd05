//! Sites that are built once for many tests, and pages of them that show all that there is.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::{build, copy, files_below, own_content, sites};

/// The repository's own site and the small one that has every entity, built once.
pub fn built() -> &'static [PathBuf] {
    static BUILT: OnceLock<Vec<PathBuf>> = OnceLock::new();
    BUILT.get_or_init(|| {
        let own = own_content().keep();
        let every = tempfile::tempdir().unwrap().keep();
        copy(&sites().join("everything/content"), &every.join("content"));
        [own, every]
            .map(|root| {
                build(&root, &["--date", "2026-05-01"]);
                root.join("public")
            })
            .to_vec()
    })
}

/// The same two sites as they are carried about, each beside its zip file.
pub fn portable() -> &'static [PathBuf] {
    static BUILT: OnceLock<Vec<PathBuf>> = OnceLock::new();
    BUILT.get_or_init(|| {
        let roots = built().iter().map(|site| site.parent().unwrap());
        roots
            .map(|root| {
                build(root, &["--date", "2026-05-01", "--portable", "--zip"]);
                root.join("public-portable")
            })
            .collect()
    })
}

/// Some pages of a language, by address, that have between them every element and class that any of its
/// pages has. `prefix` is the language's folder. Pages that lead on by themselves are left out.
pub fn showing_all(site: &Path, prefix: &str, others: &[&str]) -> Vec<String> {
    let mut pages: Vec<(String, BTreeSet<String>)> = Vec::new();
    for path in files_below(site) {
        let below = path.strip_prefix(site).unwrap().to_str().unwrap();
        let Some(address) = below.strip_suffix("index.html") else { continue };
        let text = fs::read_to_string(&path).unwrap();
        let own = address.starts_with(prefix) && !others.iter().any(|other| address.starts_with(other));
        if own && !text.contains("http-equiv=\"refresh\"") {
            pages.push((address.to_owned(), signs(&text)));
        }
    }
    let mut wanted: BTreeSet<String> = pages.iter().flat_map(|(_, signs)| signs.clone()).collect();
    let mut chosen = Vec::new();
    while let Some((address, signs)) = pages.iter().max_by_key(|(_, signs)| signs.intersection(&wanted).count()) {
        let before = wanted.len();
        wanted.retain(|sign| !signs.contains(sign));
        if wanted.len() == before {
            break;
        }
        chosen.push(address.clone());
    }
    chosen
}

/// The elements of a page, each with one of its classes or with none, and the first heading's level.
fn signs(text: &str) -> BTreeSet<String> {
    let mut signs = BTreeSet::new();
    for tag in text.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
        let name = tag.split_whitespace().next().unwrap_or_default();
        let classes = tag.split("class=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
        signs.insert(name.to_owned());
        signs.extend(classes.split_whitespace().map(|class| format!("{name}.{class}")));
    }
    signs
}

//! Whether all pictures that are printed can be: each of them is within the limits, but one picture
//! may be printed on many sheets, and many on one.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::Publication;
use crate::pages::printed::booklets::Booklet;
use crate::pictures::{MOST_MEMORY, MOST_STEPS};
use crate::syntax::document::Inline;

/// Whether pictures may be too much together, as far as that is known without knowing where they are
/// printed.
pub fn may_exceed(publication: &Publication) -> bool {
    let memory = publication.files.values().fold(0, |all: u64, file| all.saturating_add(file.effort.memory));
    memory > MOST_MEMORY || publication.files.values().any(|file| file.effort.steps > MOST_STEPS / 1000)
}

/// Adds what is too much for one booklet or for all of them.
pub fn check_pictures(booklets: &[Booklet], publication: &Publication, faults: &mut Vec<Diagnostic>) {
    let mut steps: BTreeMap<&str, u64> = BTreeMap::new();
    for booklet in booklets {
        let memory = booklet.pictures.keys().filter_map(|path| Some((path.as_str(), publication.files.get(path)?)));
        let memory: BTreeMap<&str, u64> = memory.map(|(path, file)| (path, file.effort.memory)).collect();
        if let Some((all, largest)) = find_excess(&memory, MOST_MEMORY) {
            let address = booklet.documents().next().map_or("", |(_, document)| &document.address);
            let message = format!(
                "the pictures in {address} take {} MB while they are printed, this one most; {} MB are the most",
                all / 1_000_000,
                MOST_MEMORY / 1_000_000
            );
            faults.push(heavy_picture(largest, message));
        }
        for (page, _) in booklet.documents() {
            for prose in &page.texts {
                prose.each_inline(&mut |inline| {
                    if let Inline::Image(image) = inline
                        && let Some((path, _)) = booklet.pictures.get_key_value(&image.source)
                        && let Some(file) = publication.files.get(path)
                    {
                        let sum = steps.entry(path).or_default();
                        *sum = sum.saturating_add(file.effort.steps);
                    }
                });
            }
        }
    }
    if let Some((all, largest)) = find_excess(&steps, MOST_STEPS) {
        let message = format!(
            "all pictures take {} million steps to be printed, this one most; {} million are the most",
            all / 1_000_000,
            MOST_STEPS / 1_000_000
        );
        faults.push(heavy_picture(largest, message));
    }
}

/// The sum, and what is the most of it, where there is more than there may be.
fn find_excess<'a>(parts: &BTreeMap<&'a str, u64>, most: u64) -> Option<(u64, &'a str)> {
    let all = parts.values().fold(0, |all: u64, part| all.saturating_add(*part));
    let (largest, _) = parts.iter().max_by_key(|(_, part)| **part)?;
    (all > most).then_some((all, *largest))
}

fn heavy_picture(path: &str, message: String) -> Diagnostic {
    Diagnostic::new(Code::HeavyPicture, Place::whole(&format!("content/files/{path}")), message)
        .help("Save it smaller or simpler, or show it less often.")
}

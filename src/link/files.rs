//! Files that only what is left out has a use for are left out with it.

use std::collections::BTreeSet;

use crate::model::{At, Publication, Resource};
use crate::parse::{Documents, Parsed};
use crate::prose::{Inline, Prose, Target};
use crate::tree::{file_linked, file_named};

/// Drops the files that some text or record of the project uses and none of the publication.
/// A file that nothing uses at all is kept: its address may be printed somewhere.
pub fn keep_used(documents: &Documents, publication: &mut Publication) {
    if publication.files.is_empty() {
        return;
    }
    let mut all = BTreeSet::new();
    for document in &documents.all {
        match &document.parsed {
            Some(Parsed::Resources(resources)) => resources.values().for_each(|own| of_resource(own, &mut all)),
            Some(
                Parsed::Story(prose) | Parsed::Page(_, prose) | Parsed::News(_, prose) | Parsed::Translation(_, prose),
            ) => {
                of_text(prose, &mut all);
            }
            _ => {}
        }
    }
    let mut shown = BTreeSet::new();
    publication.resources.values().for_each(|own| of_resource(own, &mut shown));
    publication.site.organisation.logo.iter().for_each(|logo| of_path(logo, &mut shown));
    for prose in publication.texts() {
        of_text(prose, &mut shown);
    }
    let before = publication.files.len();
    publication.files.retain(|path, _| shown.contains(path) || !all.contains(path));
    publication.left_out.edition += before - publication.files.len();
}

fn of_resource(own: &Resource, used: &mut BTreeSet<String>) {
    own.file.iter().chain(&own.cover).for_each(|path| of_path(path, used));
}

fn of_path(path: &At<String>, used: &mut BTreeSet<String>) {
    used.insert(file_named(&path.value).to_owned());
}

fn of_text(prose: &Prose, used: &mut BTreeSet<String>) {
    prose.each_inline(&mut |inline| match inline {
        Inline::Image(image) => {
            used.insert(image.source.clone());
        }
        Inline::Link(link) => {
            if let Target::Url { url } = &link.to {
                used.extend(file_linked(url).map(str::to_owned));
            }
        }
        _ => {}
    });
}

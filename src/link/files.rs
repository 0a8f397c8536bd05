//! Files that only what is left out has a use for are left out with it.

use std::collections::BTreeSet;

use super::gather::Raw;
use crate::model::{At, Passage, Publication, Resource};
use crate::parse::{Documents, Parsed};
use crate::prose::{Block, Inline, Prose, Target};
use crate::tree::{file_linked, file_named};

/// The files that some text or record of the project uses, whoever may see it.
pub fn used(documents: &Documents, raw: &Raw) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    if raw.files.is_empty() {
        return used;
    }
    // Texts beside records are taken as they were read: those of other editions are nowhere else.
    for document in &documents.all {
        if let Some(
            Parsed::Story(prose) | Parsed::Page(_, prose) | Parsed::News(_, prose) | Parsed::Translation(_, prose),
        ) = &document.parsed
        {
            of_text(prose, &mut used);
        }
    }
    raw.each_text(&mut |passage| of_passage(&passage, &mut used));
    raw.resources.values().for_each(|own| of_resource(own, &mut used));
    used
}

/// Drops the files that the project uses and the publication does not. A file that nothing uses at
/// all is kept: its address may be printed somewhere.
pub fn keep_used(used: &BTreeSet<String>, publication: &mut Publication) {
    if publication.files.is_empty() {
        return;
    }
    let mut shown = BTreeSet::new();
    publication.resources.values().for_each(|own| of_resource(own, &mut shown));
    publication.site.organisation.logo.iter().for_each(|logo| of_path(logo, &mut shown));
    for prose in publication.texts() {
        of_text(prose, &mut shown);
    }
    let before = publication.files.len();
    publication.files.retain(|path, _| shown.contains(path) || !used.contains(path));
    publication.left_out.edition += before - publication.files.len();
}

fn of_resource(own: &Resource, used: &mut BTreeSet<String>) {
    own.file.iter().chain(&own.cover).for_each(|path| of_path(path, used));
}

fn of_path(path: &At<String>, used: &mut BTreeSet<String>) {
    used.insert(file_named(&path.value).to_owned());
}

fn of_passage(passage: &Passage<'_>, used: &mut BTreeSet<String>) {
    if let Passage::Markdown(own) = passage {
        of_text(&own.source, used);
        own.translations.iter().for_each(|(_, prose)| of_text(prose, used));
    }
}

fn of_text(prose: &Prose, used: &mut BTreeSet<String>) {
    prose.each_block(&mut |block| match block {
        Block::Data { options, .. } => {
            let posters = options.iter().filter(|(key, _)| key == "poster");
            used.extend(posters.map(|(_, path)| file_named(path).to_owned()));
        }
        Block::Html { text } => of_html(text, used),
        _ => {}
    });
    prose.each_inline(&mut |inline| match inline {
        Inline::Image(image) => {
            used.insert(image.source.clone());
        }
        Inline::Link(link) => {
            if let Target::Url { url } = &link.to {
                used.extend(file_linked(url).map(str::to_owned));
            }
        }
        Inline::Html { text } => of_html(text, used),
        _ => {}
    });
}

/// Whatever in a piece of HTML may be the address of a file.
fn of_html(html: &str, used: &mut BTreeSet<String>) {
    let addresses = html.split(['"', '\'', '=', ' ', '\t', '\n', ',', '(', ')', '<', '>']);
    used.extend(addresses.filter_map(file_linked).map(str::to_owned));
}

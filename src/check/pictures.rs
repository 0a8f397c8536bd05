//! Pictures that take too much to be drawn. What is only given to be taken away may be as large as it
//! likes.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::file_tree::file_named;
use crate::model::Publication;
use crate::syntax::document::{Block, Inline};

/// The pictures that pages and sheets show.
pub fn check(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    let heavy = publication.files.iter().filter_map(|(path, file)| Some((path, file.excess.as_ref()?)));
    let heavy: Vec<_> = heavy.collect();
    if heavy.is_empty() {
        return;
    }
    let shown = collect_shown_pictures(publication);
    for (path, excess) in heavy.into_iter().filter(|(path, _)| shown.contains(*path)) {
        let place = Place::whole(&format!("content/files/{path}")).within(excess.at.start, excess.at.end);
        faults.push(Diagnostic::new(Code::HeavyPicture, place, &excess.message).help(excess.help));
    }
}

fn collect_shown_pictures(publication: &Publication) -> BTreeSet<String> {
    let covers = publication.resources.values().filter_map(|resource| resource.cover.as_ref());
    let named = publication.site.organisation.logo.iter().chain(covers);
    let mut shown: BTreeSet<String> = named.map(|path| file_named(&path.value).to_owned()).collect();
    for prose in publication.texts() {
        prose.each_inline(&mut |inline| {
            if let Inline::Image(image) = inline {
                shown.insert(image.source.clone());
            }
        });
        prose.each_block(&mut |block| {
            if let Block::Data { options, .. } = block {
                let posters = options.iter().filter(|(key, _)| key == "poster");
                shown.extend(posters.map(|(_, path)| file_named(path).to_owned()));
            }
        });
    }
    shown
}

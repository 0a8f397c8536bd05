//! The anchors that a page has, as far as content decides them.

use std::collections::BTreeSet;

use crate::model::Publication;
use crate::pages::kinds::Route;
use crate::pages::page_kind::Anchors;
use crate::syntax::document::{Block, Prose};

/// The anchors of a text's headings.
#[must_use]
pub fn of_text(prose: &Prose) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    prose.each_block(&mut |block| {
        if let Block::Heading { id, .. } = block {
            found.insert(id.clone());
        }
    });
    found
}

/// The anchors of a page.
#[must_use]
pub fn of_page(route: &Route, publication: &Publication) -> BTreeSet<String> {
    let Anchors { records, story } = route.anchors(publication);
    let texts = story
        .into_iter()
        .flat_map(|story| std::iter::once(&story.source).chain(story.translations.iter().map(|(_, prose)| prose)));
    records.into_iter().map(|(anchor, _)| anchor).chain(texts.flat_map(of_text)).collect()
}

//! The anchors of pages, as far as content decides them, and what each is named after.

use std::collections::BTreeSet;

use crate::diagnostic::Place;
use crate::model::Publication;
use crate::pages::Output;
use crate::pages::kinds::PageId;
use crate::pages::page_kind::Anchors;
use crate::syntax::document::{Block, Prose};

/// The anchors of a text's headings.
#[must_use]
pub fn find_heading_anchors(text: &Prose) -> BTreeSet<String> {
    let mut anchors = BTreeSet::new();
    text.each_block(&mut |block| {
        if let Block::Heading { id, .. } = block {
            anchors.insert(id.clone());
        }
    });
    anchors
}

/// The anchors of a page.
#[must_use]
pub fn find_anchors(page: &PageId, publication: &Publication) -> BTreeSet<String> {
    let Anchors { records, story } = page.anchors(publication);
    let texts = story.into_iter().flat_map(|story| {
        std::iter::once(&story.source).chain(story.translations.iter().map(|(_, translation)| translation))
    });
    records.into_iter().map(|(anchor, _)| anchor).chain(texts.flat_map(find_heading_anchors)).collect()
}

/// Where the content has the record or heading that an anchor of a page is named after; nothing for
/// the anchors that templates give, which begin with `_`, and for those that the page has not.
#[must_use]
pub fn find_anchor_source(anchor: &str, page: &PageId, output: &Output, publication: &Publication) -> Option<Place> {
    let records = page.anchors(publication).records;
    let place = records.into_iter().find(|(name, _)| name == anchor).map(|(_, place)| place.clone());
    place.or_else(|| output.texts.iter().find_map(|text| find_heading(anchor, text)))
}

fn find_heading(anchor: &str, text: &Prose) -> Option<Place> {
    let mut found = None;
    text.each_block(&mut |block| {
        if let Block::Heading { id, place, .. } = block
            && id == anchor
        {
            found.get_or_insert(place.clone());
        }
    });
    found
}

//! Whose an anchor is: the record or heading of the content that a place on a page is named after.

use crate::diagnostic::Place;
use crate::model::Publication;
use crate::pages::Output;
use crate::pages::kinds::Route;
use crate::syntax::document::Block;

/// Where in the content stands what an anchor of a page is named after; nothing for the anchors
/// that templates give, which begin with `_`, and for those that the page has not.
#[must_use]
pub fn named(anchor: &str, route: &Route, output: &Output, publication: &Publication) -> Option<Place> {
    let records = route.anchors(publication).records;
    let place = records.into_iter().find(|(name, _)| name == anchor).map(|(_, place)| place.clone());
    place.or_else(|| of_heading(anchor, output))
}

fn of_heading(anchor: &str, output: &Output) -> Option<Place> {
    let mut found = None;
    for text in &output.texts {
        text.each_block(&mut |block| {
            if let Block::Heading { id, place, .. } = block
                && id == anchor
            {
                found.get_or_insert(place.clone());
            }
        });
    }
    found
}

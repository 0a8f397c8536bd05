//! Whose an anchor is: the record or heading of the content that a place on a page is named after.

use crate::diagnostic::Place;
use crate::model::{Id, Publication};
use crate::pages::Output;
use crate::pages::kinds::Route;
use crate::syntax::document::Block;

/// Where in the content stands what an anchor of a page is named after; nothing for the anchors
/// that templates give, which begin with `_`, and for those that the page has not.
#[must_use]
pub fn named(anchor: &str, route: &Route, output: &Output, publication: &Publication) -> Option<Place> {
    of_record(anchor, route, publication).or_else(|| of_heading(anchor, output))
}

fn of_record(anchor: &str, route: &Route, publication: &Publication) -> Option<Place> {
    let has = |id: &&Id| id.name == anchor;
    let found = match route {
        Route::Plan(id) => {
            let record = &publication.plan(id)?.record;
            let themes = record.values.iter().chain(&record.themes).map(|own| &own.id);
            record.aims.iter().map(|own| &own.id).chain(themes).find(has)
        }
        Route::Objective(plan, id) => {
            let own = publication.objective(plan, id)?;
            let measures = own.record.aims.iter().flat_map(|aim| &aim.measures).map(|measure| &measure.id);
            let aims = own.record.aims.iter().map(|aim| &aim.id);
            aims.chain(measures).chain(own.actions.iter().map(|action| &action.record.id)).find(has)
        }
        Route::PlanGuide(plan) | Route::ObjectiveGuide(plan, _) | Route::PartyGuide(plan, _) => {
            let (objective, action) = anchor.split_once('/').unwrap_or((anchor, ""));
            let own = publication.objective(plan, objective)?;
            if action.is_empty() {
                return Some(own.record.title.place.clone());
            }
            own.actions.iter().map(|own| &own.record.id).find(|id| id.name == action)
        }
        Route::Dates => publication.date(anchor).map(|own| &own.id),
        Route::Contacts => publication.contacts.get(anchor).map(|own| &own.id),
        Route::Resources => publication.resources.get(anchor).map(|own| &own.id),
        Route::Glossary => publication.glossary.get(anchor).map(|own| &own.id),
        _ => None,
    };
    found.map(|id| id.place.clone())
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

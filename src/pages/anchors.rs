//! The anchors that a page has, as far as content decides them.

use std::collections::BTreeSet;

use crate::model::{Publication, Story};
use crate::pages::kinds::Route;
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
    match route {
        Route::Plan(id) => publication.plan(id).map(|plan| {
            let record = &plan.record;
            let ids = (record.aims.iter().map(|aim| &aim.id))
                .chain(record.themes.iter().chain(&record.values).map(|theme| &theme.id));
            with_story(ids.map(|id| id.name.clone()), &plan.introduction)
        }),
        Route::Objective(plan, id) => publication.objective(plan, id).map(|own| {
            let aims = own.record.aims.iter().map(|aim| &aim.id);
            let actions = own.actions.iter().map(|action| &action.record.id);
            let measures =
                own.record.aims.iter().flat_map(crate::model::Aim::all_measures).map(|(id, _)| id.to_owned());
            with_story(aims.chain(actions).map(|id| id.name.clone()).chain(measures), &own.story)
        }),
        Route::Progress(id) => {
            publication.plan(id).map(|plan| plan.objectives.iter().map(|own| own.id.clone()).collect())
        }
        Route::Dates => Some(publication.dates.iter().map(|date| date.id.name.clone()).collect()),
        Route::Contacts => Some(publication.contacts.keys().cloned().collect()),
        Route::Resources => Some(publication.resources.keys().cloned().collect()),
        Route::Glossary => Some(publication.glossary.keys().cloned().collect()),
        Route::Update(id) => publication.updates.iter().find(|own| own.id == *id).map(|own| with_story([], &own.story)),
        Route::Group(id) => publication.groups.iter().find(|own| own.id == *id).map(|own| with_story([], &own.story)),
        Route::News(id) => publication.news.iter().find(|own| own.id == *id).map(|own| with_story([], &own.story)),
        Route::Page(id) => publication.page(id).map(|own| with_story([], &own.story)),
        _ => None,
    }
    .unwrap_or_default()
}

fn with_story(ids: impl IntoIterator<Item = String>, story: &Story) -> BTreeSet<String> {
    let texts = std::iter::once(&story.source).chain(story.translations.iter().map(|(_, prose)| prose));
    ids.into_iter().chain(texts.flat_map(of_text)).collect()
}

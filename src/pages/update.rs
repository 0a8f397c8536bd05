//! An update: a progress report.

use crate::model::{Lang, Publication, Update};
use crate::pages::kinds::{Form, Route};
use crate::pages::page_context::Reader;
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject};

/// An update.
pub(crate) struct UpdatePage<'a> {
    pub update: &'a str,
}

impl PageKind for UpdatePage<'_> {
    fn pages_below(parent: &Route, publication: &Publication) -> Vec<Route> {
        if *parent != Route::Updates {
            return Vec::new();
        }
        publication.updates.iter().map(|update| Route::Update(update.id.clone())).collect()
    }

    fn exists(&self, publication: &Publication) -> bool {
        self.find(publication).is_some()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}updates/{}/", self.update)
    }

    fn subject<'p>(&self, publication: &'p Publication) -> Subject<'p> {
        let Some(update) = self.find(publication) else { return Subject::NONE };
        let published = Some(&update.record.published);
        let plan = publication.plan(&update.record.plan.name);
        Subject { plan, published, changed: published, ..Subject::NONE }
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        Anchors::of_story(self.find(publication).map(|update| &update.story))
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        Location::below(reader, &Route::Updates, "site-updates", Route::Update(self.update.to_owned()))
    }

    fn sources(&self, _publication: &Publication) -> Vec<String> {
        vec![source_path(self.update)]
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
    }
}

/// The path of an update's files.
pub fn source_path(update: &str) -> String {
    format!("updates/{update}")
}

impl UpdatePage<'_> {
    fn find<'p>(&self, publication: &'p Publication) -> Option<&'p Update> {
        publication.updates.iter().find(|update| update.id == self.update)
    }
}

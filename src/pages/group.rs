//! A group.

use crate::model::{Group, Lang, Publication};
use crate::pages::kinds::{Form, Route};
use crate::pages::page_context::Reader;
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject};

/// A group.
pub(crate) struct GroupPage<'a> {
    pub group: &'a str,
}

impl PageKind for GroupPage<'_> {
    fn pages_below(parent: &Route, publication: &Publication) -> Vec<Route> {
        if *parent != Route::Groups {
            return Vec::new();
        }
        publication.groups.iter().map(|group| Route::Group(group.id.clone())).collect()
    }

    fn exists(&self, publication: &Publication) -> bool {
        self.find(publication).is_some()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}groups/{}/", self.group)
    }

    fn subject<'p>(&self, publication: &'p Publication) -> Subject<'p> {
        Subject { title: self.find(publication).map(|group| &group.record.title), ..Subject::NONE }
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        Anchors::of_story(self.find(publication).map(|group| &group.story))
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        Location::below(reader, &Route::Groups, "site-groups", Route::Group(self.group.to_owned()))
    }

    fn sources(&self, _publication: &Publication) -> Vec<String> {
        vec![source_path(self.group)]
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
    }
}

/// The path of a group's files.
pub fn source_path(group: &str) -> String {
    format!("groups/{group}")
}

impl GroupPage<'_> {
    fn find<'p>(&self, publication: &'p Publication) -> Option<&'p Group> {
        publication.groups.iter().find(|group| group.id == self.group)
    }
}

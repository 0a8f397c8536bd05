//! Contacts, with the staff chart.

use crate::model::{Lang, Publication};
use crate::pages::kinds::{Form, Route};
use crate::pages::page_context::Reader;
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject, find_single_page};

/// Contacts.
pub(crate) struct ContactsPage;

impl PageKind for ContactsPage {
    fn pages_below(parent: &Route, publication: &Publication) -> Vec<Route> {
        find_single_page(Route::Contacts, parent, publication)
    }

    fn exists(&self, publication: &Publication) -> bool {
        !publication.contacts.is_empty()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}contacts/")
    }

    fn subject<'p>(&self, _publication: &'p Publication) -> Subject<'p> {
        Subject::NONE
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        Anchors::of_ids(publication.contacts.values().map(|contact| &contact.id))
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(Route::Contacts)
    }

    fn sources(&self, _publication: &Publication) -> Vec<String> {
        vec!["contacts".into()]
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
    }
}

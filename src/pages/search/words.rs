//! Further words by which things are found.

use crate::model::{Plan, Reference, Support, to};
use crate::pages::page_context::Reader;

/// The areas and audiences that something concerns.
pub fn list_concerned(
    reader: &Reader<'_>,
    areas: &[Reference<to::Area>],
    audiences: &[Reference<to::Audience>],
) -> Vec<String> {
    reader.areas(areas).into_iter().chain(reader.audiences(audiences)).map(|words| words.text).collect()
}

/// The contacts that are to be asked, who lead to what they are asked about.
pub fn list_asked<'r>(
    reader: &Reader<'_>,
    contacts: impl IntoIterator<Item = &'r Reference<to::Contact>>,
) -> Vec<String> {
    contacts.into_iter().filter_map(|contact| reader.contact_link(&contact.name)).map(|link| link.words.text).collect()
}

/// The topics of rows of help, their texts, and whom to ask.
pub fn list_support(reader: &Reader<'_>, rows: &[Support]) -> Vec<String> {
    let texts = rows.iter().flat_map(|row| [Some(&row.topic), row.text.as_ref()]).flatten();
    let mut words = reader.letters(texts);
    words.extend(list_asked(reader, rows.iter().flat_map(|row| &row.contacts)));
    words
}

/// What is in the current plan matters more than the same in another.
pub fn weigh(reader: &Reader<'_>, plan: &Plan, weight: u8) -> u8 {
    let current = reader.publication.current_plan().is_some_and(|current| current.id == plan.id);
    if current { weight } else { weight / 2 }
}

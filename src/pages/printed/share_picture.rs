//! The preview picture of a plan, for those who share a page of it.

use crate::file_tree::file_named;
use crate::model::{Plan, Publication};
use crate::pages::page_context::Reader;
use crate::pages::view::{Share, Words};
use crate::pictures::is_printable;

/// What the picture of a plan shows.
pub fn make_share(reader: &Reader<'_>, plan: &Plan) -> Share {
    Share {
        title: reader.words(&plan.record.title),
        period: reader.period(plan).map(Words::own),
        logo: printable_logo(reader.publication).map(str::to_owned),
        objectives: plan.objectives.iter().map(|objective| objective.number).collect(),
        colours: reader.colours(),
    }
}

/// The organisation's logo, where it is a picture that can be printed, by its path below `files/`.
pub fn printable_logo(publication: &Publication) -> Option<&str> {
    let logo = publication.site.organisation.logo.as_ref()?;
    Some(file_named(&logo.value)).filter(|path| publication.files.contains_key(*path) && is_printable(path))
}

//! The lines at the head and foot of every printed page of a language.

use serde::Serialize;

use crate::pages::view::{Frame, Words};

/// What the lines say.
#[derive(Serialize)]
pub(crate) struct RunningLines<'a> {
    name: &'a Words,
    base_url: &'a str,
    notice: Option<&'a Words>,
    edition: Option<&'a Words>,
    mark: Option<&'a Words>,
}

impl<'a> RunningLines<'a> {
    pub(crate) fn new(frame: &'a Frame) -> Self {
        Self {
            name: &frame.name,
            base_url: &frame.base_url,
            notice: frame.notice.as_ref(),
            edition: frame.edition.as_ref(),
            mark: frame.mark.as_ref(),
        }
    }
}

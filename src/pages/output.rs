//! A file of the site, before it is rendered.

use crate::model::Lang;
use crate::pages::data::DataFile;
use crate::pages::view::{Head, View};
use crate::syntax::document::Prose;

/// One page or data file.
#[derive(Debug)]
pub struct Output {
    /// From the site's root: `/cy/2025-27/`.
    pub address: String,
    /// Its language.
    pub lang: Lang,
    /// What stands around the view on every page.
    pub head: Head,
    /// All that it shows or holds.
    pub content: OutputContent,
    /// Its texts with structure; a `TextIndex` in the view is a place in this list.
    pub texts: Vec<Prose>,
}

/// What an output is made from.
#[derive(Debug)]
pub enum OutputContent {
    /// The view of a page.
    Page(View),
    /// The content of a data file.
    Data(DataFile),
}

impl Output {
    /// A data file; readers see nothing around it.
    pub(crate) fn data(address: String, lang: &Lang, file: DataFile, texts: Vec<Prose>) -> Self {
        let content = OutputContent::Data(file);
        Self { address, lang: lang.clone(), head: Head::default(), content, texts }
    }
}

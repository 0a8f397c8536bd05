//! Which pages and data files there are, each with its address and its view.
//!
//! A view is a plain struct that holds all that the page shows and nothing else. Texts with
//! structure stand beside the view, and the view says which of them goes where (`Slot`), so that
//! HTML and PDF each set them in their own way.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::Lang;
use crate::prose::Prose;

/// All outputs that are made from views, and what the pages of a language share.
#[derive(Debug, Default)]
pub struct Site {
    /// By language.
    pub frames: BTreeMap<Lang, view::Frame>,
    /// Pages and data files, ordered by address.
    pub outputs: Vec<Output>,
}

/// One page or data file.
#[derive(Debug)]
pub struct Output {
    /// From the site's root: `/cy/2025-27/`.
    pub address: String,
    /// Its language.
    pub lang: Lang,
    /// All that it shows.
    pub view: view::View,
    /// Its texts with structure; a `Slot` in the view is a place in this list.
    pub texts: Vec<Prose>,
}

/// Which of an output's texts stands here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Slot(pub usize);

pub mod view;

//! The elements of a text that are open while their inside is read, and what has been read.

use pulldown_cmark::{Alignment, BlockQuoteKind, HeadingLevel};

use crate::syntax::document::{AlertKind, Align, Definition, Inline, Item, Target};

/// What an open element will become.
pub enum ElementKind {
    Root,
    Paragraph,
    Heading(u8, Option<String>),
    List(Option<u64>),
    Item(Option<bool>),
    Quote(Option<AlertKind>),
    Code(String),
    Html,
    Table(Vec<Align>),
    Head,
    Row,
    Cell,
    Definitions,
    Term,
    Meaning,
    Note(String),
    Emphasis,
    Strong,
    Strike,
    Link(Option<Target>),
    Image(String, String),
}

/// An open element. Its pieces are at the end of the builder's lists, from the recorded positions on, so
/// that each kept list is allocated once in its final size.
pub struct OpenElement {
    pub kind: ElementKind,
    pub begins: usize,
    pub blocks_from: usize,
    pub inlines_from: usize,
    pub tight: bool,
    parts: Option<Box<Parts>>,
}

/// The pieces of lists and tables; boxed, since most elements have none.
#[derive(Default)]
pub struct Parts {
    pub items: Vec<Item>,
    pub cells: Vec<Vec<Inline>>,
    pub head: Vec<Vec<Inline>>,
    pub rows: Vec<Vec<Vec<Inline>>>,
    pub entries: Vec<Definition>,
}

impl OpenElement {
    pub fn new(kind: ElementKind, begins: usize, blocks_from: usize, inlines_from: usize) -> Self {
        Self { kind, begins, blocks_from, inlines_from, tight: true, parts: None }
    }

    /// The parts of a list or table.
    pub fn parts(&mut self) -> &mut Parts {
        self.parts.get_or_insert_default()
    }

    /// The parts, in no more memory than they need.
    pub fn take_parts(&mut self) -> Parts {
        let mut parts = self.parts.take().map(|parts| *parts).unwrap_or_default();
        parts.items.shrink_to_fit();
        parts.cells.shrink_to_fit();
        parts.rows.shrink_to_fit();
        parts
    }
}

pub fn is_block(kind: &ElementKind) -> bool {
    !matches!(
        kind,
        ElementKind::Emphasis
            | ElementKind::Strong
            | ElementKind::Strike
            | ElementKind::Link(_)
            | ElementKind::Image(..)
    )
}

/// A heading's level as a number.
pub fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// The kind of an alert.
pub fn alert(kind: BlockQuoteKind) -> AlertKind {
    match kind {
        BlockQuoteKind::Note => AlertKind::Note,
        BlockQuoteKind::Tip => AlertKind::Tip,
        BlockQuoteKind::Important => AlertKind::Important,
        BlockQuoteKind::Warning => AlertKind::Warning,
        BlockQuoteKind::Caution => AlertKind::Caution,
    }
}

/// How a column is set.
pub fn alignment(align: Alignment) -> Align {
    match align {
        Alignment::Center => Align::Center,
        Alignment::Right => Align::End,
        Alignment::Left | Alignment::None => Align::Start,
    }
}

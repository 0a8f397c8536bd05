//! An element of a text that is open while its inside is read.

use pulldown_cmark::{Alignment, BlockQuoteKind, HeadingLevel};

use crate::prose::{AlertKind, Align, Block, Definition, Inline, Item, Target};

/// What an open element will become.
pub enum Holder {
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

/// An open element with what has been read into it.
pub struct Frame {
    pub holder: Holder,
    pub blocks: Vec<Block>,
    pub inlines: Vec<Inline>,
    pub tight: bool,
    parts: Option<Box<Parts>>,
}

/// What lists and tables alone are made of; it stands apart, since most elements have none.
#[derive(Default)]
pub struct Parts {
    pub items: Vec<Item>,
    pub cells: Vec<Vec<Inline>>,
    pub head: Vec<Vec<Inline>>,
    pub rows: Vec<Vec<Vec<Inline>>>,
    pub entries: Vec<Definition>,
}

impl Frame {
    pub fn new(holder: Holder) -> Self {
        Self { holder, blocks: Vec::new(), inlines: Vec::new(), tight: true, parts: None }
    }

    /// The parts of a list or table.
    pub fn parts(&mut self) -> &mut Parts {
        self.parts.get_or_insert_default()
    }

    /// What it will become, and what has been read into it, in no more memory than it needs: a
    /// plan's texts are kept until the end, and most are short.
    pub fn open(mut self) -> (Holder, Self) {
        for inline in &mut self.inlines {
            if let Inline::Text { text } = inline {
                text.shrink_to_fit();
            }
        }
        self.inlines.shrink_to_fit();
        self.blocks.shrink_to_fit();
        if let Some(parts) = &mut self.parts {
            parts.items.shrink_to_fit();
            parts.cells.shrink_to_fit();
            parts.rows.shrink_to_fit();
        }
        (std::mem::replace(&mut self.holder, Holder::Root), self)
    }

    /// Its blocks, with loose words of a tight list item as one paragraph.
    pub fn into_blocks(mut self) -> Vec<Block> {
        self.settle();
        self.blocks
    }

    pub fn settle(&mut self) {
        if !self.inlines.is_empty() {
            let text = std::mem::take(&mut self.inlines);
            self.blocks.push(Block::Paragraph { text });
        }
    }
}

pub fn is_block(holder: &Holder) -> bool {
    !matches!(holder, Holder::Emphasis | Holder::Strong | Holder::Strike | Holder::Link(_) | Holder::Image(..))
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

//! What has been read of a Markdown text, and the pieces that are put together of it.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::Place;
use crate::syntax::document::{Block, Inline};
use crate::syntax::markdown::open_elements::OpenElement;
use crate::syntax::problems::Faults;

/// Finds the place in a file of a stretch of the text.
pub type Locate<'a> = &'a dyn Fn(Range<usize>) -> Place;

/// A document tree that is being built.
pub struct Builder<'a> {
    pub locate: Locate<'a>,
    pub faults: &'a mut Faults,
    pub open: Vec<OpenElement>,
    /// Letters that no mark has ended yet.
    pub letters: String,
    /// The pieces of all open lines, one element's after the other's.
    pub inlines: Vec<Inline>,
    /// The blocks of all open elements, likewise.
    pub blocks: Vec<Block>,
    /// The number of each footnote, and how often it has been mentioned.
    pub mentions: BTreeMap<String, (usize, usize)>,
    /// Footnotes in the order of their first mention.
    pub order: Vec<String>,
    pub notes: BTreeMap<String, Vec<Block>>,
    pub ids: BTreeMap<String, usize>,
    pub level: u8,
    /// How many elements are open beyond the depth that is read.
    pub beyond: usize,
}

impl Builder<'_> {
    /// Adds the pending letters to the line.
    pub(crate) fn push_letters(&mut self) {
        if self.letters.is_empty() {
            return;
        }
        let from = self.open.last().map_or(0, |element| element.inlines_from);
        match self.inlines.get_mut(from..).and_then(<[Inline]>::last_mut) {
            Some(Inline::Text { text }) => text.push_str(&self.letters),
            _ => self.inlines.push(Inline::Text { text: self.letters.as_str().to_owned() }),
        }
        self.letters.clear();
    }

    /// Takes the line of an element that ends.
    pub(crate) fn take_line(&mut self, element: &OpenElement) -> Vec<Inline> {
        self.inlines.drain(element.inlines_from..).collect()
    }

    /// Takes the blocks of an element that ends, with the words of a tight list item as one paragraph.
    pub(crate) fn take_blocks(&mut self, element: &OpenElement) -> Vec<Block> {
        self.end_paragraph_from(element.inlines_from, element.begins);
        self.blocks.drain(element.blocks_from..).collect()
    }

    /// Makes a paragraph of the words of the innermost open element.
    pub(crate) fn end_paragraph(&mut self) {
        let (from, begins) = self.open.last().map_or((0, 0), |element| (element.inlines_from, element.begins));
        self.end_paragraph_from(from, begins);
    }

    pub(crate) fn end_paragraph_from(&mut self, from: usize, begins: usize) {
        if self.inlines.len() > from {
            let text = self.inlines.drain(from..).collect();
            self.blocks.push(Block::Paragraph { text, place: (self.locate)(begins..begins) });
        }
    }

    pub(crate) fn push_inline(&mut self, inline: Inline) {
        self.push_letters();
        self.inlines.push(inline);
    }

    pub(crate) fn push_block(&mut self, block: Block) {
        self.push_letters();
        self.end_paragraph();
        self.blocks.push(block);
    }

    pub(crate) fn with_parent(&mut self, with: impl FnOnce(&mut OpenElement)) {
        if let Some(element) = self.open.last_mut() {
            with(element);
        }
    }
}

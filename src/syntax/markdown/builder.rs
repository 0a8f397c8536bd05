//! What has been read of a Markdown text, and the pieces that are put together of it.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::Place;
use crate::syntax::document::{Block, Inline};
use crate::syntax::markdown::open_elements::Frame;
use crate::syntax::problems::Faults;

/// Finds the place in a file of a stretch of the text.
pub type Locate<'a> = &'a dyn Fn(Range<usize>) -> Place;

/// A document tree that is being built.
pub struct Builder<'a> {
    pub locate: Locate<'a>,
    pub faults: &'a mut Faults,
    pub open: Vec<Frame>,
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
    /// Letters become a piece of the line, or of the letters before them.
    pub(crate) fn flush(&mut self) {
        if self.letters.is_empty() {
            return;
        }
        let from = self.open.last().map_or(0, |frame| frame.inlines_from);
        match self.inlines.get_mut(from..).and_then(<[Inline]>::last_mut) {
            Some(Inline::Text { text }) => text.push_str(&self.letters),
            _ => self.inlines.push(Inline::Text { text: self.letters.as_str().to_owned() }),
        }
        self.letters.clear();
    }

    /// The line of an element that ends.
    pub(crate) fn line(&mut self, frame: &Frame) -> Vec<Inline> {
        self.inlines.drain(frame.inlines_from..).collect()
    }

    /// The blocks of an element that ends, with loose words of a tight list item as one paragraph.
    pub(crate) fn inside(&mut self, frame: &Frame) -> Vec<Block> {
        self.settle_from(frame.inlines_from, frame.begins);
        self.blocks.drain(frame.blocks_from..).collect()
    }

    /// Loose words of the innermost open element become a paragraph.
    pub(crate) fn settle(&mut self) {
        let (from, begins) = self.open.last().map_or((0, 0), |frame| (frame.inlines_from, frame.begins));
        self.settle_from(from, begins);
    }

    pub(crate) fn settle_from(&mut self, from: usize, begins: usize) {
        if self.inlines.len() > from {
            let text = self.inlines.drain(from..).collect();
            self.blocks.push(Block::Paragraph { text, place: (self.locate)(begins..begins) });
        }
    }

    pub(crate) fn inline(&mut self, inline: Inline) {
        self.flush();
        self.inlines.push(inline);
    }

    pub(crate) fn block(&mut self, block: Block) {
        self.flush();
        self.settle();
        self.blocks.push(block);
    }

    pub(crate) fn parent(&mut self, with: impl FnOnce(&mut Frame)) {
        if let Some(frame) = self.open.last_mut() {
            with(frame);
        }
    }
}

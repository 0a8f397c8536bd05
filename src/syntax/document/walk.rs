//! Visits and changes the pieces of a document tree.

use std::sync::Arc;

use crate::file_tree::file_linked;
use crate::syntax::document::{Block, Inline, Prose, Target};

/// Appends the letters of a line without its marks.
pub fn letters(inlines: &[Inline], text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { text: inner } | Inline::Code { text: inner } => text.push_str(inner),
            Inline::Emphasis { text: inner } | Inline::Strong { text: inner } | Inline::Strike { text: inner } => {
                letters(inner, text);
            }
            Inline::Link(link) => letters(&link.text, text),
            Inline::Image(image) => text.push_str(&image.alt),
            Inline::Break => text.push(' '),
            Inline::Html { .. } | Inline::Footnote { .. } => {}
        }
    }
}

impl Prose {
    /// A text of such blocks.
    #[must_use]
    pub fn new(blocks: Vec<Block>) -> Self {
        let mut prose = Self { blocks: blocks.into(), asks: false };
        let mut asks = false;
        prose.each_block(&mut |block| {
            asks |= matches!(block, Block::Data { .. });
            block.each_line(&mut |line| each_inline(line, &mut |inline| asks |= inline.is_unresolved()));
        });
        prose.asks = asks;
        prose
    }

    /// Every block, those inside others included, in reading order.
    pub fn each_block(&self, visit: &mut dyn FnMut(&Block)) {
        for block in self.blocks.iter() {
            block.each_block(visit);
        }
    }

    /// Every inline, those inside others included, in reading order.
    pub fn each_inline(&self, visit: &mut dyn FnMut(&Inline)) {
        self.each_block(&mut |block| block.each_line(&mut |line| each_inline(line, visit)));
    }

    /// Changes every line, if the text has links by name, pictures or links to files.
    pub fn rewrite_lines(&mut self, change: &mut dyn FnMut(&mut Vec<Inline>)) {
        if self.asks {
            self.change_lines(&Inline::is_unresolved, change);
        }
    }

    /// Changes every line, footnotes included, if anything in the text is wanted; else the text stays
    /// shared.
    pub fn change_lines(&mut self, wanted: &dyn Fn(&Inline) -> bool, change: &mut dyn FnMut(&mut Vec<Inline>)) {
        let mut found = false;
        self.each_inline(&mut |inline| found |= wanted(inline));
        if !found {
            return;
        }
        for block in Arc::make_mut(&mut self.blocks) {
            block.change_lines(change);
        }
    }
}

fn each_inline(line: &[Inline], visit: &mut dyn FnMut(&Inline)) {
    for inline in line {
        visit(inline);
        match inline {
            Inline::Emphasis { text } | Inline::Strong { text } | Inline::Strike { text } => each_inline(text, visit),
            Inline::Link(link) => each_inline(&link.text, visit),
            _ => {}
        }
    }
}

impl Inline {
    /// Whether it depends on the publication: a link by name or to a file, or a picture.
    fn is_unresolved(&self) -> bool {
        match self {
            Self::Link(link) => match &link.to {
                Target::Name { .. } => true,
                Target::Url { url } => file_linked(url).is_some(),
                Target::Here { .. } => false,
            },
            Self::Image(_) => true,
            _ => false,
        }
    }
}

impl Block {
    /// This block and those inside it.
    pub fn each_block(&self, visit: &mut dyn FnMut(&Block)) {
        visit(self);
        match self {
            Self::List { items, .. } => {
                items.iter().flat_map(|item| &item.blocks).for_each(|block| block.each_block(visit));
            }
            Self::Quote { blocks } | Self::Alert { blocks, .. } => {
                for block in blocks {
                    block.each_block(visit);
                }
            }
            Self::Definitions { entries } => {
                entries
                    .iter()
                    .flat_map(|entry| entry.meanings.iter().flatten())
                    .for_each(|block| block.each_block(visit));
            }
            Self::Footnotes { notes } => {
                notes.iter().flat_map(|note| &note.blocks).for_each(|block| block.each_block(visit));
            }
            _ => {}
        }
    }

    /// The lines of this block alone.
    fn each_line(&self, visit: &mut dyn FnMut(&[Inline])) {
        match self {
            Self::Paragraph { text, .. } | Self::Heading { text, .. } => visit(text),
            Self::Table { head, rows, .. } => head.iter().chain(rows.iter().flatten()).for_each(|cell| visit(cell)),
            Self::Definitions { entries } => entries.iter().for_each(|entry| visit(&entry.term)),
            _ => {}
        }
    }

    fn change_lines(&mut self, change: &mut dyn FnMut(&mut Vec<Inline>)) {
        match self {
            Self::Paragraph { text, .. } | Self::Heading { text, .. } => change(text),
            Self::Table { head, rows, .. } => head.iter_mut().chain(rows.iter_mut().flatten()).for_each(change),
            Self::Definitions { entries } => {
                for entry in entries {
                    change(&mut entry.term);
                    entry.meanings.iter_mut().flatten().for_each(|block| block.change_lines(change));
                }
            }
            Self::List { items, .. } => {
                items.iter_mut().flat_map(|item| &mut item.blocks).for_each(|block| block.change_lines(change));
            }
            Self::Quote { blocks } | Self::Alert { blocks, .. } => {
                for block in blocks {
                    block.change_lines(change);
                }
            }
            Self::Footnotes { notes } => {
                notes.iter_mut().flat_map(|note| &mut note.blocks).for_each(|block| block.change_lines(change));
            }
            _ => {}
        }
    }
}

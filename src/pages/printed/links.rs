//! The addresses that a printed page leads to, which it lists at its end.

use indexmap::IndexSet;

use crate::pages::view::{
    ActionView, AimView, Ask, Banner, Body, Book, ConsultationView, CrossAimView, DateView, Fact, Guide, GuideSection,
    MeasureView, ObjectiveView, PlanView, Share, SupportRow, ThemeView, Value,
};
use crate::syntax::document::{Block, Inline, Prose, Target};

/// Addresses in reading order, each once, without places on the page itself.
pub(crate) struct PrintedLinks<'a> {
    page: &'a str,
    texts: &'a [Prose],
    addresses: IndexSet<&'a str>,
}

impl<'a> PrintedLinks<'a> {
    /// The links of the content of the page at an address, with the page's texts.
    pub(crate) fn collect(page: &'a str, texts: &'a [Prose], content: &'a impl HasLinks) -> Vec<&'a str> {
        let mut links = Self { page, texts, addresses: IndexSet::new() };
        content.add_links(&mut links);
        links.addresses.into_iter().collect()
    }

    fn add(&mut self, address: &'a str) {
        let is_on_page = address.strip_prefix(self.page).unwrap_or(address).starts_with('#');
        if !address.is_empty() && !is_on_page {
            self.addresses.insert(address);
        }
    }

    fn add_blocks(&mut self, blocks: &'a [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph { text, .. } | Block::Heading { text, .. } => self.add_line(text),
                Block::List { items, .. } => items.iter().for_each(|item| self.add_blocks(&item.blocks)),
                Block::Quote { blocks } | Block::Alert { blocks, .. } => self.add_blocks(blocks),
                Block::Table { head, rows, .. } => {
                    head.iter().chain(rows.iter().flatten()).for_each(|cell| self.add_line(cell));
                }
                Block::Definitions { entries } => {
                    for entry in entries {
                        self.add_line(&entry.term);
                        entry.meanings.iter().for_each(|meaning| self.add_blocks(meaning));
                    }
                }
                Block::Footnotes { notes } => notes.iter().for_each(|note| self.add_blocks(&note.blocks)),
                Block::Code { .. } | Block::Rule | Block::Html { .. } | Block::Data { .. } => {}
            }
        }
    }

    fn add_line(&mut self, line: &'a [Inline]) {
        for inline in line {
            match inline {
                Inline::Emphasis { text } | Inline::Strong { text } | Inline::Strike { text } => self.add_line(text),
                Inline::Link(link) => {
                    match &link.to {
                        Target::Here { address } => self.add(address),
                        Target::Url { url } => self.add(url),
                        Target::Name { .. } => {}
                    }
                    self.add_line(&link.text);
                }
                Inline::Text { .. }
                | Inline::Code { .. }
                | Inline::Image(_)
                | Inline::Break
                | Inline::Html { .. }
                | Inline::Footnote { .. } => {}
            }
        }
    }
}

/// A part of a page that has links which paper writes out. What already says where it leads has none.
pub(crate) trait HasLinks {
    /// Adds the links in reading order.
    fn add_links<'a>(&'a self, links: &mut PrintedLinks<'a>);
}

impl<T: HasLinks> HasLinks for [T] {
    fn add_links<'a>(&'a self, links: &mut PrintedLinks<'a>) {
        for item in self {
            item.add_links(links);
        }
    }
}

impl<T: HasLinks> HasLinks for Option<T> {
    fn add_links<'a>(&'a self, links: &mut PrintedLinks<'a>) {
        if let Some(item) = self {
            item.add_links(links);
        }
    }
}

/// Names the parts of each view that have links, in reading order.
macro_rules! parts_with_links {
    ($($view:ty: $($part:ident),+;)+) => {
        $(impl HasLinks for $view {
            fn add_links<'a>(&'a self, links: &mut PrintedLinks<'a>) {
                $(self.$part.add_links(links);)+
            }
        })+
    };
}

parts_with_links! {
    Guide: banner, facts, introduction, sections, support, asked, dates, return_to;
    GuideSection: actions, support;
    Book: plan, objectives, asked;
    // The texts of `values` have links without numbers.
    PlanView: banner, facts, introduction, mission, vision, themes, cross_aims, dates, support, consultation;
    ThemeView: text;
    CrossAimView: facts, detail;
    ConsultationView: facts, timetable;
    ObjectiveView: banner, facts, story, aims, actions, support, lineage;
    AimView: facts, detail, measures;
    MeasureView: facts;
    ActionView: facts, detail, ask;
    SupportRow: contacts, resources;
    Fact: values;
}

/// A picture for screens writes no addresses out.
impl HasLinks for Share {
    fn add_links<'a>(&'a self, _: &mut PrintedLinks<'a>) {}
}

impl HasLinks for DateView {
    fn add_links<'a>(&'a self, links: &mut PrintedLinks<'a>) {
        self.facts.add_links(links);
        self.url.iter().for_each(|url| links.add(url));
    }
}

impl HasLinks for Banner {
    fn add_links<'a>(&'a self, links: &mut PrintedLinks<'a>) {
        self.link.iter().for_each(|link| links.add(&link.address));
    }
}

impl HasLinks for Value {
    fn add_links<'a>(&'a self, links: &mut PrintedLinks<'a>) {
        self.address.iter().for_each(|address| links.add(address));
    }
}

impl HasLinks for Ask {
    fn add_links<'a>(&'a self, links: &mut PrintedLinks<'a>) {
        self.url.iter().for_each(|url| links.add(url));
    }
}

impl HasLinks for Body {
    fn add_links<'a>(&'a self, links: &mut PrintedLinks<'a>) {
        if let Some(prose) = links.texts.get(self.text.0) {
            links.add_blocks(&prose.blocks);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pages::view::TextIndex;
    use crate::syntax::document::{Align, Definition};

    fn link(url: &str) -> Vec<Inline> {
        vec![Inline::link(Target::Url { url: url.into() }, Vec::new())]
    }

    #[test]
    fn a_text_has_its_links_in_reading_order_and_nothing_else() {
        let table = Block::Table { align: vec![Align::End], head: vec![link("/a/")], rows: vec![vec![link("/b/")]] };
        let definition = |term: &str, meaning: &str| Definition {
            term: link(term),
            meanings: vec![vec![Block::paragraph(link(meaning))]],
        };
        let definitions = Block::Definitions { entries: vec![definition("/c/", "/d/"), definition("/a/", "/e/")] };
        let code = Block::Code { language: "text".into(), text: "/f/".into() };
        let here = Block::paragraph([link("#x"), link("/page/#y"), link("/page/z/")].concat());
        let texts = [Prose::new(vec![table, definitions, code, here])];
        let body = Body { text: TextIndex(0), lang: None };
        let links = PrintedLinks::collect("/page/", &texts, &body);
        assert_eq!(links, ["/a/", "/b/", "/c/", "/d/", "/e/", "/page/z/"]);
    }
}

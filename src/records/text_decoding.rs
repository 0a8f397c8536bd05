//! Decodes texts, languages and switches, and adds translations to them.

use crate::records::decode::{Decode, Faults};
use crate::records::reference_visitor::ReferenceVisitor;
use crate::records::text::{At, Lang, Markdown, Passage, Text};
use crate::syntax::markdown;
use crate::syntax::problems::Wanted;
use crate::syntax::yaml::{Kind, Node};

/// One line: runs of white space, newlines among them, become one space.
fn join_lines(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Decode for Text {
    const WANTED: Wanted = Wanted::Text;

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        match node.text() {
            Some(text) => Self { source: join_lines(text), place: node.place.clone(), translations: Vec::new() },
            None => {
                faults.wrong_type(node, Self::WANTED);
                if let (Kind::Map(_), Some(last)) = (&node.kind, faults.last()) {
                    last.help = Some("If the text holds a colon, put it in quotes.".into());
                }
                Self { place: node.place.clone(), ..Self::default() }
            }
        }
    }

    fn overlay(&mut self, node: &Node, lang: &Lang, faults: &mut Faults) {
        match node.text() {
            Some(text) => self.translations.push((lang.clone(), join_lines(text))),
            None => faults.wrong_type(node, Self::WANTED),
        }
    }

    fn visit_texts<'a>(&'a self, visit: &mut dyn FnMut(Passage<'a>)) {
        visit(Passage::Line(self));
    }
}

impl Decode for Markdown {
    const WANTED: Wanted = Wanted::Text;

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        let Some(text) = node.text() else {
            faults.wrong_type(node, Self::WANTED);
            return Self { place: node.place.clone(), ..Self::default() };
        };
        Self { source: markdown::read_value(text, node, faults), place: node.place.clone(), translations: Vec::new() }
    }

    fn overlay(&mut self, node: &Node, lang: &Lang, faults: &mut Faults) {
        match node.text() {
            Some(text) => self.translations.push((lang.clone(), markdown::read_value(text, node, faults))),
            None => faults.wrong_type(node, Self::WANTED),
        }
    }

    fn visit_texts<'a>(&'a self, visit: &mut dyn FnMut(Passage<'a>)) {
        visit(Passage::Markdown(self));
    }

    fn visit_references(&mut self, visitor: &mut dyn ReferenceVisitor) -> bool {
        visitor.resolve_links(&mut self.source);
        self.translations.iter_mut().for_each(|(_, prose)| visitor.resolve_links(prose));
        true
    }
}

impl<T: Decode> Decode for At<T> {
    const WANTED: Wanted = T::WANTED;

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        Self { value: T::decode(node, faults), place: node.place.clone() }
    }

    fn visit_texts<'a>(&'a self, visit: &mut dyn FnMut(Passage<'a>)) {
        self.value.visit_texts(&mut |passage| {
            visit(match passage {
                Passage::Address(address, _) => Passage::Address(address, Some(&self.place)),
                text => text,
            });
        });
    }

    fn unique_name(&self) -> Option<&str> {
        self.value.unique_name()
    }
}

impl Decode for String {
    const WANTED: Wanted = Wanted::Text;

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        Text::decode(node, faults).source
    }
}

impl Decode for bool {
    const WANTED: Wanted = Wanted::Switch;

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        match &node.kind {
            Kind::Scalar { text, plain: true, .. } if text == "true" => true,
            Kind::Scalar { text, plain: true, .. } if text == "false" => false,
            _ => {
                faults.wrong_type(node, Self::WANTED);
                false
            }
        }
    }
}

impl Decode for Lang {
    const WANTED: Wanted = Wanted::Named("a language tag");

    fn unique_name(&self) -> Option<&str> {
        Some(&self.0)
    }

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        match node.text() {
            Some(tag) if Self::is_tag(tag) => Self(tag.into()),
            _ => {
                faults.wrong_type(node, Wanted::Named("a language tag such as `en` or `cy`"));
                Self::default()
            }
        }
    }
}

//! References from record to record. Their types say what they refer to.

use std::marker::PhantomData;

use crate::diagnostic::{Code, Place};
use crate::records::date::Date;
use crate::records::decode::{Decode, Faults};
use crate::records::reference_visitor::{ReferenceVisitor, Visibility};
use crate::records::referents::Referent;
use crate::records::text::{At, Lang, Passage, Text};
use crate::syntax::problems::Wanted;
use crate::syntax::yaml::Node;

/// The name of another record. The resolve stage makes it a full name.
#[derive(Debug, Clone, Default)]
pub struct Reference<T> {
    /// As written, and full once it is resolved.
    pub name: String,
    /// Where it is used.
    pub place: Place,
    referent: PhantomData<fn() -> T>,
}

impl<T> Reference<T> {
    /// A reference that is used at a place.
    #[must_use]
    pub fn new(name: String, place: Place) -> Self {
        Self { name, place, referent: PhantomData }
    }
}

impl<T: Referent> Decode for Reference<T> {
    const WANTED: Wanted = Wanted::Named("the name of something");

    fn unique_name(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        match node.text() {
            Some(name) if name.trim().is_empty() => {
                faults.add(Code::EmptyValue, &node.place, "a name is needed here, and there is none");
                Self::default()
            }
            Some(name) => Self::new(name.to_owned(), node.place.clone()),
            None => {
                faults.wrong_type(node, Self::WANTED);
                Self::default()
            }
        }
    }

    fn visit_references(&mut self, visitor: &mut dyn ReferenceVisitor) -> bool {
        visitor.resolve(&mut self.name, &self.place, T::NAMESPACE, T::PARTS)
    }
}

/// What a record continues, if its id does not say so; an empty list for nothing.
#[derive(Debug, Clone, Default)]
pub struct Continues<T> {
    /// The names.
    pub names: Vec<Reference<T>>,
}

impl<T> Continues<T> {
    /// The names with their places.
    pub fn places(&self) -> impl Iterator<Item = (&str, &Place)> {
        self.names.iter().map(|reference| (reference.name.as_str(), &reference.place))
    }
}

impl<T: Referent> Decode for Continues<T> {
    const WANTED: Wanted = Wanted::Named("a list of names");

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        Self { names: Vec::decode(node, faults) }
    }

    fn visit_references(&mut self, visitor: &mut dyn ReferenceVisitor) -> bool {
        self.names.visit_references(visitor)
    }
}

/// The id of something, or words where nothing has that id.
#[derive(Debug, Clone, Default)]
pub struct IdOrText<T> {
    text: Text,
    referent: PhantomData<fn() -> T>,
}

impl<T> std::ops::Deref for IdOrText<T> {
    type Target = Text;

    fn deref(&self) -> &Text {
        &self.text
    }
}

impl<T: Referent> Decode for IdOrText<T> {
    const WANTED: Wanted = Text::WANTED;

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        Self { text: Text::decode(node, faults), referent: PhantomData }
    }

    fn overlay(&mut self, node: &Node, lang: &Lang, faults: &mut Faults) {
        self.text.overlay(node, lang, faults);
    }

    fn visit_texts<'a>(&'a self, visit: &mut dyn FnMut(Passage<'a>)) {
        self.text.visit_texts(visit);
    }

    fn visit_references(&mut self, visitor: &mut dyn ReferenceVisitor) -> bool {
        !visitor.is_left_out(T::NAMESPACE, &self.text.source)
    }
}

/// The date of a record that is not shown before that day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AppearanceDate(At<Date>);

impl std::ops::Deref for AppearanceDate {
    type Target = At<Date>;

    fn deref(&self) -> &At<Date> {
        &self.0
    }
}

impl Decode for AppearanceDate {
    const WANTED: Wanted = Date::WANTED;

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        Self(At::decode(node, faults))
    }

    fn restrict(&self, visibility: &mut Visibility) {
        visibility.from = self.0.first_day();
    }
}

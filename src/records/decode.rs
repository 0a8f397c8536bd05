//! Decodes nodes into records. A fault does not stop the decoding.

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use crate::diagnostic::{Code, Label, Place, nearest};
use crate::records::reference_visitor::{ReferenceVisitor, Visibility};
use crate::records::text::{Lang, Passage};
pub use crate::syntax::problems::Faults;
use crate::syntax::problems::MOST;
use crate::syntax::problems::Wanted;
use crate::syntax::yaml::{Kind, Node};

/// A value that can be decoded from a node. If the node does not fit, the fault is added and the
/// default is used, so that the rest of the file is still checked.
pub trait Decode: Default {
    /// What the value is, for "… is needed".
    const WANTED: Wanted;

    /// Reads the value.
    fn decode(node: &Node, faults: &mut Faults) -> Self;

    /// Adds a translation to the value. Facts have none: that is the default.
    fn overlay(&mut self, node: &Node, _lang: &Lang, faults: &mut Faults) {
        faults.add(Code::FactInTranslation, &node.place, "a fact stands in a translation").help =
            Some("Remove it here; facts stand once, in the source file.".into());
    }

    /// Visits every text and web address of the value, in the order of its keys. By default there are
    /// none.
    fn visit_texts<'a>(&'a self, _visit: &mut dyn FnMut(Passage<'a>)) {}

    /// The id of a record, which is unique in a list.
    fn key(&self) -> Option<&str> {
        None
    }

    /// The name that the value holds, if a list may hold each name only once.
    fn unique_name(&self) -> Option<&str> {
        None
    }

    /// Visits every reference, linked text and child record of the value, and drops those that the visitor
    /// rejects. Returns whether the value itself stays.
    fn visit_references(&mut self, _visitor: &mut dyn ReferenceVisitor) -> bool {
        true
    }

    /// Restricts the visibility of the record that has this value.
    fn restrict(&self, _visibility: &mut Visibility) {}

    /// Tells the value the key that it has in a map, which is its id or address.
    fn set_key(&mut self, _key: &str, _place: &Place, _faults: &mut Faults) {}
}

impl<T: Decode> Decode for Option<T> {
    const WANTED: Wanted = T::WANTED;

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        Some(T::decode(node, faults))
    }

    fn overlay(&mut self, node: &Node, lang: &Lang, faults: &mut Faults) {
        match self {
            Some(value) => value.overlay(node, lang, faults),
            None => report_nothing_to_translate::<T>(node, lang, faults),
        }
    }

    fn visit_texts<'a>(&'a self, visit: &mut dyn FnMut(Passage<'a>)) {
        if let Some(value) = self {
            value.visit_texts(visit);
        }
    }

    fn visit_references(&mut self, visitor: &mut dyn ReferenceVisitor) -> bool {
        self.take_if(|value| !value.visit_references(visitor));
        true
    }
}

impl<T: Decode> Decode for Box<T> {
    const WANTED: Wanted = T::WANTED;

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        Self::new(T::decode(node, faults))
    }

    fn overlay(&mut self, node: &Node, lang: &Lang, faults: &mut Faults) {
        (**self).overlay(node, lang, faults);
    }

    fn visit_texts<'a>(&'a self, visit: &mut dyn FnMut(Passage<'a>)) {
        (**self).visit_texts(visit);
    }

    fn visit_references(&mut self, visitor: &mut dyn ReferenceVisitor) -> bool {
        (**self).visit_references(visitor)
    }
}

impl<T: Decode> Decode for Vec<T> {
    const WANTED: Wanted = Wanted::Named("a list");

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        let Kind::List(items) = &node.kind else {
            faults.wrong_type(node, Self::WANTED);
            if let Some(last) = faults.last() {
                last.help = Some("Begin each entry with `- ` on a line of its own, or write `[…]`.".into());
            }
            // One entry without its sign is read as a list of one, so that the list is not reported as
            // empty too.
            let mut tried = Faults::default();
            let one = T::decode(node, &mut tried);
            return if tried.found.is_empty() { vec![one] } else { Self::new() };
        };
        let mut unsound = HashSet::new();
        // A million wrong entries would be a million records, each far larger than what is written.
        let mut values = Self::new();
        for (at, item) in items.iter().enumerate() {
            if faults.is_full() {
                break;
            }
            let before = faults.count();
            values.push(T::decode(item, faults));
            if faults.count() > before {
                unsound.insert(at);
            }
        }
        let mut seen = HashMap::new();
        for (at, value) in values.iter().enumerate() {
            // The default of a wrong value is no duplicate.
            if value.key().is_none() && unsound.contains(&at) {
                continue;
            }
            let Some(key) = value.key().or_else(|| value.unique_name()).filter(|key| !key.is_empty()) else { continue };
            if let Some(first) = seen.insert(key, at) {
                let place = items[first].value_of("id").clone();
                let (message, help) = if value.key().is_some() {
                    (format!("the id `{key}` is used twice in this list"), "Give one of the two another id.")
                } else {
                    (format!("`{key}` stands twice in this list"), "Keep one of the two.")
                };
                let fault = faults.add(Code::DuplicateId, items[at].value_of("id"), message);
                fault.labels.push(Label { place, text: "first used here".into() });
                fault.help = Some(help.into());
            }
        }
        values
    }

    fn overlay(&mut self, node: &Node, lang: &Lang, faults: &mut Faults) {
        let Kind::List(items) = &node.kind else {
            return faults.wrong_type(node, Self::WANTED);
        };
        let keyed = self.iter().any(|value| value.key().is_some());
        if !keyed && self.is_empty() {
            return report_nothing_to_translate::<T>(items.first().unwrap_or(node), lang, faults);
        }
        if !keyed && items.len() != self.len() {
            let message = format!("the source has {} entries here and the translation {}", self.len(), items.len());
            faults.add(Code::OrphanTranslation, &node.place, message).help =
                Some("Lists of plain text match by position: translate each entry in its order.".into());
        }
        let mut seen: HashMap<&str, &Node> = HashMap::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for (at, key) in self.iter().enumerate().filter_map(|(at, value)| Some((at, value.key()?))) {
            places.entry(key.to_owned()).or_insert(at);
        }
        for (at, item) in items.iter().enumerate() {
            if !keyed {
                if let Some(value) = self.get_mut(at) {
                    value.overlay(item, lang, faults);
                }
                continue;
            }
            let Some(id) = item.get("id").and_then(Node::text) else {
                faults
                    .add(Code::MissingKey, &item.place, "a translated record needs the `id` of what it translates")
                    .help = Some("Add the `id` that the source has.".into());
                continue;
            };
            if let Some(first) = seen.insert(id, item) {
                let place = first.value_of("id").clone();
                faults
                    .add(
                        Code::DuplicateId,
                        item.value_of("id"),
                        format!("the id `{id}` is translated twice in this list"),
                    )
                    .labels
                    .push(Label { place, text: "first translated here".into() });
                continue;
            }
            match places.get(id) {
                Some(found) => self[*found].overlay(item, lang, faults),
                None => report_unknown_id(id, item.value_of("id"), self.iter().filter_map(Decode::key), faults),
            }
        }
    }

    fn visit_texts<'a>(&'a self, visit: &mut dyn FnMut(Passage<'a>)) {
        for value in self {
            value.visit_texts(visit);
        }
    }

    fn visit_references(&mut self, visitor: &mut dyn ReferenceVisitor) -> bool {
        self.retain_mut(|value| value.visit_references(visitor));
        true
    }
}

/// A value with keys, which builds show or leave out as a whole.
pub trait Record {
    /// What decides in which builds the record is shown.
    #[must_use]
    fn visibility(&self) -> Visibility;
}

/// Reports a translation of a value that the source does not have, or of a fact.
fn report_nothing_to_translate<T: Decode>(node: &Node, lang: &Lang, faults: &mut Faults) {
    let mut tried = Faults::default();
    T::default().overlay(node, lang, &mut tried);
    match tried.found.into_iter().find(|fault| fault.code == Code::FactInTranslation) {
        Some(fact) => faults.found.push(fact),
        None => {
            let message = "this is translated, but the source says nothing here";
            faults.add(Code::OrphanTranslation, &node.place, message).help =
                Some("Write it in the source first, or remove it here.".into());
        }
    }
}

/// Reports an id in a translation that its source does not have.
fn report_unknown_id<'a>(id: &str, place: &Place, known: impl Iterator<Item = &'a str>, faults: &mut Faults) {
    // Thousands compared with thousands take minutes.
    let few = faults.count_of(Code::OrphanTranslation) < MOST / 10;
    let help = few.then(|| nearest(id, known)).flatten().map(|near| format!("Did you mean `{near}`?"));
    faults.add(Code::OrphanTranslation, place, format!("the source has nothing with the id `{id}`")).help =
        Some(help.unwrap_or_else(|| "Write the id as the source has it; ids are not translated.".into()));
}

impl<T: Decode> Decode for IndexMap<String, T> {
    const WANTED: Wanted = Wanted::Records;

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        let Kind::Map(pairs) = &node.kind else {
            faults.wrong_type(node, Self::WANTED);
            return Self::new();
        };
        let mut map = Self::new();
        for (key, value) in pairs {
            if faults.is_full() {
                break;
            }
            let mut record = T::decode(value, faults);
            record.set_key(&key.text, &key.place, faults);
            map.insert(key.text.clone(), record);
        }
        map
    }

    fn overlay(&mut self, node: &Node, lang: &Lang, faults: &mut Faults) {
        let Kind::Map(pairs) = &node.kind else {
            return faults.wrong_type(node, Self::WANTED);
        };
        for (key, value) in pairs {
            match self.get_mut(&key.text) {
                Some(record) => record.overlay(value, lang, faults),
                None => report_unknown_id(&key.text, &key.place, self.keys().map(String::as_str), faults),
            }
        }
    }

    fn visit_texts<'a>(&'a self, visit: &mut dyn FnMut(Passage<'a>)) {
        self.values().for_each(|value| value.visit_texts(visit));
    }

    fn visit_references(&mut self, visitor: &mut dyn ReferenceVisitor) -> bool {
        self.retain(|_, value| value.visit_references(visitor));
        true
    }
}

/// Reports a key that a record does not have, with the nearest one and where it belongs.
pub fn report_unknown_key(key: &crate::syntax::yaml::Key, record: &str, known: &[&str], faults: &mut Faults) {
    let help = match nearest(&key.text, known.iter().copied()) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => match faults.key_owners(&key.text).as_slice() {
            [] => format!("Keys here: {}.", known.join(", ")),
            owners => format!("`{}` belongs in {}. Keys here: {}.", key.text, owners.join(" or "), known.join(", ")),
        },
    };
    faults.add(Code::UnknownKey, &key.place, format!("`{}` is not a key of {record}", key.text)).help = Some(help);
}

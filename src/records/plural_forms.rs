//! A word in the plural forms of its language.

use crate::diagnostic::{Code, Place};
use crate::records::decode::{Decode, Faults, report_unknown_key};
use crate::records::text::{Lang, Text};
use crate::syntax::problems::Wanted;
use crate::syntax::yaml::{Kind, Node};

/// A word or its plural forms, by the names that Unicode gives them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Words {
    /// The forms of the source; under `other` alone where only one was written.
    pub source: Vec<(&'static str, String)>,
    /// Where they stand.
    pub place: Place,
    /// By language.
    pub translations: Vec<(Lang, Vec<(&'static str, String)>)>,
}

impl Decode for Words {
    const WANTED: Wanted = Wanted::Named("a word or its plural forms");

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        Self { source: decode_forms(node, faults), place: node.place.clone(), translations: Vec::new() }
    }

    fn overlay(&mut self, node: &Node, lang: &Lang, faults: &mut Faults) {
        self.translations.push((lang.clone(), decode_forms(node, faults)));
    }
}

const FORMS: &[&str] = &["zero", "one", "two", "few", "many", "other"];

fn decode_forms(node: &Node, faults: &mut Faults) -> Vec<(&'static str, String)> {
    match &node.kind {
        Kind::Map(pairs) => {
            if node.get("other").is_none() {
                faults.add(Code::MissingKey, &node.head(), "plural forms need `other`").help =
                    Some("Add `other: …`, the word for most numbers.".into());
            }
            let mut found = Vec::new();
            for (key, value) in pairs {
                match FORMS.iter().find(|form| **form == key.text) {
                    Some(form) => found.push((*form, Text::decode(value, faults).source)),
                    None => report_unknown_key(key, "plural forms", FORMS, faults),
                }
            }
            found
        }
        _ => vec![("other", Text::decode(node, faults).source)],
    }
}

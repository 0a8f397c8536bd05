//! `editions`: which editions show a record.

use serde_json::{Value, json};

use crate::diagnostic::Code;
use crate::records::decode::{Decode, Faults};
use crate::records::edition::Edition;
use crate::records::reference_visitor::Visibility;
use crate::records::schema::Schema;
use crate::records::text::At;
use crate::records::words::decode_words;
use crate::syntax::problems::Wanted;
use crate::syntax::yaml::{Kind, Node};

decode_words! { Edition }

/// The editions that show a record; all of them where none is named.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Editions(Vec<At<Edition>>);

impl std::ops::Deref for Editions {
    type Target = [At<Edition>];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Decode for Editions {
    const WANTED: Wanted = Wanted::Named("a list of editions");

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        // An empty list would show the record in all editions.
        if matches!(&node.kind, Kind::List(items) if items.is_empty()) {
            faults.add(Code::EmptyValue, &node.place, "this list names no edition").help =
                Some("Remove `editions` to show this in every edition, or name one, as in `editions: [staff]`.".into());
        }
        Self(Vec::decode(node, faults))
    }

    fn restrict(&self, visibility: &mut Visibility) {
        visibility.editions = self.0.iter().map(|edition| edition.value).collect();
    }
}

impl Schema for Editions {
    fn schema() -> Value {
        let mut list = Vec::<Edition>::schema();
        list["minItems"] = json!(1);
        list
    }
}

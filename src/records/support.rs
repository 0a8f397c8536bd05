//! Rows of help with a topic, which plans and objectives have.

use serde_json::json;

use crate::records::editions::Editions;
use crate::records::id::Id;
use crate::records::record_macro::record;
use crate::records::references::Reference;
use crate::records::referents as to;
use crate::records::schema::one_of;
use crate::records::text::Text;

record! {
    /// Where help is to be had with a topic.
    Support = "a support row" {
        /// Its id.
        required id: Id,
        /// With what.
        required topic: Text,
        /// Whom to ask.
        optional contacts: Vec<Reference<to::Contact>>,
        /// What to use.
        optional resources: Vec<Reference<to::Resource>>,
        /// In words.
        optional text: Option<Text>,
        /// Which editions show it.
        optional editions: Editions,
    }
    schema json!({ "anyOf": one_of(&[&["contacts"], &["resources"], &["text"]]) })
}

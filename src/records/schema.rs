//! JSON Schema of records, lists and maps.

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

/// An id as a pattern.
pub(crate) const ID: &str = "^[a-z0-9-]{1,80}$";

/// A value that a schema can describe.
pub trait Schema {
    /// What the value looks like in a source file.
    #[must_use]
    fn schema() -> Value;

    /// What it looks like in a translation; nothing for a fact, which has no place there.
    #[must_use]
    fn translation() -> Option<Value> {
        None
    }

    /// What keys look like in a map of such values, where that is no other file's business.
    #[must_use]
    fn key() -> Option<Value> {
        None
    }
}

/// The keys of a record as they are put together.
#[derive(Debug)]
pub struct Keys {
    title: &'static str,
    properties: Map<String, Value>,
    required: Vec<Value>,
}

impl Keys {
    /// None yet.
    #[must_use]
    pub fn new(title: &'static str) -> Self {
        Self { title, properties: Map::new(), required: Vec::new() }
    }

    /// Adds a key with its description.
    pub fn add(&mut self, key: &str, about: &str, required: bool, mut schema: Value) {
        if let Some(object) = schema.as_object_mut() {
            object.insert("description".into(), about.trim().into());
        }
        self.properties.insert(key.into(), schema);
        if required {
            self.required.push(key.into());
        }
    }

    /// The record: these keys and no others, with rules about several keys at once.
    #[must_use]
    pub fn finish_record(self, rules: &[Value]) -> Value {
        let mut record = Map::new();
        record.insert("title".into(), self.title.into());
        record.insert("type".into(), "object".into());
        if !self.required.is_empty() {
            record.insert("required".into(), self.required.into());
        }
        record.insert("additionalProperties".into(), false.into());
        record.insert("properties".into(), self.properties.into());
        record.extend(
            rules.iter().filter_map(Value::as_object).flatten().map(|(key, value)| (key.clone(), value.clone())),
        );
        record.into()
    }

    /// A translation of the record; nothing where it has no text.
    #[must_use]
    pub fn finish_translation(mut self, has_id: bool) -> Option<Value> {
        if self.properties.is_empty() {
            return None;
        }
        if has_id {
            self.add("id", "The id of what is translated here.", false, id_schema());
        }
        let title = format!("{}, translated", self.title);
        let properties = self.properties;
        Some(json!({ "title": title, "type": "object", "additionalProperties": false, "properties": properties }))
    }
}

/// What an id looks like.
pub(crate) fn id_schema() -> Value {
    json!({
        "type": ["string", "integer"], "pattern": ID,
        "patternErrorMessage": "Only a-z, 0-9 and hyphens are used in ids, and at most 80 of them.",
    })
}

/// The rule that a record has the keys of one of several lists.
pub(crate) fn one_of(keys: &[&[&str]]) -> Value {
    keys.iter().map(|keys| json!({ "required": keys })).collect()
}

impl<T: Schema> Schema for Option<T> {
    fn schema() -> Value {
        T::schema()
    }

    fn translation() -> Option<Value> {
        T::translation()
    }
}

impl<T: Schema> Schema for Box<T> {
    fn schema() -> Value {
        T::schema()
    }

    fn translation() -> Option<Value> {
        T::translation()
    }
}

impl<T: Schema> Schema for Vec<T> {
    fn schema() -> Value {
        json!({ "type": "array", "items": T::schema() })
    }

    fn translation() -> Option<Value> {
        let mut items = T::translation()?;
        if items["properties"]["id"].is_object() {
            items["required"] = json!(["id"]);
        }
        Some(json!({ "type": "array", "items": items }))
    }
}

impl<T: Schema> Schema for IndexMap<String, T> {
    fn schema() -> Value {
        let mut map = json!({ "type": "object", "additionalProperties": T::schema() });
        if let Some(key) = T::key() {
            map["propertyNames"] = key;
        }
        map
    }

    fn translation() -> Option<Value> {
        Some(json!({ "type": "object", "additionalProperties": T::translation()? }))
    }
}

//! JSON Schema of every file, from the same declarations that read it: editors complete keys, show
//! what they mean and underline what is wrong.
//!
//! A schema sees one file and no other, so it says less than the program: nothing of names that
//! lead elsewhere, of ids that stand twice, of dates that do not exist, of anything between files.

mod values;

use indexmap::IndexMap;
use serde_json::{Map, Value, json};

use crate::records::dates::Date;
use crate::records::reference_visitor::Referent;
use crate::records::values::{At, Fate, Id, OldAddress, Reference, Text};
use crate::records::{
    AppearanceDate, Baseline, Contact, Continues, Follows, GlossaryEntry, Group, IdOrText, KeyDate, Measure, NewsItem,
    Objective, Page, Party, Plan, Resource, Site, Support, Target, Update,
};
use values::ID;

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

/// The schema of one kind of file.
#[derive(Debug, Clone)]
pub struct FileSchema {
    /// Its name, `objective` or `objective-translation`.
    pub name: &'static str,
    /// The files that it is for, as editors match them; those after `!` are left out. Empty for the
    /// front matter of Markdown files, which editors do not look into.
    pub files: &'static [&'static str],
    /// The schema, JSON Schema draft-07.
    pub schema: Value,
}

/// The schemas of all files.
#[must_use]
pub fn all() -> Vec<FileSchema> {
    let mut all = Vec::new();
    let mut add = |name, files, schema: Value| {
        let mut whole = Map::new();
        whole.insert("$schema".into(), "http://json-schema.org/draft-07/schema#".into());
        whole.extend(schema.as_object().cloned().unwrap_or_default());
        all.push(FileSchema { name, files, schema: whole.into() });
    };
    /// A kind of file: the names and files of its sources and of its translations, and its type.
    macro_rules! file {
        ($type:ty, $name:literal, $files:expr, $translated:literal, $translations:expr) => {
            add($name, $files, <$type>::schema());
            if let Some(schema) = <$type>::translation() {
                add($translated, $translations, schema);
            }
        };
    }
    file!(Site, "site", &["content/site.yaml"], "site-translation", &["content/site.*.yaml"]);
    file!(Keyed<Contact>, "contacts", &["content/contacts.yaml"], "contacts-translation", &["content/contacts.*.yaml"]);
    file!(Keyed<Party>, "parties", &["content/parties.yaml"], "parties-translation", &["content/parties.*.yaml"]);
    file!(Vec<KeyDate>, "dates", &["content/dates.yaml"], "dates-translation", &["content/dates.*.yaml"]);
    file!(
        Keyed<Resource>,
        "resources",
        &["content/resources.yaml"],
        "resources-translation",
        &["content/resources.*.yaml"]
    );
    file!(
        Keyed<GlossaryEntry>,
        "glossary",
        &["content/glossary.yaml"],
        "glossary-translation",
        &["content/glossary.*.yaml"]
    );
    file!(Plan, "plan", &["content/plans/*/plan.yaml"], "plan-translation", &["content/plans/*/plan.*.yaml"]);
    file!(
        Objective,
        "objective",
        &["content/plans/*/objectives/*.yaml", "!content/plans/*/objectives/*.*.yaml"],
        "objective-translation",
        &["content/plans/*/objectives/*.*.yaml"]
    );
    file!(
        Update,
        "update",
        &["content/updates/*.yaml", "!content/updates/*.*.yaml"],
        "update-translation",
        &["content/updates/*.*.yaml"]
    );
    file!(
        Group,
        "group",
        &["content/groups/*.yaml", "!content/groups/*.*.yaml"],
        "group-translation",
        &["content/groups/*.*.yaml"]
    );
    file!(Page, "page", &[], "page-translation", &[]);
    file!(NewsItem, "news", &[], "news-translation", &[]);
    all
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
        if let Some(own) = schema.as_object_mut() {
            own.insert("description".into(), about.trim().into());
        }
        self.properties.insert(key.into(), schema);
        if required {
            self.required.push(key.into());
        }
    }

    /// The record: these keys and no others.
    #[must_use]
    pub fn record(self) -> Value {
        let mut record = Map::new();
        record.insert("title".into(), self.title.into());
        record.insert("type".into(), "object".into());
        if !self.required.is_empty() {
            record.insert("required".into(), self.required.into());
        }
        record.insert("additionalProperties".into(), false.into());
        record.insert("properties".into(), self.properties.into());
        record.extend(shapes(self.title).as_object().cloned().unwrap_or_default());
        record.into()
    }

    /// A translation of the record; nothing where it has no text.
    #[must_use]
    pub fn translated(mut self, has_id: bool) -> Option<Value> {
        if self.properties.is_empty() {
            return None;
        }
        if has_id {
            self.add("id", "The id of what is translated here.", false, Id::schema());
        }
        let title = format!("{}, translated", self.title);
        let properties = self.properties;
        Some(json!({ "title": title, "type": "object", "additionalProperties": false, "properties": properties }))
    }
}

/// What records say about several keys at once.
fn shapes(title: &str) -> Value {
    let one_of = |keys: &[&[&str]]| -> Value { keys.iter().map(|keys| json!({ "required": keys })).collect() };
    match title {
        Target::TITLE => json!({
            "oneOf": one_of(&[&["from", "to"], &["at_least"], &["at_most"], &["value"], &["times"], &["go"]]),
            "dependencies": { "from": ["to"], "to": ["from"], "each": ["value"] },
        }),
        Measure::TITLE => json!({ "anyOf": one_of(&[&["what", "unit", "target"], &["same_as"]]) }),
        Resource::TITLE => json!({
            "oneOf": one_of(&[&["url"], &["file"], &["where"]]),
            "dependencies": { "cover": ["alt"] },
        }),
        Support::TITLE => json!({ "anyOf": one_of(&[&["contacts"], &["resources"], &["text"]]) }),
        Plan::TITLE => json!({
            "dependencies": { "objectives": ["period"] },
            "if": { "required": ["period", "adopted"] },
            "then": { "required": ["objectives"] },
        }),
        _ => json!({}),
    }
}

/// A map whose keys are ids.
struct Keyed<T>(std::marker::PhantomData<T>);

impl<T: Schema> Schema for Keyed<T> {
    fn schema() -> Value {
        json!({ "type": "object", "propertyNames": { "pattern": ID }, "additionalProperties": T::schema() })
    }

    fn translation() -> Option<Value> {
        Some(json!({ "type": "object", "propertyNames": { "pattern": ID }, "additionalProperties": T::translation()? }))
    }
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

impl<T: Schema> Schema for At<T> {
    fn schema() -> Value {
        T::schema()
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

impl<T: Schema> Schema for Fate<T> {
    fn schema() -> Value {
        T::schema()
    }

    fn translation() -> Option<Value> {
        T::translation()
    }

    fn key() -> Option<Value> {
        Some(OldAddress::schema())
    }
}

impl Schema for Baseline {
    fn schema() -> Value {
        json!({ "anyOf": [{ "const": "not-given" }, crate::records::Start::schema()] })
    }
}

impl Schema for Follows {
    fn schema() -> Value {
        json!({ "anyOf": [Reference::<Plan>::schema(), crate::records::Earlier::schema()] })
    }

    fn translation() -> Option<Value> {
        crate::records::Earlier::translation()
    }
}

impl<T: Referent> Schema for Continues<T> {
    fn schema() -> Value {
        Vec::<Reference<T>>::schema()
    }
}

impl<T: Referent> Schema for IdOrText<T> {
    fn schema() -> Value {
        Text::schema()
    }

    fn translation() -> Option<Value> {
        Text::translation()
    }
}

impl Schema for AppearanceDate {
    fn schema() -> Value {
        Date::schema()
    }
}

//! JSON Schema of every file, from the same declarations that read it: editors complete keys, show
//! what they mean and underline what is wrong.
//!
//! A schema sees one file and no other, so it says less than the program: nothing of names that
//! lead elsewhere, of ids that stand twice, of dates that do not exist, of anything between files.

use serde_json::{Map, Value, json};

use crate::records::schema::ID;
pub use crate::records::schema::Schema;
use crate::records::{
    Contact, GlossaryEntry, Group, KeyDate, NewsItem, Objective, Page, Party, Plan, Resource, Site, Update,
};

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
pub fn file_schemas() -> Vec<FileSchema> {
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

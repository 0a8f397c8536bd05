//! `resources.yaml`: what there is to read, use or look at.

use serde_json::json;

use crate::records::editions::Editions;
use crate::records::record_macro::record;
use crate::records::schema::one_of;
use crate::records::text::{At, Lang, Text, WebAddress};

record! {
    /// Something to read, use or look at.
    Resource keyed by id = "a resource" {
        /// Its title.
        required title: Text,
        /// Where it is on the web.
        optional url: Option<At<WebAddress>>,
        /// A file below `files/`.
        optional file: Option<At<String>>,
        /// Where it is, in words.
        optional location as "where": Option<Text>,
        /// What kind of thing it is.
        optional kind: Option<Text>,
        /// Its language.
        optional lang: Option<At<Lang>>,
        /// A picture of it, below `files/`.
        optional cover: Option<At<String>>,
        /// What the picture shows.
        optional alt: Option<Text>,
        /// More about it.
        optional note: Option<Text>,
        /// Whose it is, when not the site's organisation's.
        optional publisher: Option<Text>,
        /// Which editions show it.
        optional editions: Editions,
    }
    schema json!({
        "oneOf": one_of(&[&["url"], &["file"], &["where"]]),
        "dependencies": { "cover": ["alt"] },
    })
}

//! `glossary.yaml`: words explained.

use crate::records::editions::Editions;
use crate::records::record_macro::record;
use crate::records::text::Text;

record! {
    /// A word explained.
    GlossaryEntry keyed by id = "a glossary entry" {
        /// The word.
        required word: Text,
        /// What it means.
        required meaning: Text,
        /// Which editions show it.
        optional editions: Editions,
    }
}

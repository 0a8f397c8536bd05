//! `parties.yaml`: the local parties.

use crate::records::editions::Editions;
use crate::records::record_macro::record;
use crate::records::references::Reference;
use crate::records::referents as to;
use crate::records::text::{At, Lang, Text, WebAddress};
use crate::records::web_addresses::OldAddress;

record! {
    /// A local party.
    Party keyed by id = "a party" {
        /// Its name.
        required name: Text,
        /// Its kind, an audience.
        required kind: Reference<to::Audience>,
        /// The party around it.
        optional parent: Option<Reference<to::Party>>,
        /// Where it is.
        optional area: Option<Reference<to::Area>>,
        /// Whom to ask.
        optional contact: Option<Reference<to::Contact>>,
        /// In which languages its guides are printed.
        optional languages: Vec<At<Lang>>,
        /// Its own site.
        optional url: Option<At<WebAddress>>,
        /// Which editions show it.
        optional editions: Editions,
        /// Old addresses.
        optional aliases: Vec<At<OldAddress>>,
    }
}

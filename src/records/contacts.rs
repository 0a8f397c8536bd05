//! `contacts.yaml`: whom to ask, by role.

use crate::records::date::Date;
use crate::records::editions::Editions;
use crate::records::record_macro::record;
use crate::records::references::Reference;
use crate::records::referents as to;
use crate::records::text::{At, Text, WebAddress};
use crate::records::web_addresses::Email;

record! {
    /// Whom to ask, by role.
    Contact keyed by id = "a contact" {
        /// What the contact does.
        required role: Text,
        /// A name, where one is given.
        optional name: Option<Text>,
        /// An e-mail address.
        optional email: Option<At<Email>>,
        /// A telephone number.
        optional phone: Option<At<String>>,
        /// A web address.
        optional url: Option<At<WebAddress>>,
        /// The contact to use when this one has no address.
        optional via: Option<Reference<to::Contact>>,
        /// What to ask about.
        optional topics: Vec<Text>,
        /// To whom this contact reports.
        optional reports_to: Option<Reference<to::Contact>>,
        /// Where the contact serves; everywhere if empty.
        optional areas: Vec<Reference<to::Area>>,
        /// When the particulars were last found right.
        optional checked: Option<At<Date>>,
        /// Until when the contact served.
        optional until: Option<At<Date>>,
        /// Who came after.
        optional succeeded_by: Option<Reference<to::Contact>>,
        /// Which editions show it.
        optional editions: Editions,
    }
}

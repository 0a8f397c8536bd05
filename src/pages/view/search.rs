//! The views of the search: a plain index of everything, and the file that a script searches.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::pages::view::{Link, TextIndex, Words};

/// The search page. As it is written it is a plain index; a script puts the search above it.
#[derive(Debug, Serialize)]
pub struct Search {
    /// The address of the file that the script searches.
    pub index: String,
    /// Everything, by kind.
    pub sections: Vec<SearchSection>,
}

/// What there is of one kind.
#[derive(Debug, Serialize)]
pub struct SearchSection {
    /// The anchor.
    pub id: &'static str,
    /// The heading.
    pub title: String,
    /// In the order in which the site shows them.
    pub entries: Vec<SearchEntry>,
}

/// Something that can be found.
#[derive(Debug, Serialize)]
pub struct SearchEntry {
    /// What it is: "Key aim".
    pub what: Words,
    /// The number that is said with it: "2.3".
    pub number: Option<String>,
    /// Where it leads, and its title.
    pub link: Link,
    /// What it is in, a place or a plan; nothing for what belongs to the site.
    pub place: Option<Words>,
    /// What it is about.
    pub about: Option<Words>,
    /// What stands under it.
    pub below: Vec<SearchEntry>,
    /// How much it matters beside others that hold the same words; 100 is usual.
    #[serde(skip)]
    pub weight: u8,
    /// Further words that find it.
    #[serde(skip)]
    pub more: Vec<String>,
    /// Its texts with structure, whose words find it too.
    #[serde(skip)]
    pub texts: Vec<TextIndex>,
}

/// The file that a script searches, in one language.
#[derive(Debug, Serialize)]
pub struct SearchIndex {
    /// The language.
    pub lang: String,
    /// The languages whose plurals and mutations count: texts without a translation are in the second.
    pub rules: Vec<String>,
    /// Words that are in too many places to find anything.
    pub small: Vec<String>,
    /// What the script says, by key.
    pub say: BTreeMap<&'static str, String>,
    /// How many were found, in words: none, one, and so on, as many as are listed at most.
    pub counts: Vec<String>,
    /// Whom to ask where nothing was found.
    pub ask: Option<Link>,
    /// The same file in the site's other languages.
    pub others: Vec<SearchOther>,
    /// Everything, by kind.
    #[serde(skip)]
    pub sections: Vec<SearchSection>,
}

/// The index of another language.
#[derive(Debug, Serialize)]
pub struct SearchOther {
    /// The language's tag.
    pub lang: String,
    /// Its name in itself.
    pub name: String,
    /// The index's address.
    pub index: String,
}

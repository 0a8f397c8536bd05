//! Small pieces that many views are made of.

use serde::Serialize;

/// A line of text; `lang` is said only where it is not the page's own.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Words {
    /// The text.
    pub text: String,
    /// Its language, where it stands in for a translation that is missing.
    pub lang: Option<String>,
}

impl Words {
    /// Words of the program itself, in the page's own language.
    #[must_use]
    pub fn own(text: impl Into<String>) -> Self {
        Self { text: text.into(), lang: None }
    }
}

/// Which of an output's texts stands here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct TextIndex(pub usize);

/// A text with structure, which stands beside the view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Body {
    /// Which of the page's texts.
    pub text: TextIndex,
    /// Its language, where it stands in for a translation that is missing.
    pub lang: Option<String>,
}

/// A link: an address of the site from its root, or one outside, and its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Where it leads.
    pub address: String,
    /// What it says.
    pub words: Words,
}

/// A link to a file of a known format.
#[derive(Debug, Clone, Serialize)]
pub struct FileLink {
    /// The link; templates have its fields.
    #[serde(flatten)]
    pub link: Link,
    /// The format.
    #[serde(skip)]
    pub media_type: MediaType,
}

/// The format of a file that holds the same as a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum MediaType {
    /// A document to print.
    #[serde(rename = "application/pdf")]
    Pdf,
    /// A calendar.
    #[serde(rename = "text/calendar")]
    Calendar,
    /// A table.
    #[serde(rename = "text/csv")]
    Csv,
    /// A whole plan as data.
    #[serde(rename = "application/json")]
    Json,
}

/// A label with what is to be said under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// What it is about, by its message's key: `site-level`.
    pub key: String,
    /// In the page's language.
    pub label: String,
    /// Lines, each perhaps a link.
    pub values: Vec<Value>,
}

/// A line that is a link where it has an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Value {
    /// What it says.
    pub words: Words,
    /// Where it leads.
    pub address: Option<String>,
}

/// What all pages of a language share.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Frame {
    /// The organisation's name.
    pub name: Words,
    /// Its short name.
    pub acronym: Option<Words>,
    /// What it is, in plain words.
    pub about: Option<Words>,
    /// A picture, by its address.
    pub logo: Option<String>,
    /// Which way the language is written: `ltr` or `rtl`.
    pub direction: &'static str,
    /// The language and the country whose spelling that is, as `en_GB`, where that is known.
    pub territory: Option<String>,
    /// The address that the site is published under, without a slash at its end.
    pub base_url: String,
    /// The address of the language's home page.
    pub home: String,
    /// The address of the search.
    pub search: String,
    /// The links at the top of each page.
    pub navigation: Vec<Link>,
    /// The links at the foot of each page.
    pub footer: Vec<Link>,
    /// What every page says, in plain words.
    pub notice: Option<Words>,
    /// The label of an edition that is not public.
    pub edition: Option<Words>,
    /// What every sheet is marked with besides, where the edition is a draft.
    pub mark: Option<Words>,
    /// Whether search engines may list the pages: only the public edition's.
    pub listed: bool,
    /// The feed's address.
    pub feed: Option<String>,
    /// Whom to ask about the site.
    pub contact: Option<Link>,
}

/// What stands around a view.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Head {
    /// The page's title; nothing for data files.
    pub title: Words,
    /// What the page is about, in a sentence.
    pub about: Option<Words>,
    /// The way down to the page, without itself.
    pub crumbs: Vec<Link>,
    /// The same page in every language of the site, where there are several.
    pub twins: Vec<Twin>,
    /// The page's address in the sources' language, for readers of none of the site's; nothing on
    /// a page that is only there for want of a translation.
    pub first: Option<String>,
    /// Which entry of the navigation leads to this page, by address.
    pub section: String,
    /// Whether the page only stands where something once was. It is not counted, and search
    /// engines are told not to list it.
    pub once: bool,
    /// The page that they are to list instead.
    pub canonical: Option<String>,
    /// The same in other formats.
    pub alternates: Vec<Alternate>,
    /// How it looks where somebody shares it; nothing where nobody is to.
    pub shared: Option<Shared>,
    /// What it says of itself for programs, in the words of schema.org; templates are given it as
    /// it is written.
    #[serde(skip)]
    pub linked: Vec<serde_json::Value>,
}

/// The same in another format.
#[derive(Debug, Clone, Serialize)]
pub struct Alternate {
    /// The format.
    pub kind: MediaType,
    /// What it is called.
    pub title: String,
    /// Where it is.
    pub address: String,
}

/// How a page looks where somebody shares it.
#[derive(Debug, Clone, Serialize)]
pub struct Shared {
    /// What it is, in Open Graph's words.
    pub kind: &'static str,
    /// The other languages that it is in, as the frame says its own.
    pub others: Vec<String>,
    /// The picture of the plan that it belongs to.
    pub picture: Option<Picture>,
}

/// A picture beside a link to a page.
#[derive(Debug, Clone, Serialize)]
pub struct Picture {
    /// Where it is.
    pub address: String,
    /// What it shows.
    pub alt: String,
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
}

/// The same page in another language.
#[derive(Debug, Clone, Serialize)]
pub struct Twin {
    /// The language's tag.
    pub lang: String,
    /// The language's name in itself.
    pub name: String,
    /// The page's address.
    pub address: String,
    /// Whether this is the page itself.
    pub here: bool,
    /// Whether the page is in that language, and not only there for want of a translation.
    pub translated: bool,
}

/// Entries of an index, each with a few words.
#[derive(Debug, Clone, Serialize)]
pub struct Cards {
    /// In their order.
    pub cards: Vec<Card>,
}

/// An entry of an index.
#[derive(Debug, Clone, Serialize)]
pub struct Card {
    /// Where it leads, and its title.
    pub link: Link,
    /// Its date or kind, in words.
    pub meta: Vec<Words>,
    /// What it is about.
    pub about: Option<Words>,
}

/// A row of the table "for help with / ask".
#[derive(Debug, Clone, Serialize)]
pub struct SupportRow {
    /// The row's id.
    pub id: String,
    /// With what.
    pub topic: Words,
    /// Whom to ask.
    pub contacts: Vec<Ask>,
    /// What to use.
    pub resources: Vec<Value>,
    /// In words.
    pub text: Option<Words>,
}

/// Whom to ask, with a way to reach them.
#[derive(Debug, Clone, Serialize)]
pub struct Ask {
    /// Which contact.
    pub link: Link,
    /// The contact through which this one is reached, if another.
    pub via: Option<Words>,
    /// An e-mail address.
    pub email: Option<String>,
    /// A telephone number.
    pub phone: Option<String>,
    /// A web address.
    pub url: Option<String>,
}

/// A date as a page shows it.
#[derive(Debug, Clone, Serialize)]
pub struct DateView {
    /// The anchor.
    pub id: String,
    /// When, in words, with the time of day.
    pub when: String,
    /// When, for programs, where it is known.
    pub machine: Option<String>,
    /// What.
    pub title: Words,
    /// Where, whom it concerns, whose it is.
    pub facts: Vec<Fact>,
    /// More in words.
    pub note: Option<Words>,
    /// `past`, `now`, `next` or `to-come`; nothing where the year is not known or it is cancelled.
    pub standing: Option<&'static str>,
    /// The standing in words.
    pub standing_words: Option<String>,
    /// The standing in words where paper says it too: in the timetable of a draft.
    pub on_paper: Option<String>,
    /// That it is provisional, moved or cancelled, in words.
    pub state: Option<String>,
    /// More on the web.
    pub url: Option<String>,
}

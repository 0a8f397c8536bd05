//! The neutral tree that Markdown becomes: what HTML and PDF both are made from.

pub mod html;
pub mod typography;
mod walk;

pub use typography::typography;
pub use walk::letters;

use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::Place;

/// A text with structure, in one language.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Prose {
    /// What stands one below the other. Shared, since most texts reach their page as they were read.
    pub blocks: Arc<Vec<Block>>,
    /// Whether something in it is still to be put in its place: links by name or to files,
    /// pictures, data of the plan. Most texts have none, and need not be gone through for them.
    #[serde(skip)]
    pub asks: bool,
}

/// A piece that stands on its own lines.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each variant says what its fields are")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        text: Vec<Inline>,
        #[serde(skip)]
        place: Place,
    },
    /// A heading of level 2 to 6 (1 is the page's title); its id is the anchor.
    Heading {
        level: u8,
        id: String,
        text: Vec<Inline>,
        #[serde(skip)]
        place: Place,
    },
    /// A list; numbered from `start` where that is given.
    List {
        start: Option<u64>,
        tight: bool,
        items: Vec<Item>,
        #[serde(skip)]
        place: Place,
    },
    /// A quotation.
    Quote { blocks: Vec<Block> },
    /// A note, tip, important, warning or caution.
    Alert { kind: AlertKind, blocks: Vec<Block> },
    /// Code in a language, where one is named.
    Code { language: String, text: String },
    /// A table.
    Table { align: Vec<Align>, head: Vec<Vec<Inline>>, rows: Vec<Vec<Vec<Inline>>> },
    /// Terms, each with its definitions.
    Definitions { entries: Vec<Definition> },
    /// A line across the page.
    Rule,
    /// HTML as it was written, shown as text unless the site allows it.
    Html { text: String },
    /// Data of the plan, asked for by a fenced block; `site` puts the data in its place.
    Data {
        kind: DataKind,
        options: Vec<(String, String)>,
        #[serde(skip)]
        place: Place,
    },
    /// The notes at the foot, in the order of their first mention.
    Footnotes { notes: Vec<Note> },
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    /// Whether it is ticked, in a task list.
    pub done: Option<bool>,
    /// Its text.
    pub blocks: Vec<Block>,
}

/// A term and what it means.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Definition {
    /// The term.
    pub term: Vec<Inline>,
    /// What it means, perhaps in several ways.
    pub meanings: Vec<Vec<Block>>,
}

/// A footnote.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Note {
    /// Its number, from 1.
    pub number: usize,
    /// How often the text refers to it.
    pub mentions: usize,
    /// Its text.
    pub blocks: Vec<Block>,
}

/// How a column is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Align {
    /// As the language is read.
    Start,
    /// In the middle.
    Center,
    /// At the end, as figures are.
    End,
}

/// The five kinds of alert.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum AlertKind {
    /// Worth knowing.
    Note,
    /// Helpful.
    Tip,
    /// Needed.
    Important,
    /// Urgent.
    Warning,
    /// Dangerous.
    Caution,
}

impl AlertKind {
    /// The key of the message that names it.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Note => "alert-note",
            Self::Tip => "alert-tip",
            Self::Important => "alert-important",
            Self::Warning => "alert-warning",
            Self::Caution => "alert-caution",
        }
    }
}

/// What a fenced block may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DataKind {
    /// The objectives of a plan.
    Objectives,
    /// Measures with their targets.
    Measures,
    /// Key dates.
    Dates,
    /// Whom to ask.
    Contacts,
    /// Suggested actions.
    Actions,
    /// A film, as a link with a picture and a transcript.
    Video,
}

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each variant says what its fields are")]
pub enum Inline {
    /// Letters.
    Text { text: String },
    /// Stressed.
    Emphasis { text: Vec<Inline> },
    /// Strong.
    Strong { text: Vec<Inline> },
    /// Struck through.
    Strike { text: Vec<Inline> },
    /// Code.
    Code { text: String },
    /// A link.
    Link(Box<Link>),
    /// A picture.
    Image(Box<Image>),
    /// A new line that the author asked for.
    Break,
    /// HTML as it was written.
    Html { text: String },
    /// A mention of a footnote: its number and which mention it is, both from 1.
    Footnote { number: usize, mention: usize },
}

/// A link. It stands apart from `Inline`, of which a plan has a million, to keep that small.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Link {
    /// Where it leads.
    pub to: Target,
    /// Its words.
    pub text: Vec<Inline>,
    /// Where it stands.
    #[serde(skip)]
    pub place: Place,
}

/// A picture from `files/`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Image {
    /// Its path below `files/`.
    pub source: String,
    /// What it shows, in words.
    pub alt: String,
    /// Whether it says nothing.
    pub decorative: bool,
    /// Width and height in pixels.
    pub size: Option<(usize, usize)>,
    /// Where it stands.
    #[serde(skip)]
    pub place: Place,
}

impl Block {
    /// A paragraph that is made here and stands in no file.
    #[must_use]
    pub fn paragraph(text: Vec<Inline>) -> Self {
        Self::Paragraph { text, place: Place::default() }
    }
}

impl Inline {
    /// A link that is made here and stands in no file.
    #[must_use]
    pub fn link(to: Target, text: Vec<Inline>) -> Self {
        Self::Link(Box::new(Link { to, text, place: Place::default() }))
    }
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "to", rename_all = "kebab-case")]
#[allow(missing_docs, reason = "each variant says what its fields are")]
pub enum Target {
    /// A thing by kind and name, as `[[page:join]]` says it. `site` turns it into an address;
    /// without words of its own the link takes the thing's title.
    Name { kind: NameKind, name: String },
    /// An address of this site from its root, perhaps with an anchor, as `site` finds it.
    Here { address: String },
    /// Anything else: an address outside, an anchor on the page, a path.
    Url { url: String },
}

/// What kind of thing a `[[…]]` link names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum NameKind {
    /// An objective, an aim, an action or a cross-cutting aim.
    Part,
    /// A page.
    Page,
    /// A news item.
    News,
    /// A group.
    Group,
    /// A contact.
    Contact,
    /// A key date.
    Date,
    /// A resource.
    Resource,
    /// A local party.
    Party,
    /// An update.
    Update,
    /// A plan.
    Plan,
    /// A word of the glossary.
    Glossary,
}

impl NameKind {
    /// The kinds with the word that stands before the colon; a part of a plan has none.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("page", Self::Page),
        ("news", Self::News),
        ("group", Self::Group),
        ("contact", Self::Contact),
        ("date", Self::Date),
        ("resource", Self::Resource),
        ("party", Self::Party),
        ("update", Self::Update),
        ("plan", Self::Plan),
        ("glossary", Self::Glossary),
    ];
}

impl Prose {
    /// Whether there is nothing in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }
}

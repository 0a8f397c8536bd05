//! The values that keys take: texts with their translations, ids, references, numbers, words.

use std::sync::Arc;

pub use crate::records::numbers::Number;
pub use crate::records::references::Reference;
pub use crate::records::web_addresses::{Email, Fate, OldAddress, WebAddress, not_an_address};
pub use crate::syntax::characters::is_blank;

use crate::diagnostic::{Code, Place, nearest};
use crate::records::decode::{Decode, Faults};
use crate::records::reference_visitor::ReferenceVisitor;
use crate::syntax::document::Prose;
use crate::syntax::markdown;
use crate::syntax::yaml::{Kind, Node};

/// A language by its tag, `en` or `cy`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(pub Arc<str>);

impl Default for Lang {
    fn default() -> Self {
        Self("en".into())
    }
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl Lang {
    /// Whether a word has the form of a language tag: two or three letters, perhaps a region.
    #[must_use]
    pub fn is_tag(word: &str) -> bool {
        let mut parts = word.split('-');
        let first = parts.next().unwrap_or_default();
        (2..=3).contains(&first.len())
            && first.bytes().all(|b| b.is_ascii_lowercase())
            && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
    }
}

/// A line of text in the source's language, with its translations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Text {
    /// As the source has it.
    pub source: String,
    /// Where the source has it.
    pub place: Place,
    /// By language.
    pub translations: Vec<(Lang, String)>,
}

impl Text {
    /// The text in a language; `None` where only the source has it.
    #[must_use]
    pub fn in_language(&self, lang: &Lang) -> Option<&str> {
        self.translations.iter().find(|(l, _)| l == lang).map(|(_, text)| text.as_str())
    }
}

/// What a record says to readers: a line, a text with structure, or where something is on the web.
#[derive(Debug, Clone, Copy)]
pub enum Passage<'a> {
    /// A line.
    Line(&'a Text),
    /// A text with structure.
    Markdown(&'a Markdown),
    /// A web address, with its place where that is known.
    Address(&'a WebAddress, Option<&'a Place>),
}

/// One line: runs of white space, newlines among them, become one space.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Decode for Text {
    const WANTED: &'static str = "a text";

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        match node.text() {
            Some(text) => Self { source: one_line(text), place: node.place.clone(), translations: Vec::new() },
            None => {
                faults.wrong_type(node, Self::WANTED);
                if let (Kind::Map(_), Some(last)) = (&node.kind, faults.last()) {
                    last.help = Some("If the text holds a colon, put it in quotes.".into());
                }
                Self { place: node.place.clone(), ..Self::default() }
            }
        }
    }

    fn overlay(&mut self, node: &Node, lang: &Lang, faults: &mut Faults) {
        match node.text() {
            Some(text) => self.translations.push((lang.clone(), one_line(text))),
            None => faults.wrong_type(node, Self::WANTED),
        }
    }

    fn each_text<'a>(&'a self, see: &mut dyn FnMut(Passage<'a>)) {
        see(Passage::Line(self));
    }
}

/// A text with structure, written in Markdown inside YAML, with its translations.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Markdown {
    /// As the source has it.
    pub source: Prose,
    /// Where the source has it.
    pub place: Place,
    /// By language.
    pub translations: Vec<(Lang, Prose)>,
}

impl Decode for Markdown {
    const WANTED: &'static str = "a text";

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        let Some(text) = node.text() else {
            faults.wrong_type(node, Self::WANTED);
            return Self { place: node.place.clone(), ..Self::default() };
        };
        Self { source: markdown::read_value(text, node, faults), place: node.place.clone(), translations: Vec::new() }
    }

    fn overlay(&mut self, node: &Node, lang: &Lang, faults: &mut Faults) {
        match node.text() {
            Some(text) => self.translations.push((lang.clone(), markdown::read_value(text, node, faults))),
            None => faults.wrong_type(node, Self::WANTED),
        }
    }

    fn each_text<'a>(&'a self, see: &mut dyn FnMut(Passage<'a>)) {
        see(Passage::Markdown(self));
    }

    fn visit_references(&mut self, visitor: &mut dyn ReferenceVisitor) -> bool {
        visitor.resolve_links(&mut self.source);
        self.translations.iter_mut().for_each(|(_, prose)| visitor.resolve_links(prose));
        true
    }
}

/// An id: `[a-z0-9-]+`, for ever.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Id {
    /// The id.
    pub name: String,
    /// Where it is given.
    pub place: Place,
}

/// Whether a word has the form of an id.
#[must_use]
pub fn is_id(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// The most characters that an id may have; file names end at 255 bytes.
const LONGEST_ID: usize = 80;

/// Notes an id that is not one, with the nearest that would be.
pub fn check_id(id: &str, place: &Place, faults: &mut Faults) {
    if id.len() > LONGEST_ID {
        faults.add(Code::BadId, place, format!("this id has {} characters; {LONGEST_ID} are enough", id.len())).help =
            Some("Ids are part of addresses and file names: choose a short one.".into());
        return;
    }
    if is_id(id) {
        return;
    }
    let lower = id.to_lowercase();
    let proposal: Vec<&str> =
        lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()).collect();
    faults.add(Code::BadId, place, format!("`{id}` is not an id: only a-z, 0-9 and hyphens are used")).help =
        (!proposal.is_empty()).then(|| format!("Write `{}`.", proposal.join("-")));
}

impl Decode for Id {
    const WANTED: &'static str = "an id";

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        let Some(name) = node.text() else {
            faults.wrong_type(node, Self::WANTED);
            return Self::default();
        };
        check_id(name, &node.place, faults);
        Self { name: name.to_owned(), place: node.place.clone() }
    }

    fn key(&self) -> Option<&str> {
        Some(&self.name)
    }

    fn set_key(&mut self, key: &str, place: &Place, _: &mut Faults) {
        *self = Self { name: key.to_owned(), place: place.clone() };
    }
}

/// A value with the place where it stands.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

impl<T> std::ops::Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: Decode> Decode for At<T> {
    const WANTED: &'static str = T::WANTED;

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        Self { value: T::decode(node, faults), place: node.place.clone() }
    }

    fn each_text<'a>(&'a self, see: &mut dyn FnMut(Passage<'a>)) {
        self.value.each_text(&mut |passage| {
            see(match passage {
                Passage::Address(address, _) => Passage::Address(address, Some(&self.place)),
                text => text,
            });
        });
    }

    fn named(&self) -> Option<&str> {
        self.value.named()
    }
}

impl Decode for String {
    const WANTED: &'static str = "a text";

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        Text::decode(node, faults).source
    }
}

impl Decode for bool {
    const WANTED: &'static str = "`true` or `false`";

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        match &node.kind {
            Kind::Scalar { text, plain: true, .. } if text == "true" => true,
            Kind::Scalar { text, plain: true, .. } if text == "false" => false,
            _ => {
                faults.wrong_type(node, Self::WANTED);
                false
            }
        }
    }
}

impl Decode for Lang {
    const WANTED: &'static str = "a language tag";

    fn named(&self) -> Option<&str> {
        Some(&self.0)
    }

    fn decode(node: &Node, faults: &mut Faults) -> Self {
        match node.text() {
            Some(tag) if Self::is_tag(tag) => Self(tag.into()),
            _ => {
                faults.wrong_type(node, "a language tag such as `en` or `cy`");
                Self::default()
            }
        }
    }
}

/// A word of a closed list, and the nearest when another is written.
pub fn decode_word<T: Copy + Default>(node: &Node, words: &[(&'static str, T)], faults: &mut Faults) -> T {
    let text = node.text().unwrap_or_default();
    if let Some((_, value)) = words.iter().find(|(word, _)| *word == text) {
        return *value;
    }
    let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let fault = faults.add(
        Code::UnknownWord,
        &node.place,
        format!("{} is not one of the words that are known here", node.describe()),
    );
    fault.help = Some(match nearest(text, known.iter().copied()) {
        Some(near) => format!("Did you mean `{near}`? Known: {}.", known.join(", ")),
        None => format!("Known: {}.", known.join(", ")),
    });
    T::default()
}

/// Declares a closed list of words: an enum that can be decoded and gives its word back.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $( $(#[$doc:meta])* $variant:ident = $word:literal, )* }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $( $(#[$doc])* $variant, )*
        }

        impl $name {
            /// Every word with what it stands for.
            pub const WORDS: &'static [(&'static str, Self)] = &[ $( ($word, Self::$variant), )* ];

            /// The word that stands for it.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $( Self::$variant => $word, )* }
            }
        }

        impl $crate::records::json_schema::Schema for $name {
            fn schema() -> serde_json::Value {
                let words: Vec<&str> = Self::WORDS.iter().map(|(word, _)| *word).collect();
                serde_json::json!({ "enum": words })
            }
        }

        impl $crate::records::decode::Decode for $name {
            const WANTED: &'static str = "a word of a known list";

            fn decode(node: &$crate::syntax::yaml::Node, faults: &mut $crate::records::decode::Faults) -> Self {
                $crate::records::values::decode_word(node, Self::WORDS, faults)
            }

            fn named(&self) -> Option<&str> {
                Some(self.word())
            }
        }
    };
}

pub(crate) use words;

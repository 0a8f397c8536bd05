//! Closed lists of words: `words!` declares an enum with a word for each variant.

use crate::diagnostic::{Code, nearest};
use crate::syntax::problems::Faults;
use crate::syntax::yaml::Node;

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

/// Declares a closed list of words: an enum that gives its word back and can be decoded.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($variants:tt)* }) => {
        $crate::records::words::word_list! { $(#[$meta])* $name { $($variants)* } }
        $crate::records::words::decode_words! { $name }
    };
}

/// Declares the enum alone.
macro_rules! word_list {
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
    };
}

/// Lets a list of words be decoded.
macro_rules! decode_words {
    ($name:ident) => {
        impl $crate::records::schema::Schema for $name {
            fn schema() -> serde_json::Value {
                let words: Vec<&str> = Self::WORDS.iter().map(|(word, _)| *word).collect();
                serde_json::json!({ "enum": words })
            }
        }

        impl $crate::records::decode::Decode for $name {
            const WANTED: $crate::syntax::problems::Wanted = $crate::syntax::problems::Wanted::Named("a word of a known list");

            fn decode(node: &$crate::syntax::yaml::Node, faults: &mut $crate::syntax::problems::Faults) -> Self {
                $crate::records::words::decode_word(node, Self::WORDS, faults)
            }

            fn unique_name(&self) -> Option<&str> {
                Some(self.word())
            }
        }
    };
}

pub(crate) use {decode_words, word_list, words};

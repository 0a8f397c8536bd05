//! The project as it was read: paths and bytes, and nothing that was not in the project's folder.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use crate::urls::{
    SiteRoots, canonical_address, decode_address, each_whole_address, encode_address, file_address, file_linked,
    file_named, join_addresses,
};

/// One file of the project.
#[derive(Debug, Clone, Eq)]
pub enum Entry {
    /// A text file's bytes, as they stand on disk.
    Text(Arc<[u8]>),
    /// A file that is copied: what is known of it without its bytes.
    Asset(Asset),
    /// Something that could not be read, and why.
    Refused(Refusal),
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            // Most are one and the same in memory, and then need not be compared.
            (Self::Text(this), Self::Text(other)) => Arc::ptr_eq(this, other) || this == other,
            (Self::Asset(this), Self::Asset(other)) => this == other,
            (Self::Refused(this), Self::Refused(other)) => this == other,
            _ => false,
        }
    }
}

/// What is known of a file below `files/` or of a theme's binary file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asset {
    /// Bytes.
    pub size: u64,
    /// BLAKE3 of its bytes, in hexadecimal.
    pub digest: String,
    /// Width and height in pixels, of a picture.
    pub dimensions: Option<(usize, usize)>,
    /// Texts in it that may be addresses of other files, as those who open it are led to them.
    pub addresses: Vec<String>,
    /// What it asks of those who draw it, where it is a picture.
    pub effort: Effort,
    /// What in it is more than they should have to do, if anything.
    pub excess: Option<Excess>,
}

/// What a picture asks of those who draw it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effort {
    /// What it takes in memory once it is decoded; bytes.
    pub memory: u64,
    /// What it takes to be drawn once; steps of about a nanosecond.
    pub steps: u64,
}

/// What in a picture is too much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excess {
    /// What, and how much of it is allowed.
    pub message: String,
    /// What to do.
    pub help: &'static str,
    /// The text of a drawing, for showing lines of it.
    pub text: Option<Arc<str>>,
    /// Where in the text it is, in bytes.
    pub at: Range<usize>,
}

impl Excess {
    /// What concerns the whole of a picture.
    #[must_use]
    pub fn new(message: impl Into<String>, help: &'static str) -> Self {
        Self { message: message.into(), help, text: None, at: 0..0 }
    }
}

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A symbolic link that is not followed; the message that says where it leads.
    Link(String),
    /// Larger than this many bytes.
    TooLarge(u64),
    /// One of many files that are together larger than this many bytes.
    TooMuch(u64),
    /// A device, a socket, or a directory where a file should be.
    NotAFile,
    /// Two files whose names differ only in how Unicode composes their letters.
    TwoSpellings,
    /// An SVG picture with something in it that could run or fetch.
    UnsafePicture(String),
    /// A text below `files/` that is not in UTF-8.
    NotUtf8,
    /// A file below `files/` that is not published.
    Unpublished {
        /// The message that says what is wrong.
        problem: String,
        /// What to do, in whole sentences.
        advice: String,
        /// A path below `content/files/` under which it would be published.
        rename: Option<String>,
    },
    /// The system's own words.
    Failed(String),
}

/// All files below `content/` and `themes/`, by their path from the project's root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// By path with `/` between the parts, in Unicode's composed form.
    pub files: BTreeMap<String, Entry>,
    /// Those of them that are links. They change with what they lead to.
    pub links: BTreeSet<String>,
}

impl Tree {
    /// The text of a file, for showing lines of it; without what is not UTF-8.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<&str> {
        match self.files.get(path)? {
            Entry::Text(bytes) => std::str::from_utf8(bytes).ok(),
            Entry::Asset(asset) => asset.excess.as_ref()?.text.as_deref(),
            Entry::Refused(_) => None,
        }
    }

    /// The files below a folder, with their whole paths.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a Entry)> {
        self.files
            .range(folder.to_owned()..)
            .take_while(move |(path, _)| path.starts_with(folder))
            .map(|(path, entry)| (path.as_str(), entry))
    }
}

/// The folder of the files that are copied.
pub const FILES: &str = "content/files/";

/// The list of published addresses, beside the project's folders.
pub const LOCK: &str = "urls.lock";

/// The name of the manifest in the output folder.
pub const MANIFEST: &str = ".planpress.json";

/// What a build left in the output folder. Only files that stand here are ever replaced or removed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The edition that was built, and whether it is a portable one.
    pub edition: String,
    /// BLAKE3 of each file's bytes, in hexadecimal, by path below the folder.
    pub files: BTreeMap<String, String>,
}

//! What rendering returns, and what it asks of the world outside.

use std::collections::BTreeSet;
use std::io;

/// A file for the output folder.
#[derive(Debug)]
pub struct File {
    /// Its path below the folder.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Takes a file as soon as it is made. It is called from several threads.
pub type FileSink<'a> = &'a (dyn Fn(File) + Sync);

/// What rendering asks of the world outside. All are called from several threads.
#[derive(Clone, Copy)]
pub struct RenderHost<'a> {
    /// Reads a file of the project by its path.
    pub read_asset: &'a (dyn Fn(&str) -> io::Result<Vec<u8>> + Sync),
    /// Takes a file as soon as it is made.
    pub write: FileSink<'a>,
    /// Returns what an earlier build printed under a key.
    pub cached: &'a (dyn Fn(&str) -> Option<Vec<u8>> + Sync),
    /// Stores what is printed under a key for later builds.
    pub cache: &'a (dyn Fn(&str, &[u8]) + Sync),
    /// Is told how many documents are printed, and of how many.
    pub on_print: &'a (dyn Fn(usize, usize) + Sync),
}

/// What was printed.
#[derive(Debug, Default)]
pub struct PrintSummary {
    /// The number of new documents.
    pub printed: usize,
    /// The number of documents from the cache.
    pub from_cache: usize,
    /// How many of both are pictures, and not documents for paper.
    pub pictures: usize,
    /// The keys of all of them in the cache.
    pub cache_keys: BTreeSet<String>,
}

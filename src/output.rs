//! What rendering hands on, and what it asks of the world outside.

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
pub type Put<'a> = &'a (dyn Fn(File) + Sync);

/// What rendering asks of the world outside. All are called from several threads.
#[derive(Clone, Copy)]
pub struct RenderHost<'a> {
    /// The bytes of a file of the project, by its path.
    pub read_asset: &'a (dyn Fn(&str) -> io::Result<Vec<u8>> + Sync),
    /// Takes a file as soon as it is made.
    pub put: Put<'a>,
    /// What was printed in an earlier build under a key.
    pub find_printed: &'a (dyn Fn(&str) -> Option<Vec<u8>> + Sync),
    /// Keeps what was printed for the builds to come, under its key.
    pub keep_printed: &'a (dyn Fn(&str, &[u8]) + Sync),
    /// Is told how many documents are printed, and of how many.
    pub on_print: &'a (dyn Fn(usize, usize) + Sync),
}

/// What printing did.
#[derive(Debug, Default)]
pub struct Printed {
    /// How many documents were made.
    pub made: usize,
    /// How many were kept from earlier builds.
    pub kept: usize,
    /// How many of both are pictures, and no documents for paper.
    pub pictures: usize,
    /// The keys of all of them.
    pub keys: BTreeSet<String>,
}

//! Bytes to disk, whole or not at all. Only what the manifest says is ours is ever replaced or removed.
//!
//! New files are gathered in a work folder (`stage`). When all are made, the folder that they fill
//! is exchanged with the one that is there in one step (`exchange`); where that cannot be done
//! they are put in place one by one, under a journal (`piecewise`). Whatever a run that was stopped
//! has left, the next one completes or clears away before it begins.

mod exchange;
pub mod pack;
mod piecewise;
pub mod place;
mod stage;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::read;
use crate::render::Put;
use crate::tree::{MANIFEST, Manifest};
use place::Work;
use stage::Stage;

/// The ending of names that stand until what they name is whole.
const NEW: &str = ".planpress-new";

/// What writing did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or have changed.
    pub written: usize,
    /// Files that were as they should be.
    pub unchanged: usize,
    /// Files of the build before that are no more.
    pub removed: usize,
    /// BLAKE3 of each file's bytes, in hexadecimal, by path below the folder.
    pub files: BTreeMap<String, String>,
    /// The size of each in bytes.
    pub sizes: BTreeMap<String, u64>,
    /// Why files were put in place one by one, where they were.
    pub piecewise: Option<String>,
    /// What is not ours and could not stay where it was, with where it is kept.
    pub kept: Vec<PathBuf>,
}

/// Why nothing was written.
#[derive(Debug)]
pub enum Refused {
    /// The folder is no place for output: the reason, as a sentence.
    Folder(String),
    /// The system did not let a file be written.
    System(PathBuf, io::Error),
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Folder(reason) => f.write_str(reason),
            Self::System(path, error) => write!(f, "{} could not be written: {error}", path.display()),
        }
    }
}

/// Why there is no new site.
#[derive(Debug)]
pub enum Stopped {
    /// Making the files found faults.
    Faults(Vec<Diagnostic>),
    /// They could not be written.
    Refused(Refused),
}

impl From<Refused> for Stopped {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

/// Says at which file the system refused.
fn at(path: &Path) -> impl FnOnce(io::Error) -> Refused + '_ {
    |error| Refused::System(path.to_path_buf(), error)
}

/// Writes all files that `make` hands on and removes those of the build before that are no more.
/// With nothing changed nothing is written. `waiting` is called where another build has to end first.
///
/// # Errors
/// Where `make` finds faults, the folder is no place for output, something else stands where a
/// file belongs, or the system refuses. The site that was there is then there still.
pub fn write(
    output: &Path,
    edition: &str,
    waiting: &mut dyn FnMut(),
    make: impl FnOnce(Put<'_>) -> Result<(), Vec<Diagnostic>>,
) -> Result<Written, Stopped> {
    let output = &place::real(output);
    let _alone = place::alone(output, waiting);
    exchange::recover(output)?;
    piecewise::recover(output)?;
    let before = read::manifest(output).map_err(at(output))?;
    place::check_contents(output, edition, before.as_ref())?;
    let before = before.unwrap_or_default();

    let stage = Stage::new(output);
    let made = make(&|file| stage.put(&file)).map_err(Stopped::Faults);
    let staged = stage.end().map_err(Stopped::Refused);
    let done = made.and(staged).and_then(|staged| {
        let now = Manifest { edition: edition.to_owned(), files: staged.hashes };
        let gone = before.files.keys().filter(|path| !now.files.contains_key(*path)).count();
        let mut written = Written {
            written: staged.changed.len(),
            unchanged: staged.same.len(),
            removed: gone,
            sizes: staged.sizes,
            ..Written::default()
        };
        if written.written > 0 || now != before {
            let work = staged.work.map_or_else(|| Work::begin(output), Ok)?;
            let site = Site { output, work, now: &now, before: &before, same: &staged.same, changed: &staged.changed };
            place::foreign(&site)?;
            let ended = if site.work.reason.is_none() { exchange::finish(site) } else { piecewise::finish(&site) };
            (written.piecewise, written.kept) = ended?;
        }
        written.files = now.files;
        Ok(written)
    });
    if done.is_err() {
        place::clear(output);
    }
    done
}

/// How putting in place has ended: why it was done one by one, if it was; and what is not ours
/// and could not stay where it was, with where it is kept.
type Ended = (Option<String>, Vec<PathBuf>);

/// A site that is ready to take its place.
struct Site<'a> {
    output: &'a Path,
    work: Work,
    now: &'a Manifest,
    before: &'a Manifest,
    /// The files that are in the output as they should be.
    same: &'a [String],
    /// The files that wait in the work folder.
    changed: &'a [String],
}

fn put_manifest(folder: &Path, manifest: &Manifest) -> Result<(), Refused> {
    let path = folder.join(MANIFEST);
    // A digest, quotes, a colon and a comma stand beside each path.
    let size: usize = manifest.files.keys().map(|path| path.len() + 72).sum();
    let mut bytes = Vec::with_capacity(size + 100);
    serde_json::to_writer(&mut bytes, manifest).map_err(|error| at(&path)(error.into()))?;
    fs::create_dir_all(folder).and_then(|()| put(&path, &bytes)).map_err(at(&path))
}

/// Writes a file on its own, whole or not at all; one that already says the same is left alone.
///
/// # Errors
/// Where it cannot be written.
pub fn file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if fs::read(path).is_ok_and(|before| before == bytes) {
        return Ok(());
    }
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    put(path, bytes)
}

/// Puts a whole file in place in one step, so that nobody ever reads half of it.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let fresh = fresh(path);
    fs::write(&fresh, bytes)?;
    fs::rename(&fresh, path)
}

/// Where a file is written until it is whole.
fn fresh(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(NEW);
    path.with_file_name(name)
}

/// Whether a file holds what a digest says.
fn holds(file: &Path, hash: &str) -> bool {
    fs::read(file).is_ok_and(|bytes| blake3::hash(&bytes).to_hex().as_str() == hash)
}

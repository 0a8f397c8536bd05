//! The files of a site as they are made: what is there already stays, the rest is gathered in the work folder.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::place::Work;
use super::{Refused, at};
use crate::render::File;

/// The folder inside the work folder that is the site to be.
pub const SITE: &str = "site";

/// Takes files, from several threads.
pub struct Stage<'a> {
    output: &'a Path,
    /// Whether there is a site that may hold files as they should be.
    there: bool,
    found: Mutex<Found>,
}

#[derive(Default)]
struct Found {
    staged: Staged,
    refused: Option<Refused>,
}

/// What was taken.
#[derive(Default)]
pub struct Staged {
    /// The work folder, where anything was put into it.
    pub work: Option<Work>,
    /// The digest of each file, by path.
    pub hashes: BTreeMap<String, String>,
    /// The size of each in bytes.
    pub sizes: BTreeMap<String, u64>,
    /// The files that are in the output as they should be.
    pub same: Vec<String>,
    /// The files that wait in the work folder.
    pub changed: Vec<String>,
}

impl<'a> Stage<'a> {
    pub fn new(output: &'a Path) -> Self {
        Self { output, there: output.exists(), found: Mutex::default() }
    }

    /// Takes a file. After one that could not be written, the others are let go.
    pub fn put(&self, file: &File) {
        let hash = blake3::hash(&file.bytes).to_hex().to_string();
        let same = self.there && self.is_there(file);
        let done = if same { Ok(()) } else { self.keep(file) };
        let mut found = self.found();
        match done {
            Ok(()) => {
                let list = if same { &mut found.staged.same } else { &mut found.staged.changed };
                list.push(file.path.clone());
                found.staged.sizes.insert(file.path.clone(), file.bytes.len() as u64);
                found.staged.hashes.insert(file.path.clone(), hash);
            }
            Err(refused) => drop(found.refused.get_or_insert(refused)),
        }
    }

    /// What was taken.
    ///
    /// # Errors
    /// The first that could not be written.
    pub fn end(self) -> Result<Staged, Refused> {
        let found = self.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.refused.map_or(Ok(found.staged), Err)
    }

    /// A thread that died with it has left nothing half done.
    fn found(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_there(&self, file: &File) -> bool {
        let path = self.output.join(&file.path);
        let alike = |facts: fs::Metadata| facts.is_file() && facts.len() == file.bytes.len() as u64;
        path.symlink_metadata().is_ok_and(alike) && fs::read(&path).is_ok_and(|bytes| bytes == file.bytes)
    }

    fn keep(&self, file: &File) -> Result<(), Refused> {
        let Some(site) = self.site()? else { return Ok(()) };
        let path = site.join(&file.path);
        let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, &file.bytes));
        written.map_err(at(&path))
    }

    /// The site to be, which the first file begins; none where all is lost already.
    fn site(&self) -> Result<Option<PathBuf>, Refused> {
        let mut found = self.found();
        if found.refused.is_some() {
            return Ok(None);
        }
        if found.staged.work.is_none() {
            found.staged.work = Some(Work::begin(self.output)?);
        }
        Ok(found.staged.work.as_ref().map(|work| work.folder.join(SITE)))
    }
}

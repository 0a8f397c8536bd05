//! The files of a site as they are made: what is there already stays, the rest is gathered in the work folder.

use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::folder::Folder;
use crate::publish::error::{WriteError, failed_at};
use crate::publish::output_folder::Target;
use crate::publish::work_folder::Work;
use crate::render::File;

/// Takes files, from several threads.
pub struct Stage<'a> {
    target: &'a Target,
    /// The site of the build before, which may hold files as they should be.
    before: Option<Folder>,
    found: Mutex<Found>,
}

#[derive(Default)]
struct Found {
    staged: Staged,
    refused: Option<WriteError>,
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
    /// # Errors
    /// Where the output cannot be opened.
    pub fn new(target: &'a Target) -> Result<Self, WriteError> {
        Ok(Self { target, before: target.folder()?, found: Mutex::default() })
    }

    /// Takes a file. After one that could not be written, the others are let go.
    pub fn put(&self, file: &File) {
        let hash = blake3::hash(&file.bytes).to_hex().to_string();
        let same = self.before.as_ref().is_some_and(|before| is_there(before, file));
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
    pub fn end(self) -> Result<Staged, WriteError> {
        let found = self.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.refused.map_or(Ok(found.staged), Err)
    }

    /// A thread that died with it has left nothing half done.
    fn found(&self) -> MutexGuard<'_, Found> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, file: &File) -> Result<(), WriteError> {
        let Some(site) = self.site()? else { return Ok(()) };
        let path = Path::new(&file.path);
        let folder = site.create_folder(path.parent().unwrap_or(Path::new("")));
        let written = folder.and_then(|folder| folder.write_new(path.file_name().unwrap_or_default(), &file.bytes));
        written.map_err(failed_at(&site.path().join(path)))
    }

    /// The site to be, which the first file begins; none where all is lost already.
    fn site(&self) -> Result<Option<Folder>, WriteError> {
        let mut found = self.found();
        if found.refused.is_some() {
            return Ok(None);
        }
        if found.staged.work.is_none() {
            found.staged.work = Some(Work::begin(self.target)?);
        }
        let Some(work) = &found.staged.work else { return Ok(None) };
        work.site.again().map(Some).map_err(failed_at(work.site.path()))
    }
}

/// Whether a folder holds exactly this file.
fn is_there(folder: &Folder, file: &File) -> bool {
    let same = || -> io::Result<bool> {
        let mut found = folder.open_file(&file.path)?;
        if found.metadata()?.len() != file.bytes.len() as u64 {
            return Ok(false);
        }
        let mut bytes = Vec::with_capacity(file.bytes.len());
        found.read_to_end(&mut bytes)?;
        Ok(bytes == file.bytes)
    };
    same().unwrap_or(false)
}

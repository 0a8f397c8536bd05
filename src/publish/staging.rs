//! Takes the files of a site as they are rendered. Unchanged files stay in the output, the others are
//! written into the work folder.

use std::collections::BTreeMap;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::folder::Folder;
use crate::publish::error::{WriteError, failed_at};
use crate::publish::output_folder::OutputTarget;
use crate::publish::work_folder::WorkFolder;
use crate::render::File;

/// Takes files, from several threads.
pub struct Staging<'a> {
    target: &'a OutputTarget,
    /// The output of the build before.
    before: Option<Folder>,
    state: Mutex<StagingState>,
}

#[derive(Default)]
struct StagingState {
    staged: Staged,
    refused: Option<WriteError>,
}

/// The files that were taken.
#[derive(Default)]
pub struct Staged {
    /// The work folder, where anything was put into it.
    pub work: Option<WorkFolder>,
    /// The digest of each file, by path.
    pub hashes: BTreeMap<String, String>,
    /// The size of each in bytes.
    pub sizes: BTreeMap<String, u64>,
    /// The files that are in the output as they should be.
    pub same: Vec<String>,
    /// The files that wait in the work folder.
    pub changed: Vec<String>,
}

impl<'a> Staging<'a> {
    /// # Errors
    /// Where the output cannot be opened.
    pub fn new(target: &'a OutputTarget) -> Result<Self, WriteError> {
        Ok(Self { target, before: target.folder()?, state: Mutex::default() })
    }

    /// Takes a file. After one that could not be written, the others are let go.
    pub fn add(&self, file: &File) {
        let hash = blake3::hash(&file.bytes).to_hex().to_string();
        let same = self.before.as_ref().is_some_and(|before| holds_same(before, file));
        let done = if same { Ok(()) } else { self.write(file) };
        let mut state = self.state();
        match done {
            Ok(()) => {
                let list = if same { &mut state.staged.same } else { &mut state.staged.changed };
                list.push(file.path.clone());
                state.staged.sizes.insert(file.path.clone(), file.bytes.len() as u64);
                state.staged.hashes.insert(file.path.clone(), hash);
            }
            Err(refused) => drop(state.refused.get_or_insert(refused)),
        }
    }

    /// The files that were taken.
    ///
    /// # Errors
    /// The first that could not be written.
    pub fn finish(self) -> Result<Staged, WriteError> {
        let state = self.state.into_inner().unwrap_or_else(PoisonError::into_inner);
        state.refused.map_or(Ok(state.staged), Err)
    }

    /// A thread that died with it has left nothing half done.
    fn state(&self) -> MutexGuard<'_, StagingState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, file: &File) -> Result<(), WriteError> {
        let Some(site) = self.site()? else { return Ok(()) };
        let path = Path::new(&file.path);
        let folder = site.create_folder(path.parent().unwrap_or(Path::new("")));
        let written = folder.and_then(|folder| folder.write_new(path.file_name().unwrap_or_default(), &file.bytes));
        written.map_err(failed_at(&site.path().join(path)))
    }

    /// The site to be, which the first file begins; none where all is lost already.
    fn site(&self) -> Result<Option<Folder>, WriteError> {
        let mut state = self.state();
        if state.refused.is_some() {
            return Ok(None);
        }
        if state.staged.work.is_none() {
            state.staged.work = Some(WorkFolder::create(self.target)?);
        }
        let Some(work) = &state.staged.work else { return Ok(None) };
        work.site.try_clone().map(Some).map_err(failed_at(work.site.path()))
    }
}

/// Whether a folder holds exactly this file.
fn holds_same(folder: &Folder, file: &File) -> bool {
    let same = || -> io::Result<bool> {
        let mut existing = folder.open_file(&file.path)?;
        if existing.metadata()?.len() != file.bytes.len() as u64 {
            return Ok(false);
        }
        let mut bytes = Vec::with_capacity(file.bytes.len());
        existing.read_to_end(&mut bytes)?;
        Ok(bytes == file.bytes)
    };
    same().unwrap_or(false)
}

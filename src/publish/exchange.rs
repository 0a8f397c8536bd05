//! The new site and the old one change places in one step. Foreign files, which planpress has not
//! written, then follow by rename.
//!
//! Beside the output is the work folder. It holds `site`, which is filled, and the mark `whole`, when
//! it is full. With the mark, foreign files in `site` belong into the output. That holds before the
//! exchange, when there are none, and after it, when `site` is the old one. So a run that finds the
//! mark need not know how far the run before it came.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::file_tree::{MANIFEST, Manifest};
use crate::folder::{EntryKind, Folder};
use crate::publish::error::{WriteError, failed_at};
use crate::publish::output_folder::{OutputTarget, ignore_missing};
use crate::publish::staged_site::{Ended, StagedSite};
use crate::publish::work_folder::{SITE, WHOLE, WorkFolder, work_folder_name};
use crate::publish::{file_by_file, manifest};

/// Completes the folder and exchanges it with the output.
///
/// # Errors
/// Where the system refuses. Until the exchange the output is as it was.
pub fn put_in_place(site: StagedSite<'_>) -> Result<Ended, WriteError> {
    let Some(output) = site.target.folder()? else { return rename_into_place(site) };
    let (work, new_site) = (&site.work.folder, &site.work.site);
    if let Err(error) = site.same.par_iter().try_for_each(|path| link(&output, new_site, path)) {
        if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
            return Err(failed_at(new_site.path())(error));
        }
        return fall_back(site, &output, format!("files could not be linked: {error}"));
    }
    output.copy_mode_to(new_site).map_err(failed_at(new_site.path()))?;
    mark_complete(&site)?;
    if let Err(error) = work.exchange(SITE.as_ref(), &site.target.parent, &site.target.name) {
        work.remove_file(WHOLE).map_err(failed_at(work.path()))?;
        return fall_back(site, &output, format!("the folder could not be exchanged: {error}"));
    }
    Ok((None, move_foreign_files(site.target)?))
}

/// Where there is no output yet, the site takes its name.
fn rename_into_place(site: StagedSite<'_>) -> Result<Ended, WriteError> {
    mark_complete(&site)?;
    let StagedSite { target, work, .. } = site;
    if let Err(error) = work.folder.rename(SITE, &target.parent, &target.name) {
        work.folder.remove_file(WHOLE).map_err(failed_at(work.folder.path()))?;
        return Err(failed_at(&target.path())(error));
    }
    Ok((None, move_foreign_files(target)?))
}

/// Writes the manifest, and says that the site is whole once it is counted and on the disk.
fn mark_complete(site: &StagedSite<'_>) -> Result<(), WriteError> {
    let StagedSite { work, now, .. } = site;
    manifest::write(&work.site, now)?;
    site.verify(now.files.keys())?;
    work.site.flush(now.files.keys().map(String::as_str)).map_err(failed_at(work.site.path()))?;
    work.folder.write_new(WHOLE, b"").map_err(failed_at(&work.folder.path().join(WHOLE)))
}

/// Unchanged files are the same files in both folders, so their bytes and times stay.
fn link(output: &Folder, new_site: &Folder, path: &str) -> io::Result<()> {
    let path = Path::new(path);
    new_site.create_folder(path.parent().unwrap_or(Path::new("")))?;
    output.hard_link(path, new_site, path)
}

/// Puts the files in place one by one, which needs them inside the output.
fn fall_back(mut site: StagedSite<'_>, output: &Folder, reason: String) -> Result<Ended, WriteError> {
    site.work = WorkFolder::move_inside(site.target, output, reason)?;
    file_by_file::put_in_place(&site)
}

/// Completes what a run that was stopped has begun.
///
/// # Errors
/// Where the system refuses, a link has the work folder's name, or something that is not ours is
/// where a page is.
pub fn recover(target: &OutputTarget) -> Result<(), WriteError> {
    let name = work_folder_name(target);
    let path = target.parent.path().join(&name);
    let Some(work) = ignore_missing(target.parent.folder(&name)).map_err(failed_at(&path))? else { return Ok(()) };
    if work.kind(WHOLE).map_err(failed_at(&path))?.is_none() {
        return target.parent.remove(&name).map_err(failed_at(&path));
    }
    match move_foreign_files(target)?.first() {
        None => Ok(()),
        Some(displaced) => Err(WriteError::Refused(format!(
            "{} is not from planpress, and a page is where it was; move it away",
            displaced.display()
        ))),
    }
}

/// Moves foreign files from the folder that was replaced into the output, and removes the rest. Files
/// that cannot be moved, because something is in their place, are kept and returned.
fn move_foreign_files(target: &OutputTarget) -> Result<Vec<PathBuf>, WriteError> {
    let name = work_folder_name(target);
    let path = target.parent.path().join(&name);
    let work = target.parent.folder(&name).map_err(failed_at(&path))?;
    let mut displaced = Vec::new();
    if let Some(done) = ignore_missing(work.folder(SITE)).map_err(failed_at(&path))? {
        let output = match target.folder()? {
            Some(output) => output,
            None => target.parent.create_folder(&target.name).map_err(failed_at(&target.path()))?,
        };
        let published = PublishedFiles {
            done: manifest::read(&done)?.unwrap_or_default(),
            other: manifest::read(&output)?.unwrap_or_default(),
        };
        move_foreign_from(&done, &output, Path::new(""), &published, &mut displaced).map_err(failed_at(done.path()))?;
    }
    if displaced.is_empty() {
        target.parent.remove(&name).map_err(failed_at(&path))?;
    }
    Ok(displaced)
}

/// The manifests of the two folders.
struct PublishedFiles {
    done: Manifest,
    other: Manifest,
}

impl PublishedFiles {
    /// A file that somebody has changed by hand, and that the site no longer has, is theirs now.
    fn has(&self, path: &Path, folder: &Folder, name: &OsStr) -> bool {
        // A name that is not text is a foreign file's.
        let Some(path) = path.to_str() else { return false };
        let is_published = |hash: &String| self.other.files.contains_key(path) || manifest::holds(folder, name, hash);
        path == MANIFEST || self.done.files.get(path).is_some_and(is_published)
    }

    fn has_below(&self, folder: &Path) -> bool {
        let Some(inside) = folder.to_str().map(|folder| format!("{folder}/")) else { return false };
        self.done.files.range(inside.clone()..).next().is_some_and(|(path, _)| path.starts_with(&inside))
    }
}

/// Goes through a folder that was replaced, which is at `below` in its site. The manifest goes last,
/// since it says which files were published.
fn move_foreign_from(
    done: &Folder,
    output: &Folder,
    below: &Path,
    published: &PublishedFiles,
    displaced: &mut Vec<PathBuf>,
) -> io::Result<()> {
    let mut entries = done.entries()?;
    if !entries.is_empty() {
        drop(done.make_writable());
    }
    entries.sort_by_key(|(name, _)| (below == Path::new("") && name == MANIFEST, name.clone()));
    for (name, kind) in entries {
        let path = below.join(&name);
        let existing = output.kind(&path)?;
        if kind == EntryKind::File && published.has(&path, done, &name) {
            done.remove_file(&name)?;
        } else if kind == EntryKind::Folder && (existing == Some(EntryKind::Folder) || published.has_below(&path)) {
            let inner = done.folder(&name)?;
            move_foreign_from(&inner, output, &path, published, displaced)?;
            if inner.entries()?.is_empty() {
                done.remove_empty(&name)?;
            }
        } else if existing.is_some() {
            displaced.push(done.path().join(&name));
        } else {
            drop(output.create_folder(below)?.make_writable());
            move_across(done, &name, kind, output, &path)?;
        }
    }
    Ok(())
}

/// Moves a foreign file or folder. A folder that is moved notes its new parent, for which the system wants the
/// right to write into it; it has the rights that it had afterwards.
fn move_across(done: &Folder, name: &OsStr, kind: EntryKind, output: &Folder, path: &Path) -> io::Result<()> {
    let folder = if kind == EntryKind::Folder { Some(done.folder(name)?) } else { None };
    let rights = folder.as_ref().and_then(Folder::make_writable);
    done.rename(name, output, path)?;
    match (folder, rights) {
        (Some(folder), Some(rights)) => folder.set_rights(rights),
        _ => Ok(()),
    }
}

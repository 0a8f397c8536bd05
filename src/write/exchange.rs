//! The new site and the old one change places in one step. What is not ours then follows by rename.
//!
//! Beside the output stands the work folder. It holds `site`, which is filled, and when it is full
//! the mark `whole`. With the mark, what is in `site` and is not ours belongs into the output:
//! that holds before the exchange, when there is no such thing, and after it, when `site` is the
//! old one. So a run that finds the mark need not know how far the one before it came.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::place::{Work, beside, inside};
use super::stage::SITE;
use super::{Ended, Refused, Site, at, holds, piecewise, put_manifest};
use crate::read;
use crate::tree::{MANIFEST, Manifest};

/// Says that the site to be is whole.
pub const WHOLE: &str = "whole";

/// Completes the folder and exchanges it with the output.
///
/// # Errors
/// Where the system refuses. Until the exchange the output is as it was.
pub fn finish(mut site: Site<'_>) -> Result<Ended, Refused> {
    let folder = site.work.folder.join(SITE);
    let there = site.output.exists();
    if let Err(error) = site.same.par_iter().try_for_each(|path| link(site.output, &folder, path)) {
        if no_space(&error) {
            return Err(at(&folder)(error));
        }
        return instead(&mut site, &format!("files could not be linked: {error}"));
    }
    put_manifest(&folder, site.now)?;
    if there {
        let rights = fs::metadata(site.output).and_then(|facts| fs::set_permissions(&folder, facts.permissions()));
        rights.map_err(at(&folder))?;
    }
    let mark = site.work.folder.join(WHOLE);
    fs::write(&mark, "").map_err(at(&mark))?;
    let done = if there { exchange(&folder, site.output) } else { fs::rename(&folder, site.output) };
    if let Err(error) = done {
        fs::remove_file(&mark).map_err(at(&mark))?;
        if !there {
            return Err(at(site.output)(error));
        }
        return instead(&mut site, &format!("the folder could not be exchanged: {error}"));
    }
    Ok((None, settle(site.output, &site.work.folder)?))
}

/// Unchanged files are the same files in both folders, so their bytes and times stay.
fn link(output: &Path, folder: &Path, path: &str) -> io::Result<()> {
    let new = folder.join(path);
    new.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::hard_link(output.join(path), new)
}

fn no_space(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded)
}

#[cfg(target_os = "linux")]
fn exchange(one: &Path, other: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE)?)
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Puts the files in place one by one, which needs them inside the output.
fn instead(site: &mut Site<'_>, reason: &str) -> Result<Ended, Refused> {
    let own = inside(site.output);
    fs::rename(&site.work.folder, &own).map_err(at(&own))?;
    site.work = Work { folder: own, reason: Some(reason.to_owned()) };
    piecewise::finish(site)
}

/// Completes what a run that was stopped has begun.
///
/// # Errors
/// Where the system refuses, or something that is not ours stands where a page is.
pub fn recover(output: &Path) -> Result<(), Refused> {
    let work = beside(output);
    if !work.join(WHOLE).exists() {
        return super::place::remove(&work).map_err(at(&work));
    }
    match settle(output, &work)?.first() {
        None => Ok(()),
        Some(kept) => Err(Refused::Folder(format!(
            "{} is not from planpress, and a page stands where it was; move it away",
            kept.display()
        ))),
    }
}

/// Moves what is not ours from the folder that is done with into the output, and removes the rest.
/// What cannot be moved, because something stands in its place, is kept and named.
fn settle(output: &Path, work: &Path) -> Result<Vec<PathBuf>, Refused> {
    let done = work.join(SITE);
    let mut kept = Vec::new();
    if done.exists() {
        let manifest = |folder: &Path| read::manifest(folder).map(Option::unwrap_or_default).map_err(at(folder));
        let ours = Ours { done: manifest(&done)?, other: manifest(output)? };
        carry(&done, output, "", &ours, &mut kept).map_err(at(output))?;
    }
    if kept.is_empty() {
        super::place::remove(work).map_err(at(work))?;
    }
    Ok(kept)
}

/// The manifests of the two folders.
struct Ours {
    done: Manifest,
    other: Manifest,
}

impl Ours {
    /// A file that somebody has changed by hand, and that the site no longer has, is theirs now.
    fn has(&self, path: &str, file: &Path) -> bool {
        let hash = self.done.files.get(path);
        path == MANIFEST || hash.is_some_and(|hash| self.other.files.contains_key(path) || holds(file, hash))
    }

    fn has_below(&self, folder: &str) -> bool {
        let inside = format!("{folder}/");
        self.done.files.range(inside.clone()..).next().is_some_and(|(path, _)| path.starts_with(&inside))
    }
}

/// Goes through a folder that is done with. The manifest goes last, since it says what is ours.
fn carry(done: &Path, output: &Path, folder: &str, ours: &Ours, kept: &mut Vec<PathBuf>) -> io::Result<()> {
    let mut entries = fs::read_dir(done)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(|entry| (folder.is_empty() && entry.file_name() == MANIFEST, entry.file_name()));
    for entry in entries {
        let (from, to) = (entry.path(), output.join(entry.file_name()));
        // A name that is no text is none of ours.
        let name = entry.file_name().to_str().map(|name| format!("{folder}{name}"));
        let (is_folder, name) = (entry.file_type()?.is_dir(), name.as_deref().unwrap_or_default());
        if !is_folder && ours.has(name, &from) {
            fs::remove_file(&from)?;
        } else if is_folder && (ours.has_below(name) || to.symlink_metadata().is_ok()) {
            carry(&from, &to, &format!("{name}/"), ours, kept)?;
            if fs::read_dir(&from)?.next().is_none() {
                fs::remove_dir(&from)?;
            }
        } else if to.symlink_metadata().is_ok() {
            kept.push(from);
        } else {
            to.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::rename(&from, &to)?;
        }
    }
    Ok(())
}

//! Where folders cannot be exchanged: one file after the other, under a journal.
//!
//! The work folder is inside the output, on the same file system. Until the journal is whole, the
//! output is as it was. From then on the next run completes what it says. The journal comes from the
//! disk, so from anybody: it can name nothing outside the output.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::file_tree::Manifest;
use crate::folder::{EntryKind, Folder};
use crate::publish::error::{WriteError, failed_at};
use crate::publish::output_folder::{OutputTarget, ignore_missing};
use crate::publish::staged_site::{Ended, StagedSite};
use crate::publish::work_folder::{INSIDE_NAME, JOURNAL, SITE};
use crate::publish::{foreign_files, manifest};

/// How often, and how long apart, a file is tried that another program holds.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(100);

/// What is to be done.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Journal {
    /// The files of the site that is to be.
    manifest: Manifest,
    /// The files that are to be put in place.
    put: Vec<String>,
    /// The files that are to be removed, with the digests that they had.
    gone: BTreeMap<String, String>,
}

/// Whether a build could have written it.
fn is_plausible(journal: &Journal) -> bool {
    manifest::is_plausible(&journal.manifest)
        && manifest::are_plausible(&journal.gone)
        && journal.put.iter().all(|path| journal.manifest.files.contains_key(path))
}

/// Puts the files in place one by one.
///
/// # Errors
/// Where the system refuses. Once begun, the next run completes it.
pub fn put_in_place(site: &StagedSite<'_>) -> Result<Ended, WriteError> {
    let StagedSite { target, work, now, before, .. } = site;
    let gone = before.files.iter().filter(|(path, _)| !now.files.contains_key(*path));
    let journal = Journal {
        manifest: (*now).clone(),
        put: site.changed.to_vec(),
        gone: gone.map(|(path, hash)| (path.clone(), hash.clone())).collect(),
    };
    site.verify(site.changed)?;
    work.site.flush(site.changed.iter().map(String::as_str)).map_err(failed_at(work.site.path()))?;
    let path = work.folder.path().join(JOURNAL);
    let bytes = serde_json::to_vec(&journal).map_err(|error| failed_at(&path)(error.into()))?;
    work.folder.replace_file(JOURNAL.as_ref(), &bytes).map_err(failed_at(&path))?;
    if let Some(output) = target.folder()? {
        complete(&output, &journal)?;
    }
    Ok((work.reason.clone(), Vec::new()))
}

/// Completes what a run that was stopped has begun.
///
/// # Errors
/// Where the system refuses, a link has the work folder's name, the journal is damaged, or something
/// that is not ours is where a file belongs.
pub fn recover(target: &OutputTarget) -> Result<(), WriteError> {
    let Some(output) = target.folder()? else { return Ok(()) };
    let path = output.path().join(INSIDE_NAME);
    let Some(work) = ignore_missing(output.folder(INSIDE_NAME)).map_err(failed_at(&path))? else { return Ok(()) };
    let advice = "remove the folder that it is in, and build again";
    match manifest::read_json(&work, JOURNAL, is_plausible, advice)? {
        Some(journal) => complete(&output, &journal),
        None => output.remove(INSIDE_NAME.as_ref()).map_err(failed_at(&path)),
    }
}

fn complete(output: &Folder, journal: &Journal) -> Result<(), WriteError> {
    let path = output.path().join(INSIDE_NAME);
    let work = output.folder(INSIDE_NAME).map_err(failed_at(&path))?;
    let before = manifest::read(output)?.unwrap_or_default();
    for (path, hash) in &journal.gone {
        remove(output, path, hash).map_err(failed_at(&output.path().join(path)))?;
    }
    // What is not there any more is in its place already.
    if let Some(new_site) = ignore_missing(work.folder(SITE)).map_err(failed_at(&path))? {
        for path in &journal.put {
            put(&new_site, output, path, before.files.contains_key(path))?;
        }
    }
    manifest::write(output, &journal.manifest)?;
    output.remove(INSIDE_NAME.as_ref()).map_err(failed_at(&path))
}

/// Puts one file in place, if it is not there yet.
fn put(new_site: &Folder, output: &Folder, path: &str, is_published: bool) -> Result<(), WriteError> {
    let place = output.path().join(path);
    if new_site.kind(path).map_err(failed_at(&place))? != Some(EntryKind::File) {
        return Ok(());
    }
    match output.kind(path).map_err(failed_at(&place))? {
        None => {}
        Some(EntryKind::File) if is_published => {}
        Some(_) => return Err(foreign_files::conflict(&place, "a page belongs")),
    }
    let folder = output.create_folder(Path::new(path).parent().unwrap_or(Path::new("")));
    folder.and_then(|_| patiently(|| new_site.rename(path, output, path))).map_err(failed_at(&place))
}

/// Another program may hold a file for a moment: one that synchronises, or looks for viruses.
fn patiently(rename: impl Fn() -> io::Result<()>) -> io::Result<()> {
    let is_held =
        |error: &io::Error| matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ResourceBusy);
    for _ in 0..TRIES {
        match rename() {
            Err(error) if is_held(&error) => std::thread::sleep(PAUSE),
            done => return done,
        }
    }
    rename()
}

/// Removes one of our files and the folders that it leaves empty.
fn remove(output: &Folder, path: &str, hash: &str) -> io::Result<()> {
    // One that somebody has changed by hand since is theirs now.
    if !manifest::holds(output, path, hash) {
        return Ok(());
    }
    output.remove_file(path)?;
    for folder in Path::new(path).ancestors().skip(1).take_while(|folder| *folder != Path::new("")) {
        if output.remove_empty(folder).is_err() {
            break;
        }
    }
    Ok(())
}

//! Where folders cannot be exchanged: one file after the other, under a journal.
//!
//! The work folder stands inside the output, on the same file system. Until the journal is whole,
//! the output is as it was. From then on whoever comes next completes what it says.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::place::inside;
use super::stage::SITE;
use super::{Ended, Refused, Site, at, holds, put, put_manifest};
use crate::read;
use crate::tree::Manifest;

/// The name of the journal in the work folder.
pub const JOURNAL: &str = "journal.json";
/// How often, and how long apart, a file is tried that another program holds.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(100);

/// What is to be done.
#[derive(Serialize, Deserialize)]
struct Journal {
    /// The files of the site that is to be.
    manifest: Manifest,
    /// The files that are to be put in place.
    put: Vec<String>,
    /// The files that are to be removed, with the digests that they had.
    gone: BTreeMap<String, String>,
}

/// Puts the files in place one by one.
///
/// # Errors
/// Where the system refuses. Once begun, the next run completes it.
pub fn finish(site: &Site<'_>) -> Result<Ended, Refused> {
    let gone = site.before.files.iter().filter(|(path, _)| !site.now.files.contains_key(*path));
    let journal = Journal {
        manifest: site.now.clone(),
        put: site.changed.to_vec(),
        gone: gone.map(|(path, hash)| (path.clone(), hash.clone())).collect(),
    };
    let path = site.work.folder.join(JOURNAL);
    let bytes = serde_json::to_vec(&journal).map_err(|error| at(&path)(error.into()))?;
    put(&path, &bytes).map_err(at(&path))?;
    complete(site.output, &journal)?;
    Ok((site.work.reason.clone(), Vec::new()))
}

/// Completes what a run that was stopped has begun.
///
/// # Errors
/// Where the system refuses, the journal is damaged, or something that is not ours stands where a
/// file belongs.
pub fn recover(output: &Path) -> Result<(), Refused> {
    let work = inside(output);
    let path = work.join(JOURNAL);
    match fs::read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => super::place::remove(&work).map_err(at(&work)),
        Err(error) => Err(at(&path)(error)),
        Ok(bytes) => {
            let journal = serde_json::from_slice(&bytes).map_err(|_| {
                Refused::Folder(format!(
                    "{} is damaged; remove the folder that it is in, and build again",
                    path.display()
                ))
            })?;
            complete(output, &journal)
        }
    }
}

fn complete(output: &Path, journal: &Journal) -> Result<(), Refused> {
    let work = inside(output);
    let before = read::manifest(output).map_err(at(output))?.unwrap_or_default();
    for (path, hash) in &journal.gone {
        remove(output, path, hash)?;
    }
    for path in &journal.put {
        let (from, to) = (work.join(SITE).join(path), output.join(path));
        // What is not there any more is in its place already.
        if !from.exists() {
            continue;
        }
        if !before.files.contains_key(path) && to.symlink_metadata().is_ok() {
            let reason =
                format!("{} is not from planpress and stands where a page belongs; move it away", to.display());
            return Err(Refused::Folder(reason));
        }
        to.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| patiently(&from, &to)).map_err(at(&to))?;
    }
    put_manifest(output, &journal.manifest)?;
    super::place::remove(&work).map_err(at(&work))
}

/// Another program may hold a file for a moment: one that synchronises, or looks for viruses.
fn patiently(from: &Path, to: &Path) -> io::Result<()> {
    let mut tries = 0;
    loop {
        match fs::rename(from, to) {
            Err(error) if is_held(&error) && tries < TRIES => {
                tries += 1;
                std::thread::sleep(PAUSE);
            }
            done => return done,
        }
    }
}

fn is_held(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ResourceBusy)
}

/// Removes one of our files and the folders that it leaves empty.
fn remove(output: &Path, path: &str, hash: &str) -> Result<(), Refused> {
    let file = output.join(path);
    // One that somebody has changed by hand since is theirs now.
    if !holds(&file, hash) {
        return Ok(());
    }
    fs::remove_file(&file).map_err(at(&file))?;
    for folder in file.ancestors().skip(1).take_while(|folder| *folder != output) {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}

//! The output folder and what may stand in it; and the work folder, where the next site is made.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::exchange::WHOLE;
use super::piecewise::JOURNAL;
use super::{Refused, Site, at};
use crate::tree::Manifest;

/// How many files that are not ours a first build lets pass: a domain's name, a licence.
const FEW: usize = 10;

/// A folder as the system knows it, whether it is there yet or not.
#[must_use]
pub fn real(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let there = path.ancestors().find(|part| part.exists()).map(Path::to_path_buf).unwrap_or_default();
    let rest = path.strip_prefix(&there).map(Path::to_path_buf).unwrap_or_default();
    there.canonicalize().unwrap_or(there).join(rest)
}

/// Whether a folder can hold output: not the sources, nothing around or inside them.
///
/// # Errors
/// The reason, as a sentence.
pub fn check(root: &Path, output: &Path) -> Result<(), Refused> {
    let (root, output) = (real(root), real(output));
    let refuse = |reason: &str| {
        Err(Refused::Folder(format!("{} {reason}; choose another folder with --output", output.display())))
    };
    if output.parent().is_none() {
        return refuse("is the root of the file system");
    }
    if root.starts_with(&output) {
        return refuse("holds the project itself");
    }
    if std::env::home_dir().is_some_and(|home| real(&home).starts_with(&output)) {
        return refuse("is or holds your home folder");
    }
    if is_source(&root, &output) {
        return refuse("lies among the sources");
    }
    if output.symlink_metadata().is_ok() && !output.is_dir() {
        return refuse("is not a folder");
    }
    Ok(())
}

/// Whether a path lies among what the project is made of. Both are as the system knows them.
fn is_source(root: &Path, path: &Path) -> bool {
    ["content", "themes", ".git", ".planpress"].iter().any(|sources| path.starts_with(root.join(sources)))
}

/// Whether a file beside the site can stand at a path: not in the site itself, which would then
/// differ from build to build, nor among the sources.
///
/// # Errors
/// The reason, as a sentence.
pub fn check_beside(root: &Path, output: &Path, file: &Path) -> Result<(), Refused> {
    let real_file = real(file);
    let refuse = |reason: &str| Err(Refused::Folder(format!("{} {reason}; choose another place", file.display())));
    if real_file.starts_with(real(output)) {
        return refuse("would be published with the site, since it lies in its folder");
    }
    if is_source(&real(root), &real_file) {
        return refuse("lies among the sources");
    }
    if real_file.is_dir() {
        return refuse("is a folder");
    }
    Ok(())
}

/// Holds what is above the folder, so that two builds do not write beside each other at one time.
pub fn alone(output: &Path, waiting: &mut dyn FnMut()) -> Option<fs::File> {
    let above = output.ancestors().skip(1).find(|folder| folder.exists())?;
    let held = fs::File::open(above).ok()?;
    match held.try_lock() {
        Ok(()) => Some(held),
        Err(fs::TryLockError::WouldBlock) => {
            waiting();
            held.lock().ok().map(|()| held)
        }
        // Some file systems know no locks.
        Err(fs::TryLockError::Error(_)) => None,
    }
}

/// Whether what the folder holds lets this edition in.
///
/// # Errors
/// The reason, as a sentence.
pub fn check_contents(output: &Path, edition: &str, before: Option<&Manifest>) -> Result<(), Refused> {
    let place = output.display();
    if let Some(before) = before {
        if before.edition != edition {
            let reason = format!(
                "{place} holds the {} edition; give this one a folder of its own with --output",
                before.edition
            );
            return Err(Refused::Folder(reason));
        }
        return Ok(());
    }
    let Ok(entries) = fs::read_dir(output) else { return Ok(()) };
    let all = entries.collect::<io::Result<Vec<_>>>().map_err(at(output))?;
    let theirs: Vec<&fs::DirEntry> =
        all.iter().filter(|entry| !entry.file_name().as_encoded_bytes().starts_with(b".")).collect();
    let folder = theirs.iter().find(|entry| entry.path().is_dir());
    if let Some(one) = folder.or_else(|| theirs.get(FEW)) {
        let reason = format!(
            "{place} is full of things that are not from planpress, such as `{}`; empty it, or choose another folder \
             with --output",
            one.file_name().to_string_lossy()
        );
        return Err(Refused::Folder(reason));
    }
    Ok(())
}

/// Something that is not ours stands where a file belongs: it is named and left alone.
///
/// # Errors
/// Its name.
pub(super) fn foreign(site: &Site<'_>) -> Result<(), Refused> {
    // In a folder that is not there yet nothing stands, and asking for each file takes its time.
    if !site.output.exists() {
        return Ok(());
    }
    let ours = |path: &Path| {
        let below = path.strip_prefix(site.output).ok().and_then(Path::to_str);
        below.is_some_and(|path| site.before.files.contains_key(path))
    };
    let refuse = |path: &Path, what: &str| {
        let reason = format!("{} is not from planpress and stands where {what}; move it away", path.display());
        Err(Refused::Folder(reason))
    };
    for path in site.changed.iter().map(|path| site.output.join(path)) {
        if let Some(theirs) = first(&path, &|path| !ours(path)).map_err(at(&path))? {
            return refuse(&theirs, "a page belongs");
        }
    }
    // Every folder that a file is in is one, and no link that leads elsewhere.
    let folders: BTreeSet<&Path> = (site.now.files.keys())
        .flat_map(|path| Path::new(path).ancestors().skip(1))
        .filter(|folder| !folder.as_os_str().is_empty())
        .collect();
    for folder in folders {
        let path = site.output.join(folder);
        if !ours(&path) && path.symlink_metadata().is_ok_and(|facts| !facts.is_dir()) {
            return refuse(&path, "a folder of the site belongs");
        }
    }
    Ok(())
}

/// The first file that is such a one: the path itself, or in the folder that it is.
fn first(path: &Path, such: &dyn Fn(&Path) -> bool) -> io::Result<Option<PathBuf>> {
    let Ok(facts) = path.symlink_metadata() else { return Ok(None) };
    if !facts.is_dir() {
        return Ok(such(path).then(|| path.to_path_buf()));
    }
    for entry in fs::read_dir(path)? {
        if let Some(found) = first(&entry?.path(), such)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// The work folder beside an output.
#[must_use]
pub fn beside(output: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(output.file_name().unwrap_or_default());
    name.push(".planpress");
    output.with_file_name(name)
}

/// The work folder inside an output.
#[must_use]
pub fn inside(output: &Path) -> PathBuf {
    output.join(".planpress")
}

/// Where the next site is made.
pub struct Work {
    /// The folder.
    pub folder: PathBuf,
    /// Why it cannot be exchanged with the output, where it is inside it.
    pub reason: Option<String>,
}

impl Work {
    /// Makes the work folder.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn begin(output: &Path) -> Result<Self, Refused> {
        let folder = beside(output);
        let mut reason = None;
        if output.exists() {
            reason = fixed(output);
        }
        if reason.is_none() {
            match fs::create_dir_all(&folder) {
                Ok(()) => return Ok(Self { folder, reason: None }),
                Err(error) if !output.exists() => return Err(at(&folder)(error)),
                Err(error) => reason = Some(format!("nothing can be written beside the folder: {error}")),
            }
        }
        let folder = inside(output);
        fs::create_dir_all(&folder).map_err(at(&folder))?;
        Ok(Self { folder, reason })
    }
}

/// Why a folder cannot be exchanged with one beside it, where that can be known.
#[cfg(target_os = "linux")]
fn fixed(output: &Path) -> Option<String> {
    use rustix::fs::{AtFlags, CWD, StatxFlags, statx};
    let mount = |path: &Path| statx(CWD, path, AtFlags::empty(), StatxFlags::MNT_ID).map(|facts| facts.stx_mnt_id);
    let above = mount(output.parent()?).ok()?;
    (mount(output).ok()? != above).then(|| "the folder is a mount point".to_owned())
}

#[cfg(not(target_os = "linux"))]
fn fixed(_: &Path) -> Option<String> {
    Some("this system cannot exchange folders".into())
}

/// Removes a folder with all that is in it, if it is there.
///
/// # Errors
/// Where the system refuses.
pub fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Clears away a site that is not whole. What cannot be removed now is removed by the next run.
pub fn clear(output: &Path) {
    for (work, mark) in [(beside(output), WHOLE), (inside(output), JOURNAL)] {
        if !work.join(mark).exists() {
            drop(remove(&work));
        }
    }
}

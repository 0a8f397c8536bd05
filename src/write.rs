//! Bytes to disk. Only our own files are ever replaced or removed; the manifest says which.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::render::{File, Put};
use crate::tree::{MANIFEST, Manifest};

/// The ending of names that stand until what they name is whole.
const NEW: &str = ".planpress-new";

/// What writing did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or have changed.
    pub written: usize,
    /// Files that were as they should be.
    pub unchanged: usize,
    /// Files of the build before that are no more.
    pub removed: usize,
}

/// What stands where a file belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// Nothing.
    Absent,
    /// The file as it should be.
    Same,
    /// Something else.
    Other,
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

/// Writes all files that `make` hands on and removes those of the build before that are no more.
///
/// # Errors
/// Where `make` finds faults, the folder is no place for output, something else stands where a
/// file belongs, or the system refuses. What can be known beforehand is found before anything is
/// written.
pub fn write(
    output: &Path,
    edition: &str,
    before: Option<&Manifest>,
    make: impl FnOnce(Put<'_>) -> Result<(), Vec<Diagnostic>>,
) -> Result<Written, Stopped> {
    let empty = Manifest::default();
    let before = before.unwrap_or(&empty);
    if !before.edition.is_empty() && before.edition != edition {
        let reason = format!(
            "{} holds the {} edition; give this one a folder of its own with --output",
            output.display(),
            before.edition
        );
        return Err(Refused::Folder(reason).into());
    }
    match output.symlink_metadata() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => fresh(output, edition, make),
        _ => {
            let files = Mutex::new(Vec::new());
            make(&|file| held(&files).push(file)).map_err(Stopped::Faults)?;
            let mut files = std::mem::take(&mut *held(&files));
            files.sort_by(|a: &File, b| a.path.cmp(&b.path));
            let hashes: Vec<String> = files.par_iter().map(hash).collect();
            let now = files.iter().map(|file| file.path.clone()).zip(hashes).collect();
            Ok(renew(output, &files, &Manifest { edition: edition.to_owned(), files: now }, before)?)
        }
    }
}

/// What a lock holds; a thread that died with it has left nothing half done.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

fn hash(file: &File) -> String {
    blake3::hash(&file.bytes).to_hex().to_string()
}

/// Fills a folder beside the one that is wanted, and gives it its name when it is whole.
fn fresh(
    output: &Path,
    edition: &str,
    make: impl FnOnce(Put<'_>) -> Result<(), Vec<Diagnostic>>,
) -> Result<Written, Stopped> {
    let mut name = std::ffi::OsString::from(".");
    name.push(output.file_name().unwrap_or_default());
    name.push(NEW);
    let beside = output.with_file_name(name);
    // Left behind by a build that was stopped.
    clear(&beside)?;
    let (files, refused) = (Mutex::new(BTreeMap::new()), Mutex::new(None));
    let made = make(&|file: File| {
        let path = beside.join(&file.path);
        let put = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&path, &file.bytes));
        match put {
            Ok(()) => drop(held(&files).insert(file.path.clone(), hash(&file))),
            Err(error) => *held(&refused) = Some(Refused::System(path, error)),
        }
    });
    let files = std::mem::take(&mut *held(&files));
    let written = files.len();
    let refused = held(&refused).take();
    let done = match (made, refused) {
        (Err(faults), _) => Err(Stopped::Faults(faults)),
        (_, Some(refused)) => Err(refused.into()),
        (Ok(()), None) => put_manifest(&beside, &Manifest { edition: edition.to_owned(), files })
            .and_then(|()| fs::rename(&beside, output).map_err(|error| Refused::System(output.to_path_buf(), error)))
            .map_err(Stopped::Refused),
    };
    if done.is_err() {
        clear(&beside)?;
    }
    done.map(|()| Written { written, ..Written::default() })
}

/// Removes a folder that was being filled, if there is one.
fn clear(beside: &Path) -> Result<(), Refused> {
    match fs::remove_dir_all(beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Refused::System(beside.to_path_buf(), error)),
        _ => Ok(()),
    }
}

/// Replaces what has changed, file by file, and removes what is no more.
fn renew(output: &Path, files: &[File], manifest: &Manifest, before: &Manifest) -> Result<Written, Refused> {
    let state = |file: &File| match fs::read(output.join(&file.path)) {
        Ok(bytes) if bytes == file.bytes => State::Same,
        Err(error) if error.kind() == io::ErrorKind::NotFound => State::Absent,
        _ => State::Other,
    };
    let states: Vec<State> = files.par_iter().map(state).collect();
    let pick = |wanted: fn(State) -> bool| {
        files.iter().zip(&states).filter(move |(_, state)| wanted(**state)).map(|(file, _)| file)
    };
    foreign(output, pick(|state| state == State::Other), before)?;
    plain_folders(output, pick(|state| state != State::Same))?;
    let changed: Vec<&File> = pick(|state| state != State::Same).collect();
    changed.par_iter().try_for_each(|file| {
        let path = output.join(&file.path);
        path.parent().map_or(Ok(()), fs::create_dir_all).map_err(|error| Refused::System(path.clone(), error))?;
        replace(&path, &file.bytes)
    })?;
    let gone: Vec<&String> = before.files.keys().filter(|path| !manifest.files.contains_key(*path)).collect();
    for path in &gone {
        remove(output, path, &before.files[*path])?;
    }
    if !changed.is_empty() || !gone.is_empty() || manifest != before {
        put_manifest(output, manifest)?;
    }
    Ok(Written { written: changed.len(), unchanged: files.len() - changed.len(), removed: gone.len() })
}

fn put_manifest(folder: &Path, manifest: &Manifest) -> Result<(), Refused> {
    let path = folder.join(MANIFEST);
    // A digest, quotes, a colon and a comma stand beside each path.
    let size: usize = manifest.files.keys().map(|path| path.len() + 72).sum();
    let mut bytes = Vec::with_capacity(size + 100);
    serde_json::to_writer(&mut bytes, manifest).map_err(|error| Refused::System(path.clone(), error.into()))?;
    fs::create_dir_all(folder).map_err(|error| Refused::System(folder.to_path_buf(), error))?;
    replace(&path, &bytes)
}

/// Whether a folder can hold output: not the sources, nothing around or inside them.
///
/// # Errors
/// The reason, as a sentence.
pub fn check_folder(root: &Path, output: &Path) -> Result<(), Refused> {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let real = |path: &Path| {
        let path = absolute(path);
        let there = path.ancestors().find(|part| part.exists()).map(Path::to_path_buf).unwrap_or_default();
        let rest = path.strip_prefix(&there).map(Path::to_path_buf).unwrap_or_default();
        there.canonicalize().unwrap_or(there).join(rest)
    };
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
    for sources in ["content", "themes"] {
        if output.starts_with(root.join(sources)) {
            return refuse("lies among the sources");
        }
    }
    if output.exists() && !output.is_dir() {
        return refuse("is not a folder");
    }
    Ok(())
}

/// Something that is not ours stands where a file belongs: it is named and left alone.
fn foreign<'a>(output: &Path, there: impl Iterator<Item = &'a File>, before: &Manifest) -> Result<(), Refused> {
    for file in there {
        let path = output.join(&file.path);
        let ours = before.files.contains_key(&file.path);
        if path.is_dir() || (!ours && path.symlink_metadata().is_ok()) {
            let reason =
                format!("{} is not from planpress and stands where a page belongs; move it away", path.display());
            return Err(Refused::Folder(reason));
        }
    }
    Ok(())
}

/// Every folder that is written into is one, and no link that leads elsewhere.
fn plain_folders<'a>(output: &Path, files: impl Iterator<Item = &'a File>) -> Result<(), Refused> {
    let below =
        files.flat_map(|file| Path::new(&file.path).ancestors().skip(1).filter(|part| !part.as_os_str().is_empty()));
    let folders: BTreeSet<&Path> = below.collect();
    for folder in folders {
        let path = output.join(folder);
        if path.symlink_metadata().is_ok_and(|facts| !facts.is_dir()) {
            let reason = format!("{} stands where a folder of the site belongs; move it away", path.display());
            return Err(Refused::Folder(reason));
        }
    }
    Ok(())
}

/// Puts a whole file in place in one step, so that nobody ever reads half of it.
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

fn replace(path: &Path, bytes: &[u8]) -> Result<(), Refused> {
    put(path, bytes).map_err(|error| Refused::System(path.to_path_buf(), error))
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(NEW);
    let fresh = path.with_file_name(name);
    fs::write(&fresh, bytes)?;
    fs::rename(&fresh, path)
}

/// Removes one of our files and the folders that it leaves empty.
fn remove(output: &Path, path: &str, hash: &str) -> Result<(), Refused> {
    let file = output.join(path);
    // One that somebody has changed by hand since is theirs now.
    if fs::read(&file).is_ok_and(|bytes| blake3::hash(&bytes).to_hex().as_str() != hash) {
        return Ok(());
    }
    match fs::remove_file(&file) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Refused::System(file, error)),
        _ => {}
    }
    let folders = file.ancestors().skip(1).take_while(|folder| *folder != output);
    for folder in folders {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: &str) -> File {
        File { path: path.into(), bytes: path.as_bytes().to_vec() }
    }

    fn put(output: &Path, paths: &[&str], before: Option<&Manifest>) -> Result<Written, Stopped> {
        write(output, "public", before, |put| {
            for path in paths {
                put(file(path));
            }
            Ok(())
        })
    }

    /// What stands in `folder` is neither removed nor replaced, whatever a manifest says.
    #[test]
    fn only_what_we_wrote_is_removed() {
        let place = tempfile::tempdir().unwrap();
        let output = place.path().join("public");
        fs::write(place.path().join("outside"), "theirs").unwrap();
        put(&output, &["a/index.html", "b/index.html"], None).unwrap();
        fs::write(output.join("b/index.html"), "changed by hand").unwrap();
        let mut manifest = crate::read::manifest(&output).unwrap().unwrap();
        manifest.files.insert("../outside".into(), blake3::hash(b"theirs").to_hex().to_string());
        fs::write(output.join(MANIFEST), serde_json::to_vec(&manifest).unwrap()).unwrap();
        let before = crate::read::manifest(&output).unwrap();
        let done = put(&output, &["c/index.html"], before.as_ref()).unwrap();
        assert_eq!((done.written, done.removed), (1, 2));
        assert!(!output.join("a").exists(), "ours is still there");
        assert_eq!(fs::read_to_string(output.join("b/index.html")).unwrap(), "changed by hand");
        assert_eq!(fs::read_to_string(place.path().join("outside")).unwrap(), "theirs");
    }

    #[cfg(unix)]
    #[test]
    fn no_folder_that_leads_elsewhere_is_written_into() {
        let place = tempfile::tempdir().unwrap();
        let (output, elsewhere) = (place.path().join("public"), place.path().join("elsewhere"));
        fs::create_dir_all(&output).unwrap();
        fs::create_dir_all(&elsewhere).unwrap();
        std::os::unix::fs::symlink(&elsewhere, output.join("a")).unwrap();
        let refused = put(&output, &["a/index.html", "b/index.html"], None);
        assert!(matches!(refused, Err(Stopped::Refused(Refused::Folder(_)))));
        assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
        assert!(!output.join("b").exists(), "half of the site was written");
    }
}

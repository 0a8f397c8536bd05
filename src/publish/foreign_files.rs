//! What is in the output folder and not from planpress. It is never touched, but it may be in the way.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use crate::file_tree::Manifest;
use crate::folder::{EntryKind, Folder};
use crate::publish::error::{WriteError, failed_at};
use crate::publish::output_folder::OutputTarget;
use crate::publish::staged_site::StagedSite;

/// How many files that are not ours a first build lets pass: a domain's name, a licence.
const FEW: usize = 10;

/// Whether what the folder holds lets this edition in.
///
/// # Errors
/// The reason, as a sentence.
pub fn check_contents(target: &OutputTarget, edition: &str, before: Option<&Manifest>) -> Result<(), WriteError> {
    let Some(output) = target.folder()? else { return Ok(()) };
    let place = output.path().display();
    if let Some(before) = before {
        if before.edition != edition {
            return Err(WriteError::Refused(format!(
                "{place} holds the {} edition; give this one a folder of its own with --output",
                before.edition
            )));
        }
    } else {
        let mut foreign = output.entries().map_err(failed_at(output.path()))?;
        foreign.retain(|(name, _)| !name.as_encoded_bytes().starts_with(b"."));
        let folder = foreign.iter().find(|(_, kind)| matches!(kind, EntryKind::Folder | EntryKind::Link));
        if let Some((name, _)) = folder.or_else(|| foreign.get(FEW)) {
            return Err(WriteError::Refused(format!(
                "{place} is full of things that are not from planpress, such as `{}`; empty it, or choose another \
                 folder with --output",
                name.to_string_lossy()
            )));
        }
    }
    match find_link_out(&output, &output).map_err(failed_at(output.path()))? {
        None => Ok(()),
        Some(link) => Err(WriteError::Refused(format!(
            "{} is a link that leads out of the folder or to nothing, and a host may publish what it leads to; remove \
             it, or put a copy in its place",
            link.display()
        ))),
    }
}

/// The first link below a folder that does not lead to something in the output. One that leads to
/// nothing here may lead to something where the site is published. What is in `.git` is not published.
fn find_link_out(output: &Folder, folder: &Folder) -> io::Result<Option<PathBuf>> {
    for (name, kind) in folder.entries()? {
        let path = folder.path().join(&name);
        let found = match kind {
            EntryKind::Folder if name != ".git" => find_link_out(output, &folder.folder(&name)?)?,
            EntryKind::Link if !path.canonicalize().is_ok_and(|end| end.starts_with(output.path())) => Some(path),
            _ => None,
        };
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// Something that is not ours is where a file belongs: it is named and left alone.
///
/// # Errors
/// Its name.
pub fn check_places(site: &StagedSite<'_>) -> Result<(), WriteError> {
    // In a folder that is not there yet nothing is in the way, and asking for each file takes its time.
    let Some(output) = site.target.folder()? else { return Ok(()) };
    let is_published = |path: &Path| path.to_str().is_some_and(|path| site.before.files.contains_key(path));
    let look = |path: &Path| output.kind(path).map_err(failed_at(&output.path().join(path)));
    // Every folder that a file is in is one, and no link that leads elsewhere.
    let folders: BTreeSet<&Path> = (site.now.files.keys())
        .flat_map(|path| Path::new(path).ancestors().skip(1))
        .filter(|folder| *folder != Path::new(""))
        .collect();
    for folder in folders {
        match look(folder)? {
            None | Some(EntryKind::Folder) => {}
            Some(EntryKind::File) if is_published(folder) => {}
            Some(_) => return Err(conflict(&output.path().join(folder), "a folder of the site belongs")),
        }
    }
    for path in site.changed.iter().map(Path::new) {
        let foreign = match look(path)? {
            None => None,
            Some(EntryKind::File) => (!is_published(path)).then(|| path.to_owned()),
            Some(EntryKind::Folder) => {
                find_foreign(&output, path, &is_published).map_err(failed_at(&output.path().join(path)))?
            }
            Some(_) => Some(path.to_owned()),
        };
        if let Some(foreign) = foreign {
            return Err(conflict(&output.path().join(foreign), "a page belongs"));
        }
    }
    Ok(())
}

/// Says that something that is not ours is where something of the site belongs.
pub fn conflict(path: &Path, belongs: &str) -> WriteError {
    WriteError::Refused(format!("{} is not from planpress and is where {belongs}; move it away", path.display()))
}

/// The first file in a folder that is not ours.
fn find_foreign(output: &Folder, below: &Path, is_published: &dyn Fn(&Path) -> bool) -> io::Result<Option<PathBuf>> {
    for (name, kind) in output.folder(below)?.entries()? {
        let path = below.join(name);
        let found = match kind {
            EntryKind::Folder => find_foreign(output, &path, is_published)?,
            EntryKind::File if is_published(&path) => None,
            _ => Some(path),
        };
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

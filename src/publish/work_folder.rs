//! The work folder, where the next site is made: beside the output, or inside it where the two
//! could not be exchanged.

use std::ffi::OsString;

use crate::folder::Folder;
use crate::publish::error::{WriteError, failed_at};
use crate::publish::output_folder::{OutputTarget, ignore_missing};

/// The folder inside the work folder that is the site to be.
pub const SITE: &str = "site";
/// The mark in the work folder that says that the site is whole.
pub const WHOLE: &str = "whole";
/// The journal in the work folder, where files are put in place one by one.
pub const JOURNAL: &str = "journal.json";
/// The name of a work folder inside the output.
pub const INSIDE_NAME: &str = ".planpress";

/// Where the next site is made.
pub struct WorkFolder {
    /// The work folder.
    pub folder: Folder,
    /// The site to be, inside it.
    pub site: Folder,
    /// Why the site cannot be exchanged with the output, where the work folder is inside the output.
    pub reason: Option<String>,
}

impl WorkFolder {
    /// Creates the work folder.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn create(target: &OutputTarget) -> Result<Self, WriteError> {
        let output = target.folder()?;
        let mut reason = output.as_ref().and_then(|output| unexchangeable(output, target));
        if reason.is_none() {
            match target.parent.create_folder(work_folder_name(target)) {
                Ok(folder) => return Self::new(folder, None),
                Err(error) if output.is_none() => {
                    return Err(failed_at(&target.parent.path().join(work_folder_name(target)))(error));
                }
                Err(error) => reason = Some(format!("nothing can be written beside the folder: {error}")),
            }
        }
        let output = output.map_or_else(|| target.parent.create_folder(&target.name), Ok);
        let folder = output.and_then(|output| output.create_folder(INSIDE_NAME));
        Self::new(folder.map_err(failed_at(&target.path().join(INSIDE_NAME)))?, reason)
    }

    fn new(folder: Folder, reason: Option<String>) -> Result<Self, WriteError> {
        let site = folder.create_folder(SITE).map_err(failed_at(folder.path()))?;
        Ok(Self { folder, site, reason })
    }

    /// Moves the work folder into the output, where its files can be put in place one by one.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn move_inside(target: &OutputTarget, output: &Folder, reason: String) -> Result<Self, WriteError> {
        let moved = target.parent.rename(work_folder_name(target), output, INSIDE_NAME);
        let folder =
            moved.and_then(|()| output.folder(INSIDE_NAME)).map_err(failed_at(&output.path().join(INSIDE_NAME)))?;
        Self::new(folder, Some(reason))
    }
}

/// The name of the work folder beside an output.
pub fn work_folder_name(target: &OutputTarget) -> OsString {
    let mut name = OsString::from(".");
    name.push(&target.name);
    name.push(".planpress");
    name
}

/// Why a folder cannot be exchanged with one beside it, where that can be known.
fn unexchangeable(output: &Folder, target: &OutputTarget) -> Option<String> {
    if cfg!(not(target_os = "linux")) {
        return Some("this system cannot exchange folders".into());
    }
    output.is_mounted_apart(&target.parent).then(|| "the folder is a mount point".to_owned())
}

/// Removes a work folder in which no site is whole. What cannot be removed now is removed by the next run.
pub fn remove_unfinished(target: &OutputTarget) {
    let remove = |above: &Folder, name: OsString, mark: &str| {
        let unfinished = above.folder(&name).is_ok_and(|work| work.kind(mark).is_ok_and(|kind| kind.is_none()));
        if unfinished {
            drop(above.remove(&name));
        }
    };
    remove(&target.parent, work_folder_name(target), WHOLE);
    if let Ok(Some(output)) = ignore_missing(target.parent.folder(&target.name)) {
        remove(&output, INSIDE_NAME.into(), JOURNAL);
    }
}

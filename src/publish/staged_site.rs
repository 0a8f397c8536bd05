//! A site that is ready to take its place.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::file_tree::Manifest;
use crate::publish::error::WriteError;
use crate::publish::manifest;
use crate::publish::output_folder::OutputTarget;
use crate::publish::work_folder::WorkFolder;

/// How putting in place has ended: why it was done one by one, if it was; and what is not ours
/// and could not stay where it was, with where it is kept.
pub type Ended = (Option<String>, Vec<PathBuf>);

/// A site that is ready to take its place.
pub struct StagedSite<'a> {
    pub target: &'a OutputTarget,
    pub work: WorkFolder,
    pub now: &'a Manifest,
    pub before: &'a Manifest,
    /// The files that are in the output as they should be.
    pub same: &'a [String],
    /// The files that wait in the work folder.
    pub changed: &'a [String],
}

impl StagedSite<'_> {
    /// Looks whether files are in the work folder with the bytes that were made: nothing is put in
    /// place that another program has removed or changed meanwhile.
    ///
    /// # Errors
    /// The first that is not.
    pub fn verify<'a>(&self, files: impl IntoIterator<Item = &'a String>) -> Result<(), WriteError> {
        let files: Vec<&String> = files.into_iter().collect();
        let is_missing = |path: &&&String| {
            !self.now.files.get(**path).is_some_and(|hash| manifest::holds(&self.work.site, path, hash))
        };
        match files.par_iter().find_first(is_missing) {
            None => Ok(()),
            Some(path) => Err(WriteError::Refused(format!(
                "{} was changed or removed by another program before the site was whole; nothing was published, so \
                 build again",
                self.work.site.path().join(path).display()
            ))),
        }
    }
}

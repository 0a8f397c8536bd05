//! A site whose files are all written, which takes the place of the earlier one.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::file_tree::Manifest;
use crate::publish::error::WriteError;
use crate::publish::manifest;
use crate::publish::output_folder::OutputTarget;
use crate::publish::work_folder::WorkFolder;

/// Why files were put in place one by one, if they were, and the foreign files that could not stay
/// where they were, by where they are kept.
pub type Ended = (Option<String>, Vec<PathBuf>);

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
    /// Checks that files in the work folder have the bytes that were rendered, so that nothing is put in
    /// place that another program has removed or changed.
    ///
    /// # Errors
    /// The first file that has other bytes.
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

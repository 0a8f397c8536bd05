//! Writes a site, whole or not at all. Only files that the manifest names are replaced or removed.
//!
//! New files are written into a work folder (`staging`). When all are there, the folder that they fill
//! is exchanged with the output in one step (`exchange`). Where that is not possible, they are put in
//! place one by one, under a journal (`file_by_file`). What a run leaves that was stopped, the next one
//! completes or removes before it begins.
//!
//! Everything is written, moved and removed through a `Folder`, so that no
//! link that somebody put into the project or the output leads out of them.

pub mod archive;
pub mod cache;
mod error;
mod exchange;
mod file_by_file;
mod foreign_files;
mod lock;
mod manifest;
pub mod output_folder;
mod staged_site;
mod staging;
mod work_folder;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::Diagnostic;
use crate::file_tree::Manifest;
use crate::render::FileSink;
pub use error::{PublishError, WriteError};
use output_folder::OutputTarget;
use staged_site::StagedSite;
use staging::Staging;
use work_folder::WorkFolder;

/// What writing did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrittenFiles {
    /// Files that are new or have changed.
    pub written: usize,
    /// Files that were as they should be.
    pub unchanged: usize,
    /// Files of the build before that are no more.
    pub removed: usize,
    /// BLAKE3 of each file's bytes, in hexadecimal, by path below the folder.
    pub files: BTreeMap<String, String>,
    /// The size of each in bytes.
    pub sizes: BTreeMap<String, u64>,
    /// Why files were put in place one by one, where they were.
    pub one_by_one_reason: Option<String>,
    /// What is not ours and could not stay where it was, with where it is kept.
    pub displaced: Vec<PathBuf>,
}

/// Writes all files that `make` hands on and removes those of the build before that are no more.
/// With nothing changed nothing is written. `output` is without links (see [`output_folder::check_output`]);
/// `waiting` is called where another build has to end first.
///
/// # Errors
/// Where `make` finds faults, the folder is no place for output, something else is where a file
/// belongs, or the system refuses. The site that was there is then there still.
pub fn write_site(
    root: &Path,
    output: &Path,
    edition: &str,
    waiting: &mut dyn FnMut(),
    make: impl FnOnce(FileSink<'_>) -> Result<(), Vec<Diagnostic>>,
) -> Result<WrittenFiles, PublishError> {
    let target = OutputTarget::open(root, output)?;
    let _lock = lock::acquire(&target, waiting)?;
    exchange::recover(&target)?;
    file_by_file::recover(&target)?;
    let before = target.folder()?.map_or(Ok(None), |folder| manifest::read(&folder))?;
    foreign_files::check_contents(&target, edition, before.as_ref())?;

    let staging = Staging::new(&target)?;
    let made = make(&|file| staging.add(&file)).map_err(PublishError::Diagnostics);
    let staged = staging.finish().map_err(PublishError::Write);
    let done = made.and(staged).and_then(|staged| put_in_place(&target, edition, &before.unwrap_or_default(), staged));
    if done.is_err() {
        work_folder::remove_unfinished(&target);
    }
    done
}

/// Puts what was staged in place of the site that is there.
fn put_in_place(
    target: &OutputTarget,
    edition: &str,
    before: &Manifest,
    staged: staging::Staged,
) -> Result<WrittenFiles, PublishError> {
    let now = Manifest { edition: edition.to_owned(), files: staged.hashes };
    let mut written = WrittenFiles {
        written: staged.changed.len(),
        unchanged: staged.same.len(),
        removed: before.files.keys().filter(|path| !now.files.contains_key(*path)).count(),
        sizes: staged.sizes,
        ..WrittenFiles::default()
    };
    if written.written > 0 || now != *before {
        let work = staged.work.map_or_else(|| WorkFolder::create(target), Ok)?;
        let site = StagedSite { target, work, now: &now, before, same: &staged.same, changed: &staged.changed };
        foreign_files::check_places(&site)?;
        let ended =
            if site.work.reason.is_none() { exchange::put_in_place(site) } else { file_by_file::put_in_place(&site) };
        (written.one_by_one_reason, written.displaced) = ended?;
    }
    written.files = now.files;
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::File;

    const FILES: [&str; 4] = ["index.html", "a/index.html", "a/b.txt", "files/c.txt"];

    /// Writes a site whose files hold `text`; `between` is called when they are all made.
    fn publish(root: &Path, text: &str, between: impl FnOnce(&Path)) -> Result<WrittenFiles, PublishError> {
        let output = output_folder::check_output(root, &root.join("public")).map_err(PublishError::Write)?;
        write_site(root, &output, "public", &mut || (), |put| {
            for path in FILES {
                // One file is the same in both sites.
                let text = if path == "a/b.txt" { "same" } else { text };
                put(File { path: path.into(), bytes: text.into() });
            }
            between(&root.join(".public.planpress/site"));
            Ok(())
        })
    }

    fn holds(root: &Path, text: &str) -> bool {
        FILES.iter().all(|path| {
            let found = std::fs::read_to_string(root.join("public").join(path)).unwrap_or_default();
            found == if *path == "a/b.txt" { "same" } else { text }
        })
    }

    /// What happens to the site that is being made.
    type Disturbance<'a> = (&'a str, &'a dyn Fn(&Path));

    #[test]
    fn what_is_removed_or_changed_before_the_site_is_whole_is_not_published() {
        let disturbances: [Disturbance<'_>; 6] = [
            ("the work folder is removed", &|site| std::fs::remove_dir_all(site.parent().unwrap()).unwrap()),
            ("the site is removed", &|site| std::fs::remove_dir_all(site).unwrap()),
            ("the site is moved", &|site| std::fs::rename(site, site.with_file_name("other")).unwrap()),
            ("a folder is removed", &|site| std::fs::remove_dir_all(site.join("files")).unwrap()),
            ("a file is removed", &|site| std::fs::remove_file(site.join("index.html")).unwrap()),
            ("a file is changed", &|site| std::fs::write(site.join("index.html"), "torn").unwrap()),
        ];
        for (what, disturb) in disturbances {
            let place = tempfile::tempdir().unwrap();
            let root = place.path();
            assert!(publish(root, "old", |_| ()).is_ok());
            let disturbed = publish(root, "new", disturb);
            assert!(disturbed.is_err() && holds(root, "old"), "{what}: {disturbed:?}");
            let again = publish(root, "new", |_| ());
            assert!(again.is_ok() && holds(root, "new"), "{what}: {again:?}");
            assert_eq!(std::fs::read_dir(root).unwrap().count(), 1, "{what}: litter");
        }
    }

    #[test]
    #[cfg(unix)]
    fn links_that_come_while_a_site_is_made_are_not_followed() {
        use std::os::unix::fs::symlink;
        for name in ["files", "index.html", "a"] {
            let place = tempfile::tempdir().unwrap();
            let (root, victim) = (place.path().join("project"), place.path().join("victim"));
            std::fs::create_dir_all(&root).unwrap();
            std::fs::create_dir(&victim).unwrap();
            std::fs::write(victim.join("c.txt"), "new").unwrap();
            assert!(publish(&root, "old", |_| ()).is_ok());
            let swapped = publish(&root, "new", |site| {
                drop(std::fs::remove_dir_all(site.join(name)));
                drop(std::fs::remove_file(site.join(name)));
                symlink(&victim, site.join(name)).unwrap();
            });
            assert!(swapped.is_err() && holds(&root, "old"), "{name}: {swapped:?}");
            assert_eq!(std::fs::read_dir(&victim).unwrap().count(), 1, "{name}");
        }
    }
}

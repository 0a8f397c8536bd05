//! Bytes to disk, whole or not at all. Only what the manifest says is ours is ever replaced or removed.
//!
//! New files are gathered in a work folder (`stage`). When all are made, the folder that they fill
//! is exchanged with the one that is there in one step (`exchange`); where that cannot be done
//! they are put in place one by one, under a journal (`piecewise`). Whatever a run that was stopped
//! has left, the next one completes or clears away before it begins.
//!
//! Everything is written, moved and removed through a [`Folder`](crate::folder::Folder), so that no
//! link that somebody put into the project or the output leads out of them.

pub mod archive;
pub mod cache;
mod exchange;
mod file_by_file;
mod foreign_files;
mod lock;
mod manifest;
pub mod output_folder;
mod staging;
mod work_folder;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::file_tree::Manifest;
use crate::folder::LinkFound;
use crate::render::FileSink;
use output_folder::Target;
use staging::Stage;
use work_folder::Work;

/// What writing did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
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
    pub piecewise: Option<String>,
    /// What is not ours and could not stay where it was, with where it is kept.
    pub kept: Vec<PathBuf>,
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

/// Says at which file the system refused.
fn at(path: &Path) -> impl FnOnce(io::Error) -> Refused + '_ {
    |error| match error.get_ref().and_then(|reason| reason.downcast_ref::<LinkFound>()) {
        Some(link) => Refused::Folder(link.to_string()),
        None => Refused::System(path.to_path_buf(), error),
    }
}

/// Writes all files that `make` hands on and removes those of the build before that are no more.
/// With nothing changed nothing is written. `output` is without links (see [`target::check`]);
/// `waiting` is called where another build has to end first.
///
/// # Errors
/// Where `make` finds faults, the folder is no place for output, something else is where a file
/// belongs, or the system refuses. The site that was there is then there still.
pub fn write(
    root: &Path,
    output: &Path,
    edition: &str,
    waiting: &mut dyn FnMut(),
    make: impl FnOnce(FileSink<'_>) -> Result<(), Vec<Diagnostic>>,
) -> Result<Written, Stopped> {
    let target = Target::open(root, output)?;
    let _lock = lock::take(&target, waiting)?;
    exchange::recover(&target)?;
    file_by_file::recover(&target)?;
    let before = target.folder()?.map_or(Ok(None), |folder| manifest::read(&folder))?;
    foreign_files::check_contents(&target, edition, before.as_ref())?;

    let stage = Stage::new(&target)?;
    let made = make(&|file| stage.put(&file)).map_err(Stopped::Faults);
    let staged = stage.end().map_err(Stopped::Refused);
    let done = made.and(staged).and_then(|staged| place(&target, edition, &before.unwrap_or_default(), staged));
    if done.is_err() {
        work_folder::clear(&target);
    }
    done
}

/// Puts what was staged in place of the site that is there.
fn place(target: &Target, edition: &str, before: &Manifest, staged: staging::Staged) -> Result<Written, Stopped> {
    let now = Manifest { edition: edition.to_owned(), files: staged.hashes };
    let mut written = Written {
        written: staged.changed.len(),
        unchanged: staged.same.len(),
        removed: before.files.keys().filter(|path| !now.files.contains_key(*path)).count(),
        sizes: staged.sizes,
        ..Written::default()
    };
    if written.written > 0 || now != *before {
        let work = staged.work.map_or_else(|| Work::begin(target), Ok)?;
        let site = Site { target, work, now: &now, before, same: &staged.same, changed: &staged.changed };
        foreign_files::check_places(&site)?;
        let ended = if site.work.reason.is_none() { exchange::finish(site) } else { file_by_file::finish(&site) };
        (written.piecewise, written.kept) = ended?;
    }
    written.files = now.files;
    Ok(written)
}

/// How putting in place has ended: why it was done one by one, if it was; and what is not ours
/// and could not stay where it was, with where it is kept.
type Ended = (Option<String>, Vec<PathBuf>);

/// A site that is ready to take its place.
struct Site<'a> {
    target: &'a Target,
    work: Work,
    now: &'a Manifest,
    before: &'a Manifest,
    /// The files that are in the output as they should be.
    same: &'a [String],
    /// The files that wait in the work folder.
    changed: &'a [String],
}

impl Site<'_> {
    /// Looks whether files are in the work folder with the bytes that were made: nothing is put in
    /// place that another program has removed or changed meanwhile.
    ///
    /// # Errors
    /// The first that is not.
    fn count<'a>(&self, files: impl IntoIterator<Item = &'a String>) -> Result<(), Refused> {
        let files: Vec<&String> = files.into_iter().collect();
        let is_missing = |path: &&&String| {
            !self.now.files.get(**path).is_some_and(|hash| manifest::holds(&self.work.site, path, hash))
        };
        match files.par_iter().find_first(is_missing) {
            None => Ok(()),
            Some(path) => Err(Refused::Folder(format!(
                "{} was changed or removed by another program before the site was whole; nothing was published, so \
                 build again",
                self.work.site.path().join(path).display()
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::File;

    const FILES: [&str; 4] = ["index.html", "a/index.html", "a/b.txt", "files/c.txt"];

    /// Writes a site whose files hold `text`; `between` is called when they are all made.
    fn publish(root: &Path, text: &str, between: impl FnOnce(&Path)) -> Result<Written, Stopped> {
        let output = output_folder::check(root, &root.join("public")).map_err(Stopped::Refused)?;
        write(root, &output, "public", &mut || (), |put| {
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

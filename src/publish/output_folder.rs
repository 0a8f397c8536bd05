//! Where output goes. A path that a person names is resolved once, and reached by handle from then on.

use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::folder::{EntryKind, Folder};
use crate::publish::error::{WriteError, failed_at};

/// How many links are followed in one path.
const MAX_LINKS: usize = 40;
/// What to do about a link that has the name of a file beside the site.
const ADVICE: &str = "remove it, or choose another place";
/// The parts of a project that nothing is written into.
const SOURCE_FOLDERS: [&str; 3] = ["content", "themes", ".git"];

/// A name in an open folder: where the site, or a file beside it, is written.
pub struct OutputTarget {
    /// The folder that holds it.
    pub parent: Folder,
    /// Its name there.
    pub name: OsString,
}

impl OutputTarget {
    /// Opens the folder above a resolved path. Folders that are missing are created. Inside the
    /// project no link is followed, even where one has come since the path was resolved.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn open(root: &Path, path: &Path) -> Result<Self, WriteError> {
        let (Some(above), Some(name)) = (path.parent(), path.file_name()) else {
            return Err(WriteError::Refused(format!("{} is the root of the file system", path.display())));
        };
        let root = resolve_trusted(root);
        let opened = match above.strip_prefix(&root) {
            Ok(below) => Folder::open(&root).and_then(|root| root.create_folder(below)),
            Err(_) => Folder::create(above),
        };
        Ok(Self { parent: opened.map_err(failed_at(above))?, name: name.to_owned() })
    }

    /// Its path, for messages.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.parent.path().join(&self.name)
    }

    /// The folder of this name, where there is one.
    ///
    /// # Errors
    /// Where it is a link or may not be opened.
    pub fn folder(&self) -> Result<Option<Folder>, WriteError> {
        ignore_missing(self.parent.folder(&self.name)).map_err(failed_at(&self.path()))
    }
}

/// Nothing where something is not there.
///
/// # Errors
/// The other ones.
pub fn ignore_missing<T>(opened: io::Result<T>) -> io::Result<Option<T>> {
    match opened {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        opened => opened.map(Some),
    }
}

/// A path that a person named, without links. One inside the project may be anybody's and is refused.
///
/// # Errors
/// The link, with advice on what to do instead.
fn resolve(root: &Path, path: &Path, advice: &str) -> Result<PathBuf, WriteError> {
    let root = resolve_trusted(root);
    follow_links(path, &|link| {
        if link.starts_with(&root) {
            return Err(WriteError::Refused(format!(
                "{} is a link inside the project, and nothing is written through one; {advice}",
                link.display()
            )));
        }
        Ok(())
    })
}

/// A path without links, whether there is something at it or not.
#[must_use]
pub fn resolve_trusted(path: &Path) -> PathBuf {
    follow_links(path, &|_| Ok(())).unwrap_or_else(|_| path.to_owned())
}

/// Goes down a path and follows each link that `admits` lets pass.
fn follow_links(path: &Path, admits: &dyn Fn(&Path) -> Result<(), WriteError>) -> Result<PathBuf, WriteError> {
    let whole = std::path::absolute(path).map_err(failed_at(path))?;
    let reversed = |path: &Path| path.components().rev().map(|part| part.as_os_str().to_owned()).collect::<Vec<_>>();
    let (mut left, mut done, mut links) = (reversed(&whole), PathBuf::new(), 0);
    while let Some(part) = left.pop() {
        match Path::new(&part).components().next() {
            Some(Component::ParentDir) => drop(done.pop()),
            Some(Component::Normal(name)) => {
                let next = done.join(name);
                if !next.is_symlink() {
                    done = next;
                    continue;
                }
                admits(&next)?;
                links += 1;
                if links > MAX_LINKS {
                    return Err(WriteError::Refused(format!("{} leads through too many links", path.display())));
                }
                left.extend(reversed(&std::fs::read_link(&next).map_err(failed_at(&next))?));
            }
            // The start of an absolute path takes the place of what was there.
            _ => done.push(&part),
        }
    }
    Ok(done)
}

/// A folder for the site: not the sources, nothing around or inside them. Gives its path without links.
///
/// # Errors
/// The reason, as a sentence.
pub fn check_output(root: &Path, output: &Path) -> Result<PathBuf, WriteError> {
    let (output, root) =
        (resolve(root, output, "remove it, or choose another folder with --output")?, resolve_trusted(root));
    let refuse = |reason: &str| {
        Err(WriteError::Refused(format!("{} {reason}; choose another folder with --output", output.display())))
    };
    if output.parent().is_none() {
        return refuse("is the root of the file system");
    }
    if root.starts_with(&output) {
        return refuse("holds the project itself");
    }
    if std::env::home_dir().is_some_and(|home| resolve_trusted(&home).starts_with(&output)) {
        return refuse("is or holds your home folder");
    }
    if is_source(&root, &output) {
        return refuse("is inside the project's sources");
    }
    if output.symlink_metadata().is_ok_and(|facts| !facts.is_dir()) {
        return refuse("is not a folder");
    }
    Ok(output)
}

/// Whether a path without links is inside what the project is made of.
fn is_source(root: &Path, path: &Path) -> bool {
    // Some file systems take `Content` for `content`.
    let first = path.strip_prefix(root).ok().and_then(|below| below.components().next());
    first.is_some_and(|first| {
        SOURCE_FOLDERS.iter().any(|folder| first.as_os_str().eq_ignore_ascii_case(OsStr::new(folder)))
    })
}

/// A file beside the site: not in the site itself, which would then differ from build to build, nor
/// among the sources. Gives its path without links.
///
/// # Errors
/// The reason, as a sentence.
pub fn check_beside(root: &Path, output: &Path, file: &Path) -> Result<PathBuf, WriteError> {
    let path = resolve(root, file, ADVICE)?;
    let refuse = |reason: &str| Err(WriteError::Refused(format!("{} {reason}; choose another place", file.display())));
    if path.starts_with(output) {
        return refuse("would be published with the site, since it is in the site's folder");
    }
    if is_source(&resolve_trusted(root), &path) {
        return refuse("is inside the project's sources");
    }
    if path.is_dir() {
        return refuse("is a folder");
    }
    Ok(path)
}

/// Whether the file at a target holds these bytes; a longer one is not read.
fn holds(target: &OutputTarget, bytes: &[u8]) -> io::Result<bool> {
    let file = target.parent.open_file(&target.name)?;
    Ok(file.metadata()?.len() == bytes.len() as u64 && target.parent.read(&target.name)? == bytes)
}

/// Writes a file on its own, whole or not at all; one that holds the same already is left alone.
///
/// # Errors
/// Where it cannot be written, or a link is in its way inside the project.
pub fn write_file(root: &Path, path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let target = OutputTarget::open(root, &resolve(root, path, ADVICE)?)?;
    let same = target.parent.kind(&target.name).is_ok_and(|kind| kind == Some(EntryKind::File))
        && holds(&target, bytes).unwrap_or(false);
    if same { Ok(()) } else { target.parent.replace_file(&target.name, bytes).map_err(failed_at(path)) }
}

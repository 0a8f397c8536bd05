//! Opens the files of a project. None of them lies outside `content/` or its own theme.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Component, Path, PathBuf};

use crate::file_tree::Refusal;
use crate::folder::{EntryKind, Folder};

/// How many links may follow one another.
const MAX_LINKS: usize = 16;

/// The open folder of a project.
#[derive(Debug)]
pub struct ProjectFolder {
    root: PathBuf,
    folder: Folder,
}

impl ProjectFolder {
    /// Opens the folder; links in the path to it are followed, since the person gave it.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn open(root: &Path) -> io::Result<Self> {
        let root = root.canonicalize()?;
        Ok(Self { folder: Folder::open(&root)?, root })
    }

    /// The path of the folder, without links.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Opens a folder by its path from the root.
    ///
    /// # Errors
    /// Where there is none, or a link is on the way.
    pub fn folder(&self, path: &Path) -> io::Result<Folder> {
        self.folder.folder(path)
    }

    /// Opens a file by its path from the root. A link is followed to a file of the same folder.
    ///
    /// # Errors
    /// Why the file is not read.
    pub fn file(&self, path: &Path) -> Result<File, Refusal> {
        let mut path = path.to_owned();
        for links in 0..=MAX_LINKS {
            match self.folder.kind(&path) {
                Ok(Some(EntryKind::File)) => return self.folder.open_file(&path).map_err(|error| read_refusal(&error)),
                Ok(Some(EntryKind::Link)) => path = self.target(&path)?,
                Ok(Some(_)) if links == 0 => return Err(Refusal::NotAFile),
                Ok(Some(EntryKind::Folder)) => return Err(link_refusal("this link leads to a folder")),
                Ok(Some(EntryKind::Other)) => return Err(link_refusal("this link leads to something that is no file")),
                Ok(None) => return Err(read_refusal(&io::ErrorKind::NotFound.into())),
                Err(error) if links == 0 => return Err(read_refusal(&error)),
                Err(_) => return Err(link_refusal("this link leads through another one, or through a closed folder")),
            }
        }
        Err(link_refusal("this link leads from one link to the next without end"))
    }

    /// Where a link leads, by its text alone: nothing outside the project is looked at.
    fn target(&self, path: &Path) -> Result<PathBuf, Refusal> {
        let text = fs::read_link(self.root.join(path)).map_err(|error| read_refusal(&error))?;
        let Some(boundary) = link_boundary(path) else {
            return Err(link_refusal("this is a link, and links are not followed here"));
        };
        let outside = || link_refusal(&format!("this link leads out of `{}/`", boundary.display()));
        let whole = text.strip_prefix(&self.root).map_or_else(|_| path.with_file_name(&text), Path::to_owned);
        let mut target = PathBuf::new();
        for part in whole.components() {
            match part {
                Component::Normal(name) => target.push(name),
                Component::CurDir => {}
                Component::ParentDir if target.pop() => {}
                _ => return Err(outside()),
            }
        }
        if !target.starts_with(boundary) {
            return Err(outside());
        }
        if target.iter().any(is_hidden) {
            return Err(link_refusal("this link leads to a hidden file"));
        }
        Ok(target)
    }
}

/// The folder that a link in it may not leave: `content`, or one theme.
fn link_boundary(path: &Path) -> Option<&Path> {
    let is_home = |folder: &&Path| *folder == Path::new("content") || folder.parent() == Some(Path::new("themes"));
    path.ancestors().skip(1).find(is_home)
}

fn link_refusal(message: &str) -> Refusal {
    Refusal::Link(message.to_owned())
}

/// What the system says when it refuses a file.
pub fn read_refusal(error: &io::Error) -> Refusal {
    Refusal::Failed(describe_error(error))
}

fn describe_error(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "what it points to is not there".into(),
        io::ErrorKind::PermissionDenied => "it may not be read".into(),
        _ => error.to_string(),
    }
}

/// Whether a file is hidden, or one that a system or an editor keeps for itself.
pub fn is_hidden(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    let of_system = [&b"thumbs.db"[..], b"desktop.ini"].iter().any(|known| name.eq_ignore_ascii_case(known));
    name.starts_with(b".") || name.starts_with(b"~$") || of_system
}

//! Folders that are reached by handle. Below a folder no symbolic link is followed, in no part of a
//! path, whatever changes on disk in the meantime. Only this file and `folder/` know how.
//!
//! A project may come from anybody, links and state folders included. What the program reads,
//! writes, moves or removes there goes through a [`Folder`].

mod system;

use std::ffi::{OsStr, OsString};
use std::fmt;
use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::path::{Component, Path, PathBuf};

use cap_fs_ext::{DirExt as _, FollowSymlinks, OpenOptionsFollowExt as _, OpenOptionsSyncExt as _};
use cap_std::ambient_authority;
use cap_std::fs::{Dir, FileType, OpenOptions};

/// What follows the name of a file that is being written.
const UNFINISHED: &str = ".planpress-new";

/// What a name in a folder leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryKind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, wherever it leads.
    Link,
    /// A pipe, a socket or a device.
    Other,
}

impl From<FileType> for EntryKind {
    fn from(kind: FileType) -> Self {
        if kind.is_symlink() {
            Self::Link
        } else if kind.is_dir() {
            Self::Folder
        } else if kind.is_file() {
            Self::File
        } else {
            Self::Other
        }
    }
}

/// Why a path was not followed to its end.
#[derive(Debug)]
pub struct LinkFound(PathBuf);

impl fmt::Display for LinkFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.0.display();
        write!(f, "{path} is a link, and links are not followed here; remove it, or put what it leads to in its place")
    }
}

impl std::error::Error for LinkFound {}

/// An open folder.
#[derive(Debug)]
pub struct Folder {
    handle: Dir,
    /// Where the folder was when it was opened, for messages.
    path: PathBuf,
}

impl Folder {
    /// Opens a folder by a path that is trusted: links in it are followed.
    ///
    /// # Errors
    /// Where there is none, or it may not be opened.
    pub fn open(path: &Path) -> io::Result<Self> {
        Ok(Self { handle: Dir::open_ambient_dir(path, ambient_authority())?, path: path.to_owned() })
    }

    /// Creates a folder, with those above it, by a path that is trusted, and opens it.
    ///
    /// # Errors
    /// Where it can be neither created nor opened.
    pub fn create(path: &Path) -> io::Result<Self> {
        match Self::open(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                std::fs::create_dir_all(path)?;
                Self::open(path)
            }
            opened => opened,
        }
    }

    /// The path by which the folder was opened, for messages.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A second handle of the same folder.
    ///
    /// # Errors
    /// Where the system has no more handles.
    pub fn try_clone(&self) -> io::Result<Self> {
        Ok(Self { handle: self.handle.try_clone()?, path: self.path.clone() })
    }

    /// Opens a folder below this one.
    ///
    /// # Errors
    /// Where there is none, a link is on the way, or it may not be opened.
    pub fn folder(&self, below: impl AsRef<Path>) -> io::Result<Self> {
        let mut folder = self.try_clone()?;
        for part in child_names(below.as_ref())? {
            folder = folder.child(part)?;
        }
        Ok(folder)
    }

    /// Opens a folder below this one, and creates it and those on the way where they are missing.
    ///
    /// # Errors
    /// Where a link or a file is on the way, or the system refuses.
    pub fn create_folder(&self, below: impl AsRef<Path>) -> io::Result<Self> {
        let mut folder = self.try_clone()?;
        for part in child_names(below.as_ref())? {
            folder = match folder.child(part) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    match folder.handle.create_dir(part) {
                        // Another thread was faster.
                        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
                        _ => folder.child(part)?,
                    }
                }
                opened => opened?,
            };
        }
        Ok(folder)
    }

    fn child(&self, name: &OsStr) -> io::Result<Self> {
        match self.handle.open_dir_nofollow(name) {
            Ok(handle) => Ok(Self { handle, path: self.path.join(name) }),
            Err(error) => Err(self.explain_link(name, error)),
        }
    }

    /// Says that a link is the reason where it is: the system's words differ and tell nobody.
    fn explain_link(&self, name: &OsStr, error: io::Error) -> io::Error {
        match self.kind(name) {
            Ok(Some(EntryKind::Link)) => io::Error::other(LinkFound(self.path.join(name))),
            _ => error,
        }
    }

    /// The folder that holds a path below this one, and the name that the path ends with.
    fn open_parent<'a>(&self, below: &'a Path) -> io::Result<(Self, &'a OsStr)> {
        let mut parts = child_names(below)?;
        let name = parts.pop().ok_or(io::ErrorKind::InvalidInput)?;
        let mut folder = self.try_clone()?;
        for part in parts {
            folder = folder.child(part)?;
        }
        Ok((folder, name))
    }

    /// What a path below the folder leads to; nothing where nothing is there.
    ///
    /// # Errors
    /// Where a link is on the way, or the system refuses to look.
    pub fn kind(&self, below: impl AsRef<Path>) -> io::Result<Option<EntryKind>> {
        let found = self.open_parent(below.as_ref()).and_then(|(folder, name)| folder.handle.symlink_metadata(name));
        match found {
            Ok(facts) => Ok(Some(facts.file_type().into())),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The names in the folder and what they lead to, in no order.
    ///
    /// # Errors
    /// Where the folder may not be read.
    pub fn entries(&self) -> io::Result<Vec<(OsString, EntryKind)>> {
        let entry = |entry: cap_std::fs::DirEntry| Ok((entry.file_name(), entry.file_type()?.into()));
        self.handle.entries()?.map(|found| found.and_then(entry)).collect()
    }

    /// Opens a regular file to read it. A pipe or a device is an error, and is not waited for.
    ///
    /// # Errors
    /// Where there is no such file, a link is on the way or in its place, or it may not be read.
    pub fn open_file(&self, below: impl AsRef<Path>) -> io::Result<File> {
        let (folder, name) = self.open_parent(below.as_ref())?;
        let mut options = OpenOptions::new();
        options.read(true).follow(FollowSymlinks::No).nonblock(true);
        let opened = folder.handle.open_with(name, &options);
        let file = opened.map_err(|error| folder.explain_link(name, error))?.into_std();
        if file.metadata()?.is_file() { Ok(file) } else { Err(io::Error::other("it is not a regular file")) }
    }

    /// The bytes of a regular file.
    ///
    /// # Errors
    /// As [`Folder::open_file`].
    pub fn read(&self, below: impl AsRef<Path>) -> io::Result<Vec<u8>> {
        let mut file = self.open_file(below)?;
        let mut bytes = Vec::with_capacity(usize::try_from(file.metadata()?.len()).unwrap_or_default());
        file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Creates a file that is not there yet.
    ///
    /// # Errors
    /// Where anything has the name already, or the system refuses.
    pub fn create_file(&self, below: impl AsRef<Path>) -> io::Result<File> {
        let (folder, name) = self.open_parent(below.as_ref())?;
        let mut options = OpenOptions::new();
        options.write(true).create_new(true).follow(FollowSymlinks::No);
        Ok(folder.handle.open_with(name, &options)?.into_std())
    }

    /// Creates a file that is not there yet, with its bytes.
    ///
    /// # Errors
    /// As [`Folder::create_file`].
    pub fn write_new(&self, below: impl AsRef<Path>, bytes: &[u8]) -> io::Result<()> {
        self.create_file(below)?.write_all(bytes)
    }

    /// Writes a whole file in one step, so that nobody ever reads half of it. A link with its name
    /// is an error.
    ///
    /// # Errors
    /// Where something that is no file has the name, or the system refuses.
    pub fn replace_file(&self, name: &OsStr, bytes: &[u8]) -> io::Result<()> {
        self.replace_with(name, |file| file.write_all(bytes))
    }

    /// Writes a whole file in one step, by a function that writes its bytes.
    ///
    /// # Errors
    /// As [`Folder::replace_file`], and those of the function.
    pub fn replace_with<T>(&self, name: &OsStr, write: impl FnOnce(&mut File) -> io::Result<T>) -> io::Result<T> {
        match self.kind(name)? {
            None | Some(EntryKind::File) => {}
            Some(EntryKind::Link) => return Err(self.explain_link(name, io::ErrorKind::AlreadyExists.into())),
            Some(_) => return Err(io::Error::other(format!("{} is not a file", self.path.join(name).display()))),
        }
        let mut unfinished = name.to_os_string();
        unfinished.push(UNFINISHED);
        // What an earlier run left, or anybody put there, is not written through.
        self.remove(&unfinished)?;
        let mut file = self.create_file(&unfinished)?;
        let written = write(&mut file).and_then(|value| self.rename(&unfinished, self, name).map(|()| value));
        if written.is_err() {
            drop(self.remove(&unfinished));
        }
        written
    }

    /// Renames what a path below the folder leads to, a link included; what has the new name is replaced.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn rename(&self, from: impl AsRef<Path>, other: &Self, to: impl AsRef<Path>) -> io::Result<()> {
        let (from, to) = (self.open_parent(from.as_ref())?, other.open_parent(to.as_ref())?);
        from.0.handle.rename(from.1, &to.0.handle, to.1)
    }

    /// Gives a regular file a second name.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn hard_link(&self, from: impl AsRef<Path>, other: &Self, to: impl AsRef<Path>) -> io::Result<()> {
        let (from, to) = (self.open_parent(from.as_ref())?, other.open_parent(to.as_ref())?);
        from.0.handle.hard_link(from.1, &to.0.handle, to.1)
    }

    /// Removes a file, or a link, but not what it leads to.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn remove_file(&self, below: impl AsRef<Path>) -> io::Result<()> {
        let (folder, name) = self.open_parent(below.as_ref())?;
        folder.handle.remove_file_or_symlink(name)
    }

    /// Removes an empty folder.
    ///
    /// # Errors
    /// Where it is not empty, or the system refuses.
    pub fn remove_empty(&self, below: impl AsRef<Path>) -> io::Result<()> {
        let (folder, name) = self.open_parent(below.as_ref())?;
        folder.handle.remove_dir(name)
    }

    /// Removes what has a name in the folder, a folder with all that is in it, if anything has.
    ///
    /// # Errors
    /// Where the system refuses, with the path of what cannot be removed.
    pub fn remove(&self, name: &OsStr) -> io::Result<()> {
        match self.kind(name)? {
            None => Ok(()),
            Some(EntryKind::Folder) => {
                let folder = self.child(name).map_err(|error| name_path(&self.path.join(name), &error))?;
                folder.remove_contents()?;
                self.handle.remove_dir(name).map_err(|error| name_path(&folder.path, &error))
            }
            Some(_) => self.remove_file(name).map_err(|error| name_path(&self.path.join(name), &error)),
        }
    }

    /// Removes all that is in the folder.
    fn remove_contents(&self) -> io::Result<()> {
        let entries = self.entries().map_err(|error| name_path(&self.path, &error))?;
        if !entries.is_empty() {
            drop(self.make_writable());
        }
        entries.iter().try_for_each(|(name, _)| self.remove(name))
    }
}

/// Names a path in an error, unless the error does.
fn name_path(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// The names in a path that leads down and nowhere else.
fn child_names(path: &Path) -> io::Result<Vec<&OsStr>> {
    let name = |part| match part {
        Component::Normal(name) => Ok(name),
        _ => Err(io::Error::new(io::ErrorKind::InvalidInput, format!("{} leads out of its folder", path.display()))),
    };
    path.components().map(name).collect()
}

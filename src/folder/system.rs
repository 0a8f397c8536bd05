//! What only some systems can do with a folder.

use std::ffi::OsStr;
use std::fs::{File, Permissions};
use std::io;

use cap_fs_ext::{FollowSymlinks, OpenOptionsFollowExt as _};
use cap_std::fs::OpenOptions;

use super::Folder;

impl Folder {
    /// A handle that the folder can be locked by.
    ///
    /// # Errors
    /// Where the folder may not be read, or the system does not open folders as files.
    pub fn as_file(&self) -> io::Result<File> {
        let mut options = OpenOptions::new();
        options.read(true).follow(FollowSymlinks::No);
        Ok(self.handle.open_with(".", &options)?.into_std())
    }

    /// Lets the person who runs the program change what is in the folder, where that is possible.
    /// Gives the rights that it had, if they were others. What cannot be changed is found out by
    /// whoever needs the change.
    #[must_use]
    pub fn make_writable(&self) -> Option<Permissions> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let file = self.as_file().ok()?;
            let before = file.metadata().ok()?.permissions();
            let wanted = before.mode() | 0o700;
            let is_changed = before.mode() != wanted && file.set_permissions(Permissions::from_mode(wanted)).is_ok();
            is_changed.then_some(before)
        }
        #[cfg(not(unix))]
        {
            None
        }
    }

    /// Gives the folder other rights.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn set_rights(&self, rights: Permissions) -> io::Result<()> {
        self.as_file()?.set_permissions(rights)
    }

    /// Whether the folder belongs to the person who runs the program, and nobody else can write to it.
    ///
    /// # Errors
    /// Where the system refuses to look.
    pub fn is_private(&self) -> io::Result<bool> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::MetadataExt as _;
            let facts = self.as_file()?.metadata()?;
            Ok(facts.uid() == rustix::process::geteuid().as_raw() && facts.mode() & 0o022 == 0)
        }
        #[cfg(not(unix))]
        {
            Ok(true)
        }
    }

    /// Gives another folder the rights that this one has.
    ///
    /// # Errors
    /// Where the system refuses.
    pub fn copy_mode_to(&self, other: &Self) -> io::Result<()> {
        other.set_rights(self.as_file()?.metadata()?.permissions())
    }

    /// Exchanges two names in one step.
    ///
    /// # Errors
    /// Where the system or the file system cannot do that.
    #[cfg(target_os = "linux")]
    pub fn exchange(&self, name: &OsStr, other: &Self, other_name: &OsStr) -> io::Result<()> {
        use rustix::fs::{RenameFlags, renameat_with};
        Ok(renameat_with(&self.handle, name, &other.handle, other_name, RenameFlags::EXCHANGE)?)
    }

    /// Exchanges two names in one step, which this system cannot do.
    ///
    /// # Errors
    /// Always.
    #[cfg(not(target_os = "linux"))]
    pub fn exchange(&self, _: &OsStr, _: &Self, _: &OsStr) -> io::Result<()> {
        Err(io::Error::new(io::ErrorKind::Unsupported, "this system cannot exchange folders"))
    }

    /// Whether the folder is on another file system than another one, or mounted a second time, so
    /// that the two cannot be exchanged. Unknown counts as no.
    #[must_use]
    pub fn is_mounted_apart(&self, other: &Self) -> bool {
        #[cfg(target_os = "linux")]
        {
            use rustix::fs::{AtFlags, StatxFlags, statx};
            let mount = |folder: &Self| {
                let facts = statx(&folder.handle, "", AtFlags::EMPTY_PATH, StatxFlags::MNT_ID);
                facts.ok().map(|facts| facts.stx_mnt_id)
            };
            matches!((mount(self), mount(other)), (Some(one), Some(two)) if one != two)
        }
        #[cfg(not(target_os = "linux"))]
        {
            let _ = other;
            false
        }
    }

    /// Puts everything that was written to the folder's file system on the disk, in one call where
    /// the system has one; else the files that are given.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn flush<'a>(&self, files: impl Iterator<Item = &'a str>) -> io::Result<()> {
        #[cfg(target_os = "linux")]
        {
            drop(files);
            Ok(rustix::fs::syncfs(self.as_file()?)?)
        }
        #[cfg(not(target_os = "linux"))]
        {
            for path in files {
                self.open_file(path)?.sync_all()?;
            }
            Ok(())
        }
    }
}

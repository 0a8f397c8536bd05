//! One build at a time writes into a folder. Where the file system knows locks, the folder above the
//! output is locked; where it does not, as on many network drives, a file names who is writing.

use std::fs::{File, TryLockError};
use std::io::{self, Read as _};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::folder::Folder;
use crate::publish::error::{WriteError, failed_at};
use crate::publish::output_folder::{OutputTarget, ignore_missing};

/// How long to wait before looking again whether another build has ended.
const PAUSE: Duration = Duration::from_millis(200);
/// No process has a longer name, in bytes of JSON.
const LONGEST: u64 = 1000;
/// How often to look whether another build has done what takes it no time.
const TRIES: u32 = 20;

/// Says that a build is writing, for as long as it is kept.
pub enum Lock {
    /// The system's lock on the folder above the output.
    System { _folder: File },
    /// A file with the process's name in it.
    File { parent: Folder, name: String },
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Self::File { parent, name } = self {
            drop(parent.remove_file(&**name));
        }
    }
}

/// Who is writing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Writer {
    /// The computer's name.
    host: String,
    /// The number of the process.
    process: u32,
}

impl Writer {
    fn current() -> Self {
        let host = gethostname::gethostname().to_string_lossy().into_owned();
        Self { host, process: std::process::id() }
    }

    /// Whether the process has ended. One of another computer cannot be asked, and counts as running.
    fn has_ended(&self) -> bool {
        self.host == Self::current().host && !is_running(self.process)
    }
}

#[cfg(target_os = "linux")]
fn is_running(process: u32) -> bool {
    std::path::Path::new("/proc").join(process.to_string()).exists()
}

/// What this system does not tell counts as running.
#[cfg(not(target_os = "linux"))]
fn is_running(_: u32) -> bool {
    true
}

/// Waits until no other build writes beside the output, and keeps others from it. `waiting` is
/// called once if there is one.
///
/// # Errors
/// Where a build on another computer seems to be writing, or the system refuses.
pub fn acquire(target: &OutputTarget, waiting: &mut dyn FnMut()) -> Result<Lock, WriteError> {
    if let Ok(folder) = target.parent.as_file() {
        match folder.try_lock() {
            Ok(()) => return Ok(Lock::System { _folder: folder }),
            Err(TryLockError::WouldBlock) => {
                waiting();
                if folder.lock().is_ok() {
                    return Ok(Lock::System { _folder: folder });
                }
            }
            // This file system knows no locks.
            Err(TryLockError::Error(_)) => {}
        }
    }
    create_lock_file(target, &Writer::current(), waiting)
}

/// Takes the lock by a file that nobody else can create at the same time.
fn create_lock_file(target: &OutputTarget, writer: &Writer, waiting: &mut dyn FnMut()) -> Result<Lock, WriteError> {
    let name = format!(".{}.planpress-lock", target.name.to_string_lossy());
    let path = target.parent.path().join(&name);
    let bytes = serde_json::to_vec(writer).map_err(|error| failed_at(&path)(error.into()))?;
    let mut is_told = false;
    loop {
        match target.parent.write_new(&name, &bytes) {
            Ok(()) => return Ok(Lock::File { parent: target.parent.try_clone().map_err(failed_at(&path))?, name }),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed_at(&path)(error)),
        }
        let Some(other) = read_writer(&target.parent, &name)? else { continue };
        if other.has_ended() {
            take_over(&target.parent, &name, &other)?;
        } else if other.host != writer.host || cfg!(not(target_os = "linux")) {
            return Err(WriteError::Refused(format!(
                "a build on the computer `{}` (process {}) is writing into this folder, says {}; if it is not, delete \
                 that file and build again",
                other.host.escape_debug(),
                other.process,
                path.display()
            )));
        } else {
            if !std::mem::replace(&mut is_told, true) {
                waiting();
            }
            std::thread::sleep(PAUSE);
        }
    }
}

/// Who holds the lock; nobody where its file has just gone.
fn read_writer(parent: &Folder, name: &str) -> Result<Option<Writer>, WriteError> {
    let path = parent.path().join(name);
    for _ in 0..TRIES {
        let Some(file) = ignore_missing(parent.open_file(name)).map_err(failed_at(&path))? else { return Ok(None) };
        let mut bytes = Vec::new();
        file.take(LONGEST).read_to_end(&mut bytes).map_err(failed_at(&path))?;
        if let Ok(writer) = serde_json::from_slice(&bytes) {
            return Ok(Some(writer));
        }
        if !bytes.is_empty() {
            break;
        }
        // Another build has created its file and is about to write its name into it.
        std::thread::sleep(PAUSE);
    }
    Err(WriteError::Refused(format!(
        "{} is damaged; if no build is running, delete it and build again",
        path.display()
    )))
}

/// Removes the file of a process that has ended. Of several that try only one does it: it holds a
/// second file meanwhile, so that what it read is still what it removes.
fn take_over(parent: &Folder, name: &str, ended: &Writer) -> Result<(), WriteError> {
    let second = format!("{name}-{}", ended.process);
    let path = parent.path().join(&second);
    match parent.write_new(&second, b"") {
        Ok(()) => {}
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return wait_for(parent, &second),
        Err(error) => return Err(failed_at(&path)(error)),
    }
    let removed = match read_writer(parent, name) {
        Ok(Some(writer)) if writer == *ended => {
            ignore_missing(parent.remove_file(name)).map(drop).map_err(failed_at(&path))
        }
        other => other.map(drop),
    };
    parent.remove_file(&second).map_err(failed_at(&path))?;
    removed
}

/// Waits while another build takes over a lock, which takes it no time unless it was stopped.
fn wait_for(parent: &Folder, second: &str) -> Result<(), WriteError> {
    for _ in 0..TRIES {
        if parent.kind(second).is_ok_and(|kind| kind.is_none()) {
            return Ok(());
        }
        std::thread::sleep(PAUSE);
    }
    let path = parent.path().join(second);
    Err(WriteError::Refused(format!(
        "{} is left from a build that was stopped; delete it and build again",
        path.display()
    )))
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    /// Marks the folder `public` in a place.
    fn mark_in(place: &std::path::Path) -> Result<Lock, WriteError> {
        let target = OutputTarget { parent: Folder::open(place).map_err(failed_at(place))?, name: "public".into() };
        create_lock_file(&target, &Writer::current(), &mut || ())
    }

    #[test]
    fn of_many_that_take_over_a_dead_lock_one_holds_it_at_a_time() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join(".public.planpress-lock");
        // No process has this number: it is above the system's limit.
        let ended = Writer { process: u32::MAX, ..Writer::current() };
        for _ in 0..20 {
            std::fs::write(&file, serde_json::to_vec(&ended).unwrap()).unwrap();
            let inside = std::sync::atomic::AtomicUsize::new(0);
            std::thread::scope(|scope| {
                for _ in 0..4 {
                    scope.spawn(|| {
                        let lock = mark_in(place.path()).unwrap();
                        assert_eq!(inside.fetch_add(1, std::sync::atomic::Ordering::SeqCst), 0);
                        std::thread::yield_now();
                        inside.fetch_sub(1, std::sync::atomic::Ordering::SeqCst);
                        drop(lock);
                    });
                }
            });
            assert_eq!(std::fs::read_dir(place.path()).unwrap().count(), 0);
        }
    }

    #[test]
    fn a_lock_of_another_computer_is_named_and_kept() {
        let place = tempfile::tempdir().unwrap();
        let file = place.path().join(".public.planpress-lock");
        for text in [r#"{"host":"another\u001b[2J","process":1}"#, "", "{}", "null", r#"{"host":1,"process":1}"#] {
            std::fs::write(&file, text).unwrap();
            let Err(refused) = mark_in(place.path()) else { panic!("{text}") };
            let message = refused.to_string();
            assert!(message.contains(file.to_str().unwrap()) && !message.contains('\u{1b}'), "{message}");
            assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
        }
        std::fs::remove_file(&file).unwrap();
        std::os::unix::fs::symlink("/etc/hostname", &file).unwrap();
        assert!(mark_in(place.path()).is_err());
    }
}

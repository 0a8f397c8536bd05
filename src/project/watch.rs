//! Notices that files of the project may have changed. The only file that knows the watching package.
//!
//! The system's events are hints: they say where to look, and the bytes decide. Folders are
//! watched, not files, so it does not matter how an editor saves. Every few seconds the marks of
//! all files are compared as well, which finds what came without an event; where the system gives
//! no events at all, that is all there is, and it is done more often.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::{Duration, Instant};

use notify::{Config, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use crate::project::{self, FOLDERS, FileMark};

/// How long it must be quiet after an event, and how long that is waited for at most.
const QUIET_TIME: Duration = Duration::from_millis(3);
const MAX_WAIT: Duration = Duration::from_millis(20);
/// How often marks are compared beside events, and where there are none.
const COMPARE_WITH_EVENTS: Duration = Duration::from_secs(3);
const COMPARE_WITHOUT_EVENTS: Duration = Duration::from_millis(300);
/// How long after a change its event may come.
const EVENT_DELAY: Duration = Duration::from_millis(100);

/// A project that is watched.
pub struct ProjectWatcher {
    root: PathBuf,
    system: Option<RecommendedWatcher>,
    events: Receiver<notify::Result<notify::Event>>,
    /// Keeps the channel open where there is no watcher at its other end.
    _kept: Sender<notify::Result<notify::Event>>,
    marks: BTreeMap<PathBuf, FileMark>,
    compared: Instant,
    reported: BTreeSet<PathBuf>,
    /// Whether there are events that are not reported yet.
    waiting: Arc<AtomicBool>,
}

/// What may have changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changes {
    /// Nothing.
    None,
    /// These files, and all in these folders.
    Paths(BTreeSet<PathBuf>),
}

/// How changes are noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WatchMode {
    /// By the system's events, as far as there are any.
    Events,
    /// By looking every so often.
    Polling,
}

impl ProjectWatcher {
    /// Begins to watch; what stands now is taken for known.
    ///
    /// The second value says why the system gives no events, where it gives none.
    #[must_use]
    pub fn new(root: &Path, mode: WatchMode) -> (Self, Option<String>) {
        let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
        let (sender, events) = channel();
        let waiting = Arc::new(AtomicBool::new(false));
        let (mut system, mut reason) = (None, None);
        if mode == WatchMode::Events {
            match start_watcher(&root, sender.clone(), Arc::clone(&waiting)) {
                Ok(watcher) => system = Some(watcher),
                Err(error) => reason = Some(describe_error(&error)),
            }
        }
        let marks = project::read_marks(&root);
        let watch = Self {
            root,
            system,
            events,
            _kept: sender,
            marks,
            compared: Instant::now(),
            reported: BTreeSet::new(),
            waiting,
        };
        (watch, reason)
    }

    /// Tells whether there are events that are not reported yet.
    #[must_use]
    pub fn waiting(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.waiting)
    }

    /// Waits for a hint, but not longer than so long.
    ///
    /// The second value says, once, that files change here without events.
    pub fn wait(&mut self, patience: Duration) -> (Changes, Option<String>) {
        let every = if self.system.is_some() { COMPARE_WITH_EVENTS } else { COMPARE_WITHOUT_EVENTS };
        let patience = patience.min(every.saturating_sub(self.compared.elapsed()));
        if let Ok(first) = self.events.recv_timeout(patience) {
            let began = Instant::now();
            let mut events = vec![first];
            while let Some(left) = MAX_WAIT.checked_sub(began.elapsed())
                && let Ok(event) = self.events.recv_timeout(QUIET_TIME.min(left))
            {
                events.push(event);
            }
            let paths = self.paths(&events);
            self.reported.extend(paths.iter().cloned());
            return (Changes::Paths(paths), None);
        }
        if self.compared.elapsed() < every { (Changes::None, None) } else { self.compare() }
    }

    /// The paths of what has happened; all of the project where the system lost count.
    fn paths(&mut self, events: &[notify::Result<notify::Event>]) -> BTreeSet<PathBuf> {
        self.waiting.store(false, Ordering::Relaxed);
        let mut paths = BTreeSet::new();
        for event in events {
            match event {
                Ok(event) if !event.need_rescan() => paths.extend(event.paths.iter().cloned()),
                _ => drop(paths.insert(self.root.clone())),
            }
        }
        // A folder that was replaced is another folder, which nobody watches yet.
        for folder in FOLDERS.iter().map(|folder| self.root.join(folder)).filter(|folder| paths.contains(folder)) {
            if folder.is_symlink() {
                continue;
            }
            if let Some(system) = &mut self.system {
                let _ = system.unwatch(&folder);
                let _ = system.watch(&folder, RecursiveMode::Recursive);
            }
        }
        paths
    }

    /// Looks for what has changed without an event.
    fn compare(&mut self) -> (Changes, Option<String>) {
        let now = project::read_marks(&self.root);
        let other =
            |(path, mark): &(&PathBuf, &FileMark), all: &BTreeMap<PathBuf, FileMark>| all.get(*path) != Some(*mark);
        let gone = self.marks.iter().filter(|mark| other(mark, &now));
        let changed: BTreeSet<PathBuf> =
            gone.chain(now.iter().filter(|mark| other(mark, &self.marks))).map(|(path, _)| path.clone()).collect();
        self.marks = now;
        self.compared = Instant::now();
        let reported = std::mem::take(&mut self.reported);
        // What a link leads to changes without an event of the link's own.
        let unheard: BTreeSet<PathBuf> = (changed.into_iter())
            .filter(|path| path.is_symlink() || !reported.iter().any(|known| path.starts_with(known)))
            .collect();
        if unheard.is_empty() {
            return (Changes::None, None);
        }
        let mut line = None;
        if self.system.is_some() {
            // Its event may be on its way; and what lies behind a link has none of its own.
            std::thread::sleep(EVENT_DELAY);
            let coming = self.waiting.load(Ordering::Relaxed);
            if !coming && unheard.iter().any(|path| path.is_file() && !path.is_symlink()) {
                self.system = None;
                line = Some("files change here without the system saying so".to_owned());
            }
        }
        (Changes::Paths(unheard), line)
    }
}

/// Opening and reading a file is no change; a loss of events is.
fn is_relevant(event: &notify::Result<notify::Event>) -> bool {
    !matches!(event, Ok(event) if matches!(event.kind, EventKind::Access(_)) && !event.need_rescan())
}

fn start_watcher(
    root: &Path,
    events: Sender<notify::Result<notify::Event>>,
    waiting: Arc<AtomicBool>,
) -> notify::Result<RecommendedWatcher> {
    let heard = move |event| {
        if is_relevant(&event) {
            waiting.store(true, Ordering::Relaxed);
            // Nobody listens any more when the program ends.
            let _ = events.send(event);
        }
    };
    // A link in the project may lead to the root of the file system.
    let mut watcher = RecommendedWatcher::new(heard, Config::default().with_follow_symlinks(false))?;
    // The root itself, without what is below it, tells when one of the folders comes or goes.
    watcher.watch(root, RecursiveMode::NonRecursive)?;
    for folder in
        FOLDERS.iter().map(|folder| root.join(folder)).filter(|folder| folder.is_dir() && !folder.is_symlink())
    {
        watcher.watch(&folder, RecursiveMode::Recursive)?;
    }
    Ok(watcher)
}

/// Why the system gives no events, in words.
fn describe_error(error: &notify::Error) -> String {
    match error.kind {
        notify::ErrorKind::MaxFilesWatch => "the system watches as many folders as it can".into(),
        _ => format!("the system gives no events: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file_tree::Tree;

    fn project() -> (tempfile::TempDir, PathBuf) {
        let root = tempfile::tempdir().unwrap();
        let file = root.path().canonicalize().unwrap().join("content/pages/a.md");
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(&file, "one").unwrap();
        (root, file)
    }

    #[test]
    fn what_came_without_an_event_is_found_and_said_once() {
        let (root, file) = project();
        let (mut watch, reason) = ProjectWatcher::new(root.path(), WatchMode::Events);
        assert_eq!(reason, None);
        // A watcher that is never told anything, as on some file systems of other machines.
        watch.system = Some(notify::recommended_watcher(|_| ()).unwrap());
        std::fs::write(&file, "two").unwrap();
        while watch.events.recv_timeout(EVENT_DELAY).is_ok() {}
        watch.waiting.store(false, Ordering::Relaxed);
        watch.compared = Instant::now().checked_sub(COMPARE_WITH_EVENTS).unwrap();
        let (hint, line) = watch.wait(Duration::ZERO);
        assert_eq!(hint, Changes::Paths(BTreeSet::from([file.clone()])));
        assert!(line.unwrap().contains("without the system saying so"));
        std::fs::write(&file, "three").unwrap();
        watch.compared = Instant::now().checked_sub(COMPARE_WITHOUT_EVENTS).unwrap();
        assert_eq!(watch.wait(Duration::ZERO), (Changes::Paths(BTreeSet::from([file])), None));
    }

    #[test]
    #[cfg(unix)]
    fn what_a_link_leads_to_is_not_watched() {
        use std::os::unix::fs::symlink;
        let (root, file) = project();
        let outside = tempfile::tempdir().unwrap();
        std::fs::create_dir(outside.path().join("inner")).unwrap();
        symlink(outside.path(), root.path().join("content/out")).unwrap();
        symlink(outside.path(), root.path().join("themes")).unwrap();
        let (watch, reason) = ProjectWatcher::new(root.path(), WatchMode::Events);
        assert_eq!(reason, None);
        std::fs::write(outside.path().join("inner/a.md"), "one").unwrap();
        std::fs::write(&file, "two").unwrap();
        let first = watch.events.recv_timeout(EVENT_DELAY * 20).unwrap().unwrap();
        assert_eq!(first.paths, [file]);
    }

    #[test]
    fn where_events_were_lost_all_is_looked_at() {
        let (root, _) = project();
        let (mut watch, _) = ProjectWatcher::new(root.path(), WatchMode::Polling);
        let lost = notify::Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan);
        assert!(is_relevant(&Ok(lost.clone())));
        let all = watch.paths(&[Ok(lost)]);
        assert_eq!(all, BTreeSet::from([root.path().canonicalize().unwrap()]));
        let before = Tree::default();
        assert_eq!(project::read_again(root.path(), &before, &all).unwrap(), Some(project::read(root.path()).unwrap()));
        assert_eq!(project::read_again(root.path(), &project::read(root.path()).unwrap(), &all).unwrap(), None);
    }
}

//! The preview's memory: the project as it is now, what was made of it, and what was good before.
//!
//! Documents are kept by their bytes; everything after them is made anew at each change, by the
//! same calls as in a build. What is shown is a view: the plan in one edition on one day.

pub mod job_queue;
pub mod view;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError, RwLock, Weak};
use std::time::Duration;

use jiff::civil;

use crate::check::Known;
use crate::diagnostic::Diagnostic;
use crate::file_tree::Tree;
use crate::model::Edition;
use crate::pages::kinds::Links;
use crate::pipeline::Judge;
use crate::publish::cache::Cache;
use crate::records::documents::{self, Documents};
use crate::resolve::{Day, Terms};
use job_queue::{Job, JobQueue, Progress};
use view::View;

/// Which edition is looked at, and on which day; none for the day that the command was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Wish {
    /// The edition.
    pub edition: Edition,
    /// The day.
    pub day: Option<civil::Date>,
}

/// What the command was told.
#[derive(Clone)]
pub struct Settings {
    /// The project's folder.
    pub root: PathBuf,
    /// Where printed documents are kept.
    pub cache: Arc<Cache>,
    /// The edition that is shown where nobody wishes another.
    pub edition: Edition,
    /// Says which day it is.
    pub day: Arc<dyn Fn() -> Day + Send + Sync>,
    /// Whether faults stand in the way of a site.
    pub fails: fn(&[Diagnostic]) -> bool,
}

/// How many wishes are remembered beside the usual one.
const REMEMBERED: usize = 3;
/// How many booklets may wait to be printed.
const MAX_WAITING: usize = 32;
/// How often it is looked whether a booklet is printed.
const PAUSE: Duration = Duration::from_millis(20);

/// A booklet that is to be printed. A job keeps no view in memory that is not shown any more.
#[derive(Clone)]
struct PrintJob {
    view: Weak<View>,
    booklet: usize,
}

impl PartialEq for PrintJob {
    fn eq(&self, other: &Self) -> bool {
        self.booklet == other.booklet && self.view.ptr_eq(&other.view)
    }
}

impl Job for PrintJob {
    fn run(&self) {
        if let Some(view) = self.view.upgrade() {
            view.print(self.booklet);
        }
    }

    fn is_wanted(&self) -> bool {
        self.view.strong_count() > 0
    }
}

/// The project at one moment.
struct Snapshot {
    /// Counts the moments.
    number: u64,
    tree: Arc<Tree>,
    documents: Documents,
    /// What is wrong with files that are no documents, and with documents.
    faults: Vec<Diagnostic>,
    /// What was found in its texts, or in those of the moment before.
    known: Mutex<Arc<Known>>,
    /// What was made of it, for each wish that somebody had.
    views: Mutex<BTreeMap<Wish, Arc<OnceLock<Arc<View>>>>>,
}

/// What was whole before, for when the present is not: the latest of these that has no fault that
/// is known.
#[derive(Default)]
struct Before {
    /// Every page of it was seen to be made.
    proven: Option<Arc<View>>,
    /// Came after it, and was followed before it could be proven.
    earlier: Option<Arc<View>>,
    /// The latest.
    hoped: Option<Arc<View>>,
}

impl Before {
    fn good(&self) -> Option<Arc<View>> {
        let mut all = self.hoped.iter().chain(&self.earlier).chain(&self.proven);
        all.find(|view| !view.failed()).cloned()
    }

    fn follow(&mut self, view: Arc<View>) {
        if let Some(own) = self.hoped.replace(view).filter(|own| !own.failed()) {
            let place = if own.is_proven() { &mut self.proven } else { &mut self.earlier };
            *place = Some(own);
        }
    }
}

/// All that the preview keeps.
pub struct Session {
    settings: Settings,
    now: RwLock<Arc<Snapshot>>,
    before: Mutex<BTreeMap<Wish, Before>>,
    /// The pages at the start, by address, each with the digest of its bytes.
    start: OnceLock<BTreeMap<String, u64>>,
    /// What waits to be printed.
    queue: JobQueue<PrintJob>,
}

/// What a wish is answered with.
#[derive(Clone)]
pub struct Shown {
    /// Counts the moments of the project.
    pub number: u64,
    /// What was made of the project as it is now; it may have failed.
    pub made: Arc<View>,
    /// What is shown: that, or where it failed what was whole before, if anything was.
    pub good: Option<Arc<View>>,
}

/// What a lock holds; a thread that died with it has left nothing half done.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Session {
    /// Begins with the project as it was read.
    #[must_use]
    pub fn new(settings: Settings, tree: Tree) -> Self {
        let (documents, faults) = documents::parse_documents(&tree);
        let now = RwLock::new(Arc::new(snapshot(0, tree, documents, faults, Arc::default())));
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let queue = JobQueue::new(cores, MAX_WAITING);
        Self { settings, now, before: Mutex::default(), start: OnceLock::new(), queue }
    }

    /// What the command was told.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The wish of somebody who has none.
    #[must_use]
    pub fn usual(&self) -> Wish {
        Wish { edition: self.settings.edition, day: None }
    }

    /// The project as it is now.
    #[must_use]
    pub fn tree(&self) -> Arc<Tree> {
        Arc::clone(&self.now().tree)
    }

    /// Counts the moments of the project.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.now().number
    }

    fn now(&self) -> Arc<Snapshot> {
        Arc::clone(&self.now.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes the project as it is now, and makes the usual view of it before anybody sees it.
    pub fn renew(&self, tree: Tree) {
        let before = self.now();
        let (documents, faults) = documents::parse_changed(&tree, &before.documents);
        let known = Arc::clone(&held(&before.known));
        let next = Arc::new(snapshot(before.number + 1, tree, documents, faults, known));
        self.made(&next, self.usual());
        *self.now.write().unwrap_or_else(PoisonError::into_inner) = next;
        // A page that still waits for a sheet asks again.
        self.queue.clear();
    }

    /// Puts a booklet in the queue, unless it is printed.
    pub fn print(&self, view: &Arc<View>, booklet: usize) -> Progress {
        if view.is_printed(booklet) {
            return Progress::Done;
        }
        self.queue.add(PrintJob { view: Arc::downgrade(view), booklet })
    }

    /// What a wish is answered with.
    #[must_use]
    pub fn shown(&self, wish: Wish) -> Shown {
        let now = self.now();
        let made = self.made(&now, wish);
        let failed = made.failed();
        let before = || held(&self.before).get(&wish).and_then(Before::good);
        let good = if failed { before() } else { Some(Arc::clone(&made)) };
        Shown { number: now.number, made, good }
    }

    /// The view of a moment for a wish, made once.
    fn made(&self, now: &Snapshot, wish: Wish) -> Arc<View> {
        let cell = {
            let mut views = held(&now.views);
            if views.len() > REMEMBERED && !views.contains_key(&wish) {
                views.retain(|own, _| *own == self.usual());
            }
            Arc::clone(views.entry(wish).or_default())
        };
        let view = cell.get_or_init(|| {
            let day = wish.day.map_or_else(|| (self.settings.day)(), Day::Named);
            let terms = Terms { edition: wish.edition, day, base_url: None, links: Links::Served };
            let mut judge = Judge { fails: &self.settings.fails, stage: &mut |_| () };
            let (documents, faults) = (now.documents.clone(), now.faults.clone());
            let known = Arc::clone(&held(&now.known));
            let mut made = crate::pipeline::make(documents, &now.tree, &terms, faults, Some(&known), &mut judge);
            *held(&now.known) = Arc::new(made.known.take().unwrap_or_default());
            let view = Arc::new(View::new(made, Arc::clone(&now.tree), &self.settings, wish.edition));
            if !view.failed() {
                let mut before = held(&self.before);
                if before.len() > REMEMBERED && !before.contains_key(&wish) {
                    before.retain(|own, _| *own == self.usual());
                }
                before.entry(wish).or_default().follow(Arc::clone(&view));
            }
            view
        });
        Arc::clone(view)
    }

    /// Whether a view found a file changed. The project has to be read again then, even where
    /// nobody was told of the change.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        held(&self.now().views).values().filter_map(|view| view.get()).any(|view| view.is_outdated())
    }

    /// Makes every page of the usual view, as a build does, to find what only that can find; says
    /// whether the answer to the usual wish has changed by it. It ends early when `stop` says so.
    pub fn prove(&self, stop: &(dyn Fn() -> bool + Sync)) -> Proof {
        let shown = self.shown(self.usual());
        if shown.made.failed() || shown.made.is_proven() {
            return Proof::Known;
        }
        // Paper takes long, and its templates change seldom: what only they can get wrong is looked
        // for when they have changed, and else when a sheet is asked for.
        let before = held(&self.before).get(&self.usual()).and_then(|before| before.proven.clone());
        let papers = before.is_some_and(|before| !before.same_paper(&shown.made));
        let print = |booklet: usize| loop {
            match self.print(&shown.made, booklet) {
                _ if stop() => return false,
                Progress::Done => return true,
                Progress::Waiting | Progress::Busy => std::thread::sleep(PAUSE),
            }
        };
        let print: Option<&dyn Fn(usize) -> bool> = if papers { Some(&print) } else { None };
        if !shown.made.prove(print, stop) {
            return Proof::Stopped;
        }
        if shown.made.failed() {
            // What is shown instead is tried too.
            while let Some(good) = self.shown(self.usual()).good.filter(|good| !good.is_proven()) {
                if !good.prove(None, stop) {
                    break;
                }
            }
            return Proof::Failed;
        }
        let _ = self.start.set(shown.made.hashes());
        let mut before = held(&self.before);
        let before = before.entry(self.usual()).or_default();
        (before.proven, before.earlier) = (Some(Arc::clone(&shown.made)), None);
        Proof::Held
    }

    /// The addresses of the pages that are not as they were at the start; none while it is not known.
    #[must_use]
    pub fn changed(&self, view: &View) -> Vec<String> {
        let Some(start) = self.start.get() else { return Vec::new() };
        let now = view.hashes();
        now.into_iter().filter(|(address, hash)| start.get(address) != Some(hash)).map(|(address, _)| address).collect()
    }
}

/// What came of making every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// It was known before, or there is nothing to make.
    Known,
    /// It was stopped.
    Stopped,
    /// Every page could be made.
    Held,
    /// Some could not.
    Failed,
}

fn snapshot(number: u64, tree: Tree, documents: Documents, mut faults: Vec<Diagnostic>, known: Arc<Known>) -> Snapshot {
    faults.extend(documents.faults());
    Snapshot { number, tree: Arc::new(tree), documents, faults, known: Mutex::new(known), views: Mutex::default() }
}

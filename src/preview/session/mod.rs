//! The preview's state: the project as it is now, the sites made from it, and the last that had no errors.
//!
//! Documents are kept while their bytes are the same. All later stages run again at each change, by
//! the calls that a build makes. A view is the site of one edition on one day.

pub mod job_queue;
pub mod view;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock, Weak};
use std::time::Duration;

use jiff::civil;

use crate::check::KnownTexts;
use crate::diagnostic::Diagnostic;
use crate::file_tree::Tree;
use crate::model::Edition;
use crate::pipeline::{self, Sources};
use crate::preview::mutex::lock;
use crate::publish::cache::Cache;
use crate::resolve::{Day, Terms};
use crate::urls::links::Links;
use job_queue::{Job, JobQueue, PrintProgress};
use view::EditionView;

/// Which edition is shown, and on which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ViewChoice {
    pub edition: Edition,
    /// None for the day that the command was given.
    pub day: Option<civil::Date>,
}

/// The arguments of the command.
#[derive(Clone)]
pub struct Settings {
    /// The project's folder.
    pub root: PathBuf,
    /// Where printed documents are kept.
    pub cache: Arc<Cache>,
    /// The edition that is shown where no other is chosen.
    pub edition: Edition,
    /// Says which day it is.
    pub day: Arc<dyn Fn() -> Day + Send + Sync>,
    /// Whether faults stand in the way of a site.
    pub fails: fn(&[Diagnostic]) -> bool,
}

/// How many views are kept beside the default one.
const MAX_VIEWS: usize = 3;
/// How many booklets may wait to be printed.
const MAX_WAITING: usize = 32;
/// How often it is looked whether a booklet is printed.
const PAUSE: Duration = Duration::from_millis(20);

/// A booklet that is to be printed. A job keeps no view in memory that is not shown any more.
#[derive(Clone)]
struct PrintJob {
    view: Weak<EditionView>,
    booklet: usize,
}

impl PartialEq for PrintJob {
    fn eq(&self, other: &Self) -> bool {
        self.booklet == other.booklet && self.view.ptr_eq(&other.view)
    }
}

impl Job for PrintJob {
    fn execute(&self) {
        if let Some(view) = self.view.upgrade() {
            view.print_booklet(self.booklet);
        }
    }

    fn is_wanted(&self) -> bool {
        self.view.strong_count() > 0
    }
}

/// The project at one moment.
struct Snapshot {
    /// Counts the changes of the project.
    version: u64,
    sources: Sources,
    /// What was found in its texts, or in those of the snapshot before.
    known: Mutex<Arc<KnownTexts>>,
    views: Mutex<BTreeMap<ViewChoice, Arc<OnceLock<Arc<EditionView>>>>>,
}

impl Snapshot {
    fn new(version: u64, sources: Sources, known: Arc<KnownTexts>) -> Self {
        Self { version, sources, known: Mutex::new(known), views: Mutex::default() }
    }
}

/// Earlier views without errors, one of which is shown while the latest has some.
#[derive(Default)]
struct GoodViews {
    /// All its pages were rendered.
    tested: Option<Arc<EditionView>>,
    /// A later one that was replaced before it could be tested.
    earlier: Option<Arc<EditionView>>,
    latest: Option<Arc<EditionView>>,
}

impl GoodViews {
    fn newest(&self) -> Option<Arc<EditionView>> {
        let mut all = self.latest.iter().chain(&self.earlier).chain(&self.tested);
        all.find(|view| !view.has_failed()).cloned()
    }

    fn add(&mut self, view: Arc<EditionView>) {
        if let Some(replaced) = self.latest.replace(view).filter(|view| !view.has_failed()) {
            let place = if replaced.is_tested() { &mut self.tested } else { &mut self.earlier };
            *place = Some(replaced);
        }
    }
}

/// The state of the preview.
pub struct Session {
    settings: Settings,
    snapshot: RwLock<Arc<Snapshot>>,
    good_views: Mutex<BTreeMap<ViewChoice, GoodViews>>,
    /// The digests of the pages at the start, by address.
    first_digests: OnceLock<BTreeMap<String, u64>>,
    queue: JobQueue<PrintJob>,
}

/// The view for a choice.
#[derive(Clone)]
pub struct CurrentView {
    /// Counts the changes of the project.
    pub version: u64,
    /// The view of the project as it is now. It may have errors.
    pub latest: Arc<EditionView>,
    /// The latest view, or else an earlier one without errors, if there is one.
    pub shown: Option<Arc<EditionView>>,
}

impl Session {
    #[must_use]
    pub fn new(settings: Settings, tree: Tree) -> Self {
        let snapshot = Snapshot::new(0, pipeline::parse(tree, None), Arc::default());
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        Self {
            settings,
            snapshot: RwLock::new(Arc::new(snapshot)),
            good_views: Mutex::default(),
            first_digests: OnceLock::new(),
            queue: JobQueue::new(cores, MAX_WAITING),
        }
    }

    /// What is shown to somebody who has chosen nothing.
    #[must_use]
    pub fn default_choice(&self) -> ViewChoice {
        ViewChoice { edition: self.settings.edition, day: None }
    }

    /// The files of the project as it is now.
    #[must_use]
    pub fn tree(&self) -> Arc<Tree> {
        Arc::clone(&self.snapshot().sources.tree)
    }

    fn snapshot(&self) -> Arc<Snapshot> {
        Arc::clone(&self.snapshot.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes the project as it is now. The default view is made before anybody sees the change.
    pub fn update(&self, tree: Tree) {
        let before = self.snapshot();
        let sources = pipeline::parse(tree, Some(&before.sources.documents));
        let known = Arc::clone(&lock(&before.known));
        let next = Arc::new(Snapshot::new(before.version + 1, sources, known));
        self.view_of(&next, self.default_choice());
        *self.snapshot.write().unwrap_or_else(PoisonError::into_inner) = next;
        // A page that still waits for a booklet asks again.
        self.queue.clear();
    }

    /// Puts a booklet in the queue, unless it is printed.
    pub fn print(&self, view: &Arc<EditionView>, booklet: usize) -> PrintProgress {
        if view.is_printed(booklet) {
            return PrintProgress::Done;
        }
        self.queue.add(PrintJob { view: Arc::downgrade(view), booklet })
    }

    #[must_use]
    pub fn current_view(&self, choice: ViewChoice) -> CurrentView {
        let snapshot = self.snapshot();
        let latest = self.view_of(&snapshot, choice);
        let has_failed = latest.has_failed();
        let earlier = || lock(&self.good_views).get(&choice).and_then(GoodViews::newest);
        let shown = if has_failed { earlier() } else { Some(Arc::clone(&latest)) };
        CurrentView { version: snapshot.version, latest, shown }
    }

    /// The view of a snapshot, made once.
    fn view_of(&self, snapshot: &Snapshot, choice: ViewChoice) -> Arc<EditionView> {
        let cell = {
            let mut views = lock(&snapshot.views);
            self.make_room(&mut views, choice);
            Arc::clone(views.entry(choice).or_default())
        };
        let view = cell.get_or_init(|| {
            let view = Arc::new(self.make_view(snapshot, choice));
            if !view.has_failed() {
                let mut good_views = lock(&self.good_views);
                self.make_room(&mut good_views, choice);
                good_views.entry(choice).or_default().add(Arc::clone(&view));
            }
            view
        });
        Arc::clone(view)
    }

    fn make_view(&self, snapshot: &Snapshot, choice: ViewChoice) -> EditionView {
        let Settings { root, cache, day, fails, .. } = &self.settings;
        let day = choice.day.map_or_else(|| day(), Day::Named);
        let terms = Terms { edition: choice.edition, day, base_url: None, links: Links::Served };
        let known = Arc::clone(&lock(&snapshot.known));
        let mut prepared = pipeline::prepare(snapshot.sources.clone(), &terms, Some(&known), fails, &mut |_| ());
        *lock(&snapshot.known) = Arc::new(prepared.known.take().unwrap_or_default());
        EditionView::new(prepared, root, cache, choice.edition)
    }

    /// Keeps the default view alone where another would be one too many.
    fn make_room<T>(&self, views: &mut BTreeMap<ViewChoice, T>, choice: ViewChoice) {
        if views.len() > MAX_VIEWS && !views.contains_key(&choice) {
            views.retain(|kept, _| *kept == self.default_choice());
        }
    }

    /// Whether a view has found that a file has changed. The project then has to be read again, even
    /// where no change was noticed.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        lock(&self.snapshot().views).values().filter_map(|view| view.get()).any(|view| view.is_outdated())
    }

    /// Renders all pages of the default view, as a build does, to find the errors that only rendering
    /// finds. It ends early when `stop` says so.
    pub fn test_pages(&self, stop: &(dyn Fn() -> bool + Sync)) -> PageTest {
        let latest = self.current_view(self.default_choice()).latest;
        if latest.has_failed() || latest.is_tested() {
            return PageTest::AlreadyTested;
        }
        // Printing takes long, and its templates change seldom. It is tested when they have changed,
        // and otherwise when a document is asked for.
        let tested = lock(&self.good_views).get(&self.default_choice()).and_then(|views| views.tested.clone());
        let must_print = tested.is_some_and(|tested| !tested.prints_alike(&latest));
        let print = |booklet: usize| loop {
            match self.print(&latest, booklet) {
                _ if stop() => return false,
                PrintProgress::Done => return true,
                PrintProgress::Waiting | PrintProgress::Busy => std::thread::sleep(PAUSE),
            }
        };
        let print: Option<&dyn Fn(usize) -> bool> = if must_print { Some(&print) } else { None };
        if !latest.test_pages(print, stop) {
            return PageTest::Interrupted;
        }
        if latest.has_failed() {
            // What is shown instead is tested too.
            while let Some(shown) = self.current_view(self.default_choice()).shown.filter(|view| !view.is_tested()) {
                if !shown.test_pages(None, stop) {
                    break;
                }
            }
            return PageTest::Failed;
        }
        let _ = self.first_digests.set(latest.digests());
        let mut good_views = lock(&self.good_views);
        let views = good_views.entry(self.default_choice()).or_default();
        (views.tested, views.earlier) = (Some(latest), None);
        PageTest::Passed
    }

    /// The addresses of the pages that differ from the start; none while it is not known.
    #[must_use]
    pub fn changed(&self, view: &EditionView) -> Vec<String> {
        let Some(first) = self.first_digests.get() else { return Vec::new() };
        let differs = |(address, digest): (String, u64)| (first.get(&address) != Some(&digest)).then_some(address);
        view.digests().into_iter().filter_map(differs).collect()
    }
}

/// What came of making every page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageTest {
    /// It was known before, or there is nothing to make.
    AlreadyTested,
    /// It was stopped.
    Interrupted,
    /// Every page could be made.
    Passed,
    /// Some could not.
    Failed,
}

//! What was made of the project for one edition and one day, and each of its files when it is asked for.

use std::collections::BTreeMap;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::file_tree::Tree;
use crate::html::templates::PageRenderer;
use crate::model::{Edition, Publication};
use crate::output::RenderHost;
use crate::pages::{Output, source_files};
use crate::pipeline::{self, Prepared};
use crate::preview::mutex::lock;
use crate::publish::cache::Cache;
use crate::{project, render};

/// What was made, or what is wrong with its templates.
type Rendered<T> = Result<T, Vec<Diagnostic>>;

/// The bytes of a booklet's documents, by path.
type PrintedFiles = Rendered<BTreeMap<String, Vec<u8>>>;

/// The plan in one edition on one day.
pub struct EditionView {
    tree: Arc<Tree>,
    root: PathBuf,
    cache: Arc<Cache>,
    edition: Edition,
    publication: Publication,
    faults: Vec<Diagnostic>,
    pages: Option<PageRenderer>,
    /// By booklet; printed when it is asked for.
    printed: Vec<OnceLock<PrintedFiles>>,
    test_result: OnceLock<TestResult>,
    is_outdated: AtomicBool,
}

/// What was found by making every page.
struct TestResult {
    faults: Vec<Diagnostic>,
    /// Digests of the outputs, in their order.
    digests: Vec<u64>,
}

impl EditionView {
    /// What was made, ready to be asked for.
    #[must_use]
    pub fn new(prepared: Prepared, root: &Path, cache: &Arc<Cache>, edition: Edition) -> Self {
        let Prepared { tree, publication, diagnostics: mut faults, site, .. } = prepared;
        let pages = site.and_then(|site| {
            PageRenderer::new(Arc::new(site))
                .map_err(|found| faults.extend(render::drop_repeated_theme_faults(found)))
                .ok()
        });
        let booklets = pages.as_ref().map_or(0, |pages| pages.site.booklets.len());
        let printed = (0..booklets).map(|_| OnceLock::new()).collect();
        let (root, cache) = (root.to_owned(), Arc::clone(cache));
        let (test_result, is_outdated) = (OnceLock::new(), AtomicBool::new(false));
        Self { tree, root, cache, edition, publication, faults, pages, printed, test_result, is_outdated }
    }

    /// Whether a build would write nothing, as far as is known.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.pages.is_none() || self.test_result.get().is_some_and(|test_result| !test_result.faults.is_empty())
    }

    /// All that is wrong, as far as is known.
    #[must_use]
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let more = self.test_result.get().map(|test_result| &*test_result.faults).unwrap_or_default();
        self.faults.iter().chain(more).cloned().collect()
    }

    /// The project that it was made of.
    #[must_use]
    pub fn tree(&self) -> &Tree {
        &self.tree
    }

    /// The day that it is in this view.
    #[must_use]
    pub fn today(&self) -> jiff::civil::Date {
        self.publication.today
    }

    /// The policy that its pages say.
    #[must_use]
    pub fn policy(&self) -> &str {
        self.pages.as_ref().and_then(|pages| pages.policy.as_deref()).unwrap_or_default()
    }

    /// The booklet that what is at an address is printed in; printing may take long.
    #[must_use]
    pub fn find_booklet(&self, address: &str) -> Option<usize> {
        let booklets = &self.pages.as_ref()?.site.booklets;
        booklets.iter().position(|booklet| booklet.documents().any(|(_, document)| document.address == address))
    }

    fn output(&self, address: &str) -> Option<&Arc<Output>> {
        pipeline::find_output(&self.pages.as_ref()?.site, address)
    }

    /// Whether there is a page at an address.
    #[must_use]
    pub fn has_page(&self, address: &str) -> bool {
        self.output(address).is_some()
    }

    /// The bytes at an address, the same that a build writes; nothing where it writes nothing, or
    /// where it prints.
    ///
    /// # Errors
    /// What a build would stop with.
    pub fn render_file(&self, address: &str) -> Rendered<Option<Vec<u8>>> {
        let Some(pages) = &self.pages else { return Ok(None) };
        let file = pipeline::render_one(address, pages, &|path| self.read_asset(path))?;
        Ok(file.map(|file| file.bytes))
    }

    /// Whether a booklet is printed.
    #[must_use]
    pub fn is_printed(&self, booklet: usize) -> bool {
        self.printed[booklet].get().is_some()
    }

    /// The bytes of a document, if its booklet is printed.
    #[must_use]
    pub fn printed_file(&self, booklet: usize, address: &str) -> Option<Rendered<Option<Vec<u8>>>> {
        let documents = self.printed[booklet].get()?.as_ref();
        Some(documents.map(|files| files.get(&address[1..]).cloned()).map_err(Clone::clone))
    }

    /// Prints a booklet, unless it is printed. Where the printing panics, that is a fault like others.
    pub fn print_booklet(&self, booklet: usize) {
        if catch_unwind(AssertUnwindSafe(|| self.print_once(booklet).is_ok())).is_err() {
            let message = "a sheet could not be printed: the printing stopped for the reason that the terminal shows";
            let fault = Diagnostic::new(Code::Unreadable, Place::default(), message);
            let _ = self.printed[booklet].set(Err(vec![fault]));
        }
    }

    /// The bytes of a file, where it still is what was checked.
    fn read_asset(&self, path: &str) -> io::Result<Vec<u8>> {
        project::read_asset(&self.root, &self.tree, path)
            .inspect_err(|_| self.is_outdated.store(true, Ordering::Relaxed))
    }

    /// Whether a file was found to have changed, so that the project has to be read again. What
    /// failed for that reason would fail for good in this view.
    #[must_use]
    pub fn is_outdated(&self) -> bool {
        self.is_outdated.load(Ordering::Relaxed)
    }

    /// A booklet's documents by path, printed once.
    fn print_once(&self, at: usize) -> &PrintedFiles {
        self.printed[at].get_or_init(|| {
            let Some(pages) = &self.pages else { return Ok(BTreeMap::new()) };
            let files = Mutex::new(BTreeMap::new());
            let print_cache = self.cache.print_cache(self.edition.word());
            let host = RenderHost {
                read_asset: &|path| self.read_asset(path),
                write: &|file| drop(lock(&files).insert(file.path, file.bytes)),
                cached: &|key| print_cache.get(key),
                cache: &|key, bytes| print_cache.keep(key, bytes),
                on_print: &|_, _| (),
            };
            pipeline::print_one(&pages.site.booklets[at], &pages.site, &host)?;
            Ok(std::mem::take(&mut *lock(&files)))
        })
    }

    /// Whether every page was made.
    #[must_use]
    pub fn is_tested(&self) -> bool {
        self.test_result.get().is_some()
    }

    /// Makes every page, and with `print` every booklet, which is `false` where it was stopped; not to
    /// the end if `stop` says so.
    pub fn test_pages(&self, print: Option<&dyn Fn(usize) -> bool>, stop: &(dyn Fn() -> bool + Sync)) -> bool {
        let Some(pages) = &self.pages else { return true };
        let outputs = &pages.site.outputs;
        let rendered: Vec<Rendered<u64>> = (outputs.par_iter())
            .take_any_while(|_| !stop())
            .map(|output| render::render_output(output, pages).map(|file| digest(&file.bytes)))
            .collect();
        if rendered.len() < outputs.len() {
            return false;
        }
        let mut faults = Vec::new();
        let digests = rendered.into_iter().map(|result| {
            result.unwrap_or_else(|found| {
                faults.extend(found);
                0
            })
        });
        let digests = digests.collect();
        if let Some(print) = print.filter(|_| faults.is_empty()) {
            for (at, documents) in self.printed.iter().enumerate() {
                if !print(at) {
                    return false;
                }
                faults.extend(
                    documents.get().and_then(|documents| documents.as_ref().err()).into_iter().flatten().cloned(),
                );
            }
        }
        let _ = self.test_result.set(TestResult { faults: render::drop_repeated_theme_faults(faults), digests });
        true
    }

    /// The digest of every page by address; empty while not all were made.
    #[must_use]
    pub fn digests(&self) -> BTreeMap<String, u64> {
        let (Some(pages), Some(test_result)) = (&self.pages, self.test_result.get()) else { return BTreeMap::new() };
        let addresses = pages.site.outputs.iter().map(|output| output.address.clone());
        addresses.zip(test_result.digests.iter().copied()).collect()
    }

    /// Whether another view prints with the same templates and fonts.
    #[must_use]
    pub fn prints_alike(&self, other: &Self) -> bool {
        let paper = |view: &Self| {
            view.pages.as_ref().map(|pages| {
                let theme = &pages.site.theme;
                let files = theme.document_templates.iter().chain(&theme.fonts);
                files.map(|(name, piece)| (name.clone(), Arc::clone(&piece.bytes))).collect::<Vec<_>>()
            })
        };
        paper(self) == paper(other)
    }

    /// The files of the project that a page or data file is made from.
    #[must_use]
    pub fn source_files(&self, address: &str) -> Vec<String> {
        let (Some(pages), Some(output)) = (&self.pages, self.output(address)) else { return Vec::new() };
        source_files::of(output, &pages.site, &self.publication, &self.tree)
    }
}

/// A short digest, to see whether two pages are the same.
#[must_use]
pub fn digest(bytes: &[u8]) -> u64 {
    let hash = blake3::hash(bytes);
    hash.as_bytes().iter().take(8).fold(0, |all, byte| (all << 8) | u64::from(*byte))
}

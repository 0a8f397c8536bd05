//! The stages in their order, once: read, parse, resolve, check, pages, render, publish.
//!
//! Commands, the preview, fuzz targets and tests call these functions. A stage is called by itself
//! only in its own tests.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::check::KnownTexts;
use crate::diagnostic::Diagnostic;
use crate::file_tree::{Tree, encode_address};
use crate::html::templates::PageRenderer;
use crate::model::Publication;
use crate::output::{File, PrintSummary, RenderHost};
use crate::pages::printed::booklets::Booklet;
use crate::pages::redirects::url_lock;
use crate::pages::{Output, Site};
use crate::publish::cache::PrintCache;
use crate::publish::{PublishError, WrittenFiles};
use crate::records::documents::{self, Documents};
use crate::resolve::Terms;
use crate::theme::Theme;
use crate::urls::links::Links;
use crate::{check, pages, project, publish, render, resolve, theme};

/// A project's files, and what they say.
#[derive(Debug, Clone)]
pub struct Sources {
    /// The files.
    pub tree: Arc<Tree>,
    /// Those of `content/`, parsed as far as they can be.
    pub documents: Documents,
    /// What is wrong with files, each by itself.
    pub diagnostics: Vec<Diagnostic>,
}

/// Whether `urls.lock` is read with a project. Only those who publish need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UrlLock {
    /// It is read.
    Read,
    /// It is as if it were not there.
    Ignored,
}

/// A project's folder that cannot be read at all.
#[derive(Debug)]
pub struct ReadError {
    root: PathBuf,
    error: io::Error,
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.root.display(), self.error)
    }
}

/// Reads the files of a project.
///
/// # Errors
/// Where the folder cannot be read. What is wrong with a single file stands in the tree.
pub fn read(root: &Path, url_lock: UrlLock) -> Result<Tree, ReadError> {
    let mut tree = project::read(root).map_err(|error| ReadError { root: root.to_owned(), error })?;
    if url_lock == UrlLock::Read {
        project::add_lock(root, &mut tree);
    }
    Ok(tree)
}

/// Parses the files of a project. Documents that were parsed `earlier` are used again where their
/// files have not changed.
#[must_use]
pub fn parse(tree: impl Into<Arc<Tree>>, earlier: Option<&Documents>) -> Sources {
    let tree = tree.into();
    let (documents, mut diagnostics) = match earlier {
        Some(earlier) => documents::parse_changed(&tree, earlier),
        None => documents::parse_documents(&tree),
    };
    diagnostics.extend(documents.faults());
    Sources { tree, documents, diagnostics }
}

/// A publication with its theme.
struct Resolved {
    publication: Publication,
    theme: Arc<Theme>,
    diagnostics: Vec<Diagnostic>,
}

fn resolve(sources: Sources, terms: &Terms, on_stage: &mut dyn FnMut(&'static str)) -> Resolved {
    let Sources { tree, documents, mut diagnostics } = sources;
    on_stage("link");
    let (publication, found) = resolve::resolve_publication(&documents, &tree, terms);
    diagnostics.extend(found);
    drop(documents);
    on_stage("theme");
    let (theme, found) = theme::load_site_theme(&publication, &tree);
    diagnostics.extend(found);
    Resolved { publication, theme: Arc::new(theme), diagnostics }
}

/// What is wrong in one edition.
#[derive(Debug)]
pub struct Checked {
    /// The plan. Where there are errors it is only good for finding more.
    pub publication: Publication,
    /// What is wrong, before [`check::apply_rules`].
    pub diagnostics: Vec<Diagnostic>,
    theme: Arc<Theme>,
}

impl Checked {
    /// What is wrong, with the severities that the site sets.
    #[must_use]
    pub fn apply_rules(self) -> Vec<Diagnostic> {
        check::apply_rules(&self.publication, self.diagnostics)
    }
}

/// Resolves and checks, and makes no pages.
#[must_use]
pub fn check(sources: Sources, terms: &Terms) -> Checked {
    let tree = Arc::clone(&sources.tree);
    let Resolved { publication, theme, mut diagnostics } = resolve(sources, terms, &mut |_| ());
    diagnostics.extend(check::check(&publication, &theme, &tree, None).0);
    Checked { publication, diagnostics, theme }
}

/// Finds all that a build would report, and what takes too long to look for in every build.
#[must_use]
pub fn check_thoroughly(sources: Sources, terms: &Terms) -> Checked {
    let tree = Arc::clone(&sources.tree);
    let mut checked = check(sources, terms);
    let Checked { publication, diagnostics, theme } = &mut checked;
    diagnostics.extend(check::find_notes(publication, &tree));
    diagnostics.extend(pages::check(publication, theme, &tree));
    let lost = url_lock::compare(publication, &tree, diagnostics);
    diagnostics.extend(lost);
    checked
}

/// A site that is ready to be rendered, or the reasons why there is none.
#[derive(Debug)]
pub struct Prepared {
    /// The project's files.
    pub tree: Arc<Tree>,
    /// The plan. Where there is no site it is only good for finding more errors.
    pub publication: Publication,
    /// What is wrong, with the severities that the site sets.
    pub diagnostics: Vec<Diagnostic>,
    /// The pages, unless a diagnostic prevents them.
    pub site: Option<Site>,
    /// What was found in texts, where `known` was given.
    pub known: Option<KnownTexts>,
}

/// Resolves, checks and makes the pages. `known` is what was found in texts before, `prevents` says
/// whether diagnostics prevent a site, and `on_stage` is given the name of each stage as it begins.
#[must_use]
pub fn prepare(
    sources: Sources,
    terms: &Terms,
    known: Option<&KnownTexts>,
    prevents: &dyn Fn(&[Diagnostic]) -> bool,
    on_stage: &mut dyn FnMut(&'static str),
) -> Prepared {
    let tree = Arc::clone(&sources.tree);
    let Resolved { publication, theme, mut diagnostics } = resolve(sources, terms, on_stage);
    on_stage("check");
    let check = || check::check(&publication, &theme, &tree, known);
    let make_pages = || pages::site(&publication, &theme, &tree, terms.links);
    // Both leave a core idle at times, so pages that are probably needed are made during the check.
    let ((found, known), pages) = if prevents(&diagnostics) || check::shows_too_much(&publication) {
        (check(), None)
    } else {
        rayon::join(check, || Some(make_pages()))
    };
    diagnostics.extend(found);
    let mut diagnostics = check::apply_rules(&publication, diagnostics);
    let mut site = None;
    if !prevents(&diagnostics) {
        on_stage("site");
        let (pages, found) = pages.unwrap_or_else(make_pages);
        diagnostics.extend(found);
        site = (!prevents(&diagnostics)).then_some(pages);
    }
    // A portable site has promised no addresses.
    if terms.links == Links::Served {
        let lost = url_lock::compare(&publication, &tree, &diagnostics);
        site = site.filter(|_| lost.is_empty());
        diagnostics.extend(lost);
    }
    Prepared { tree, publication, diagnostics, site, known }
}

/// Renders a whole site, and gives each file to `host.write` when it is made.
///
/// # Errors
/// What is wrong with the templates, or the files that could not be read. What was given to
/// `host.write` until then is not the whole site.
pub fn render_all(site: Site, host: &RenderHost<'_>) -> Result<PrintSummary, Vec<Diagnostic>> {
    render::render_site(site, host)
}

/// Renders the page or file at an address, as a build does; nothing where a build writes nothing, or
/// prints. `read_asset` reads a file of the project.
///
/// # Errors
/// What a build would stop with.
pub fn render_one(
    address: &str,
    pages: &PageRenderer,
    read_asset: &(dyn Fn(&str) -> io::Result<Vec<u8>> + Sync),
) -> Result<Option<File>, Vec<Diagnostic>> {
    let site = &pages.site;
    let address = address.strip_suffix("/index.html").map_or(address.to_owned(), |folder| format!("{folder}/"));
    if let Some(output) = find_output(site, &address) {
        return render::render_output(output, pages).map(Some);
    }
    if let Some(path) = address.strip_prefix("/assets/") {
        let known = render::asset_paths(&site.theme).find(|asset| *asset == path);
        return Ok(known.and_then(|path| render::render_asset(path, &site.theme)));
    }
    match address.strip_prefix("/files/") {
        Some(path) if site.files.iter().any(|file| file == path) => render::copy_file(path, read_asset).map(Some),
        _ => Ok(None),
    }
}

/// Prints the documents of one booklet, and gives each to `host.write`.
///
/// # Errors
/// What a build would stop with.
pub fn print_one(booklet: &Arc<Booklet>, site: &Site, host: &RenderHost<'_>) -> Result<(), Vec<Diagnostic>> {
    render::print_booklets(vec![Arc::clone(booklet)], site, host).map(drop).map_err(render::drop_repeated_theme_faults)
}

/// The page or data file at an address, written with or without `%`.
#[must_use]
pub fn find_output<'a>(site: &'a Site, address: &str) -> Option<&'a Arc<Output>> {
    let address = encode_address(address);
    let found = site.outputs.binary_search_by(|output| output.address.as_str().cmp(&address));
    found.ok().map(|index| &site.outputs[index])
}

/// Where a site is published, and who is told of it.
pub struct Destination<'a> {
    /// The project's folder.
    pub root: &'a Path,
    /// The output folder, without links.
    pub folder: &'a Path,
    /// What the output folder holds, so that nothing else is ever published into it.
    pub label: &'a str,
    /// The documents that earlier builds have printed.
    pub print_cache: &'a PrintCache,
    /// Is called where another build has to end first.
    pub on_wait: &'a mut dyn FnMut(),
    /// Is called with the number of documents that are printed, and of all.
    pub on_print: &'a (dyn Fn(usize, usize) + Sync),
}

/// What was published.
#[derive(Debug)]
pub struct Published {
    /// The files.
    pub written: WrittenFiles,
    /// The printed documents among them.
    pub printed: PrintSummary,
}

/// Renders a site and puts it on disk, all or nothing. Each file is written when it is rendered; the
/// folder takes the place of the earlier one when all of them are.
///
/// # Errors
/// What [`render_all`] finds, or why the files cannot be written. The earlier site then stays.
pub fn publish(site: Site, tree: &Tree, destination: Destination<'_>) -> Result<Published, PublishError> {
    let Destination { root, folder, label, print_cache, on_wait, on_print } = destination;
    let mut printed = PrintSummary::default();
    let written = publish::write_site(root, folder, label, on_wait, |write| {
        let host = RenderHost {
            read_asset: &|path| project::read_asset(root, tree, path),
            write,
            cached: &|key| print_cache.get(key),
            cache: &|key, bytes| print_cache.keep(key, bytes),
            on_print,
        };
        printed = render_all(site, &host)?;
        Ok(())
    })?;
    print_cache.prune(&printed.cache_keys);
    Ok(Published { written, printed })
}

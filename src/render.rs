//! Renders pages, data files, assets and documents, and hands each file on.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::exports;
use crate::html::security_policy::headers;
use crate::pages::kinds;
use crate::pages::{Output, OutputContent, Site};
use crate::theme::{STYLE, Theme, tokens};

pub use crate::output::{File, FileSink, PrintSummary, RenderHost};

/// Renders everything, in parallel, and hands each file on.
///
/// # Errors
/// What is wrong with the templates, or the files that could not be read; what was handed on
/// until then is not the whole site.
pub fn render_site(mut site: Site, host: &RenderHost<'_>) -> Result<PrintSummary, Vec<Diagnostic>> {
    let write = host.write;
    // Each view is let go when its page is made, and each page when it is handed on: at thousands
    // of pages memory is what costs time.
    let outputs = std::mem::take(&mut site.outputs);
    let booklets = std::mem::take(&mut site.booklets);
    let site = Arc::new(site);
    let pages = crate::html::templates::PageRenderer::new(Arc::clone(&site))?;
    let mut faults: Vec<Diagnostic> = outputs
        .into_par_iter()
        .rev()
        .filter_map(|output| render_output(&output, &pages).map(write).err())
        .flatten_iter()
        .collect();
    faults.reverse();
    asset_paths(&site.theme).filter_map(|path| render_asset(path, &site.theme)).for_each(write);
    let read = host.read_asset;
    faults.par_extend(site.files.par_iter().filter_map(|path| copy_file(path, read).map(write).err()).flatten_iter());
    // Printing is by far the slowest: it begins when all else is known to be well.
    if !faults.is_empty() {
        return Err(drop_repeated_theme_faults(faults));
    }
    print_booklets(booklets, &site, host).map_err(drop_repeated_theme_faults)
}

/// Keeps each error in a template once: a template makes many pages.
#[must_use]
pub fn drop_repeated_theme_faults(faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    faults.into_iter().filter(|fault| fault.code != Code::ThemeFault || seen.insert(fault.place.clone())).collect()
}

#[cfg(feature = "pdf")]
pub use crate::pdf::booklets::print_booklets;

/// A program made without printing has nothing to print.
///
/// # Errors
/// None.
#[cfg(not(feature = "pdf"))]
#[allow(clippy::unnecessary_wraps, reason = "it replaces a function that can fail")]
pub fn print_booklets(
    _: Vec<Arc<crate::pages::printed::booklets::Booklet>>,
    _: &Site,
    _: &RenderHost<'_>,
) -> Result<PrintSummary, Vec<Diagnostic>> {
    Ok(PrintSummary::default())
}

/// Renders one page or data file.
///
/// # Errors
/// What is wrong with its template.
pub fn render_output(output: &Output, pages: &crate::html::templates::PageRenderer) -> Result<File, Vec<Diagnostic>> {
    let bytes = match &output.content {
        OutputContent::Page(view) => pages.render_page(output, view).map_err(|fault| vec![fault])?,
        OutputContent::Data(file) => {
            exports::render(file, &output.texts, headers(pages.policy.as_deref().unwrap_or_default()))
        }
    };
    Ok(File { path: kinds::file(&output.address), bytes })
}

/// The files below `assets/`, by their path below it.
pub fn asset_paths(theme: &Theme) -> impl Iterator<Item = &str> {
    theme.assets.keys().map(String::as_str).filter(|path| *path != STYLE).chain([STYLE])
}

/// A file below a theme's `assets/`; the stylesheet begins with the theme's tokens.
#[must_use]
pub fn render_asset(path: &str, theme: &Theme) -> Option<File> {
    let bytes = theme.assets.get(path).map(|piece| &piece.bytes[..]);
    let bytes = if path == STYLE {
        [tokens::tokens_to_css(&theme.tokens).as_bytes(), bytes.unwrap_or_default()].concat()
    } else {
        bytes?.to_vec()
    };
    Some(File { path: format!("assets/{path}"), bytes })
}

/// A file below `content/files/`, pictures without their metadata.
///
/// # Errors
/// Where it cannot be read.
pub fn copy_file(
    path: &str,
    read_asset: &(dyn Fn(&str) -> io::Result<Vec<u8>> + Sync),
) -> Result<File, Vec<Diagnostic>> {
    let source = format!("content/files/{path}");
    match read_asset(&source) {
        Ok(bytes) => {
            Ok(File { path: format!("files/{path}"), bytes: crate::pictures::metadata::without_metadata(path, bytes) })
        }
        Err(error) => Err(vec![Diagnostic::new(
            Code::Unreadable,
            Place::whole(&source),
            format!("this file could not be read: {error}"),
        )]),
    }
}

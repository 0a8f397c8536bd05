//! Views become bytes: one file per kind of output.

pub mod calendar;
pub mod csv;
pub mod feed;
pub mod highlight;
pub mod json;
pub mod page;
pub mod picture;
pub mod sitemap;

use std::collections::BTreeSet;
use std::io;

use rayon::prelude::*;

use crate::address;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::site::view::View;
use crate::site::{Output, Site};
use crate::theme::tokens;

/// A file for the output folder.
#[derive(Debug)]
pub struct File {
    /// Its path below the folder.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// Takes a file as soon as it is made. It is called from several threads.
pub type Put<'a> = &'a (dyn Fn(File) + Sync);

/// Renders everything, in parallel, and hands each file on. `asset` gives the bytes of a file of
/// the project by its path.
///
/// # Errors
/// What is wrong with the templates, or the files that could not be read; what was handed on
/// until then is not the whole site.
pub fn render(
    mut site: Site,
    asset: &(dyn Fn(&str) -> io::Result<Vec<u8>> + Sync),
    put: Put<'_>,
) -> Result<(), Vec<Diagnostic>> {
    // Each view is let go when its page is made, and each page when it is handed on: at thousands
    // of pages memory is what costs time.
    let outputs = std::mem::take(&mut site.outputs);
    let site = &site;
    let pages = page::Pages::new(site)?;
    let mut faults: Vec<Diagnostic> =
        outputs.into_par_iter().filter_map(|output| one(&output, &pages).map(put).err()).flatten_iter().collect();
    for (path, piece) in site.theme.assets.iter().filter(|(path, _)| *path != STYLE) {
        put(File { path: format!("assets/{path}"), bytes: piece.bytes.to_vec() });
    }
    let style = site.theme.assets.get(STYLE).map(|piece| piece.bytes.to_vec()).unwrap_or_default();
    let bytes = [tokens::css(&site.theme.tokens).into_bytes(), style].concat();
    put(File { path: format!("assets/{STYLE}"), bytes });
    faults.par_extend(site.files.par_iter().filter_map(|path| copied(path, asset).map(put).err()).flatten_iter());
    if faults.is_empty() { Ok(()) } else { Err(once(faults)) }
}

/// One template makes many pages: its fault is said for the first of them.
fn once(faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    faults.into_iter().filter(|fault| fault.code != Code::ThemeFault || seen.insert(fault.place.clone())).collect()
}

/// The stylesheet, which begins with the theme's tokens.
const STYLE: &str = "style.css";

fn one(output: &Output, pages: &page::Pages<'_>) -> Result<File, Vec<Diagnostic>> {
    let bytes = match &output.view {
        View::Json(value) => json::render(value),
        View::Csv(table) => csv::render(table),
        View::Calendar(calendar) => calendar::render(calendar),
        View::Feed(feed) => feed::render(feed),
        View::Sitemap(sitemap) => sitemap::render(sitemap),
        View::Robots(robots) => sitemap::robots(robots),
        _ => pages.render(output).map_err(|fault| vec![fault])?,
    };
    Ok(File { path: address::file(&output.address), bytes })
}

/// A file below `content/files/`, pictures without their metadata.
fn copied(path: &str, asset: &(dyn Fn(&str) -> io::Result<Vec<u8>> + Sync)) -> Result<File, Vec<Diagnostic>> {
    let source = format!("content/files/{path}");
    match asset(&source) {
        Ok(bytes) => Ok(File { path: format!("files/{path}"), bytes: picture::without_metadata(path, bytes) }),
        Err(error) => Err(vec![Diagnostic::new(
            Code::Unreadable,
            Place::whole(&source),
            format!("this file could not be read: {error}"),
        )]),
    }
}

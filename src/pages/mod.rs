//! Which pages and data files there are, each with its address and its view.
//!
//! A view is a plain struct that holds all that the page shows and nothing else. Texts with
//! structure stand beside the view, and the view says which of them goes where (`TextIndex`), so that
//! HTML and PDF each set them in their own way.

pub mod anchors;
mod components;
mod contacts;
pub mod data;
mod dates;
mod glossary;
mod group;
mod groups;
mod guide_finder;
pub mod guide_group;
mod guide_parts;
mod home;
pub mod kinds;
mod layout;
mod lineage;
mod lineages;
mod link_preview;
mod local_plan;
mod news_index;
mod news_item;
mod not_found;
mod objective;
mod objective_guide;
mod output;
mod page_context;
mod page_kind;
mod party_guide;
mod party_guides;
mod plan;
mod plan_guide;
mod plans;
pub mod printed;
mod progress;
pub mod redirects;
mod resources;
mod search;
mod search_page;
pub mod source_files;
mod structured_data;
mod text_page;
mod titles;
mod unique_anchors;
mod update;
mod updates;
pub mod view;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::file_tree::Tree;
use crate::model::{Lang, Publication};
use crate::pages::printed::booklets::Booklet;
use crate::records::HtmlPolicy;
use crate::syntax::document::Prose;
use crate::syntax::document::html::RawHtml;
use crate::theme::Theme;
use data::DataFile;
use kinds::{Links, PageId};
use page_context::{PageContent, Reader};
use view::View;

pub use output::{Output, OutputContent};
pub use view::TextIndex;

/// All outputs, what the pages of a language share, and the theme that they are shown in.
#[derive(Debug)]
pub struct Site {
    /// The theme, with the site's own colours.
    pub theme: Arc<Theme>,
    /// By language.
    pub frames: BTreeMap<Lang, view::Frame>,
    /// Pages and data files, ordered by address.
    pub outputs: Vec<Arc<Output>>,
    /// What is printed.
    pub booklets: Vec<Arc<Booklet>>,
    /// The files below `content/files/`, which are copied.
    pub files: Vec<String>,
    /// What becomes of HTML in texts.
    pub html: RawHtml,
    /// The addresses of scripts that hold data.
    pub scripts: Vec<String>,
    /// What gives readers the pages.
    pub links: Links,
}

/// What `site` would say, without making the pages where that can be known without them.
#[must_use]
pub fn check(publication: &Publication, theme: &Arc<Theme>, tree: &Tree) -> Vec<Diagnostic> {
    #[cfg(feature = "pdf")]
    if crate::pages::printed::missing_characters::may_miss(theme, tree)
        || crate::pages::printed::picture_cost::may_exceed(publication)
    {
        return site(publication, theme, tree, Links::Served).1;
    }
    let _ = (theme, tree);
    redirects::find_old_pages(publication).1
}

/// Makes every page and data file; what cannot be printed is said.
#[must_use]
pub fn site(publication: &Publication, theme: &Arc<Theme>, tree: &Tree, links: Links) -> (Site, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let readers: Vec<Reader<'_>> =
        publication.languages.iter().map(|lang| Reader::new(publication, theme, lang)).collect();
    let pages = kinds::find_pages(publication);
    let mut outputs: Vec<Arc<Output>> = (readers.par_iter())
        .flat_map(|reader| {
            pages.par_iter().filter(|page| reader.has(page)).map(|page| Arc::new(make_page(reader, page)))
        })
        .collect();
    let frames: BTreeMap<_, _> =
        readers.iter().map(|reader| (reader.lang.clone(), layout::make_frame(reader))).collect();
    outputs.extend(data::make_outputs(publication, theme).into_iter().map(Arc::new));
    outputs.par_extend(readers.par_iter().map(|reader| Arc::new(search::make_index(reader, links))));
    outputs.extend(readers.iter().filter_map(local_plan::make_party_list).map(Arc::new));
    outputs.sort_by(|a, b| a.address.cmp(&b.address));
    let (old_pages, found) = redirects::find_old_pages(publication);
    faults.extend(found);
    outputs.extend(redirects::make_outputs(&old_pages, &readers, &outputs).into_iter().map(Arc::new));
    outputs.sort_by(|a, b| a.address.cmp(&b.address));
    if links == Links::Files {
        outputs.retain(|output| !is_for_servers(output));
    }
    let booklets = crate::pages::printed::booklets::make_booklets(&readers, &pages, &outputs);
    #[cfg(feature = "pdf")]
    {
        printed::missing_characters::check_characters(&booklets, frames.values(), theme, tree, &mut faults);
        printed::picture_cost::check_pictures(&booklets, publication, &mut faults);
    }
    #[cfg(not(feature = "pdf"))]
    let _ = (tree, &mut faults);
    let html = if publication.site.html == HtmlPolicy::Allow { RawHtml::Allow } else { RawHtml::Escape };
    let files = publication.files.keys().cloned().collect();
    let scripts = outputs.iter().filter(|output| {
        matches!(output.content, OutputContent::Data(DataFile::SearchIndex(_) | DataFile::Parties(_)))
    });
    let scripts = scripts.map(|output| output.address.clone()).collect();
    let booklets = booklets.into_iter().map(Arc::new).collect();
    let theme = Arc::clone(theme);
    (Site { theme, frames, outputs, booklets, files, html, scripts, links }, faults)
}

/// Whether something is there for a web server or for those who come through one: what it sends with
/// a page or where nothing is, what robots ask for, and what stands at old addresses, to which
/// nothing on the site leads.
fn is_for_servers(output: &Output) -> bool {
    let named = matches!(
        output.content,
        OutputContent::Page(View::NotFound(_))
            | OutputContent::Data(
                DataFile::Headers | DataFile::Redirects(_) | DataFile::Robots(_) | DataFile::Sitemap(_)
            )
    );
    named || output.head.once
}

/// One page in one language.
fn make_page(reader: &Reader<'_>, page: &PageId) -> Output {
    output(reader, page, |texts| page.content(reader, texts))
}

/// A page with what stands around it.
fn output(reader: &Reader<'_>, page: &PageId, made: impl FnOnce(&mut Vec<Prose>) -> Option<PageContent>) -> Output {
    let mut texts = Vec::new();
    let (title, view) = made(&mut texts).unwrap_or_else(|| not_found::make_content(reader));
    reader.finish(&mut texts);
    unique_anchors::settle(&mut texts, unique_anchors::of_view(&view));
    let head = layout::make_head(reader, page, title, &view, &texts);
    let address = page.address(reader.lang, reader.publication);
    Output { address, lang: reader.lang.clone(), head, content: OutputContent::Page(view), texts }
}

impl Site {
    /// How many pages there are, and how many of them are guides.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let pages = self.outputs.iter().filter(|output| !output.head.title.text.is_empty() && !output.head.once);
        let guides = pages.clone().filter(|output| matches!(output.content, OutputContent::Page(View::Guide(_))));
        (pages.count(), guides.count())
    }
}

//! What is printed: the pages that have printed forms, each with its documents in every form and
//! language.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;

use crate::model::{Lang, Plan, Publication};
use crate::pages::kinds::{self, Form, PageId};
use crate::pages::output::{Output, OutputContent};
use crate::pages::page_context::Reader;
use crate::pages::printed::json::to_json;
use crate::pages::printed::links::{HasLinks, PrintedLinks};
use crate::pages::printed::share_picture;
use crate::pages::view::{Book, DateView, Guide, Share, View};
use crate::pages::{plan, unique_anchors};
use crate::pictures::is_printable;
use crate::syntax::document::{Inline, Prose};

/// Width and height of a plan's preview picture, in pixels. Every service that shows such pictures
/// shows one of this size uncropped.
pub const SHARE_SIZE: (u32, u32) = (1200, 630);

/// Everything printed of one page. Its documents name each other with their length, so they are
/// made together.
#[derive(Debug)]
pub struct Booklet {
    /// The page in every language that it is printed in.
    pub pages: Vec<PrintedPage>,
    /// The pictures on them: the digest of each by its path below `files/`. Those of a kind that
    /// cannot be printed are left to their words.
    pub pictures: BTreeMap<String, String>,
}

impl Booklet {
    /// Every document of every page.
    pub fn documents(&self) -> impl Iterator<Item = (&PrintedPage, &PrintedDocument)> {
        self.pages.iter().flat_map(|page| page.documents.iter().map(move |document| (page, document)))
    }
}

/// A page in a language, as it is printed in one or more forms.
#[derive(Debug)]
pub struct PrintedPage {
    /// The page's address, from the site's root.
    pub address: String,
    /// Its language.
    pub lang: Lang,
    /// All that the documents show.
    pub view: PrintedView,
    /// Its texts with structure; a `TextIndex` in the view is a place in this list.
    pub texts: Vec<Prose>,
    /// A document for each form.
    pub documents: Vec<PrintedDocument>,
}

/// One file that is printed.
#[derive(Debug)]
pub struct PrintedDocument {
    /// Its form.
    pub form: Form,
    /// Its address, from the site's root: `/2025-27/guide/guide.pdf`.
    pub address: String,
}

/// What printed documents show.
#[derive(Debug)]
pub enum PrintedView {
    /// A guide, as its page shows it.
    Guide(Arc<Guide>),
    /// A whole plan.
    Plan(Box<Book>),
    /// The picture of a plan.
    Share(Box<Share>),
}

/// What the templates of a page's documents are given.
#[derive(Serialize)]
struct PageData<'a, V> {
    here: &'a str,
    lang: &'a str,
    view: &'a V,
    texts: &'a [Prose],
    addresses: Vec<&'a str>,
}

impl PrintedPage {
    /// The data of the templates as JSON, the same for every form.
    #[must_use]
    pub fn to_json(&self) -> String {
        match &self.view {
            PrintedView::Guide(guide) => {
                let mut guide = Guide::clone(guide);
                remove_standing(&mut guide.dates);
                self.view_to_json(&guide)
            }
            PrintedView::Plan(book) => self.view_to_json(&**book),
            PrintedView::Share(share) => self.view_to_json(&**share),
        }
    }

    fn view_to_json<V: Serialize + HasLinks>(&self, view: &V) -> String {
        let addresses = PrintedLinks::collect(&self.address, &self.texts, view);
        to_json(&PageData { here: &self.address, lang: &self.lang.0, view, texts: &self.texts, addresses })
    }
}

/// Removes what the day of the build decides, which paper does not know.
fn remove_standing(dates: &mut [DateView]) {
    for date in dates {
        (date.standing, date.standing_words) = (None, None);
    }
}

/// Makes everything that is printed. The guides are those on the pages among `outputs`, which are
/// ordered by address; a whole plan is on no page.
#[must_use]
pub fn make_booklets(readers: &[Reader<'_>], routes: &[PageId], outputs: &[Arc<Output>]) -> Vec<Booklet> {
    let booklet = |route: &PageId| {
        let pages: Vec<PrintedPage> =
            readers.iter().filter_map(|reader| printed_page(reader, route, outputs)).collect();
        let publication = readers.first()?.publication;
        (!pages.is_empty()).then(|| Booklet { pictures: find_pictures(&pages, publication), pages })
    };
    let papers = routes.par_iter().filter_map(booklet);
    // A picture says nothing of other documents, and so goes alone: what changes them leaves it as it is.
    let plans = readers.iter().flat_map(|reader| reader.publication.plans.iter().map(move |plan| (reader, plan)));
    let pictures: Vec<Booklet> = plans.filter_map(|(reader, plan)| make_share_picture(reader, plan)).collect();
    papers.chain(pictures).collect()
}

/// The preview picture of a plan.
fn make_share_picture(reader: &Reader<'_>, plan: &Plan) -> Option<Booklet> {
    let publication = reader.publication;
    let page = PrintedPage {
        documents: vec![PrintedDocument {
            form: Form::Share,
            address: kinds::find_share_picture(plan, reader.lang, publication)?,
        }],
        address: reader.address(&PageId::Plan(plan.id.clone())),
        lang: reader.lang.clone(),
        view: PrintedView::Share(Box::new(share_picture::make_share(reader, plan))),
        texts: Vec::new(),
    };
    let logo = share_picture::printable_logo(publication)
        .and_then(|path| Some((path.to_owned(), publication.files.get(path)?)));
    let pictures = logo.map(|(path, asset)| (path, asset.digest.clone())).into_iter().collect();
    Some(Booklet { pages: vec![page], pictures })
}

/// A page in the forms that it is printed in; none where there are none.
fn printed_page(reader: &Reader<'_>, route: &PageId, outputs: &[Arc<Output>]) -> Option<PrintedPage> {
    let forms = kinds::find_printed_forms(route, reader.lang, reader.publication);
    if forms.is_empty() {
        return None;
    }
    let address = reader.address(route);
    let is_plan = forms.iter().any(|(form, _)| *form == Form::Plan);
    let (view, texts) = if let Some(plan) = route.subject(reader.publication).plan.filter(|_| is_plan) {
        whole_plan(reader, plan)
    } else {
        let at = outputs.binary_search_by(|output| output.address.cmp(&address)).ok()?;
        let OutputContent::Page(View::Guide(guide)) = &outputs[at].content else { return None };
        (PrintedView::Guide(Arc::clone(guide)), outputs[at].texts.clone())
    };
    let documents = forms.into_iter().map(|(form, address)| PrintedDocument { form, address }).collect();
    Some(PrintedPage { address, lang: reader.lang.clone(), view, texts, documents })
}

fn whole_plan(reader: &Reader<'_>, plan: &Plan) -> (PrintedView, Vec<Prose>) {
    let mut texts = Vec::new();
    let mut book = plan::make_book(reader, plan, &mut texts);
    remove_standing(&mut book.plan.dates);
    book.plan.consultation.iter_mut().for_each(|consultation| remove_standing(&mut consultation.timetable));
    reader.finish(&mut texts);
    unique_anchors::settle(&mut texts, BTreeSet::new());
    (PrintedView::Plan(Box::new(book)), texts)
}

/// The pictures on some pages, as far as there are such files of a kind that can be printed.
fn find_pictures(pages: &[PrintedPage], publication: &Publication) -> BTreeMap<String, String> {
    let mut pictures = BTreeMap::new();
    for prose in pages.iter().flat_map(|page| &page.texts) {
        prose.each_inline(&mut |inline| {
            if let Inline::Image(image) = inline
                && let Some(asset) = publication.files.get(&image.source)
                && is_printable(&image.source)
            {
                pictures.insert(image.source.clone(), asset.digest.clone());
            }
        });
    }
    pictures
}

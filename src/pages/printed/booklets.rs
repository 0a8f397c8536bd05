//! What is printed: the pages that have printed forms, each with its sheets in every form and
//! language.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::model::{Plan, Publication};
use crate::pages::kinds::{self, Form, Route};
use crate::pages::page_context::Reader;
use crate::pages::printed::share_picture;
use crate::pages::view::Frame;
use crate::pages::{Output, output, plan};
use crate::pictures::is_printable;
use crate::syntax::document::Inline;

/// Width and height of the picture that stands for a plan, in pixels: what every service that shows
/// one takes whole.
pub const SHARE: (u32, u32) = (1200, 630);

/// All that is printed of one page. The sheets name each other with their length, so they are
/// made together.
#[derive(Debug)]
pub struct Booklet {
    /// In every form and language.
    pub sheets: Vec<Sheet>,
    /// The pictures in them: the digest of each by its path below `files/`. Those of a kind that
    /// cannot be printed are left to their words.
    pub pictures: BTreeMap<String, String>,
}

/// One document to print.
#[derive(Debug)]
pub struct Sheet {
    /// Its form.
    pub form: Form,
    /// Its address, from the site's root: `/2025-27/guide/guide.pdf`.
    pub address: String,
    /// The page that it is printed from.
    pub page: Arc<Output>,
}

impl Sheet {
    /// What its template is given: the page's view and texts, without what the day decides, since
    /// paper does not know its day.
    #[must_use]
    pub fn data(&self) -> Value {
        let page = &self.page;
        let mut view = json!(page.view);
        forget_the_day(&mut view);
        let texts = json!(page.texts);
        let mut addresses = Vec::new();
        walk(&view, &texts, &page.address, &mut addresses);
        speakable(json!({
            "form": self.form.name(),
            "address": self.address,
            "here": page.address,
            "lang": &*page.lang.0,
            "title": page.head.title,
            "long_words": has_long_word(&view) || has_long_word(&texts),
            "view": view,
            "texts": texts,
            "addresses": addresses,
        }))
    }
}

/// Letters of a word that might not fit on a line.
const LONG: usize = 32;

/// Whether some text has a word that is to be broken where it must be.
fn has_long_word(value: &Value) -> bool {
    match value {
        Value::String(text) => {
            text.len() >= LONG
                && text.split(|letter: char| !letter.is_alphabetic()).any(|word| word.chars().count() >= LONG)
        }
        Value::Object(fields) => fields.values().any(has_long_word),
        Value::Array(items) => items.iter().any(has_long_word),
        _ => false,
    }
}

/// The parts of a view whose links are told to readers on paper by number.
const TOLD: &[&str] = &["values", "ask", "resources", "banner"];

/// The addresses that a view and its texts lead to, each once, in the order in which they stand;
/// without places on the page itself and what already says where it leads.
fn walk(value: &Value, texts: &Value, here: &str, addresses: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(item, texts, here, addresses)),
        Value::Object(fields) => {
            for (key, own) in fields {
                if key == "text"
                    && let Some(prose) = own.as_u64().and_then(|slot| texts.get(usize::try_from(slot).ok()?))
                {
                    collect(prose, here, addresses);
                } else if key == "url" || TOLD.contains(&key.as_str()) {
                    collect(own, here, addresses);
                } else {
                    walk(own, texts, here, addresses);
                }
            }
        }
        _ => {}
    }
}

/// Every address in a part of a view or of a text.
fn collect(value: &Value, here: &str, addresses: &mut Vec<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, here, addresses)),
        Value::Object(fields) => {
            let address = ["address", "url"].iter().find_map(|key| fields.get(*key)?.as_str());
            if let Some(address) = address {
                tell(address, here, addresses);
            }
            fields.values().filter(|own| !own.is_string()).for_each(|own| collect(own, here, addresses));
        }
        Value::String(address) => tell(address, here, addresses),
        _ => {}
    }
}

fn tell(address: &str, here: &str, addresses: &mut Vec<String>) {
    let on_page = address.strip_prefix(here).unwrap_or(address).starts_with('#');
    if !address.is_empty() && !on_page && !addresses.iter().any(|known| known == address) {
        addresses.push(address.to_owned());
    }
}

/// What stands on every sheet of a language.
#[must_use]
pub fn running(frame: &Frame) -> Value {
    speakable(json!({
        "name": frame.name,
        "base_url": frame.base_url,
        "notice": frame.notice,
        "edition": frame.edition,
        "mark": frame.mark,
    }))
}

/// Without control characters, which no font has and no reader could say.
fn speakable(mut value: Value) -> Value {
    match &mut value {
        Value::String(text) => text.retain(|letter| !letter.is_control() || letter == '\n' || letter == '\t'),
        Value::Object(fields) => fields.values_mut().for_each(|own| *own = speakable(own.take())),
        Value::Array(items) => items.iter_mut().for_each(|own| *own = speakable(own.take())),
        _ => {}
    }
    value
}

fn forget_the_day(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|key, _| key != "standing" && key != "standing_words");
            fields.values_mut().for_each(forget_the_day);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_the_day),
        _ => {}
    }
}

/// Everything that is printed. The pages of guides are those among `outputs`, which are ordered
/// by address; a whole plan is printed from no page.
#[must_use]
pub fn booklets(readers: &[Reader<'_>], routes: &[Route], outputs: &[Arc<Output>]) -> Vec<Booklet> {
    let booklet = |route: &Route| {
        let sheets: Vec<Sheet> = readers.iter().flat_map(|reader| sheets(reader, route, outputs)).collect();
        let publication = readers.first()?.publication;
        (!sheets.is_empty()).then(|| Booklet { pictures: pictures(&sheets, publication), sheets })
    };
    let papers = routes.par_iter().filter_map(booklet);
    // A picture says nothing of other sheets, and so goes alone: what changes them leaves it as it is.
    let plans = readers.iter().flat_map(|reader| reader.publication.plans.iter().map(move |plan| (reader, plan)));
    let pictures: Vec<Booklet> = plans.filter_map(|(reader, plan)| picture(reader, plan)).collect();
    papers.chain(pictures).collect()
}

/// The picture that stands for a plan.
fn picture(reader: &Reader<'_>, plan: &Plan) -> Option<Booklet> {
    let publication = reader.publication;
    let address = kinds::find_share_picture(plan, reader.lang, publication)?;
    let page = output(reader, &Route::Plan(plan.id.clone()), |_| Some(share_picture::share(reader, plan)));
    let sheet = Sheet { form: Form::Share, address, page: Arc::new(page) };
    let logo = share_picture::logo(publication).and_then(|path| Some((path.to_owned(), publication.files.get(path)?)));
    let pictures = logo.map(|(path, asset)| (path, asset.digest.clone())).into_iter().collect();
    Some(Booklet { sheets: vec![sheet], pictures })
}

fn sheets(reader: &Reader<'_>, route: &Route, outputs: &[Arc<Output>]) -> Vec<Sheet> {
    let forms = kinds::find_printed_forms(route, reader.lang, reader.publication);
    if forms.is_empty() {
        return Vec::new();
    }
    let is_plan = forms.iter().any(|(form, _)| *form == Form::Plan);
    let page = if let Some(plan) = route.subject(reader.publication).plan.filter(|_| is_plan) {
        Some(Arc::new(output(reader, route, |texts| Some(plan::make_book(reader, plan, texts)))))
    } else {
        let address = reader.address(route);
        let at = outputs.binary_search_by(|own| own.address.as_str().cmp(&address)).ok();
        at.and_then(|at| outputs.get(at)).cloned()
    };
    let sheet = |page: &Arc<Output>, (form, address)| Sheet { form, address, page: Arc::clone(page) };
    page.iter().flat_map(|page| forms.iter().cloned().map(|form| sheet(page, form))).collect()
}

/// The pictures of some sheets, as far as there are such files of a kind that can be printed.
fn pictures(sheets: &[Sheet], publication: &Publication) -> BTreeMap<String, String> {
    let mut pictures = BTreeMap::new();
    for prose in sheets.iter().flat_map(|sheet| &sheet.page.texts) {
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

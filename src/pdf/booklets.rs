//! What is printed: booklets become documents, and yesterday's are taken where they still hold.

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::Lang;
use crate::output::{File, PrintSummary, RenderHost};
use crate::pages::kinds::{self, Form};
use crate::pages::printed::booklets::{Booklet, SHARE, Sheet, running};
use crate::pages::{Output, Site};
use crate::pdf::qr_code;
use crate::pdf::typst::{Job, Press, unprintable};
use crate::theme::Arg;

/// How often a short form is set smaller to fit on two sides.
const SMALLER: usize = 2;
/// The two sides that a short form is to fit on.
const SIDES: usize = 2;
/// Sheets name each other's length, which may change it; after so many rounds it stands.
const ROUNDS: usize = 4;

/// What all sheets are made with.
struct Shop<'a> {
    site: &'a Site,
    press: Press<'a>,
    /// What a sheet is given beside its own, by language.
    shared: BTreeMap<&'a Lang, Vec<u8>>,
    /// The digest of all that sheets share.
    digest: blake3::Hash,
}

/// Prints booklets, in parallel, and hands each document on.
///
/// # Errors
/// What is wrong with the templates, at its place, and which sheet shows it.
pub fn print_booklets(
    booklets: Vec<Arc<Booklet>>,
    site: &Site,
    host: &RenderHost<'_>,
) -> Result<PrintSummary, Vec<Diagnostic>> {
    if booklets.is_empty() {
        return Ok(PrintSummary::default());
    }
    let shop = shop(site)?;
    let all: usize = booklets.iter().map(|booklet| booklet.sheets.len()).sum();
    let done = AtomicUsize::new(0);
    let printed = |booklet: Arc<Booklet>| -> Result<PrintSummary, Vec<Diagnostic>> {
        let printed = one(&booklet, &shop, host)?;
        let done = done.fetch_add(printed.cache_keys.len(), Ordering::Relaxed) + printed.cache_keys.len();
        (host.on_print)(done, all);
        Ok(printed)
    };
    let (mut whole, mut faults) = (PrintSummary::default(), Vec::<Diagnostic>::new());
    for printed in each(booklets, &printed) {
        match printed {
            Ok(printed) => {
                whole.printed += printed.printed;
                whole.from_cache += printed.from_cache;
                whole.pictures += printed.pictures;
                whole.cache_keys.extend(printed.cache_keys);
            }
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(whole) } else { Err(faults) }
}

/// Does something with each, on all cores, one by one on each of them: a thread that waited for a
/// piece of one booklet would otherwise begin the next, and all would be half done in memory. A
/// single one is done on this thread, which may belong to a pool of its caller's.
fn each<T: Send, R: Send>(items: Vec<T>, work: &(dyn Fn(T) -> R + Sync)) -> Vec<R> {
    if items.len() == 1 {
        return items.into_iter().map(work).collect();
    }
    let queue = Mutex::new(items.into_iter());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let worker = || std::iter::from_fn(next).map(work).collect::<Vec<_>>();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..rayon::current_num_threads()).map(|_| scope.spawn(worker)).collect();
        let done = workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
        done.flatten().collect()
    })
}

fn shop(site: &Site) -> Result<Shop<'_>, Vec<Diagnostic>> {
    let press = Press::new(&site.theme)?;
    let shared: BTreeMap<&Lang, Vec<u8>> =
        site.frames.iter().map(|(lang, frame)| (lang, shared(site, lang, &running(frame)))).collect();
    let mut hash = blake3::Hasher::new();
    let mut part = |bytes: &[u8]| {
        hash.update(&bytes.len().to_le_bytes()).update(bytes);
    };
    part(env!("PLANPRESS_PROGRAM").as_bytes());
    for (name, piece) in site.theme.sheets.iter().chain(&site.theme.fonts) {
        part(name.as_bytes());
        part(&piece.bytes);
    }
    part(site.theme.layers.join(" ").as_bytes());
    for (lang, bytes) in &shared {
        part(lang.0.as_bytes());
        part(bytes);
    }
    Ok(Shop { site, press, shared, digest: hash.finalize() })
}

/// What the sheets of a language share: what stands on every one, and the words.
fn shared(site: &Site, lang: &Lang, running: &Value) -> Vec<u8> {
    let locale = site.theme.locale(lang);
    // The numbers are known only when the sheet is set.
    let page = locale.say_with("print-page", &[("page", Arg::Text("{page}")), ("pages", Arg::Text("{pages}"))]);
    json!({
        "frame": running,
        "t": locale.messages(),
        "page": page,
        "allow_html": site.html == crate::syntax::document::html::RawHtml::Allow,
    })
    .to_string()
    .into_bytes()
}

/// Prints one booklet.
fn one(booklet: &Booklet, shop: &Shop<'_>, host: &RenderHost<'_>) -> Result<PrintSummary, Vec<Diagnostic>> {
    let data: Vec<Vec<u8>> = booklet.sheets.iter().map(|sheet| sheet.data().to_string().into_bytes()).collect();
    let keys = keys(booklet, &data, shop);
    let counted = |made, kept| {
        let pictures = booklet.sheets.iter().filter(|sheet| !sheet.form.is_paper()).count();
        PrintSummary { printed: made, from_cache: kept, pictures, cache_keys: keys.iter().cloned().collect() }
    };
    let put = |sheet: &Sheet, bytes: Vec<u8>| (host.write)(File { path: kinds::file(&sheet.address), bytes });
    let kept: Option<Vec<Vec<u8>>> = keys.iter().map(|key| (host.cached)(key)).collect();
    if let Some(kept) = kept {
        booklet.sheets.iter().zip(kept).for_each(|(sheet, bytes)| put(sheet, bytes));
        return Ok(counted(0, keys.len()));
    }
    let pictures = pictures(booklet, host)?;
    let jobs = jobs(booklet, data, shop, &pictures);
    let documents = set(booklet, jobs, shop);
    for ((sheet, document), key) in booklet.sheets.iter().zip(documents?).zip(&keys) {
        (host.cache)(key, &document);
        put(sheet, document);
    }
    Ok(counted(keys.len(), 0))
}

/// What decides a sheet's bytes, in short. Since sheets name each other's length, that is all of
/// the booklet.
fn keys(booklet: &Booklet, data: &[Vec<u8>], shop: &Shop<'_>) -> Vec<String> {
    let mut hash = blake3::Hasher::new();
    hash.update(shop.digest.as_bytes());
    for bytes in data {
        hash.update(&bytes.len().to_le_bytes()).update(bytes);
    }
    hash.update(json!(booklet.pictures).to_string().as_bytes());
    let key = |sheet: &Sheet| hash.clone().update(sheet.address.as_bytes()).finalize().to_hex().to_string();
    booklet.sheets.iter().map(key).collect()
}

fn pictures(booklet: &Booklet, host: &RenderHost<'_>) -> Result<BTreeMap<String, Vec<u8>>, Vec<Diagnostic>> {
    let read = |path: &String| {
        let source = format!("content/files/{path}");
        let fault = |why: &str| {
            let message = format!("this picture could not be read: {why}");
            vec![Diagnostic::new(Code::Unreadable, Place::whole(&source), message)]
        };
        let bytes = (host.read_asset)(&source).map_err(|error| fault(&error.to_string()))?;
        unprintable(path, &bytes).map_or_else(|| Ok((path.clone(), bytes)), |why| Err(fault(&why)))
    };
    booklet.pictures.keys().map(read).collect()
}

fn jobs<'a>(
    booklet: &'a Booklet,
    data: Vec<Vec<u8>>,
    shop: &'a Shop<'_>,
    pictures: &'a BTreeMap<String, Vec<u8>>,
) -> Vec<Job> {
    let job = |(sheet, data): (&'a Sheet, Vec<u8>)| {
        let page: &Output = &sheet.page;
        let shared = shop.shared.get(&page.lang).cloned().unwrap_or_default();
        Job::new(format!("{}.typ", sheet.form.name()), data, shared, pictures)
    };
    booklet.sheets.iter().zip(data).map(job).collect()
}

/// Sets all sheets until their lengths stand, and makes the documents.
fn set(booklet: &Booklet, mut jobs: Vec<Job>, shop: &Shop<'_>) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
    let sheets = &booklet.sheets;
    // Each is set again when all others have been, here and on the other cores.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let remembered = (sheets.len() + SMALLER) * cores;
    let mut lengths = vec![0; sheets.len()];
    let mut smaller = vec![0; sheets.len()];
    for round in 1.. {
        let mut now = Vec::with_capacity(sheets.len());
        let mut documents = Vec::with_capacity(sheets.len());
        for ((sheet, job), smaller) in sheets.iter().zip(&mut jobs).zip(&mut smaller) {
            let document = loop {
                job.around(around(sheet, *smaller, booklet, &lengths, shop.site));
                let document = shop.press.set(job);
                shop.press.tidy(remembered);
                let document = document.map_err(|faults| named(faults, sheet))?;
                if sheet.form != Form::Short || document.pages() <= SIDES || *smaller >= SMALLER {
                    break document;
                }
                *smaller += 1;
            };
            now.push(document.pages());
            documents.push(document);
        }
        if now == lengths || round == ROUNDS {
            let exported = documents.iter().zip(&jobs).zip(sheets).map(|((document, job), sheet)| {
                let exported = if sheet.form.is_paper() {
                    shop.press.export(document, job, &sheet.address)
                } else {
                    shop.press.picture(document, job, SHARE)
                };
                exported.map_err(|faults| named(faults, sheet))
            });
            return exported.collect();
        }
        lengths = now;
    }
    Ok(Vec::new())
}

/// What a sheet is told of itself and of the others: their addresses and their lengths, and which
/// pictures there are.
fn around(own: &Sheet, smaller: usize, booklet: &Booklet, lengths: &[usize], site: &Site) -> Vec<u8> {
    if !own.form.is_paper() {
        // A picture is shown alone.
        return b"{}".to_vec();
    }
    let here = site.theme.locale(&own.page.lang);
    let others = booklet.sheets.iter().zip(lengths).map(|(sheet, pages)| {
        let locale = site.theme.locale(&sheet.page.lang);
        let number = |value: usize| f64::from(u32::try_from(value).unwrap_or(u32::MAX));
        let (pages, paper) = (number(*pages), number(pages.div_ceil(2)));
        let shown = (here.number(pages), here.number(paper));
        let length = here.say_with(
            "print-length",
            &[
                ("pages", Arg::Number(pages)),
                ("shown", Arg::Text(&shown.0)),
                ("sheets", Arg::Number(paper)),
                ("shown-sheets", Arg::Text(&shown.1)),
            ],
        );
        let lang = (sheet.page.lang != own.page.lang).then(|| sheet.page.lang.to_string());
        json!({
            "form": sheet.form.name(),
            "words": { "text": locale.say(&format!("print-{}", sheet.form.name())), "lang": lang },
            "address": sheet.address,
            "length": length,
            "here": sheet.address == own.address,
        })
    });
    let code = site
        .frames
        .get(&own.page.lang)
        .and_then(|frame| qr_code::svg(&format!("{}{}", frame.base_url, own.page.address)));
    json!({
        "smaller": smaller,
        "others": others.collect::<Vec<_>>(),
        "code": code,
        "pictures": booklet.pictures.keys().collect::<Vec<_>>(),
    })
    .to_string()
    .into_bytes()
}

fn named(mut faults: Vec<Diagnostic>, sheet: &Sheet) -> Vec<Diagnostic> {
    for fault in &mut faults {
        fault.message = format!("{} (on the sheet {})", fault.message, sheet.address);
    }
    faults
}

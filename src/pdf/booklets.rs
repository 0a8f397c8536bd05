//! Prints booklets; documents that an earlier build made from the same data are taken from the cache.

use std::collections::BTreeMap;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::model::Lang;
use crate::output::{File, PrintSummary, RenderHost};
use crate::pages::Site;
use crate::pages::kinds::{self, Form};
use crate::pages::printed::booklets::{Booklet, PrintedDocument, PrintedPage, SHARE_SIZE};
use crate::pages::printed::json::to_json;
use crate::pages::printed::running_lines::RunningLines;
use crate::pages::view::{Frame, Words};
use crate::pdf::qr_code;
use crate::pdf::typst::{DocumentSource, TemplateFiles, TypstCompiler, check_picture};
use crate::syntax::document::html::RawHtml;
use crate::theme::Arg;

/// How often a short form is set smaller to fit on two sides.
const SMALLER_SIZES: usize = 2;
/// The two sides that a short form is to fit on.
const SHORT_FORM_PAGES: usize = 2;
/// Documents name each other's length, which may change it; after so many rounds it stays.
const ROUNDS: usize = 4;
/// Letters of a word that might not fit on a line.
const LONG_WORD: usize = 32;

/// What all documents are made with.
struct PrintContext<'a> {
    site: &'a Site,
    compiler: TypstCompiler<'a>,
    /// The data that all documents of a language share.
    shared: BTreeMap<&'a Lang, Vec<u8>>,
    /// The digest of everything above.
    digest: blake3::Hash,
}

/// Prints booklets, in parallel, and hands each document on.
///
/// # Errors
/// What is wrong with the templates, at its place, and which document shows it.
pub fn print_booklets(
    booklets: Vec<Arc<Booklet>>,
    site: &Site,
    host: &RenderHost<'_>,
) -> Result<PrintSummary, Vec<Diagnostic>> {
    if booklets.is_empty() {
        return Ok(PrintSummary::default());
    }
    let context = print_context(site)?;
    let total: usize = booklets.iter().map(|booklet| booklet.documents().count()).sum();
    let done = AtomicUsize::new(0);
    let print = |booklet: Arc<Booklet>| -> Result<PrintSummary, Vec<Diagnostic>> {
        let printed = print_booklet(&booklet, &context, host)?;
        let done = done.fetch_add(printed.cache_keys.len(), Ordering::Relaxed) + printed.cache_keys.len();
        (host.on_print)(done, total);
        Ok(printed)
    };
    let (mut sum, mut faults) = (PrintSummary::default(), Vec::<Diagnostic>::new());
    for printed in map_on_all_cores(booklets, &print) {
        match printed {
            Ok(printed) => {
                sum.printed += printed.printed;
                sum.from_cache += printed.from_cache;
                sum.pictures += printed.pictures;
                sum.cache_keys.extend(printed.cache_keys);
            }
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(sum) } else { Err(faults) }
}

/// Maps items on all cores, one by one on each of them: a thread of a shared pool that waited for a
/// piece of one booklet would begin the next, and all would be half done in memory. A single item
/// is mapped on this thread, which may belong to a pool of the caller.
fn map_on_all_cores<T: Send, R: Send>(items: Vec<T>, map: &(dyn Fn(T) -> R + Sync)) -> Vec<R> {
    if items.len() == 1 {
        return items.into_iter().map(map).collect();
    }
    let queue = Mutex::new(items.into_iter());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let worker = || std::iter::from_fn(next).map(map).collect::<Vec<_>>();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..rayon::current_num_threads()).map(|_| scope.spawn(worker)).collect();
        let done = workers.into_iter().map(|worker| worker.join().unwrap_or_else(|panic| resume_unwind(panic)));
        done.flatten().collect()
    })
}

fn print_context(site: &Site) -> Result<PrintContext<'_>, Vec<Diagnostic>> {
    let compiler = TypstCompiler::new(&site.theme)?;
    let shared: BTreeMap<&Lang, Vec<u8>> =
        site.frames.iter().map(|(lang, frame)| (lang, shared_data(site, lang, frame))).collect();
    let mut hash = blake3::Hasher::new();
    hash_part(&mut hash, env!("PLANPRESS_PROGRAM").as_bytes());
    for (name, piece) in site.theme.document_templates.iter().chain(&site.theme.fonts) {
        hash_part(&mut hash, name.as_bytes());
        hash_part(&mut hash, &piece.bytes);
    }
    hash_part(&mut hash, site.theme.layers.join(" ").as_bytes());
    for (lang, bytes) in &shared {
        hash_part(&mut hash, lang.0.as_bytes());
        hash_part(&mut hash, bytes);
    }
    Ok(PrintContext { site, compiler, shared, digest: hash.finalize() })
}

/// Adds bytes with their length, so that no two lists of parts have the same digest.
fn hash_part(hash: &mut blake3::Hasher, bytes: &[u8]) {
    hash.update(&bytes.len().to_le_bytes()).update(bytes);
}

#[derive(Serialize)]
struct SharedData<'a, T> {
    frame: RunningLines<'a>,
    t: T,
    page: String,
    allow_html: bool,
}

/// What the documents of a language share: the running lines and the words.
fn shared_data(site: &Site, lang: &Lang, frame: &Frame) -> Vec<u8> {
    let locale = site.theme.locale(lang);
    let shared = SharedData {
        frame: RunningLines::new(frame),
        t: locale.messages(),
        // The numbers are known only when the document is laid out.
        page: locale.say_with("print-page", &[("page", Arg::Text("{page}")), ("pages", Arg::Text("{pages}"))]),
        allow_html: site.html == RawHtml::Allow,
    };
    to_json(&shared).into_bytes()
}

fn print_booklet(
    booklet: &Booklet,
    context: &PrintContext<'_>,
    host: &RenderHost<'_>,
) -> Result<PrintSummary, Vec<Diagnostic>> {
    let data: Vec<String> = booklet.pages.iter().map(PrintedPage::to_json).collect();
    let keys = cache_keys(booklet, &data, context);
    let summary = |printed, from_cache| {
        let pictures = booklet.documents().filter(|(_, document)| !document.form.is_paper()).count();
        PrintSummary { printed, from_cache, pictures, cache_keys: keys.iter().cloned().collect() }
    };
    let write = |document: &PrintedDocument, bytes: Vec<u8>| {
        (host.write)(File { path: kinds::file(&document.address), bytes });
    };
    let cached: Option<Vec<Vec<u8>>> = keys.iter().map(|key| (host.cached)(key)).collect();
    if let Some(cached) = cached {
        booklet.documents().zip(cached).for_each(|((_, document), bytes)| write(document, bytes));
        return Ok(summary(0, keys.len()));
    }
    let files = booklet_files(booklet, host)?;
    let jobs = make_jobs(booklet, data, context, &files);
    for ((job, bytes), key) in jobs.iter().zip(make_documents(booklet, &jobs, context)?).zip(&keys) {
        (host.cache)(key, &bytes);
        write(job.document, bytes);
    }
    Ok(summary(keys.len(), 0))
}

/// What decides a document's bytes, in short. Since documents name each other's length, that is all
/// of the booklet.
fn cache_keys(booklet: &Booklet, data: &[String], context: &PrintContext<'_>) -> Vec<String> {
    let mut hash = blake3::Hasher::new();
    hash.update(context.digest.as_bytes());
    for json in data {
        hash_part(&mut hash, json.as_bytes());
    }
    booklet.documents().for_each(|(_, document)| hash_part(&mut hash, document.address.as_bytes()));
    hash_part(&mut hash, to_json(&booklet.pictures).as_bytes());
    let key =
        |document: &PrintedDocument| hash.clone().update(document.address.as_bytes()).finalize().to_hex().to_string();
    booklet.documents().map(|(_, document)| key(document)).collect()
}

/// The pictures of a booklet, as templates read them.
fn booklet_files(booklet: &Booklet, host: &RenderHost<'_>) -> Result<TemplateFiles, Vec<Diagnostic>> {
    let mut files = TemplateFiles::default();
    for path in booklet.pictures.keys() {
        let source = format!("content/files/{path}");
        let fault = |why: &str| {
            let message = format!("this picture could not be read: {why}");
            vec![Diagnostic::new(Code::Unreadable, Place::whole(&source), message)]
        };
        let bytes = (host.read_asset)(&source).map_err(|error| fault(&error.to_string()))?;
        check_picture(path, &bytes).map_err(|why| fault(&why))?;
        files.insert(format!("files/{path}"), bytes);
    }
    Ok(files)
}

/// A document with what it is made from.
struct PrintJob<'a> {
    page: &'a PrintedPage,
    document: &'a PrintedDocument,
    has_long_word: bool,
    source: DocumentSource,
}

fn make_jobs<'a>(
    booklet: &'a Booklet,
    data: Vec<String>,
    context: &PrintContext<'_>,
    files: &TemplateFiles,
) -> Vec<PrintJob<'a>> {
    let page_jobs = |(page, json): (&'a PrintedPage, String)| {
        let has_long_word = has_long_word(&json);
        let mut files = files.clone();
        files.insert("data.json", json.into_bytes());
        files.insert("shared.json", context.shared.get(&page.lang).cloned().unwrap_or_default());
        page.documents.iter().map(move |document| {
            let source = DocumentSource { template: format!("{}.typ", document.form.name()), files: files.clone() };
            PrintJob { page, document, has_long_word, source }
        })
    };
    booklet.pages.iter().zip(data).flat_map(page_jobs).collect()
}

/// Whether some text has a word that is to be broken where it must be. The letter of an escape
/// before a word may count, which does no harm.
fn has_long_word(json: &str) -> bool {
    let mut words = json.split(|letter: char| !letter.is_alphabetic());
    words.any(|word| word.len() >= LONG_WORD && word.chars().count() >= LONG_WORD)
}

/// Lays all documents out until their lengths stay the same, and makes their bytes.
fn make_documents(
    booklet: &Booklet,
    jobs: &[PrintJob<'_>],
    context: &PrintContext<'_>,
) -> Result<Vec<Vec<u8>>, Vec<Diagnostic>> {
    let compiler = &context.compiler;
    // Each is laid out again when all others have been, here and on the other cores.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let remembered = (jobs.len() + SMALLER_SIZES) * cores;
    let mut lengths = vec![0; jobs.len()];
    let mut smaller = vec![0; jobs.len()];
    let mut sources: Vec<DocumentSource> = jobs.iter().map(|job| job.source.clone()).collect();
    let mut layouts = Vec::new();
    for _ in 0..ROUNDS {
        layouts.clear();
        for ((job, source), smaller) in jobs.iter().zip(&mut sources).zip(&mut smaller) {
            let layout = loop {
                source.files.insert("around.json", surroundings_data(job, *smaller, booklet, &lengths, context.site));
                let layout = compiler.lay_out(source);
                compiler.evict_cache(remembered);
                let layout = layout.map_err(|faults| name_document(faults, job.document))?;
                let is_short = job.document.form == Form::Short;
                if !is_short || layout.page_count() <= SHORT_FORM_PAGES || *smaller >= SMALLER_SIZES {
                    break layout;
                }
                *smaller += 1;
            };
            layouts.push(layout);
        }
        let new_lengths: Vec<usize> = layouts.iter().map(super::typst::Layout::page_count).collect();
        if new_lengths == lengths {
            break;
        }
        lengths = new_lengths;
    }
    let exported = layouts.iter().zip(&sources).zip(jobs).map(|((layout, source), job)| {
        let exported = if job.document.form.is_paper() {
            compiler.export_pdf(layout, source, &job.document.address)
        } else {
            compiler.render_png(layout, source, SHARE_SIZE)
        };
        exported.map_err(|faults| name_document(faults, job.document))
    });
    exported.collect()
}

/// What a document is told of itself and of the others in its booklet.
#[derive(Serialize)]
struct Surroundings<'a> {
    /// How many times the text is set smaller than usual.
    smaller: usize,
    long_words: bool,
    others: Vec<OtherDocument<'a>>,
    /// A picture of the code for the page's address.
    code: Option<String>,
    pictures: Vec<&'a str>,
}

/// A document of the same booklet, this one among them.
#[derive(Serialize)]
struct OtherDocument<'a> {
    form: &'static str,
    words: Words,
    address: &'a str,
    length: String,
    here: bool,
}

fn surroundings_data(job: &PrintJob<'_>, smaller: usize, booklet: &Booklet, lengths: &[usize], site: &Site) -> Vec<u8> {
    if !job.document.form.is_paper() {
        // A picture is shown alone.
        return b"{}".to_vec();
    }
    let others = booklet.documents().zip(lengths).map(|((page, document), pages)| {
        let words = site.theme.locale(&page.lang).say(&format!("print-{}", document.form.name())).into_owned();
        OtherDocument {
            form: document.form.name(),
            words: Words { text: words, lang: (page.lang != job.page.lang).then(|| page.lang.to_string()) },
            address: &document.address,
            length: length_in_words(*pages, &job.page.lang, site),
            here: document.address == job.document.address,
        }
    });
    let frame = site.frames.get(&job.page.lang);
    let surroundings = Surroundings {
        smaller,
        long_words: job.has_long_word,
        others: others.collect(),
        code: frame.and_then(|frame| qr_code::render_svg(&format!("{}{}", frame.base_url, job.page.address))),
        pictures: booklet.pictures.keys().map(String::as_str).collect(),
    };
    to_json(&surroundings).into_bytes()
}

/// How many pages a document has, and how many sheets of paper on both sides.
fn length_in_words(pages: usize, lang: &Lang, site: &Site) -> String {
    let locale = site.theme.locale(lang);
    let number = |value: usize| f64::from(u32::try_from(value).unwrap_or(u32::MAX));
    let (pages, sheets) = (number(pages), number(pages.div_ceil(2)));
    let arguments = [
        ("pages", Arg::Number(pages)),
        ("shown", Arg::Text(&locale.number(pages))),
        ("sheets", Arg::Number(sheets)),
        ("shown-sheets", Arg::Text(&locale.number(sheets))),
    ];
    locale.say_with("print-length", &arguments)
}

fn name_document(mut faults: Vec<Diagnostic>, document: &PrintedDocument) -> Vec<Diagnostic> {
    for fault in &mut faults {
        fault.message = format!("{} (on the sheet {})", fault.message, document.address);
    }
    faults
}

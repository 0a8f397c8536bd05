//! Parses files into documents and faults. Parsing never fails, and each file is parsed alone.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use indexmap::IndexMap;
use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::file_tree::{Entry, FILES, Refusal, Tree};
pub use crate::records::content_files::{ContentFile, ContentKind, classify};
use crate::records::decode::{Decode, Faults};
use crate::records::edition::Edition;
use crate::records::key_owners::key_owners;
use crate::records::text::Lang;
use crate::syntax::document::Prose;
use crate::syntax::yaml::Node;

/// All files of `content/`, parsed as far as possible.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    /// One for each file that has a place in the content model, ordered by path.
    pub all: Vec<Arc<Document>>,
}

impl Documents {
    /// What is wrong in any of them.
    pub fn faults(&self) -> impl Iterator<Item = Diagnostic> {
        self.all.iter().flat_map(|document| document.faults.iter().cloned())
    }
}

/// One file.
#[derive(Debug)]
pub struct Document {
    /// Its path from the project's root.
    pub path: Arc<str>,
    /// Its bytes; with the path they decide all the rest.
    pub bytes: Arc<[u8]>,
    /// What it is in the content model.
    pub file: ContentFile,
    /// The only edition that shows it, if its name has one.
    pub edition: Option<Edition>,
    /// The language of a translation, if its name has one.
    pub lang: Option<Lang>,
    /// What it says; nothing where it could not be read.
    pub parsed: Option<Parsed>,
    /// What is wrong in it.
    pub faults: Vec<Diagnostic>,
}

/// The content of a file, by its kind.
#[derive(Debug)]
#[allow(missing_docs, reason = "each variant holds the record that its name says")]
pub enum Parsed {
    Site(Box<crate::records::Site>),
    Contacts(IndexMap<String, crate::records::Contact>),
    Parties(IndexMap<String, crate::records::Party>),
    Dates(Vec<crate::records::KeyDate>),
    Resources(IndexMap<String, crate::records::Resource>),
    Glossary(IndexMap<String, crate::records::GlossaryEntry>),
    Plan(Box<crate::records::Plan>),
    Objective(Box<crate::records::Objective>),
    Update(Box<crate::records::Update>),
    Group(Box<crate::records::Group>),
    News(Box<crate::records::NewsItem>, Prose),
    Page(Box<crate::records::Page>, Prose),
    /// The text of a Markdown file without front matter.
    Story(Prose),
    /// A translation's keys, which only its source can read, and its text.
    Translation(Option<Node>, Prose),
}

/// Reads every file of `content/`; the second value is what is wrong with files that have no
/// place in the model.
#[must_use]
pub fn parse_documents(tree: &Tree) -> (Documents, Vec<Diagnostic>) {
    parse_changed(tree, &Documents::default())
}

/// The same when some files were read before: a document depends on its path and bytes and on
/// nothing else, so those that have not changed are taken over.
#[must_use]
pub fn parse_changed(tree: &Tree, known: &Documents) -> (Documents, Vec<Diagnostic>) {
    // Both are sorted by path.
    let mut before = known.all.iter().peekable();
    let mut kept = |path: &str, entry: &Entry| {
        while before.next_if(|document| &*document.path < path).is_some() {}
        let document = before.peek().filter(|document| &*document.path == path)?;
        matches!(entry, Entry::Text(bytes) if Arc::ptr_eq(bytes, &document.bytes) || *bytes == document.bytes)
            .then(|| Arc::clone(document))
    };
    // Where the folder itself is a file or a link, that is what there is to say.
    let folder = tree.files.get_key_value("content").map(|(path, entry)| (path.as_str(), entry));
    let files: Vec<(&str, &Entry, Option<Arc<Document>>)> = (folder.into_iter().chain(tree.below("content/")))
        .map(|(path, entry)| (path, entry, kept(path, entry)))
        .collect();
    let names = FileNames::new(tree);
    let read: Vec<Result<Option<Arc<Document>>, Diagnostic>> = (files.into_par_iter())
        .map(|(path, entry, kept)| match kept {
            Some(document) => Ok(Some(document)),
            None => read_document(path, entry, &names).map(|document| document.map(Arc::new)),
        })
        .collect();
    let mut faults = Vec::new();
    // The new list reuses the memory of the other one: with thousands of files allocation costs time.
    let all = read.into_iter().filter_map(|result| {
        result.unwrap_or_else(|fault| {
            faults.push(fault);
            None
        })
    });
    (Documents { all: all.collect() }, faults)
}

/// Reads one file; nothing for one below `files/`, which is copied.
fn read_document(path: &str, entry: &Entry, names: &FileNames<'_>) -> Result<Option<Document>, Diagnostic> {
    let bytes = match entry {
        Entry::Refused(refusal) => return Err(describe_refusal(path, refusal, names)),
        Entry::Asset(_) => return Ok(None),
        Entry::Text(bytes) => bytes,
    };
    let Some((content, edition, lang)) = classify(path)? else { return Ok(None) };
    let file: Arc<str> = path.into();
    let mut faults = Faults::new(key_owners);
    let parsed = decode_text(&file, bytes, &mut faults).and_then(|(text, offset)| {
        if content.is_story {
            return Some(Parsed::Story(crate::syntax::markdown::read(&file, text, offset, &mut faults)));
        }
        if lang.is_some() {
            return Some(read_translation(&file, text, offset, content.kind, &mut faults));
        }
        decode_source(&file, text, offset, content.kind, &mut faults)
    });
    if parsed.is_none() && faults.found.is_empty() {
        faults.add(Code::EmptyFile, &Place::whole(&file), "this file says nothing").help =
            Some("Write it, or remove it.".into());
    }
    Ok(Some(Document {
        path: file,
        bytes: Arc::clone(bytes),
        file: content,
        edition,
        lang,
        parsed,
        faults: faults.found,
    }))
}

/// The names below `content/files/`, for proposals of others.
pub struct FileNames<'a> {
    tree: &'a Tree,
    /// In small letters, as the strictest file system compares them.
    taken: OnceLock<HashSet<String>>,
}

impl<'a> FileNames<'a> {
    /// The names of a tree; it is only asked for them where a name is proposed.
    #[must_use]
    pub fn new(tree: &'a Tree) -> Self {
        Self { tree, taken: OnceLock::new() }
    }

    /// A path that no file has: the proposed one, or it with a number.
    fn propose_unused(&self, path: &str) -> Option<String> {
        let all = || self.tree.below(FILES).map(|(path, _)| path[FILES.len()..].to_lowercase()).collect();
        let taken = self.taken.get_or_init(all);
        let (stem, ending) = path.rsplit_once('.')?;
        let numbered = (2..100).map(|number| format!("{stem}-{number}.{ending}"));
        std::iter::once(path.to_owned()).chain(numbered).find(|name| !taken.contains(&name.to_lowercase()))
    }
}

/// Describes why a file was not read.
#[must_use]
pub fn describe_refusal(path: &str, refusal: &Refusal, names: &FileNames<'_>) -> Diagnostic {
    let place = Place::whole(path);
    match refusal {
        Refusal::Link(message) => Diagnostic::new(Code::OutsideProject, place, message)
            .help("Put a copy of what it leads to in its place, if that is to be published."),
        Refusal::TooLarge(limit) => {
            let help = if path.starts_with(FILES) {
                "Put it into a ZIP archive."
            } else {
                "Put what is long into `content/files/` as a document, and link to it."
            };
            Diagnostic::new(Code::TooLarge, place, format!("this text is larger than {} MB", limit / 1_000_000))
                .help(help)
        }
        Refusal::TooMuch(limit) => {
            let message = format!("all texts and fonts of this project are larger than {} MB", limit / 1_000_000);
            Diagnostic::new(Code::TooLarge, place, message)
                .help("Remove what is not needed. Documents and pictures in `content/files/` are not counted.")
        }
        Refusal::NotAFile => Diagnostic::new(Code::Unreadable, place, "this is not a file")
            .help("Put a file in this place, or remove what stands there."),
        Refusal::TwoSpellings => Diagnostic::new(
            Code::DuplicateAddress,
            place,
            "two files have this name, written with letters put together in two ways",
        )
        .help("Remove one of the two: on other systems they are one file."),
        Refusal::UnsafePicture(what) => {
            Diagnostic::new(Code::UnsafePicture, place, format!("this picture holds {what}"))
                .help("Save it as plain SVG without scripts and outside links, or as PNG.")
        }
        Refusal::NotUtf8 => Diagnostic::new(Code::NotUtf8, place, "this file is not in UTF-8")
            .help("Save it again with the encoding UTF-8. A spreadsheet program calls that `CSV UTF-8`."),
        Refusal::Unpublished { problem, advice, rename } => {
            let rename = rename.as_ref().and_then(|path| names.propose_unused(path));
            let rename = rename.map_or_else(String::new, |path| format!("Rename it to `{path}`."));
            let help = format!("{advice} {rename}");
            Diagnostic::new(Code::UnpublishedFile, place, problem).help(help.trim())
        }
        Refusal::Failed(reason) => {
            Diagnostic::new(Code::Unreadable, place, format!("this file could not be read: {reason}"))
                .help("Put the file itself in this place, or remove what stands there.")
        }
    }
}

/// The YAML of a file, or of its front matter, if it can be read.
#[must_use]
pub fn read_record_node(path: &str, tree: &Tree) -> Option<Node> {
    let Some(Entry::Text(bytes)) = tree.files.get(path) else { return None };
    let (file, mut faults): (Arc<str>, _) = (path.into(), Faults::default());
    let (text, offset) = decode_text(&file, bytes, &mut faults)?;
    let range =
        if path.ends_with(".md") { find_front_matter(&file, text, offset, &mut faults)?.0 } else { 0..text.len() };
    crate::syntax::yaml::read(&file, &text[range.clone()], offset + range.start, &mut faults)
}

/// The text of a file without its byte-order mark, and how many bytes stand before it.
pub fn decode_text<'a>(file: &Arc<str>, bytes: &'a [u8], faults: &mut Faults) -> Option<(&'a str, usize)> {
    let offset = if bytes.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let wrong = |at: usize, name: &str, faults: &mut Faults| {
        let place = Place::whole(file).within(at, at + 1);
        faults.add(Code::NotUtf8, &place, format!("this file is not in UTF-8; it looks like {name}")).help =
            Some("Save it again with the encoding UTF-8.".into());
    };
    if bytes.starts_with(b"\xFF\xFE")
        || bytes.starts_with(b"\xFE\xFF")
        || bytes.iter().take(64).filter(|b| **b == 0).count() > 4
    {
        wrong(0, "UTF-16", faults);
        return None;
    }
    match std::str::from_utf8(&bytes[offset..]) {
        Ok(text) if text.trim().is_empty() => {
            faults.add(Code::EmptyFile, &Place::whole(file), "this file is empty").help =
                Some("Write it, or remove it.".into());
            None
        }
        Ok(text) => Some((text, offset)),
        Err(error) => {
            wrong(offset + error.valid_up_to(), "Latin-1 (Windows-1252)", faults);
            None
        }
    }
}

fn decode_source(file: &Arc<str>, text: &str, offset: usize, kind: ContentKind, faults: &mut Faults) -> Option<Parsed> {
    if matches!(kind, ContentKind::News | ContentKind::Page) {
        let (front, body) = find_front_matter(file, text, offset, faults)?;
        let node = crate::syntax::yaml::read(file, &text[front.clone()], offset + front.start, faults)?;
        let prose = crate::syntax::markdown::read(file, &text[body..], offset + body, faults);
        return Some(match kind {
            ContentKind::News => Parsed::News(Box::new(Decode::decode(&node, faults)), prose),
            _ => Parsed::Page(Box::new(Decode::decode(&node, faults)), prose),
        });
    }
    let node = crate::syntax::yaml::read(file, text, offset, faults)?;
    Some(match kind {
        ContentKind::Site => Parsed::Site(Box::new(Decode::decode(&node, faults))),
        ContentKind::Contacts => Parsed::Contacts(decode_keyed(&node, faults)),
        ContentKind::Parties => Parsed::Parties(decode_keyed(&node, faults)),
        ContentKind::Dates => Parsed::Dates(Vec::decode(&node, faults)),
        ContentKind::Resources => Parsed::Resources(decode_keyed(&node, faults)),
        ContentKind::Glossary => Parsed::Glossary(decode_keyed(&node, faults)),
        ContentKind::Plan => Parsed::Plan(Box::new(Decode::decode(&node, faults))),
        ContentKind::Objective => Parsed::Objective(Box::new(Decode::decode(&node, faults))),
        ContentKind::Update => Parsed::Update(Box::new(Decode::decode(&node, faults))),
        ContentKind::Group => Parsed::Group(Box::new(Decode::decode(&node, faults))),
        ContentKind::News | ContentKind::Page => return None,
    })
}

/// A map whose keys are ids.
fn decode_keyed<T: Decode>(node: &Node, faults: &mut Faults) -> IndexMap<String, T> {
    if let crate::syntax::yaml::Kind::Map(pairs) = &node.kind {
        for (key, _) in pairs {
            crate::records::id::check_id(&key.text, &key.place, faults);
        }
    }
    IndexMap::decode(node, faults)
}

fn read_translation(file: &Arc<str>, text: &str, offset: usize, kind: ContentKind, faults: &mut Faults) -> Parsed {
    if !matches!(kind, ContentKind::News | ContentKind::Page) {
        return Parsed::Translation(crate::syntax::yaml::read(file, text, offset, faults), Prose::default());
    }
    match find_front_matter(file, text, offset, faults) {
        Some((front, body)) => Parsed::Translation(
            crate::syntax::yaml::read(file, &text[front.clone()], offset + front.start, faults),
            crate::syntax::markdown::read(file, &text[body..], offset + body, faults),
        ),
        None => Parsed::Translation(None, Prose::default()),
    }
}

/// Where the front matter stands and where the text after it begins.
fn find_front_matter(
    file: &Arc<str>,
    text: &str,
    offset: usize,
    faults: &mut Faults,
) -> Option<(std::ops::Range<usize>, usize)> {
    let mut lines = text.split_inclusive('\n');
    let place = |from: usize, to: usize| Place::whole(file).within(offset + from, offset + to);
    let first = lines.next().unwrap_or_default();
    if first.trim_end() != "---" {
        faults
            .add(Code::FrontMatter, &place(0, first.trim_end().len()), "this file has to begin with its front matter")
            .help = Some("Write `---`, then `title: …`, then `---`, and the text after it.".into());
        return None;
    }
    let mut at = first.len();
    for line in lines {
        if line.trim_end() == "---" {
            if text[first.len()..at].trim().is_empty() {
                faults.add(Code::FrontMatter, &place(0, at), "the front matter is empty").help =
                    Some("Write `title: …` in it.".into());
                return None;
            }
            return Some((first.len()..at, at + line.len()));
        }
        at += line.len();
    }
    faults.add(Code::FrontMatter, &place(0, 3), "the front matter has no end").help =
        Some("Write `---` on a line of its own after the last key.".into());
    None
}

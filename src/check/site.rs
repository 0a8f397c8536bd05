//! Rules about `site.yaml` and what stands around the plans.

use std::collections::BTreeSet;

use super::links::COMPARED;
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::model::{At, Publication, Resource, Text};
use crate::records::{HtmlPolicy, TranslationPolicy};
use crate::syntax::document::{Block, Inline, Prose};

/// A picture as large as this is a photograph that nobody made smaller; bytes.
const LARGEST_PICTURE: u64 = 1_000_000;
/// A document as large as this takes minutes on a phone; bytes.
const LARGEST_DOCUMENT: u64 = 20_000_000;

/// All rules about the site.
pub fn check(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    super::rule_levels::check_rules(publication, faults);
    check_format(publication, faults);
    check_files(publication, faults);
    for (id, contact) in &publication.contacts {
        let way = contact.email.is_some() || contact.phone.is_some() || contact.url.is_some() || contact.via.is_some();
        if !way {
            faults.push(
                Diagnostic::new(
                    Code::ContactWithoutWay,
                    contact.id.place.clone(),
                    format!("nobody can reach the contact `{id}`"),
                )
                .help("Add `email`, `phone` or `url`, or `via` with the contact to use instead."),
            );
        }
    }
    check_resources(publication, faults);
    check_lines(publication, faults);
    check_translations(publication, faults);
}

fn check_format(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    if let Some(format) = publication.site.format.as_ref().filter(|format| (format.0 - 1.0).abs() > f64::EPSILON) {
        faults.push(
            Diagnostic::new(
                Code::UnsupportedFormat,
                format.place.clone(),
                format!("this program reads format 1, and this is format {}", format.0),
            )
            .help("Use a newer planpress."),
        );
    }
}

/// Files that records name are in `content/files/`.
fn check_files(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    let mut compared = 0;
    let mut look = |file: Option<&At<String>>| {
        let Some(file) = file else { return };
        let path = crate::file_tree::file_named(&file.value);
        if !publication.files.contains_key(path) {
            compared += 1;
            let near = (compared <= COMPARED)
                .then(|| super::similar_files::near_file(path, super::similar_files::Spelling::Path, publication))
                .flatten();
            let mut fault = Diagnostic::new(
                Code::BrokenLink,
                file.place.clone(),
                format!("there is no file `content/files/{path}`"),
            );
            fault.help = Some(match near {
                Some(near) => format!("Did you mean `{near}`?"),
                None => "Put it there, or correct its name.".into(),
            });
            faults.push(fault);
        }
    };
    look(publication.site.organisation.logo.as_ref());
    for resource in publication.resources.values() {
        look(resource.file.as_ref());
        look(resource.cover.as_ref());
    }
    for path in publication.unused.keys() {
        let place = Place::whole(&format!("content/files/{path}"));
        let fault = Diagnostic::new(Code::UnusedFile, place, "nothing refers to this file, so it is not published");
        faults.push(fault.help("Link to it, or write `files: all` in site.yaml to publish such files too."));
    }
    for (path, file) in publication.files.iter().chain(&publication.unused) {
        let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
        let (most, what) = match ending.as_str() {
            "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg" => (LARGEST_PICTURE, "picture"),
            _ => (LARGEST_DOCUMENT, "document"),
        };
        if file.size > most {
            #[allow(clippy::cast_precision_loss, reason = "a size in megabytes is rounded")]
            let megabytes = |bytes: u64| bytes as f64 / 1_000_000.0;
            let message = format!("this {what} has {:.1} MB; {} MB are enough", megabytes(file.size), megabytes(most));
            faults.push(
                Diagnostic::new(Code::OversizedFile, Place::whole(&format!("content/files/{path}")), message)
                    .help("Save it smaller: many members read on a phone with a weak signal."),
            );
        }
    }
}

fn check_resources(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    for (id, resource) in &publication.resources {
        let Resource { url, file, location, .. } = resource;
        let ways = [url.is_some(), file.is_some(), location.is_some()];
        match ways.iter().filter(|there| **there).count() {
            1 => {}
            0 => faults.push(
                Diagnostic::new(
                    Code::MissingKey,
                    resource.id.place.clone(),
                    format!("the resource `{id}` does not say where it is"),
                )
                .help("Add `url`, `file` or `where`."),
            ),
            _ => faults.push(
                Diagnostic::new(
                    Code::WrongType,
                    resource.id.place.clone(),
                    format!("the resource `{id}` says in several ways where it is"),
                )
                .help("Keep one of `url`, `file` and `where`."),
            ),
        }
        if resource.cover.is_some() && resource.alt.is_none() {
            let place = resource.cover.as_ref().map(|cover| cover.place.clone()).unwrap_or_default();
            faults.push(
                Diagnostic::new(Code::NoAltText, place, "this cover has no words for those who cannot see it")
                    .help("Add `alt` with what it shows."),
            );
        }
    }
}

/// What stands at the foot of every page and sheet is set there as a line of plain words; more than
/// one paragraph would run together, and links would lose where they lead.
fn check_lines(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    let site = &publication.site;
    for (key, text) in [("notice", &site.notice), ("about", &site.organisation.about)] {
        let Some(text) = text else { continue };
        let all = std::iter::once(&text.source).chain(text.translations.iter().map(|(_, prose)| prose));
        for place in all.filter_map(|prose| find_beyond_line(prose, site.html, &text.place)) {
            let message = format!("`{key}` is set as one line of plain words; this does not fit into it");
            faults.push(
                Diagnostic::new(Code::TextForOneLine, place, message)
                    .help("Keep one paragraph without links here, and write the rest on a page of its own."),
            );
        }
    }
}

/// The first thing in a text that a line of plain words cannot hold; what has no place of its own
/// is somewhere in `whole`. HTML is words where it is shown as text.
fn find_beyond_line(prose: &Prose, html: HtmlPolicy, whole: &Place) -> Option<Place> {
    let words = html == HtmlPolicy::Escape;
    let paragraph = |block: &Block| match block {
        Block::Html { .. } => words,
        block => matches!(block, Block::Paragraph { .. }),
    };
    let mut blocks = prose.blocks.iter();
    let other = blocks.next().filter(|block| !paragraph(block)).or(blocks.next());
    let mut found = other.map(|block| match block {
        Block::Paragraph { place, .. } | Block::Heading { place, .. } | Block::List { place, .. } => place.clone(),
        _ => whole.clone(),
    });
    prose.each_inline(&mut |inline| {
        let place = match inline {
            Inline::Link(link) => &link.place,
            Inline::Image(image) => &image.place,
            Inline::Html { .. } if words => return,
            Inline::Html { .. } | Inline::Footnote { .. } => whole,
            _ => return,
        };
        found.get_or_insert_with(|| place.clone());
    });
    found
}

/// Titles, aims, actions, pages and news without a translation. Where translations are required
/// each is an error; elsewhere it is worth a note, but only in a file that has been begun.
fn check_translations(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    let require = publication.site.translations == TranslationPolicy::Require;
    let mut texts: Vec<&Text> = Vec::new();
    for plan in &publication.plans {
        texts.push(&plan.record.title);
        texts.extend(plan.record.aims.iter().map(|aim| &aim.text));
        for objective in &plan.objectives {
            texts.push(&objective.record.title);
            texts.extend(objective.record.aims.iter().map(|aim| &aim.text));
            texts.extend(objective.actions.iter().map(|action| &action.record.text));
        }
    }
    texts.extend(publication.pages.iter().map(|page| &page.record.title));
    texts.extend(publication.news.iter().map(|news| &news.record.title));
    for lang in &publication.languages[1..] {
        let begun: BTreeSet<&str> =
            texts.iter().filter(|text| text.in_language(lang).is_some()).map(|text| &*text.place.file).collect();
        let missing = texts.iter().filter(|text| text.in_language(lang).is_none() && !text.source.is_empty());
        for text in missing.filter(|text| require || begun.contains(&*text.place.file)) {
            let mut fault = Diagnostic::new(
                Code::MissingTranslation,
                text.place.clone(),
                format!("this has no translation into `{lang}`"),
            )
            .help(format!("Write it in the translated file, whose name ends in `.{lang}.yaml` or `.{lang}.md`."));
            if require {
                fault.severity = Severity::Error;
            }
            faults.push(fault);
        }
    }
}

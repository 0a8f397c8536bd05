//! What a page says of itself to machines that show or list it: its description, the same in other
//! formats, and how it looks where somebody shares it.

use crate::model::{Edition, Plan};
use crate::pages::kinds::{self, PageId};
use crate::pages::page_context::{Reader, Title};
use crate::pages::page_kind::Purpose;
use crate::pages::printed::booklets::SHARE_SIZE;
use crate::pages::view::{Alternate, Link, MediaType, Picture, Shared, Words};
use crate::syntax::document::{Block, Prose, letters};

/// What a description has at least and at most, in letters: less says nothing, more is cut by those
/// who show it, who do not look where.
const LEAST: usize = 50;
const MOST: usize = 160;

/// What a page is about: its summary, and where that says too little, the first words of its text,
/// what it belongs to and whose it is.
pub fn describe_page(reader: &Reader<'_>, title: &Title, plan: Option<&Plan>, texts: &[Prose]) -> Words {
    let site = &reader.publication.site;
    let lang = title.about.as_ref().and_then(|about| about.lang.clone());
    let mut text = title.about.as_ref().map(|about| join_lines(&about.text)).unwrap_or_default();
    let begins = || texts.iter().find_map(find_first_paragraph);
    let more: [&dyn Fn() -> Option<String>; 5] = [
        &begins,
        &|| Some(title.words.text.clone()),
        &|| plan.map(|plan| reader.words(&plan.record.title).text),
        &|| Some(reader.words(&site.organisation.name).text),
        &|| site.organisation.about.as_ref().map(|about| reader.line(about).text),
    ];
    for more in more {
        if text.chars().nth(LEAST - 1).is_some() {
            break;
        }
        let more =
            more().map(|more| join_lines(&more)).filter(|more| !more.is_empty() && !text.contains(more.as_str()));
        let Some(more) = more else { continue };
        let between = match text.chars().last() {
            None => "",
            Some('.' | '!' | '?' | ':' | '…') => " ",
            Some(_) => " – ",
        };
        text = format!("{text}{between}{more}");
    }
    Words { text: shorten(&text), lang }
}

fn join_lines(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The first paragraph of a text.
fn find_first_paragraph(prose: &Prose) -> Option<String> {
    prose.blocks.iter().find_map(|block| {
        let Block::Paragraph { text, .. } = block else { return None };
        let mut first = String::new();
        letters(text, &mut first);
        Some(first).filter(|first| !first.trim().is_empty())
    })
}

/// Whole sentences, or else whole words, of a text that is too long.
fn shorten(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(MOST) else { return text.to_owned() };
    let sentence = [". ", "! ", "? "].iter().filter_map(|mark| text[..end].rfind(mark)).max();
    if let Some(at) = sentence.filter(|at| text[..*at].chars().count() >= LEAST) {
        return text[..=at].to_owned();
    }
    let room = text[..end].char_indices().next_back().map_or(0, |(at, _)| at);
    let word = text[..room].rfind(' ').filter(|at| text[..*at].chars().count() >= LEAST).unwrap_or(room);
    format!("{}…", text[..word].trim_end_matches([' ', ',', ';', ':', '–', '-']))
}

/// The same in other formats.
pub fn list_alternates(links: Vec<(MediaType, &Link)>) -> Vec<Alternate> {
    let alternate = |(kind, link): (MediaType, &Link)| Alternate {
        kind,
        title: link.words.text.clone(),
        address: link.address.clone(),
    };
    links.into_iter().map(alternate).collect()
}

/// How a page looks where it is shared: one that everybody may see and that has words of its own.
pub fn make_preview(reader: &Reader<'_>, page: &PageId, purpose: Purpose, plan: Option<&Plan>) -> Option<Shared> {
    let publication = reader.publication;
    let is_shared = kinds::is_in_language(page, reader.lang, publication) && purpose != Purpose::Error;
    if publication.edition != Edition::Public || !is_shared {
        return None;
    }
    let others = publication
        .languages
        .iter()
        .filter(|lang| *lang != reader.lang && kinds::is_in_language(page, lang, publication));
    Some(Shared {
        kind: if purpose == Purpose::Article { "article" } else { "website" },
        others: others.filter_map(|lang| reader.locale_of(lang).territory()).collect(),
        picture: plan.and_then(|plan| find_picture(reader, plan)),
    })
}

/// The picture of a plan in the readers' language, or else in the first.
fn find_picture(reader: &Reader<'_>, plan: &Plan) -> Option<Picture> {
    let publication = reader.publication;
    let langs = [reader.lang, publication.source_language()];
    let address = langs.iter().find_map(|lang| kinds::find_share_picture(plan, lang, publication))?;
    let title = reader.words(&plan.record.title).text;
    let (width, height) = SHARE_SIZE;
    Some(Picture { address, alt: reader.say_with("site-picture-of", &[("title", &title)]), width, height })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_long_ends_with_a_sentence_or_a_word() {
        let first = "A sentence that is long enough to stand alone as a description.";
        assert_eq!(shorten(&format!("{first} {}", "word ".repeat(40))), first);
        let words = shorten(&"word ".repeat(60));
        assert!(words.ends_with("word…") && words.chars().count() <= MOST, "{words}");
        assert_eq!(shorten(&"ŵ".repeat(400)).chars().count(), MOST);
        assert_eq!(shorten("Short."), "Short.");
    }
}

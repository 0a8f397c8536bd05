//! What a page says of itself to machines that show or list it: its description, the same in other
//! formats, and how it looks where somebody shares it.

use crate::model::{Edition, Plan};
use crate::pages::kinds::{self, Route};
use crate::pages::page_context::{Reader, Title};
use crate::pages::printed::booklets::SHARE_SIZE;
use crate::pages::view::{Alternate, Picture, Shared, View, Words};
use crate::syntax::document::{Block, Prose, letters};

/// What a description has at least and at most, in letters: less says nothing, more is cut by those
/// who show it, who do not look where.
const LEAST: usize = 50;
const MOST: usize = 160;

/// What a page is about: its summary, and where that says too little, the first words of its text,
/// what it belongs to and whose it is.
pub fn description(reader: &Reader<'_>, title: &Title, plan: Option<&Plan>, texts: &[Prose]) -> Words {
    let site = &reader.publication.site;
    let lang = title.about.as_ref().and_then(|about| about.lang.clone());
    let mut text = title.about.as_ref().map(|about| one_line(&about.text)).unwrap_or_default();
    let begins = || texts.iter().find_map(first_words);
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
        let more = more().map(|more| one_line(&more)).filter(|more| !more.is_empty() && !text.contains(more.as_str()));
        let Some(more) = more else { continue };
        let between = match text.chars().last() {
            None => "",
            Some('.' | '!' | '?' | ':' | '…') => " ",
            Some(_) => " – ",
        };
        text = format!("{text}{between}{more}");
    }
    Words { text: cut(&text), lang }
}

fn one_line(text: &str) -> String {
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
fn first_words(prose: &Prose) -> Option<String> {
    prose.blocks.iter().find_map(|block| {
        let Block::Paragraph { text, .. } = block else { return None };
        let mut first = String::new();
        letters(text, &mut first);
        Some(first).filter(|first| !first.trim().is_empty())
    })
}

/// Whole sentences, or else whole words, of a text that is too long.
fn cut(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(MOST) else { return text.to_owned() };
    let sentence = [". ", "! ", "? "].iter().filter_map(|mark| text[..end].rfind(mark)).max();
    if let Some(at) = sentence.filter(|at| text[..*at].chars().count() >= LEAST) {
        return text[..=at].to_owned();
    }
    let room = text[..end].char_indices().next_back().map_or(0, |(at, _)| at);
    let word = text[..room].rfind(' ').filter(|at| text[..*at].chars().count() >= LEAST).unwrap_or(room);
    format!("{}…", text[..word].trim_end_matches([' ', ',', ';', ':', '–', '-']))
}

/// The plan that a page belongs to, or else the current one.
pub fn plan<'a>(reader: &Reader<'a>, route: &Route) -> Option<&'a Plan> {
    let publication = reader.publication;
    let own = match route {
        Route::Plan(id)
        | Route::Progress(id)
        | Route::Objective(id, _)
        | Route::PlanGuide(id)
        | Route::ObjectiveGuide(id, _)
        | Route::PartyGuide(id, _) => Some(id),
        Route::Update(id) => publication.updates.iter().find(|own| own.id == *id).map(|own| &own.record.plan.name),
        _ => None,
    };
    own.and_then(|id| publication.plan(id)).or_else(|| publication.current_plan())
}

/// The same in other formats: as it is printed, as a calendar, as data.
pub fn alternates(view: &View) -> Vec<Alternate> {
    let links = match view {
        View::Plan(own) => own.printed.iter().chain(&own.files).collect(),
        View::Guide(own) => own.printed.iter().chain([&own.csv]).collect(),
        View::Dates(own) => own.calendars.iter().collect(),
        _ => Vec::new(),
    };
    let alternate = |link: &crate::pages::view::Link| {
        let kind = match link.address.rsplit('.').next()? {
            "pdf" => "application/pdf",
            "ics" => "text/calendar",
            "csv" => "text/csv",
            "json" => "application/json",
            _ => return None,
        };
        Some(Alternate { kind, title: link.words.text.clone(), address: link.address.clone() })
    };
    links.into_iter().filter_map(alternate).collect()
}

/// How a page looks where it is shared: one that everybody may see and that has words of its own.
pub fn shared(reader: &Reader<'_>, route: &Route, plan: Option<&Plan>) -> Option<Shared> {
    let publication = reader.publication;
    let own = kinds::speaks(route, reader.lang, publication) && *route != Route::NotFound;
    if publication.edition != Edition::Public || !own {
        return None;
    }
    let others =
        publication.languages.iter().filter(|lang| *lang != reader.lang && kinds::speaks(route, lang, publication));
    Some(Shared {
        kind: if matches!(route, Route::News(_)) { "article" } else { "website" },
        others: others.filter_map(|lang| reader.locale_of(lang).territory()).collect(),
        picture: plan.and_then(|plan| picture(reader, plan)),
    })
}

/// The picture of a plan in the readers' language, or else in the first.
fn picture(reader: &Reader<'_>, plan: &Plan) -> Option<Picture> {
    let publication = reader.publication;
    let langs = [reader.lang, publication.source_language()];
    let address = langs.iter().find_map(|lang| kinds::picture(plan, lang, publication))?;
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
        assert_eq!(cut(&format!("{first} {}", "word ".repeat(40))), first);
        let words = cut(&"word ".repeat(60));
        assert!(words.ends_with("word…") && words.chars().count() <= MOST, "{words}");
        assert_eq!(cut(&"ŵ".repeat(400)).chars().count(), MOST);
        assert_eq!(cut("Short."), "Short.");
    }
}

//! Rules about what texts say: links that name nothing, empty sections, dates that
//! cannot be.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::phrases::Phrases;
use super::written_dates;
use crate::diagnostic::{Code, Diagnostic, Place, Severity};
use crate::file_tree::Tree;
use crate::model::{Lang, Passage, Publication, Story, Text};
use crate::syntax::document::{Block, Inline, Prose, letters};
use crate::theme::Theme;

/// A text with what must be known of it.
#[derive(Clone, Copy)]
struct TextToCheck<'a> {
    prose: &'a Prose,
    lang: &'a Lang,
    /// It belongs to something with a date, so that its days need no year.
    dated: bool,
    /// The page goes on below it.
    goes_on: bool,
    summary: Option<&'a str>,
}

/// What was found in texts. What a text says depends on it and on the words of its language and on
/// nothing else, so it holds as long as these are the same.
#[derive(Debug, Default)]
pub struct KnownTexts {
    phrases: BTreeMap<Lang, Phrases>,
    /// By the place of the text in memory, which is its own as long as it is kept here.
    found: HashMap<usize, KnownText>,
}

#[derive(Debug)]
struct KnownText {
    blocks: Arc<Vec<Block>>,
    lang: Lang,
    dated: bool,
    goes_on: bool,
    summary: Option<String>,
    faults: Vec<Diagnostic>,
}

impl KnownTexts {
    /// What was found in a text, if it was looked at in the same way.
    fn find(&self, text: &TextToCheck<'_>) -> Option<&[Diagnostic]> {
        let known = self.found.get(&memory_address(text.prose))?;
        let same = Arc::ptr_eq(&known.blocks, &text.prose.blocks)
            && known.lang == *text.lang
            && known.dated == text.dated
            && known.goes_on == text.goes_on
            && known.summary.as_deref() == text.summary;
        same.then_some(&known.faults)
    }
}

/// The place of a text in memory.
fn memory_address(prose: &Prose) -> usize {
    Arc::as_ptr(&prose.blocks) as usize
}

/// All rules about texts, in every language. What was found before need not be looked for again;
/// gives what is to be known the next time, where anything was known.
pub fn check(
    publication: &Publication,
    theme: &Theme,
    tree: &Tree,
    known: Option<&KnownTexts>,
    faults: &mut Vec<Diagnostic>,
) -> Option<KnownTexts> {
    let phrases_of = |lang: &Lang| (lang.clone(), Phrases::new(theme.locale(lang)));
    let phrases: BTreeMap<Lang, Phrases> = publication.languages.iter().map(phrases_of).collect();
    let source = publication.source_language();
    let mut texts = Vec::new();
    let mut lines: Vec<&Text> = Vec::new();
    add_stories(publication, &mut texts);
    publication.visit_texts(&mut |passage| match passage {
        Passage::Line(text) => lines.push(text),
        Passage::Markdown(markdown) => {
            let all =
                std::iter::once((source, &markdown.source)).chain(markdown.translations.iter().map(|(l, p)| (l, p)));
            texts.extend(all.map(|(lang, prose)| TextToCheck {
                prose,
                lang,
                dated: false,
                goes_on: false,
                summary: None,
            }));
        }
        Passage::Address(..) => {}
    });
    let before = known.filter(|known| known.phrases == phrases);
    let look = |text: &TextToCheck<'_>| match (before.and_then(|known| known.find(text)), phrases.get(text.lang)) {
        (Some(found), _) => found.to_vec(),
        (None, Some(phrases)) => check_text(text, phrases, tree),
        (None, None) => Vec::new(),
    };
    let found: Vec<Vec<Diagnostic>> = texts.par_iter().map(look).collect();
    faults.extend(found.iter().flatten().cloned());
    if let Some(phrases) = phrases.get(source) {
        check_comparisons(publication, phrases, tree, faults);
        faults.par_extend(lines.par_iter().flat_map_iter(|line| {
            let mut found = Vec::new();
            check_phrases(&line.source, &line.place, false, phrases, tree, &mut found);
            found
        }));
    }
    let remember = |(text, faults): (TextToCheck<'_>, Vec<Diagnostic>)| {
        let TextToCheck { prose, lang, dated, goes_on, summary } = text;
        let blocks = Arc::clone(&prose.blocks);
        let summary = summary.map(str::to_owned);
        (memory_address(prose), KnownText { blocks, lang: lang.clone(), dated, goes_on, summary, faults })
    };
    known.map(|_| KnownTexts { found: texts.into_iter().zip(found).map(remember).collect(), phrases })
}

/// All rules about one text.
fn check_text(text: &TextToCheck<'_>, phrases: &Phrases, tree: &Tree) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    check_sections(text, &mut found);
    check_lists(text.prose, &mut found);
    super::repeated_paragraphs::check(text.prose, text.summary, &mut found);
    check_links(text.prose, phrases, &mut found);
    let each_paragraph = |see: &mut dyn FnMut(&str, &Place)| {
        text.prose.each_block(&mut |block| {
            if let Block::Paragraph { text, place } = block {
                each_run(text, &mut |letters| see(letters, place));
            }
        });
    };
    // Most texts say none of it, and to look through all of one at once is quicker.
    let mut all = String::with_capacity(4096);
    each_paragraph(&mut |letters, _| {
        all.push_str(letters);
        all.push('\n');
    });
    if phrases.may_match(&all) {
        each_paragraph(&mut |letters, place| check_phrases(letters, place, text.dated, phrases, tree, &mut found));
    }
    found
}

/// The texts in files of their own, with their summaries.
fn add_stories<'a>(publication: &'a Publication, texts: &mut Vec<TextToCheck<'a>>) {
    let mut add = |story: &'a Story, summary: Option<&'a Text>, dated: bool, goes_on: bool| {
        let source = publication.source_language();
        let all = std::iter::once((source, &story.source)).chain(story.translations.iter().map(|(l, p)| (l, p)));
        texts.extend(all.filter(|(_, prose)| !prose.is_empty()).map(|(lang, prose)| {
            let summary = summary.map(|summary| summary.read(lang, source).0);
            TextToCheck { prose, lang, dated, goes_on, summary }
        }));
    };
    for plan in &publication.plans {
        add(&plan.introduction, plan.record.summary.as_ref(), false, false);
        add(&plan.guide, None, false, true);
        for objective in &plan.objectives {
            add(&objective.story, objective.record.summary.as_ref(), false, false);
        }
    }
    publication.updates.iter().for_each(|update| add(&update.story, None, true, false));
    publication.groups.iter().for_each(|group| add(&group.story, None, false, false));
    publication.news.iter().for_each(|item| add(&item.story, item.record.summary.as_ref(), true, false));
    publication.pages.iter().for_each(|page| add(&page.story, page.record.summary.as_ref(), false, false));
}

/// A heading has something under it, and not a picture alone.
fn check_sections(text: &TextToCheck<'_>, faults: &mut Vec<Diagnostic>) {
    let blocks = &text.prose.blocks;
    for (at, block) in blocks.iter().enumerate() {
        let Block::Heading { level, place, .. } = block else { continue };
        let under = |block: &&Block| !matches!(block, Block::Heading { .. } | Block::Footnotes { .. });
        let section = || blocks[at + 1..].iter().take_while(under);
        let message = match blocks.get(at + 1) {
            None if text.goes_on => continue,
            Some(Block::Heading { level: next, .. }) if next > level => continue,
            Some(next) if under(&next) => {
                if !section().all(is_picture) {
                    continue;
                }
                "nothing but a picture stands under this heading"
            }
            _ => "nothing stands under this heading",
        };
        faults.push(
            Diagnostic::new(Code::EmptySection, place.clone(), message)
                .help("Say something there in words, or remove the heading."),
        );
    }
}

fn is_picture(block: &Block) -> bool {
    let blank = |inline: &Inline| matches!(inline, Inline::Text { text } if text.trim().is_empty());
    matches!(block, Block::Paragraph { text, .. }
        if text.iter().all(|inline| matches!(inline, Inline::Image(_) | Inline::Break) || blank(inline)))
}

/// A numbered list that is interrupted goes on with the next number.
fn check_lists(prose: &Prose, faults: &mut Vec<Diagnostic>) {
    let mut before: Option<(u64, &Place)> = None;
    let mut between = 0;
    for block in prose.blocks.iter() {
        match block {
            Block::List { start: Some(start), items, place, .. } => {
                if let Some((next, first)) = before.filter(|(next, _)| *start == 1 && *next > 2 && between == 1) {
                    faults.push(
                        Diagnostic::new(Code::ListRestarts, place.clone(), "the numbers begin again at 1 here")
                            .label(first.clone(), "the list began here")
                            .help(format!(
                                "Indent what stands between so that it belongs to its entry; or begin this list with \
                                 `{next}.`, or put a heading before it."
                            )),
                    );
                }
                before = Some((start.saturating_add(items.len() as u64), place));
                between = 0;
            }
            Block::Heading { .. } | Block::Rule => before = None,
            _ => between += 1,
        }
    }
}

/// The words of a link say where it leads.
fn check_links(prose: &Prose, phrases: &Phrases, faults: &mut Vec<Diagnostic>) {
    prose.each_inline(&mut |inline| {
        let Inline::Link(link) = inline else { return };
        let mut words = String::new();
        letters(&link.text, &mut words);
        if phrases.is_vague(&words) {
            let message = format!("“{}” does not say where this link leads", words.trim());
            faults.push(
                Diagnostic::new(Code::VagueLink, link.place.clone(), message).help(
                    "Make the name of what it leads to the link: many readers hear links without the words around.",
                ),
            );
        }
    });
}

/// An aim that compares with a figure has a measure that says with which.
fn check_comparisons(publication: &Publication, phrases: &Phrases, tree: &Tree, faults: &mut Vec<Diagnostic>) {
    let aims = publication.plans.iter().flat_map(|plan| &plan.objectives).flat_map(|objective| &objective.record.aims);
    for aim in aims.filter(|aim| aim.all_measures().next().is_none()) {
        if let Some(range) = phrases.find_comparisons(&aim.text.source).next() {
            let words = &aim.text.source[range];
            let message = format!("“{words}” compares with a figure that is not given");
            let mut fault = Diagnostic::new(Code::BaselineMissing, locate(tree, &aim.text.place, words), message)
                .help("Add a `measure` with `target: {times: 2}` and its `baseline`, or `baseline: not-given`.");
            // The words may be meant loosely, where a target's figures cannot be.
            fault.severity = Severity::Warning;
            faults.push(fault);
        }
    }
}

/// Shows each run of letters of a line that no mark interrupts.
fn each_run(line: &[Inline], see: &mut dyn FnMut(&str)) {
    for inline in line {
        match inline {
            Inline::Text { text } => see(text),
            Inline::Emphasis { text } | Inline::Strong { text } | Inline::Strike { text } => each_run(text, see),
            _ => {}
        }
    }
}

/// What the words of a line say: days, places on paper, page numbers.
fn check_phrases(text: &str, place: &Place, dated: bool, phrases: &Phrases, tree: &Tree, faults: &mut Vec<Diagnostic>) {
    for range in phrases.find_paper_references(text) {
        let words = &text[range];
        let message = format!("“{words}” points to a place on paper");
        faults.push(
            Diagnostic::new(Code::SeeElsewhere, locate(tree, place, words), message)
                .help("Link to what is meant, as in `[[page:about]]` or `[the dates](/dates/)`."),
        );
    }
    for day in written_dates::find_dates(text, &phrases.find_months(text), phrases)
        .iter()
        .filter(|day| !is_quoted(text, &day.range))
    {
        let at = || locate(tree, place, &text[day.range.clone()]);
        check_written_day(
            day,
            &text[day.range.clone()],
            dated || written_dates::names_a_year(text),
            phrases,
            &at,
            faults,
        );
    }
    if let Some(number) = find_page_number(text) {
        let message = format!("the page number {number} is typed in by hand");
        faults.push(
            Diagnostic::new(Code::TypedPageNumber, locate(tree, place, text.trim()), message)
                .help("Remove the contents list: pages and printed guides have one of their own, with links."),
        );
    }
}

/// Whether words stand in quotation marks: a source is then quoted with its slips.
fn is_quoted(text: &str, range: &std::ops::Range<usize>) -> bool {
    const MARKS: &[char] = &['"', '\'', '“', '”', '‘', '’', '„', '«', '»'];
    text[..range.start].ends_with(MARKS) && text[range.end..].starts_with(MARKS)
}

fn check_written_day(
    day: &written_dates::WrittenDate,
    words: &str,
    has_year: bool,
    phrases: &Phrases,
    at: &dyn Fn() -> Place,
    faults: &mut Vec<Diagnostic>,
) {
    let Some(date) = day.date() else {
        let first = jiff::civil::Date::new(day.year.unwrap_or(2024), day.month, 1).unwrap_or_default();
        let message = format!("there is no such day as “{words}”");
        let help = format!("That month has {} days.", first.days_in_month());
        faults.push(Diagnostic::new(Code::NoSuchDay, at(), message).help(help));
        return;
    };
    let real = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
    if day.year.is_some() && day.weekday.is_some_and(|named| named != real) {
        let message = format!("“{words}” is another day of the week");
        let help = format!("{date} is a {}.", phrases.name_of_weekday(real));
        faults.push(Diagnostic::new(Code::WeekdayMismatch, at(), message).help(help));
    } else if day.year.is_none() && !has_year {
        let message = format!("“{words}” has no year");
        faults.push(
            Diagnostic::new(Code::DayWithoutYear, at(), message)
                .help("Add the year: the page will still be read when it is over."),
        );
    }
}

/// The number at the end of a line of a contents list: "Introduction ..... 3".
fn find_page_number(text: &str) -> Option<&str> {
    let text = text.trim_end();
    let before = text.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let number = &text[before.len()..];
    let leader = before.trim_end_matches([' ', '.', '…', '·', '\u{a0}']);
    let dots: usize = before[leader.len()..].chars().map(|c| if c == '…' { 3 } else { usize::from(c != ' ') }).sum();
    (!number.is_empty() && number.len() <= 4 && dots >= 4 && !leader.is_empty()).then_some(number)
}

/// Where words stand in the file, as far as they are written there as they are read; else all of
/// the place.
pub fn locate(tree: &Tree, place: &Place, words: &str) -> Place {
    let source = tree.text(&place.file).and_then(|text| text.get(place.start as usize..));
    let end = if place.end > place.start { (place.end - place.start) as usize } else { usize::MAX };
    match source.and_then(|text| text.find(words)).filter(|at| *at < end) {
        Some(at) => place.within(at, at + words.len()),
        None => place.clone(),
    }
}

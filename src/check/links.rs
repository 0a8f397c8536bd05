//! Every link that stays on the site leads to a page, an anchor or a file that is there.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use rayon::prelude::*;

use super::similar_files::{Spelling, near_file};
use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::file_tree::file_linked;
use crate::model::{Passage, Publication};
use crate::pages::kinds::{self, PageId};
use crate::syntax::document::{Block, Inline, NameKind, Prose, Target};

/// So many addresses that lead nowhere are compared with those there are; to compare thousands with
/// thousands takes minutes.
pub const COMPARED: usize = 200;

/// A problem, and what the link may have been meant to lead to.
type FoundProblem = (Diagnostic, Option<Suggestion>);

enum Suggestion {
    Page(String),
    File(String, Spelling),
}

/// Checks the links of every text, in every language.
pub fn check(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    let site = SitePages::new(publication);
    let texts = publication.texts();
    let mut found: Vec<FoundProblem> =
        texts.into_par_iter().flat_map_iter(|prose| site.check_text(prose, publication)).collect();
    check_navigation(publication, &site, &mut found);
    publication.visit_texts(&mut |passage| {
        if let Passage::Address(address, Some(place)) = passage {
            found.extend(check_full_url(&address.0, place, publication));
        }
    });
    found.sort_by(|(left, _), (right, _)| left.place.cmp(&right.place));
    let mut compared = 0;
    faults.extend(found.into_iter().map(|(mut fault, suggestion)| {
        compared += usize::from(suggestion.is_some());
        fault.help = match suggestion.filter(|_| compared <= COMPARED) {
            Some(Suggestion::Page(path)) => site.find_similar_url(&path).map(|near| format!("Did you mean `{near}`?")),
            Some(Suggestion::File(file, spelling)) => {
                near_file(&file, spelling, publication).map(|near| format!("Did you mean `{near}`?"))
            }
            None => fault.help,
        };
        fault.help.get_or_insert_with(|| "Correct it, or add what it should lead to.".into());
        fault
    }));
}

/// The pages of the site by address, and the anchors of those that are asked for.
struct SitePages {
    pages: Vec<PageId>,
    by_url: HashMap<String, usize>,
    anchors: Vec<OnceLock<BTreeSet<String>>>,
}

impl SitePages {
    fn new(publication: &Publication) -> Self {
        let pages = kinds::find_pages(publication);
        let in_language = |lang| {
            pages.iter().enumerate().map(move |(at, page): (usize, &PageId)| (page.address(lang, publication), at))
        };
        let by_url = publication.languages.iter().flat_map(in_language).collect();
        let anchors = pages.iter().map(|_| OnceLock::new()).collect();
        Self { pages, by_url, anchors }
    }

    fn find_anchors(&self, path: &str, publication: &Publication) -> Option<&BTreeSet<String>> {
        let at = *self.by_url.get(path)?;
        Some(self.anchors[at].get_or_init(|| crate::pages::anchors::find_anchors(&self.pages[at], publication)))
    }

    /// The address that is most like this one; of several the first by the alphabet.
    fn find_similar_url(&self, address: &str) -> Option<&str> {
        nearest(address, self.by_url.keys().map(String::as_str))
    }

    /// What is wrong with the links, pictures and data blocks of one text.
    fn check_text(&self, prose: &Prose, publication: &Publication) -> Vec<FoundProblem> {
        let mut faults = Vec::new();
        if prose.asks {
            prose.each_block(&mut |block| {
                if let Block::Data { options, place, .. } = block {
                    check_data_block(options, place, publication, &mut faults);
                }
            });
        }
        let mut anchors = None;
        prose.each_inline(&mut |inline| match inline {
            Inline::Link(link) => {
                if let Target::Url { url } = &link.to {
                    if let Some(anchor) = url.strip_prefix('#') {
                        let known = anchors.get_or_insert_with(|| crate::pages::anchors::find_heading_anchors(prose));
                        faults.extend(check_anchor(anchor, "this text", "heading ", known, &link.place));
                    } else {
                        faults.extend(self.check_url(url, &link.place, publication));
                    }
                }
            }
            Inline::Image(image) => {
                faults.extend(check_file(&image.source, Spelling::Address, &image.place, publication));
            }
            _ => {}
        });
        faults
    }

    /// What is wrong with a link that leads to another page or file.
    fn check_url(&self, url: &str, place: &Place, publication: &Publication) -> Option<FoundProblem> {
        if crate::syntax::markdown::link_targets::scheme(url).is_some() {
            return check_full_url(url, place, publication);
        }
        let path = url.split(['#', '?']).next().unwrap_or_default();
        if let Some(file) = file_linked(url) {
            return check_file(&file, Spelling::Address, place, publication);
        }
        if !path.starts_with('/') {
            let message = format!("`{url}` does not say where on the site it leads");
            let fault = Diagnostic::new(Code::BrokenLink, place.clone(), message).help(
                "Link by name, as in `[[page:about]]`, or write the address from the site's root, as in `/dates/`.",
            );
            return Some((fault, None));
        }
        if !self.by_url.contains_key(path) {
            let fault = Diagnostic::new(Code::BrokenLink, place.clone(), format!("there is no page at `{path}`"));
            return Some((fault, Some(Suggestion::Page(path.to_owned()))));
        }
        let (_, anchor) = url.split_once('#')?;
        check_anchor(anchor, &format!("the page `{path}`"), "", self.find_anchors(path, publication)?, place)
    }
}

/// Says that a page or text has no such anchor, unless it has.
fn check_anchor(anchor: &str, of: &str, what: &str, known: &BTreeSet<String>, place: &Place) -> Option<FoundProblem> {
    if known.contains(anchor) {
        return None;
    }
    let message = format!("{of} has no {what}`#{anchor}`");
    let mut fault = Diagnostic::new(Code::BrokenLink, place.clone(), message);
    let all = || known.iter().take(12).map(|anchor| format!("`#{anchor}`")).collect::<Vec<_>>().join(", ");
    fault.help = Some(match nearest(anchor, known.iter().map(String::as_str)) {
        Some(near) => format!("Did you mean `#{near}`?"),
        None if known.is_empty() => "Nothing there has an address of its own: link to the page alone.".into(),
        None => format!("There are: {}.", all()),
    });
    Some((fault, None))
}

/// The plan and the objective that a data block names are there.
fn check_data_block(
    options: &[(String, String)],
    place: &Place,
    publication: &Publication,
    faults: &mut Vec<FoundProblem>,
) {
    let option = |name: &str| options.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let plan = option("plan").map_or_else(|| publication.current_plan(), |id| publication.plan(id));
    let file = option("poster").map(crate::file_tree::file_named);
    let missing = file.and_then(|file| check_file(file, Spelling::Path, place, publication));
    faults.extend(missing.or_else(|| check_full_url(option("url")?, place, publication)));
    let mut dangling = |what: &str, id: &str, known: Vec<&str>| {
        let mut fault = Diagnostic::new(Code::Dangling, place.clone(), format!("there is no {what} `{id}`"));
        fault.help = Some(match nearest(id, known.iter().copied()) {
            Some(near) => format!("Did you mean `{near}`?"),
            None => format!("There are: {}.", known.join(", ")),
        });
        faults.push((fault, None));
    };
    if let (Some(id), None) = (option("plan"), plan) {
        dangling("plan", id, publication.plans.iter().map(|plan| plan.id.as_str()).collect());
    }
    if let (Some(id), Some(plan)) = (option("objective"), plan) {
        let known: Vec<&str> = plan.objectives.iter().map(|objective| objective.id.as_str()).collect();
        if !known.contains(&id) {
            dangling("objective", id, known);
        }
    }
}

/// What is wrong with a link to a file, if it is not there.
fn check_file(file: &str, spelling: Spelling, place: &Place, publication: &Publication) -> Option<FoundProblem> {
    if publication.files.contains_key(file) {
        return None;
    }
    let message = format!("there is no file `content/files/{file}`");
    Some((Diagnostic::new(Code::BrokenLink, place.clone(), message), Some(Suggestion::File(file.to_owned(), spelling))))
}

/// What is wrong with a whole address, if it is that of a file of this site.
fn check_full_url(address: &str, place: &Place, publication: &Publication) -> Option<FoundProblem> {
    check_file(&publication.roots.file(address)?, Spelling::Whole, place, publication)
}

fn check_navigation(publication: &Publication, site: &SitePages, faults: &mut Vec<FoundProblem>) {
    for link in &publication.site.navigation {
        let to = link.to.value.as_str();
        let web = crate::urls::is_web_address(to);
        if web {
            faults.extend(check_full_url(to, &link.to.place, publication));
        } else if let Some(file) = file_linked(to) {
            faults.extend(check_file(&file, Spelling::Address, &link.to.place, publication));
        } else if !site.by_url.contains_key(to) && !site.has_named_page(to, publication) {
            let message = format!("`{to}` is no address or name of this site");
            let fault = Diagnostic::new(Code::BrokenLink, link.to.place.clone(), message);
            faults.push((fault, Some(Suggestion::Page(to.to_owned()))));
        }
    }
}

impl SitePages {
    /// Whether a name such as `page:join` stands for a page.
    fn has_named_page(&self, name: &str, publication: &Publication) -> bool {
        let (word, id) = name.split_once(':').unwrap_or(("", name));
        let kind = NameKind::WORDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind);
        let kind = kind.or_else(|| word.is_empty().then_some(NameKind::Part));
        let page = kind.and_then(|kind| kinds::find_named_page(kind, id, publication));
        page.is_some_and(|(page, _)| self.pages.contains(&page))
    }
}

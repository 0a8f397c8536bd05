//! Every link that stays on the site leads to a page, an anchor or a file that is there.

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use rayon::prelude::*;

use super::similar_files::{Spelling, near_file};
use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::file_tree::file_linked;
use crate::model::{Passage, Publication};
use crate::pages::kinds::{self, Route};
use crate::syntax::document::{Block, Inline, NameKind, Prose, Target};

/// So many addresses that lead nowhere are compared with those there are; to compare thousands with
/// thousands takes minutes.
const COMPARED: usize = 200;

/// A fault, and the address or file that was meant by it perhaps.
type Found = (Diagnostic, Option<Meant>);

enum Meant {
    Page(String),
    File(String, Spelling),
}

/// Checks the links of every text, in every language.
pub fn check(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    let site = Known::new(publication);
    let texts = publication.texts();
    let mut found: Vec<Found> = texts.into_par_iter().flat_map_iter(|prose| site.check(prose, publication)).collect();
    navigation(publication, &site, &mut found);
    publication.visit_texts(&mut |passage| {
        if let Passage::Address(address, Some(place)) = passage {
            found.extend(whole_address(&address.0, place, publication));
        }
    });
    found.sort_by(|(one, _), (two, _)| one.place.cmp(&two.place));
    let mut compared = 0;
    faults.extend(found.into_iter().map(|(mut fault, meant)| {
        compared += usize::from(meant.is_some());
        fault.help = match meant.filter(|_| compared <= COMPARED) {
            Some(Meant::Page(path)) => site.near(&path).map(|near| format!("Did you mean `{near}`?")),
            Some(Meant::File(file, spelling)) => {
                near_file(&file, spelling, publication).map(|near| format!("Did you mean `{near}`?"))
            }
            None => fault.help,
        };
        fault.help.get_or_insert_with(|| "Correct it, or add what it should lead to.".into());
        fault
    }));
}

/// The pages of the site by address, and the anchors of those that are asked for.
struct Known {
    routes: Vec<Route>,
    pages: HashMap<String, usize>,
    anchors: Vec<OnceLock<BTreeSet<String>>>,
}

impl Known {
    fn new(publication: &Publication) -> Self {
        let routes = kinds::routes(publication);
        let in_language = |lang| {
            routes.iter().enumerate().map(move |(at, route): (usize, &Route)| (route.address(lang, publication), at))
        };
        let pages = publication.languages.iter().flat_map(in_language).collect();
        let anchors = routes.iter().map(|_| OnceLock::new()).collect();
        Self { routes, pages, anchors }
    }

    fn anchors_of(&self, path: &str, publication: &Publication) -> Option<&BTreeSet<String>> {
        let at = *self.pages.get(path)?;
        Some(self.anchors[at].get_or_init(|| crate::pages::anchors::of_page(&self.routes[at], publication)))
    }

    /// The address that is most like this one; of several the first by the alphabet.
    fn near(&self, address: &str) -> Option<&str> {
        nearest(address, self.pages.keys().map(String::as_str))
    }

    /// What is wrong with the links, pictures and data blocks of one text.
    fn check(&self, prose: &Prose, publication: &Publication) -> Vec<Found> {
        let mut faults = Vec::new();
        if prose.asks {
            prose.each_block(&mut |block| {
                if let Block::Data { options, place, .. } = block {
                    blocks(options, place, publication, &mut faults);
                }
            });
        }
        let mut own = None;
        prose.each_inline(&mut |inline| match inline {
            Inline::Link(link) => {
                if let Target::Url { url } = &link.to {
                    if let Some(anchor) = url.strip_prefix('#') {
                        let known = own.get_or_insert_with(|| crate::pages::anchors::of_text(prose));
                        faults.extend(no_anchor(anchor, "this text", "heading ", known, &link.place));
                    } else {
                        faults.extend(self.look(url, &link.place, publication));
                    }
                }
            }
            Inline::Image(image) => {
                faults.extend(missing_file(&image.source, Spelling::Address, &image.place, publication));
            }
            _ => {}
        });
        faults
    }

    /// What is wrong with a link that leads to another page or file.
    fn look(&self, url: &str, place: &Place, publication: &Publication) -> Option<Found> {
        if crate::syntax::markdown::link_targets::scheme(url).is_some() {
            return whole_address(url, place, publication);
        }
        let path = url.split(['#', '?']).next().unwrap_or_default();
        if let Some(file) = file_linked(url) {
            return missing_file(&file, Spelling::Address, place, publication);
        }
        if !path.starts_with('/') {
            let message = format!("`{url}` does not say where on the site it leads");
            let fault = Diagnostic::new(Code::BrokenLink, place.clone(), message).help(
                "Link by name, as in `[[page:about]]`, or write the address from the site's root, as in `/dates/`.",
            );
            return Some((fault, None));
        }
        if !self.pages.contains_key(path) {
            let fault = Diagnostic::new(Code::BrokenLink, place.clone(), format!("there is no page at `{path}`"));
            return Some((fault, Some(Meant::Page(path.to_owned()))));
        }
        let (_, anchor) = url.split_once('#')?;
        no_anchor(anchor, &format!("the page `{path}`"), "", self.anchors_of(path, publication)?, place)
    }
}

/// Says that a page or text has no such anchor, unless it has.
fn no_anchor(anchor: &str, of: &str, what: &str, known: &BTreeSet<String>, place: &Place) -> Option<Found> {
    if known.contains(anchor) {
        return None;
    }
    let message = format!("{of} has no {what}`#{anchor}`");
    let mut fault = Diagnostic::new(Code::BrokenLink, place.clone(), message);
    let all = || known.iter().take(12).map(|own| format!("`#{own}`")).collect::<Vec<_>>().join(", ");
    fault.help = Some(match nearest(anchor, known.iter().map(String::as_str)) {
        Some(near) => format!("Did you mean `#{near}`?"),
        None if known.is_empty() => "Nothing there has an address of its own: link to the page alone.".into(),
        None => format!("There are: {}.", all()),
    });
    Some((fault, None))
}

/// The plan and the objective that a data block names are there.
fn blocks(options: &[(String, String)], place: &Place, publication: &Publication, faults: &mut Vec<Found>) {
    let option = |name: &str| options.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
    let plan = option("plan").map_or_else(|| publication.current_plan(), |id| publication.plan(id));
    let file = option("poster").map(crate::file_tree::file_named);
    let missing = file.and_then(|file| missing_file(file, Spelling::Path, place, publication));
    faults.extend(missing.or_else(|| whole_address(option("url")?, place, publication)));
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
        let known: Vec<&str> = plan.objectives.iter().map(|own| own.id.as_str()).collect();
        if !known.contains(&id) {
            dangling("objective", id, known);
        }
    }
}

/// What is wrong with a link to a file, if it is not there.
fn missing_file(file: &str, spelling: Spelling, place: &Place, publication: &Publication) -> Option<Found> {
    if publication.files.contains_key(file) {
        return None;
    }
    let message = format!("there is no file `content/files/{file}`");
    Some((Diagnostic::new(Code::BrokenLink, place.clone(), message), Some(Meant::File(file.to_owned(), spelling))))
}

/// What is wrong with a whole address, if it is that of a file of this site.
fn whole_address(address: &str, place: &Place, publication: &Publication) -> Option<Found> {
    missing_file(&publication.roots.file(address)?, Spelling::Whole, place, publication)
}

fn navigation(publication: &Publication, site: &Known, faults: &mut Vec<Found>) {
    for link in &publication.site.navigation {
        let to = link.to.value.as_str();
        let web = crate::urls::is_web_address(to);
        if web {
            faults.extend(whole_address(to, &link.to.place, publication));
        } else if let Some(file) = file_linked(to) {
            faults.extend(missing_file(&file, Spelling::Address, &link.to.place, publication));
        } else if !site.pages.contains_key(to) && !site.has(to, publication) {
            let message = format!("`{to}` is no address or name of this site");
            let fault = Diagnostic::new(Code::BrokenLink, link.to.place.clone(), message);
            faults.push((fault, Some(Meant::Page(to.to_owned()))));
        }
    }
}

impl Known {
    /// Whether a name such as `page:join` stands for a page.
    fn has(&self, name: &str, publication: &Publication) -> bool {
        let (word, id) = name.split_once(':').unwrap_or(("", name));
        let kind = NameKind::WORDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind);
        let kind = kind.or_else(|| word.is_empty().then_some(NameKind::Part));
        let route = kind.and_then(|kind| kinds::of_name(kind, id, publication));
        route.is_some_and(|(route, _)| self.routes.contains(&route))
    }
}

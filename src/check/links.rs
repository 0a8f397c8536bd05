//! Every link that stays on the site leads to a page, an anchor or a file that is there.

use std::collections::HashSet;

use rayon::prelude::*;

use crate::address::{self, Route};
use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::model::Publication;
use crate::prose::{Block, Inline, Prose, Target};

/// Checks the links of every text, in every language.
pub fn check(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    let routes = address::routes(publication);
    let pages = (publication.languages.iter())
        .flat_map(|lang| routes.iter().map(move |route| route.address(lang, publication)))
        .collect();
    let site = Known { pages };
    let texts = publication.texts();
    faults.par_extend(texts.into_par_iter().flat_map_iter(|prose| site.check(prose, publication)));
    navigation(publication, &site, faults);
}

struct Known {
    pages: HashSet<String>,
}

impl Known {
    /// The address that is most like this one; of several the first by the alphabet.
    fn near(&self, address: &str) -> Option<&str> {
        nearest(address, self.pages.iter().map(String::as_str))
    }

    /// What is wrong with the links, pictures and data blocks of one text.
    fn check(&self, prose: &Prose, publication: &Publication) -> Vec<Diagnostic> {
        let mut faults = Vec::new();
        if prose.asks {
            prose.each_block(&mut |block| {
                if let Block::Data { options, place, .. } = block {
                    blocks(options, place, publication, &mut faults);
                }
            });
        }
        prose.each_inline(&mut |inline| match inline {
            Inline::Link(link) => {
                if let Target::Url { url } = &link.to {
                    self.look(url, &link.place, prose, publication, &mut faults);
                }
            }
            Inline::Image(image) if !publication.files.contains_key(&image.source) => {
                faults.push(missing_file(&image.source, &image.place, publication));
            }
            _ => {}
        });
        faults
    }

    fn look(&self, url: &str, place: &Place, prose: &Prose, publication: &Publication, faults: &mut Vec<Diagnostic>) {
        if let Some(anchor) = url.strip_prefix('#') {
            let own = super::anchors::of_text(prose);
            if !own.contains(anchor) {
                let mut fault =
                    Diagnostic::new(Code::BrokenLink, place.clone(), format!("this text has no heading `#{anchor}`"));
                fault.help =
                    nearest(anchor, own.iter().map(String::as_str)).map(|near| format!("Did you mean `#{near}`?"));
                faults.push(fault);
            }
            return;
        }
        if crate::parse::markdown_link::scheme(url).is_some() {
            return;
        }
        let path = url.split(['#', '?']).next().unwrap_or_default();
        if let Some(file) = crate::tree::file_linked(url) {
            if !publication.files.contains_key(file) {
                faults.push(missing_file(file, place, publication));
            }
            return;
        }
        if !path.starts_with('/') {
            faults.push(
                Diagnostic::new(
                    Code::BrokenLink,
                    place.clone(),
                    format!("`{url}` does not say where on the site it leads"),
                )
                .help(
                    "Link by name, as in `[[page:about]]`, or write the address from the site's root, as in `/dates/`.",
                ),
            );
        } else if let Some(anchor) = url.split_once('#').map(|(_, anchor)| anchor).filter(|_| self.pages.contains(path))
        {
            let known = super::anchors::of_page(path, publication);
            if !known.contains(anchor) {
                let mut fault =
                    Diagnostic::new(Code::BrokenLink, place.clone(), format!("the page `{path}` has no `#{anchor}`"));
                fault.help =
                    nearest(anchor, known.iter().map(String::as_str)).map(|near| format!("Did you mean `#{near}`?"));
                faults.push(fault);
            }
        } else if !self.pages.contains(path) {
            let mut fault = Diagnostic::new(Code::BrokenLink, place.clone(), format!("there is no page at `{path}`"));
            fault.help = self.near(path).map(|near| format!("Did you mean `{near}`?"));
            faults.push(fault);
        }
    }
}

/// The plan and the objective that a data block names are there.
fn blocks(options: &[(String, String)], place: &Place, publication: &Publication, faults: &mut Vec<Diagnostic>) {
    let option = |name: &str| options.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
    let plan = option("plan").map_or_else(|| publication.current_plan(), |id| publication.plan(id));
    let mut dangling = |what: &str, id: &str, known: Vec<&str>| {
        let mut fault = Diagnostic::new(Code::Dangling, place.clone(), format!("there is no {what} `{id}`"));
        fault.help = nearest(id, known).map(|near| format!("Did you mean `{near}`?"));
        faults.push(fault);
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

fn missing_file(file: &str, place: &Place, publication: &Publication) -> Diagnostic {
    let mut fault =
        Diagnostic::new(Code::BrokenLink, place.clone(), format!("there is no file `content/files/{file}`"));
    fault.help =
        nearest(file, publication.files.keys().map(String::as_str)).map(|near| format!("Did you mean `files/{near}`?"));
    fault
}

fn navigation(publication: &Publication, site: &Known, faults: &mut Vec<Diagnostic>) {
    for link in &publication.site.navigation {
        let to = link.to.value.as_str();
        let web = to.starts_with("https://") || to.starts_with("http://");
        if !web && !site.pages.contains(to) && by_name(to, publication).is_none() {
            let mut fault = Diagnostic::new(
                Code::BrokenLink,
                link.to.place.clone(),
                format!("`{to}` is no address or name of this site"),
            );
            fault.help = site.near(to).map(|near| format!("Did you mean `{near}`?"));
            faults.push(fault);
        }
    }
}

/// The page that a name such as `page:join` stands for.
fn by_name(name: &str, publication: &Publication) -> Option<Route> {
    let (word, id) = name.split_once(':').unwrap_or(("", name));
    let kind = crate::prose::NameKind::WORDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind);
    let kind = kind.or_else(|| word.is_empty().then_some(crate::prose::NameKind::Part))?;
    let (route, _) = address::of_name(kind, id, publication)?;
    address::routes(publication).contains(&route).then_some(route)
}

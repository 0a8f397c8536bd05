//! Every link that stays on the site leads to a page, an anchor or a file that is there.

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::address::{self, Route};
use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::model::{Markdown, Publication, Story};
use crate::prose::{Inline, Prose, Target};

/// Checks the links of every text, in every language.
pub fn check(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    let mut site = Known::default();
    for lang in &publication.languages {
        for route in address::routes(publication) {
            site.pages.insert(route.address(lang, publication));
        }
    }
    let mut texts = Vec::new();
    collect(publication, &mut texts);
    faults.par_extend(texts.into_par_iter().flat_map_iter(|prose| site.check(prose, publication)));
    navigation(publication, &site, faults);
}

#[derive(Default)]
struct Known {
    pages: BTreeSet<String>,
}

impl Known {
    /// What is wrong with the links and pictures of one text.
    fn check(&self, prose: &Prose, publication: &Publication) -> Vec<Diagnostic> {
        let mut faults = Vec::new();
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
        let from_root = path.trim_start_matches("../").trim_start_matches("./").trim_start_matches('/');
        if let Some(file) = from_root.strip_prefix("files/") {
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
            fault.help =
                nearest(path, self.pages.iter().map(String::as_str)).map(|near| format!("Did you mean `{near}`?"));
            faults.push(fault);
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
            fault.help =
                nearest(to, site.pages.iter().map(String::as_str)).map(|near| format!("Did you mean `{near}`?"));
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

/// Every text of the publication that can hold links.
fn collect<'a>(publication: &'a Publication, texts: &mut Vec<&'a Prose>) {
    fn story<'a>(own: &'a Story, texts: &mut Vec<&'a Prose>) {
        texts.push(&own.source);
        texts.extend(own.translations.iter().map(|(_, prose)| prose));
    }
    fn markdown<'a>(own: &'a Markdown, texts: &mut Vec<&'a Prose>) {
        texts.push(&own.source);
        texts.extend(own.translations.iter().map(|(_, prose)| prose));
    }
    let site = &publication.site;
    site.notice.iter().chain(&site.organisation.about).for_each(|text| markdown(text, texts));
    for plan in &publication.plans {
        story(&plan.introduction, texts);
        story(&plan.guide, texts);
        let record = &plan.record;
        record.mission.iter().chain(&record.vision).for_each(|text| markdown(text, texts));
        record.themes.iter().chain(&record.values).for_each(|theme| markdown(&theme.text, texts));
        record.aims.iter().filter_map(|aim| aim.detail.as_ref()).for_each(|text| markdown(text, texts));
        for objective in &plan.objectives {
            story(&objective.story, texts);
            objective.record.aims.iter().filter_map(|aim| aim.detail.as_ref()).for_each(|text| markdown(text, texts));
            objective
                .actions
                .iter()
                .filter_map(|action| action.record.detail.as_ref())
                .for_each(|text| markdown(text, texts));
        }
    }
    publication.updates.iter().for_each(|own| story(&own.story, texts));
    for own in &publication.groups {
        story(&own.story, texts);
        own.record.purpose.iter().chain(&own.record.join).for_each(|text| markdown(text, texts));
    }
    for own in &publication.news {
        story(&own.story, texts);
        own.record.notes.iter().for_each(|text| markdown(text, texts));
    }
    for own in &publication.pages {
        story(&own.story, texts);
        own.record.notes.iter().for_each(|text| markdown(text, texts));
    }
}

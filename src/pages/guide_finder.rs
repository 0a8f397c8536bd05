//! The finder of guides: the local parties by area, and the guides of objectives and earlier plans.

use crate::model::{Publication, find_areas};
use crate::pages::guide_group::{self, find_site_contact, link_guide_groups};
use crate::pages::guide_parts::link_guide;
use crate::pages::kinds::PageId;
use crate::pages::local_plan::{link_local_plan, make_finder};
use crate::pages::page_context::{PageContent, Reader};
use crate::pages::page_kind::{Location, PageKind, answer_nothing, find_single_page, title_by_message};
use crate::pages::plan::make_objective_cards;
use crate::pages::search::{self, SearchGroup};
use crate::pages::view::{GuideArea, Guides, Link, SearchEntry, View, Words};
use crate::syntax::document::Prose;

pub(crate) struct GuideFinderPage;

impl PageKind for GuideFinderPage {
    answer_nothing!(subject, anchors, printed_forms, alternates, structured_data);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        find_single_page(PageId::GuideFinder, parent, publication)
    }

    fn exists(&self, publication: &Publication) -> bool {
        publication.plans.iter().any(|plan| !plan.objectives.is_empty())
    }

    fn url(&self, root: &str) -> String {
        format!("{root}guides/")
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(PageId::GuideFinder)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        guide_group::source_paths(publication)
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<PageContent> {
        let publication = reader.publication;
        let plan = publication.current_plan();
        let groups = link_guide_groups(reader, None);
        let earlier = publication.plans.iter().filter(|earlier| plan.is_none_or(|plan| plan.id != earlier.id));
        let view = Guides {
            plan: plan.map(|plan| reader.plan_link(plan)),
            whole: plan.and_then(|plan| link_guide(reader, plan)),
            objectives: plan
                .map(|plan| {
                    make_objective_cards(reader, plan)
                        .into_iter()
                        .map(|card| Link { words: card.link.words, address: card.guide.address })
                        .collect()
                })
                .unwrap_or_default(),
            ours: link_local_plan(reader),
            finder: make_finder(reader, &PageId::PartyGuides("~".into())),
            areas: if groups.is_empty() { group_by_area(reader) } else { Vec::new() },
            shelves: groups,
            earlier: earlier
                .filter(|plan| !plan.objectives.is_empty())
                .map(|plan| {
                    let title = reader.words(&plan.record.title);
                    let words = Words {
                        text: reader.say_with("site-guide-title", &[("title", &title.text)]),
                        lang: title.lang,
                    };
                    reader.link(&PageId::PlanGuide(plan.id.clone()), words)
                })
                .collect(),
            ask: find_site_contact(reader),
        };
        Some(title_by_message(reader, "site-guides", View::Guides(Box::new(view))))
    }

    fn search_entries(&self, group: SearchGroup, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        search::list_page(reader, group, &PageId::GuideFinder, "site-guides")
    }
}

/// The parties by the topmost area around theirs.
fn group_by_area(reader: &Reader<'_>) -> Vec<GuideArea> {
    let publication = reader.publication;
    let areas = &publication.site.areas;
    let mut groups: Vec<(Option<&str>, Vec<Link>)> = Vec::new();
    for (id, party) in &publication.parties {
        let top = party.area.as_ref().and_then(|area| {
            let mut enclosing = find_areas(&area.name, areas);
            enclosing.retain(|id| areas.get(*id).is_some_and(|area| area.within.is_none()));
            enclosing.into_iter().next()
        });
        let link = reader.link(&PageId::PartyGuides(id.clone()), reader.words(&party.name));
        match groups.iter_mut().find(|(area, _)| *area == top) {
            Some((_, links)) => links.push(link),
            None => groups.push((top, vec![link])),
        }
    }
    for (_, links) in &mut groups {
        links.sort_by(|a, b| reader.locale.compare(&a.words.text, &b.words.text));
    }
    (groups.into_iter())
        .map(|(area, parties)| GuideArea {
            name: area.and_then(|area| areas.get(area)).map(|area| reader.words(&area.name)),
            parties,
        })
        .collect()
}

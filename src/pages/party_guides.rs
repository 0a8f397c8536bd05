//! All guides of a local party, at a URL that does not change.

use crate::model::{Party, Publication, find_areas};
use crate::pages::guide_group;
use crate::pages::guide_parts::list_party_facts;
use crate::pages::kinds::PageId;
use crate::pages::page_context::{PageContent, Reader, Title};
use crate::pages::page_kind::{Location, PageKind, answer_nothing};
use crate::pages::search::{SearchGroup, make_entry};
use crate::pages::view::{PartyGuides, SearchEntry, View, Words};
use crate::syntax::document::Prose;

pub(crate) struct PartyGuidesPage<'a> {
    pub party: &'a str,
}

impl PageKind for PartyGuidesPage<'_> {
    answer_nothing!(subject, anchors, printed_forms, alternates, structured_data);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        if *parent != PageId::GuideFinder {
            return Vec::new();
        }
        publication.parties.keys().map(|party| PageId::PartyGuides(party.clone())).collect()
    }

    fn exists(&self, publication: &Publication) -> bool {
        publication.plans.iter().any(|plan| !plan.objectives.is_empty()) && publication.parties.contains_key(self.party)
    }

    fn url(&self, root: &str) -> String {
        format!("{root}guides/{}/", self.party)
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        Location::below(reader, &PageId::GuideFinder, "site-guides", PageId::GuideFinder)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        guide_group::source_paths(publication)
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<PageContent> {
        let publication = reader.publication;
        let party = publication.parties.get(self.party)?;
        let name = reader.words(&party.name);
        let current = publication.current_plan().filter(|plan| !plan.objectives.is_empty());
        let link = |plan: &crate::model::Plan| {
            let title = reader.words(&plan.record.title);
            let words =
                Words { text: reader.say_with("site-guide-title", &[("title", &title.text)]), lang: title.lang };
            reader.link(&PageId::PartyGuide(plan.id.clone(), self.party.to_owned()), words)
        };
        let others = publication
            .plans
            .iter()
            .filter(|plan| !plan.objectives.is_empty() && current.is_none_or(|current| current.id != plan.id));
        let view = PartyGuides {
            name: name.clone(),
            current: current.map(link),
            others: others.map(link).collect(),
            facts: list_party_facts(reader, party),
        };
        let about = Some(Words::own(reader.say_with("site-guides-of", &[("party", &name.text)])));
        Some((Title { words: name, about }, View::PartyGuides(view)))
    }

    fn search_entries(&self, group: SearchGroup, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        if group != SearchGroup::Guides {
            return Vec::new();
        }
        let publication = reader.publication;
        let Some(party) = publication.parties.get(self.party) else { return Vec::new() };
        let page = match publication.current_plan().filter(|plan| !plan.objectives.is_empty()) {
            Some(plan) => PageId::PartyGuide(plan.id.clone(), self.party.to_owned()),
            None => PageId::PartyGuides(self.party.to_owned()),
        };
        vec![SearchEntry {
            place: party.area.as_ref().and_then(|area| reader.areas(std::slice::from_ref(area)).pop()),
            more: list_areas(reader, party),
            weight: 110,
            ..make_entry(reader.what("site-guide"), reader.link(&page, reader.words(&party.name)))
        }]
    }
}

/// The names of the areas that a party lies in.
fn list_areas(reader: &Reader<'_>, party: &Party) -> Vec<String> {
    let areas = &reader.publication.site.areas;
    let ids = party.area.iter().flat_map(|area| find_areas(&area.name, areas));
    reader.letters(ids.filter_map(|id| areas.get(id)).map(|area| &area.name))
}

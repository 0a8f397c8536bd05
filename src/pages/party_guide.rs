//! The guide for one local party.

use crate::model::{Action, Lang, Publication};
use crate::pages::guide_parts::{
    self, add_support_and_dates, finish_guide, list_party_facts, make_section, start_guide,
};
use crate::pages::kinds::{Form, PageId};
use crate::pages::page_context::{PageContent, Reader};
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject, answer_nothing};
use crate::pages::structured_data::{Describer, Thing};
use crate::pages::view::{Link, MediaType, View, Words};
use crate::pages::{local_plan, objective, plan, plan_guide};
use crate::syntax::document::Prose;

pub(crate) struct PartyGuidePage<'a> {
    pub plan: &'a str,
    pub party: &'a str,
}

impl PageKind for PartyGuidePage<'_> {
    answer_nothing!(search_entries);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        let PageId::Plan(id) = parent else { return Vec::new() };
        if publication.plan(id).is_none_or(|plan| plan.objectives.is_empty()) {
            return Vec::new();
        }
        publication.parties.keys().map(|party| PageId::PartyGuide(id.clone(), party.clone())).collect()
    }

    fn exists(&self, publication: &Publication) -> bool {
        publication.plan(self.plan).is_some_and(|plan| !plan.objectives.is_empty())
            && publication.parties.contains_key(self.party)
    }

    fn url(&self, root: &str) -> String {
        format!("{root}{}/guide/{}/", self.plan, self.party)
    }

    fn subject<'p>(&self, publication: &'p Publication) -> Subject<'p> {
        Subject::of_plan(self.plan, publication)
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        let (Some(plan), Some(party)) = (publication.plan(self.plan), publication.parties.get(self.party)) else {
            return Anchors::default();
        };
        guide_parts::find_anchors(plan, &plan.objectives, |action| publication.is_for(action, party))
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        let plan = reader.publication.plan(self.plan).map(|plan| reader.plan_link(plan));
        let guide = reader.link(&PageId::PlanGuide(self.plan.to_owned()), Words::own(reader.say("site-guide")));
        Location { breadcrumbs: plan.into_iter().chain([guide]).collect(), section: PageId::GuideFinder }
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        let objectives = objective::source_paths(self.plan, publication);
        let paths = ["parties".to_owned(), plan::source_path(self.plan), plan_guide::source_path(self.plan)];
        paths.into_iter().chain(objectives).collect()
    }

    fn printed_forms(&self, lang: &Lang, publication: &Publication) -> &'static [Form] {
        let party = publication.parties.get(self.party);
        let languages = party.map_or(&[][..], |party| &party.languages);
        let is_wanted = languages.is_empty() || languages.iter().any(|wanted| wanted.value == *lang);
        if is_wanted { guide_parts::PRINTED_FORMS } else { &[] }
    }

    fn content(&self, reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Option<PageContent> {
        let publication = reader.publication;
        let plan = publication.plan(self.plan)?;
        let party = publication.parties.get(self.party)?;
        let page = PageId::PartyGuide(plan.id.clone(), self.party.to_owned());
        let name = reader.words(&party.name);
        let words = Words { text: reader.say_with("site-guide-for", &[("party", &name.text)]), lang: name.lang };
        let introduction = reader.story(&plan.guide, texts);
        let here = reader.address(&page);
        let chosen = |action: &Action| publication.is_for(action, party);
        let sections = plan
            .objectives
            .iter()
            .map(|objective| make_section(reader, plan, objective, &here, &chosen, texts))
            .collect();
        let mut guide = start_guide(reader, plan, &page, words, sections);
        guide.introduction = introduction;
        add_support_and_dates(reader, plan, &mut guide, &chosen, &|date| publication.reaches(&date.areas, party));
        guide.facts.extend(list_party_facts(reader, party));
        guide.ours = local_plan::link_from_guide(reader, plan, Some(self.party));
        guide.others = vec![
            reader.link(&PageId::PlanGuide(plan.id.clone()), Words::own(reader.say("site-guide-to-plan"))),
            reader.link(&PageId::PartyGuides(self.party.to_owned()), Words::own(reader.say("site-guides-of-party"))),
        ];
        Some(finish_guide(guide))
    }

    fn alternates<'v>(&self, view: &'v View) -> Vec<(MediaType, &'v Link)> {
        guide_parts::find_alternates(view)
    }

    fn structured_data(&self, describer: &Describer<'_>, _view: &View) -> Vec<Thing> {
        guide_parts::describe_guide(describer, self.plan)
    }
}

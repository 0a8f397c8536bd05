//! The guide for one local party.

use crate::model::{Lang, Publication};
use crate::pages::kinds::{Form, Route};
use crate::pages::page_context::Reader;
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject};
use crate::pages::view::Words;
use crate::pages::{guide_parts, objective, plan, plan_guide};

/// The guide for one party.
pub(crate) struct PartyGuidePage<'a> {
    pub plan: &'a str,
    pub party: &'a str,
}

impl PageKind for PartyGuidePage<'_> {
    fn pages_below(parent: &Route, publication: &Publication) -> Vec<Route> {
        let Route::Plan(id) = parent else { return Vec::new() };
        if publication.plan(id).is_none_or(|plan| plan.objectives.is_empty()) {
            return Vec::new();
        }
        publication.parties.keys().map(|party| Route::PartyGuide(id.clone(), party.clone())).collect()
    }

    fn exists(&self, publication: &Publication) -> bool {
        publication.plan(self.plan).is_some_and(|plan| !plan.objectives.is_empty())
            && publication.parties.contains_key(self.party)
    }

    fn url(&self, root: &str) -> String {
        format!("{root}{}/guide/{}/", self.plan, self.party)
    }

    fn subject<'p>(&self, publication: &'p Publication) -> Subject<'p> {
        plan::subject(self.plan, publication)
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        let (Some(plan), Some(party)) = (publication.plan(self.plan), publication.parties.get(self.party)) else {
            return Anchors::default();
        };
        guide_parts::find_anchors(plan, &plan.objectives, |action| publication.is_for(action, party))
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        let plan = reader.publication.plan(self.plan).map(|plan| reader.plan_link(plan));
        let guide = reader.link(&Route::PlanGuide(self.plan.to_owned()), Words::own(reader.say("site-guide")));
        Location { breadcrumbs: plan.into_iter().chain([guide]).collect(), section: Route::Guides }
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
}

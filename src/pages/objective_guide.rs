//! The guide for one objective.

use crate::model::{Lang, Publication};
use crate::pages::kinds::{Form, Route};
use crate::pages::objective::{self, also_actions};
use crate::pages::page_context::Reader;
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject};
use crate::pages::{guide_parts, plan, plan_guide};

/// The guide for one objective.
pub(crate) struct ObjectiveGuidePage<'a> {
    pub plan: &'a str,
    pub objective: &'a str,
}

impl PageKind for ObjectiveGuidePage<'_> {
    fn pages_below(parent: &Route, _publication: &Publication) -> Vec<Route> {
        let Route::Objective(plan, objective) = parent else { return Vec::new() };
        vec![Route::ObjectiveGuide(plan.clone(), objective.clone())]
    }

    fn exists(&self, publication: &Publication) -> bool {
        publication.objective(self.plan, self.objective).is_some()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}{}/{}/guide/", self.plan, self.objective)
    }

    fn subject<'p>(&self, publication: &'p Publication) -> Subject<'p> {
        plan::subject(self.plan, publication)
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        let Some(plan) = publication.plan(self.plan) else { return Anchors::default() };
        let Some(objective) = plan.objectives.iter().find(|objective| objective.id == self.objective) else {
            return Anchors::default();
        };
        let mut anchors = guide_parts::find_anchors(plan, [objective], |_| true);
        anchors
            .records
            .extend(also_actions(plan, objective).map(|(home, action)| guide_parts::anchor_action(home, action)));
        anchors
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        let publication = reader.publication;
        let plan = publication.plan(self.plan).map(|plan| reader.plan_link(plan));
        let objective = publication.objective(self.plan, self.objective);
        let objective = objective.map(|objective| reader.objective_link(self.plan, objective));
        Location { breadcrumbs: plan.into_iter().chain(objective).collect(), section: Route::Guides }
    }

    fn sources(&self, _publication: &Publication) -> Vec<String> {
        vec![plan_guide::source_path(self.plan), objective::source_path(self.plan, self.objective)]
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        guide_parts::PRINTED_FORMS
    }
}

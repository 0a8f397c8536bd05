//! The guide for one objective.

use crate::model::{Action, Lang, Publication};
use crate::pages::guide_parts::{
    self, finish_guide, list_contacts_to_ask, make_action_in_guide, make_section, start_guide,
};
use crate::pages::kinds::{Form, PageId};
use crate::pages::objective::{self, find_also_actions};
use crate::pages::page_context::{PageContent, Reader};
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject, answer_nothing};
use crate::pages::plan_guide;
use crate::pages::structured_data::{Describer, Thing};
use crate::pages::view::{Link, MediaType, View, Words};
use crate::syntax::document::Prose;

pub(crate) struct ObjectiveGuidePage<'a> {
    pub plan: &'a str,
    pub objective: &'a str,
}

impl PageKind for ObjectiveGuidePage<'_> {
    answer_nothing!(search_entries);

    fn pages_below(parent: &PageId, _publication: &Publication) -> Vec<PageId> {
        let PageId::Objective(plan, objective) = parent else { return Vec::new() };
        vec![PageId::ObjectiveGuide(plan.clone(), objective.clone())]
    }

    fn exists(&self, publication: &Publication) -> bool {
        publication.objective(self.plan, self.objective).is_some()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}{}/{}/guide/", self.plan, self.objective)
    }

    fn subject<'p>(&self, publication: &'p Publication) -> Subject<'p> {
        Subject::of_plan(self.plan, publication)
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        let Some(plan) = publication.plan(self.plan) else { return Anchors::default() };
        let Some(objective) = plan.objectives.iter().find(|objective| objective.id == self.objective) else {
            return Anchors::default();
        };
        let mut anchors = guide_parts::find_anchors(plan, [objective], |_| true);
        anchors
            .records
            .extend(find_also_actions(plan, objective).map(|(home, action)| guide_parts::anchor_action(home, action)));
        anchors
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        let publication = reader.publication;
        let plan = publication.plan(self.plan).map(|plan| reader.plan_link(plan));
        let objective = publication.objective(self.plan, self.objective);
        let objective = objective.map(|objective| reader.objective_link(self.plan, objective));
        Location { breadcrumbs: plan.into_iter().chain(objective).collect(), section: PageId::GuideFinder }
    }

    fn sources(&self, _publication: &Publication) -> Vec<String> {
        vec![plan_guide::source_path(self.plan), objective::source_path(self.plan, self.objective)]
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        guide_parts::PRINTED_FORMS
    }

    fn content(&self, reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Option<PageContent> {
        let plan = reader.publication.plan(self.plan)?;
        let objective = plan.objectives.iter().find(|objective| objective.id == self.objective)?;
        let page = PageId::ObjectiveGuide(plan.id.clone(), objective.id.clone());
        let title = reader.words(&objective.record.title);
        let words = Words { text: reader.say_with("site-guide-title", &[("title", &title.text)]), lang: title.lang };
        let introduction = reader.story(&plan.guide, texts);
        let here = reader.address(&page);
        let mut section = make_section(reader, plan, objective, &here, &|_| true, texts);
        section.also.clear();
        section.actions.extend(
            find_also_actions(plan, objective).map(|(home, other)| make_action_in_guide(reader, home, other, texts)),
        );
        if !section.actions.is_empty() {
            section.aims.clear();
        }
        let mut guide = start_guide(reader, plan, &page, words, vec![section]);
        guide.introduction = introduction;
        let serves = |action: &Action| {
            objective.actions.iter().any(|other| std::ptr::eq(&raw const other.record, action))
                || find_also_actions(plan, objective).any(|(_, other)| std::ptr::eq(&raw const other.record, action))
        };
        guide.asked = list_contacts_to_ask(reader, plan, &serves, &objective.record.support);
        guide.others =
            vec![reader.link(&PageId::PlanGuide(plan.id.clone()), Words::own(reader.say("site-guide-to-plan")))];
        Some(finish_guide(guide))
    }

    fn alternates<'v>(&self, view: &'v View) -> Vec<(MediaType, &'v Link)> {
        guide_parts::find_alternates(view)
    }

    fn structured_data(&self, describer: &Describer<'_>, _view: &View) -> Vec<Thing> {
        guide_parts::describe_guide(describer, self.plan)
    }
}

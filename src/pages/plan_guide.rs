//! A plan's guide for all local parties.

use crate::model::{Lang, Publication};
use crate::pages::guide_parts::{self, add_support_and_dates, finish_guide, make_sections, start_guide};
use crate::pages::kinds::{Form, PageId};
use crate::pages::page_context::{PageContent, Reader};
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject, answer_nothing};
use crate::pages::structured_data::{Describer, Thing};
use crate::pages::view::{Link, MediaType, View, Words};
use crate::pages::{local_plan, objective, plan};
use crate::syntax::document::Prose;

pub(crate) struct PlanGuidePage<'a> {
    pub plan: &'a str,
}

impl PageKind for PlanGuidePage<'_> {
    answer_nothing!(search_entries);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        let PageId::Plan(id) = parent else { return Vec::new() };
        let plan = publication.plan(id).filter(|plan| !plan.objectives.is_empty());
        plan.map(|plan| PageId::PlanGuide(plan.id.clone())).into_iter().collect()
    }

    fn exists(&self, publication: &Publication) -> bool {
        publication.plan(self.plan).is_some_and(|plan| !plan.objectives.is_empty())
    }

    fn url(&self, root: &str) -> String {
        format!("{root}{}/guide/", self.plan)
    }

    fn subject<'p>(&self, publication: &'p Publication) -> Subject<'p> {
        let guide = publication.plan(self.plan).map(|plan| &plan.record.guide);
        let changed = guide.and_then(|guide| guide.updated.as_ref().or(guide.published.as_ref()));
        Subject { changed, ..Subject::of_plan(self.plan, publication) }
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        let Some(plan) = publication.plan(self.plan) else { return Anchors::default() };
        guide_parts::find_anchors(plan, &plan.objectives, |_| true)
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        let plan = reader.publication.plan(self.plan);
        let breadcrumbs = plan.map(|plan| reader.plan_link(plan)).into_iter().collect();
        Location { breadcrumbs, section: PageId::GuideFinder }
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        let objectives = objective::source_paths(self.plan, publication);
        [plan::source_path(self.plan), source_path(self.plan)].into_iter().chain(objectives).collect()
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        guide_parts::PRINTED_FORMS
    }

    fn content(&self, reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Option<PageContent> {
        let plan = reader.publication.plan(self.plan)?;
        let page = PageId::PlanGuide(plan.id.clone());
        let title = reader.words(&plan.record.title);
        let words = Words { text: reader.say_with("site-guide-title", &[("title", &title.text)]), lang: title.lang };
        let introduction = reader.story(&plan.guide, texts);
        let here = reader.address(&page);
        let sections = make_sections(reader, plan, &here, texts);
        let mut guide = start_guide(reader, plan, &page, words, sections);
        guide.introduction = introduction;
        guide.ours = local_plan::link_from_guide(reader, plan, None);
        add_support_and_dates(reader, plan, &mut guide, &|_| true, &|_| true);
        guide.others = vec![reader.link(&PageId::GuideFinder, Words::own(reader.say("site-guides-for-parties")))];
        Some(finish_guide(guide))
    }

    fn alternates<'v>(&self, view: &'v View) -> Vec<(MediaType, &'v Link)> {
        guide_parts::find_alternates(view)
    }

    fn structured_data(&self, describer: &Describer<'_>, _view: &View) -> Vec<Thing> {
        guide_parts::describe_guide(describer, self.plan)
    }
}

/// The path of the text of a plan's guides.
pub fn source_path(plan: &str) -> String {
    format!("plans/{plan}/guide")
}

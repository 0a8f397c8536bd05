//! The list of all plans.

use crate::model::Publication;
use crate::pages::components::date_status::standing;
use crate::pages::kinds::PageId;
use crate::pages::page_context::{PageContent, Reader};
use crate::pages::page_kind::{Location, PageKind, answer_nothing, find_single_page, title_by_message};
use crate::pages::plan;
use crate::pages::search::{self, SearchGroup};
use crate::pages::view::{PlanCard, Plans, SearchEntry, View};
use crate::syntax::document::Prose;

pub(crate) struct PlansPage;

impl PageKind for PlansPage {
    answer_nothing!(subject, anchors, printed_forms, alternates, structured_data);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        find_single_page(PageId::Plans, parent, publication)
    }

    fn exists(&self, publication: &Publication) -> bool {
        !publication.plans.is_empty()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}plans/")
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(PageId::Plans)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        publication.plans.iter().map(|plan| plan::source_path(&plan.id)).collect()
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<PageContent> {
        let plans = (reader.publication.plans.iter())
            .map(|plan| PlanCard {
                link: reader.plan_link(plan),
                standing: standing(reader, plan),
                summary: reader.maybe(plan.record.summary.as_ref()),
            })
            .collect();
        Some(title_by_message(reader, "site-plans", View::Plans(Plans { plans })))
    }

    fn search_entries(&self, group: SearchGroup, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        search::list_page(reader, group, &PageId::Plans, "site-plans")
    }
}

//! The list of objectives that are followed across plans.

use crate::model::Publication;
use crate::pages::kinds::PageId;
use crate::pages::objective;
use crate::pages::page_context::{PageContent, Reader};
use crate::pages::page_kind::{Location, PageKind, answer_nothing, find_single_page, title_by_message};
use crate::pages::search::{self, SearchGroup};
use crate::pages::view::{LineageCard, Lineages, SearchEntry, Value, View, Words};
use crate::syntax::document::Prose;

pub(crate) struct LineagesPage;

impl PageKind for LineagesPage {
    answer_nothing!(subject, anchors, printed_forms, alternates, structured_data);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        find_single_page(PageId::Lineages, parent, publication)
    }

    fn exists(&self, publication: &Publication) -> bool {
        !publication.lineages.is_empty()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}objectives/")
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(PageId::Lineages)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        publication.plans.iter().flat_map(|plan| objective::source_paths(&plan.id, publication)).collect()
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<PageContent> {
        let publication = reader.publication;
        let card = |lineage: &crate::model::Lineage| {
            let (plan, id) = lineage.members.first()?;
            let latest = publication.objective(plan, id)?;
            let plans = lineage.members.iter().filter_map(|(plan, id)| {
                let home = publication.plan(plan)?;
                let objective = publication.objective(plan, id)?;
                let label = reader.objective_label(home, objective.number);
                let title = reader.words(&home.record.title);
                let text = reader.say_with("site-part-in-plan", &[("part", &label.text), ("plan", &title.text)]);
                let address = reader.address(&PageId::Objective(plan.clone(), id.clone()));
                Some(Value { words: Words { text, lang: title.lang.or(label.lang) }, address: Some(address) })
            });
            let link = reader.link(&PageId::Lineage(lineage.id.clone()), reader.words(&latest.record.title));
            Some(LineageCard { link, plans: plans.collect() })
        };
        let lineages = publication.lineages.iter().filter_map(card).collect();
        Some(title_by_message(reader, "site-lineages", View::Lineages(Lineages { lineages })))
    }

    fn search_entries(&self, group: SearchGroup, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        search::list_page(reader, group, &PageId::Lineages, "site-lineages")
    }
}

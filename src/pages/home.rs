//! The home page: the current plan at a glance.

use crate::model::Publication;
use crate::pages::components::date_status::{banner, days, standing};
use crate::pages::components::objectives_diagram;
use crate::pages::guide_parts::link_guide;
use crate::pages::kinds::PageId;
use crate::pages::news_item::make_news_card;
use crate::pages::page_context::{PageContent, Reader, Title};
use crate::pages::page_kind::{Location, PageKind, answer_nothing};
use crate::pages::plan::{self, make_objective_cards};
use crate::pages::structured_data::{Describer, Thing};
use crate::pages::view::{Card, Home, Link, View, Words};
use crate::syntax::document::Prose;

/// How many dates and news items the home page shows.
const FEW: usize = 4;
/// How many pages the home page lists.
const PAGES: usize = 24;

pub(crate) struct HomePage;

impl PageKind for HomePage {
    answer_nothing!(subject, anchors, printed_forms, alternates, search_entries);

    fn pages_below(_parent: &PageId, _publication: &Publication) -> Vec<PageId> {
        Vec::new()
    }

    fn exists(&self, _publication: &Publication) -> bool {
        true
    }

    fn url(&self, root: &str) -> String {
        root.to_owned()
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(PageId::Home)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        let plan = publication.current_plan().map(|plan| plan::source_path(&plan.id));
        std::iter::once("site".to_owned()).chain(plan).collect()
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<PageContent> {
        let publication = reader.publication;
        let plan = publication.current_plan();
        let name = reader.words(&publication.site.organisation.name);
        let title = plan.map_or_else(|| name.clone(), |plan| reader.words(&plan.record.title));
        let objectives = plan.map(|plan| make_objective_cards(reader, plan)).unwrap_or_default();
        let many = f64::from(u32::try_from(objectives.len()).unwrap_or(u32::MAX));
        let cross = plan.filter(|plan| !plan.record.aims.is_empty()).map(|plan| Link {
            address: format!("{}#_cross-cutting", reader.address(&PageId::Plan(plan.id.clone()))),
            words: Words::own(reader.count("site-cross-aims", plan.record.aims.len())),
        });
        let coming: Vec<_> = (publication.dates.iter())
            .filter(|date| days(date).1.is_some_and(|day| day >= publication.today))
            .take(FEW)
            .collect();
        let home = Home {
            summary: plan.and_then(|plan| reader.maybe(plan.record.summary.as_ref())),
            banner: plan.and_then(|plan| banner(reader, plan)),
            period: plan.and_then(|plan| standing(reader, plan)),
            plan: plan
                .map(|plan| reader.link(&PageId::Plan(plan.id.clone()), Words::own(reader.say("site-read-the-plan")))),
            guide: plan
                .and_then(|plan| link_guide(reader, plan))
                .map(|_| reader.link(&PageId::GuideFinder, Words::own(reader.say("site-what-you-can-do-near-you")))),
            objectives_title: reader.form(
                plan.and_then(|plan| plan.record.words.objective.as_ref()),
                "objectives",
                many,
            ),
            diagram: objectives_diagram::draw_objectives(&title, &objectives),
            objectives,
            cross_aims: cross,
            dates_title: reader.say("site-next-dates"),
            dates: coming.iter().map(|date| reader.date_view(date)).collect(),
            dates_link: (!publication.dates.is_empty())
                .then(|| reader.link(&PageId::Dates, Words::own(reader.say("site-all-dates")))),
            news: publication.news.iter().take(FEW).map(|item| make_news_card(reader, item)).collect(),
            news_link: (publication.news.len() > FEW)
                .then(|| reader.link(&PageId::NewsIndex, Words::own(reader.say("site-all-news")))),
            pages: (publication.pages.iter().take(PAGES))
                .map(|page| Card {
                    link: reader.link(&PageId::TextPage(page.id.clone()), reader.words(&page.record.title)),
                    meta: Vec::new(),
                    about: reader.maybe(page.record.summary.as_ref()),
                })
                .collect(),
            title: title.clone(),
        };
        Some((Title { words: title, about: home.summary.clone() }, View::Home(Box::new(home))))
    }

    fn structured_data(&self, describer: &Describer<'_>, _view: &View) -> Vec<Thing> {
        vec![describer.describe_site()]
    }
}

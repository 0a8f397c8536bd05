//! What pages show, as plain data: ready to be read out, in one language.

mod guide;
mod guide_finder;
mod parts;
mod plan;
mod progress;
mod search;
mod supporting;

use std::sync::Arc;

use serde::Serialize;

pub use guide::*;
pub use guide_finder::*;
pub use parts::*;
pub use plan::*;
pub use progress::*;
pub use search::*;
pub use supporting::*;

/// What one kind of page shows.
#[derive(Debug, Serialize)]
#[serde(untagged)]
#[allow(missing_docs, reason = "each variant is named after the page it is")]
pub enum View {
    Home(Box<Home>),
    Plans(Plans),
    Plan(Box<PlanView>),
    Progress(Box<Progress>),
    Objective(Box<ObjectiveView>),
    Guide(Arc<Guide>),
    Guides(Box<Guides>),
    Shelf(ShelfView),
    PartyGuides(PartyGuides),
    OurPlan(Box<OurPlan>),
    Lineages(Lineages),
    Lineage(LineageView),
    Updates(Cards),
    Update(Box<UpdateView>),
    Groups(Cards),
    Group(Box<GroupView>),
    NewsIndex(Cards),
    News(Box<Article>),
    Dates(Dates),
    Contacts(Contacts),
    Resources(Resources),
    Glossary(GlossaryView),
    Page(Box<Article>),
    Search(Search),
    NotFound(NotFound),
    Moved(Moved),
    Gone(Gone),
}

impl View {
    /// The template that shows it.
    #[must_use]
    pub fn template(&self) -> &'static str {
        match self {
            Self::Home(_) => "home.html",
            Self::Plans(_) => "plans.html",
            Self::Plan(_) => "plan.html",
            Self::Progress(_) => "progress.html",
            Self::Objective(_) => "objective.html",
            Self::Guide(_) => "guide.html",
            Self::Guides(_) => "guides.html",
            Self::Shelf(_) => "shelf.html",
            Self::PartyGuides(_) => "party-guides.html",
            Self::OurPlan(_) => "our-plan.html",
            Self::Lineages(_) => "lineages.html",
            Self::Lineage(_) => "lineage.html",
            Self::Updates(_) => "updates.html",
            Self::Update(_) => "update.html",
            Self::Groups(_) => "groups.html",
            Self::Group(_) => "group.html",
            Self::NewsIndex(_) => "news-index.html",
            Self::News(_) => "news.html",
            Self::Dates(_) => "dates.html",
            Self::Contacts(_) => "contacts.html",
            Self::Resources(_) => "resources.html",
            Self::Glossary(_) => "glossary.html",
            Self::Page(_) => "page.html",
            Self::Search(_) => "search.html",
            Self::NotFound(_) => "404.html",
            Self::Moved(_) => "moved.html",
            Self::Gone(_) => "gone.html",
        }
    }
}

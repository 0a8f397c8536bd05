//! The kinds of page, and the URLs and anchors of pages as functions of names; titles take no part.

use crate::model::{Edition, Lang, Name, Plan, Publication};
use crate::pages::guide_group::GuideGroup;
use crate::pages::page_context::{PageContent, Reader};
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject};
use crate::pages::search::SearchGroup;
use crate::pages::structured_data::{Describer, Thing};
use crate::pages::view::{Head, Link, MediaType, SearchEntry, View};
use crate::syntax::document::{NameKind, Prose};

pub use crate::urls::file;
pub use crate::urls::links::Links;

/// Lists the kinds of page, and asks each page what its kind says.
macro_rules! page_kinds {
    ($($(#[doc = $doc:literal])+ $kind:ident$(($($part:ident: $type:ty),+))? => $file:ident::$page:ident,)+) => {
        /// A page of the site, in no language yet.
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum PageId {
            $($(#[doc = $doc])+ $kind$(($($type),+))?,)+
        }

        impl PageId {
            /// Asks the page's kind.
            fn ask<A>(&self, question: impl FnOnce(&dyn PageKind) -> A) -> A {
                match self {
                    $(Self::$kind$(($($part),+))? => question(&crate::pages::$file::$page { $($($part),+)? }),)+
                }
            }

            /// The pages that stand directly below this one.
            fn pages_below(&self, publication: &Publication) -> Vec<Self> {
                let kinds: &[fn(&Self, &Publication) -> Vec<Self>] =
                    &[$(<crate::pages::$file::$page as PageKind>::pages_below),+];
                kinds.iter().flat_map(|find| find(self, publication)).collect()
            }
        }
    };
}

page_kinds! {
    /// The current plan at a glance.
    Home => home::HomePage,
    /// The search.
    Search => search_page::SearchPage,
    /// What stands where nothing is.
    NotFound => not_found::NotFoundPage,
    /// All plans.
    Plans => plans::PlansPage,
    /// A plan.
    Plan(plan: String) => plan::PlanPage,
    /// How a plan is going.
    Progress(plan: String) => progress::ProgressPage,
    /// A plan's guide for all local parties.
    PlanGuide(plan: String) => plan_guide::PlanGuidePage,
    /// An objective, by plan and id.
    Objective(plan: String, objective: String) => objective::ObjectivePage,
    /// The guide for one objective, by plan and id.
    ObjectiveGuide(plan: String, objective: String) => objective_guide::ObjectiveGuidePage,
    /// The guide for one party, by plan and party.
    PartyGuide(plan: String, party: String) => party_guide::PartyGuidePage,
    /// The finder of guides.
    GuideFinder => guide_finder::GuideFinderPage,
    /// Some of the parties, where the finder has too many for one page.
    GuideGroup(group: GuideGroup) => guide_group::GuideGroupPage,
    /// The lasting address that leads to a party's current guide.
    PartyGuides(party: String) => party_guides::PartyGuidesPage,
    /// The sheet on which a party makes the current plan its own.
    LocalPlan => local_plan::LocalPlanPage,
    /// All lineages.
    Lineages => lineages::LineagesPage,
    /// A lineage.
    Lineage(lineage: String) => lineage::LineagePage,
    /// All updates.
    Updates => updates::UpdatesPage,
    /// An update.
    Update(update: String) => update::UpdatePage,
    /// All groups.
    Groups => groups::GroupsPage,
    /// A group.
    Group(group: String) => group::GroupPage,
    /// All news.
    NewsIndex => news_index::NewsIndexPage,
    /// A news item.
    NewsItem(item: String) => news_item::NewsItemPage,
    /// Key dates.
    Dates => dates::DatesPage,
    /// Contacts.
    Contacts => contacts::ContactsPage,
    /// Resources.
    Resources => resources::ResourcesPage,
    /// The glossary.
    Glossary => glossary::GlossaryPage,
    /// A page.
    TextPage(page: String) => text_page::TextPage,
}

impl PageId {
    /// The URL in a language, from the site's root: `/cy/2025-27/`.
    #[must_use]
    pub fn address(&self, lang: &Lang, publication: &Publication) -> String {
        self.ask(|page| page.url(&root(lang, publication)))
    }

    /// Whether the publication has this page.
    pub(crate) fn exists(&self, publication: &Publication) -> bool {
        self.ask(|page| page.exists(publication))
    }

    /// What the page is about.
    pub(crate) fn subject<'p>(&self, publication: &'p Publication) -> Subject<'p> {
        self.ask(|page| page.subject(publication))
    }

    /// The places on the page that content can link to.
    pub(crate) fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        self.ask(|page| page.anchors(publication))
    }

    /// Where the page stands among the others.
    pub(crate) fn location(&self, reader: &Reader<'_>) -> Location {
        self.ask(|page| page.location(reader))
    }

    /// The paths of the content that the page shows, below `content/` and without their endings.
    pub(crate) fn sources(&self, publication: &Publication) -> Vec<String> {
        self.ask(|page| page.sources(publication))
    }

    /// The title and the view of the page, with its texts beside them.
    pub(crate) fn content(&self, reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Option<PageContent> {
        self.ask(|page| page.content(reader, texts))
    }

    /// The links in the page's view that lead to the same in other formats.
    pub(crate) fn alternates<'v>(&self, view: &'v View) -> Vec<(MediaType, &'v Link)> {
        self.ask(|page| page.alternates(view))
    }

    /// What the search finds on the page for one of its groups.
    pub(crate) fn search_entries(
        &self,
        group: SearchGroup,
        reader: &Reader<'_>,
        texts: &mut Vec<Prose>,
    ) -> Vec<SearchEntry> {
        self.ask(|page| page.search_entries(group, reader, texts))
    }

    /// What the page shows, in the words of schema.org.
    pub(crate) fn structured_data(&self, reader: &Reader<'_>, head: &Head, view: &View) -> Vec<Thing> {
        self.ask(|page| page.structured_data(&Describer { reader, page: self, head }, view))
    }
}

/// A form in which something is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// A guide on A4.
    Standard,
    /// A guide in large print.
    Large,
    /// A guide on two sides.
    Short,
    /// A whole plan.
    Plan,
    /// The picture that stands for a plan where somebody shares a page of it.
    Share,
}

impl Form {
    /// Its name: that of the file and the template without their endings, and a message's key.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard => "guide",
            Self::Large => "guide-large",
            Self::Short => "guide-short",
            Self::Plan => "plan",
            Self::Share => "share",
        }
    }

    /// Whether it is a document for paper, and not a picture for screens.
    #[must_use]
    pub fn is_paper(self) -> bool {
        self != Self::Share
    }
}

/// The forms in which a page is printed in a language, each with its URL; none where the language has
/// no words for it, or where the program prints nothing.
#[must_use]
pub fn find_printed_forms(page: &PageId, lang: &Lang, publication: &Publication) -> Vec<(Form, String)> {
    if !cfg!(feature = "pdf") || !is_in_language(page, lang, publication) {
        return Vec::new();
    }
    let folder = page.address(lang, publication);
    let forms = page.ask(|page| page.printed_forms(lang, publication));
    forms.iter().map(|form| (*form, format!("{folder}{}.pdf", form.name()))).collect()
}

/// The picture of a plan in a language; none where the language has no words for the plan, in an
/// edition that is not for everybody to share, or where the program prints nothing.
#[must_use]
pub fn find_share_picture(plan: &Plan, lang: &Lang, publication: &Publication) -> Option<String> {
    let page = PageId::Plan(plan.id.clone());
    let made =
        cfg!(feature = "pdf") && publication.edition == Edition::Public && is_in_language(&page, lang, publication);
    made.then(|| format!("{}{}.png", page.address(lang, publication), Form::Share.name()))
}

/// The root of a language: `/` or `/cy/`.
#[must_use]
pub fn root(lang: &Lang, publication: &Publication) -> String {
    if lang == publication.source_language() { "/".into() } else { format!("/{lang}/") }
}

/// Every page of the site, each before those below it.
#[must_use]
pub fn find_pages(publication: &Publication) -> Vec<PageId> {
    fn add(page: PageId, pages: &mut Vec<PageId>, publication: &Publication) {
        let below = page.pages_below(publication);
        pages.push(page);
        for page in below {
            add(page, pages, publication);
        }
    }
    let mut pages = Vec::new();
    add(PageId::Home, &mut pages, publication);
    pages
}

/// Whether a page is in a language, or only shows the sources' words there for want of a
/// translation. Pages that list are in every language; others are where their title is.
#[must_use]
pub fn is_in_language(page: &PageId, lang: &Lang, publication: &Publication) -> bool {
    let title = || page.subject(publication).title;
    lang == publication.source_language() || title().is_none_or(|title| title.in_language(lang).is_some())
}

/// The page and anchor where something named stands.
#[must_use]
pub fn find_named_page(kind: NameKind, name: &str, publication: &Publication) -> Option<(PageId, Option<String>)> {
    let page = |page: PageId| Some((page, None));
    let anchored = |page: PageId| Some((page, Some(name.to_owned())));
    match kind {
        NameKind::Part => find_part_page(&Name::read(name)?, publication),
        NameKind::Page => page(PageId::TextPage(name.into())),
        NameKind::News => page(PageId::NewsItem(name.into())),
        NameKind::Group => page(PageId::Group(name.into())),
        NameKind::Update => page(PageId::Update(name.into())),
        NameKind::Plan => page(PageId::Plan(name.into())),
        NameKind::Party => page(PageId::PartyGuides(name.into())),
        NameKind::Contact => anchored(PageId::Contacts),
        NameKind::Date => anchored(PageId::Dates),
        NameKind::Resource => anchored(PageId::Resources),
        NameKind::Glossary => anchored(PageId::Glossary),
    }
}

fn find_part_page(name: &Name, publication: &Publication) -> Option<(PageId, Option<String>)> {
    let plan = publication.plan(&name.plan)?;
    if name.item.is_none() && plan.record.aims.iter().any(|aim| aim.id.name == name.part) {
        return Some((PageId::Plan(name.plan.clone()), Some(name.part.clone())));
    }
    Some((PageId::Objective(name.plan.clone(), name.part.clone()), name.item.clone()))
}

/// An address with its anchor.
#[must_use]
pub fn link(page: &PageId, anchor: Option<&str>, lang: &Lang, publication: &Publication) -> String {
    let address = page.address(lang, publication);
    anchor.map_or_else(|| address.clone(), |anchor| format!("{address}#{anchor}"))
}

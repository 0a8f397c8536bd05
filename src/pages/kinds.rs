//! Every address and anchor, as a pure function of names; titles take no part.

use crate::model::{Edition, Lang, Name, Plan, Publication};
use crate::pages::guide_groups::Shelf;
use crate::syntax::document::NameKind;

pub use crate::urls::file;
pub use crate::urls::links::Links;

/// A page of the site, in no language yet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Route {
    /// The current plan at a glance.
    Home,
    /// All plans.
    Plans,
    /// A plan.
    Plan(String),
    /// How a plan is going.
    Progress(String),
    /// An objective, by plan and id.
    Objective(String, String),
    /// A plan's guide for all local parties.
    PlanGuide(String),
    /// The guide for one objective, by plan and id.
    ObjectiveGuide(String, String),
    /// The guide for one party, by plan and party.
    PartyGuide(String, String),
    /// The finder of guides.
    Guides,
    /// Some of the parties, where the finder has too many for one page.
    Shelf(Shelf),
    /// The lasting address that leads to a party's current guide.
    PartyGuides(String),
    /// The sheet on which a party makes the current plan its own.
    OurPlan,
    /// All lineages.
    Lineages,
    /// A lineage.
    Lineage(String),
    /// All updates.
    Updates,
    /// An update.
    Update(String),
    /// All groups.
    Groups,
    /// A group.
    Group(String),
    /// All news.
    NewsIndex,
    /// A news item.
    News(String),
    /// Key dates.
    Dates,
    /// Contacts.
    Contacts,
    /// Resources.
    Resources,
    /// The glossary.
    Glossary,
    /// A page.
    Page(String),
    /// The search.
    Search,
    /// What stands where nothing is.
    NotFound,
}

impl Route {
    /// The address below a language's root, `2025-27/elect/`.
    fn path(&self) -> String {
        match self {
            Self::Home => String::new(),
            Self::Plans => "plans/".into(),
            Self::Plan(plan) => format!("{plan}/"),
            Self::Progress(plan) => format!("{plan}/progress/"),
            Self::Objective(plan, id) => format!("{plan}/{id}/"),
            Self::PlanGuide(plan) => format!("{plan}/guide/"),
            Self::ObjectiveGuide(plan, id) => format!("{plan}/{id}/guide/"),
            Self::PartyGuide(plan, party) => format!("{plan}/guide/{party}/"),
            Self::Guides => "guides/".into(),
            Self::Shelf(shelf) => format!("guides/{}", shelf.file_name()),
            Self::PartyGuides(party) => format!("guides/{party}/"),
            Self::OurPlan => "our-plan/".into(),
            Self::Lineages => "objectives/".into(),
            Self::Lineage(id) => format!("objectives/{id}/"),
            Self::Updates => "updates/".into(),
            Self::Update(id) => format!("updates/{id}/"),
            Self::Groups => "groups/".into(),
            Self::Group(id) => format!("groups/{id}/"),
            Self::NewsIndex => "news/".into(),
            Self::News(id) => format!("news/{id}/"),
            Self::Dates => "dates/".into(),
            Self::Contacts => "contacts/".into(),
            Self::Resources => "resources/".into(),
            Self::Glossary => "glossary/".into(),
            Self::Page(id) => format!("{id}/"),
            Self::Search => "search/".into(),
            Self::NotFound => "404.html".into(),
        }
    }

    /// The address in a language, from the site's root: `/cy/2025-27/`.
    #[must_use]
    pub fn address(&self, lang: &Lang, publication: &Publication) -> String {
        if *self == Self::NotFound {
            return "/404.html".into();
        }
        format!("{}{}", root(lang, publication), self.path())
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

/// The forms in which what stands at a route is printed in a language, each with its address;
/// none where the language has no words for it, or where the program prints nothing.
#[must_use]
pub fn printed(route: &Route, lang: &Lang, publication: &Publication) -> Vec<(Form, String)> {
    let guide = &[Form::Standard, Form::Large, Form::Short][..];
    let forms = match route {
        Route::Plan(plan) if publication.plan(plan).is_some_and(is_printed) => &[Form::Plan],
        Route::PlanGuide(_) | Route::ObjectiveGuide(..) => guide,
        Route::PartyGuide(_, party) => {
            let wanted = publication.parties.get(party).map_or(&[][..], |party| &party.languages);
            if wanted.is_empty() || wanted.iter().any(|own| own.value == *lang) { guide } else { &[] }
        }
        _ => &[],
    };
    if !cfg!(feature = "pdf") || !speaks(route, lang, publication) {
        return Vec::new();
    }
    let folder = route.address(lang, publication);
    forms.iter().map(|form| (*form, format!("{folder}{}.pdf", form.name()))).collect()
}

/// The picture of a plan in a language; none where the language has no words for the plan, in an
/// edition that is not for everybody to share, or where the program prints nothing.
#[must_use]
pub fn picture(plan: &Plan, lang: &Lang, publication: &Publication) -> Option<String> {
    let route = Route::Plan(plan.id.clone());
    let made = cfg!(feature = "pdf") && publication.edition == Edition::Public && speaks(&route, lang, publication);
    made.then(|| format!("{}{}.png", route.address(lang, publication), Form::Share.name()))
}

/// Whether there is enough of a plan to print: its objectives, or how it is consulted on.
fn is_printed(plan: &Plan) -> bool {
    !plan.objectives.is_empty() || plan.record.consultation.is_some()
}

/// The root of a language: `/` or `/cy/`.
#[must_use]
pub fn root(lang: &Lang, publication: &Publication) -> String {
    if lang == publication.source_language() { "/".into() } else { format!("/{lang}/") }
}

/// Every page of the site, in no language yet; indexes of what there is none of are left out.
#[must_use]
pub fn routes(publication: &Publication) -> Vec<Route> {
    let mut routes = vec![Route::Home, Route::Search, Route::NotFound];
    let any = |routes: &mut Vec<Route>, there: bool, route: Route| {
        if there {
            routes.push(route);
        }
    };
    any(&mut routes, !publication.plans.is_empty(), Route::Plans);
    for plan in &publication.plans {
        let id = || plan.id.clone();
        routes.push(Route::Plan(id()));
        if plan.objectives.is_empty() {
            continue;
        }
        routes.push(Route::Progress(id()));
        routes.push(Route::PlanGuide(id()));
        for objective in &plan.objectives {
            routes.push(Route::Objective(id(), objective.id.clone()));
            routes.push(Route::ObjectiveGuide(id(), objective.id.clone()));
        }
        routes.extend(publication.parties.keys().map(|party| Route::PartyGuide(id(), party.clone())));
    }
    let guided = publication.plans.iter().any(|plan| !plan.objectives.is_empty());
    any(&mut routes, guided, Route::Guides);
    if guided {
        routes.extend(crate::pages::guide_groups::shelves(publication).into_keys().map(Route::Shelf));
        routes.extend(publication.parties.keys().map(|party| Route::PartyGuides(party.clone())));
    }
    any(&mut routes, ours(publication).is_some(), Route::OurPlan);
    any(&mut routes, !publication.lineages.is_empty(), Route::Lineages);
    routes.extend(publication.lineages.iter().map(|lineage| Route::Lineage(lineage.id.clone())));
    any(&mut routes, !publication.updates.is_empty(), Route::Updates);
    routes.extend(publication.updates.iter().map(|update| Route::Update(update.id.clone())));
    any(&mut routes, !publication.groups.is_empty(), Route::Groups);
    routes.extend(publication.groups.iter().map(|group| Route::Group(group.id.clone())));
    any(&mut routes, !publication.news.is_empty(), Route::NewsIndex);
    routes.extend(publication.news.iter().map(|news| Route::News(news.id.clone())));
    any(&mut routes, !publication.dates.is_empty(), Route::Dates);
    any(&mut routes, !publication.contacts.is_empty(), Route::Contacts);
    any(&mut routes, !publication.resources.is_empty(), Route::Resources);
    any(&mut routes, !publication.glossary.is_empty(), Route::Glossary);
    routes.extend(publication.pages.iter().map(|page| Route::Page(page.id.clone())));
    routes
}

/// The plan that local parties make their own: the current one, where it asks anything of anybody.
#[must_use]
pub fn ours(publication: &Publication) -> Option<&Plan> {
    publication.current_plan().filter(|plan| !plan.objectives.is_empty())
}

/// Whether a page is in a language, or only shows the sources' words there for want of a
/// translation. Pages that list are in every language; others are where their title is.
#[must_use]
pub fn speaks(route: &Route, lang: &Lang, publication: &Publication) -> bool {
    if lang == publication.source_language() {
        return true;
    }
    let title = match route {
        Route::Plan(plan)
        | Route::Progress(plan)
        | Route::PlanGuide(plan)
        | Route::PartyGuide(plan, _)
        | Route::Objective(plan, _)
        | Route::ObjectiveGuide(plan, _) => publication.plan(plan).map(|plan| &plan.record.title),
        Route::OurPlan => ours(publication).map(|plan| &plan.record.title),
        Route::Group(id) => publication.groups.iter().find(|own| own.id == *id).map(|own| &own.record.title),
        Route::News(id) => publication.news.iter().find(|own| own.id == *id).map(|own| &own.record.title),
        Route::Page(id) => publication.page(id).map(|own| &own.record.title),
        _ => None,
    };
    title.is_none_or(|title| title.in_language(lang).is_some())
}

/// The page and anchor where something named stands.
#[must_use]
pub fn of_name(kind: NameKind, name: &str, publication: &Publication) -> Option<(Route, Option<String>)> {
    let page = |route: Route| Some((route, None));
    let anchored = |route: Route| Some((route, Some(name.to_owned())));
    match kind {
        NameKind::Part => of_part(&Name::read(name)?, publication),
        NameKind::Page => page(Route::Page(name.into())),
        NameKind::News => page(Route::News(name.into())),
        NameKind::Group => page(Route::Group(name.into())),
        NameKind::Update => page(Route::Update(name.into())),
        NameKind::Plan => page(Route::Plan(name.into())),
        NameKind::Party => page(Route::PartyGuides(name.into())),
        NameKind::Contact => anchored(Route::Contacts),
        NameKind::Date => anchored(Route::Dates),
        NameKind::Resource => anchored(Route::Resources),
        NameKind::Glossary => anchored(Route::Glossary),
    }
}

fn of_part(name: &Name, publication: &Publication) -> Option<(Route, Option<String>)> {
    let plan = publication.plan(&name.plan)?;
    if name.item.is_none() && plan.record.aims.iter().any(|aim| aim.id.name == name.part) {
        return Some((Route::Plan(name.plan.clone()), Some(name.part.clone())));
    }
    Some((Route::Objective(name.plan.clone(), name.part.clone()), name.item.clone()))
}

/// An address with its anchor.
#[must_use]
pub fn link(route: &Route, anchor: Option<&str>, lang: &Lang, publication: &Publication) -> String {
    let address = route.address(lang, publication);
    anchor.map_or_else(|| address.clone(), |anchor| format!("{address}#{anchor}"))
}

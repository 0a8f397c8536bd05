//! What stands around every page: the frame of a language, the head of a page.

use crate::file_tree::{file_address, file_linked, file_named};
use crate::model::{Edition, Lang};
use crate::pages::kinds::{self, Route};
use crate::pages::page_context::{Reader, Title};
use crate::pages::view::{Frame, Head, Link, Twin, View, Words};
use crate::pages::{link_preview, structured_data};
use crate::syntax::document::{NameKind, Prose};

/// What the pages of a language share.
pub fn frame(reader: &Reader<'_>) -> Frame {
    let publication = reader.publication;
    let site = &publication.site;
    let organisation = &site.organisation;
    Frame {
        name: reader.words(&organisation.name),
        acronym: reader.maybe(organisation.acronym.as_ref()),
        about: organisation.about.as_ref().map(|about| reader.line(about)),
        logo: organisation.logo.as_ref().map(|logo| file_address(file_named(&logo.value))),
        direction: reader.locale.direction(),
        territory: reader.locale.territory(),
        base_url: site.base_url.value.0.trim_end_matches('/').to_owned(),
        home: reader.address(&Route::Home),
        search: reader.address(&Route::Search),
        navigation: navigation(reader),
        footer: footer(reader),
        notice: site.notice.as_ref().map(|notice| reader.line(notice)),
        edition: edition(reader),
        mark: (publication.edition == Edition::Consultation)
            .then(|| Words::own(reader.say("site-edition-consultation"))),
        listed: publication.edition == Edition::Public,
        feed: crate::pages::data::feed_url(publication, reader.lang),
        contact: site.contact.as_ref().and_then(|contact| publication.contacts.get(&contact.name)).map(|contact| {
            Link { address: reader.anchored(&Route::Contacts, &contact.id.name), words: reader.words(&contact.role) }
        }),
    }
}

/// The label of the edition; the public one has none unless the site gives it one.
fn edition(reader: &Reader<'_>) -> Option<crate::pages::view::Words> {
    let words = &reader.publication.site.editions;
    let (own, default) = match reader.publication.edition {
        Edition::Public => (&words.public, None),
        Edition::Consultation => (&words.consultation, Some("site-edition-consultation")),
        Edition::Staff => (&words.staff, Some("site-edition-staff")),
    };
    reader.maybe(own.as_ref()).or_else(|| default.map(|key| Words::own(reader.say(key))))
}

/// The links at the top: those of `site.yaml`, or else the usual ones.
fn navigation(reader: &Reader<'_>) -> Vec<Link> {
    let publication = reader.publication;
    if !publication.site.navigation.is_empty() {
        let address = |to: &str| {
            let (word, name) = to.split_once(':').unwrap_or(("", to));
            let kind = NameKind::WORDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind);
            let kind = kind.or_else(|| (word.is_empty() && !to.starts_with('/')).then_some(NameKind::Part));
            let found = kind.and_then(|kind| kinds::of_name(kind, name, publication));
            if let Some((route, anchor)) = found {
                kinds::link(&route, anchor.as_deref(), reader.lang, publication)
            } else if let Some(file) = file_linked(to) {
                file_address(&file)
            } else if let Some(path) = to.strip_prefix('/') {
                format!("{}{path}", kinds::root(reader.lang, publication))
            } else {
                to.to_owned()
            }
        };
        return publication
            .site
            .navigation
            .iter()
            .map(|own| Link { address: address(&own.to.value), words: reader.words(&own.text) })
            .collect();
    }
    let mut links = Vec::new();
    if let Some(plan) = publication.current_plan() {
        links.push((Route::Plan(plan.id.clone()), "site-the-plan"));
        if !plan.objectives.is_empty() {
            links.push((Route::Progress(plan.id.clone()), "site-how-it-is-going"));
        }
    }
    links.push((Route::Guides, "site-what-you-can-do-near-you"));
    links.push((Route::Contacts, "site-whom-to-ask"));
    links.push((Route::Dates, "site-dates"));
    links.push((Route::NewsIndex, "site-news"));
    present(reader, &links)
}

fn footer(reader: &Reader<'_>) -> Vec<Link> {
    let links = [
        (Route::Plans, "site-plans"),
        (Route::Lineages, "site-lineages"),
        (Route::Updates, "site-updates"),
        (Route::Groups, "site-groups"),
        (Route::Resources, "site-resources"),
        (Route::Glossary, "site-glossary"),
    ];
    let mut links = present(reader, &links);
    let pages = reader.publication.pages.iter().filter(|page| page.record.order.is_some()).take(12);
    links.extend(pages.map(|page| reader.link(&Route::Page(page.id.clone()), reader.words(&page.record.title))));
    links
}

/// Those of the links that lead to a page which is there.
pub fn present(reader: &Reader<'_>, links: &[(Route, &str)]) -> Vec<Link> {
    let publication = reader.publication;
    let there = |route: &Route| match route {
        Route::Plans => !publication.plans.is_empty(),
        Route::Guides => publication.plans.iter().any(|plan| !plan.objectives.is_empty()),
        Route::Dates => !publication.dates.is_empty(),
        Route::NewsIndex => !publication.news.is_empty(),
        Route::Contacts => !publication.contacts.is_empty(),
        Route::Lineages => !publication.lineages.is_empty(),
        Route::Updates => !publication.updates.is_empty(),
        Route::Groups => !publication.groups.is_empty(),
        Route::Resources => !publication.resources.is_empty(),
        Route::Glossary => !publication.glossary.is_empty(),
        _ => true,
    };
    links
        .iter()
        .filter(|(route, _)| there(route))
        .map(|(route, key)| reader.link(route, Words::own(reader.say(key))))
        .collect()
}

/// What stands around one page.
pub fn head(reader: &Reader<'_>, route: &Route, title: Title, view: &View, texts: &[Prose]) -> Head {
    let publication = reader.publication;
    // A page that is here only for want of a translation is not advertised, and advertises none.
    let own = kinds::speaks(route, reader.lang, publication);
    let twin = |lang: &Lang| Twin {
        lang: lang.to_string(),
        name: reader.locale.language(lang),
        address: route.address(lang, publication),
        here: lang == reader.lang,
        translated: own && kinds::speaks(route, lang, publication),
    };
    let several = publication.languages.len() > 1 && *route != Route::NotFound;
    let plan = link_preview::plan(reader, route);
    let about = (*route != Route::NotFound).then(|| link_preview::description(reader, &title, plan, texts));
    let mut head = Head {
        title: title.words,
        about,
        crumbs: crumbs(reader, route),
        twins: if several { publication.languages.iter().map(twin).collect() } else { Vec::new() },
        first: own.then(|| route.address(publication.source_language(), publication)),
        section: section(reader, route),
        once: false,
        canonical: None,
        alternates: link_preview::alternates(view),
        shared: link_preview::shared(reader, route, plan),
        linked: Vec::new(),
    };
    if head.shared.is_some() {
        head.linked = structured_data::linked(reader, route, &head, view);
    }
    head
}

/// The way down to a page.
fn crumbs(reader: &Reader<'_>, route: &Route) -> Vec<Link> {
    let index = |route: Route, key: &str| reader.link(&route, Words::own(reader.say(key)));
    let plan = |id: &str| reader.publication.plan(id).map(|plan| reader.plan_link(plan));
    let guide = |id: &str| index(Route::PlanGuide(id.to_owned()), "site-guide");
    let mut crumbs = if *route == Route::Home { Vec::new() } else { vec![index(Route::Home, "site-home")] };
    match route {
        Route::Plan(_) => crumbs.push(index(Route::Plans, "site-plans")),
        Route::Objective(id, _) | Route::PlanGuide(id) | Route::Progress(id) => crumbs.extend(plan(id)),
        Route::PartyGuide(id, _) => crumbs.extend(plan(id).into_iter().chain([guide(id)])),
        Route::ObjectiveGuide(id, objective) => {
            crumbs.extend(plan(id));
            crumbs.extend(reader.publication.objective(id, objective).map(|own| reader.objective_link(id, own)));
        }
        Route::PartyGuides(_) | Route::Shelf(_) | Route::OurPlan => crumbs.push(index(Route::Guides, "site-guides")),
        Route::Lineage(_) => crumbs.push(index(Route::Lineages, "site-lineages")),
        Route::Update(_) => crumbs.push(index(Route::Updates, "site-updates")),
        Route::Group(_) => crumbs.push(index(Route::Groups, "site-groups")),
        Route::News(_) => crumbs.push(index(Route::NewsIndex, "site-news")),
        _ => {}
    }
    crumbs
}

/// The entry of the navigation that a page belongs to, by address.
fn section(reader: &Reader<'_>, route: &Route) -> String {
    let own = match route {
        Route::Objective(plan, _) => Route::Plan(plan.clone()),
        Route::PlanGuide(_)
        | Route::ObjectiveGuide(..)
        | Route::PartyGuide(..)
        | Route::PartyGuides(_)
        | Route::Shelf(_)
        | Route::OurPlan => Route::Guides,
        Route::News(_) => Route::NewsIndex,
        other => other.clone(),
    };
    reader.address(&own)
}

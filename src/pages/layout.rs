//! What stands around every page: the frame of a language, the head of a page.

use crate::file_tree::{file_address, file_linked, file_named};
use crate::model::{Edition, Lang};
use crate::pages::kinds::{self, PageId};
use crate::pages::link_preview;
use crate::pages::page_context::{Reader, Title};
use crate::pages::page_kind::Purpose;
use crate::pages::view::{Frame, Head, Link, Twin, View, Words};
use crate::syntax::document::{NameKind, Prose};

/// What the pages of a language share.
pub fn make_frame(reader: &Reader<'_>) -> Frame {
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
        home: reader.address(&PageId::Home),
        search: reader.address(&PageId::Search),
        navigation: list_navigation(reader),
        footer: list_footer(reader),
        notice: site.notice.as_ref().map(|notice| reader.line(notice)),
        edition: label_edition(reader),
        mark: (publication.edition == Edition::Consultation)
            .then(|| Words::own(reader.say("site-edition-consultation"))),
        listed: publication.edition == Edition::Public,
        feed: crate::pages::data::feed_url(publication, reader.lang),
        contact: site.contact.as_ref().and_then(|contact| publication.contacts.get(&contact.name)).map(|contact| {
            Link { address: reader.anchored(&PageId::Contacts, &contact.id.name), words: reader.words(&contact.role) }
        }),
    }
}

/// The label of the edition; the public one has none unless the site gives it one.
fn label_edition(reader: &Reader<'_>) -> Option<crate::pages::view::Words> {
    let words = &reader.publication.site.editions;
    let (label, default) = match reader.publication.edition {
        Edition::Public => (&words.public, None),
        Edition::Consultation => (&words.consultation, Some("site-edition-consultation")),
        Edition::Staff => (&words.staff, Some("site-edition-staff")),
    };
    reader.maybe(label.as_ref()).or_else(|| default.map(|key| Words::own(reader.say(key))))
}

/// The links at the top: those of `site.yaml`, or else the usual ones.
fn list_navigation(reader: &Reader<'_>) -> Vec<Link> {
    let publication = reader.publication;
    if !publication.site.navigation.is_empty() {
        let address = |to: &str| {
            let (word, name) = to.split_once(':').unwrap_or(("", to));
            let kind = NameKind::WORDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind);
            let kind = kind.or_else(|| (word.is_empty() && !to.starts_with('/')).then_some(NameKind::Part));
            let found = kind.and_then(|kind| kinds::find_named_page(kind, name, publication));
            if let Some((page, anchor)) = found {
                kinds::link(&page, anchor.as_deref(), reader.lang, publication)
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
            .map(|link| Link { address: address(&link.to.value), words: reader.words(&link.text) })
            .collect();
    }
    let mut links = Vec::new();
    if let Some(plan) = publication.current_plan() {
        links.push((PageId::Plan(plan.id.clone()), "site-the-plan"));
        if !plan.objectives.is_empty() {
            links.push((PageId::Progress(plan.id.clone()), "site-how-it-is-going"));
        }
    }
    links.push((PageId::GuideFinder, "site-what-you-can-do-near-you"));
    links.push((PageId::Contacts, "site-whom-to-ask"));
    links.push((PageId::Dates, "site-dates"));
    links.push((PageId::NewsIndex, "site-news"));
    link_existing_pages(reader, &links)
}

fn list_footer(reader: &Reader<'_>) -> Vec<Link> {
    let links = [
        (PageId::Plans, "site-plans"),
        (PageId::Lineages, "site-lineages"),
        (PageId::Updates, "site-updates"),
        (PageId::Groups, "site-groups"),
        (PageId::Resources, "site-resources"),
        (PageId::Glossary, "site-glossary"),
    ];
    let mut links = link_existing_pages(reader, &links);
    let pages = reader.publication.pages.iter().filter(|page| page.record.order.is_some()).take(12);
    links.extend(pages.map(|page| reader.link(&PageId::TextPage(page.id.clone()), reader.words(&page.record.title))));
    links
}

/// Those of the links that lead to a page which is there.
pub fn link_existing_pages(reader: &Reader<'_>, links: &[(PageId, &str)]) -> Vec<Link> {
    let present = links.iter().filter(|(page, _)| page.exists(reader.publication));
    present.map(|(page, key)| reader.link(page, Words::own(reader.say(key)))).collect()
}

/// What stands around one page.
pub fn make_head(reader: &Reader<'_>, page: &PageId, title: Title, view: &View, texts: &[Prose]) -> Head {
    let publication = reader.publication;
    // A page that is here only for want of a translation is not advertised, and advertises none.
    let is_translated = kinds::is_in_language(page, reader.lang, publication);
    let twin = |lang: &Lang| Twin {
        lang: lang.to_string(),
        name: reader.locale.language(lang),
        address: page.address(lang, publication),
        here: lang == reader.lang,
        translated: is_translated && kinds::is_in_language(page, lang, publication),
    };
    let subject = page.subject(publication);
    let is_error = subject.purpose == Purpose::Error;
    let several = publication.languages.len() > 1 && !is_error;
    let plan = subject.plan.or_else(|| publication.current_plan());
    let about = (!is_error).then(|| link_preview::describe_page(reader, &title, plan, texts));
    let location = page.location(reader);
    let home = (*page != PageId::Home).then(|| reader.link(&PageId::Home, Words::own(reader.say("site-home"))));
    let mut head = Head {
        title: title.words,
        about,
        crumbs: home.into_iter().chain(location.breadcrumbs).collect(),
        twins: if several { publication.languages.iter().map(twin).collect() } else { Vec::new() },
        first: is_translated.then(|| page.address(publication.source_language(), publication)),
        section: reader.address(&location.section),
        once: false,
        canonical: None,
        alternates: link_preview::list_alternates(page.alternates(view)),
        shared: link_preview::make_preview(reader, page, subject.purpose, plan),
        linked: Vec::new(),
    };
    if head.shared.is_some() {
        head.linked = page.structured_data(reader, &head, view);
    }
    head
}

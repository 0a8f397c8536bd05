//! Contacts, with the staff chart.

use std::collections::BTreeSet;

use crate::model::{Contact, Date, Publication};
use crate::pages::components::organisation_chart;
use crate::pages::kinds::PageId;
use crate::pages::page_context::{PageContent, Reader};
use crate::pages::page_kind::{Anchors, Location, PageKind, answer_nothing, find_single_page, title_by_message};
use crate::pages::search::{self, SearchGroup, make_entry};
use crate::pages::view::{Branch, ContactView, Contacts, Link, SearchEntry, View, Words};
use crate::syntax::document::Prose;

pub(crate) struct ContactsPage;

impl PageKind for ContactsPage {
    answer_nothing!(subject, printed_forms, alternates, structured_data);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        find_single_page(PageId::Contacts, parent, publication)
    }

    fn exists(&self, publication: &Publication) -> bool {
        !publication.contacts.is_empty()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}contacts/")
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        Anchors::of_ids(publication.contacts.values().map(|contact| &contact.id))
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(PageId::Contacts)
    }

    fn sources(&self, _publication: &Publication) -> Vec<String> {
        vec!["contacts".into()]
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<PageContent> {
        let publication = reader.publication;
        let contacts = publication.contacts.values().map(|contact| make_contact(reader, contact)).collect();
        let in_chart: BTreeSet<&str> = (publication.contacts.values())
            .filter_map(|contact| Some([contact.id.name.as_str(), contact.reports_to.as_ref()?.name.as_str()]))
            .flatten()
            .collect();
        let heads = publication
            .contacts
            .values()
            .filter(|contact| in_chart.contains(contact.id.name.as_str()) && contact.reports_to.is_none());
        let tree: Vec<Branch> = heads.map(|head| make_branch(reader, head, 0)).collect();
        let chart = organisation_chart::draw_staff_chart(&tree);
        Some(title_by_message(reader, "site-contacts", View::Contacts(Contacts { contacts, tree, chart })))
    }

    fn search_entries(&self, group: SearchGroup, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        if group != SearchGroup::Contacts {
            return search::list_page(reader, group, &PageId::Contacts, "site-contacts");
        }
        reader.publication.contacts.values().map(|contact| find_contact(reader, contact)).collect()
    }
}

/// How many levels of a chart stand inside one another; those further down stand side by side.
const LEVELS: usize = 7;

fn make_branch(reader: &Reader<'_>, contact: &Contact, depth: usize) -> Branch {
    let link =
        Link { address: reader.anchored(&PageId::Contacts, &contact.id.name), words: reader.words(&contact.role) };
    let all = &reader.publication.contacts;
    let reports = |other: &&Contact| other.reports_to.as_ref().is_some_and(|to| to.name == contact.id.name);
    let below = all.values().filter(reports).flat_map(|other| {
        let mut branch = make_branch(reader, other, depth + 1);
        let deeper = if depth >= LEVELS { std::mem::take(&mut branch.below) } else { Vec::new() };
        std::iter::once(branch).chain(deeper)
    });
    Branch { link, below: below.collect() }
}

fn make_contact(reader: &Reader<'_>, contact: &Contact) -> ContactView {
    let other = |reference: &Option<crate::model::Reference<crate::model::to::Contact>>| {
        reference.as_ref().and_then(|reference| reader.contact_link(&reference.name))
    };
    let date = |date: &Option<crate::model::At<Date>>| date.as_ref().map(|date| date.value);
    let facts = [
        reader.fact("site-topics", contact.topics.iter().map(|topic| reader.words(topic))),
        reader.fact("site-areas", reader.areas(&contact.areas)),
        reader.links("site-reports-to-label", other(&contact.reports_to)),
        reader.dated("site-checked", date(&contact.checked)),
        reader.dated("site-until", date(&contact.until)),
        reader.links("site-succeeded-by", other(&contact.succeeded_by)),
    ];
    ContactView {
        id: contact.id.name.clone(),
        role: reader.words(&contact.role),
        name: reader.maybe(contact.name.as_ref()),
        ask: reader.ask(contact),
        facts: facts.into_iter().flatten().collect(),
    }
}

/// What the search finds of a contact.
fn find_contact(reader: &Reader<'_>, contact: &Contact) -> SearchEntry {
    let mut words = reader.words(&contact.role);
    if let Some(name) = reader.maybe(contact.name.as_ref()) {
        words.text = reader.say_with("search-contact-named", &[("role", &words.text), ("name", &name.text)]);
    }
    let topics: Vec<Words> = contact.topics.iter().map(|topic| reader.words(topic)).collect();
    let emails = contact.email.iter().map(|email| email.0.clone());
    let phones = contact.phone.iter().map(|phone| phone.value.clone());
    SearchEntry {
        about: topics.first().map(|first| Words {
            text: topics.iter().map(|topic| topic.text.as_str()).collect::<Vec<_>>().join("; "),
            lang: first.lang.clone(),
        }),
        more: emails.chain(phones).chain(reader.areas(&contact.areas).into_iter().map(|area| area.text)).collect(),
        weight: 110,
        ..make_entry(
            reader.what("search-contact"),
            Link { address: reader.anchored(&PageId::Contacts, &contact.id.name), words },
        )
    }
}

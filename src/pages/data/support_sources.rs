//! The contacts and resources that a plan names, for `plan.json`.

use std::collections::BTreeSet;

use crate::file_tree::{file_address, file_named};
use crate::model::{Contact, Plan, Resource, Support};
use crate::pages::data::json_object::{JsonObject, date_spelling, optional_text_json, reference_names, text_json};
use crate::pages::data::plain_text;
use crate::pages::data::urls::full_url;
use crate::pages::titles::ThemedPublication;

/// The contacts and resources that a plan names.
#[derive(Default)]
pub(crate) struct SupportSources<'a> {
    contacts: BTreeSet<&'a str>,
    resources: BTreeSet<&'a str>,
}

impl<'a> SupportSources<'a> {
    pub(crate) fn new(plan: &'a Plan) -> Self {
        let record = &plan.record;
        let mut sources = Self::default();
        sources
            .contacts
            .extend(record.contact.iter().chain(&record.guide.return_to).map(|contact| contact.name.as_str()));
        sources.add_support(&record.support);
        for objective in &plan.objectives {
            sources.add_support(&objective.record.support);
            sources.contacts.extend(objective.record.lead.iter().map(|lead| lead.name.as_str()));
            sources.contacts.extend(
                objective.record.aims.iter().filter_map(|aim| aim.lead.as_ref()).map(|lead| lead.name.as_str()),
            );
            for action in &objective.actions {
                sources.contacts.extend(reference_names(&action.record.ask));
                sources.resources.extend(reference_names(&action.record.resources));
            }
        }
        sources
    }

    fn add_support(&mut self, rows: &'a [Support]) {
        for row in rows {
            self.contacts.extend(reference_names(&row.contacts));
            self.resources.extend(reference_names(&row.resources));
        }
    }

    /// Their records, in the order of the file, with those to use instead.
    pub(crate) fn contacts_json(&self, publication: &ThemedPublication<'_>) -> JsonObject {
        let via = self.contacts.iter().filter_map(|id| publication.contacts.get(*id)?.via.as_ref());
        let all: BTreeSet<&str> = via.map(|via| via.name.as_str()).chain(self.contacts.iter().copied()).collect();
        let named = publication.contacts.iter().filter(|(id, _)| all.contains(id.as_str()));
        named.fold(JsonObject::default(), |object, (id, record)| object.put(id, contact_json(publication, record)))
    }

    pub(crate) fn resources_json(&self, publication: &ThemedPublication<'_>) -> JsonObject {
        let named = publication.resources.iter().filter(|(id, _)| self.resources.contains(id.as_str()));
        named.fold(JsonObject::default(), |object, (id, record)| object.put(id, resource_json(publication, record)))
    }
}

fn contact_json(publication: &ThemedPublication<'_>, contact: &Contact) -> JsonObject {
    JsonObject::default()
        .put("role", text_json(&contact.role, publication))
        .maybe("name", contact.name.as_ref().map(|name| plain_text::read_text(name, publication.source_language())))
        .maybe("email", contact.email.as_ref().map(|email| email.value.0.as_str()))
        .maybe("phone", contact.phone.as_ref().map(|phone| phone.value.as_str()))
        .maybe("url", contact.url.as_ref().map(|url| url.value.0.as_str()))
        .maybe("via", contact.via.as_ref().map(|via| via.name.as_str()))
        .list("areas", reference_names(&contact.areas))
        .maybe("checked", date_spelling(contact.checked.as_ref()))
        .maybe("until", date_spelling(contact.until.as_ref()))
}

fn resource_json(publication: &ThemedPublication<'_>, resource: &Resource) -> JsonObject {
    let file = resource.file.as_ref().map(|file| full_url(publication, &file_address(file_named(&file.value))));
    JsonObject::default()
        .put("title", text_json(&resource.title, publication))
        .maybe("url", resource.url.as_ref().map(|url| url.value.0.clone()).or(file))
        .maybe("where", optional_text_json(resource.location.as_ref(), publication))
        .maybe("kind", optional_text_json(resource.kind.as_ref(), publication))
        .maybe("lang", resource.lang.as_ref().map(|lang| lang.value.to_string()))
        .maybe("publisher", optional_text_json(resource.publisher.as_ref(), publication))
}

pub(crate) fn support_json(publication: &ThemedPublication<'_>, support: &Support) -> JsonObject {
    JsonObject::default()
        .put("id", support.id.name.as_str())
        .put("topic", text_json(&support.topic, publication))
        .list("contacts", reference_names(&support.contacts))
        .list("resources", reference_names(&support.resources))
        .maybe("text", optional_text_json(support.text.as_ref(), publication))
}

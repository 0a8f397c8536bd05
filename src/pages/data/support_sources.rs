//! The contacts and resources that a plan names, for `plan.json`.

use std::collections::BTreeSet;

use crate::file_tree::{file_address, file_named};
use crate::model::{Contact, Plan, Publication, Resource, Support};
use crate::pages::data::json_object::{JsonObject, date, names, text, text_of};
use crate::pages::data::plain_text;
use crate::pages::data::urls::full_url;

/// The contacts and resources that a plan names.
#[derive(Default)]
pub(crate) struct Asked<'a> {
    contacts: BTreeSet<&'a str>,
    resources: BTreeSet<&'a str>,
}

impl<'a> Asked<'a> {
    pub(crate) fn of(plan: &'a Plan) -> Self {
        let record = &plan.record;
        let mut asked = Self::default();
        asked.contacts.extend(record.contact.iter().chain(&record.guide.return_to).map(|one| one.name.as_str()));
        asked.support(&record.support);
        for objective in &plan.objectives {
            asked.support(&objective.record.support);
            asked.contacts.extend(objective.record.lead.iter().map(|lead| lead.name.as_str()));
            asked.contacts.extend(
                objective.record.aims.iter().filter_map(|aim| aim.lead.as_ref()).map(|lead| lead.name.as_str()),
            );
            for action in &objective.actions {
                asked.contacts.extend(names(&action.record.ask));
                asked.resources.extend(names(&action.record.resources));
            }
        }
        asked
    }

    fn support(&mut self, rows: &'a [Support]) {
        for row in rows {
            self.contacts.extend(names(&row.contacts));
            self.resources.extend(names(&row.resources));
        }
    }

    /// Their records, in the order of the file, with those to use instead.
    pub(crate) fn contacts(&self, publication: &Publication) -> JsonObject {
        let via = self.contacts.iter().filter_map(|id| publication.contacts.get(*id)?.via.as_ref());
        let all: BTreeSet<&str> = via.map(|via| via.name.as_str()).chain(self.contacts.iter().copied()).collect();
        let named = publication.contacts.iter().filter(|(id, _)| all.contains(id.as_str()));
        named.fold(JsonObject::default(), |object, (id, own)| object.put(id, contact(publication, own)))
    }

    pub(crate) fn resources(&self, publication: &Publication) -> JsonObject {
        let named = publication.resources.iter().filter(|(id, _)| self.resources.contains(id.as_str()));
        named.fold(JsonObject::default(), |object, (id, own)| object.put(id, resource(publication, own)))
    }
}

fn contact(publication: &Publication, contact: &Contact) -> JsonObject {
    JsonObject::default()
        .put("role", text(&contact.role, publication))
        .maybe("name", contact.name.as_ref().map(|name| plain_text::words(name, publication.source_language())))
        .maybe("email", contact.email.as_ref().map(|email| email.value.0.as_str()))
        .maybe("phone", contact.phone.as_ref().map(|phone| phone.value.as_str()))
        .maybe("url", contact.url.as_ref().map(|url| url.value.0.as_str()))
        .maybe("via", contact.via.as_ref().map(|via| via.name.as_str()))
        .list("areas", names(&contact.areas))
        .maybe("checked", date(contact.checked.as_ref()))
        .maybe("until", date(contact.until.as_ref()))
}

fn resource(publication: &Publication, resource: &Resource) -> JsonObject {
    let file = resource.file.as_ref().map(|file| full_url(publication, &file_address(file_named(&file.value))));
    JsonObject::default()
        .put("title", text(&resource.title, publication))
        .maybe("url", resource.url.as_ref().map(|url| url.value.0.clone()).or(file))
        .maybe("where", text_of(resource.location.as_ref(), publication))
        .maybe("kind", text_of(resource.kind.as_ref(), publication))
        .maybe("lang", resource.lang.as_ref().map(|lang| lang.value.to_string()))
        .maybe("publisher", text_of(resource.publisher.as_ref(), publication))
}

pub(crate) fn support_json(publication: &Publication, support: &Support) -> JsonObject {
    JsonObject::default()
        .put("id", support.id.name.as_str())
        .put("topic", text(&support.topic, publication))
        .list("contacts", names(&support.contacts))
        .list("resources", names(&support.resources))
        .maybe("text", text_of(support.text.as_ref(), publication))
}

//! What pages say in the words of schema.org, for programs that know those: what a page shows, as far
//! as that is known for certain. The breadcrumbs are added where it is written.

use serde_json::{Map, Value, json};

use crate::file_tree::{file_address, file_named};
use crate::model::{Date, Plan};
use crate::pages::kinds::PageId;
use crate::pages::page_context::Reader;
use crate::pages::view::{Head, MediaType};

/// Something that schema.org has a word for.
pub type Thing = Value;

/// Describes a page in one language.
pub struct Describer<'a> {
    pub reader: &'a Reader<'a>,
    pub page: &'a PageId,
    pub head: &'a Head,
}

impl Describer<'_> {
    /// A URL with the site's base URL.
    pub fn full_url(&self, url: &str) -> String {
        let base = self.reader.publication.site.base_url.value.0.trim_end_matches('/');
        if url.starts_with('/') { format!("{base}{url}") } else { url.to_owned() }
    }

    /// The full URL of a page.
    pub fn page_url(&self, page: &PageId) -> String {
        self.full_url(&self.reader.address(page))
    }

    fn describe_organisation(&self) -> Thing {
        let organisation = &self.reader.publication.site.organisation;
        let name = self.reader.words(&organisation.name).text;
        thing("Organization", [("name", json!(name)), ("url", json!(self.page_url(&PageId::Home)))])
    }

    /// The site, its publisher and its search.
    pub fn describe_site(&self) -> Thing {
        let organisation = &self.reader.publication.site.organisation;
        let mut publisher = self.describe_organisation();
        let acronym = self.reader.maybe(organisation.acronym.as_ref());
        add(&mut publisher, "alternateName", acronym.map(|acronym| acronym.text));
        add(&mut publisher, "description", organisation.about.as_ref().map(|about| self.reader.line(about).text));
        let logo = organisation.logo.as_ref().map(|logo| self.full_url(&file_address(file_named(&logo.value))));
        add(&mut publisher, "logo", logo);
        let search = format!("{}?q={{search_term_string}}", self.page_url(&PageId::Search));
        let action = json!({
            "@type": "SearchAction",
            "target": { "@type": "EntryPoint", "urlTemplate": search },
            "query-input": "required name=search_term_string",
        });
        let mut site = thing("WebSite", [("name", json!(self.reader.words(&organisation.name).text))]);
        add(&mut site, "url", Some(self.page_url(&PageId::Home)));
        add(&mut site, "inLanguage", Some(self.reader.lang.to_string()));
        add(&mut site, "publisher", Some(publisher));
        add(&mut site, "potentialAction", Some(action));
        site
    }

    /// A plan, in short.
    pub fn describe_plan(&self, plan: &Plan) -> Thing {
        let title = self.reader.words(&plan.record.title).text;
        let url = self.page_url(&PageId::Plan(plan.id.clone()));
        thing("Report", [("name", json!(title)), ("url", json!(url))])
    }

    /// What every work has: its name, what it is about, its language, who published it.
    pub fn describe_work(&self, kind: &str) -> Thing {
        let mut work = thing(kind, [("name", json!(self.head.title.text)), ("url", json!(self.page_url(self.page)))]);
        add(&mut work, "description", self.head.about.as_ref().map(|about| about.text.clone()));
        add(&mut work, "inLanguage", Some(self.reader.lang.to_string()));
        add(&mut work, "publisher", Some(self.describe_organisation()));
        work
    }

    /// Adds the picture of the plan that the page belongs to.
    pub fn add_picture(&self, work: &mut Thing) {
        let picture = self.head.shared.as_ref().and_then(|shared| shared.picture.as_ref());
        add(work, "image", picture.map(|picture| self.full_url(&picture.address)));
    }

    /// Adds the documents that are printed of the page.
    pub fn add_printed_forms(&self, work: &mut Thing) {
        let documents = self.head.alternates.iter().filter(|alternate| alternate.kind == MediaType::Pdf);
        let documents = documents.map(|document| {
            let url = json!(self.full_url(&document.address));
            thing("MediaObject", [("contentUrl", url), ("encodingFormat", json!(document.kind))])
        });
        let documents: Vec<Thing> = documents.collect();
        add(work, "encoding", (!documents.is_empty()).then_some(documents));
    }
}

/// Something of a kind, with its properties.
pub fn thing<const N: usize>(kind: &str, properties: [(&str, Value); N]) -> Thing {
    let properties = [("@type", json!(kind))].into_iter().chain(properties);
    Value::Object(properties.map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())
}

/// Adds a property, where its value is known.
pub fn add(thing: &mut Thing, key: &str, value: Option<impl Into<Value>>) {
    if let (Some(properties), Some(value)) = (thing.as_object_mut(), value) {
        properties.insert(key.to_owned(), value.into());
    }
}

/// A day, month or year as programs read it.
pub fn spell_date(date: Date) -> Option<String> {
    (!matches!(date, Date::Quarter(..) | Date::Yearless(..))).then(|| date.spelling())
}

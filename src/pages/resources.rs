//! Downloads, links and places to look.

use crate::file_tree::{file_address, file_named};
use crate::model::{Publication, Resource};
use crate::pages::kinds::PageId;
use crate::pages::page_context::{PageContent, Reader};
use crate::pages::page_kind::{Anchors, Location, PageKind, answer_nothing, find_single_page, title_by_message};
use crate::pages::search::{self, SearchGroup, make_entry};
use crate::pages::view::{Cover, Fact, Link, ResourceView, Resources, SearchEntry, View, Words};
use crate::syntax::document::Prose;
use crate::theme::Locale;

pub(crate) struct ResourcesPage;

impl PageKind for ResourcesPage {
    answer_nothing!(subject, printed_forms, alternates, structured_data);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        find_single_page(PageId::Resources, parent, publication)
    }

    fn exists(&self, publication: &Publication) -> bool {
        !publication.resources.is_empty()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}resources/")
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        Anchors::of_ids(publication.resources.values().map(|resource| &resource.id))
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(PageId::Resources)
    }

    fn sources(&self, _publication: &Publication) -> Vec<String> {
        vec!["resources".into()]
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<PageContent> {
        let resources = reader.publication.resources.values().map(|resource| make_resource(reader, resource)).collect();
        Some(title_by_message(reader, "site-resources", View::Resources(Resources { resources })))
    }

    fn search_entries(&self, group: SearchGroup, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        if group != SearchGroup::Resources {
            return search::list_page(reader, group, &PageId::Resources, "site-resources");
        }
        let found = |resource: &Resource| {
            let address = reader.anchored(&PageId::Resources, &resource.id.name);
            let link = Link { address, words: reader.words(&resource.title) };
            SearchEntry {
                about: reader.maybe(resource.note.as_ref().or(resource.location.as_ref())),
                more: reader.letters(resource.kind.iter().chain(&resource.publisher).chain(&resource.location)),
                ..make_entry(reader.what("search-resource"), link)
            }
        };
        reader.publication.resources.values().map(found).collect()
    }
}

fn make_resource(reader: &Reader<'_>, resource: &Resource) -> ResourceView {
    let path = |file: &str| file_named(file).to_owned();
    let file = resource.file.as_ref().map(|file| path(&file.value));
    let facts_of_file = file.as_ref().and_then(|file| {
        let kind = file.rsplit_once('.').map(|(_, extension)| extension.to_uppercase())?;
        let size = reader.publication.files.get(file).map(|asset| spell_size(reader.locale, asset.size))?;
        Some(Words::own(reader.say_with("site-file-size", &[("kind", &kind), ("size", &size)])))
    });
    let facts: [Option<Fact>; 4] = [
        reader.fact("site-kind", reader.maybe(resource.kind.as_ref())),
        reader.fact("site-file", facts_of_file),
        reader
            .fact("site-language", resource.lang.as_ref().map(|lang| Words::own(reader.locale.language(&lang.value)))),
        reader.fact("site-publisher", reader.maybe(resource.publisher.as_ref())),
    ];
    let cover = resource.cover.as_ref().map(|cover| path(&cover.value));
    ResourceView {
        id: resource.id.name.clone(),
        title: reader.words(&resource.title),
        address: resource.url.as_ref().map(|url| url.0.clone()).or_else(|| file.map(|file| file_address(&file))),
        location: reader.maybe(resource.location.as_ref()),
        facts: facts.into_iter().flatten().collect(),
        note: reader.maybe(resource.note.as_ref()),
        cover: cover.map(|file| Cover {
            size: reader.publication.files.get(&file).and_then(|asset| asset.dimensions),
            address: file_address(&file),
            alt: reader.maybe(resource.alt.as_ref()).unwrap_or_default(),
        }),
    }
}

/// A size for people: "1.2 MB", in steps of a thousand.
fn spell_size(locale: &Locale, bytes: u64) -> String {
    let kilobytes = bytes.div_ceil(1000);
    let tenths = |number: u64| f64::from(u32::try_from(number).unwrap_or(u32::MAX)) / 10.0;
    match kilobytes {
        0..1000 => format!("{} kB", locale.number(tenths(kilobytes * 10))),
        _ => format!("{} MB", locale.number(tenths(kilobytes.div_ceil(100)))),
    }
}

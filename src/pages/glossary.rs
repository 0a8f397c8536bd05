//! The glossary: words explained, in the order of the language.

use serde_json::json;

use crate::model::{GlossaryEntry, Publication};
use crate::pages::kinds::PageId;
use crate::pages::page_context::{PageContent, Reader};
use crate::pages::page_kind::{Anchors, Location, PageKind, answer_nothing, find_single_page, title_by_message};
use crate::pages::search::{self, SearchGroup, make_entry};
use crate::pages::structured_data::{Describer, Thing, add, thing};
use crate::pages::view::{GlossaryRow, GlossaryView, Link, SearchEntry, View};
use crate::syntax::document::Prose;

pub(crate) struct GlossaryPage;

impl PageKind for GlossaryPage {
    answer_nothing!(subject, printed_forms, alternates);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        find_single_page(PageId::Glossary, parent, publication)
    }

    fn exists(&self, publication: &Publication) -> bool {
        !publication.glossary.is_empty()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}glossary/")
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        Anchors::of_ids(publication.glossary.values().map(|entry| &entry.id))
    }

    fn location(&self, _reader: &Reader<'_>) -> Location {
        Location::below_home(PageId::Glossary)
    }

    fn sources(&self, _publication: &Publication) -> Vec<String> {
        vec!["glossary".into()]
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<PageContent> {
        let mut entries: Vec<GlossaryRow> = (reader.publication.glossary.iter())
            .map(|(id, entry)| GlossaryRow {
                id: id.clone(),
                word: reader.words(&entry.word),
                meaning: reader.words(&entry.meaning),
            })
            .collect();
        entries.sort_by(|a, b| reader.locale.compare(&a.word.text, &b.word.text).then_with(|| a.id.cmp(&b.id)));
        Some(title_by_message(reader, "site-glossary", View::Glossary(GlossaryView { entries })))
    }

    fn structured_data(&self, describer: &Describer<'_>, view: &View) -> Vec<Thing> {
        let View::Glossary(view) = view else { return Vec::new() };
        let url = describer.page_url(describer.page);
        let term = |entry: &GlossaryRow| {
            let (name, meaning) = (json!(entry.word.text), json!(entry.meaning.text));
            let url = json!(format!("{url}#{}", entry.id));
            thing("DefinedTerm", [("name", name), ("description", meaning), ("url", url)])
        };
        let mut terms = describer.describe_work("DefinedTermSet");
        add(&mut terms, "hasDefinedTerm", Some(view.entries.iter().map(term).collect::<Vec<_>>()));
        vec![terms]
    }

    fn search_entries(&self, group: SearchGroup, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        if group != SearchGroup::Glossary {
            return search::list_page(reader, group, &PageId::Glossary, "site-glossary");
        }
        let word = |(id, word): (&String, &GlossaryEntry)| SearchEntry {
            about: Some(reader.words(&word.meaning)),
            ..make_entry(
                reader.what("site-glossary"),
                Link { address: reader.anchored(&PageId::Glossary, id), words: reader.words(&word.word) },
            )
        };
        let mut words: Vec<SearchEntry> = reader.publication.glossary.iter().map(word).collect();
        words.sort_by(|a, b| reader.locale.compare(&a.link.words.text, &b.link.words.text));
        words
    }
}

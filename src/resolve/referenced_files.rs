//! Finds the files below `content/files/` that belong to an edition: those that something in it refers
//! to.

use std::collections::{BTreeMap, BTreeSet};

use crate::file_tree::{Asset, Entry, SiteRoots, Tree, file_address, file_named};
use crate::model::{At, Entities, Passage, Resource};
use crate::records::documents::{Documents, Parsed};
use crate::records::{FilesPolicy, Site};
use crate::syntax::document::{Block, Inline, Prose, Target};
use crate::syntax::embedded_urls;

/// Referenced files, by their lower-case paths below `files/`: some servers do not distinguish case.
pub struct FileReferences<'a> {
    roots: &'a SiteRoots,
    paths: BTreeSet<String>,
}

/// Collects what any edition refers to.
pub fn collect_references(documents: &Documents, entities: &Entities) -> BTreeSet<String> {
    let mut found = FileReferences { roots: &entities.roots, paths: BTreeSet::new() };
    if entities.files.is_empty() {
        return found.paths;
    }
    // Texts beside records are taken as they were read: those of other editions are nowhere else.
    for document in &documents.all {
        if let Some(
            Parsed::Story(prose) | Parsed::Page(_, prose) | Parsed::News(_, prose) | Parsed::Translation(_, prose),
        ) = &document.parsed
        {
            found.add_prose(prose);
        }
    }
    entities.visit_texts(&mut |passage| found.add_passage(&passage));
    entities.resources.values().for_each(|resource| found.add_resource(resource));
    found.add_site(&entities.site);
    found.paths
}

/// Keeps the files that belong to the edition. Files of other editions are dropped; files that none
/// refers to become `unused`, unless the site publishes them too.
pub fn assign_files(references: BTreeSet<String>, tree: &Tree, entities: &mut Entities) {
    if tree.below("content/files/").next().is_none() {
        return;
    }
    let roots = std::mem::take(&mut entities.roots);
    let mut shown = FileReferences { roots: &roots, paths: BTreeSet::new() };
    entities.stories().into_iter().for_each(|prose| shown.add_prose(prose));
    entities.visit_texts(&mut |passage| shown.add_passage(&passage));
    entities.resources.values().for_each(|resource| shown.add_resource(resource));
    shown.add_site(&entities.site);
    shown.add_theme(tree, &entities.site);
    let files = std::mem::take(&mut entities.files);
    shown.follow_files(&files);
    let mut any = FileReferences { roots: &roots, paths: references };
    any.paths.extend(shown.paths.iter().cloned());
    any.follow_files(&files);
    for (path, asset) in files {
        if shown.contains(&path) {
            entities.files.insert(path, asset);
        } else if any.contains(&path) {
            entities.left_out.edition += 1;
            entities.left_out.files.insert(path);
        } else {
            entities.unused.insert(path, asset);
        }
    }
    if entities.site.files == FilesPolicy::All {
        entities.files.append(&mut entities.unused);
    }
    entities.referred = shown.paths;
    entities.roots = roots;
}

impl FileReferences<'_> {
    fn contains(&self, path: &str) -> bool {
        let path = path.to_lowercase();
        // A server answers for a folder with its index.
        let folder = || path.strip_suffix("/index.html").is_some_and(|folder| self.paths.contains(folder));
        self.paths.contains(&path) || folder()
    }

    fn add_address(&mut self, address: &str) {
        self.add_address_from(address, "/");
    }

    /// What an address leads to that stands in the page or file at another.
    fn add_address_from(&mut self, address: &str, from: &str) {
        self.roots.each_file(address, from, &mut |path| {
            self.paths.insert(path.to_lowercase());
        });
    }

    /// What files refer to that something refers to, and so on.
    fn follow_files(&mut self, files: &BTreeMap<String, Asset>) {
        let mut waiting: Vec<(&String, &Asset)> =
            files.iter().filter(|(_, asset)| !asset.addresses.is_empty()).collect();
        loop {
            let (found, others): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|(path, _)| self.contains(path));
            if found.is_empty() {
                return;
            }
            for (path, asset) in found {
                let from = file_address(path);
                asset.addresses.iter().for_each(|address| self.add_address_from(address, &from));
            }
            waiting = others;
        }
    }

    fn add_resource(&mut self, resource: &Resource) {
        resource.file.iter().chain(&resource.cover).for_each(|path| self.add_path(path));
    }

    fn add_path(&mut self, path: &At<String>) {
        self.paths.insert(file_named(&path.value).to_lowercase());
    }

    fn add_site(&mut self, site: &Site) {
        site.organisation.logo.iter().for_each(|logo| self.add_path(logo));
        site.navigation.iter().for_each(|link| self.add_address(&link.to.value));
        site.moved.values().for_each(|moved| self.add_address(&moved.what.value));
    }

    /// What the theme refers to, which is the same in every edition.
    fn add_theme(&mut self, tree: &Tree, site: &Site) {
        let named = site.theme.iter().map(|theme| format!("themes/{}/", theme.value));
        for folder in named.chain(["themes/default/".to_owned()]) {
            for (_, entry) in tree.below(&folder) {
                if let Entry::Text(bytes) = entry
                    && let Ok(text) = std::str::from_utf8(bytes)
                {
                    embedded_urls::find_in_code(text, &mut |address| self.add_address(address));
                }
            }
        }
    }

    fn add_passage(&mut self, passage: &Passage<'_>) {
        match passage {
            Passage::Line(line) => {
                let all = std::iter::once(&line.source).chain(line.translations.iter().map(|(_, text)| text));
                all.for_each(|text| self.add_words(text));
            }
            Passage::Markdown(markdown) => {
                self.add_prose(&markdown.source);
                markdown.translations.iter().for_each(|(_, prose)| self.add_prose(prose));
            }
            Passage::Address(address, _) => self.add_address(&address.0),
        }
    }

    /// Addresses that are not linked, which a reader can still follow.
    fn add_words(&mut self, words: &str) {
        self.roots.each_file_in_words(words, &mut |path| {
            self.paths.insert(path.to_lowercase());
        });
    }

    fn add_prose(&mut self, prose: &Prose) {
        // A tag may stand on several lines, each of which is a block.
        let mut html = String::new();
        prose.each_block(&mut |block| match block {
            Block::Data { options, .. } => {
                for (key, value) in options {
                    match key.as_str() {
                        "poster" => {
                            self.paths.insert(file_named(value).to_lowercase());
                        }
                        _ => self.add_words(value),
                    }
                }
            }
            Block::Code { text, .. } => self.add_words(text),
            Block::Html { text } => html.push_str(text),
            _ => {}
        });
        prose.each_inline(&mut |inline| match inline {
            Inline::Image(image) => {
                self.paths.insert(image.source.to_lowercase());
            }
            Inline::Link(link) => {
                if let Target::Url { url } = &link.to {
                    self.add_address(url);
                }
            }
            Inline::Html { text } => html.push_str(text),
            Inline::Text { text } | Inline::Code { text } => self.add_words(text),
            _ => {}
        });
        embedded_urls::find_in_html(&html, &mut |address| self.add_address(address));
    }
}

//! Finds what an edition leaves out, by files, places and names, so that published reports do not
//! mention it.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Diagnostic, Place};
use crate::file_tree::{Tree, decode_address};
use crate::model::{Edition, Publication};
use crate::records::documents::{self, ContentFile, ContentKind, classify};
use crate::syntax::yaml::{Kind, Node};

/// What no report of an edition may name.
#[derive(Debug, Default)]
pub struct HiddenParts {
    /// Whole files, by path.
    files: BTreeSet<String>,
    /// Stretches of other files, by path.
    places: BTreeMap<String, Vec<(u32, u32)>>,
    /// Ids that nothing has which is shown.
    names: BTreeSet<String>,
}

impl HiddenParts {
    /// What a publication does not show of its project.
    #[must_use]
    pub fn new(publication: &Publication, tree: &Tree) -> Self {
        let mut found =
            HiddenPartFinder { edition: publication.edition, hidden: Self::default(), shown: BTreeSet::new() };
        for (path, _) in tree.below("content/") {
            if let Some(file) = path.strip_prefix("content/files/") {
                if !publication.files.contains_key(file) && !publication.referred.contains(&file.to_lowercase()) {
                    found.hidden.files.insert(path.to_owned());
                }
            } else if let Ok(Some((content, edition, lang))) = classify(path) {
                let source = content.record_path();
                let record = documents::read_record_node(&source, tree);
                let other_edition = edition.is_some_and(|edition| edition != publication.edition);
                if other_edition || is_left_out(&content, record.as_ref(), tree.text(&source), publication) {
                    found.hidden.files.insert(path.to_owned());
                    found.hidden.names.extend((!other_edition).then_some(content.id));
                    if let Some(record) = &record {
                        found.hide_ids(record);
                    }
                    continue;
                }
                found.shown.insert(content.id);
                let translation = lang.and_then(|_| documents::read_record_node(path, tree));
                if let Some(record) = &record {
                    found.search(record, translation.as_ref());
                }
            }
        }
        let HiddenPartFinder { mut hidden, shown, .. } = found;
        hidden.names.retain(|name| !shown.contains(name));
        hidden
    }

    /// Whether a fault is about something that is not shown, or names it.
    #[must_use]
    pub fn covers(&self, fault: &Diagnostic) -> bool {
        let places = std::iter::once(&fault.place).chain(fault.labels.iter().map(|label| &label.place));
        let labels = fault.labels.iter().map(|label| label.text.as_str());
        let mut texts = [fault.message.as_str()].into_iter().chain(fault.help.as_deref()).chain(labels);
        places.into_iter().any(|place| self.covers_place(place)) || texts.any(|text| self.is_named(text))
    }

    fn covers_place(&self, place: &Place) -> bool {
        let inside = |(start, end): &(u32, u32)| (*start..*end).contains(&place.start);
        self.files.contains(&*place.file) || self.places.get(&*place.file).is_some_and(|all| all.iter().any(inside))
    }

    /// Whether a text has a hidden id or file between the marks that set names apart.
    fn is_named(&self, text: &str) -> bool {
        let names = text.split('`').skip(1).step_by(2);
        let part = |part: &str| self.names.contains(part);
        let file = |name: &str| {
            let name = decode_address(name.trim_start_matches('/'));
            self.files.iter().any(|path| path.ends_with(&name))
        };
        // What there is instead is listed without marks.
        let listed = text.split_once("There are: ").into_iter().flat_map(|(_, list)| list.split([',', '.', ' ']));
        names
            .chain(listed)
            .any(|name| name.split(['/', ':', '#', '|', ' ']).any(part) || (name.contains('/') && file(name)))
    }
}

/// Whether an edition leaves a file out. An unreadable file counts as shown if it does not mention
/// editions.
fn is_left_out(file: &ContentFile, record: Option<&Node>, source: Option<&str>, publication: &Publication) -> bool {
    let (id, plan) = (&file.id, file.plan.as_deref().unwrap_or_default());
    let of_plan = file.kind == ContentKind::Plan;
    let is_shown = match file.kind {
        ContentKind::Plan => publication.plan(plan).is_some(),
        ContentKind::Objective => publication.objective(plan, id).is_some(),
        ContentKind::Update => publication.updates.iter().any(|update| update.id == *id),
        ContentKind::Group => publication.groups.iter().any(|group| group.id == *id),
        ContentKind::News => publication.news.iter().any(|news| news.id == *id),
        ContentKind::Page => publication.page(id).is_some(),
        _ => record.is_some(),
    };
    let says = |word: &str| source.is_some_and(|text| text.contains(word));
    !is_shown && (record.is_some() || says("editions") || (of_plan && !says("adopted")))
}

/// Finds records that an edition leaves out.
struct HiddenPartFinder {
    edition: Edition,
    hidden: HiddenParts,
    shown: BTreeSet<String>,
}

impl HiddenPartFinder {
    /// Searches a record that is shown, and its translation, whose parts are matched by ids and keys.
    fn search<'a>(&mut self, record: &'a Node, translation: Option<&'a Node>) {
        match &record.kind {
            Kind::Map(pairs) => {
                for (key, value) in pairs {
                    let translated = translation.and_then(|node| node.get(&key.text));
                    if self.leaves_out(&key.text, value) {
                        self.hidden.names.extend(value.get("editions").map(|_| key.text.clone()));
                        self.hide_place(&key.place, value, translated);
                    } else {
                        self.shown.insert(key.text.clone());
                        self.shown.extend((key.text == "id").then(|| value.text().unwrap_or_default().to_owned()));
                        self.search(value, translated);
                    }
                }
            }
            Kind::List(items) => {
                let id = |node: &'a Node| node.get("id").and_then(Node::text);
                let others: BTreeMap<&str, &Node> = match translation.map(|node| &node.kind) {
                    Some(Kind::List(others)) => others.iter().filter_map(|other| Some((id(other)?, other))).collect(),
                    _ => BTreeMap::new(),
                };
                for item in items {
                    let translated = id(item).and_then(|id| others.get(id)).copied();
                    if self.leaves_out("", item) {
                        self.hide_place(&item.place, item, translated);
                    } else {
                        self.search(item, translated);
                    }
                }
            }
            Kind::Scalar { .. } | Kind::Empty => {}
        }
    }

    /// Whether the edition leaves out what stands under a key, or in a list.
    fn leaves_out(&self, key: &str, value: &Node) -> bool {
        let named = match value.get("editions").map(|node| &node.kind) {
            Some(Kind::List(words)) => {
                !words.is_empty() && !words.iter().any(|item| item.text() == Some(self.edition.word()))
            }
            _ => false,
        };
        let label =
            |word: &str| Edition::WORDS.iter().any(|(known, edition)| *known == word && *edition != self.edition);
        let by_nature = match (key, value.text()) {
            ("work", None) => self.edition != Edition::Staff,
            ("consultation", None) => self.edition == Edition::Public,
            (word, Some(_)) => label(word),
            _ => false,
        };
        named || by_nature
    }

    /// Hides a stretch of a file that begins at a place and ends with a node, and its translation.
    fn hide_place(&mut self, start: &Place, node: &Node, translation: Option<&Node>) {
        if let Some(translation) = translation {
            self.hide_place(&translation.place, translation, None);
        }
        let stretch = (start.start, node.place.end.max(start.end));
        self.hidden.places.entry(start.file.to_string()).or_default().push(stretch);
        self.hide_ids(node);
    }

    /// Hides the ids in something.
    fn hide_ids(&mut self, node: &Node) {
        match &node.kind {
            Kind::Map(pairs) => {
                for (key, value) in pairs {
                    self.hidden.names.extend(value.text().filter(|_| key.text == "id").map(str::to_owned));
                    self.hide_ids(value);
                }
            }
            Kind::List(items) => items.iter().for_each(|item| self.hide_ids(item)),
            Kind::Scalar { .. } | Kind::Empty => {}
        }
    }
}

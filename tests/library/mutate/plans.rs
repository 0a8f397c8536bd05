//! The valid plans, every key and record in them with its place, and what follows when one is
//! changed.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};

use planpress::diagnostic::{Code, Diagnostic};
use planpress::file_tree::{Entry, Tree};
use planpress::model::{Edition, Publication};
use planpress::pages::kinds::Links;
use planpress::records::decode::Faults;
use planpress::render::{RenderHost, render_site};
use planpress::resolve::{Day, Terms};
use planpress::syntax::yaml::{self, Kind, Node};
use planpress::{check, pages, project, records::documents, resolve, theme};

/// A generator of numbers that gives the same ones on every machine.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.roll(at + 1));
        }
    }
}

/// Where a key stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Yaml,
    FrontMatter,
}

/// A file as it is after a change, and which of its bytes the change is about.
pub struct Change {
    pub file: String,
    pub bytes: Vec<u8>,
    pub from: usize,
    pub to: usize,
}

impl Change {
    /// Whether a byte is in the lines that were changed.
    pub fn covers(&self, byte: u32) -> bool {
        let line = |at: usize| self.bytes[..at.min(self.bytes.len())].split(|byte| *byte == b'\n').count();
        (line(self.from)..=line(self.to)).contains(&line(byte as usize))
    }

    pub fn shown(&self) -> String {
        let start = self.bytes[..self.from].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        String::from_utf8_lossy(&self.bytes[start..(self.to + 40).min(self.bytes.len())]).into_owned()
    }
}

/// A key with its value, and what is around them.
pub struct Pair {
    pub file: String,
    pub sort: Sort,
    pub translation: bool,
    pub key: String,
    pub value: Node,
    /// The key that the record stands under, beyond ids and lists.
    pub under: String,
    pub keyed_by_id: bool,
    pub siblings: usize,
    bytes: Arc<[u8]>,
    key_at: (usize, usize),
    next: Option<usize>,
    /// Where the record begins and ends.
    record: (usize, usize),
}

/// An entry of a list.
pub struct Item {
    pub id: Option<String>,
    file: String,
    bytes: Arc<[u8]>,
    from: usize,
    next: Option<usize>,
}

/// Keys whose map has ids, or other names of one's own, as its keys.
const BY_ID: &[&str] = &["audiences", "areas", "moved", "gone", "brand", "rules", "status"];

const FORMS: &[&str] = &["zero", "one", "two", "few", "many", "other"];

/// Keys that each record needs, by the file or the key that it stands under.
const REQUIRED: &[(&str, &[&str])] = &[
    ("site.yaml", &["organisation", "base_url"]),
    ("organisation", &["name"]),
    ("audiences", &["name"]),
    ("areas", &["name"]),
    ("contacts.yaml", &["role"]),
    ("parties.yaml", &["name", "kind"]),
    ("resources.yaml", &["title"]),
    ("glossary.yaml", &["word", "meaning"]),
    ("dates.yaml", &["id", "date", "title"]),
    ("plan.yaml", &["title"]),
    ("period", &["start", "end"]),
    ("reports", &["every"]),
    ("objectives", &["title", "aims"]),
    ("aims", &["id", "text"]),
    ("actions", &["id", "text", "for"]),
    ("support", &["id", "topic"]),
    ("work", &["id", "task"]),
    ("readings", &["measure", "value", "date"]),
    ("news", &["title"]),
    ("pages", &["title"]),
];

impl Pair {
    pub fn required(&self) -> bool {
        !self.keyed_by_id
            && REQUIRED.iter().any(|(under, keys)| *under == self.under && keys.contains(&self.key.as_str()))
    }

    fn change(&self, from: usize, to: usize, with: &[u8]) -> Change {
        let bytes = [&self.bytes[..from], with, &self.bytes[to..]].concat();
        Change { file: self.file.clone(), bytes, from, to: from + with.len() }
    }

    fn value_at(&self) -> (usize, usize) {
        (self.value.place.start as usize, end(&self.value, &self.bytes))
    }

    /// Whether the value is a text of which every line is indented.
    pub fn is_block(&self) -> bool {
        self.bytes[self.key_at.1..self.value_at().0].iter().any(|byte| matches!(byte, b'|' | b'>'))
    }

    pub fn replace_key(&self, with: &str) -> Change {
        self.change(self.key_at.0, self.key_at.1, with.as_bytes())
    }

    pub fn replace_value(&self, with: &str) -> Change {
        let (from, to) = self.value_at();
        // A collection that begins on the next line is replaced together with the way there.
        let from = self.key_at.1 + 1 + usize::from(from == self.key_at.1);
        self.change(from, to, format!(" {with}").as_bytes())
    }

    pub fn before_value(&self, with: &str) -> Change {
        let from = self.value_at().0;
        self.change(from, from, with.as_bytes())
    }

    /// A tab in the place of the spaces before the key, where it begins its line.
    pub fn tab_before(&self) -> Option<Change> {
        let line = self.bytes[..self.key_at.0].iter().rposition(|byte| *byte == b'\n')? + 1;
        let spaces = line < self.key_at.0 && self.bytes[line..self.key_at.0].iter().all(|byte| *byte == b' ');
        spaces.then(|| self.change(line, self.key_at.0, b"\t"))
    }

    /// Puts letters behind the first one of the value, inside its quotes.
    pub fn after_first_letter(&self, with: &str) -> Change {
        self.bytes_in_value(with.as_bytes())
    }

    pub fn bytes_in_value(&self, with: &[u8]) -> Change {
        let (from, to) = self.value_at();
        let quoted = usize::from(matches!(self.bytes[from], b'"' | b'\''));
        let first = std::str::from_utf8(&self.bytes[from + quoted..to]).unwrap().chars().next();
        let at = if self.is_block() { to } else { from + quoted + first.map_or(0, char::len_utf8) };
        self.change(at, at, with)
    }

    /// The record without this key; what is said stands in the record.
    pub fn drop(&self) -> Change {
        let to = self.next.unwrap_or_else(|| self.value_at().1);
        let change = self.change(self.key_at.0, to, b"");
        Change { from: self.record.0, to: self.record.1 - (to - self.key_at.0), ..change }
    }

    /// The record with this key and its value twice, where another key follows.
    pub fn twice(&self) -> Option<Change> {
        let copy = self.bytes[self.key_at.0..self.next?].to_vec();
        let change = self.change(self.key_at.0, self.key_at.0, &copy);
        Some(Change { from: change.to, to: change.to, ..change })
    }
}

impl Item {
    /// The list with this entry twice, where another follows.
    pub fn twice(&self) -> Option<Change> {
        let copy = self.bytes[self.from..self.next?].to_vec();
        let bytes = [&self.bytes[..self.from], &copy, &self.bytes[self.from..]].concat();
        let from = self.from + copy.len();
        Some(Change { file: self.file.clone(), bytes, from, to: from + copy.len() })
    }
}

/// Where a value's own bytes end: a collection by indentation ends with what is in it.
fn end(node: &Node, bytes: &[u8]) -> usize {
    let from = node.place.start as usize;
    let last = match &node.kind {
        Kind::List(items) => items.last(),
        Kind::Map(pairs) => pairs.last().map(|(_, value)| value),
        _ => None,
    };
    match last {
        Some(last) if !matches!(bytes[from], b'[' | b'{') => end(last, bytes),
        _ => {
            let to = (node.place.end as usize).min(bytes.len());
            from + bytes[from..to].trim_ascii_end().len()
        }
    }
}

pub struct Plan {
    pub name: &'static str,
    pub texts: BTreeMap<String, Arc<[u8]>>,
    pub pairs: Vec<Pair>,
    pub items: Vec<Item>,
    tree: Tree,
    known: BTreeSet<(Code, String)>,
}

/// The plans, read once.
pub fn all() -> &'static [Plan] {
    static PLANS: OnceLock<Vec<Plan>> = OnceLock::new();
    PLANS.get_or_init(|| ["tests/sites/everything", "tests/sites/minimal", "."].map(Plan::read).into())
}

impl Plan {
    fn read(name: &'static str) -> Self {
        let tree = project::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap();
        let texts: BTreeMap<String, Arc<[u8]>> = (tree.below("content/"))
            .filter_map(|(path, entry)| match entry {
                Entry::Text(bytes) if path.ends_with(".yaml") || path.ends_with(".md") => {
                    Some((path.to_owned(), bytes.clone()))
                }
                _ => None,
            })
            .collect();
        let mut plan = Self { name, texts, pairs: Vec::new(), items: Vec::new(), known: BTreeSet::new(), tree };
        let faults = checked(&plan.tree).1;
        assert!(!planpress::diagnostic::any_error(&faults), "{name} is not valid: {faults:?}");
        plan.known = faults.into_iter().map(|fault| (fault.code, fault.message)).collect();
        for (file, bytes) in plan.texts.clone() {
            plan.places(&file, &bytes);
        }
        plan
    }

    /// Notes every key and entry of a file.
    fn places(&mut self, file: &str, bytes: &Arc<[u8]>) {
        let text = std::str::from_utf8(bytes).unwrap();
        let (sort, range) = match text.strip_prefix("---\n") {
            Some(rest) if file.ends_with(".md") => (Sort::FrontMatter, 4..4 + rest.find("\n---").unwrap() + 1),
            _ if file.ends_with(".yaml") => (Sort::Yaml, 0..text.len()),
            _ => return,
        };
        let root = yaml::read(&file.into(), &text[range.clone()], range.start, &mut Faults::default()).unwrap();
        let parts: Vec<&str> = file.split('/').collect();
        let last = parts[parts.len() - 1];
        let translation = last.matches('.').count() > 1;
        let source = last.replace(".cy.", ".");
        let by_id = ["contacts.yaml", "parties.yaml", "resources.yaml", "glossary.yaml"].contains(&&*source);
        let folder = parts[parts.len() - 2];
        let under =
            if matches!(folder, "news" | "pages" | "objectives" | "groups" | "updates") { folder } else { &source };
        self.walk(&root, under, by_id, &(file, sort, translation, bytes));
    }

    fn walk(&mut self, node: &Node, under: &str, by_id: bool, around: &(&str, Sort, bool, &Arc<[u8]>)) {
        let (file, sort, translation, bytes) = *around;
        match &node.kind {
            Kind::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    let next = items.get(at + 1).map(|next| next.place.start as usize);
                    let id = item.get("id").and_then(Node::text).map(str::to_owned);
                    let from = item.place.start as usize;
                    self.items.push(Item { id, file: file.to_owned(), bytes: bytes.clone(), from, next });
                    self.walk(item, under, false, around);
                }
            }
            Kind::Map(pairs) => {
                for (at, (key, value)) in pairs.iter().enumerate() {
                    self.pairs.push(Pair {
                        file: file.to_owned(),
                        sort,
                        translation,
                        key: key.text.clone(),
                        value: value.clone(),
                        under: under.to_owned(),
                        keyed_by_id: by_id,
                        siblings: pairs.len(),
                        bytes: bytes.clone(),
                        key_at: (key.place.start as usize, key.place.end as usize),
                        next: pairs.get(at + 1).map(|(next, _)| next.place.start as usize),
                        record: (node.place.start as usize, end(node, bytes)),
                    });
                    let under = if by_id { under } else { &key.text };
                    self.walk(value, under, !by_id && BY_ID.contains(&key.text.as_str()), around);
                }
            }
            _ => {}
        }
    }

    /// What is found after a change and was not before.
    pub fn faults_after(&self, change: &Change) -> Vec<Diagnostic> {
        self.faults_with(&change.file, &change.bytes)
    }

    pub fn faults_with(&self, file: &str, bytes: &[u8]) -> Vec<Diagnostic> {
        let mut tree = self.tree.clone();
        tree.files.insert(file.to_owned(), Entry::Text(bytes.into()));
        let mut faults = checked(&tree).1;
        faults.retain(|fault| !self.known.contains(&(fault.code, fault.message.clone())));
        faults
    }

    /// How many values and keys elsewhere are this id, by the keys that refer to such a thing.
    pub fn references(&self, id: &str, own: &Pair) -> usize {
        let keys: &[&str] = match own.under.as_str() {
            "contacts.yaml" => {
                &["contact", "contacts", "via", "reports_to", "ask", "lead", "return_to", "succeeded_by"]
            }
            "resources.yaml" => &["use", "resources"],
            "audiences" => &["for", "with", "kind", "in"],
            "areas" => &["areas", "area", "in"],
            "dates.yaml" => &["meetings", "opens", "closes"],
            _ => &[],
        };
        let is = |node: &Node| match &node.kind {
            Kind::List(items) => items.iter().any(|item| item.text() == Some(id)),
            _ => node.text() == Some(id),
        };
        let refers = self.pairs.iter().filter(|pair| keys.contains(&pair.key.as_str()) && is(&pair.value)).count();
        let translated = own.file.replace(".yaml", ".cy.yaml");
        let in_translation = |pair: &&Pair| {
            pair.file == translated
                && pair.under == own.under
                && (if own.keyed_by_id {
                    pair.keyed_by_id && pair.key == id
                } else {
                    pair.key == "id" && is(&pair.value)
                })
        };
        refers + self.pairs.iter().filter(in_translation).count()
    }

    /// A file with the first two keys of its records in the other order, where each has a line or a
    /// word as its value.
    pub fn keys_turned(&self, file: &str, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        let all: Vec<&Pair> = self.pairs.iter().filter(|pair| pair.file == file).collect();
        // From the end, so that places before stay where they are.
        for two in all.windows(2).rev() {
            let [first, second] = two else { continue };
            let simple = |pair: &Pair| matches!(pair.value.kind, Kind::Scalar { .. }) && !pair.is_block();
            let turned = !first.keyed_by_id
                && first.key_at.0 == first.record.0
                && first.record == second.record
                // Plural forms are published in the order in which they are written.
                && !FORMS.contains(&first.key.as_str())
                && simple(first)
                && simple(second);
            if turned {
                let (one, other) = ((first.key_at.0, first.value_at().1), (second.key_at.0, second.value_at().1));
                let new = [&bytes[other.0..other.1], &bytes[one.1..other.0], &bytes[one.0..one.1]].concat();
                bytes.splice(one.0..other.1, new);
            }
        }
        bytes
    }

    /// Every file of the site when each text is changed.
    pub fn published(&self, change: impl Fn(&str, &[u8]) -> Vec<u8>) -> BTreeMap<String, Vec<u8>> {
        let mut tree = self.tree.clone();
        for (file, bytes) in &self.texts {
            tree.files.insert(file.clone(), Entry::Text(change(file, bytes).into()));
        }
        let (publication, faults) = checked(&tree);
        assert!(!planpress::diagnostic::any_error(&faults), "{}: {faults:?}", self.name);
        let (mut site, _) =
            pages::site(&publication, &Arc::new(theme::load_site_theme(&publication, &tree).0), &tree, Links::Served);
        site.booklets.clear();
        let files = Mutex::new(BTreeMap::new());
        let host = RenderHost {
            read_asset: &|_| Err(io::ErrorKind::NotFound.into()),
            write: &|file| drop(files.lock().unwrap().insert(file.path, file.bytes)),
            cached: &|_| None,
            cache: &|_, _| {},
            on_print: &|_, _| {},
        };
        site.files.clear();
        render_site(site, &host).unwrap();
        files.into_inner().unwrap()
    }
}

fn checked(tree: &Tree) -> (Publication, Vec<Diagnostic>) {
    let terms = Terms {
        edition: Edition::Staff,
        day: Day::Named("2026-05-01".parse().unwrap()),
        base_url: None,
        links: Links::Served,
    };
    let (documents, mut faults) = documents::parse(tree);
    faults.extend(documents.faults());
    let (publication, found) = resolve::link(&documents, tree, &terms);
    faults.extend(found);
    faults.extend(check::check(&publication, &theme::load_site_theme(&publication, tree).0, tree));
    let faults = check::weigh(&publication, faults);
    (publication, faults)
}

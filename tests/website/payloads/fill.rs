//! A small plan with one payload in every field that takes words, found by walking the schemas.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use planpress::diagnostic::{Code, Diagnostic, Severity};
use planpress::file_tree::{Asset, Entry, Tree};
use planpress::html::templates::PageRenderer;
use planpress::model::Edition;
use planpress::pages::Site;
use planpress::pages::kinds::Links;
use planpress::pipeline::{Judge, make};
use planpress::records::documents;
use planpress::records::json_schema;
use planpress::render;
use planpress::resolve::{Day, Terms};
use serde_json::{Map, Value};

use crate::common::{files_below, project};

/// Which schema a file of the small plan has, by the beginning of its path.
const SCHEMAS: &[(&str, &str)] = &[
    ("site", "site"),
    ("contacts", "contacts"),
    ("parties", "parties"),
    ("dates", "dates"),
    ("resources", "resources"),
    ("glossary", "glossary"),
    ("plans/2026/plan", "plan"),
    ("plans/2026/objectives/", "objective"),
    ("updates/", "update"),
    ("groups/", "group"),
    ("news/", "news"),
    ("pages/", "page"),
];

/// A value that holds the payload.
#[derive(Debug, Clone)]
pub struct Slot {
    /// Its file, and its place in it as a JSON pointer.
    pub file: String,
    pub pointer: String,
    /// The key as the schema has it: `plan.aims[].text`.
    pub key: String,
    /// What stands there in the small plan; nothing where the key was added.
    before: Option<Value>,
    /// A word that stands after the payload and nowhere else.
    pub mark: String,
    /// The code that it was refused with.
    pub refused: Option<&'static str>,
}

/// A plan that holds one payload everywhere.
pub struct Filled {
    files: BTreeMap<String, Value>,
    bodies: BTreeMap<String, String>,
    pub slots: Vec<Slot>,
    /// Markdown that was refused, by its code.
    pub refused: Vec<&'static str>,
    payload: String,
}

/// The schemas by name.
pub fn schemas() -> BTreeMap<&'static str, Value> {
    json_schema::all().into_iter().map(|own| (own.name, own.schema)).collect()
}

fn is(schema: &Value, other: &Value) -> bool {
    schema["type"] == other["type"] && schema["pattern"] == other["pattern"] && schema["enum"] == other["enum"]
}

/// Whether a key takes words: a text, an address, an e-mail address.
fn takes_words(schema: &Value) -> bool {
    use planpress::records::json_schema::Schema;
    use planpress::records::values::{Email, Text, WebAddress};
    is(schema, &Text::schema()) || is(schema, &WebAddress::schema()) || is(schema, &Email::schema())
}

/// Every key that takes words.
pub fn keys(schema: &Value, key: &str, found: &mut BTreeSet<String>) {
    if takes_words(schema) {
        found.insert(key.to_owned());
    }
    for (name, inner) in schema["properties"].as_object().into_iter().flatten() {
        keys(inner, &format!("{key}.{name}"), found);
    }
    for (part, sign) in [("items", "[]"), ("additionalProperties", "{}")] {
        if schema[part].is_object() {
            keys(&schema[part], &format!("{key}{sign}"), found);
        }
    }
    // Where a text or a record may stand, the record has the more keys.
    let all = schema["anyOf"].as_array().into_iter().flatten();
    for inner in all.filter(|own| own["properties"].is_object()) {
        keys(inner, key, found);
    }
}

/// Gathers the slots of a value, and adds the keys that it lacks.
fn walk(value: &mut Value, schema: &Value, key: &str, pointer: &str, found: &mut Vec<(String, String, Option<Value>)>) {
    if let Some(all) = schema["anyOf"].as_array() {
        let fits = |own: &&Value| (own["type"] == "object") == value.is_object() && own["const"].is_null();
        if let Some(own) = all.iter().find(fits) {
            walk(value, own, key, pointer, found);
        }
        return;
    }
    match value {
        Value::Object(map) => {
            if let Some(known) = schema["properties"].as_object() {
                let excluded =
                    |name: &String| schema["oneOf"].to_string().contains(&format!("\"{name}\"")) || name == "same_as";
                for (name, own) in known {
                    if !map.contains_key(name) && takes_words(own) && !excluded(name) {
                        map.insert(name.clone(), Value::Null);
                        found.push((format!("{key}.{name}"), format!("{pointer}/{name}"), None));
                    } else if let Some(inner) = map.get_mut(name) {
                        walk(inner, own, &format!("{key}.{name}"), &format!("{pointer}/{name}"), found);
                    }
                }
            }
            if schema["additionalProperties"].is_object() {
                for (name, inner) in map.iter_mut() {
                    let at = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
                    walk(inner, &schema["additionalProperties"], &format!("{key}{{}}"), &at, found);
                }
            }
        }
        Value::Array(items) => {
            for (at, inner) in items.iter_mut().enumerate() {
                walk(inner, &schema["items"], &format!("{key}[]"), &format!("{pointer}/{at}"), found);
            }
        }
        _ if takes_words(schema) => found.push((key.to_owned(), pointer.to_owned(), Some(value.clone()))),
        _ => {}
    }
}

/// What is left of a value in a translation: texts, and the ids that they are found by.
fn translated(value: &Value, schema: &Value) -> Option<Value> {
    match value {
        Value::Object(map) => {
            let schema = schema["anyOf"]
                .as_array()
                .and_then(|all| all.iter().find(|own| own["type"] == "object"))
                .unwrap_or(schema);
            let of = |name: &str| schema["properties"].get(name).unwrap_or(&schema["additionalProperties"]);
            let left: Map<String, Value> = map
                .iter()
                .filter_map(|(name, own)| {
                    Some((name.clone(), if name == "id" { own.clone() } else { translated(own, of(name))? }))
                })
                .collect();
            left.keys().any(|name| name != "id").then_some(Value::Object(left))
        }
        Value::Array(items) => {
            let left: Vec<Value> = items.iter().filter_map(|own| translated(own, &schema["items"])).collect();
            (!left.is_empty()).then_some(Value::Array(left))
        }
        _ if schema.is_object() => Some("A".into()),
        _ => None,
    }
}

impl Filled {
    /// Puts a payload into every key, and takes it out again where the program names a fault.
    pub fn new(payload: &str, pages: &[String], address: &str) -> (Self, Site) {
        let schemas = schemas();
        let mut own = Self {
            files: BTreeMap::new(),
            bodies: BTreeMap::new(),
            slots: Vec::new(),
            refused: Vec::new(),
            payload: payload.into(),
        };
        let folder = project().join("tests/payloads/site/content");
        for path in files_below(&folder) {
            let name = path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
            let (yaml, body) = halves(&path);
            let options = serde_yaml::options! { strict_booleans: true };
            let source: Value = serde_yaml::from_str_with_options(&yaml, options).unwrap();
            let (_, schema) = SCHEMAS.iter().find(|(start, _)| name.starts_with(start)).unwrap();
            let (stem, ending) = name.rsplit_once('.').unwrap();
            let other = schemas.get(format!("{schema}-translation").as_str());
            if let Some((other, value)) = other.and_then(|other| Some((other, translated(&source, other)?))) {
                own.add(format!("{stem}.cy.{ending}"), value, other, schema, "Geiriau.\n");
            }
            own.add(name.clone(), source, &schemas[schema], schema, &body);
        }
        for (at, page) in pages.iter().enumerate() {
            own.bodies.insert(format!("pages/probe-{at}.md"), format!("---\ntitle: Probe {at}\n---\n{page}"));
        }
        let site = own.settle(address);
        (own, site)
    }

    fn add(&mut self, file: String, mut value: Value, schema: &Value, name: &str, body: &str) {
        let mut found = Vec::new();
        walk(&mut value, schema, name, "", &mut found);
        for (key, pointer, before) in found {
            let mark = format!("zq{}zq", self.slots.len());
            *value.pointer_mut(&pointer).unwrap() = format!("{} {mark}", self.payload).into();
            self.slots.push(Slot { file: file.clone(), pointer, key, before, mark, refused: None });
        }
        if file.ends_with(".md") {
            self.bodies.insert(file.clone(), body.to_owned());
        }
        self.files.insert(file, value);
    }

    /// Takes out what is refused, until there is a site.
    fn settle(&mut self, address: &str) -> Site {
        for _ in 0..60 {
            let (tree, lines) = self.tree();
            let (documents, mut faults) = documents::parse(&tree);
            faults.extend(documents.faults());
            let day = Day::Named("2026-05-01".parse().unwrap());
            let terms =
                Terms { edition: Edition::Staff, day, base_url: Some(address.to_owned()), links: Links::Served };
            // Nothing is printed here, so no font need have the letters.
            let is_error =
                |fault: &Diagnostic| fault.severity == Severity::Error && fault.code != Code::UnprintableLetter;
            let mut judge = Judge { fails: &|faults| faults.iter().any(is_error), stage: &mut |_| () };
            let made = make(documents, &tree, &terms, faults, None, &mut judge);
            if let Some(site) = made.site {
                return site;
            }
            let mut moved = false;
            for fault in made.faults.iter().filter(|fault| is_error(fault)) {
                let Some(file) = fault.place.file.strip_prefix("content/") else { panic!("{fault:?}") };
                let text = tree.text(&fault.place.file).unwrap_or_default();
                let line = text[..fault.place.start as usize].matches('\n').count();
                moved |= self.refuse(file, line, &lines, fault.code.entry().number);
            }
            assert!(
                moved,
                "{:?}: nothing that was written explains {:#?}",
                self.payload,
                made.faults.iter().find(|own| is_error(own))
            );
        }
        panic!("{:?} is refused without end", self.payload)
    }

    /// Takes out what stands in a line.
    fn refuse(&mut self, file: &str, line: usize, lines: &BTreeMap<String, Vec<String>>, code: &'static str) -> bool {
        let Some(pointers) = lines.get(file) else {
            // A piece of Markdown: it stands in a line of its own, or in several up to an empty one.
            let body = self.bodies.get_mut(file).unwrap_or_else(|| panic!("{file}"));
            let mut all: Vec<&str> = body.split('\n').collect();
            let Some(own) = all.get(line).filter(|own| !own.is_empty()) else { return false };
            if line < 3 || own.is_empty() {
                return false;
            }
            let from = all[..line].iter().rposition(|own| own.is_empty()).map_or(3, |at| at + 1).max(3);
            let to = all[line..].iter().position(|own| own.is_empty()).map_or(all.len(), |at| at + line);
            all.splice(from..to, ["Nothing."]);
            *body = all.join("\n");
            self.refused.push(code);
            return true;
        };
        let Some(pointer) = pointers.get(line) else { return false };
        let slot =
            self.slots.iter_mut().find(|own| own.file == file && own.pointer == *pointer && own.refused.is_none());
        let Some(slot) = slot else { return false };
        slot.refused = Some(code);
        let value = self.files.get_mut(file).unwrap();
        match &slot.before {
            Some(before) => *value.pointer_mut(pointer).unwrap() = before.clone(),
            None => {
                let (parent, name) = pointer.rsplit_once('/').unwrap();
                value.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(name);
            }
        }
        true
    }

    /// The project, and which value stands in each line of its YAML.
    fn tree(&self) -> (Tree, BTreeMap<String, Vec<String>>) {
        let mut tree = Tree::default();
        let mut lines = BTreeMap::new();
        let text = |text: String| Entry::Text(text.into_bytes().into());
        for (file, value) in &self.files {
            let (mut out, mut own) = (String::new(), vec![String::new()]);
            let front = self.bodies.get(file);
            if front.is_some() {
                out.push_str("---\n");
                own.push(String::new());
            }
            written(value, "", &mut out, &mut own);
            if let Some(body) = front {
                write!(out, "\n---\n{body}").unwrap();
            }
            tree.files.insert(format!("content/{file}"), text(out));
            lines.insert(file.clone(), own);
        }
        for (file, body) in self.bodies.iter().filter(|(file, _)| !self.files.contains_key(*file)) {
            tree.files.insert(format!("content/{file}"), text(body.clone()));
        }
        let asset =
            |size| Entry::Asset(Asset { size, digest: "0".repeat(64), dimensions: Some((8, 8)), ..Asset::default() });
        tree.files.insert("content/files/x.png".into(), asset(64));
        for lang in ["en", "cy"] {
            tree.files.insert(format!("themes/hostile/locales/all.{lang}.ftl"), text(words(&self.payload)));
        }
        (tree, lines)
    }

    /// The files of the site that a browser would be sent.
    pub fn files(site: Site) -> Vec<render::File> {
        let pages = PageRenderer::new(site.into()).unwrap_or_else(|found| panic!("{found:?}"));
        let outputs = pages
            .site
            .outputs
            .iter()
            .map(|output| render::render_output(output, &pages).unwrap_or_else(|found| panic!("{found:?}")));
        let mut files: Vec<render::File> = outputs.collect();
        files.extend(
            render::asset_paths(&pages.site.theme).filter_map(|path| render::render_asset(path, &pages.site.theme)),
        );
        files
    }
}

/// Every word of the default theme that is shown, replaced by a payload.
fn words(payload: &str) -> String {
    let mut letters = String::new();
    for letter in payload.chars() {
        match letter {
            '"' | '\\' => write!(letters, "\\{letter}").unwrap(),
            letter if letter.is_control() => write!(letters, "\\u{:04x}", u32::from(letter)).unwrap(),
            letter => letters.push(letter),
        }
    }
    let mut out = String::new();
    for file in ["common", "pages", "search", "site"] {
        let path = project().join(format!("themes/default/locales/{file}.en.ftl"));
        for line in std::fs::read_to_string(path).unwrap().lines() {
            if let Some((key, _)) =
                line.split_once(" = ").filter(|(key, _)| key.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                writeln!(out, "{key} = {{ \"{letters}\" }}").unwrap();
            }
        }
    }
    out
}

/// The YAML of a file and what stands after it.
fn halves(path: &Path) -> (String, String) {
    let text = std::fs::read_to_string(path).unwrap();
    match text.strip_prefix("---\n").and_then(|rest| rest.split_once("---\n")) {
        Some((yaml, body)) => (yaml.to_owned(), body.to_owned()),
        None => (text, String::new()),
    }
}

/// JSON is YAML; each value stands in a line of its own, and `lines` says which.
fn written(value: &Value, pointer: &str, out: &mut String, lines: &mut Vec<String>) {
    let escaped = |name: &str| name.replace('~', "~0").replace('/', "~1");
    let inside: Vec<(String, String, &Value)> = match value {
        Value::Object(map) => {
            map.iter().map(|(name, own)| (format!("{}: ", quoted(name)), escaped(name), own)).collect()
        }
        Value::Array(items) => items.iter().enumerate().map(|(at, own)| (String::new(), at.to_string(), own)).collect(),
        Value::String(text) => return out.push_str(&quoted(text)),
        other => return write!(out, "{other}").unwrap(),
    };
    let signs = if value.is_object() { ['{', '}'] } else { ['[', ']'] };
    out.push(signs[0]);
    for (at, (key, name, own)) in inside.iter().enumerate() {
        out.push_str(if at > 0 { ",\n " } else { "\n " });
        let pointer = format!("{pointer}/{name}");
        lines.push(pointer.clone());
        out.push_str(key);
        written(own, &pointer, out, lines);
    }
    out.push(signs[1]);
}

/// A text in quotes, with what YAML does not take for printable written as numbers.
fn quoted(text: &str) -> String {
    let json = serde_json::to_string(text).unwrap();
    let unprintable = |c: char| matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}');
    json.chars().map(|c| if unprintable(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() }).collect()
}

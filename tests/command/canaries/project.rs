//! A project in two languages in which everything exists once for each set of editions, with a
//! word of its own in every field. It is made from the schemas, which come from the records
//! themselves, so that no key can be forgotten.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use planpress::records::json_schema;
use serde_json::{Map, Value, json};

use super::facts::{Fact, MARKDOWN, below, fact};
use super::{ALL, Canaries, EDITIONS, STAFF, Set, names};

/// One of everything that stands in a file, for one set of editions. The last is for all.
#[derive(Debug, Clone)]
pub struct Family {
    pub number: usize,
    pub set: Set,
    /// Whether each list in it has an entry for each set.
    pub spread: bool,
    ids: BTreeMap<&'static str, String>,
}

const KINDS: [&str; 10] =
    ["plan", "contact", "party", "date", "resource", "glossary", "group", "page", "news", "update"];

impl Family {
    pub fn id(&self, kind: &str) -> String {
        self.ids[kind].clone()
    }

    /// What `editions` says; nothing for what all may see.
    pub fn editions(&self) -> Option<Vec<&'static str>> {
        (self.set != ALL).then(|| names(self.set))
    }
}

/// An objective of a family's plan.
#[derive(Debug, Clone)]
pub struct Objective {
    pub id: String,
    pub set: Set,
}

/// What the project is made with.
pub struct Maker {
    pub canaries: Canaries,
    pub families: Vec<Family>,
    objectives: Vec<Vec<Objective>>,
    /// The aims and measures of each objective, with their sets.
    aims: BTreeMap<String, Vec<(String, Set)>>,
    measures: BTreeMap<String, Vec<String>>,
    /// Who may see what has an id.
    sets: BTreeMap<String, Set>,
    schemas: BTreeMap<&'static str, Value>,
    files: BTreeMap<String, String>,
    objective: String,
    resource: usize,
    lang: &'static str,
}

fn is_words(schema: &Value) -> bool {
    schema["pattern"] == "\\S" && schema["type"].as_array().is_some_and(|types| types.len() == 3)
}

fn is_id(schema: &Value) -> bool {
    schema["pattern"].as_str().is_some_and(|pattern| pattern.starts_with("^[a-z0-9-]"))
}

impl Maker {
    /// Plants a word in the language that is being written.
    pub fn plant(&mut self, at: &str, set: Set) -> String {
        self.canaries.plant(at, self.lang, set)
    }

    /// A file that only one thing uses, with a word in its name and one in it.
    pub fn file(&mut self, at: &str, set: Set, ending: &str) -> Value {
        let name = format!("{}.{ending}", self.plant(&format!("{at}/file name"), set));
        let word = self.plant(&format!("{at}/file"), set);
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"20\"><text x=\"1\" y=\"15\" font-size=\"9\">{word}</text></svg>\n"
        );
        self.files.insert(format!("files/{name}"), if ending == "svg" { svg } else { format!("{word}\n") });
        json!(name)
    }

    pub fn objectives(&self, family: &Family) -> &[Objective] {
        &self.objectives[family.number]
    }

    /// The objectives beside the one that is being made.
    pub fn others(&self, family: &Family) -> Vec<&str> {
        let all = self.objectives(family).iter().map(|own| own.id.as_str());
        all.filter(|id| *id != self.objective).collect()
    }

    /// An aim of the objective that is being made: where there are several, the staff's.
    pub fn aim_elsewhere(&self) -> String {
        let aims = &self.aims[&self.objective];
        aims.iter().find(|(_, set)| *set == STAFF).unwrap_or(&aims[0]).0.clone()
    }

    /// A measure that a family's plan shows wherever it is shown itself.
    pub fn measure(&self, family: &Family) -> String {
        let objective = &self.objectives[family.number].last().unwrap().id;
        format!("{objective}/{}", self.measures[objective].last().unwrap())
    }

    /// How a family's objective and its aims are going; of the objective only staff are told.
    pub fn status(&mut self, family: &Family) -> Value {
        let objective = self.objectives[family.number].last().unwrap().clone();
        let schema = self.schemas["update"]["properties"]["status"]["additionalProperties"].clone();
        let mut all = Map::new();
        let whole = [(objective.id.clone(), family.set & STAFF)].into_iter();
        let aims = self.aims[&objective.id].clone();
        for (name, set) in whole.chain(aims.iter().map(|(aim, set)| (format!("{}/{aim}", objective.id), *set))) {
            let set = set & family.set;
            let mut own = self.record(&schema, family, set);
            if name == objective.id {
                own["editions"] = json!(["staff"]);
            }
            self.sets.insert(name.clone(), set);
            all.insert(name, own);
        }
        all.into()
    }

    /// A record with all that its schema knows.
    fn record(&mut self, schema: &Value, family: &Family, set: Set) -> Value {
        let title = schema["title"].as_str().unwrap().to_owned();
        let mut record = Map::new();
        for (key, own) in schema["properties"].as_object().unwrap() {
            let set = below(&title, key, set);
            let value = match fact(self, &title, key, family, set) {
                Some(Fact::LeaveOut) => continue,
                Some(Fact::Write(value)) => value,
                None if key == "editions" => match family.editions() {
                    Some(editions) => json!(editions),
                    None => continue,
                },
                None => self.value(own, &title, key, family, set),
            };
            if let ("id", Some(id)) = (key.as_str(), value.as_str()) {
                self.sets.insert(id.to_owned(), set);
            }
            record.insert(key.clone(), value);
        }
        record.into()
    }

    fn value(&mut self, schema: &Value, title: &str, key: &str, family: &Family, set: Set) -> Value {
        let at = format!("{title}.{key}");
        if MARKDOWN.contains(&(title, key)) {
            let text = self.brief(&at, set);
            return if schema["type"] == "array" { json!([text]) } else { json!(text) };
        }
        if is_words(schema) || is_id(schema) || is_words(&schema["anyOf"][0]) {
            return json!(self.plant(&at, set));
        }
        if schema["properties"].is_object() {
            return self.inner(schema, key, family, set);
        }
        let entries = &schema["additionalProperties"];
        if entries.is_object() {
            let name = match key {
                "audiences" => "branch",
                "areas" => "north",
                "rules" => "see-below",
                "gone" => "/old/",
                _ => {
                    panic!("{at} is new: say in tests/command/canaries/project.rs under which key something may stand")
                }
            };
            return json!({ name: self.value(entries, title, key, family, set) });
        }
        let items = &schema["items"];
        if is_words(items) {
            return json!([self.plant(&at, set), self.plant(&at, set)]);
        }
        assert!(
            items["properties"].is_object(),
            "{at} is new: say in tests/command/canaries/facts.rs what stands there, or make it a text"
        );
        // In what all may see there is one for each set, and again in that for all.
        let spread = family.spread && items["properties"]["editions"].is_object();
        let entries: Vec<Family> = if spread { self.families.clone() } else { vec![family.clone()] };
        let mut list = Vec::new();
        for mut own in entries {
            own.number = family.number;
            own.spread &= family.spread;
            let set = if spread { set & own.set } else { set };
            let mut item = self.inner(items, key, &own, set);
            if spread {
                item["editions"] = json!(names(own.set));
            }
            if title == "an objective" && key == "aims" {
                let objective = self.objective.clone();
                let id = |value: &Value| value["id"].as_str().unwrap().to_owned();
                self.aims.entry(objective.clone()).or_default().push((id(&item), set));
                let measures = item["measures"].as_array().unwrap().iter().map(id).collect::<Vec<_>>();
                self.measures.entry(objective).or_default().extend(measures);
            }
            list.push(item);
        }
        list.into()
    }

    /// A record inside another: it says nothing of editions and is where that one is.
    fn inner(&mut self, schema: &Value, key: &str, family: &Family, set: Set) -> Value {
        let mut record = self.record(schema, family, set);
        let fields = record.as_object_mut().unwrap();
        fields.remove("editions");
        if key == "measure" {
            // It takes the aim's.
            let id = fields.remove("id").unwrap();
            self.canaries.words.remove(id.as_str().unwrap());
        }
        record
    }

    /// The translation of a record, or of a map or list of records, by the shape of its source.
    fn translation(&mut self, schema: &Value, source: &Value, title: &str, key: &str, set: Set) -> Option<Value> {
        let at = format!("{title}.{key}");
        if MARKDOWN.contains(&(title, key)) {
            let text = self.brief(&at, set);
            return Some(if source.is_array() { json!([text]) } else { json!(text) });
        }
        if is_words(schema) || is_words(&schema["anyOf"][0]) {
            return Some(json!(self.plant(&at, set)));
        }
        if let (Some(items), Some(own)) = (schema.get("items"), source.as_array()) {
            return Some(own.iter().filter_map(|own| self.translation(items, own, title, key, set)).collect());
        }
        let own = source.as_object()?;
        let mut translated = Map::new();
        if let Some(records) = schema["additionalProperties"].as_object() {
            let records = Value::from(records.clone());
            for (id, record) in own {
                let set = self.sets.get(id).copied().unwrap_or(set);
                translated.extend(self.translation(&records, record, title, key, set).map(|own| (id.clone(), own)));
            }
            return (!translated.is_empty()).then(|| translated.into());
        }
        let title = schema["title"].as_str()?.trim_end_matches(", translated").to_owned();
        let own_set = own.get("editions").and_then(Value::as_array).map_or(ALL, |editions| {
            EDITIONS.iter().filter(|(name, _)| editions.iter().any(|own| own == name)).map(|(_, set)| set).sum()
        });
        let set = own.get("id").and_then(|id| self.sets.get(id.as_str()?).copied()).unwrap_or(set & own_set);
        for (key, schema) in schema["properties"].as_object()? {
            let Some(own) = own.get(key) else { continue };
            let value = match key.as_str() {
                "id" => Some(own.clone()),
                // In the source it is a name.
                "accountable_to" => None,
                _ => self.translation(schema, own, &title, key, below(&title, key, set)),
            };
            translated.extend(value.map(|value| (key.clone(), value)));
        }
        Some(translated.into())
    }

    /// Writes a record's file and its translation, each with a comment that nobody is to see.
    fn yaml(&mut self, path: &str, schema: &str, value: &Value, set: Set) {
        let translation = self.schemas[format!("{schema}-translation").as_str()].clone();
        let comment = self.plant("a comment in YAML", 0);
        self.files.insert(format!("{path}.yaml"), format!("# {comment}\n{value:#}\n"));
        self.lang = "cy";
        if let Some(translated) = self.translation(&translation, value, "", "", set) {
            self.files.insert(format!("{path}.cy.yaml"), format!("{translated:#}\n"));
        }
        self.lang = "en";
    }

    /// Writes the texts beside a record: common ones and one for each edition, in both languages;
    /// those of pages and news begin with what they are.
    fn stories(&mut self, path: &str, schema: Option<&str>, front: Option<&Value>, at: &str, set: Set) {
        for lang in ["en", "cy"] {
            self.lang = lang;
            let ending = if lang == "en" { "md".to_owned() } else { format!("{lang}.md") };
            let head = match (front, schema) {
                (Some(front), Some(_)) if lang == "en" => Some(front.clone()),
                (Some(front), Some(schema)) => {
                    let schema = self.schemas[format!("{schema}-translation").as_str()].clone();
                    self.translation(&schema, front, "", "", set)
                }
                _ => None,
            };
            let head = head.map(|head| format!("---\n{head:#}\n---\n")).unwrap_or_default();
            let text = self.whole(at, set);
            self.files.insert(format!("{path}.{ending}"), head + &text);
            for (edition, own) in EDITIONS {
                let text = self.brief(&format!("{at} of one edition"), set & own);
                self.files.insert(format!("{path}.{edition}.{ending}"), text);
            }
        }
        self.lang = "en";
    }
}

/// Writes the project below a folder and says what was planted.
pub fn write(root: &Path) -> Canaries {
    let schemas = json_schema::file_schemas().into_iter().map(|own| (own.name, own.schema)).collect();
    let mut maker = Maker {
        canaries: Canaries::default(),
        families: Vec::new(),
        objectives: Vec::new(),
        aims: BTreeMap::new(),
        measures: BTreeMap::new(),
        sets: BTreeMap::new(),
        schemas,
        files: BTreeMap::new(),
        objective: String::new(),
        resource: 0,
        lang: "en",
    };
    for set in 1..=ALL {
        let ids = KINDS.map(|kind| (kind, maker.plant(&format!("the id of a {kind}"), set)));
        let number = usize::from(set - 1);
        maker.families.push(Family { number, set, spread: set == ALL, ids: ids.into_iter().collect() });
    }
    for family in maker.families.clone() {
        let sets = if family.set == ALL { (1..=ALL).collect() } else { vec![family.set] };
        let objectives = sets.into_iter().map(|set| Objective { id: maker.plant("the id of an objective", set), set });
        let objectives = objectives.collect();
        maker.objectives.push(objectives);
    }
    maker.all();
    for (path, text) in &maker.files {
        let path = root.join("content").join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    maker.canaries
}

impl Maker {
    fn all(&mut self) {
        let families = self.families.clone();
        let whole = families.last().unwrap();
        let site = self.record(&self.schemas["site"].clone(), whole, ALL);
        self.yaml("site", "site", &site, ALL);
        for (kind, file) in
            [("contact", "contacts"), ("party", "parties"), ("resource", "resources"), ("glossary", "glossary")]
        {
            let schema = self.schemas[file]["additionalProperties"].clone();
            let mut all = Map::new();
            for family in &families {
                // A resource is in one of three places.
                for place in 0..if kind == "resource" { 3 } else { 1 } {
                    self.resource = place;
                    let id = if place == 0 { family.id(kind) } else { self.plant("the id of a resource", family.set) };
                    self.sets.insert(id.clone(), family.set);
                    let record = self.record(&schema, family, family.set);
                    all.insert(id, record);
                }
            }
            self.yaml(file, file, &all.into(), ALL);
        }
        let schema = self.schemas["dates"]["items"].clone();
        let mut dates = Vec::new();
        for family in &families {
            dates.push(self.record(&schema, family, family.set));
        }
        self.yaml("dates", "dates", &dates.into(), ALL);
        for family in &families {
            self.family(family);
        }
    }

    fn family(&mut self, family: &Family) {
        let set = family.set;
        let plan = format!("plans/{}", family.id("plan"));
        let record = self.record(&self.schemas["plan"].clone(), family, set);
        self.yaml(&format!("{plan}/plan"), "plan", &record, set);
        self.stories(&format!("{plan}/plan"), None, None, "plan.md", set);
        self.stories(&format!("{plan}/guide"), None, None, "guide.md", set);
        for own in self.objectives(family).to_vec() {
            self.objective.clone_from(&own.id);
            let mut as_of = family.clone();
            as_of.set = own.set;
            as_of.spread = set == ALL && own.set == ALL;
            let mut record = self.record(&self.schemas["objective"].clone(), &as_of, own.set);
            if set != ALL {
                // It is where its plan is.
                record.as_object_mut().unwrap().remove("editions");
            }
            let path = format!("{plan}/objectives/{}", own.id);
            self.yaml(&path, "objective", &record, own.set);
            self.stories(&path, None, None, "an objective's text", own.set);
        }
        for (kind, folder) in [("group", "groups"), ("update", "updates")] {
            let record = self.record(&self.schemas[kind].clone(), family, set);
            let path = format!("{folder}/{}", family.id(kind));
            self.yaml(&path, kind, &record, set);
            self.stories(&path, None, None, &format!("the text of a {kind}"), set);
        }
        for (kind, path) in [("page", "pages/"), ("news", "news/2026-04-01-")] {
            let record = self.record(&self.schemas[kind].clone(), family, set);
            let path = format!("{path}{}", family.id(kind));
            self.stories(&path, Some(kind), Some(&record), &format!("the text of a {kind}"), set);
        }
    }

    /// Which of the three places of a resource is asked about.
    pub fn resource_in(&self, place: usize) -> bool {
        self.resource == place
    }
}

//! Every way in which something that an edition shows can refer to a file.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The address of the site in which they stand, whose host is written in small letters there.
pub const BASE: &str = "https://plan.example.org/union/";

/// The text of a page; `FILE` is the path of the file below `files/`.
pub const TEXTS: &[&str] = &[
    "[x](/files/FILE)",
    "[x](files/FILE)",
    "[x](../files/FILE)",
    "[x](./../../files/./FILE)",
    "[x](/files/../files/FILE)",
    "[x](/old/%2E%2E/files/FILE)",
    "[x](/%66iles/FILE)",
    "[x](/files/FILE?print=1#page=2)",
    "[x](&#47;files/FILE)",
    "[x](/files\\FILE)",
    "[x][y]\n\n[y]: /files/FILE",
    "[y]\n\n[y]: <../files/FILE> \"title\"",
    "![x](/files/FILE)",
    "> - ![x](files/FILE)",
    "Noted[^a].\n\n[^a]: [x](/files/FILE)",
    "| a |\n|---|\n| [x](/files/FILE) |",
    "word\n: [x](/files/FILE)",
    "[x](https://plan.example.org/union/files/FILE)",
    "[x](HTTP://PLAN.example.org:80/union/files/FILE)",
    "[x](https://plan.example.org:443/union/x/../files/FILE#a)",
    "[x](https://me@plan.example.org./union/files/FILE)",
    "<https://plan.example.org/union/files/FILE>",
    "See https://plan.example.org/union/files/FILE.",
    "See (http://plan.example.org/union/files/FILE), or not.",
    "See plan.example.org/union/files/FILE.",
    "`https://plan.example.org/union/files/FILE`",
    "```\nhttps://plan.example.org/union/files/FILE\n```",
    "[x](https://view.example/?url=https%3A%2F%2Fplan.example.org%2Funion%2Ffiles%2FFILE)",
    "[x](https://archive.example/web/https://plan.example.org/union/files/FILE)",
    "```plan:video\nurl: https://plan.example.org/union/files/FILE\ntitle: x\n```",
    "```plan:video\nurl: https://film.example/\nposter: files/FILE\n```",
    "```plan:video\nurl: https://film.example/\ntranscript: https://plan.example.org/union/files/FILE\n```",
    "<a href=\"/files/FILE\">x</a>",
    "<a href='/union/files/FILE'>x</a>",
    "<a href=../../files/FILE>x</a>",
    "<A HREF = //plan.example.org/union/files/FILE >x</A>",
    "<a href=\"&#47;files&sol;FILE\">x</a>",
    "<a href=\"/fi&#10;les/FILE\">x</a>",
    "<a href=\" \\\\plan.example.org\\union\\files\\FILE \">x</a>",
    "<a href=\"webcal://plan.example.org/union/files/FILE\">x</a>",
    "<img src=/files/FILE alt=x>",
    "<img srcset=\"/files/none.png 1x, /files/FILE 2x\" alt=x>",
    "<video poster=\"/files/FILE\"></video>",
    "<object data=\"/files/FILE\"></object>",
    "<form action=\"/files/FILE\"></form>",
    "<p style=\"background: url('/files/FILE')\">x</p>",
    "<p style=\"background: url(\\2f files/FILE)\">x</p>",
    "<a\n  class=\"x\"\n  href=\"/files/FILE\">x</a>",
    "<div\n  class=\"x\"\n  data-to=\"/files/FILE\"\n>x</div>",
    "Words <a href=\"/files/FILE\">in a line</a>.",
    "<style>\n@import \"/files/FILE\";\n</style>",
    "<script>\nopen(\"\\/files\\/FILE\")\n</script>",
    "<meta http-equiv=\"refresh\" content=\"9; url=/files/FILE\">",
];

/// What stands in a file of `files/` that a page links to, by the ending of its name; `FILE` is the name
/// of a file beside it.
pub const FILES: &[(&str, &str)] = &[
    ("xml", "<list xmlns=\"http://list.example/\"><item href=\"FILE\"/></list>"),
    ("xml", "<list><loc>https://plan.example.org/union/files/FILE</loc></list>"),
    ("json", "{\"icon\": \"FILE\"}"),
];

/// Records in files that hold several, below `content/`; `FILE` is the path of the file, `ID` an id that
/// nothing else has, `E` what says in which edition it is.
pub const RECORDS: &[(&str, &str)] = &[
    ("contacts.yaml", "ID: {role: x, url: \"https://plan.example.org/union/files/FILE\", E}"),
    ("parties.yaml", "ID: {name: x, kind: branch, url: \"http://PLAN.example.org/union/files/FILE\", E}"),
    ("resources.yaml", "ID: {title: x, url: \"https://plan.example.org/union/files/FILE\", E}"),
    ("resources.yaml", "ID: {title: x, file: FILE, E}"),
    ("resources.yaml", "ID: {title: x, file: /files/FILE, E}"),
    ("resources.yaml", "ID: {title: x, where: On the shelf, cover: files/FILE, alt: x, E}"),
    ("resources.yaml", "ID: {title: x, where: \"https://plan.example.org/union/files/FILE\", E}"),
    ("glossary.yaml", "ID: {word: wID, meaning: \"See https://plan.example.org/union/files/FILE\", E}"),
    ("dates.yaml", "- {id: ID, date: 2026-01-01, title: x, url: \"https://plan.example.org/union/files/FILE\", E}"),
    (
        "dates.yaml",
        "- {id: ID, date: 2026-01-01, title: x, note: \"At https://plan.example.org/union/files/FILE.\", E}",
    ),
];

/// Whole files below `content/`, likewise.
pub const DOCUMENTS: &[(&str, &str)] = &[
    ("pages/ID.md", "---\ntitle: x\nnotes: [\"[x](/files/FILE)\"]\nE\n---\nWords.\n"),
    ("news/2026-01-01-ID.md", "---\ntitle: x\ndate: 2026-01-01\nE\n---\n[x](/files/FILE)\n"),
    ("groups/ID.yaml", "title: x\npurpose: \"[x](/files/FILE)\"\nE\n"),
    ("groups/ID.yaml", "title: x\njoin: See https://plan.example.org/union/files/FILE\nE\n"),
    ("groups/ID.yaml", "title: x\nduties: [{id: a, text: \"https://plan.example.org/union/files/FILE\"}]\nE\n"),
    (
        "updates/ID.yaml",
        "plan: open\nperiod: 2026-Q1\npublished: 2026-04-01\nby: \"https://plan.example.org/union/files/FILE\"\nE\n",
    ),
];

/// A file that something refers to.
pub struct Referred {
    pub name: String,
    /// The editions that show what refers to it.
    pub editions: &'static [&'static str],
    /// How it is referred to.
    pub way: String,
}

const EVERY: &[&str] = &["public", "consultation", "staff"];

/// A project that is being written.
struct Project<'a> {
    root: &'a Path,
    all: Vec<Referred>,
    /// What stands in a file below `content/`, or under a key of one, by its name.
    lists: BTreeMap<&'static str, String>,
}

/// Writes a project in which each way to refer to a file is gone once for the public and once for staff.
pub fn write(root: &Path) -> Vec<Referred> {
    let mut project = Project { root, all: Vec::new(), lists: BTreeMap::new() };
    for edition in [&EVERY[..1], &EVERY[2..]] {
        project.texts(edition);
        project.records(edition);
        project.parts(edition);
    }
    project.site();
    project.write("content/files/zqnobody.txt", "zqnobody");
    for Referred { name, .. } in &project.all {
        let path = root.join("content/files").join(name);
        if !path.exists() {
            let start: &[u8] = if name.ends_with(".png") { b"\x89PNG\r\n\x1a\n" } else { b"" };
            fs::write(path, [start, name.as_bytes()].concat()).unwrap();
        }
    }
    project.all
}

impl Project<'_> {
    fn write(&self, path: &str, text: &str) {
        let path = self.root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// A new name, with who may see it in it.
    fn file(&mut self, way: &str, ending: &str, editions: &'static [&'static str]) -> String {
        let who = editions.first().unwrap_or(&"nobody");
        let name = format!("zq{who}{}.{ending}", self.all.len());
        self.all.push(Referred { name: name.clone(), editions, way: way.to_owned() });
        name
    }

    /// A new file's whole address.
    fn whole(&mut self, way: &str, editions: &'static [&'static str]) -> String {
        format!("\"{BASE}files/{}\"", self.file(way, "txt", editions))
    }

    /// A link to a new file.
    fn link(&mut self, way: &str, editions: &'static [&'static str]) -> String {
        format!("[x](/files/{})", self.file(way, "txt", editions))
    }

    fn add(&mut self, list: &'static str, line: &str) {
        self.lists.entry(list).or_default().extend([line, "\n"]);
    }

    fn page(&self, id: &str, edition: &str, text: &str) {
        let id = id.replace('.', "-");
        self.write(&format!("content/pages/{id}.md"), &format!("---\ntitle: x\neditions: [{edition}]\n---\n{text}\n"));
    }

    /// Pages, and files to which they lead.
    fn texts(&mut self, edition: &'static [&'static str]) {
        for way in TEXTS {
            let name = self.file(way, if way.contains("![") { "png" } else { "txt" }, edition);
            self.page(&name, edition[0], &way.replace("FILE", &name));
        }
        for (ending, way) in FILES {
            let name = self.file(way, "txt", edition);
            let by = self.file(way, ending, edition);
            self.write(&format!("content/files/{by}"), &way.replace("FILE", &name));
            self.page(&name, edition[0], &format!("[x](/files/{by})"));
        }
        // A chain of files.
        let name = self.file("chain", "txt", edition);
        let second = self.file("chain", "json", edition);
        let first = self.file("chain", "xml", edition);
        self.write(&format!("content/files/{second}"), &format!("{{\"next\": \"{name}\"}}"));
        self.write(&format!("content/files/{first}"), &format!("<list><item href=\"{second}\"/></list>"));
        self.page(&name, edition[0], &format!("[x](/files/{first})"));
        // Texts that only one edition shows, beside what all show.
        for path in ["pages/wide", "plans/open/plan", "plans/open/guide", "plans/open/objectives/aim"] {
            for lang in ["", ".cy"] {
                let text = self.link(path, edition);
                self.write(&format!("content/{path}.{}{lang}.md", edition[0]), &text);
            }
        }
    }

    fn records(&mut self, edition: &'static [&'static str]) {
        let only = format!("editions: [{}]", edition[0]);
        let filled = |way: &str, name: &str| {
            let way = way.replace("ID", &name.replace('.', "-")).replace("FILE", name);
            way.replace(", E}", &format!(", {only}}}")).replace("\nE\n", &format!("\n{only}\n"))
        };
        for (list, way) in RECORDS {
            let name = self.file(way, if way.contains("cover") { "png" } else { "txt" }, edition);
            self.add(list, &filled(way, &name));
        }
        for (path, way) in DOCUMENTS {
            let name = self.file(way, "txt", edition);
            self.write(&format!("content/{}", filled(path, &name)), &filled(way, &name));
        }
    }

    /// Records inside others.
    fn parts(&mut self, edition: &'static [&'static str]) {
        let who = edition[0];
        let only = format!("editions: [{who}]");
        for key in ["values", "themes"] {
            let text = self.link(key, edition);
            self.add(key, &format!("- {{id: {key}-{who}, text: \"{text}\", {only}}}"));
        }
        let (aim, action) = (self.link("aim", edition), self.link("action", edition));
        self.add("aims", &format!("- {{id: aim-{who}, text: x, detail: \"{aim}\", {only}}}"));
        self.add("actions", &format!("- {{id: action-{who}, text: x, for: [branch], detail: \"{action}\", {only}}}"));
        let address = self.whole("support", edition);
        self.add("support", &format!("- {{id: support-{who}, topic: x, text: {address}, {only}}}"));
        let (to, address) = (self.file("navigation", "txt", edition), self.whole("navigation", edition));
        self.add("navigation", &format!("- {{id: a-{who}, to: /files/{to}, text: x, {only}}}"));
        self.add("navigation", &format!("- {{id: b-{who}, to: {address}, text: x, {only}}}"));
        let address = self.whole("label", edition);
        self.add("editions", &format!("{who}: {address}"));
    }

    /// The lines under a key.
    fn key(&self, key: &str) -> String {
        format!("{key}:\n  {}\n", self.lists[key].trim_end().replace('\n', "\n  "))
    }

    /// What there is once.
    fn site(&mut self) {
        let logo = self.file("logo", "txt", EVERY);
        let (near, far) = (self.file("moved", "txt", EVERY), self.whole("moved", EVERY));
        let reason = self.whole("reason of a rule", &[]);
        let facts = format!(
            "organisation: {{name: Union, logo: {logo}}}\nbase_url: {BASE}\nlanguages: [en, cy]\nhtml: allow\ntheme: own\n\
             audiences: {{branch: {{name: Branches}}}}\nmoved: {{/a/: /files/{near}, /b/: {far}}}\n\
             rules: {{see-below: {{level: off, reason: {reason}}}}}\n"
        );
        self.write("content/site.yaml", &(facts + &self.key("navigation") + &self.key("editions")));
        let (template, style) = (self.file("template", "txt", EVERY), self.file("stylesheet", "txt", EVERY));
        self.write("themes/own/assets/own.css", &format!("b {{ background: url('../files/{style}') }}"));
        self.write("themes/own/templates/own.html", &format!("{{{{ \"/files/{template}\" | from(page=here) }}}}"));
        for list in ["contacts.yaml", "parties.yaml", "resources.yaml", "glossary.yaml", "dates.yaml"] {
            self.write(&format!("content/{list}"), &self.lists[list]);
        }
        self.write("content/pages/wide.md", "---\ntitle: Open\n---\nWords.\n");
        self.write("content/pages/wide.cy.md", "---\ntitle: Agored\n---\nGeiriau.\n");
        let plan =
            |objective: &str| format!("title: Plan\nperiod: {{start: 2026, end: 2026}}\nobjectives: [{objective}]\n");
        let parts = ["values", "themes"].map(|key| self.key(key)).concat();
        self.write("content/plans/open/plan.yaml", &(plan("aim") + "adopted: 2025\n" + &parts));
        self.add("aims", "- {id: aim, text: x}");
        let parts = ["aims", "actions", "support"].map(|key| self.key(key)).concat();
        self.write("content/plans/open/objectives/aim.yaml", &format!("title: Aim\n{parts}"));
        let work = self.whole("work", &EVERY[2..]);
        let aims = format!("aims: [{{id: a, text: x, work: [{{id: w, task: {work}}}]}}]\n");
        self.write("content/plans/worked/plan.yaml", &(plan("work") + "adopted: 2025\nparent: open\n"));
        self.write("content/plans/worked/objectives/work.yaml", &format!("title: Aim\n{aims}"));
        let (question, draft) = (self.whole("question", &EVERY[1..]), self.link("draft", &EVERY[1..]));
        let asked = format!("parent: open\nconsultation: {{questions: [{{id: q, text: {question}}}]}}\n");
        self.write("content/plans/draft/plan.yaml", &(plan("ask") + &asked));
        let aims = format!("aims: [{{id: a, text: x, detail: \"{draft}\"}}]\n");
        self.write("content/plans/draft/objectives/ask.yaml", &format!("title: Aim\n{aims}"));
    }
}

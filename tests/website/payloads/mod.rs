//! Text that was written to attack readers, in every field that takes words: it has to be shown as
//! text, or refused by name. `list.json` holds the payloads, `site/` a small plan with every key.

mod fill;
mod markup;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use crate::common::tools::{content, node, tools};
use crate::common::{example, project, sites};
use fill::{Filled, Slot};
use planpress::diagnostic::{Code, Diagnostic, Severity};
use planpress::exports::headers;
use planpress::file_tree::{Entry, Tree};
use planpress::html::security_policy;
use planpress::model::Edition;
use planpress::pages::kinds::Links;
use planpress::pipeline;
use planpress::project;
use planpress::render::File;
use planpress::resolve::{Day, Terms};
use serde_json::{Value, json};

/// What no page of the small plan shows.
const UNSHOWN: &[&str] = &[
    "site.rules{}.reason",
    "site.moved{}",
    ".aliases[]",
    // Of the plural forms a page has those that its figures need.
    ".words.",
    ".unit.",
    // Of these a line of plain words is shown.
    "organisation.about",
    "site.notice",
    // Shown in other editions, or in data alone.
    "organisation.acronym",
    "site.editions",
    "plan.by",
    "plan.reports.",
    "plan.follows.",
];

/// Keys whose text is Markdown, so that a payload is shown in another way than it was written.
const MARKDOWN: &[&str] = &[
    "organisation.about",
    "site.notice",
    "plan.mission",
    "plan.vision",
    "values[].text",
    "themes[].text",
    ".detail",
    "group.purpose",
    "group.join",
    ".notes[]",
];

fn payloads() -> Vec<String> {
    let list = fs::read_to_string(project().join("tests/payloads/list.json")).unwrap();
    serde_json::from_str(&list).unwrap()
}

/// What is made of one payload.
struct Case {
    payload: String,
    slots: Vec<Slot>,
    refused: usize,
    files: Vec<File>,
}

/// A site for each payload, made once.
fn cases() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| {
        let numbered: Vec<(usize, String)> = payloads().into_iter().enumerate().collect();
        example::each(&numbered, |(at, payload)| {
            let (filled, site) = Filled::new(payload, &pages(payload), &format!("http://s{at}.plan.example/"));
            let refused = filled.refused.len();
            Case { payload: payload.clone(), slots: filled.slots, refused, files: Filled::files(site) }
        })
    })
}

/// A payload in every place that Markdown has for it, on a few pages: what opens something without
/// end stands apart.
fn pages(p: &str) -> Vec<String> {
    let links = [
        format!("[words]({p})"),
        format!("[words](<{p}>)"),
        format!("<{p}>"),
        format!("[{p}](https://a.example/)"),
        format!("[words](https://a.example/{p})"),
        format!("[words](https://a.example/ \"{p}\")"),
        format!("![{p}](files/x.png)"),
        format!("![words]({p})"),
        format!("![words](<{p}>)"),
        format!("![words](files/x.png \"{p}\")"),
        format!("[[{p}]]"),
        format!("[[page:join|{p}]]"),
        format!("[one]\n[one]: <{p}>"),
        format!("`{p}`"),
        format!("**{p}** *{p}* ~~{p}~~"),
    ];
    let blocks = [
        p.to_owned(),
        format!("## {p}\n\nWords."),
        format!("## Words {{#{p}}}\n\nWords."),
        format!("- {p}\n- [ ] {p}"),
        format!("> {p}"),
        format!("> [!NOTE]\n> {p}"),
        format!("| {p} | b |\n|---|---|\n| {p} | c |"),
        format!("term\n: {p}"),
        format!("Words[^1].\n\n[^1]: {p}"),
        format!("    {p}"),
    ];
    let open = [
        format!("```{p}\n{p}\n```"),
        format!("```html\n{p}\n```"),
        format!("```yaml {p}\n{p}: {p}\n```"),
        format!("<div title=\"{p}\">{p}</div>"),
        format!("<!-- {p} -->"),
    ];
    let mut pages = vec![links.join("\n\n"), blocks.join("\n\n")];
    pages.extend(open);
    pages
}

#[test]
fn every_key_that_takes_words_is_in_the_small_plan() {
    let mut known = BTreeSet::new();
    for (name, schema) in fill::schemas() {
        let name = name.trim_end_matches("-translation");
        fill::keys(&schema, name, &mut known);
    }
    let there: BTreeSet<&str> = cases()[0].slots.iter().map(|own| own.key.as_str()).collect();
    let missing: Vec<&String> = known.iter().filter(|key| !there.contains(key.as_str())).collect();
    assert!(known.len() > 100 && missing.is_empty(), "{} keys; add to tests/payloads/site: {missing:#?}", known.len());
}

#[test]
fn payloads_are_refused_by_name_or_stand_in_no_tag() {
    assert!(payloads().len() >= 60);
    let mut counts = [0; 4];
    let mut found = Vec::new();
    for case in cases() {
        counts[0] += case.slots.len();
        counts[1] += case.slots.iter().filter(|own| own.refused.is_some()).count();
        counts[2] += case.refused;
        for file in &case.files {
            counts[3] += 1;
            let text = String::from_utf8(file.bytes.clone()).unwrap();
            let wrong = match file.path.rsplit_once('.').map_or("", |(_, ending)| ending) {
                "html" => markup::forbidden(&text),
                "ics" => calendar(&text),
                "csv" => table(&text),
                "json" => {
                    serde_json::from_str::<Value>(&text).err().map(|error| error.to_string()).into_iter().collect()
                }
                "xml" => xml(&text),
                "txt" => (text.lines().count() > 4).then(|| text.clone()).into_iter().collect(),
                // Its words are data there, and stand in it as JSON writes them.
                _ if ["search/index.js", "guides/parties.js"].iter().any(|own| file.path.ends_with(own)) => {
                    script_of_data(&text)
                }
                "css" | "js" => (text.contains("evil.example") || text.contains("alert("))
                    .then(|| text.clone())
                    .into_iter()
                    .collect(),
                _ if file.path == "_redirects" => redirects(&text),
                _ => (file.bytes != headers::render(security_policy::headers(security_policy::POLICY)))
                    .then(|| text.clone())
                    .into_iter()
                    .collect(),
            };
            found.extend(wrong.iter().map(|own| format!("{:?} in {}: {own}", case.payload, file.path)));
        }
    }
    eprintln!(
        "{} fields filled, {} of them refused; {} pieces of Markdown refused; {} files",
        counts[0], counts[1], counts[2], counts[3]
    );
    assert!(found.is_empty(), "{} faults\n{}", found.len(), found[..found.len().min(30)].join("\n"));
}

/// Lines of `_redirects` that lead to another site, or say more than one thing.
fn redirects(text: &str) -> Vec<String> {
    let own = |address: &str| address.starts_with('/') && !address.starts_with("//");
    let sound =
        |line: &str| matches!(line.split(' ').collect::<Vec<_>>()[..], [from, to, "301"] if own(from) && own(to));
    text.lines().filter(|line| !sound(line)).map(str::to_owned).collect()
}

/// What keeps a script from being nothing but data in a variable.
fn script_of_data(text: &str) -> Vec<String> {
    let named = ["var planpressIndex=", "var planpressParties="].iter().find_map(|own| text.strip_prefix(own));
    let json = named.and_then(|rest| rest.strip_suffix(";\n")).unwrap_or_default();
    let is_data = serde_json::from_str::<Value>(json).is_ok() && !text.contains('<');
    (!is_data).then(|| text.to_owned()).into_iter().collect()
}

/// Lines of a calendar that it should not have.
fn calendar(text: &str) -> Vec<String> {
    let known = [
        "BEGIN:VCALENDAR",
        "END:VCALENDAR",
        "BEGIN:VEVENT",
        "END:VEVENT",
        "VERSION:",
        "PRODID:",
        "CALSCALE:",
        "METHOD:",
        "X-WR-CALNAME:",
        "UID:",
        "DTSTAMP:",
        "SUMMARY;LANGUAGE=",
        "STATUS:",
        "URL:",
        "LOCATION:",
        "DESCRIPTION:",
        "TRANSP:",
        "DTSTART",
        "DTEND",
        "CATEGORIES:",
        " ",
    ];
    let stray = |line: &&str| !known.iter().any(|start| line.starts_with(start)) || line.contains(['\r', '\n']);
    let mut wrong: Vec<String> = text.split_terminator("\r\n").filter(stray).map(str::to_owned).collect();
    if text.matches("BEGIN:VEVENT\r\n").count() != text.matches("\r\nUID:").count() {
        wrong.push("more events than there are".into());
    }
    wrong
}

/// Cells that a spreadsheet would take for formulas.
fn table(text: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    // A spreadsheet of another country begins a cell behind a semicolon too.
    let part =
        |part: &str| part.trim_start_matches([' ', '\u{a0}', '\u{200b}']).starts_with(['=', '+', '-', '@', '＝']);
    let formula = |cell: &&str| {
        cell.starts_with(['\t', '\r', '\n']) || (cell.split(';').any(part) && cell.parse::<f64>().is_err())
    };
    rows.iter().flat_map(|row| row.iter().filter(formula).map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// What keeps XML from being read, and elements that it should not have.
fn xml(text: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(text);
    let known = [
        "feed",
        "title",
        "id",
        "updated",
        "author",
        "name",
        "generator",
        "link",
        "entry",
        "published",
        "summary",
        "urlset",
        "url",
        "loc",
        "lastmod",
        "xhtml:link",
    ];
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return Vec::new(),
            Ok(quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag)) => {
                let name = tag.name().as_ref().to_owned();
                if !known.contains(&name.as_str()) {
                    return vec![name];
                }
            }
            Ok(quick_xml::events::Event::PI(_) | quick_xml::events::Event::DocType(_)) => {
                return vec!["an instruction".into()];
            }
            Ok(_) => {}
            Err(error) => return vec![error.to_string()],
        }
    }
}

/// The files of a project's site in an edition, but for what is printed.
fn files_of(tree: &Tree, edition: Edition) -> Vec<File> {
    let terms = Terms { edition, day: Day::Named("2026-05-01".parse().unwrap()), base_url: None, links: Links::Served };
    let is_error = |fault: &Diagnostic| fault.severity == Severity::Error && fault.code != Code::UnprintableLetter;
    let prevents = |found: &[Diagnostic]| found.iter().any(is_error);
    let prepared = pipeline::prepare(pipeline::parse(tree.clone(), None), &terms, None, &prevents, &mut |_| ());
    let errors: Vec<_> = prepared.diagnostics.into_iter().filter(is_error).collect();
    Filled::files(prepared.site.unwrap_or_else(|| panic!("{errors:#?}")))
}

#[test]
fn every_page_meets_the_policy_and_says_it() {
    let mut pages = 0;
    for (root, edition) in [
        (project().to_owned(), Edition::Public),
        (sites().join("everything"), Edition::Public),
        (sites().join("everything"), Edition::Staff),
    ] {
        for file in files_of(&project::read(&root).unwrap(), edition).iter().filter(|file| file.path.ends_with(".html"))
        {
            let text = std::str::from_utf8(&file.bytes).unwrap();
            assert_eq!(markup::forbidden(text), [""; 0], "{}", file.path);
            let said = format!(
                "<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">",
                security_policy::POLICY
            );
            assert!(text.contains(&said), "{} does not say the policy first", file.path);
            pages += 1;
        }
    }
    assert!(pages > 200, "only {pages} pages");
}

#[test]
fn where_html_is_allowed_scripts_are_named_by_their_whole_addresses() {
    let mut tree = Tree::default();
    let mut add = |path: &str, text: &str| tree.files.insert(path.into(), Entry::Text(text.as_bytes().into()));
    let site =
        "organisation: {name: A}\nbase_url: \"https://caf\u{e9}.example/a;b,'c/\"\nlanguages: [en, cy]\nhtml: allow\n";
    add("content/site.yaml", site);
    let files = files_of(&tree, Edition::Public);
    let base = "https://xn--caf-dma.example/a%3Bb%2C%27c";
    let scripts =
        format!("script-src {base}/assets/ {base}/cy/search/index.js {base}/search/index.js; style-src 'self'");
    let said = security_policy::POLICY.replace("script-src 'self'; style-src 'self'", &scripts);
    let mut pages = 0;
    for file in files.iter().filter(|file| file.path.ends_with(".html")) {
        let text = String::from_utf8_lossy(&file.bytes);
        assert!(text.contains(&format!("content=\"{said}\"")), "{}: {text}", file.path);
        pages += 1;
    }
    assert!(pages > 3, "only {pages} pages");
    let headers = files.iter().find(|file| file.path == "_headers").unwrap();
    assert_eq!(headers.bytes, headers::render(security_policy::headers(&said)));
}

#[test]
fn what_looks_at_pages_sees_what_is_forbidden() {
    for bad in [
        "<p style=\"x\">",
        "<b onclick=x>",
        "<a href='JavaScript:x'>",
        "<img src=//a.example/>",
        "<script>x</script>",
        "<script src=\"a.js\">",
        "<style>",
        "<svg><set>",
        "<iframe>",
        "<a\nhref=data:x>",
        "<img/src=\"x\"/onerror=x>",
        "<meta http-equiv=\"refresh\">",
        "<meta http-equiv=\"refresh\" content=\"0; url=https://evil.example/\">",
        "<meta http-equiv=\"refresh\" content=\"0; url=//evil.example/\">",
    ] {
        assert_eq!(markup::forbidden(&format!("<p>x</p>{bad}")).len(), 1, "{bad}");
    }
    assert_eq!(
        markup::forbidden(
            "<a href=\"https://a.example/?a=onclick\">&lt;b onclick=x></a><script src=\"../a.js\" defer></script>"
        ),
        [""; 0]
    );
}

/// The letters of a text, as far as a browser shows them and typography leaves them.
fn letters(text: &str) -> String {
    let plain = text.replace('—', "---").replace('–', "--").replace('…', "...");
    plain
        .chars()
        .filter(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffd}'))
        .map(|c| match c {
            '“' | '”' => '"',
            '‘' | '’' => '\'',
            other => other,
        })
        .collect()
}

/// What is to be seen of a site: each payload as it was written, and of Markdown what stands after it.
fn shown(payload: &str, slots: &[Slot]) -> BTreeMap<String, Vec<String>> {
    let is = |slot: &Slot, list: &[&str]| list.iter().any(|part| slot.key.contains(part));
    let mut shown: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for slot in slots.iter().filter(|slot| slot.refused.is_none() && !is(slot, UNSHOWN)) {
        let words = if is(slot, MARKDOWN) { slot.mark.clone() } else { format!("{payload} {}", slot.mark) };
        // Not every record shows all its keys; one of a file has to.
        shown.entry(format!("{} of {}", slot.key, slot.file)).or_default().push(letters(&words));
    }
    shown
}

/// A site whose author may write HTML, with a page for each payload.
fn allowed() -> Vec<File> {
    let mut tree = Tree::default();
    let mut add = |path: String, text: String| tree.files.insert(path, Entry::Text(text.into_bytes().into()));
    let site = "organisation: {name: A}\nbase_url: http://allow.plan.example/\nhtml: allow\n";
    add("content/site.yaml".into(), site.into());
    // Some browsers run a text that a page names as a script, where a server does not forbid it.
    let named = [
        "/files/notes.txt",
        "../files/notes.txt",
        "//allow.plan.example/files/notes.txt",
        "../assets/../files/notes.txt",
    ];
    let scripts =
        named.map(|path| format!("<script src=\"{path}\"></script><script type=module src=\"{path}\"></script>\n"));
    add("content/pages/scripts.md".into(), format!("---\ntitle: Scripts\n---\n{}\nWords.\n", scripts.concat()));
    // Links are refused here too.
    let refused = |own: &String| own.contains("](") || own.starts_with("[[") || own.starts_with("<javascript:");
    for (at, payload) in payloads().iter().filter(|own| own.contains('<') && !refused(own)).enumerate() {
        let text = format!("---\ntitle: Page {at}\n---\n<div>\n{payload}\n</div>\n\nWords {payload}\n");
        add(format!("content/pages/p{at}.md"), text);
    }
    files_of(&tree, Edition::Public)
}

/// Payloads that are refused in the same keys, a few at a time: a browser needs a moment for each
/// page, so a field holds several of them one after the other. One by one they are in the test above.
fn groups() -> Vec<Vec<&'static str>> {
    let mut alike: BTreeMap<BTreeSet<&str>, Vec<&str>> = BTreeMap::new();
    for case in cases() {
        let refused = case.slots.iter().filter(|slot| slot.refused.is_some()).map(|slot| slot.key.as_str());
        alike.entry(refused.collect()).or_default().push(&case.payload);
    }
    alike.into_values().flat_map(|own| own.chunks(20).map(<[&str]>::to_vec).collect::<Vec<_>>()).collect()
}

#[test]
fn a_browser_runs_nothing_fetches_nothing_and_shows_all_as_text() {
    let Some(tools) = tools() else { return };
    let folder = tempfile::tempdir().unwrap();
    let mut sites = Vec::new();
    for (at, group) in groups().iter().enumerate() {
        let name = format!("s{at}");
        let payload = group.join(" ");
        let each: Vec<Vec<String>> = group.iter().map(|own| pages(own)).collect();
        let probes: Vec<String> = (0..each[0].len())
            .map(|at| each.iter().map(|own| own[at].as_str()).collect::<Vec<_>>().join("\n\n"))
            .collect();
        let (filled, site) = Filled::new(&payload, &probes, &format!("http://{name}.plan.example/"));
        let pages = written(&folder.path().join(&name), &Filled::files(site));
        sites
            .push(json!({ "name": name, "payload": payload, "pages": pages, "shown": shown(&payload, &filled.slots) }));
    }
    let pages = written(&folder.path().join("allow"), &allowed());
    fs::create_dir(folder.path().join("allow/files")).unwrap();
    fs::write(folder.path().join("allow/files/notes.txt"), "alert('a text that is a script')").unwrap();
    sites.push(json!({ "name": "allow", "pages": pages, "allowed": true }));
    fs::write(folder.path().join("sites.json"), json!(sites).to_string()).unwrap();
    content(node(&tools, "payloads.mjs").arg(folder.path()));
}

/// Writes files into a folder, and gives the addresses of the pages among them.
fn written(folder: &Path, files: &[File]) -> Vec<String> {
    for file in files {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &file.bytes).unwrap();
    }
    // Markdown is the same in the other language; and pages that lead on are gone when they are looked at.
    let stays = |file: &&File| !String::from_utf8_lossy(&file.bytes).contains("http-equiv=\"refresh\"");
    let pages = files.iter().filter(stays).map(|file| &file.path);
    let pages = pages.filter(|path| path.ends_with(".html") && !path.starts_with("cy/probe"));
    pages.map(|path| path.strip_suffix("index.html").unwrap_or(path).to_owned()).collect()
}

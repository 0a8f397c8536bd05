//! Text that was written to attack readers, in every field that takes words: it has to be shown as
//! text, or refused by name. `list.json` holds the payloads, `site/` a small plan with every key.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../common/mod.rs"]
mod common;
mod fill;
mod markup;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use common::{example, files_below, project, run, sites};
use fill::{Filled, Slot};
use planpress::diagnostic::Severity;
use planpress::link::{Day, Terms};
use planpress::model::Edition;
use planpress::render::{File, policy};
use planpress::session::make::{Judge, make};
use planpress::{parse, read};
use serde_json::{Value, json};

/// What no page shows: the reason of a rule is for those who write.
const UNSHOWN: &[&str] = &["site.rules{}.reason", "site.gone{}"];

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
        example::each(&payloads(), |payload| {
            let (filled, site) = Filled::new(payload, &pages(payload));
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
        format!("{p}"),
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
                "css" | "js" => (text.contains("evil.example") || text.contains("alert("))
                    .then(|| text.clone())
                    .into_iter()
                    .collect(),
                _ => (file.bytes != policy::render()).then(|| text.clone()).into_iter().collect(),
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
    let formula =
        |cell: &&str| cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝']) && cell.parse::<f64>().is_err();
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
fn files_of(root: &Path, edition: Edition) -> Vec<File> {
    let tree = read::read(root).unwrap();
    let (documents, mut faults) = parse::parse(&tree);
    faults.extend(documents.faults());
    let terms = Terms { edition, day: Day::Named("2026-05-01".parse().unwrap()), base_url: None };
    let is_error = |fault: &planpress::diagnostic::Diagnostic| fault.severity == Severity::Error;
    let mut judge = Judge { fails: &|faults| faults.iter().any(is_error), stage: &mut |_| () };
    let made = make(documents, &tree, &terms, faults, None, &mut judge);
    let errors: Vec<_> = made.faults.into_iter().filter(is_error).collect();
    Filled::files(made.site.unwrap_or_else(|| panic!("{}: {errors:#?}", root.display())))
}

#[test]
fn every_page_meets_the_policy_and_says_it() {
    let mut pages = 0;
    for (root, edition) in [
        (project().to_owned(), Edition::Public),
        (sites().join("everything"), Edition::Public),
        (sites().join("everything"), Edition::Staff),
    ] {
        for file in files_of(&root, edition).iter().filter(|file| file.path.ends_with(".html")) {
            let text = std::str::from_utf8(&file.bytes).unwrap();
            assert_eq!(markup::forbidden(text), [""; 0], "{}", file.path);
            let said = format!("<head>\n<meta http-equiv=\"Content-Security-Policy\" content=\"{}\">", policy::POLICY);
            assert!(text.contains(&said), "{} does not say the policy first", file.path);
            pages += 1;
        }
    }
    assert!(pages > 200, "only {pages} pages");
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

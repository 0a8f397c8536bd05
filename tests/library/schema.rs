//! The schemas of `planpress schema` and the program agree on every file of every site that is here,
//! good and broken ones: both accept it or both reject it, but for what a schema cannot say.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common;
use crate::common::example::{Site, site};
use crate::common::{files_below, project, run};
use jsonschema::Validator;
use planpress::diagnostic::explanations::{example, explanation};
use planpress::diagnostic::{CODES, Code, Diagnostic, Severity};
use planpress::model::Edition;
use planpress::pages::kinds::Links;
use planpress::records::documents::{Document, Kind};
use planpress::records::json_schema;
use planpress::resolve::{Day, Terms};
use planpress::{check, project, records::documents, resolve, theme};
use serde_json::Value;

/// What only the program can say, since it looks at all files, at the calendar and at the words.
const PROGRAM_ALONE: &[(Code, &str)] = &[
    (Code::YamlReuse, "a schema sees what an anchor or tag stands for"),
    (Code::CommentCutsText, "a schema does not see comments"),
    (Code::DuplicateKey, "a schema sees the last of them; parsers refuse it or not"),
    (Code::DuplicateId, "ids are compared within lists and between files"),
    (Code::Dangling, "names lead to other files"),
    (Code::LeftOut, "editions are decided between files"),
    (Code::PlanNotSaid, "it depends on where the file lies"),
    (Code::DuplicateAddress, "it concerns several files"),
    (Code::Cycle, "it concerns several records"),
    (Code::OrphanTranslation, "a translation is compared with its source"),
    (Code::UnknownLanguage, "languages stand in site.yaml"),
    (Code::MissingTranslation, "a translation is compared with its source"),
    (Code::PeriodReversed, "dates are compared"),
    (Code::PeriodsOverlap, "plans are compared"),
    (Code::BaselineMissing, "it depends on the shape of the target, and on words"),
    (Code::RuleUnknown, "the names of rules are the program's"),
    (Code::UnsupportedFormat, "the version of the format"),
    (Code::BrokenLink, "files and pages"),
    (Code::BadScheme, "text is text to a schema"),
    (Code::RawHtml, "text is text to a schema"),
    (Code::NoAltText, "text is text to a schema"),
    (Code::HeadingOrder, "text is text to a schema"),
    (Code::EmptyLink, "text is text to a schema"),
    (Code::TooDeep, "text is text to a schema"),
    (Code::UnknownBlock, "text is text to a schema"),
    (Code::ThemeMissing, "themes are folders"),
    (Code::ThemeFault, "colours are the theme's"),
    (Code::LowContrast, "colours are compared with those of the theme"),
    (Code::ObjectiveEmpty, "an empty list is a list"),
    (Code::NotUtf8, "it is no text"),
    (Code::TooLarge, "size"),
    (Code::EmptyFile, "editors do not check an empty file"),
];

/// Of codes that a schema knows, what only the program can say, by a part of its message.
const PARTLY: &[(Code, &str, &str)] = &[
    (Code::BadDate, "does not exist", "a schema has no calendar"),
    (Code::BadDate, "a baseline needs a date with a year", "other dates of the same form need none"),
    (Code::BadDate, "a single day has no early or late part", "two keys are compared"),
    (Code::BadNumber, "this range begins above its end", "two keys are compared"),
    (Code::BadNumber, "`1e3`", "it is a number in YAML"),
    (Code::BadId, "is taken", "the site's own addresses are the program's"),
    (Code::UnknownWord, "time zone", "the list of zones is long and changes"),
];

/// Whether a schema can say it.
fn is_sayable(fault: &Diagnostic) -> bool {
    let whole_file = fault.place.end == 0;
    let partly = |(code, part, _): &(Code, &str, &str)| *code == fault.code && fault.message.contains(part);
    !whole_file && !PARTLY.iter().any(partly) && PROGRAM_ALONE.iter().all(|(code, _)| *code != fault.code)
}

/// The schema for a file, by its place in the content model.
fn name(document: &Document) -> Option<String> {
    let own = match document.slot.kind {
        Kind::Site => "site",
        Kind::Contacts => "contacts",
        Kind::Parties => "parties",
        Kind::Dates => "dates",
        Kind::Resources => "resources",
        Kind::Glossary => "glossary",
        Kind::Plan => "plan",
        Kind::Objective => "objective",
        Kind::Update => "update",
        Kind::Group => "group",
        Kind::News => "news",
        Kind::Page => "page",
        Kind::Story => return None,
    };
    Some(if document.lang.is_some() { format!("{own}-translation") } else { own.to_owned() })
}

/// The YAML of a file: all of it, or its front matter.
fn yaml(text: &str, path: &str) -> Option<String> {
    let text = text.trim_start_matches('\u{feff}');
    if path.ends_with(".yaml") {
        return Some(text.to_owned());
    }
    let rest = text.replace("\r\n", "\n").strip_prefix("---\n")?.to_owned();
    rest.split_once("\n---").map(|(front, _)| front.to_owned())
}

/// Both verdicts on every file of a project; what they differ in.
fn compare(root: &Path, validators: &BTreeMap<&str, Validator>, counts: &mut (usize, usize)) -> Vec<String> {
    let tree = project::read(root).unwrap();
    let (documents, found) = documents::parse(&tree);
    let mut faults: Vec<Diagnostic> = found.into_iter().chain(documents.faults()).collect();
    let day = Day::Named("2026-05-01".parse().unwrap());
    for (_, edition) in Edition::WORDS {
        let terms = Terms { edition: *edition, day, base_url: None, links: Links::Served };
        let (publication, found) = resolve::link(&documents, &tree, &terms);
        faults.extend(found);
        let (theme, found) = theme::load_site_theme(&publication, &tree);
        faults.extend(found);
        faults.extend(check::check(&publication, &theme, &tree));
    }
    let mut differences = Vec::new();
    for document in &documents.all {
        let Some(name) = name(document) else { continue };
        let Some(text) = tree.text(&document.path) else { continue };
        let Some(yaml) = yaml(text, &document.path).filter(|yaml| !yaml.trim().is_empty()) else { continue };
        let errors: Vec<&Diagnostic> = (faults.iter())
            .filter(|fault| fault.place.file == document.path && fault.severity == Severity::Error)
            .filter(|fault| (fault.place.start as usize) < yaml.len() + 8)
            .collect();
        // What an anchor or tag stands for is nothing to the program; what follows from that is no matter.
        let reuse = errors.iter().any(|fault| fault.code == Code::YamlReuse);
        let sayable = errors.iter().find(|fault| !reuse && is_sayable(fault));
        // As editors read it: YAML 1.2, where only `true` and `false` are truth values.
        let options = serde_yaml::options! { strict_booleans: true };
        let value: Option<Value> = serde_yaml::from_str_with_options(&yaml, options).ok();
        let wrong = match (&value, validators.get(name.as_str())) {
            (Some(value), Some(validator)) => validator.validate(value).err().map(|error| error.to_string()),
            (Some(_), None) => Some(format!("there is no schema `{name}`")),
            (None, _) => Some("the YAML cannot be read".to_owned()),
        };
        counts.0 += 1;
        counts.1 += usize::from(wrong.is_some());
        match (sayable, wrong) {
            (Some(fault), None) => differences.push(format!(
                "{}/{}: only the program rejects it: {} {}",
                root.display(),
                document.path,
                fault.code.entry().name,
                fault.message
            )),
            (_, Some(reason)) if errors.is_empty() => {
                differences.push(format!("{}/{}: only the schema rejects it: {reason}", root.display(), document.path));
            }
            _ => {}
        }
    }
    differences
}

/// The examples of the reference, bad and good, and the faulty sites of `tests/catalogue`.
fn examples() -> Vec<Site> {
    let explained = CODES.iter().map(|entry| explanation(entry.reference)).flat_map(|about| [about.bad, about.good]);
    let faulty = files_below(&project().join("tests/catalogue")).into_iter();
    let faulty = faulty.map(|path| example(&fs::read_to_string(path).unwrap()));
    explained.chain(faulty).map(|example| site(&example.files)).collect()
}

#[test]
fn schemas_and_program_accept_and_reject_the_same_files() {
    let all = json_schema::all();
    let validators: BTreeMap<&str, Validator> =
        all.iter().map(|own| (own.name, jsonschema::draft7::new(&own.schema).unwrap())).collect();
    let mut roots: Vec<PathBuf> = fs::read_dir(common::sites())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    roots.sort();
    roots.push(project().to_owned());
    let made = examples();
    roots.extend(made.iter().map(Site::root));
    let mut counts = (0, 0);
    let differences: Vec<String> = roots.iter().flat_map(|root| compare(root, &validators, &mut counts)).collect();
    assert!(counts.0 > 1500 && counts.1 > 100, "{counts:?}: too few files to say anything");
    assert!(differences.is_empty(), "{counts:?}\n{}", differences.join("\n"));
}

#[test]
fn the_schemas_of_this_repository_are_those_of_the_program() {
    let fresh = tempfile::tempdir().unwrap();
    let output = run(fresh.path(), &["schema"]);
    assert!(output.status.success());
    let written = files_below(&fresh.path().join(".vscode"));
    assert_eq!(written.len(), json_schema::all().len() + 1);
    for path in &written {
        let below = path.strip_prefix(fresh.path()).unwrap();
        let committed = fs::read_to_string(project().join(below)).unwrap_or_default();
        assert!(committed == fs::read_to_string(path).unwrap(), "run `planpress schema`: {}", below.display());
    }
}

#[test]
fn settings_of_ones_own_are_left_alone() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join(".vscode")).unwrap();
    let settings = root.path().join(".vscode/settings.json");
    fs::write(&settings, "{ // mine\n}\n").unwrap();
    let output = run(root.path(), &["schema", "--out", "schemas"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success() && said.contains("\"./schemas/objective.json\""), "{said}");
    assert_eq!(fs::read_to_string(&settings).unwrap(), "{ // mine\n}\n");
    assert!(root.path().join("schemas/site.json").exists());
}

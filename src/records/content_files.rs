//! What a file is, from its path alone: `NAME[.EDITION][.LANG].md` and `NAME.LANG.yaml`.

use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::records::edition::Edition;
use crate::records::id::is_id;
use crate::records::text::Lang;

/// What a file of `content/` is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each variant is named after the file it stands for")]
pub enum ContentKind {
    Site,
    Contacts,
    Parties,
    Dates,
    Resources,
    Glossary,
    Plan,
    Objective,
    Update,
    Group,
    News,
    Page,
}

/// A file of `content/` by its place in the content model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentFile {
    /// What it is about.
    pub kind: ContentKind,
    /// Whether it holds prose alone, which belongs to a record in another file.
    pub is_story: bool,
    /// The path without edition, language and extension, below `content/`: `plans/2025-27/plan`.
    pub base: String,
    /// The plan whose folder it lies in.
    pub plan: Option<String>,
    /// Its stem, which is the id of what has one.
    pub id: String,
}

impl ContentFile {
    /// `content/site.yaml`.
    #[must_use]
    pub fn site() -> Self {
        Self { kind: ContentKind::Site, is_story: false, base: "site".into(), plan: None, id: "site".into() }
    }

    /// Whether it holds the text of a plan's guide.
    #[must_use]
    pub fn is_guide(&self) -> bool {
        self.kind == ContentKind::Plan && self.id == GUIDE
    }

    /// The path of the file with the record that this one belongs to.
    #[must_use]
    pub fn record_path(&self) -> String {
        let Self { kind, base, plan, .. } = self;
        match (kind, plan) {
            (ContentKind::Plan, Some(plan)) => format!("content/plans/{plan}/plan.yaml"),
            (ContentKind::News | ContentKind::Page, _) => format!("content/{base}.md"),
            _ => format!("content/{base}.yaml"),
        }
    }
}

/// The files at the top of `content/`.
const TOP: &[(&str, ContentKind)] = &[
    ("site", ContentKind::Site),
    ("contacts", ContentKind::Contacts),
    ("parties", ContentKind::Parties),
    ("dates", ContentKind::Dates),
    ("resources", ContentKind::Resources),
    ("glossary", ContentKind::Glossary),
];

/// The stem of the file with the text of a plan's guide.
const GUIDE: &str = "guide";

type Classified = Option<(ContentFile, Option<Edition>, Option<Lang>)>;

/// What the file at a path is; nothing for one that is not for the program (hidden, a backup).
///
/// # Errors
/// A fault where the path has no place in the content model or its names are no ids.
pub fn classify(path: &str) -> Result<Classified, Diagnostic> {
    let below = path.strip_prefix("content/").unwrap_or(path);
    let parts: Vec<&str> = below.split('/').collect();
    let name = parts.last().copied().unwrap_or_default();
    let is_hidden = |part: &&str| part.starts_with('.');
    if parts.iter().any(is_hidden) || name.ends_with('~') || below == "translations.lock" {
        return Ok(None);
    }
    let unknown = |help: String| {
        Err(Diagnostic::new(Code::UnknownFile, Place::whole(path), "this file has no place in a plan").help(help))
    };
    let yaml = name.strip_suffix(".yaml");
    let Some(stem) = yaml.or_else(|| name.strip_suffix(".md")) else {
        let near = if name.ends_with(".yml") {
            "Its name has to end in `.yaml`."
        } else {
            "Pictures and documents go into `content/files/`."
        };
        return unknown(near.into());
    };
    let (id, edition, lang) = split_stem(stem);
    let id = id.to_owned();
    let folder = &parts[..parts.len() - 1];
    let is_story = yaml.is_none() && (edition.is_some() || !matches!(folder, ["news" | "pages"]));
    let (kind, plan) = match (folder, yaml.is_some()) {
        ([], true) => match TOP.iter().find(|(known, _)| *known == id) {
            Some((_, kind)) => (*kind, None),
            None => {
                let near =
                    nearest(&id, TOP.iter().map(|(name, _)| *name)).map(|near| format!("Did you mean `{near}.yaml`? "));
                let known: Vec<&str> = TOP.iter().map(|(name, _)| *name).collect();
                return unknown(format!("{}Files here: {}.yaml.", near.unwrap_or_default(), known.join(".yaml, ")));
            }
        },
        (["plans", plan], true) if id == "plan" => (ContentKind::Plan, Some(*plan)),
        (["plans", plan], false) if id == "plan" || id == GUIDE => (ContentKind::Plan, Some(*plan)),
        (["plans", plan, "objectives"], _) => (ContentKind::Objective, Some(*plan)),
        (["updates"], _) => (ContentKind::Update, None),
        (["groups"], _) => (ContentKind::Group, None),
        (["news"], false) => (ContentKind::News, None),
        (["pages"], false) => (ContentKind::Page, None),
        _ => {
            return unknown(
                "Files lie in plans/ID/ (plan.yaml, plan.md, guide.md), plans/ID/objectives/, updates/, groups/, news/ and pages/.".into(),
            );
        }
    };
    let ids = plan.into_iter().chain((!matches!(kind, ContentKind::Plan)).then_some(id.as_str()));
    if let Some(bad) = ids.into_iter().find(|id| !is_id(id) || id.len() > 80) {
        return Err(Diagnostic::new(
            Code::BadId,
            Place::whole(path),
            format!("`{bad}` is not an id: only a-z, 0-9 and hyphens are used, and at most 80 of them"),
        )
        .help("Rename the file or folder."));
    }
    if yaml.is_some() && edition.is_some() {
        return unknown("Only Markdown files are for one edition; in YAML use the key `editions`.".into());
    }
    let base = folder.iter().copied().chain([id.as_str()]).collect::<Vec<_>>().join("/");
    Ok(Some((ContentFile { kind, is_story, base, plan: plan.map(str::to_owned), id }, edition, lang)))
}

/// A stem without its edition and language.
fn split_stem(stem: &str) -> (&str, Option<Edition>, Option<Lang>) {
    let mut rest = stem;
    let mut lang = None;
    let mut edition = None;
    if let Some((before, last)) = rest.rsplit_once('.').filter(|(_, last)| Lang::is_tag(last)) {
        (rest, lang) = (before, Some(Lang(last.into())));
    }
    if let Some((before, last)) = rest.rsplit_once('.')
        && let Some((_, found)) = Edition::WORDS.iter().find(|(word, _)| *word == last)
    {
        (rest, edition) = (before, Some(*found));
    }
    (rest, edition, lang)
}

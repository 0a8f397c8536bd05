//! Everything that the documents say, put together: sources, then translations laid over them,
//! then the stories that stand beside them.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use jiff::civil;
use jiff::tz::TimeZone;

use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::file_tree::{Asset, Entry, SiteRoots, Tree};
use crate::model::{self, Edition, Lang, Passage, Story, Text};
use crate::records;
use crate::records::decode::{Decode, Faults};
use crate::records::documents::{Document, Documents, Kind, Parsed};
use crate::resolve::{Day, Terms};
use crate::syntax::document::{Block, Prose};

/// All that the documents say, before anything is resolved or left out.
#[derive(Debug, Default)]
pub struct Raw {
    pub edition: Edition,
    pub today: civil::Date,
    pub languages: Vec<Lang>,
    pub site: records::Site,
    pub contacts: IndexMap<String, records::Contact>,
    pub parties: IndexMap<String, records::Party>,
    pub dates: Vec<records::KeyDate>,
    pub resources: IndexMap<String, records::Resource>,
    pub glossary: IndexMap<String, records::GlossaryEntry>,
    pub plans: BTreeMap<String, RawPlan>,
    pub updates: Vec<model::Update>,
    pub groups: Vec<model::Group>,
    pub news: Vec<model::News>,
    pub pages: Vec<model::Page>,
    pub files: BTreeMap<String, Asset>,
    pub roots: SiteRoots,
    pub left_out: model::LeftOut,
    /// Files that are there but could not be read, by their base; names in them are not dangling.
    pub broken: BTreeSet<String>,
}

/// A plan's files.
#[derive(Debug, Default)]
pub struct RawPlan {
    pub record: records::Plan,
    pub introduction: Story,
    pub guide: Story,
    pub objectives: BTreeMap<String, (records::Objective, Story)>,
}

impl Raw {
    /// Shows every text of every record, whoever may see it.
    pub fn each_text<'a>(&'a self, see: &mut dyn FnMut(Passage<'a>)) {
        self.site.each_text(see);
        for plan in self.plans.values() {
            plan.record.each_text(see);
            plan.objectives.values().for_each(|(record, _)| record.each_text(see));
        }
        self.contacts.each_text(see);
        self.parties.each_text(see);
        self.dates.each_text(see);
        self.resources.each_text(see);
        self.glossary.each_text(see);
        self.updates.iter().for_each(|own| own.record.each_text(see));
        self.groups.iter().for_each(|own| own.record.each_text(see));
        self.news.iter().for_each(|own| own.record.each_text(see));
        self.pages.iter().for_each(|own| own.record.each_text(see));
    }
}

/// Puts everything together.
pub fn gather(documents: &Documents, tree: &Tree, terms: &Terms) -> (Raw, Vec<Diagnostic>) {
    let mut raw = Raw { edition: terms.edition, ..Raw::default() };
    let mut faults = Faults::default();
    raw.pages.reserve_exact(documents.all.iter().filter(|own| matches!(own.parsed, Some(Parsed::Page(..)))).count());
    for document in &documents.all {
        if document.lang.is_none() && document.edition.is_none() {
            place_source(document, &mut raw);
        }
    }
    if !documents.all.iter().any(|document| document.slot.kind == Kind::Site) {
        faults.add(Code::MissingFile, &Place::whole("content/site.yaml"), "`content/site.yaml` is not there").help =
            Some("Write it: `organisation: {name: …}` and `base_url: https://…`.".into());
        raw.broken.insert("site".into());
    }
    // Texts may name the site by either address.
    let own = raw.site.base_url.value.0.as_str();
    raw.roots = SiteRoots::new(std::iter::once(own).chain(terms.base_url.as_deref()));
    if let Some(address) = &terms.base_url {
        raw.site.base_url.value.0.clone_from(address);
    }
    raw.languages = languages(&raw.site);
    raw.today = today(&raw.site, terms.day, &mut faults);
    for document in &documents.all {
        if let Some(lang) = &document.lang {
            check_language(document, lang, &raw.languages, &mut faults);
            if document.slot.kind != Kind::Story && raw.languages[1..].contains(lang) {
                lay_translation(document, lang, &mut raw, &mut faults);
            }
        }
    }
    stories(documents, &mut raw, &mut faults);
    // Why a rule is set is for those who write the plan.
    raw.site.rules.values_mut().for_each(|rule| rule.reason = Text::default());
    raw.files = tree
        .below("content/files/")
        .filter_map(|(path, entry)| match entry {
            Entry::Asset(asset) => Some((path.strip_prefix("content/files/")?.to_owned(), asset.clone())),
            // It is there, and what is wrong with it was said; links to it are well.
            Entry::Refused(_) => Some((path.strip_prefix("content/files/")?.to_owned(), Asset::default())),
            Entry::Text(_) => None,
        })
        .collect();
    (raw, faults.found)
}

/// The site's languages; English alone where none is given.
fn languages(site: &records::Site) -> Vec<Lang> {
    let mut languages: Vec<Lang> = Vec::new();
    for lang in &site.languages {
        if !languages.contains(&lang.value) {
            languages.push(lang.value.clone());
        }
    }
    if languages.is_empty() {
        languages.push(Lang::default());
    }
    languages
}

/// The day that the build is for, in the site's time zone.
fn today(site: &records::Site, day: Day, faults: &mut Faults) -> civil::Date {
    let zone = site.time_zone.as_ref().map_or(Ok(TimeZone::UTC), |name| TimeZone::get(name));
    let zone = zone.unwrap_or_else(|_| {
        if let Some(name) = &site.time_zone {
            faults.add(Code::UnknownWord, &name.place, format!("there is no time zone `{}`", name.value)).help =
                Some("Time zones are named as in `Europe/London`.".into());
        }
        TimeZone::UTC
    });
    match day {
        Day::Named(day) => day,
        Day::Moment(moment) => moment.to_zoned(zone).date(),
    }
}

fn check_language(document: &Document, lang: &Lang, languages: &[Lang], faults: &mut Faults) {
    let place = Place::whole(&document.path);
    if languages[0] == *lang {
        faults
            .add(
                Code::UnknownLanguage,
                &place,
                format!("`{lang}` is the language of the sources; they have no `.{lang}` in their names"),
            )
            .help = Some("Rename the file without it.".into());
    } else if !languages.contains(lang) {
        let known: Vec<&str> = languages.iter().map(|lang| &*lang.0).collect();
        let near = nearest(&lang.0, known.iter().copied()).map(|near| format!("Did you mean `{near}`? "));
        faults.add(Code::UnknownLanguage, &place, format!("`{lang}` is not one of the site's languages")).help =
            Some(format!("{}Languages in site.yaml: {}.", near.unwrap_or_default(), known.join(", ")));
    }
}

fn place_source(document: &Document, raw: &mut Raw) {
    let slot = &document.slot;
    let plan = slot.plan.clone().unwrap_or_default();
    let Some(parsed) = &document.parsed else {
        raw.broken.insert(slot.base.clone());
        if slot.kind == Kind::Objective {
            raw.plans.entry(plan).or_default().objectives.insert(slot.id.clone(), <_>::default());
        }
        return;
    };
    let id = slot.id.clone();
    match parsed {
        Parsed::Site(site) => raw.site = (**site).clone(),
        Parsed::Contacts(contacts) => raw.contacts.clone_from(contacts),
        Parsed::Parties(parties) => raw.parties.clone_from(parties),
        Parsed::Dates(dates) => raw.dates.clone_from(dates),
        Parsed::Resources(resources) => raw.resources.clone_from(resources),
        Parsed::Glossary(glossary) => raw.glossary.clone_from(glossary),
        Parsed::Plan(record) => raw.plans.entry(plan).or_default().record = (**record).clone(),
        Parsed::Objective(record) => {
            raw.plans.entry(plan).or_default().objectives.insert(id, ((**record).clone(), Story::default()));
        }
        Parsed::Update(record) => {
            raw.updates.push(model::Update { id, record: (**record).clone(), story: Story::default() });
        }
        Parsed::Group(record) => {
            raw.groups.push(model::Group { id, record: (**record).clone(), story: Story::default() });
        }
        Parsed::News(record, prose) => {
            let story = Story { source: prose.clone(), translations: Vec::new() };
            raw.news.push(model::News { id, record: (**record).clone(), story });
        }
        Parsed::Page(record, prose) => {
            let story = Story { source: prose.clone(), translations: Vec::new() };
            raw.pages.push(model::Page { id, record: (**record).clone(), story });
        }
        Parsed::Story(_) | Parsed::Translation(..) => {}
    }
}

fn lay_translation(document: &Document, lang: &Lang, raw: &mut Raw, faults: &mut Faults) {
    let Some(Parsed::Translation(node, prose)) = &document.parsed else { return };
    let slot = &document.slot;
    let plan = raw.plans.get_mut(slot.plan.as_deref().unwrap_or_default());
    let mut target: Option<(&mut dyn Overlay, Option<&mut Story>)> = match slot.kind {
        Kind::Site => Some((&mut raw.site, None)),
        Kind::Contacts => Some((&mut raw.contacts, None)),
        Kind::Parties => Some((&mut raw.parties, None)),
        Kind::Dates => Some((&mut raw.dates, None)),
        Kind::Resources => Some((&mut raw.resources, None)),
        Kind::Glossary => Some((&mut raw.glossary, None)),
        Kind::Plan => plan.map(|plan| (&mut plan.record as _, None)),
        Kind::Objective => {
            plan.and_then(|plan| plan.objectives.get_mut(&slot.id)).map(|found| (&mut found.0 as _, None))
        }
        Kind::Update => raw.updates.iter_mut().find(|own| own.id == slot.id).map(|own| (&mut own.record as _, None)),
        Kind::Group => raw.groups.iter_mut().find(|own| own.id == slot.id).map(|own| (&mut own.record as _, None)),
        Kind::News => {
            raw.news.iter_mut().find(|own| own.id == slot.id).map(|own| (&mut own.record as _, Some(&mut own.story)))
        }
        Kind::Page => {
            raw.pages.iter_mut().find(|own| own.id == slot.id).map(|own| (&mut own.record as _, Some(&mut own.story)))
        }
        Kind::Story => None,
    };
    if raw.broken.contains(&slot.base) {
        return;
    }
    let Some((record, story)) = &mut target else {
        faults
            .add(Code::OrphanTranslation, &Place::whole(&document.path), "this translates a file that is not there")
            .help = Some(format!("Its source would be `content/{}`.", slot.base));
        return;
    };
    if let Some(node) = node {
        record.lay(node, lang, faults);
    }
    if let (Some(story), false) = (story, prose.is_empty()) {
        story.translations.push((lang.clone(), prose.clone()));
    }
}

/// Anything that a translation can be laid over.
trait Overlay {
    fn lay(&mut self, node: &crate::syntax::yaml::Node, lang: &Lang, faults: &mut Faults);
}

impl<T: Decode> Overlay for T {
    fn lay(&mut self, node: &crate::syntax::yaml::Node, lang: &Lang, faults: &mut Faults) {
        self.overlay(node, lang, faults);
    }
}

/// The prose beside the records, in the order: common, then this edition's own.
fn stories(documents: &Documents, raw: &mut Raw, faults: &mut Faults) {
    let mut found: BTreeMap<&str, Vec<&Document>> = BTreeMap::new();
    for document in &documents.all {
        if matches!(document.slot.kind, Kind::Story) {
            found.entry(&document.slot.base).or_default().push(document);
        }
    }
    for (base, documents) in found {
        let edition = raw.edition;
        let languages = raw.languages.clone();
        let broken = raw.broken.contains(base);
        let Some(story) = story_at(base, raw) else {
            if !broken {
                faults
                    .add(
                        Code::MissingFile,
                        &Place::whole(&documents[0].path),
                        "this text stands beside a file that is not there",
                    )
                    .help = Some(format!("Write `content/{base}.yaml`, or remove this file."));
            }
            continue;
        };
        let pick = |edition: Option<Edition>, lang: Option<&Lang>| {
            documents.iter().find(|document| document.edition == edition && document.lang.as_ref() == lang).and_then(
                |document| match &document.parsed {
                    Some(Parsed::Story(prose)) => Some(prose),
                    _ => None,
                },
            )
        };
        for document in documents.iter().filter(|document| document.lang.is_some()) {
            let own_source = document.edition.is_none() && !story.source.is_empty();
            if pick(document.edition, None).is_none() && !own_source {
                faults
                    .add(
                        Code::OrphanTranslation,
                        &Place::whole(&document.path),
                        "this translates a file that is not there",
                    )
                    .help = Some("Write the source first, or remove this file.".into());
            }
        }
        let common = pick(None, None).cloned().unwrap_or_else(|| story.source.clone());
        let extra = pick(Some(edition), None);
        let source = joined(&common, extra);
        for lang in &languages[1..] {
            let own = pick(None, Some(lang))
                .or_else(|| story.translations.iter().find(|(l, _)| l == lang).map(|(_, prose)| prose));
            let own_extra = pick(Some(edition), Some(lang));
            if own.is_some() || own_extra.is_some() {
                let prose = joined(own.unwrap_or(&common), own_extra.or(extra));
                story.translations.retain(|(l, _)| l != lang);
                story.translations.push((lang.clone(), prose));
            }
        }
        story.source = source;
    }
}

fn joined(common: &Prose, extra: Option<&Prose>) -> Prose {
    let Some(extra) = extra else { return common.clone() };
    let blocks: Vec<Block> = common.blocks.iter().chain(extra.blocks.iter()).cloned().collect();
    Prose::new(blocks)
}

/// The story that the Markdown file with this base belongs to.
fn story_at<'a>(base: &str, raw: &'a mut Raw) -> Option<&'a mut Story> {
    let parts: Vec<&str> = base.split('/').collect();
    match parts.as_slice() {
        ["plans", plan, "plan"] => raw.plans.get_mut(*plan).map(|plan| &mut plan.introduction),
        ["plans", plan, "guide"] => raw.plans.get_mut(*plan).map(|plan| &mut plan.guide),
        ["plans", plan, "objectives", id] => raw.plans.get_mut(*plan)?.objectives.get_mut(*id).map(|(_, story)| story),
        ["updates", id] => raw.updates.iter_mut().find(|own| own.id == *id).map(|own| &mut own.story),
        ["groups", id] => raw.groups.iter_mut().find(|own| own.id == *id).map(|own| &mut own.story),
        ["news", id] => raw.news.iter_mut().find(|own| own.id == *id).map(|own| &mut own.story),
        ["pages", id] => raw.pages.iter_mut().find(|own| own.id == *id).map(|own| &mut own.story),
        _ => None,
    }
}

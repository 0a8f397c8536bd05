//! Collects all documents into entities: first sources, then translations of them, then the prose of
//! separate Markdown files.

use std::collections::BTreeMap;

use jiff::civil;
use jiff::tz::TimeZone;

use crate::diagnostic::{Code, Diagnostic, Place, nearest};
use crate::file_tree::{Asset, Entry, SiteRoots, Tree};
use crate::model::{self, Edition, Entities, Lang, Objective, Plan, Story, Text};
use crate::records;
use crate::records::decode::{Decode, Faults};
use crate::records::documents::{ContentFile, ContentKind, Document, Documents, Parsed};
use crate::resolve::terms::{Day, Terms};
use crate::syntax::document::{Block, Prose};

/// Files by their base.
pub type Broken = BTreeMap<String, ContentFile>;

/// The entities, and the files that could not be read.
pub struct Collected {
    pub entities: Entities,
    /// Files that are there but could not be read: names in them are not unknown.
    pub broken: Broken,
}

/// Collects the entities.
pub fn collect_entities(documents: &Documents, tree: &Tree, terms: &Terms) -> (Collected, Vec<Diagnostic>) {
    let mut entities = Entities { edition: terms.edition, ..Entities::default() };
    let mut broken = Broken::new();
    let mut faults = Faults::new(records::key_owners);
    let pages = documents.all.iter().filter(|document| matches!(document.parsed, Some(Parsed::Page(..))));
    entities.pages.reserve_exact(pages.count());
    for document in &documents.all {
        if document.lang.is_none() && document.edition.is_none() {
            place_source(document, &mut entities, &mut broken);
        }
    }
    entities.plans.sort_by(|a, b| a.id.cmp(&b.id));
    entities.plans.iter_mut().for_each(|plan| plan.objectives.sort_by(|a, b| a.id.cmp(&b.id)));
    if !documents.all.iter().any(|document| document.file.kind == ContentKind::Site) {
        faults.add(Code::MissingFile, &Place::whole("content/site.yaml"), "`content/site.yaml` is not there").help =
            Some("Write it: `organisation: {name: …}` and `base_url: https://…`.".into());
        broken.insert("site".into(), ContentFile::site());
    }
    // Texts may name the site by either address.
    let written = entities.site.base_url.value.0.as_str();
    entities.roots = SiteRoots::new(std::iter::once(written).chain(terms.base_url.as_deref()));
    if let Some(address) = &terms.base_url {
        entities.site.base_url.value.0.clone_from(address);
    }
    entities.languages = find_languages(&entities.site);
    entities.today = find_day(&entities.site, terms.day, &mut faults);
    for document in &documents.all {
        if let Some(lang) = &document.lang {
            check_language(document, lang, &entities.languages, &mut faults);
            if !document.file.is_story && entities.languages[1..].contains(lang) {
                overlay_translation(document, lang, &mut entities, &broken, &mut faults);
            }
        }
    }
    add_stories(documents, &mut entities, &broken, &mut faults);
    // Why a rule is set is for those who write the plan.
    entities.site.rules.values_mut().for_each(|rule| rule.reason = Text::default());
    entities.files = tree
        .below("content/files/")
        .filter_map(|(path, entry)| match entry {
            Entry::Asset(asset) => Some((path.strip_prefix("content/files/")?.to_owned(), asset.clone())),
            // The file exists, so links to it are correct. What is wrong with it is reported elsewhere.
            Entry::Refused(_) => Some((path.strip_prefix("content/files/")?.to_owned(), Asset::default())),
            Entry::Text(_) => None,
        })
        .collect();
    (Collected { entities, broken }, faults.found)
}

/// The site's languages; English alone where none is given.
fn find_languages(site: &records::Site) -> Vec<Lang> {
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
fn find_day(site: &records::Site, day: Day, faults: &mut Faults) -> civil::Date {
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

fn place_source(document: &Document, entities: &mut Entities, broken: &mut Broken) {
    let file = &document.file;
    let id = file.id.clone();
    let Some(parsed) = &document.parsed else {
        broken.insert(file.base.clone(), file.clone());
        if file.kind == ContentKind::Objective && !file.is_story {
            last_plan(file, entities).objectives.push(Objective { id, ..Objective::default() });
        }
        return;
    };
    let story = |prose: &Prose| Story { source: prose.clone(), translations: Vec::new() };
    match parsed {
        Parsed::Site(site) => entities.site = (**site).clone(),
        Parsed::Contacts(contacts) => entities.contacts.clone_from(contacts),
        Parsed::Parties(parties) => entities.parties.clone_from(parties),
        Parsed::Dates(dates) => entities.dates.clone_from(dates),
        Parsed::Resources(resources) => entities.resources.clone_from(resources),
        Parsed::Glossary(glossary) => entities.glossary.clone_from(glossary),
        Parsed::Plan(record) => last_plan(file, entities).record = (**record).clone(),
        Parsed::Objective(record) => {
            let objective = Objective { id, record: (**record).clone(), ..Objective::default() };
            last_plan(file, entities).objectives.push(objective);
        }
        Parsed::Update(record) => {
            entities.updates.push(model::Update { id, record: (**record).clone(), story: Story::default() });
        }
        Parsed::Group(record) => {
            entities.groups.push(model::Group { id, record: (**record).clone(), story: Story::default() });
        }
        Parsed::News(record, prose) => {
            entities.news.push(model::News { id, record: (**record).clone(), story: story(prose) });
        }
        Parsed::Page(record, prose) => {
            entities.pages.push(model::Page { id, record: (**record).clone(), story: story(prose) });
        }
        Parsed::Story(_) | Parsed::Translation(..) => {}
    }
}

/// The plan in whose folder a file lies. Files come by path, so those of one plan follow one another.
fn last_plan<'a>(file: &ContentFile, entities: &'a mut Entities) -> &'a mut Plan {
    let id = file.plan.as_deref().unwrap_or_default();
    let plans = &mut entities.plans;
    if plans.last().is_none_or(|plan| plan.id != id) {
        plans.push(Plan { id: id.to_owned(), ..Plan::default() });
    }
    let last = plans.len() - 1;
    &mut plans[last]
}

fn find_plan<'a>(plans: &'a mut [Plan], id: Option<&str>) -> Option<&'a mut Plan> {
    plans.iter_mut().find(|plan| Some(plan.id.as_str()) == id)
}

fn overlay_translation(
    document: &Document,
    lang: &Lang,
    entities: &mut Entities,
    broken: &Broken,
    faults: &mut Faults,
) {
    let Some(Parsed::Translation(node, prose)) = &document.parsed else { return };
    let file = &document.file;
    if broken.contains_key(&file.base) {
        return;
    }
    let id = &file.id;
    let plan = find_plan(&mut entities.plans, file.plan.as_deref());
    let target: Option<(&mut dyn Overlay, Option<&mut Story>)> = match file.kind {
        ContentKind::Site => Some((&mut entities.site, None)),
        ContentKind::Contacts => Some((&mut entities.contacts, None)),
        ContentKind::Parties => Some((&mut entities.parties, None)),
        ContentKind::Dates => Some((&mut entities.dates, None)),
        ContentKind::Resources => Some((&mut entities.resources, None)),
        ContentKind::Glossary => Some((&mut entities.glossary, None)),
        ContentKind::Plan => plan.map(|plan| (&mut plan.record as _, None)),
        ContentKind::Objective => plan
            .and_then(|plan| plan.objectives.iter_mut().find(|objective| objective.id == *id))
            .map(|objective| (&mut objective.record as _, None)),
        ContentKind::Update => {
            entities.updates.iter_mut().find(|update| update.id == *id).map(|update| (&mut update.record as _, None))
        }
        ContentKind::Group => {
            entities.groups.iter_mut().find(|group| group.id == *id).map(|group| (&mut group.record as _, None))
        }
        ContentKind::News => (entities.news.iter_mut().find(|news| news.id == *id))
            .map(|news| (&mut news.record as _, Some(&mut news.story))),
        ContentKind::Page => (entities.pages.iter_mut().find(|page| page.id == *id))
            .map(|page| (&mut page.record as _, Some(&mut page.story))),
    };
    let Some((record, story)) = target else {
        faults
            .add(Code::OrphanTranslation, &Place::whole(&document.path), "this translates a file that is not there")
            .help = Some(format!("Its source would be `content/{}`.", file.base));
        return;
    };
    if let Some(node) = node {
        record.overlay_node(node, lang, faults);
    }
    if let (Some(story), false) = (story, prose.is_empty()) {
        story.translations.push((lang.clone(), prose.clone()));
    }
}

/// A value that has translations, whatever its type.
trait Overlay {
    fn overlay_node(&mut self, node: &crate::syntax::yaml::Node, lang: &Lang, faults: &mut Faults);
}

impl<T: Decode> Overlay for T {
    fn overlay_node(&mut self, node: &crate::syntax::yaml::Node, lang: &Lang, faults: &mut Faults) {
        self.overlay(node, lang, faults);
    }
}

/// Adds the prose of separate files: first that of all editions, then that of this edition.
fn add_stories(documents: &Documents, entities: &mut Entities, broken: &Broken, faults: &mut Faults) {
    let mut found: BTreeMap<&str, Vec<&Document>> = BTreeMap::new();
    for document in &documents.all {
        if document.file.is_story {
            found.entry(&document.file.base).or_default().push(document);
        }
    }
    for (base, documents) in found {
        let edition = entities.edition;
        let languages = entities.languages.clone();
        let is_broken = broken.contains_key(base);
        let Some(story) = find_story(&documents[0].file, entities) else {
            if !is_broken {
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
            let has_source = document.edition.is_none() && !story.source.is_empty();
            if pick(document.edition, None).is_none() && !has_source {
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
        let source = join_prose(&common, extra);
        for lang in &languages[1..] {
            let translation = pick(None, Some(lang))
                .or_else(|| story.translations.iter().find(|(l, _)| l == lang).map(|(_, prose)| prose));
            let translated_extra = pick(Some(edition), Some(lang));
            if translation.is_some() || translated_extra.is_some() {
                let prose = join_prose(translation.unwrap_or(&common), translated_extra.or(extra));
                story.translations.retain(|(l, _)| l != lang);
                story.translations.push((lang.clone(), prose));
            }
        }
        story.source = source;
    }
}

fn join_prose(common: &Prose, extra: Option<&Prose>) -> Prose {
    let Some(extra) = extra else { return common.clone() };
    let blocks: Vec<Block> = common.blocks.iter().chain(extra.blocks.iter()).cloned().collect();
    Prose::new(blocks)
}

/// The story that a Markdown file belongs to.
fn find_story<'a>(file: &ContentFile, entities: &'a mut Entities) -> Option<&'a mut Story> {
    let plan = find_plan(&mut entities.plans, file.plan.as_deref());
    let id = &file.id;
    match file.kind {
        ContentKind::Plan if file.is_guide() => plan.map(|plan| &mut plan.guide),
        ContentKind::Plan => plan.map(|plan| &mut plan.introduction),
        ContentKind::Objective => {
            plan?.objectives.iter_mut().find(|objective| objective.id == *id).map(|objective| &mut objective.story)
        }
        ContentKind::Update => {
            (entities.updates.iter_mut().find(|update| update.id == *id)).map(|update| &mut update.story)
        }
        ContentKind::Group => entities.groups.iter_mut().find(|group| group.id == *id).map(|group| &mut group.story),
        ContentKind::News => entities.news.iter_mut().find(|news| news.id == *id).map(|news| &mut news.story),
        ContentKind::Page => entities.pages.iter_mut().find(|page| page.id == *id).map(|page| &mut page.story),
        _ => None,
    }
}

//! Pages of the finder of guides where there are many local parties: by the area that they name, and by
//! the first letter of their names in the source language.

use std::collections::BTreeMap;

use crate::model::{Party, Publication};
use crate::pages::kinds::PageId;
use crate::pages::local_plan::name_area;
use crate::pages::page_context::{PageContent, Reader, Title};
use crate::pages::page_kind::{Location, PageKind, answer_nothing};
use crate::pages::plan;
use crate::pages::view::{Ask, Link, ShelfGroup, ShelfView, View, Words};
use crate::syntax::document::Prose;

pub(crate) struct GuideGroupPage<'a> {
    pub group: &'a GuideGroup,
}

impl PageKind for GuideGroupPage<'_> {
    answer_nothing!(subject, anchors, printed_forms, alternates, structured_data, search_entries);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        if *parent != PageId::GuideFinder {
            return Vec::new();
        }
        find_guide_groups(publication).into_keys().map(PageId::GuideGroup).collect()
    }

    fn exists(&self, publication: &Publication) -> bool {
        publication.plans.iter().any(|plan| !plan.objectives.is_empty())
            && find_guide_groups(publication).contains_key(self.group)
    }

    fn url(&self, root: &str) -> String {
        format!("{root}guides/{}", self.group.file_name())
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        Location::below(reader, &PageId::GuideFinder, "site-guides", PageId::GuideFinder)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        source_paths(publication)
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<PageContent> {
        let groups = find_guide_groups(reader.publication);
        let link = |party: &&Party| reader.link(&PageId::PartyGuides(party.id.name.clone()), reader.words(&party.name));
        let mut parties: Vec<Link> = groups.get(self.group)?.iter().map(link).collect();
        parties.sort_by(|a, b| reader.locale.compare(&a.words.text, &b.words.text));
        let name = name_guide_group(reader, self.group);
        let words = Words { text: reader.say_with("site-guides-on-shelf", &[("shelf", &name.text)]), lang: name.lang };
        let view =
            ShelfView { parties, shelves: link_guide_groups(reader, Some(self.group)), ask: find_site_contact(reader) };
        Some((Title { words, about: Some(Words::own(reader.say("site-guides-about"))) }, View::Shelf(view)))
    }
}

/// How many parties the finder lists itself.
const FEW: usize = 200;
/// How many letters have pages of their own at most, where some have few parties.
const LETTERS: usize = 60;
/// How many parties are few for such a page.
const ALONE: usize = 10;

/// What the parties on a page of the finder have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GuideGroup {
    /// The area that they name.
    Area(String),
    /// The letter or digit that their names begin with, in lower case.
    Letter(char),
    /// That they begin with no letter or digit, or with one of very many that begin few names.
    Other,
}

impl GuideGroup {
    /// The name of the file that is the page. Ids of parties hold no dot, so it is nobody's folder.
    pub(crate) fn file_name(&self) -> String {
        match self {
            Self::Area(id) => format!("area-{id}.html"),
            Self::Letter(letter) if letter.is_ascii() => format!("letter-{letter}.html"),
            Self::Letter(letter) => format!("letter-{:x}.html", u32::from(*letter)),
            Self::Other => "others.html".into(),
        }
    }
}

/// The pages that parties are listed on, each with its own; none where the finder lists all.
#[must_use]
pub fn find_guide_groups(publication: &Publication) -> BTreeMap<GuideGroup, Vec<&Party>> {
    let mut groups: BTreeMap<GuideGroup, Vec<&Party>> = BTreeMap::new();
    if publication.parties.len() <= FEW {
        return groups;
    }
    let source = publication.source_language();
    for party in publication.parties.values() {
        let name = party.name.read(source, source).0;
        let letter = name.chars().find(|c| c.is_alphanumeric()).and_then(|c| c.to_lowercase().next());
        let area = party.area.iter().map(|area| GuideGroup::Area(area.name.clone()));
        for group in area.chain([letter.map_or(GuideGroup::Other, GuideGroup::Letter)]) {
            groups.entry(group).or_default().push(party);
        }
    }
    let is_letter = |group: &GuideGroup| matches!(group, GuideGroup::Letter(_));
    if groups.keys().filter(|group| is_letter(group)).count() > LETTERS {
        let few = |group: &GuideGroup, parties: &mut Vec<&Party>| is_letter(group) && parties.len() < ALONE;
        let rare: Vec<&Party> =
            groups.extract_if(.., |group, parties| few(group, parties)).flat_map(|(_, parties)| parties).collect();
        groups.entry(GuideGroup::Other).or_default().extend(rare);
    }
    groups
}

/// The pages that parties are listed on, by letter and by area, but for the one that is looked at.
pub(crate) fn link_guide_groups(reader: &Reader<'_>, here: Option<&GuideGroup>) -> Vec<ShelfGroup> {
    let (mut letters, mut areas) = (Vec::new(), Vec::new());
    for (group, parties) in find_guide_groups(reader.publication) {
        if here == Some(&group) {
            continue;
        }
        let name = name_guide_group(reader, &group);
        // Those that begin with no letter that has a page come last.
        let last = group == GuideGroup::Other;
        let list = if matches!(group, GuideGroup::Area(_)) { &mut areas } else { &mut letters };
        let text = reader.say_with(
            "site-shelf-holds",
            &[
                ("name", &name.text),
                ("shown", &reader.locale.number(f64::from(u32::try_from(parties.len()).unwrap_or(u32::MAX)))),
            ],
        );
        list.push((last, reader.link(&PageId::GuideGroup(group), Words { text, lang: name.lang })));
    }
    [("site-by-letter", letters), ("site-by-area", areas)]
        .into_iter()
        .filter(|(_, links)| !links.is_empty())
        .map(|(key, mut links)| {
            let by = |left: &(bool, Link), right: &(bool, Link)| {
                left.0.cmp(&right.0).then_with(|| reader.locale.compare(&left.1.words.text, &right.1.words.text))
            };
            links.sort_by(by);
            ShelfGroup { title: reader.say(key), links: links.into_iter().map(|(_, link)| link).collect() }
        })
        .collect()
}

fn name_guide_group(reader: &Reader<'_>, group: &GuideGroup) -> Words {
    match group {
        GuideGroup::Area(id) => name_area(reader, id),
        GuideGroup::Letter(letter) => Words::own(letter.to_uppercase().collect::<String>()),
        GuideGroup::Other => Words::own(reader.say("site-shelf-other")),
    }
}

/// The paths of what the pages that list parties show.
pub(crate) fn source_paths(publication: &Publication) -> Vec<String> {
    let plan = publication.current_plan().map(|plan| plan::source_path(&plan.id));
    std::iter::once("parties".to_owned()).chain(plan).collect()
}

/// Whom those ask whose party is not listed.
pub(crate) fn find_site_contact(reader: &Reader<'_>) -> Option<Ask> {
    let contact = reader.publication.site.contact.as_ref()?;
    reader.publication.contacts.get(&contact.name).map(|contact| reader.ask(contact))
}

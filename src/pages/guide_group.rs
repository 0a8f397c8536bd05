//! How the finder of guides is paged where there are many local parties: by the area that they
//! name, and by the first letter of their names in the sources' language.

use std::collections::BTreeMap;

use crate::model::{Lang, Party, Publication};
use crate::pages::guide_finder;
use crate::pages::kinds::{Form, Route};
use crate::pages::page_context::Reader;
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject};

/// Some of the parties, where there are too many for one page.
pub(crate) struct GuideGroupPage<'a> {
    pub group: &'a Shelf,
}

impl PageKind for GuideGroupPage<'_> {
    fn pages_below(parent: &Route, publication: &Publication) -> Vec<Route> {
        if *parent != Route::Guides {
            return Vec::new();
        }
        shelves(publication).into_keys().map(Route::Shelf).collect()
    }

    fn exists(&self, publication: &Publication) -> bool {
        publication.plans.iter().any(|plan| !plan.objectives.is_empty())
            && shelves(publication).contains_key(self.group)
    }

    fn url(&self, root: &str) -> String {
        format!("{root}guides/{}", self.group.file_name())
    }

    fn subject<'p>(&self, _publication: &'p Publication) -> Subject<'p> {
        Subject::NONE
    }

    fn anchors<'p>(&self, _publication: &'p Publication) -> Anchors<'p> {
        Anchors::default()
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        Location::below(reader, &Route::Guides, "site-guides", Route::Guides)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        guide_finder::source_paths(publication)
    }

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
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
pub enum Shelf {
    /// The area that they name.
    Area(String),
    /// The letter or digit that their names begin with, in lower case.
    Letter(char),
    /// That they begin with no letter or digit, or with one of very many that begin few names.
    Other,
}

impl Shelf {
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
pub fn shelves(publication: &Publication) -> BTreeMap<Shelf, Vec<&Party>> {
    let mut shelves: BTreeMap<Shelf, Vec<&Party>> = BTreeMap::new();
    if publication.parties.len() <= FEW {
        return shelves;
    }
    let source = publication.source_language();
    for party in publication.parties.values() {
        let name = party.name.read(source, source).0;
        let letter = name.chars().find(|c| c.is_alphanumeric()).and_then(|c| c.to_lowercase().next());
        let area = party.area.iter().map(|own| Shelf::Area(own.name.clone()));
        for shelf in area.chain([letter.map_or(Shelf::Other, Shelf::Letter)]) {
            shelves.entry(shelf).or_default().push(party);
        }
    }
    let is_letter = |shelf: &Shelf| matches!(shelf, Shelf::Letter(_));
    if shelves.keys().filter(|shelf| is_letter(shelf)).count() > LETTERS {
        let few = |shelf: &Shelf, parties: &mut Vec<&Party>| is_letter(shelf) && parties.len() < ALONE;
        let rare: Vec<&Party> = shelves.extract_if(.., |shelf, own| few(shelf, own)).flat_map(|(_, own)| own).collect();
        shelves.entry(Shelf::Other).or_default().extend(rare);
    }
    shelves
}

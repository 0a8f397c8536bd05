//! The sheet on which a local party writes its plan, and the file that lists the parties and the actions
//! for each of them.

use indexmap::{IndexMap, IndexSet};

use crate::model::{Party, Plan, Publication, find_areas};
use crate::pages::components::date_status::banner;
use crate::pages::data::DataFile;
use crate::pages::guide_parts::{
    self, find_return_contact, link_guide, link_printed_forms, make_sections, name_action,
};
use crate::pages::kinds::PageId;
use crate::pages::page_context::{PageContent, Reader, Title};
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject, answer_nothing, find_single_page};
use crate::pages::plan;
use crate::pages::search::{SearchGroup, make_entry};
use crate::pages::view::{Finder, Link, OurPlan, Parties, SearchEntry, View, Words};
use crate::pages::{Output, objective};
use crate::syntax::document::Prose;

pub(crate) struct LocalPlanPage;

impl PageKind for LocalPlanPage {
    answer_nothing!(printed_forms, alternates, structured_data);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        find_single_page(PageId::LocalPlan, parent, publication)
    }

    fn exists(&self, publication: &Publication) -> bool {
        find_plan(publication).is_some()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}our-plan/")
    }

    fn subject<'p>(&self, publication: &'p Publication) -> Subject<'p> {
        Subject { title: find_plan(publication).map(|plan| &plan.record.title), ..Subject::NONE }
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        let Some(plan) = find_plan(publication) else { return Anchors::default() };
        Anchors { story: None, ..guide_parts::find_anchors(plan, &plan.objectives, |_| true) }
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        Location::below(reader, &PageId::GuideFinder, "site-guides", PageId::GuideFinder)
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        let plan = publication.current_plan().map(|plan| plan.id.as_str());
        let paths = plan.map(|plan| (plan::source_path(plan), objective::source_paths(plan, publication)));
        let paths = paths.into_iter().flat_map(|(plan, objectives)| std::iter::once(plan).chain(objectives));
        std::iter::once("parties".to_owned()).chain(paths).collect()
    }

    fn content(&self, reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Option<PageContent> {
        let plan = find_plan(reader.publication)?;
        let here = reader.address(&PageId::LocalPlan);
        let finder = make_finder(reader, &PageId::PartyGuide(plan.id.clone(), "~".into()));
        let single = finder
            .is_some()
            .then(|| reader.link(&PageId::GuideFinder, Words::own(reader.say("site-guides-for-parties"))));
        let view = OurPlan {
            banner: banner(reader, plan),
            plan: reader.plan_link(plan),
            id: plan.id.clone(),
            edition: reader.publication.edition.word(),
            period: reader.period(plan),
            actions_title: reader.form(plan.record.words.action.as_ref(), "actions", 2.0),
            sections: make_sections(reader, plan, &here, texts),
            finder,
            paper: link_guide(reader, plan)
                .into_iter()
                .chain(link_printed_forms(reader, &PageId::PlanGuide(plan.id.clone())))
                .chain(single)
                .collect(),
            return_to: find_return_contact(reader, plan),
        };
        let title = Title {
            words: Words::own(reader.say("site-our-plan")),
            about: Some(Words::own(reader.say("site-our-plan-about"))),
        };
        Some((title, View::OurPlan(Box::new(view))))
    }

    fn search_entries(&self, group: SearchGroup, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        if group != SearchGroup::Guides {
            return Vec::new();
        }
        let sheet = |link| SearchEntry {
            more: vec![reader.say("site-our-plan-about")],
            ..make_entry(reader.what("site-guides"), Link { words: reader.what("site-our-plan"), ..link })
        };
        link_local_plan(reader).map(sheet).into_iter().collect()
    }
}

/// The plan that local parties adapt: the current one, if it has objectives.
fn find_plan(publication: &Publication) -> Option<&Plan> {
    publication.current_plan().filter(|plan| !plan.objectives.is_empty())
}

/// The way to the page, where there is one.
pub fn link_local_plan(reader: &Reader<'_>) -> Option<Link> {
    find_plan(reader.publication)?;
    Some(reader.link(&PageId::LocalPlan, Words::own(reader.say("site-to-our-plan"))))
}

/// The way to it from a guide of the same plan, for the party whose guide it is.
pub fn link_from_guide(reader: &Reader<'_>, plan: &Plan, party: Option<&str>) -> Option<Link> {
    find_plan(reader.publication).filter(|current| current.id == plan.id)?;
    let link = link_local_plan(reader)?;
    let query = party.map(|party| format!("?party={party}")).unwrap_or_default();
    Some(Link { address: link.address + &query, ..link })
}

/// What scripts have to know of the parties; `party` is the page of one, called `~`.
pub fn make_finder(reader: &Reader<'_>, party: &PageId) -> Option<Finder> {
    let any = !reader.publication.parties.is_empty();
    any.then(|| Finder { parties: party_list_url(reader), party: reader.address(party) })
}

fn party_list_url(reader: &Reader<'_>) -> String {
    format!("{}parties.js", reader.address(&PageId::GuideFinder))
}

/// The file of all parties, where there are any.
pub fn make_party_list(reader: &Reader<'_>) -> Option<Output> {
    let publication = reader.publication;
    if publication.parties.is_empty() || publication.plans.iter().all(|plan| plan.objectives.is_empty()) {
        return None;
    }
    let actions: Vec<_> = (find_plan(publication).into_iter().flat_map(|plan| &plan.objectives))
        .flat_map(|home| home.actions.iter().map(move |action| (name_action(home, action), &action.record)))
        .collect();
    let mut sets = IndexSet::new();
    let mut areas: IndexMap<&str, (String, String)> = IndexMap::new();
    let mut known: IndexMap<(&str, Option<&str>), usize> = IndexMap::new();
    let mut all: Vec<(Words, &Party)> =
        publication.parties.values().map(|party| (reader.words(&party.name), party)).collect();
    all.sort_by(|(a, _), (b, _)| reader.locale.compare(&a.text, &b.text));
    let mut parties = Vec::with_capacity(all.len());
    for (name, party) in all {
        let area = party.area.as_ref().map(|area| area.name.as_str());
        let place = area.map_or(-1, |area| {
            let entry = areas.entry(area);
            let place = entry.index();
            entry.or_insert_with(|| list_area_names(reader, area));
            i32::try_from(place).unwrap_or(-1)
        });
        // What a guide holds depends on nothing but the party's kind and area.
        let set = *known.entry((party.kind.name.as_str(), area)).or_insert_with(|| {
            let chosen = actions.iter().enumerate().filter(|(_, (_, action))| publication.is_for(action, party));
            sets.insert_full(chosen.map(|(at, _)| at).collect::<Vec<_>>()).0
        });
        parties.push((party.id.name.clone(), name.text, u8::from(name.lang.is_some()), place, set));
    }
    let view = Parties {
        lang: publication.source_language().to_string(),
        actions: actions.iter().map(|(name, _)| name.clone()).collect(),
        sets: sets.into_iter().collect(),
        areas: areas.into_values().collect(),
        parties,
    };
    Some(Output::data(party_list_url(reader), reader.lang, DataFile::Parties(Box::new(view)), Vec::new()))
}

/// An area's name, with the area around it where another has the same.
pub fn name_area(reader: &Reader<'_>, area: &str) -> Words {
    let known = &reader.publication.site.areas;
    let Some(known_area) = known.get(area) else { return Words::default() };
    let name = reader.words(&known_area.name);
    let enclosing = known_area.within.as_ref().and_then(|enclosing| known.get(&enclosing.name));
    let alike = || known.iter().any(|(id, other)| id != area && reader.words(&other.name).text == name.text);
    match enclosing.filter(|_| alike()) {
        Some(enclosing) => {
            Words { text: format!("{}, {}", name.text, reader.words(&enclosing.name).text), lang: name.lang }
        }
        None => name,
    }
}

/// An area's name, and all names by which a party in it is looked for.
fn list_area_names(reader: &Reader<'_>, area: &str) -> (String, String) {
    let known = &reader.publication.site.areas;
    let enclosing = find_areas(area, known).into_iter().filter_map(|id| known.get(id));
    let enclosing: Vec<String> = enclosing.map(|area| reader.words(&area.name).text).collect();
    (name_area(reader, area).text, enclosing.join(" "))
}

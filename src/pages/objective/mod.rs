//! The page of an objective, and the actions that guides share with it.

use crate::diagnostic::Place;
use crate::model::{Action, Aim, Name, Numbered, Objective, Plan, Publication, Reference, to};
use crate::pages::components::date_status::banner;
use crate::pages::kinds::PageId;
use crate::pages::page_context::{PageContent, Reader, Title};
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject, answer_nothing};
use crate::pages::structured_data::{Describer, Thing, add};
use crate::pages::unique_anchors;
use crate::pages::view::{ActionView, AimView, Also, Fact, Link, ObjectiveView, Step, Value, View, Words, WorkRow};
use crate::syntax::document::Prose;

pub mod search_entries;

pub(crate) struct ObjectivePage<'a> {
    pub plan: &'a str,
    pub objective: &'a str,
}

impl PageKind for ObjectivePage<'_> {
    answer_nothing!(printed_forms, alternates, search_entries);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        let PageId::Plan(plan) = parent else { return Vec::new() };
        let objectives = publication.plan(plan).into_iter().flat_map(|plan| &plan.objectives);
        objectives.map(|objective| PageId::Objective(plan.clone(), objective.id.clone())).collect()
    }

    fn exists(&self, publication: &Publication) -> bool {
        publication.objective(self.plan, self.objective).is_some()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}{}/{}/", self.plan, self.objective)
    }

    fn subject<'p>(&self, publication: &'p Publication) -> Subject<'p> {
        Subject::of_plan(self.plan, publication)
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        let Some(objective) = publication.objective(self.plan, self.objective) else { return Anchors::default() };
        let aims = &objective.record.aims;
        let measures = aims.iter().flat_map(|aim| &aim.measures).map(|measure| &measure.id);
        let actions = objective.actions.iter().map(|action| &action.record.id);
        let anchors = Anchors::of_ids(aims.iter().map(|aim| &aim.id).chain(measures).chain(actions));
        Anchors { story: Some(&objective.story), ..anchors }
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        let plan = reader.publication.plan(self.plan);
        let breadcrumbs = plan.map(|plan| reader.plan_link(plan)).into_iter().collect();
        Location { breadcrumbs, section: PageId::Plan(self.plan.to_owned()) }
    }

    fn sources(&self, _publication: &Publication) -> Vec<String> {
        vec![source_path(self.plan, self.objective)]
    }

    fn content(&self, reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Option<PageContent> {
        let plan = reader.publication.plan(self.plan)?;
        let objective = plan.objectives.iter().find(|objective| objective.id == self.objective)?;
        let view = ObjectiveView { steps: list_steps(reader, plan), ..make_view(reader, plan, objective, texts) };
        Some((Title { words: view.title.clone(), about: view.summary.clone() }, View::Objective(Box::new(view))))
    }

    fn structured_data(&self, describer: &Describer<'_>, view: &View) -> Vec<Thing> {
        let View::Objective(view) = view else { return Vec::new() };
        let plan = describer.reader.publication.plan(self.plan);
        let mut work = describer.describe_work("CreativeWork");
        add(&mut work, "position", Some(view.number));
        add(&mut work, "isPartOf", plan.map(|plan| describer.describe_plan(plan)));
        vec![work]
    }
}

/// The path of an objective's files.
pub fn source_path(plan: &str, objective: &str) -> String {
    format!("plans/{plan}/objectives/{objective}")
}

/// The paths of the files of all objectives of a plan.
pub fn source_paths(plan: &str, publication: &Publication) -> Vec<String> {
    let objectives = publication.plan(plan).into_iter().flat_map(|plan| &plan.objectives);
    objectives.map(|objective| source_path(plan, &objective.id)).collect()
}

/// The anchor of an objective on pages that show several, and where it is written.
pub fn anchor(objective: &Objective) -> (String, &Place) {
    (objective.id.clone(), &objective.record.title.place)
}

/// Up to how many objectives each page of one lists them all.
const MANY: usize = 12;

/// The plan's objectives to choose from; none where there is no choice, or too much of it.
fn list_steps(reader: &Reader<'_>, plan: &Plan) -> Vec<Step> {
    if !(2..=MANY).contains(&plan.objectives.len()) {
        return Vec::new();
    }
    let step = |objective: &Objective| {
        let link = reader.objective_link(&plan.id, objective);
        Step {
            number: objective.number,
            link: Link { words: find_short_title(reader, objective).unwrap_or(link.words), ..link },
        }
    };
    plan.objectives.iter().map(step).collect()
}

/// A few words for an objective, where there are any.
pub fn find_short_title(reader: &Reader<'_>, objective: &Objective) -> Option<Words> {
    reader.maybe(objective.record.short.as_ref())
}

/// What its page shows.
pub fn make_view(reader: &Reader<'_>, plan: &Plan, objective: &Objective, texts: &mut Vec<Prose>) -> ObjectiveView {
    let record = &objective.record;
    let (plan_id, id) = (&plan.id, &objective.id);
    let full = format!("{plan_id}/{id}");
    let many = |list: usize| f64::from(u32::try_from(list).unwrap_or(u32::MAX));
    let also = link_also_actions(reader, plan, objective);
    let neighbour = |number: Option<usize>| {
        let objective = number.and_then(|number| plan.objectives.get(number))?;
        Some(reader.objective_link(plan_id, objective))
    };
    let facts = [
        record
            .lead
            .as_ref()
            .and_then(|lead| reader.contact_link(&lead.name))
            .and_then(|link| reader.links("site-lead", [link])),
        reader.status(&full, plan),
    ];
    ObjectiveView {
        number: objective.number,
        label: reader.objective_label(plan, objective.number),
        plan: reader.plan_link(plan),
        summary: reader.maybe(record.summary.as_ref()),
        banner: banner(reader, plan),
        facts: facts.into_iter().flatten().collect(),
        story: reader.story(&objective.story, texts),
        aims_title: reader.form(plan.record.words.aim.as_ref(), "aims", many(record.aims.len())),
        aims: (record.aims.iter().enumerate())
            .map(|(at, aim)| make_aim(reader, plan, objective, at, aim, texts))
            .collect(),
        served_by: (plan.record.aims.iter())
            .filter(|aim| aim.serves.iter().any(|serves| serves.name == full))
            .filter_map(|aim| reader.part(&format!("{plan_id}/{}", aim.id.name)))
            .collect(),
        actions_title: reader.form(plan.record.words.action.as_ref(), "actions", many(objective.actions.len())),
        actions: objective.actions.iter().map(|action| make_action_on_page(reader, plan, action, texts)).collect(),
        also,
        support: reader.support(&record.support),
        lineage: list_lineage_facts(reader, objective),
        guide: reader.link(
            &PageId::ObjectiveGuide(plan_id.clone(), id.clone()),
            Words::own(reader.say("site-guide-to-objective")),
        ),
        objectives_title: reader.form(plan.record.words.objective.as_ref(), "objectives", many(plan.objectives.len())),
        steps: Vec::new(),
        previous: neighbour(objective.number.checked_sub(2)),
        next: neighbour(Some(objective.number)),
        title: reader.words(&record.title),
    }
}

fn make_aim(
    reader: &Reader<'_>,
    plan: &Plan,
    objective: &Objective,
    at: usize,
    aim: &Aim,
    texts: &mut Vec<Prose>,
) -> AimView {
    let full = format!("{}/{}/{}", plan.id, objective.id, aim.id.name);
    let continues = aim
        .continues
        .iter()
        .flat_map(|continuation| &continuation.names)
        .filter_map(|name| reader.part_in_plan(&name.name));
    let facts = [
        reader.fact("site-for", reader.audiences(&aim.audiences)),
        reader.fact("site-areas", reader.areas(&aim.areas)),
        aim.lead
            .as_ref()
            .and_then(|lead| reader.contact_link(&lead.name))
            .and_then(|link| reader.links("site-lead", [link])),
        reader.links("site-continues", continues),
        reader.status(&full, plan),
    ];
    AimView {
        id: aim.id.name.clone(),
        once: unique_anchors::once(&aim.aliases),
        number: format!("{}.{}", objective.number, at + 1),
        text: reader.words(&aim.text),
        facts: facts.into_iter().flatten().collect(),
        detail: reader.markdown(aim.detail.as_ref(), texts),
        measures: reader.measure_views(plan, objective, aim),
        work: (aim.work.iter())
            .map(|row| WorkRow {
                task: reader.words(&row.task),
                owner: reader.maybe(row.owner.as_ref()),
                due: row.due.as_ref().map(|due| reader.locale.date(due.value, None)),
                done: row.done == Some(true),
            })
            .collect(),
    }
}

/// An action in full.
pub fn make_action(reader: &Reader<'_>, action: &Numbered<Action>, texts: &mut Vec<Prose>) -> ActionView {
    let record = &action.record;
    let months: Vec<String> = record.season.iter().map(|month| reader.locale.month(*month)).collect();
    let also = record.also.iter().filter_map(|also| reader.part(&also.name));
    let facts = [
        reader.fact(
            "site-level",
            record.level.map(|level| Words::own(reader.say(&format!("site-level-{}", level.word())))),
        ),
        reader.fact("site-season", (!months.is_empty()).then(|| Words::own(months.join(", ")))),
        reader.fact(
            "site-every",
            record.every.map(|every| Words::own(reader.say(&format!("site-every-{}", every.word())))),
        ),
        reader.dated("site-by", record.by.as_ref().map(|by| by.value)),
        reader.fact("site-areas", reader.areas(&record.areas)),
        reader.fact("site-with", reader.audiences(&record.with)),
        reader.links("site-serves-aim", record.aim.as_ref().and_then(|aim| reader.part(&aim.name))),
        reader.links("site-also-serves", also),
        make_fact(
            reader,
            "site-use",
            record.resources.iter().filter_map(|resource| reader.resource(&resource.name)).collect(),
        ),
    ];
    ActionView {
        id: record.id.name.clone(),
        number: action.number.clone(),
        text: reader.words(&record.text),
        facts: facts.into_iter().flatten().collect(),
        detail: reader.markdown(record.detail.as_ref(), texts),
        ask: link_contacts(reader, &record.ask),
    }
}

/// An action on its objective's page, which says as well what it carries on and, where not all
/// actions of the plan are for the same readers, whom it is for.
fn make_action_on_page(
    reader: &Reader<'_>,
    plan: &Plan,
    shown: &Numbered<Action>,
    texts: &mut Vec<Prose>,
) -> ActionView {
    let names = |action: &Action| action.audiences.iter().map(|audience| audience.name.clone()).collect::<Vec<_>>();
    let first = names(&shown.record);
    let mut all = plan.objectives.iter().flat_map(|objective| &objective.actions);
    let varied = all.any(|other| names(&other.record) != first);
    let continues = shown
        .record
        .continues
        .iter()
        .flat_map(|continuation| &continuation.names)
        .filter_map(|name| link_earlier_action(reader, &name.name));
    let facts = [
        varied.then(|| reader.fact("site-for", reader.audiences(&shown.record.audiences))).flatten(),
        reader.links("site-continues", continues),
    ];
    let mut view = make_action(reader, shown, texts);
    view.facts.extend(facts.into_iter().flatten());
    view
}

/// An action of an earlier plan, by its number and plan.
fn link_earlier_action(reader: &Reader<'_>, name: &str) -> Option<Link> {
    let full = Name::read(name)?;
    let plan = reader.publication.plan(&full.plan)?;
    let (_, action) = reader.publication.action(&full)?;
    let title = reader.words(&plan.record.title);
    let text = reader.say_with("site-part-in-plan", &[("part", &action.number), ("plan", &title.text)]);
    Some(Link { words: Words { text, lang: title.lang }, ..reader.part(name)? })
}

fn make_fact(reader: &Reader<'_>, key: &str, values: Vec<Value>) -> Option<Fact> {
    (!values.is_empty()).then(|| Fact { key: key.to_owned(), label: reader.say(key), values })
}

fn link_contacts(reader: &Reader<'_>, ask: &[Reference<to::Contact>]) -> Vec<Value> {
    let links = ask.iter().filter_map(|contact| reader.contact_link(&contact.name));
    links.map(|link| Value { words: link.words, address: Some(link.address) }).collect()
}

/// Actions of other objectives that serve this one, too.
pub fn link_also_actions(reader: &Reader<'_>, plan: &Plan, objective: &Objective) -> Vec<Also> {
    find_also_actions(plan, objective)
        .filter_map(|(home, action)| {
            let link = reader.part(&format!("{}/{}/{}", plan.id, home.id, action.record.id.name))?;
            Some(Also { number: action.number.clone(), link })
        })
        .collect()
}

/// The actions of a plan's other objectives that name this one, each with its own objective.
pub fn find_also_actions<'a>(
    plan: &'a Plan,
    objective: &'a Objective,
) -> impl Iterator<Item = (&'a Objective, &'a Numbered<Action>)> {
    let full = format!("{}/{}", plan.id, objective.id);
    plan.objectives.iter().filter(|home| home.id != objective.id).flat_map(move |home| {
        let full = full.clone();
        home.actions
            .iter()
            .filter(move |action| action.record.also.iter().any(|also| also.name == full))
            .map(move |action| (home, action))
    })
}

/// What an objective carries on, what carries it on, and its whole history.
fn list_lineage_facts(reader: &Reader<'_>, objective: &Objective) -> Vec<Fact> {
    let part = |name: &Name| reader.part_in_plan(&name.to_string());
    let history = (reader.publication.lineages.iter())
        .find(|lineage| {
            lineage.members.len() > 1
                && lineage.members.iter().any(|(plan, id)| {
                    *id == objective.id
                        && reader.publication.objective(plan, id).is_some_and(|other| std::ptr::eq(other, objective))
                })
        })
        .map(|lineage| reader.link(&PageId::Lineage(lineage.id.clone()), Words::own(reader.say("site-lineage-link"))));
    let facts = [
        reader.links("site-continues", objective.continues.iter().filter_map(part)),
        reader.links("site-continued-by", objective.continued_by.iter().filter_map(part)),
        reader.links("site-lineage", history),
    ];
    facts.into_iter().flatten().collect()
}

impl Reader<'_> {
    /// A link to a part of another plan, with the plan's title after it.
    pub fn part_in_plan(&self, name: &str) -> Option<Link> {
        let plan = self.publication.plan(name.split('/').next()?)?;
        let link = self.part(name)?;
        let title = self.words(&plan.record.title).text;
        let text = self.say_with("site-part-in-plan", &[("part", &link.words.text), ("plan", &title)]);
        Some(Link { words: Words { text, lang: link.words.lang }, ..link })
    }
}

//! An objective's page, and the actions that guides share with it.

use crate::diagnostic::Place;
use crate::model::{Action, Aim, Lang, Name, Numbered, Objective, Plan, Publication, Reference};
use crate::pages::components::date_status::banner;
use crate::pages::kinds::{Form, PageId};
use crate::pages::page_context::{Made, Reader, Title};
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject};
use crate::pages::search::SearchGroup;
use crate::pages::structured_data::{Describer, Thing, add};
use crate::pages::view::{
    ActionView, AimView, Also, Fact, Link, ObjectiveView, SearchEntry, Step, Value, View, Words, WorkRow,
};
use crate::pages::{plan, unique_anchors};
use crate::syntax::document::Prose;

pub mod search_entries;

/// An objective.
pub(crate) struct ObjectivePage<'a> {
    pub plan: &'a str,
    pub objective: &'a str,
}

impl PageKind for ObjectivePage<'_> {
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
        plan::subject(self.plan, publication)
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

    fn printed_forms(&self, _lang: &Lang, _publication: &Publication) -> &'static [Form] {
        &[]
    }

    fn content(&self, reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Option<Made> {
        let plan = reader.publication.plan(self.plan)?;
        let objective = plan.objectives.iter().find(|objective| objective.id == self.objective)?;
        let view = ObjectiveView { steps: steps(reader, plan), ..view(reader, plan, objective, texts) };
        Some((Title { words: view.title.clone(), about: view.summary.clone() }, View::Objective(Box::new(view))))
    }

    fn alternates<'v>(&self, _view: &'v View) -> Vec<&'v Link> {
        Vec::new()
    }

    fn structured_data(&self, describer: &Describer<'_>, view: &View) -> Vec<Thing> {
        let View::Objective(view) = view else { return Vec::new() };
        let plan = describer.reader.publication.plan(self.plan);
        let mut work = describer.describe_work("CreativeWork");
        add(&mut work, "position", Some(view.number));
        add(&mut work, "isPartOf", plan.map(|plan| describer.describe_plan(plan)));
        vec![work]
    }

    fn search_entries(&self, _group: SearchGroup, _reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        Vec::new()
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
fn steps(reader: &Reader<'_>, plan: &Plan) -> Vec<Step> {
    if !(2..=MANY).contains(&plan.objectives.len()) {
        return Vec::new();
    }
    let step = |own: &Objective| {
        let link = reader.objective_link(&plan.id, own);
        Step { number: own.number, link: Link { words: short(reader, own).unwrap_or(link.words), ..link } }
    };
    plan.objectives.iter().map(step).collect()
}

/// A few words for an objective, where there are any.
pub fn short(reader: &Reader<'_>, own: &Objective) -> Option<Words> {
    reader.maybe(own.record.short.as_ref())
}

/// What its page shows.
pub fn view(reader: &Reader<'_>, plan: &Plan, objective: &Objective, texts: &mut Vec<Prose>) -> ObjectiveView {
    let record = &objective.record;
    let (plan_id, id) = (&plan.id, &objective.id);
    let full = format!("{plan_id}/{id}");
    let many = |list: usize| f64::from(u32::try_from(list).unwrap_or(u32::MAX));
    let also = also(reader, plan, objective);
    let neighbour = |number: Option<usize>| {
        let own = number.and_then(|number| plan.objectives.get(number))?;
        Some(reader.objective_link(plan_id, own))
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
        aims: (record.aims.iter().enumerate()).map(|(at, own)| aim(reader, plan, objective, at, own, texts)).collect(),
        served_by: (plan.record.aims.iter())
            .filter(|own| own.serves.iter().any(|serves| serves.name == full))
            .filter_map(|own| reader.part(&format!("{plan_id}/{}", own.id.name)))
            .collect(),
        actions_title: reader.form(plan.record.words.action.as_ref(), "actions", many(objective.actions.len())),
        actions: objective.actions.iter().map(|own| action_here(reader, plan, own, texts)).collect(),
        also,
        support: reader.support(&record.support),
        lineage: lineage(reader, objective),
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

fn aim(
    reader: &Reader<'_>,
    plan: &Plan,
    objective: &Objective,
    at: usize,
    own: &Aim,
    texts: &mut Vec<Prose>,
) -> AimView {
    let full = format!("{}/{}/{}", plan.id, objective.id, own.id.name);
    let continues = own.continues.iter().flat_map(|own| &own.names).filter_map(|own| reader.part_in_plan(&own.name));
    let facts = [
        reader.fact("site-for", reader.audiences(&own.audiences)),
        reader.fact("site-areas", reader.areas(&own.areas)),
        own.lead
            .as_ref()
            .and_then(|lead| reader.contact_link(&lead.name))
            .and_then(|link| reader.links("site-lead", [link])),
        reader.links("site-continues", continues),
        reader.status(&full, plan),
    ];
    AimView {
        id: own.id.name.clone(),
        once: unique_anchors::once(&own.aliases),
        number: format!("{}.{}", objective.number, at + 1),
        text: reader.words(&own.text),
        facts: facts.into_iter().flatten().collect(),
        detail: reader.markdown(own.detail.as_ref(), texts),
        measures: reader.measure_views(plan, objective, own),
        work: (own.work.iter())
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
pub fn action(reader: &Reader<'_>, own: &Numbered<Action>, texts: &mut Vec<Prose>) -> ActionView {
    let record = &own.record;
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
        values(
            reader,
            "site-use",
            record.resources.iter().filter_map(|resource| reader.resource(&resource.name)).collect(),
        ),
    ];
    ActionView {
        id: record.id.name.clone(),
        number: own.number.clone(),
        text: reader.words(&record.text),
        facts: facts.into_iter().flatten().collect(),
        detail: reader.markdown(record.detail.as_ref(), texts),
        ask: asked(reader, &record.ask),
    }
}

/// An action on its objective's page, which says as well what it carries on and, where not all
/// actions of the plan are for the same readers, whom it is for.
fn action_here(reader: &Reader<'_>, plan: &Plan, own: &Numbered<Action>, texts: &mut Vec<Prose>) -> ActionView {
    let names = |action: &Action| action.audiences.iter().map(|own| own.name.clone()).collect::<Vec<_>>();
    let first = names(&own.record);
    let mut all = plan.objectives.iter().flat_map(|objective| &objective.actions);
    let varied = all.any(|other| names(&other.record) != first);
    let continues = own.record.continues.iter().flat_map(|own| &own.names).filter_map(|own| earlier(reader, &own.name));
    let facts = [
        varied.then(|| reader.fact("site-for", reader.audiences(&own.record.audiences))).flatten(),
        reader.links("site-continues", continues),
    ];
    let mut view = action(reader, own, texts);
    view.facts.extend(facts.into_iter().flatten());
    view
}

/// An action of an earlier plan, by its number and plan.
fn earlier(reader: &Reader<'_>, name: &str) -> Option<Link> {
    let full = Name::read(name)?;
    let plan = reader.publication.plan(&full.plan)?;
    let (_, own) = reader.publication.action(&full)?;
    let title = reader.words(&plan.record.title);
    let text = reader.say_with("site-part-in-plan", &[("part", &own.number), ("plan", &title.text)]);
    Some(Link { words: Words { text, lang: title.lang }, ..reader.part(name)? })
}

fn values(reader: &Reader<'_>, key: &str, values: Vec<Value>) -> Option<Fact> {
    (!values.is_empty()).then(|| Fact { key: key.to_owned(), label: reader.say(key), values })
}

fn asked(reader: &Reader<'_>, ask: &[Reference]) -> Vec<Value> {
    let links = ask.iter().filter_map(|own| reader.contact_link(&own.name));
    links.map(|link| Value { words: link.words, address: Some(link.address) }).collect()
}

/// Actions of other objectives that serve this one, too.
pub fn also(reader: &Reader<'_>, plan: &Plan, objective: &Objective) -> Vec<Also> {
    also_actions(plan, objective)
        .filter_map(|(home, own)| {
            let link = reader.part(&format!("{}/{}/{}", plan.id, home.id, own.record.id.name))?;
            Some(Also { number: own.number.clone(), link })
        })
        .collect()
}

/// The actions of a plan's other objectives that name this one, each with its own objective.
pub fn also_actions<'a>(
    plan: &'a Plan,
    objective: &'a Objective,
) -> impl Iterator<Item = (&'a Objective, &'a Numbered<Action>)> {
    let full = format!("{}/{}", plan.id, objective.id);
    plan.objectives.iter().filter(|home| home.id != objective.id).flat_map(move |home| {
        let full = full.clone();
        home.actions
            .iter()
            .filter(move |own| own.record.also.iter().any(|also| also.name == full))
            .map(move |own| (home, own))
    })
}

/// What an objective carries on, what carries it on, and its whole history.
fn lineage(reader: &Reader<'_>, objective: &Objective) -> Vec<Fact> {
    let part = |name: &Name| reader.part_in_plan(&name.to_string());
    let history = (reader.publication.lineages.iter())
        .find(|lineage| {
            lineage.members.len() > 1
                && lineage.members.iter().any(|(plan, id)| {
                    *id == objective.id
                        && reader.publication.objective(plan, id).is_some_and(|own| std::ptr::eq(own, objective))
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

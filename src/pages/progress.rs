//! How a plan is going: states, figures and reports, objective by objective.

use crate::model::{Aim, Objective, Plan, Publication, Update};
use crate::pages::components::date_status::banner;
use crate::pages::kinds::PageId;
use crate::pages::objective::{self, find_short_title};
use crate::pages::page_context::{PageContent, Reader, Title};
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject, answer_nothing};
use crate::pages::plan::{self, describe_reports};
use crate::pages::update;
use crate::pages::view::{Card, MeasureView, Progress, ProgressAim, ProgressPart, StateRow, View, Words};
use crate::syntax::document::Prose;

pub(crate) struct ProgressPage<'a> {
    pub plan: &'a str,
}

impl PageKind for ProgressPage<'_> {
    answer_nothing!(printed_forms, alternates, structured_data, search_entries);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        let PageId::Plan(id) = parent else { return Vec::new() };
        let plan = publication.plan(id).filter(|plan| !plan.objectives.is_empty());
        plan.map(|plan| PageId::Progress(plan.id.clone())).into_iter().collect()
    }

    fn exists(&self, publication: &Publication) -> bool {
        publication.plan(self.plan).is_some_and(|plan| !plan.objectives.is_empty())
    }

    fn url(&self, root: &str) -> String {
        format!("{root}{}/progress/", self.plan)
    }

    fn subject<'p>(&self, publication: &'p Publication) -> Subject<'p> {
        Subject::of_plan(self.plan, publication)
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        let plan = publication.plan(self.plan);
        let objectives = plan.into_iter().flat_map(|plan| &plan.objectives);
        Anchors { records: objectives.map(objective::anchor).collect(), story: None }
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        let plan = reader.publication.plan(self.plan);
        let breadcrumbs = plan.map(|plan| reader.plan_link(plan)).into_iter().collect();
        Location { breadcrumbs, section: PageId::Progress(self.plan.to_owned()) }
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        let updates = publication.updates.iter().filter(|update| update.record.plan.name == self.plan);
        let objectives = objective::source_paths(self.plan, publication);
        let updates = updates.map(|update| update::source_path(&update.id));
        std::iter::once(plan::source_path(self.plan)).chain(objectives).chain(updates).collect()
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<PageContent> {
        let plan = reader.publication.plan(self.plan)?;
        let updates: Vec<&Update> =
            reader.publication.updates.iter().filter(|update| update.record.plan.name == plan.id).collect();
        let cross = plan.record.aims.iter().filter_map(|aim| {
            let states = list_states(reader, plan, &format!("{}/{}", plan.id, aim.id.name));
            let link = reader.part(&format!("{}/{}", plan.id, aim.id.name))?;
            let part = ProgressAim { number: None, link, states, measures: Vec::new() };
            (!part.states.is_empty()).then_some(part)
        });
        let plan_title = reader.words(&plan.record.title);
        let words = Words {
            text: reader.say_with("site-progress-title", &[("plan", &plan_title.text)]),
            lang: plan_title.lang.clone(),
        };
        let view = Progress {
            title: Words::own(reader.say("site-how-it-is-going")),
            plan: reader.plan_link(plan),
            banner: banner(reader, plan),
            facts: describe_reports(reader, plan).into_iter().collect(),
            none: updates.is_empty().then(|| reader.say("site-no-report")),
            updates: updates.iter().map(|update| make_update_card(reader, update)).collect(),
            objectives: plan.objectives.iter().map(|objective| make_part(reader, plan, objective)).collect(),
            cross_title: reader.form(plan.record.words.cross_aim.as_ref(), "cross-aims", 2.0),
            cross: cross.collect(),
        };
        let about = Some(Words::own(reader.say("site-progress-about")));
        Some((Title { words, about }, View::Progress(Box::new(view))))
    }
}

fn make_update_card(reader: &Reader<'_>, update: &Update) -> Card {
    let date = reader.locale.date(update.record.published.value, None);
    Card {
        link: reader.link(&PageId::Update(update.id.clone()), Words::own(reader.update_title(update))),
        meta: vec![Words::own(reader.say_with("site-published-on", &[("date", &date)]))],
        about: None,
    }
}

fn make_part(reader: &Reader<'_>, plan: &Plan, objective: &Objective) -> ProgressPart {
    let aims = objective.record.aims.iter().enumerate();
    let aims: Vec<ProgressAim> = aims.filter_map(|(at, aim)| make_aim(reader, plan, objective, at, aim)).collect();
    let targets = aims.iter().map(|aim| aim.measures.len()).sum();
    let link = reader.objective_link(&plan.id, objective);
    ProgressPart {
        id: objective.id.clone(),
        number: objective.number,
        label: reader.objective_label(plan, objective.number),
        short: find_short_title(reader, objective).unwrap_or_else(|| link.words.clone()),
        link,
        states: list_states(reader, plan, &format!("{}/{}", plan.id, objective.id)),
        targets: reader.count("site-targets", targets),
        aims,
    }
}

/// What there is to say of an aim; nothing where nobody has judged it and it aims at no figure.
fn make_aim(reader: &Reader<'_>, plan: &Plan, objective: &Objective, at: usize, aim: &Aim) -> Option<ProgressAim> {
    let full = format!("{}/{}/{}", plan.id, objective.id, aim.id.name);
    let measures: Vec<MeasureView> =
        reader.measure_views(plan, objective, aim).into_iter().filter(|measure| !measure.target.is_empty()).collect();
    let states = list_states(reader, plan, &full);
    let number = Some(format!("{}.{}", objective.number, at + 1));
    (!measures.is_empty() || !states.is_empty()).then_some(ProgressAim {
        number,
        link: reader.part(&full)?,
        states,
        measures,
    })
}

/// Every judgement of something, the latest first: what it is, who said so, and when.
pub fn list_states(reader: &Reader<'_>, plan: &Plan, full: &str) -> Vec<StateRow> {
    let by = plan.record.reports.as_ref().and_then(|reports| reports.by.as_ref());
    let row = |update: &Update| {
        let status = update.record.status.get(full)?;
        let date = reader.locale.date(update.record.published.value, None);
        Some(StateRow {
            state: status.state.word(),
            words: reader.say(&format!("state-{}", status.state.word())),
            by: reader.maybe(update.record.by.as_ref().or(by)),
            link: reader.link(&PageId::Update(update.id.clone()), Words::own(date)),
            note: reader.maybe(status.note.as_ref()),
        })
    };
    reader.publication.updates.iter().filter_map(row).collect()
}

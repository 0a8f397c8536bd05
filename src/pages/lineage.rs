//! An objective followed across plans.

use std::collections::BTreeSet;

use crate::model::{Aim, Continues, Lineage, Name, Objective, Plan, Publication};
use crate::pages::kinds::PageId;
use crate::pages::objective;
use crate::pages::page_context::{PageContent, Reader, Title};
use crate::pages::page_kind::{Location, PageKind, answer_nothing};
use crate::pages::view::{AimHistory, LineageMember, LineageView, Link, MeasureView, View, Words};
use crate::syntax::document::Prose;

pub(crate) struct LineagePage<'a> {
    pub lineage: &'a str,
}

impl PageKind for LineagePage<'_> {
    answer_nothing!(subject, anchors, printed_forms, alternates, structured_data, search_entries);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        if *parent != PageId::Lineages {
            return Vec::new();
        }
        publication.lineages.iter().map(|lineage| PageId::Lineage(lineage.id.clone())).collect()
    }

    fn exists(&self, publication: &Publication) -> bool {
        self.find(publication).is_some()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}objectives/{}/", self.lineage)
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        Location::below(reader, &PageId::Lineages, "site-lineages", PageId::Lineage(self.lineage.to_owned()))
    }

    fn sources(&self, publication: &Publication) -> Vec<String> {
        let members = self.find(publication).into_iter().flat_map(|lineage| &lineage.members);
        members.map(|(plan, objective)| objective::source_path(plan, objective)).collect()
    }

    fn content(&self, reader: &Reader<'_>, _texts: &mut Vec<Prose>) -> Option<PageContent> {
        let publication = reader.publication;
        let lineage = self.find(publication)?;
        let members: Vec<(&Plan, &Objective)> = (lineage.members.iter())
            .filter_map(|(plan, id)| Some((publication.plan(plan)?, publication.objective(plan, id)?)))
            .collect();
        let (_, latest) = members.first()?;
        let title = reader.words(&latest.record.title);
        let views = members.iter().map(|(plan, objective)| make_member(reader, plan, objective)).collect();
        let words = Words { text: reader.say_with("site-lineage-title", &[("title", &title.text)]), lang: title.lang };
        let view = LineageView { title: words.clone(), members: views };
        Some((Title { words, about: Some(Words::own(reader.say("site-lineage-about"))) }, View::Lineage(view)))
    }
}

impl LineagePage<'_> {
    fn find<'p>(&self, publication: &'p Publication) -> Option<&'p Lineage> {
        publication.lineages.iter().find(|lineage| lineage.id == self.lineage)
    }
}

fn make_member(reader: &Reader<'_>, plan: &Plan, objective: &Objective) -> LineageMember {
    let first = objective.continues.is_empty();
    LineageMember {
        plan: reader.plan_link(plan),
        period: reader.period(plan),
        label: reader.objective_label(plan, objective.number),
        objective: reader.objective_link(&plan.id, objective),
        aims: (objective.record.aims.iter().enumerate())
            .filter_map(|(at, aim)| make_aim_history(reader, plan, objective, at, aim, first))
            .collect(),
        ended: link_ended_aims(reader, plan, objective),
    }
}

fn make_aim_history(
    reader: &Reader<'_>,
    plan: &Plan,
    objective: &Objective,
    at: usize,
    aim: &Aim,
    first: bool,
) -> Option<AimHistory> {
    let names: Vec<&str> =
        aim.continues.iter().flat_map(|continuation| &continuation.names).map(|name| name.name.as_str()).collect();
    let same = names.iter().any(|name| find_earlier_text(reader, name).is_some_and(|text| text == aim.text.source));
    let change = match (names.is_empty(), same) {
        (true, _) if first => None,
        (true, _) => Some("new"),
        (false, true) => Some("carried-on"),
        (false, false) => Some("reworded"),
    };
    let name = format!("{}/{}/{}", plan.id, objective.id, aim.id.name);
    Some(AimHistory {
        number: format!("{}.{}", objective.number, at + 1),
        link: reader.part(&name)?,
        change,
        change_words: change.map(|change| reader.say(&format!("site-change-{change}"))),
        from: names.iter().filter_map(|name| reader.part(name)).collect(),
        measures: list_measures(reader, plan, objective, aim),
    })
}

/// What an aim aimed at, and how that stands: the picture and the table are on the aim's own page.
fn list_measures(reader: &Reader<'_>, plan: &Plan, objective: &Objective, aim: &Aim) -> Vec<MeasureView> {
    let all = reader.measure_views(plan, objective, aim).into_iter().filter(|measure| !measure.target.is_empty());
    all.map(|measure| MeasureView { graph: None, figures: Vec::new(), ..measure }).collect()
}

/// How an earlier aim was put, as the source has it.
fn find_earlier_text<'a>(reader: &Reader<'a>, name: &str) -> Option<&'a str> {
    let name = Name::read(name)?;
    let objective = reader.publication.objective(&name.plan, &name.part)?;
    let id = name.item.as_deref()?;
    objective.record.aims.iter().find(|aim| aim.id.name == id).map(|aim| aim.text.source.as_str())
}

/// Aims of the objectives that this one carries on which nothing in its plan carries on.
fn link_ended_aims(reader: &Reader<'_>, plan: &Plan, objective: &Objective) -> Vec<Link> {
    let aims = plan.objectives.iter().flat_map(|objective| &objective.record.aims).flat_map(|aim| aim.continues.iter());
    let cross = plan.record.aims.iter().flat_map(|aim| aim.continues.iter());
    let carried: BTreeSet<&str> =
        aims.flat_map(Continues::places).chain(cross.flat_map(Continues::places)).map(|(name, _)| name).collect();
    let earlier = objective
        .continues
        .iter()
        .filter_map(|name| Some((name, reader.publication.objective(&name.plan, &name.part)?)));
    earlier
        .flat_map(|(name, earlier)| earlier.record.aims.iter().map(move |aim| format!("{name}/{}", aim.id.name)))
        .filter(|full| !carried.contains(full.as_str()))
        .filter_map(|full| reader.part(&full))
        .collect()
}

//! Action guides: for a whole plan, for an objective, for a local party.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Action, KeyDate, Lang, Numbered, Objective, Party, Plan, Support};
use crate::pages::components::date_status::banner;
use crate::pages::components::year_planner;
use crate::pages::kinds::{self, Form, Route};
use crate::pages::local_plan;
use crate::pages::objective::{action, also_actions};
use crate::pages::page_context::{Made, Reader, Title};
use crate::pages::view::{ActionView, Also, Ask, Fact, Guide, GuideSection, Link, Planner, View, Words};
use crate::syntax::document::Prose;

/// The guide to a whole plan.
pub fn of_plan(reader: &Reader<'_>, plan: &str, texts: &mut Vec<Prose>) -> Option<Made> {
    let plan = reader.publication.plan(plan)?;
    let route = Route::PlanGuide(plan.id.clone());
    let title = reader.words(&plan.record.title);
    let words = Words { text: reader.say_with("site-guide-title", &[("title", &title.text)]), lang: title.lang };
    let introduction = reader.story(&plan.guide, texts);
    let here = reader.address(&route);
    let sections = sections(reader, plan, &here, texts);
    let mut guide = start(reader, plan, &route, words, sections);
    guide.introduction = introduction;
    around(reader, plan, &mut guide, &|_| true, &|_| true);
    guide.others = vec![reader.link(&Route::Guides, Words::own(reader.say("site-guides-for-parties")))];
    Some(finish(guide))
}

/// The guide to an objective, in which actions that serve it too stand in full.
pub fn of_objective(reader: &Reader<'_>, plan: &str, id: &str, texts: &mut Vec<Prose>) -> Option<Made> {
    let plan = reader.publication.plan(plan)?;
    let objective = plan.objectives.iter().find(|own| own.id == id)?;
    let route = Route::ObjectiveGuide(plan.id.clone(), id.to_owned());
    let title = reader.words(&objective.record.title);
    let words = Words { text: reader.say_with("site-guide-title", &[("title", &title.text)]), lang: title.lang };
    let introduction = reader.story(&plan.guide, texts);
    let here = reader.address(&route);
    let mut own = section(reader, plan, objective, &here, &|_| true, texts);
    own.also.clear();
    own.actions.extend(also_actions(plan, objective).map(|(home, other)| in_full(reader, home, other, texts)));
    if !own.actions.is_empty() {
        own.aims.clear();
    }
    let mut guide = start(reader, plan, &route, words, vec![own]);
    guide.introduction = introduction;
    let serves = |action: &Action| {
        objective.actions.iter().any(|own| std::ptr::eq(&raw const own.record, action))
            || also_actions(plan, objective).any(|(_, own)| std::ptr::eq(&raw const own.record, action))
    };
    guide.asked = asked(reader, plan, &serves, &objective.record.support);
    guide.others = vec![reader.link(&Route::PlanGuide(plan.id.clone()), Words::own(reader.say("site-guide-to-plan")))];
    Some(finish(guide))
}

/// The guide for a party: the actions for its kind and its area.
pub fn of_party(reader: &Reader<'_>, plan: &str, id: &str, texts: &mut Vec<Prose>) -> Option<Made> {
    let publication = reader.publication;
    let plan = publication.plan(plan)?;
    let party = publication.parties.get(id)?;
    let route = Route::PartyGuide(plan.id.clone(), id.to_owned());
    let name = reader.words(&party.name);
    let words = Words { text: reader.say_with("site-guide-for", &[("party", &name.text)]), lang: name.lang };
    let introduction = reader.story(&plan.guide, texts);
    let here = reader.address(&route);
    let chosen = |action: &Action| publication.is_for(action, party);
    let sections = plan.objectives.iter().map(|own| section(reader, plan, own, &here, &chosen, texts)).collect();
    let mut guide = start(reader, plan, &route, words, sections);
    guide.introduction = introduction;
    around(reader, plan, &mut guide, &chosen, &|date| publication.reaches(&date.areas, party));
    guide.facts.extend(party_facts(reader, party));
    guide.others = vec![
        reader.link(&Route::PlanGuide(plan.id.clone()), Words::own(reader.say("site-guide-to-plan"))),
        reader.link(&Route::PartyGuides(id.to_owned()), Words::own(reader.say("site-guides-of-party"))),
    ];
    Some(finish(guide))
}

/// Where a party is, what it is part of and whom it can ask.
pub fn party_facts(reader: &Reader<'_>, party: &Party) -> Vec<Fact> {
    let parent = party.parent.as_ref().and_then(|parent| reader.publication.parties.get(&parent.name));
    let site = party.url.as_ref().map(|url| Link { address: url.0.clone(), words: Words::own(url.0.clone()) });
    let facts = [
        reader.fact("site-area", party.area.iter().flat_map(|area| reader.areas(std::slice::from_ref(area)))),
        reader.links(
            "site-part-of",
            parent.map(|own| reader.link(&Route::PartyGuides(own.id.name.clone()), reader.words(&own.name))),
        ),
        party
            .contact
            .as_ref()
            .and_then(|contact| reader.contact_link(&contact.name))
            .and_then(|link| reader.links("site-party-contact", [link])),
        reader.links("site-own-site", site),
    ];
    facts.into_iter().flatten().collect()
}

/// What stands after the actions in a guide to all objectives: whom to ask, and when.
fn around(
    reader: &Reader<'_>,
    plan: &Plan,
    guide: &mut Guide,
    chosen: &dyn Fn(&Action) -> bool,
    reached: &dyn Fn(&KeyDate) -> bool,
) {
    guide.support = reader.support(&plan.record.support);
    let objectives = plan.objectives.iter().flat_map(|own| &own.record.support);
    let support: Vec<Support> = plan.record.support.iter().chain(objectives).cloned().collect();
    guide.asked = asked(reader, plan, chosen, &support);
    let dates: Vec<&KeyDate> = dates(reader, plan, reached);
    guide.planner = year_planner::planner(reader, plan, &dates, chosen);
    guide.dates = dates.into_iter().map(|date| reader.date_view(date)).collect();
}

/// Whom the chosen actions say to ask, each once, without those whom the rows of help name.
pub fn asked(reader: &Reader<'_>, plan: &Plan, chosen: &dyn Fn(&Action) -> bool, support: &[Support]) -> Vec<Ask> {
    let actions = plan.objectives.iter().flat_map(|own| &own.actions).map(|own| &own.record);
    let mut known: BTreeSet<&str> = support.iter().flat_map(|row| &row.contacts).map(|own| &*own.name).collect();
    (actions.filter(|own| chosen(own)).flat_map(|own| &own.ask))
        .filter(|own| known.insert(&own.name))
        .filter_map(|own| reader.publication.contacts.get(&own.name))
        .map(|own| reader.ask(own))
        .collect()
}

/// What all guides of a plan have in common.
fn start(reader: &Reader<'_>, plan: &Plan, route: &Route, title: Words, sections: Vec<GuideSection>) -> Guide {
    let many =
        f64::from(u32::try_from(sections.iter().map(|own| own.actions.len()).sum::<usize>()).unwrap_or(u32::MAX));
    Guide {
        title,
        plan: reader.plan_link(plan),
        banner: banner(reader, plan),
        facts: facts(reader, plan),
        introduction: None,
        actions_title: reader.form(plan.record.words.action.as_ref(), "actions", many.max(2.0)),
        empty: sections.iter().all(|own| own.actions.is_empty()),
        sections,
        support: Vec::new(),
        asked: Vec::new(),
        dates: Vec::new(),
        planner: Planner::default(),
        return_to: return_to(reader, plan),
        printed: printed(reader, route),
        published: [&plan.record.guide.updated, &plan.record.guide.published, &plan.record.published]
            .into_iter()
            .find_map(|date| Some(reader.locale.date(date.as_ref()?.value, None))),
        csv: Link {
            address: format!("{}guide.csv", reader.address(route)),
            words: Words::own(reader.say("site-file-guide")),
        },
        ours: local_plan::from_guide(reader, route),
        others: Vec::new(),
    }
}

/// To whom a filled-in guide goes.
pub fn return_to(reader: &Reader<'_>, plan: &Plan) -> Option<Ask> {
    let contact = plan.record.guide.return_to.as_ref()?;
    reader.publication.contacts.get(&contact.name).map(|own| reader.ask(own))
}

/// The forms in which a thing is printed: in the readers' language, or else in those that there are.
pub fn printed(reader: &Reader<'_>, route: &Route) -> Vec<Link> {
    let forms = |lang: &Lang| kinds::printed(route, lang, reader.publication);
    let words = |form: Form| reader.say(&format!("print-{}", form.name()));
    let own = forms(reader.lang);
    if !own.is_empty() {
        return own.into_iter().map(|(form, address)| Link { address, words: Words::own(words(form)) }).collect();
    }
    let others =
        reader.publication.languages.iter().flat_map(|lang| forms(lang).into_iter().map(move |own| (lang, own)));
    let named = |lang: &Lang, form: Form| {
        reader.say_with("print-in-language", &[("form", &words(form)), ("language", &reader.locale.language(lang))])
    };
    others.map(|(lang, (form, address))| Link { address, words: Words::own(named(lang, form)) }).collect()
}

fn finish(guide: Guide) -> (Title, View) {
    let about = Some(guide.plan.words.clone());
    (Title { words: guide.title.clone(), about }, View::Guide(Arc::new(guide)))
}

fn facts(reader: &Reader<'_>, plan: &Plan) -> Vec<Fact> {
    let own = &plan.record.guide;
    let date = |date: &Option<crate::model::At<crate::model::Date>>| date.as_ref().map(|date| date.value);
    let contact = plan.record.contact.as_ref().and_then(|contact| reader.contact_link(&contact.name));
    let facts = [
        reader.links("site-plan", [reader.plan_link(plan)]),
        reader.fact("site-period-label", reader.period(plan).map(Words::own)),
        reader.fact("site-from", reader.maybe(own.from.as_ref())),
        reader.fact("site-readers", reader.maybe(own.readers.as_ref())),
        reader.dated("site-published", date(&own.published)),
        reader.dated("site-updated", date(&own.updated)),
        reader.links("site-contact", contact),
    ];
    facts.into_iter().flatten().collect()
}

/// The objectives of a plan with all their actions, on the page at an address.
pub fn sections(reader: &Reader<'_>, plan: &Plan, here: &str, texts: &mut Vec<Prose>) -> Vec<GuideSection> {
    plan.objectives.iter().map(|own| section(reader, plan, own, here, &|_| true, texts)).collect()
}

/// An objective with the actions that are chosen; its aims, where there is none.
fn section(
    reader: &Reader<'_>,
    plan: &Plan,
    objective: &Objective,
    here: &str,
    chosen: &dyn Fn(&Action) -> bool,
    texts: &mut Vec<Prose>,
) -> GuideSection {
    let actions: Vec<_> = objective
        .actions
        .iter()
        .filter(|own| chosen(&own.record))
        .map(|own| in_full(reader, objective, own, texts))
        .collect();
    // What stands in full under another objective does so in this guide.
    let also: Vec<Also> = also_actions(plan, objective)
        .filter(|(_, own)| chosen(&own.record))
        .map(|(home, own)| Also {
            number: own.number.clone(),
            link: Link {
                address: format!("{here}#{}", anchor(home, own)),
                words: reader.objective_label(plan, home.number),
            },
        })
        .collect();
    let none = actions.is_empty() && also.is_empty();
    GuideSection {
        id: objective.id.clone(),
        number: objective.number,
        label: reader.objective_label(plan, objective.number),
        link: reader.objective_link(&plan.id, objective),
        summary: reader.maybe(objective.record.summary.as_ref()),
        aims: if none { objective.record.aims.iter().map(|aim| reader.words(&aim.text)).collect() } else { Vec::new() },
        actions,
        also,
        support: reader.support(&objective.record.support),
    }
}

/// An action in a guide, where those of all objectives stand on one page.
fn in_full(reader: &Reader<'_>, home: &Objective, own: &Numbered<Action>, texts: &mut Vec<Prose>) -> ActionView {
    ActionView { id: anchor(home, own), ..action(reader, own, texts) }
}

/// The name of an action in its plan, and its anchor where those of all objectives stand on one page.
pub fn anchor(home: &Objective, own: &Numbered<Action>) -> String {
    format!("{}/{}", home.id, own.record.id.name)
}

/// The dates that matter to a guide's readers while the plan runs.
fn dates<'a>(reader: &Reader<'a>, plan: &Plan, chosen: &dyn Fn(&KeyDate) -> bool) -> Vec<&'a KeyDate> {
    let span = crate::model::Publication::span(plan);
    let within = |date: &KeyDate| match (date.plan.as_ref(), date.date.first_day().zip(span)) {
        (Some(own), _) => own.name == plan.id,
        (None, Some((day, (start, end)))) => (start..=end).contains(&day),
        (None, None) => false,
    };
    reader.publication.dates.iter().filter(|date| within(date) && chosen(date)).collect()
}

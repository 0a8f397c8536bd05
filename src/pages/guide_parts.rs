//! What guides for a plan, for an objective and for a local party have in common.

use std::collections::BTreeSet;

use crate::diagnostic::Place;
use crate::model::{Action, KeyDate, Lang, Numbered, Objective, Party, Plan, Support};
use crate::pages::components::date_status::banner;
use crate::pages::components::year_planner;
use crate::pages::kinds::{self, Form, PageId};
use crate::pages::objective::{self, find_also_actions, make_action};
use crate::pages::page_context::{Reader, Title};
use crate::pages::page_kind::Anchors;
use crate::pages::structured_data::{Describer, Thing, add};
use crate::pages::view::{ActionView, Also, Ask, Fact, Guide, GuideSection, Link, MediaType, Planner, View, Words};
use crate::syntax::document::Prose;

/// Where a party is, what it is part of and whom it can ask.
pub fn list_party_facts(reader: &Reader<'_>, party: &Party) -> Vec<Fact> {
    let parent = party.parent.as_ref().and_then(|parent| reader.publication.parties.get(&parent.name));
    let site = party.url.as_ref().map(|url| Link { address: url.0.clone(), words: Words::own(url.0.clone()) });
    let facts = [
        reader.fact("site-area", party.area.iter().flat_map(|area| reader.areas(std::slice::from_ref(area)))),
        reader.links(
            "site-part-of",
            parent.map(|parent| reader.link(&PageId::PartyGuides(parent.id.name.clone()), reader.words(&parent.name))),
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
pub fn add_support_and_dates(
    reader: &Reader<'_>,
    plan: &Plan,
    guide: &mut Guide,
    chosen: &dyn Fn(&Action) -> bool,
    reached: &dyn Fn(&KeyDate) -> bool,
) {
    guide.support = reader.support(&plan.record.support);
    let objectives = plan.objectives.iter().flat_map(|objective| &objective.record.support);
    let support: Vec<Support> = plan.record.support.iter().chain(objectives).cloned().collect();
    guide.asked = list_contacts_to_ask(reader, plan, chosen, &support);
    let dates: Vec<&KeyDate> = find_dates(reader, plan, reached);
    guide.planner = year_planner::make_planner(reader, plan, &dates, chosen);
    guide.dates = dates.into_iter().map(|date| reader.date_view(date)).collect();
}

/// Whom the chosen actions say to ask, each once, without those whom the rows of help name.
pub fn list_contacts_to_ask(
    reader: &Reader<'_>,
    plan: &Plan,
    chosen: &dyn Fn(&Action) -> bool,
    support: &[Support],
) -> Vec<Ask> {
    let actions = plan.objectives.iter().flat_map(|objective| &objective.actions).map(|action| &action.record);
    let mut known: BTreeSet<&str> =
        support.iter().flat_map(|row| &row.contacts).map(|contact| &*contact.name).collect();
    (actions.filter(|action| chosen(action)).flat_map(|action| &action.ask))
        .filter(|contact| known.insert(&contact.name))
        .filter_map(|contact| reader.publication.contacts.get(&contact.name))
        .map(|contact| reader.ask(contact))
        .collect()
}

/// What all guides of a plan have in common.
pub fn start_guide(
    reader: &Reader<'_>,
    plan: &Plan,
    page: &PageId,
    title: Words,
    sections: Vec<GuideSection>,
) -> Guide {
    let many = f64::from(
        u32::try_from(sections.iter().map(|section| section.actions.len()).sum::<usize>()).unwrap_or(u32::MAX),
    );
    Guide {
        title,
        plan: reader.plan_link(plan),
        banner: banner(reader, plan),
        facts: list_facts(reader, plan),
        introduction: None,
        actions_title: reader.form(plan.record.words.action.as_ref(), "actions", many.max(2.0)),
        empty: sections.iter().all(|section| section.actions.is_empty()),
        sections,
        support: Vec::new(),
        asked: Vec::new(),
        dates: Vec::new(),
        planner: Planner::default(),
        return_to: find_return_contact(reader, plan),
        printed: link_printed_forms(reader, page),
        published: [&plan.record.guide.updated, &plan.record.guide.published, &plan.record.published]
            .into_iter()
            .find_map(|date| Some(reader.locale.date(date.as_ref()?.value, None))),
        csv: Link {
            address: format!("{}guide.csv", reader.address(page)),
            words: Words::own(reader.say("site-file-guide")),
        },
        ours: None,
        others: Vec::new(),
    }
}

/// To whom a filled-in guide goes.
pub fn find_return_contact(reader: &Reader<'_>, plan: &Plan) -> Option<Ask> {
    let contact = plan.record.guide.return_to.as_ref()?;
    reader.publication.contacts.get(&contact.name).map(|contact| reader.ask(contact))
}

/// The forms in which a thing is printed: in the readers' language, or else in those that there are.
pub fn link_printed_forms(reader: &Reader<'_>, page: &PageId) -> Vec<Link> {
    let forms = |lang: &Lang| kinds::find_printed_forms(page, lang, reader.publication);
    let words = |form: Form| reader.say(&format!("print-{}", form.name()));
    let printed = forms(reader.lang);
    if !printed.is_empty() {
        return printed.into_iter().map(|(form, address)| Link { address, words: Words::own(words(form)) }).collect();
    }
    let others = reader
        .publication
        .languages
        .iter()
        .flat_map(|lang| forms(lang).into_iter().map(move |printed| (lang, printed)));
    let named = |lang: &Lang, form: Form| {
        reader.say_with("print-in-language", &[("form", &words(form)), ("language", &reader.locale.language(lang))])
    };
    others.map(|(lang, (form, address))| Link { address, words: Words::own(named(lang, form)) }).collect()
}

pub fn finish_guide(guide: Guide) -> (Title, View) {
    let about = Some(guide.plan.words.clone());
    (Title { words: guide.title.clone(), about }, View::Guide(std::sync::Arc::new(guide)))
}

fn list_facts(reader: &Reader<'_>, plan: &Plan) -> Vec<Fact> {
    let guide = &plan.record.guide;
    let date = |date: &Option<crate::model::At<crate::model::Date>>| date.as_ref().map(|date| date.value);
    let contact = plan.record.contact.as_ref().and_then(|contact| reader.contact_link(&contact.name));
    let facts = [
        reader.links("site-plan", [reader.plan_link(plan)]),
        reader.fact("site-period-label", reader.period(plan).map(Words::own)),
        reader.fact("site-from", reader.maybe(guide.from.as_ref())),
        reader.fact("site-readers", reader.maybe(guide.readers.as_ref())),
        reader.dated("site-published", date(&guide.published)),
        reader.dated("site-updated", date(&guide.updated)),
        reader.links("site-contact", contact),
    ];
    facts.into_iter().flatten().collect()
}

/// The objectives of a plan with all their actions, on the page at an address.
pub fn make_sections(reader: &Reader<'_>, plan: &Plan, here: &str, texts: &mut Vec<Prose>) -> Vec<GuideSection> {
    plan.objectives.iter().map(|objective| make_section(reader, plan, objective, here, &|_| true, texts)).collect()
}

/// An objective with the actions that are chosen; its aims, where there is none.
pub fn make_section(
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
        .filter(|action| chosen(&action.record))
        .map(|action| make_action_in_guide(reader, objective, action, texts))
        .collect();
    // What stands in full under another objective does so in this guide.
    let also: Vec<Also> = find_also_actions(plan, objective)
        .filter(|(_, action)| chosen(&action.record))
        .map(|(home, action)| Also {
            number: action.number.clone(),
            link: Link {
                address: format!("{here}#{}", name_action(home, action)),
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
pub fn make_action_in_guide(
    reader: &Reader<'_>,
    home: &Objective,
    action: &Numbered<Action>,
    texts: &mut Vec<Prose>,
) -> ActionView {
    ActionView { id: name_action(home, action), ..make_action(reader, action, texts) }
}

/// A guide in other formats.
pub fn find_alternates(view: &View) -> Vec<(MediaType, &Link)> {
    let View::Guide(view) = view else { return Vec::new() };
    let printed = view.printed.iter().map(|link| (MediaType::Pdf, link));
    printed.chain([(MediaType::Csv, &view.csv)]).collect()
}

/// A guide in the words of schema.org.
pub fn describe_guide(describer: &Describer<'_>, plan: &str) -> Vec<Thing> {
    let plan = describer.reader.publication.plan(plan);
    let mut work = describer.describe_work("DigitalDocument");
    add(&mut work, "about", plan.map(|plan| describer.describe_plan(plan)));
    describer.add_printed_forms(&mut work);
    vec![work]
}

/// The link to a plan's guide, where it has one.
pub fn link_guide(reader: &Reader<'_>, plan: &Plan) -> Option<Link> {
    let has_guide = !plan.objectives.is_empty();
    has_guide.then(|| reader.link(&PageId::PlanGuide(plan.id.clone()), Words::own(reader.say("site-guide-to-plan"))))
}

/// The forms in which guides are printed.
pub const PRINTED_FORMS: &[Form] = &[Form::Standard, Form::Large, Form::Short];

/// The anchors of a guide to some objectives: each objective, and the chosen ones of its actions.
pub(crate) fn find_anchors<'p>(
    plan: &'p Plan,
    objectives: impl IntoIterator<Item = &'p Objective>,
    is_chosen: impl Fn(&Action) -> bool,
) -> Anchors<'p> {
    let mut records = Vec::new();
    for objective in objectives {
        records.push(objective::anchor(objective));
        let actions = objective.actions.iter().filter(|action| is_chosen(&action.record));
        records.extend(actions.map(|action| anchor_action(objective, action)));
    }
    Anchors { records, story: Some(&plan.guide) }
}

/// The anchor of an action in a guide, and where it is written.
pub fn anchor_action<'p>(home: &Objective, action: &'p Numbered<Action>) -> (String, &'p Place) {
    (name_action(home, action), &action.record.id.place)
}

/// The name of an action in its plan, and its anchor where those of all objectives stand on one page.
pub fn name_action(home: &Objective, action: &Numbered<Action>) -> String {
    format!("{}/{}", home.id, action.record.id.name)
}

/// The dates that matter to a guide's readers while the plan runs.
fn find_dates<'a>(reader: &Reader<'a>, plan: &Plan, chosen: &dyn Fn(&KeyDate) -> bool) -> Vec<&'a KeyDate> {
    let span = crate::model::Publication::span(plan);
    let within = |date: &KeyDate| match (date.plan.as_ref(), date.date.first_day().zip(span)) {
        (Some(reference), _) => reference.name == plan.id,
        (None, Some((day, (start, end)))) => (start..=end).contains(&day),
        (None, None) => false,
    };
    reader.publication.dates.iter().filter(|date| within(date) && chosen(date)).collect()
}

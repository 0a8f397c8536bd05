//! Questions that several stages ask of a publication.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::model::{
    Action, Category, Cycle, Entities, KeyDate, Lang, Markdown, Name, Numbered, Objective, Page, Party, Plan,
    Publication, Referent, Story, Text, to,
};
use crate::model::{Measure, Reference};
use crate::records;
use crate::syntax::document::Prose;

/// The ids of an area or audience and of all that contain it.
#[must_use]
pub fn find_areas<'a, K: Referent>(id: &'a str, known: &'a IndexMap<String, Category<K>>) -> BTreeSet<&'a str> {
    let mut enclosing = BTreeSet::new();
    let mut next = Some(id);
    while let Some(id) = next.filter(|id| !enclosing.contains(id)) {
        enclosing.insert(id);
        next = known.get(id).and_then(|area| area.within.as_ref()).map(|within| within.name.as_str());
    }
    enclosing
}

impl Entities {
    /// The files below `files/` that this edition publishes or could, by path.
    pub fn known_files(&self) -> impl Iterator<Item = &str> {
        self.files.keys().chain(self.unused.keys()).map(String::as_str)
    }

    /// The sources' language.
    #[must_use]
    pub fn source_language(&self) -> &Lang {
        &self.languages[0]
    }

    /// The plan that is current.
    #[must_use]
    pub fn current_plan(&self) -> Option<&Plan> {
        self.current.and_then(|at| self.plans.get(at))
    }

    /// The plan with this id.
    #[must_use]
    pub fn plan(&self, id: &str) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.id == id)
    }

    /// The objective with this full name.
    #[must_use]
    pub fn objective(&self, plan: &str, id: &str) -> Option<&Objective> {
        self.plan(plan)?.objectives.iter().find(|objective| objective.id == id)
    }

    /// The action with this full name, and the objective it stands under.
    #[must_use]
    pub fn action(&self, name: &Name) -> Option<(&Objective, &Numbered<Action>)> {
        let objective = self.objective(&name.plan, &name.part)?;
        let id = name.item.as_deref()?;
        Some((objective, objective.actions.iter().find(|action| action.record.id.name == id)?))
    }

    /// The measure with this full name, and the aim it stands under.
    #[must_use]
    pub fn measured(&self, name: &Name) -> Option<(&records::Aim, &Measure)> {
        let objective = self.objective(&name.plan, &name.part)?;
        let id = name.item.as_deref()?;
        let mut all =
            objective.record.aims.iter().flat_map(|aim| aim.all_measures().map(move |measure| (aim, measure)));
        all.find(|(_, (measure, _))| *measure == id).map(|(aim, (_, measure))| (aim, measure))
    }

    /// The page with this id.
    #[must_use]
    pub fn page(&self, id: &str) -> Option<&Page> {
        self.page_places.get(id).and_then(|place| self.pages.get(*place))
    }

    /// The date with this id.
    #[must_use]
    pub fn date(&self, id: &str) -> Option<&KeyDate> {
        self.dates.iter().find(|date| date.id.name == id)
    }

    /// Whether something for these areas concerns a party: it is for everywhere, or for the
    /// party's area or one enclosing it.
    #[must_use]
    pub fn reaches(&self, areas: &[Reference<to::Area>], party: &Party) -> bool {
        areas.is_empty()
            || party.area.as_ref().is_some_and(|area| {
                let enclosing = find_areas(&area.name, &self.site.areas);
                areas.iter().any(|area| enclosing.contains(area.name.as_str()))
            })
    }

    /// Whether a party's guide holds an action.
    #[must_use]
    pub fn is_for(&self, action: &Action, party: &Party) -> bool {
        let kinds = find_areas(&party.kind.name, &self.site.audiences);
        action.audiences.iter().any(|audience| kinds.contains(audience.name.as_str()))
            && self.reaches(&action.areas, party)
    }
}

impl Publication {
    /// The first and last day of a plan, where it has a period.
    #[must_use]
    pub fn span(plan: &Plan) -> Option<(jiff::civil::Date, jiff::civil::Date)> {
        let period = plan.record.period.as_ref()?;
        Some((period.start.first_day()?, period.end.last_day()?))
    }
}

impl records::Aim {
    /// Its measures with their ids, however they were written.
    pub fn all_measures(&self) -> impl Iterator<Item = (&str, &Measure)> {
        let single = self.measure.iter().map(|measure| (self.id.name.as_str(), &**measure));
        single.chain(self.measures.iter().map(|measure| (measure.id.name.as_str(), measure)))
    }
}

impl Cycle {
    /// Its length in months.
    #[must_use]
    pub fn months(self) -> i8 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::Year => 12,
        }
    }
}

impl Story {
    /// The text in a language, or else in the source language, which is then returned too.
    #[must_use]
    pub fn read<'a>(&'a self, lang: &Lang, source: &'a Lang) -> (&'a Prose, Option<&'a Lang>) {
        choose_language(&self.source, &self.translations, lang, source)
    }
}

impl Markdown {
    /// The text in a language, or else in the source language, which is then returned too.
    #[must_use]
    pub fn read<'a>(&'a self, lang: &Lang, source: &'a Lang) -> (&'a Prose, Option<&'a Lang>) {
        choose_language(&self.source, &self.translations, lang, source)
    }
}

impl Text {
    /// The text in a language, or else in the source language, which is then returned too.
    #[must_use]
    pub fn read<'a>(&'a self, lang: &Lang, source: &'a Lang) -> (&'a str, Option<&'a Lang>) {
        match self.in_language(lang) {
            Some(text) => (text, None),
            None => (&self.source, (lang != source).then_some(source)),
        }
    }
}

fn choose_language<'a>(
    source_text: &'a Prose,
    translations: &'a [(Lang, Prose)],
    lang: &Lang,
    source: &'a Lang,
) -> (&'a Prose, Option<&'a Lang>) {
    match translations.iter().find(|(l, _)| l == lang) {
        Some((_, prose)) => (prose, None),
        None => (source_text, (lang != source).then_some(source)),
    }
}

//! An update: a progress report.

use crate::model::{Name, Plan, Publication, Reading, Update};
use crate::pages::kinds::PageId;
use crate::pages::page_context::{PageContent, Reader, Title};
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject, answer_nothing};
use crate::pages::search::{SearchGroup, make_entry};
use crate::pages::structured_data::{Describer, Thing, add, spell_date};
use crate::pages::view::{Link, ReadingRow, SearchEntry, StatusRow, UpdateView, View, Words};
use crate::syntax::document::Prose;

pub(crate) struct UpdatePage<'a> {
    pub update: &'a str,
}

impl PageKind for UpdatePage<'_> {
    answer_nothing!(printed_forms, alternates);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        if *parent != PageId::Updates {
            return Vec::new();
        }
        publication.updates.iter().map(|update| PageId::Update(update.id.clone())).collect()
    }

    fn exists(&self, publication: &Publication) -> bool {
        self.find(publication).is_some()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}updates/{}/", self.update)
    }

    fn subject<'p>(&self, publication: &'p Publication) -> Subject<'p> {
        let Some(update) = self.find(publication) else { return Subject::NONE };
        let published = Some(&*update.record.published);
        let plan = publication.plan(&update.record.plan.name);
        Subject { plan, published, changed: published, ..Subject::NONE }
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        Anchors::of_story(self.find(publication).map(|update| &update.story))
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        Location::below(reader, &PageId::Updates, "site-updates", PageId::Update(self.update.to_owned()))
    }

    fn sources(&self, _publication: &Publication) -> Vec<String> {
        vec![source_path(self.update)]
    }

    fn content(&self, reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Option<PageContent> {
        let update = self.find(reader.publication)?;
        let record = &update.record;
        let plan = reader.publication.plan(&record.plan.name)?;
        let title = Words::own(reader.update_title(update));
        let facts = [
            reader.links("site-plan", [reader.plan_link(plan)]),
            reader.dated("site-period-label", Some(record.period.value)),
            reader.dated("site-published", Some(record.published.value)),
            reader.fact("site-reports-by-label", reader.maybe(record.by.as_ref())),
        ];
        let status = record.status.iter().filter_map(|(name, status)| {
            let words = reader.say(&format!("state-{}", status.state.word()));
            Some(StatusRow {
                link: reader.part(name)?,
                state: status.state.word(),
                words,
                note: reader.maybe(status.note.as_ref()),
            })
        });
        let view = UpdateView {
            facts: facts.into_iter().flatten().collect(),
            body: reader.story(&update.story, texts),
            status: status.collect(),
            readings: record
                .readings
                .iter()
                .filter_map(|reading| make_reading_row(reader, reading, update, plan))
                .collect(),
            title: title.clone(),
        };
        let about = Some(reader.words(&plan.record.title));
        Some((Title { words: title, about }, View::Update(Box::new(view))))
    }

    fn structured_data(&self, describer: &Describer<'_>, _view: &View) -> Vec<Thing> {
        let publication = describer.reader.publication;
        let Some(update) = self.find(publication) else { return Vec::new() };
        let plan = publication.plan(&update.record.plan.name);
        let mut work = describer.describe_work("Report");
        add(&mut work, "datePublished", spell_date(update.record.published.value));
        add(&mut work, "about", plan.map(|plan| describer.describe_plan(plan)));
        vec![work]
    }

    fn search_entries(&self, group: SearchGroup, reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        if group != SearchGroup::Updates {
            return Vec::new();
        }
        let publication = reader.publication;
        let Some(update) = self.find(publication) else { return Vec::new() };
        let record = &update.record;
        let states = record.status.values().map(|status| &status.note);
        let notes = states.chain(record.readings.iter().map(|reading| &reading.note));
        vec![SearchEntry {
            place: publication.plan(&record.plan.name).map(|plan| reader.words(&plan.record.title)),
            more: reader.letters(notes.flatten().chain(&record.by)),
            texts: reader.story_found(&update.story, texts),
            ..make_entry(
                reader.what("search-update"),
                reader.link(&PageId::Update(update.id.clone()), Words::own(reader.update_title(update))),
            )
        }]
    }
}

/// The path of an update's files.
pub fn source_path(update: &str) -> String {
    format!("updates/{update}")
}

impl UpdatePage<'_> {
    fn find<'p>(&self, publication: &'p Publication) -> Option<&'p Update> {
        publication.updates.iter().find(|update| update.id == self.update)
    }
}

fn make_reading_row(reader: &Reader<'_>, reading: &Reading, update: &Update, plan: &Plan) -> Option<ReadingRow> {
    let measure = reader.measure(&Name::read(&reading.measure.name)?)?;
    Some(ReadingRow {
        link: reader.measured(&reading.measure.name)?,
        value: reader.reading_figure(reading, measure),
        date: reader.locale.date(reading.date.value, None),
        target: measure.target.as_ref().map(|target| reader.target(measure, target, plan)),
        outcome: reader.outcome(measure, reading, plan),
        corrected: reader.corrected(reading, update),
        note: reader.maybe(reading.note.as_ref()),
    })
}

impl Reader<'_> {
    /// The aim that a measure belongs to, under the name of what is measured.
    fn measured(&self, full: &str) -> Option<Link> {
        let name = Name::read(full)?;
        let measure = self.measure(&name)?;
        let objective = self.publication.objective(&name.plan, &name.part)?;
        let id = name.item.as_deref()?;
        let aim =
            objective.record.aims.iter().find(|aim| aim.all_measures().any(|(measure_id, _)| measure_id == id))?;
        let link = self.part(&format!("{}/{}/{}", name.plan, name.part, aim.id.name))?;
        let words: Words = self.maybe(measure.what.as_ref()).unwrap_or_else(|| link.words.clone());
        Some(Link { words, ..link })
    }
}

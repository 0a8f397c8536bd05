//! The measures of a plan: their table and their JSON, with what was reported of them.

use crate::model::{
    Aim, At, Baseline, Cycle, Date, Measure, Name, Objective, Plan, Publication, Reading, Target, Trend,
};
use crate::pages::data::columns::{Column, Field, column, to_object};
use crate::pages::data::json_object::{JsonObject, full_name, number_json, optional_text_json};
use crate::pages::kinds::PageId;
use crate::pages::titles::ThemedPublication;
use crate::records::values::Number;

/// A measure with the aim that it is under.
#[derive(Clone, Copy)]
pub(crate) struct MeasureRow<'a> {
    pub publication: ThemedPublication<'a>,
    pub plan: &'a Plan,
    pub objective: &'a Objective,
    pub aim: &'a Aim,
    pub id: &'a str,
    /// As it is written.
    pub written: &'a Measure,
    /// The measure that holds the facts, where it is written to be the same as another.
    pub measure: &'a Measure,
}

/// Whether a plan has any measure.
pub(crate) fn has_measures(plan: &Plan) -> bool {
    plan.objectives.iter().flat_map(|objective| &objective.record.aims).any(|aim| aim.all_measures().next().is_some())
}

/// Every measure of a plan, in order.
pub(crate) fn measure_rows<'a>(
    publication: ThemedPublication<'a>,
    plan: &'a Plan,
) -> impl Iterator<Item = MeasureRow<'a>> {
    plan.objectives.iter().flat_map(move |objective| {
        objective.record.aims.iter().flat_map(move |aim| aim_measure_rows(publication, plan, objective, aim))
    })
}

/// The measures of an aim.
pub(crate) fn aim_measure_rows<'a>(
    publication: ThemedPublication<'a>,
    plan: &'a Plan,
    objective: &'a Objective,
    aim: &'a Aim,
) -> impl Iterator<Item = MeasureRow<'a>> {
    aim.all_measures().map(move |(id, written)| {
        let same = written.same_as.as_ref().and_then(|same| find_measure(publication.publication, &same.name));
        MeasureRow { publication, plan, objective, aim, id, written, measure: same.unwrap_or(written) }
    })
}

fn find_measure<'a>(publication: &'a Publication, name: &str) -> Option<&'a Measure> {
    let name = Name::read(name)?;
    let objective = publication.objective(&name.plan, &name.part)?;
    let item = name.item.as_deref()?;
    let mut all = objective.record.aims.iter().flat_map(Aim::all_measures);
    all.find(|(id, measure)| *id == item && measure.same_as.is_none()).map(|(_, measure)| measure)
}

impl<'a> MeasureRow<'a> {
    fn name(&self) -> String {
        full_name(self.plan, &self.objective.id, Some(self.id))
    }

    fn same_as(&self) -> Option<&'a str> {
        self.written.same_as.as_ref().map(|same| same.name.as_str())
    }

    /// The figures reported of it, the earliest first; of one date, the later report holds.
    fn readings(&self) -> Vec<&'a Reading> {
        let name = self.same_as().map_or_else(|| self.name(), str::to_owned);
        let mut found: Vec<&Reading> = Vec::new();
        // Updates are ordered from the latest, and of two readings in one the later line holds.
        for reading in
            self.publication.publication.updates.iter().flat_map(|update| update.record.readings.iter().rev())
        {
            if reading.measure.name == name && found.iter().all(|other| other.date.value != reading.date.value) {
                found.push(reading);
            }
        }
        found.sort_by_key(|reading| reading.date.value.last_day());
        found
    }

    fn target(&self) -> Option<&'a Target> {
        self.measure.target.as_ref()
    }

    fn target_figure(&self, figure: impl Fn(&Target) -> Option<Number>) -> Field<'a> {
        self.target().and_then(figure).map(|number| Field::Figure(number.0)).into()
    }
}

/// The columns of each list of measures, in its order.
pub(crate) struct MeasureColumns<'a> {
    pub table: Vec<Column<'a, MeasureRow<'a>>>,
    pub json: Vec<Column<'a, MeasureRow<'a>>>,
}

pub(crate) fn measure_columns<'a>() -> MeasureColumns<'a> {
    let column = column::<MeasureRow<'a>>;
    let plan = column("plan", |row| row.plan.id.as_str().into());
    let objective = column("objective", |row| row.objective.id.as_str().into());
    let aim = column("aim", |row| row.aim.id.name.as_str().into());
    let id = column("id", |row| row.id.into());
    let name = column("name", |row| row.name().into());
    let what = column("what", |row| row.measure.what.as_ref().into());
    let unit = column("unit", |row| row.measure.unit.as_ref().map(Field::Unit).into());
    let area = column("area", |row| row.measure.area.as_ref().into());
    let baseline = column("baseline", |row| match &row.measure.baseline {
        Some(Baseline::Given(start)) => Field::Figure(start.value.0),
        Some(Baseline::NotGiven) => NOT_GIVEN.into(),
        None => Field::Empty,
    });
    let baseline_date = column("baseline_date", |row| match &row.measure.baseline {
        Some(Baseline::Given(start)) => start.date.value.spelling().into(),
        Some(Baseline::NotGiven) | None => Field::Empty,
    });
    let source = column("source", |row| row.measure.source.as_ref().into());
    let same_as = column("same_as", |row| row.same_as().into());
    let latest = column("latest", |row| row.readings().last().map(|reading| Field::Figure(reading.value.0)).into());
    let latest_date =
        column("latest_date", |row| row.readings().last().map(|reading| reading.date.value.spelling()).into());
    let url = column("url", |row| {
        Field::Page(PageId::Objective(row.plan.id.clone(), row.objective.id.clone()), Some(&row.aim.id.name))
    });
    let baseline_object = column("baseline", |row| row.measure.baseline.as_ref().map(baseline_json).into());
    let target =
        column("target", |row| row.target().map(|_| to_object(&target_columns().json, row, &row.publication)).into());
    let readings = column("readings", |row| {
        Field::List(row.readings().into_iter().map(|reading| reading_json(reading, &row.publication).into()).collect())
    });
    let mut table = vec![plan, objective, aim, id, what, unit, area, baseline, baseline_date];
    table.extend(target_columns().table);
    table.extend([source, same_as, latest, latest_date, url]);
    let json = vec![id, name, same_as, what, unit, area, baseline_object, target, source, readings];
    MeasureColumns { table, json }
}

/// The columns of a measure's target, which is an object in JSON.
fn target_columns<'a>() -> MeasureColumns<'a> {
    let column = column::<MeasureRow<'a>>;
    let from = column("from", |row| row.target_figure(|target| target.from));
    let to = column("to", |row| row.target_figure(|target| target.to));
    let within = column("within", |row| row.target().and_then(|target| target.within).map(Field::Flag).into());
    let at_least = column("at_least", |row| row.target_figure(|target| target.at_least));
    let at_most = column("at_most", |row| row.target_figure(|target| target.at_most));
    let value = column("value", |row| row.target_figure(|target| target.value));
    let each = column("each", |row| row.target().and_then(|target| target.each).map(Cycle::word).into());
    let times = column("times", |row| row.target_figure(|target| target.times));
    let go = column("go", |row| row.target().and_then(|target| target.go).map(Trend::word).into());
    let by = column("by", |row| row.target().and_then(|target| target_date(row.plan, target.by.as_ref())).into());
    MeasureColumns {
        table: vec![from, to, within, at_least, at_most, value, each, times, go, by],
        json: vec![from, to, at_least, at_most, value, each, times, go, by, within],
    }
}

/// By when a target holds: its own day, or the plan's end.
fn target_date(plan: &Plan, by: Option<&At<Date>>) -> Option<String> {
    let end = plan.record.period.as_ref().map(|period| period.end.value);
    by.map(|by| by.value).or(end).map(Date::spelling)
}

/// What a baseline says where the plan gives no figure.
const NOT_GIVEN: &str = "not-given";

fn baseline_json<'a>(baseline: &Baseline) -> Field<'a> {
    match baseline {
        Baseline::NotGiven => NOT_GIVEN.into(),
        Baseline::Given(start) => JsonObject::default()
            .put("value", number_json(start.value.0))
            .put("date", start.date.value.spelling())
            .into(),
    }
}

fn reading_json(reading: &Reading, publication: &ThemedPublication<'_>) -> JsonObject {
    JsonObject::default()
        .put("date", reading.date.value.spelling())
        .put("value", number_json(reading.value.0))
        .maybe("note", optional_text_json(reading.note.as_ref(), publication))
}

//! Measures in words: the target as a sentence, where it started, how it stands.

use jiff::civil;

use crate::model::{
    Aim, Baseline, Date, Figure, KeyDate, Measure, Name, Objective, Outcome, Plan, Publication, Reading, Target, Trend,
    Update, collect_figures, reading_outcome,
};
use crate::pages::components::line_chart;
use crate::pages::kinds::PageId;
use crate::pages::page_context::Reader;
use crate::pages::titles;
use crate::pages::view::{Fact, FigureRow, MeasureView, Value, Words};
use crate::theme::Arg;

impl Reader<'_> {
    /// A fact with plain words in it, if there are any.
    pub fn fact(&self, key: &str, words: impl IntoIterator<Item = Words>) -> Option<Fact> {
        let values: Vec<Value> = words.into_iter().map(|words| Value { words, address: None }).collect();
        (!values.is_empty()).then(|| Fact { key: key.to_owned(), label: self.say(key), values })
    }

    /// A fact with links in it, if there are any.
    pub fn links(&self, key: &str, links: impl IntoIterator<Item = crate::pages::view::Link>) -> Option<Fact> {
        let values: Vec<Value> =
            links.into_iter().map(|link| Value { words: link.words, address: Some(link.address) }).collect();
        (!values.is_empty()).then(|| Fact { key: key.to_owned(), label: self.say(key), values })
    }

    /// A fact with a date in it.
    pub fn dated(&self, key: &str, date: Option<Date>) -> Option<Fact> {
        self.fact(key, date.map(|date| Words::own(self.locale.date(date, None))))
    }

    /// From when to when a plan runs.
    pub fn period(&self, plan: &Plan) -> Option<String> {
        let period = plan.record.period.as_ref()?;
        let (start, end) = (self.locale.date(period.start.value, None), self.locale.date(period.end.value, None));
        Some(self.say_with("site-period", &[("start", &start), ("end", &end)]))
    }

    /// When a date is, with its last day and its time of day.
    pub fn when(&self, date: &KeyDate) -> String {
        titles::date_words(date, self.locale)
    }

    /// What an update is called.
    pub fn update_title(&self, update: &Update) -> String {
        titles::update_title(update, self.locale)
    }

    /// A figure with the unit in the form that goes with it.
    fn figure(&self, value: f64, measure: &Measure) -> String {
        let number = self.locale.number(value);
        let unit = measure.unit.as_ref().map(|unit| self.form(Some(unit), "", value).text);
        match unit.filter(|unit| !unit.is_empty()) {
            Some(unit) if unit.chars().all(|c| !c.is_alphanumeric()) => number + &unit,
            Some(unit) => self.say_with("site-figure", &[("number", &number), ("unit", &unit)]),
            None => number,
        }
    }

    /// The sentence that says a target.
    pub fn target(&self, measure: &Measure, target: &Target, plan: &Plan) -> String {
        let by = match (&target.by, &plan.record.period) {
            (Some(by), _) => self.locale.date(by.value, None),
            (None, Some(period)) => self.locale.date(period.end.value, None),
            (None, None) => self.say("site-plan-end"),
        };
        let say = |key: &str, figures: &[(&str, &str)]| {
            let args: Vec<(&str, Arg<'_>)> =
                figures.iter().chain(&[("by", by.as_str())]).map(|(name, text)| (*name, Arg::Text(text))).collect();
            self.locale.say_with(key, &args)
        };
        let figure = |value: f64| self.figure(value, measure);
        if let (Some(from), Some(to)) = (target.from, target.to) {
            let key = if target.within == Some(true) { "site-target-within" } else { "site-target-range" };
            return say(key, &[("from", &self.locale.number(from.0)), ("to", &figure(to.0))]);
        }
        if let Some(least) = target.at_least {
            return say("site-target-at-least", &[("figure", &figure(least.0))]);
        }
        if let Some(most) = target.at_most {
            return say("site-target-at-most", &[("figure", &figure(most.0))]);
        }
        if let Some(value) = target.value {
            let key = if target.each.is_some() { "site-target-each-year" } else { "site-target-value" };
            return say(key, &[("figure", &figure(value.0))]);
        }
        if let Some(times) = target.times {
            let number = self.locale.number(times.0);
            let shown = [("times", Arg::Number(times.0)), ("number", Arg::Text(&number)), ("by", Arg::Text(&by))];
            return self.locale.say_with("site-target-times", &shown);
        }
        let key = match target.go.unwrap_or_default() {
            Trend::Up => "site-target-up",
            Trend::Hold => "site-target-hold",
            Trend::Down => "site-target-down",
        };
        say(key, &[])
    }

    /// The measures of an aim.
    pub fn measure_views(&self, plan: &Plan, objective: &Objective, aim: &Aim) -> Vec<MeasureView> {
        let view = |(id, measure): (&str, _)| {
            let name = Name { plan: plan.id.clone(), part: objective.id.clone(), item: Some(id.to_owned()) };
            MeasureView { id: (id != aim.id.name).then(|| id.to_owned()), ..self.measure_view(&name, measure, plan) }
        };
        aim.all_measures().map(view).collect()
    }

    /// A measure with its target as a sentence.
    fn measure_view(&self, full: &Name, measure: &Measure, plan: &Plan) -> MeasureView {
        let same = measure.same_as.as_ref().and_then(|same| Name::read(&same.name));
        let name = same.as_ref().unwrap_or(full);
        let shown = same.as_ref().and_then(|name| self.measure(name)).unwrap_or(measure);
        let target = measure.target.as_ref().or(shown.target.as_ref());
        // Where nothing has been reported at all, "no figure yet" at every measure says nothing.
        let reported = self.publication.updates.iter().any(|update| update.record.plan.name == plan.id);
        let facts = [
            self.fact("site-baseline", self.baseline(shown)),
            self.fact("site-latest-figure", reported.then(|| self.latest(&name.to_string(), shown, plan))),
            self.fact("site-area", shown.area.iter().flat_map(|area| self.areas(std::slice::from_ref(area)))),
            self.fact("site-source", self.maybe(shown.source.as_ref())),
        ];
        // Figures without a target show nothing of how a plan is going.
        let figures = if target.is_some() { collect_figures(self.publication, name) } else { Vec::new() };
        MeasureView {
            id: None,
            what: self.maybe(shown.what.as_ref()).unwrap_or_default(),
            target: target.map(|target| self.target(shown, target, plan)).unwrap_or_default(),
            facts: facts.into_iter().flatten().collect(),
            graph: line_chart::draw_graph(self, shown, &figures, plan),
            figures: figures.iter().rev().map(|own| self.figure_row(own, shown)).collect(),
        }
    }

    fn figure_row(&self, own: &Figure<'_>, measure: &Measure) -> FigureRow {
        let corrected = own.corrected.then(|| Words::own(self.say("site-corrected")));
        FigureRow {
            figure: self.figure(own.reading.value.0, measure),
            date: self.locale.date(own.reading.date.value, None),
            notes: corrected.into_iter().chain(self.maybe(own.reading.note.as_ref())).collect(),
            link: self.link(&PageId::Update(own.update.id.clone()), Words::own(self.update_title(own.update))),
        }
    }

    fn baseline(&self, measure: &Measure) -> Option<Words> {
        match measure.baseline.as_ref()? {
            Baseline::NotGiven => Some(Words::own(self.say("site-baseline-not-given"))),
            Baseline::Given(start) => {
                let (figure, date) = (self.figure(start.value.0, measure), self.locale.date(start.date.value, None));
                Some(Words::own(self.say_with("site-figure-on", &[("figure", &figure), ("date", &date)])))
            }
        }
    }

    /// The latest figure with its day and how it compares with the target, or that there is none.
    fn latest(&self, full: &str, measure: &Measure, plan: &Plan) -> Words {
        let Some((reading, update)) = latest_reading(self.publication, full) else {
            let due = measure.target.as_ref().and_then(|target| due(target, plan));
            let over = due.is_some_and(|day| day < self.publication.today);
            return Words::own(self.say(if over { "site-no-figure" } else { "site-no-figure-yet" }));
        };
        let (figure, date) = (self.figure(reading.value.0, measure), self.locale.date(reading.date.value, None));
        let stated = self.say_with("site-figure-on", &[("figure", &figure), ("date", &date)]);
        let stated = match self.corrected(reading, update) {
            Some(corrected) => self.say_with("site-figure-marked", &[("figure", &stated), ("mark", &corrected)]),
            None => stated,
        };
        let outcome = self.outcome(measure, reading, plan);
        let text = outcome.map_or(stated.clone(), |outcome| {
            self.say_with("site-figure-outcome", &[("figure", &stated), ("outcome", &outcome)])
        });
        Words::own(text)
    }

    /// That a reading replaces an earlier one of the same day, in words.
    pub fn corrected(&self, reading: &Reading, update: &Update) -> Option<String> {
        let earlier = self.publication.updates.iter().skip_while(|own| own.id != update.id).skip(1);
        let same = |own: &Reading| own.measure.name == reading.measure.name && own.date.value == reading.date.value;
        earlier.flat_map(|own| &own.record.readings).any(same).then(|| self.say("site-corrected"))
    }

    /// How a reading compares with its target, in words.
    pub fn outcome(&self, measure: &Measure, reading: &Reading, plan: &Plan) -> Option<String> {
        let due = measure.target.as_ref().and_then(|target| due(target, plan));
        // A figure of later than the target's day neither meets nor misses it.
        if reading.date.first_day().zip(due).is_some_and(|(day, due)| day > due) {
            return None;
        }
        let key = match reading_outcome(measure, reading.value.0, due, self.publication.today) {
            Outcome::Reached => "site-outcome-reached",
            Outcome::NotYet => "site-outcome-not-yet",
            Outcome::Met => "site-outcome-met",
            Outcome::Missed => "site-outcome-missed",
            Outcome::Unknown => return None,
        };
        Some(self.say(key))
    }

    /// A reading's figure with its unit.
    pub fn reading_figure(&self, reading: &Reading, measure: &Measure) -> String {
        self.figure(reading.value.0, measure)
    }

    /// How something is going, as it was last reported, with a link to the update.
    pub fn status(&self, full: &str, plan: &Plan) -> Option<Fact> {
        let (update, status) =
            self.publication.updates.iter().find_map(|update| Some((update, update.record.status.get(full)?)))?;
        let state = self.say(&format!("state-{}", status.state.word()));
        let date = self.locale.date(update.record.published.value, None);
        let latest = self.publication.updates.iter().find(|own| own.record.plan.name == plan.id);
        let overdue = plan.next_report.is_some_and(|due| due < self.publication.today);
        let outdated = overdue || latest.is_some_and(|latest| latest.id != update.id);
        let key = if outdated { "site-status-nothing-since" } else { "site-status-on" };
        let words = Words::own(self.say_with(key, &[("state", &state), ("date", &date)]));
        let note = self.maybe(status.note.as_ref());
        let address = self.address(&PageId::Update(update.id.clone()));
        let mut values = vec![Value { words, address: Some(address) }];
        values.extend(note.map(|words| Value { words, address: None }));
        Some(Fact { key: "site-how-it-is-going".into(), label: self.say("site-how-it-is-going"), values })
    }
}

/// The latest reading of a measure; of two for one day the one that was published later.
#[must_use]
pub fn latest_reading<'a>(publication: &'a Publication, full: &str) -> Option<(&'a Reading, &'a Update)> {
    // Updates stand latest first, and of two figures in one the later line holds, so the first of
    // the latest day is the one that was published last.
    let readings = publication
        .updates
        .iter()
        .flat_map(|update| update.record.readings.iter().rev().map(move |reading| (reading, update)));
    let mut latest: Option<(&Reading, &Update)> = None;
    for (reading, update) in readings.filter(|(reading, _)| reading.measure.name == full) {
        if latest.is_none_or(|(own, _)| own.date.last_day() < reading.date.last_day()) {
            latest = Some((reading, update));
        }
    }
    latest
}

/// The last day on which a target is due.
fn due(target: &Target, plan: &Plan) -> Option<civil::Date> {
    let own = target.by.as_ref().map(|by| by.value);
    own.or_else(|| plan.record.period.as_ref().map(|period| period.end.value)).and_then(Date::last_day)
}

//! The years of a guide, month by month, to plan with on paper.

use crate::model::{Action, Date, KeyDate, Month, Plan, Publication};
use crate::pages::page_context::Reader;
use crate::pages::view::{Planner, PlannerMonth, PlannerYear};

/// A plan that runs longer shows only the years that have a date.
const MOST_YEARS: i16 = 6;

/// The years of a plan with its dates, which are given in the order of the guide, and with the
/// actions whose season is known.
pub fn make_planner(reader: &Reader<'_>, plan: &Plan, dates: &[&KeyDate], chosen: &dyn Fn(&Action) -> bool) -> Planner {
    let placed: Vec<Option<(i16, i8)>> = dates.iter().map(|date| month_of(date.date.value)).collect();
    let span = Publication::span(plan);
    let mut years: Vec<i16> = placed.iter().flatten().map(|(year, _)| *year).collect();
    if let Some((start, end)) = span.filter(|(start, end)| end.year() - start.year() < MOST_YEARS) {
        years.extend(start.year()..=end.year());
    }
    years.sort_unstable();
    years.dedup();
    let runs = |this: (i16, i8)| {
        span.is_none_or(|(start, end)| (start.year(), start.month()) <= this && this <= (end.year(), end.month()))
    };
    let month = |year: i16, number: i8, calendar_month: Month| {
        let this = (year, number);
        let dates: Vec<usize> = (0..dates.len()).filter(|at| placed.get(*at) == Some(&Some(this))).collect();
        (runs(this) || !dates.is_empty()).then(|| PlannerMonth {
            name: reader.locale.month(calendar_month),
            dates,
            actions: list_actions_in_season(plan, calendar_month, chosen),
        })
    };
    let months = |year| {
        let all = (1..).zip(Month::WORDS);
        all.filter_map(|(number, (_, calendar_month))| month(year, number, *calendar_month)).collect()
    };
    let years = years.into_iter().map(|year| PlannerYear { year, months: months(year) }).collect();
    Planner { years, unplaced: (0..dates.len()).filter(|at| placed.get(*at) == Some(&None)).collect() }
}

/// The year and month of a date, where both are known.
fn month_of(date: Date) -> Option<(i16, i8)> {
    match date {
        Date::Day(day) => Some((day.year(), day.month())),
        Date::Month(year, month) => Some((year, month)),
        Date::Year(_) | Date::Yearless(..) | Date::Quarter(..) => None,
    }
}

/// The numbers of the chosen actions whose season holds a month.
fn list_actions_in_season(plan: &Plan, month: Month, chosen: &dyn Fn(&Action) -> bool) -> Vec<String> {
    let actions = plan.objectives.iter().flat_map(|objective| &objective.actions);
    actions
        .filter(|action| action.record.season.contains(&month) && chosen(&action.record))
        .map(|action| action.number.clone())
        .collect()
}

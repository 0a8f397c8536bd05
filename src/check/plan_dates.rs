//! Rules about time: what lies outside its plan, what is due, what was last looked at long ago.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{At, Date, KeyDate, Plan, Publication};

/// All rules about time.
pub fn check(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    for plan in &publication.plans {
        check_within_plan(publication, plan, faults);
        check_consultation(publication, plan, faults);
    }
    check_dates(publication, faults);
    check_contacts(publication, faults);
    check_reports(publication, faults);
}

/// What a plan sets a day for lies within its period.
fn check_within_plan(publication: &Publication, plan: &Plan, faults: &mut Vec<Diagnostic>) {
    let (Some((start, end)), Some(period)) = (Publication::span(plan), &plan.record.period) else { return };
    let mut look = |date: Option<&At<Date>>, what: &str| {
        let Some(date) = date else { return };
        let (before, after) = match (date.first_day(), date.last_day()) {
            (Some(first), Some(last)) => (last < start, first > end),
            _ => return,
        };
        if before || after {
            let side = if before { "before the plan begins" } else { "after the plan ends" };
            let bound = if before { &period.start } else { &period.end };
            let message = format!("{what} {}, {side}", date.spelling());
            faults.push(
                Diagnostic::new(Code::OutsidePlan, date.place.clone(), message)
                    .label(bound.place.clone(), if before { "the plan begins here" } else { "the plan ends here" })
                    .help("Correct the date, or the period of the plan."),
            );
        }
    };
    for objective in &plan.objectives {
        for aim in &objective.record.aims {
            for (_, measure) in aim.all_measures() {
                look(measure.target.as_ref().and_then(|target| target.by.as_ref()), "the target is for");
            }
            aim.work.iter().for_each(|row| look(row.due.as_ref(), "this work is due"));
        }
        objective.actions.iter().for_each(|action| look(action.record.by.as_ref(), "this action is for"));
    }
    for update in publication.updates.iter().filter(|update| update.record.plan.name == plan.id) {
        look(Some(&update.record.period), "this update reports on");
    }
}

/// A consultation closes after it has opened.
fn check_consultation(publication: &Publication, plan: &Plan, faults: &mut Vec<Diagnostic>) {
    let Some(consultation) = &plan.record.consultation else { return };
    let (Some(opens), Some(closes)) = (&consultation.opens, &consultation.closes) else { return };
    let day = |id: &str| publication.date(id).and_then(|date| date.date.first_day());
    if let (Some(first), Some(last)) = (day(&opens.name), day(&closes.name))
        && last < first
    {
        faults.push(
            Diagnostic::new(Code::PeriodReversed, closes.place.clone(), "the consultation closes before it opens")
                .label(opens.place.clone(), format!("it opens on {first}"))
                .help(format!("`{}` is {last}: name the right dates, or correct them in dates.yaml.", closes.name)),
        );
    }
}

/// Key dates end after they begin, and say no more and no less than they can.
fn check_dates(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    for date in &publication.dates {
        check_order(date, faults);
        match date.date.value {
            Date::Day(_) if date.part.is_some() => faults.push(
                Diagnostic::new(Code::BadDate, date.date.place.clone(), "a single day has no early or late part")
                    .help("Remove `part`, or write the month alone, as in `2026-03`."),
            ),
            Date::Yearless(..) => faults.push(
                Diagnostic::new(Code::DayWithoutYear, date.date.place.clone(), "this day has no year")
                    .help("It is shown so, and is in no calendar. Add the year as soon as it is known."),
            ),
            _ => {}
        }
    }
}

fn check_order(date: &KeyDate, faults: &mut Vec<Diagnostic>) {
    let mut reversed = |begins: &crate::diagnostic::Place, ends: &crate::diagnostic::Place| {
        faults.push(
            Diagnostic::new(Code::PeriodReversed, ends.clone(), "this ends before it begins")
                .label(begins.clone(), "it begins here")
                .help("Correct one of the two."),
        );
    };
    if let Some(last) = &date.last
        && let (Some(first), Some(end)) = (date.date.first_day(), last.last_day())
        && end < first
    {
        reversed(&date.date.place, &last.place);
    }
    if let (Some(from), Some(to)) = (&date.from, &date.to)
        && to.value < from.value
        && date.last.is_none()
    {
        reversed(&from.place, &to.place);
    }
}

/// Contacts were looked at since the current plan began, and are still there.
fn check_contacts(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    let begins = publication.current_plan().and_then(Publication::span).map(|(start, _)| start);
    for (id, contact) in &publication.contacts {
        let checked = contact.checked.as_ref().and_then(|written| Some((written, written.last_day()?)));
        if let (Some((written, day)), Some(start)) = (checked, begins)
            && day < start
        {
            let message = format!("`{id}` was last checked before the plan began on {start}");
            faults.push(
                Diagnostic::new(Code::ContactOld, written.place.clone(), message)
                    .help("Ask whether this is still right, and set `checked` to the day you did."),
            );
        }
        let left = contact.until.as_ref().and_then(|written| Some((written, written.last_day()?)));
        if let Some((written, day)) = left
            && day < publication.today
            && contact.succeeded_by.is_none()
        {
            let message = format!("`{id}` served until {day}, and nobody is named who came after");
            faults.push(
                Diagnostic::new(Code::ContactOld, written.place.clone(), message)
                    .help("Add `succeeded_by` with the contact to ask now."),
            );
        }
    }
}

/// The current plan's reports come when they are due.
fn check_reports(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    let Some(plan) = publication.current_plan() else { return };
    let (Some(reports), Some((start, _))) = (&plan.record.reports, Publication::span(plan)) else { return };
    let reported = publication.updates.iter().any(|update| update.record.plan.name == plan.id);
    let first = start.saturating_add(jiff::Span::new().months(i64::from(reports.every.months())));
    let due = if reported { plan.next_report } else { first.yesterday().ok() };
    let Some(due) = due.filter(|due| reports.public != Some(false) && *due < publication.today) else { return };
    let message = format!("the report on the time up to {due} is not published");
    faults.push(
        Diagnostic::new(Code::ReportOverdue, reports.at.clone(), message)
            .help("Add it to `updates/`; if reports are not for the public, say `public: false`."),
    );
}

//! Compares figures with targets.

use jiff::civil;

use super::{Baseline, Measure, Trend};

/// How a reading compares with the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The target is reached as the figure stands.
    Reached,
    /// It is not reached yet.
    NotYet,
    /// The target's day has passed and it was reached.
    Met,
    /// The target's day has passed and it was not.
    Missed,
    /// The target cannot be compared with a figure.
    Unknown,
}

/// Compares a figure with a measure's target. `due` is the target's last day.
#[must_use]
pub fn reading_outcome(measure: &Measure, value: f64, due: Option<civil::Date>, today: civil::Date) -> Outcome {
    let Some(target) = &measure.target else { return Outcome::Unknown };
    let baseline = match &measure.baseline {
        Some(Baseline::Given(start)) => Some(start.value.0),
        _ => None,
    };
    let within = target.within == Some(true);
    // Decimal fractions are not exact in binary: 3 times 0.1 is reached by 0.3.
    let value = value + value.abs() * 1e-9;
    let most = |limit: f64| value <= limit + limit.abs() * 3e-9;
    let reached = match (target.from, target.to, target.at_least, target.at_most, target.value, target.times, target.go)
    {
        (Some(from), Some(to), ..) => Some(value >= from.0 && (!within || most(to.0))),
        (_, _, Some(least), ..) => Some(value >= least.0),
        (_, _, _, Some(limit), ..) => Some(most(limit.0)),
        (_, _, _, _, Some(exact), ..) => Some(value >= exact.0),
        (.., Some(times), _) => baseline.map(|start| value >= start * times.0),
        (.., Some(go)) => baseline.map(|start| match go {
            Trend::Up | Trend::Hold => value >= start,
            Trend::Down => most(start),
        }),
        _ => None,
    };
    let over = due.is_some_and(|due| due < today);
    match (reached, over) {
        (None, _) => Outcome::Unknown,
        (Some(true), false) => Outcome::Reached,
        (Some(false), false) => Outcome::NotYet,
        (Some(true), true) => Outcome::Met,
        (Some(false), true) => Outcome::Missed,
    }
}

//! Figures over time as a picture: the geometry is here, the look in the stylesheet. What it shows
//! stands in a table below it.

use jiff::civil;
use serde::Serialize;

use crate::model::{Baseline, Figure, Measure, Plan, Publication};
use crate::pages::page_context::Reader;

/// A picture of a measure's figures.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Graph {
    /// In units of the drawing, which scales to its place.
    pub width: i64,
    /// In the same units.
    pub height: i64,
    /// The lines behind the figures, each with what it stands for.
    pub scale: Vec<Mark>,
    /// What is aimed at, where that is from one figure to another.
    pub band: Option<Bar>,
    /// What is aimed at, where that is one figure; or where it started.
    pub mark: Option<Mark>,
    /// A bar a year, of what is counted anew each year.
    pub bars: Vec<Bar>,
    /// The line through the figures, as points of a polyline.
    pub line: String,
    /// The figures.
    pub points: Vec<Point>,
    /// The years below.
    pub years: Vec<Point>,
}

/// A line across the picture.
#[derive(Debug, Clone, Serialize)]
pub struct Mark {
    /// Its height.
    pub y: i64,
    /// What it stands for.
    pub words: String,
}

/// An upright box.
#[derive(Debug, Clone, Serialize)]
pub struct Bar {
    /// Its left edge.
    pub x: i64,
    /// Its upper edge.
    pub y: i64,
    /// Its width.
    pub width: i64,
    /// Its height.
    pub height: i64,
}

/// A place with words.
#[derive(Debug, Clone, Serialize)]
pub struct Point {
    /// From the left.
    pub x: i64,
    /// From above.
    pub y: i64,
    /// The figure or the year; nothing at points between the first and the last.
    pub words: String,
}

const WIDTH: i64 = 640;
const HEIGHT: i64 = 360;
/// Where figures stand: room is left for the scale at the left and the years below.
const LEFT: f64 = 96.0;
const RIGHT: f64 = 608.0;
const TOP: f64 = 48.0;
const FOOT: f64 = 312.0;

/// What is aimed at, in figures.
enum Aim {
    Between(f64, f64),
    At(f64),
    Start(f64),
}

/// The picture of a measure's figures; none where there are none.
pub fn draw_graph(reader: &Reader<'_>, measure: &Measure, figures: &[Figure<'_>], plan: &Plan) -> Option<Graph> {
    let (first, last) = (figures.first()?.day, figures.last()?.day);
    let aim = aim(measure);
    let yearly = measure.target.as_ref().is_some_and(|target| target.each.is_some());
    let values = figures.iter().map(|figure| figure.reading.value.0).chain(match aim {
        Some(Aim::Between(from, to)) => vec![from, to],
        Some(Aim::At(value) | Aim::Start(value)) => vec![value],
        None => Vec::new(),
    });
    let ticks = ticks(values)?;
    let (low, high) = (*ticks.first()?, *ticks.last()?);
    let height = |value: f64| FOOT - (value - low) / (high - low) * (FOOT - TOP);
    let span = Publication::span(plan);
    let (from, to) = (span.map_or(first, |(start, _)| start.min(first)), span.map_or(last, |(_, end)| end.max(last)));
    let days = |day: civil::Date| f64::from(from.until(day).map_or(0, |span| span.get_days()));
    let across = |day: civil::Date| LEFT + days(day) / days(to).max(1.0) * (RIGHT - LEFT);
    let mut graph = Graph { width: WIDTH, height: HEIGHT, ..Graph::default() };
    graph.scale =
        ticks.iter().map(|tick| Mark { y: whole(height(*tick)), words: reader.locale.number(*tick) }).collect();
    match aim {
        Some(Aim::Between(from, to)) => {
            let (top, foot) = (whole(height(from.max(to))), whole(height(from.min(to))));
            graph.band = Some(Bar { x: whole(LEFT), y: top, width: whole(RIGHT - LEFT), height: (foot - top).max(3) });
        }
        Some(Aim::At(value)) => graph.mark = Some(Mark { y: whole(height(value)), words: reader.say("site-target") }),
        Some(Aim::Start(value)) => {
            graph.mark = Some(Mark { y: whole(height(value)), words: reader.say("site-baseline") });
        }
        None => {}
    }
    if yearly {
        bars(figures, (from.year(), to.year()), &height, &mut graph);
    } else {
        line(reader, figures, &height, &across, &mut graph);
        let years = (from.year()..=to.year()).map(|year| (year, civil::date(year, 1, 1).max(from)));
        graph.years = few(years.collect()).map(|(year, day)| (year, across(day))).map(below).collect();
    }
    Some(graph)
}

fn aim(measure: &Measure) -> Option<Aim> {
    let target = measure.target.as_ref()?;
    let start = match &measure.baseline {
        Some(Baseline::Given(start)) => Some(start.value.0),
        _ => None,
    };
    if let (Some(from), Some(to)) = (&target.from, &target.to) {
        return Some(Aim::Between(from.0, to.0));
    }
    let value = [&target.at_least, &target.at_most, &target.value].into_iter().flatten().next().map(|number| number.0);
    let times = target.times.as_ref().and_then(|times| Some(start? * times.0));
    value.or(times).map(Aim::At).or(start.map(Aim::Start))
}

fn line(
    reader: &Reader<'_>,
    figures: &[Figure<'_>],
    height: &dyn Fn(f64) -> f64,
    across: &dyn Fn(civil::Date) -> f64,
    graph: &mut Graph,
) {
    let ends = [0, figures.len() - 1];
    graph.points = (figures.iter().enumerate())
        .map(|(at, figure)| {
            let words = if ends.contains(&at) { reader.locale.number(figure.reading.value.0) } else { String::new() };
            Point { x: whole(across(figure.day)), y: whole(height(figure.reading.value.0)), words }
        })
        .collect();
    graph.line = graph.points.iter().map(|point| format!("{},{}", point.x, point.y)).collect::<Vec<_>>().join(" ");
}

/// A bar a year: of what is counted anew each year, the last figure of the year is the year's.
fn bars(figures: &[Figure<'_>], (from, to): (i16, i16), height: &dyn Fn(f64) -> f64, graph: &mut Graph) {
    let years: Vec<i16> = (from..=to).collect();
    let slot = (RIGHT - LEFT) / f64::from(u32::try_from(years.len()).unwrap_or(1));
    let mut left = LEFT;
    let mut names = Vec::new();
    for year in years {
        if let Some(figure) = figures.iter().rev().find(|figure| figure.day.year() == year) {
            let (top, foot) = (whole(height(figure.reading.value.0)), whole(height(0.0)));
            let (x, width) = (whole(left + slot * 0.2), whole(slot * 0.6).max(2));
            graph.bars.push(Bar { x, y: top.min(foot), width, height: (foot - top).abs().max(2) });
        }
        names.push((year, left + slot / 2.0));
        left += slot;
    }
    graph.years = few(names).map(below).collect();
}

fn below((year, x): (i16, f64)) -> Point {
    Point { x: whole(x), y: HEIGHT - 12, words: year.to_string() }
}

/// Not more years than can be read beside each other.
fn few<T>(years: Vec<T>) -> impl Iterator<Item = T> {
    let step = years.len().div_ceil(5).max(1);
    years.into_iter().step_by(step)
}

/// Round figures from nothing, or from below the least, to above the highest.
fn ticks(values: impl Iterator<Item = f64>) -> Option<Vec<f64>> {
    let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    let span = if high > low { high - low } else { 1.0 };
    let rough = span / 4.0;
    let unit = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|factor| factor * unit).find(|step| *step >= rough)?;
    let (from, to) = ((low / step).floor(), (high.max(low + span) / step).ceil());
    let count = whole(to - from);
    let all = || (0..=count).map(|at| (from + f64::from(i32::try_from(at).unwrap_or(0))) * step);
    ((1..=8).contains(&count) && all().all(f64::is_finite)).then(|| all().collect())
}

#[allow(clippy::cast_possible_truncation, reason = "drawings are small, and what is not finite is nowhere")]
fn whole(value: f64) -> i64 {
    value.round() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_is_round_and_holds_every_figure() {
        let all = |values: &[f64]| ticks(values.iter().copied()).unwrap();
        assert_eq!(all(&[50.5, 55.0, 60.0, 80.0]), [0.0, 20.0, 40.0, 60.0, 80.0]);
        assert_eq!(all(&[1900.0, 2000.0]), [0.0, 500.0, 1000.0, 1500.0, 2000.0]);
        assert_eq!(all(&[0.0]).last(), Some(&1.0));
        assert_eq!(all(&[-3.0, 4.0]), [-4.0, -2.0, 0.0, 2.0, 4.0]);
        for values in [[1e300, 1e-300], [f64::MAX, 0.0], [1e-310, 0.0], [-1e9, 3.0]] {
            let scale = ticks(values.into_iter());
            assert!(
                scale.is_none_or(|ticks| ticks.len() <= 9 && ticks.iter().all(|tick| tick.is_finite())),
                "{values:?}"
            );
        }
    }
}

//! The limits for an SVG drawing: how much it is once all that its elements refer to is counted, and
//! how deep that lies. What is drawn a thousand times by references counts a thousand times.

use std::collections::HashMap;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::QName;
use quick_xml::reader::Reader;

use crate::file_tree::{Effort, Excess};
use crate::pictures::limits::{MOST_STEPS_OF_ONE, group_digits};
use crate::pictures::svg_attributes::check_attributes;
use crate::pictures::svg_outline::{self, Outline};

/// How deep elements may lie in each other and in what they refer to. Readers of drawings call
/// themselves for each and overflow at some hundreds.
const DEPTH: usize = 150;

/// The steps for an element, for a point of a shape, for one of a curve that is far away, for a reference
/// to a gradient, pattern, mask or the like, and for a letter beside each letter and each span of its
/// text: readers of drawings compare these with each other.
const STEPS: StepCosts = StepCosts {
    element: 20_000,
    point: 4_000,
    far_curve: 50_000_000,
    reference: 100_000,
    letter_by_letter: 5,
    span_by_letter: 1_500,
};

/// What shapes have from the elements around them.
const INHERITED: [&str; 5] = ["fill", "stroke", "marker-start", "marker-mid", "marker-end"];

struct StepCosts {
    element: u64,
    point: u64,
    far_curve: u64,
    reference: u64,
    letter_by_letter: u64,
    span_by_letter: u64,
}

/// An element, with what it draws and what it refers to.
#[derive(Debug, Default)]
struct Element {
    /// The first byte of its tag and the byte after the last.
    at: (usize, usize),
    children: Vec<usize>,
    is_text: bool,
    shapes: u64,
    outline: Outline,
    letters: u64,
    /// The ids of what it draws a copy of.
    copies: Vec<String>,
    /// The ids of what it is drawn through: masks, filters and the like.
    wraps: Vec<String>,
    /// The ids of what each of its shapes is painted with.
    paints: Vec<String>,
    /// The ids of what stands at each of its points.
    markers: Vec<String>,
}

/// All elements of a drawing.
struct Drawing {
    elements: Vec<Element>,
    /// Every element that has an id: which of several is meant differs from program to program.
    ids: HashMap<String, Vec<usize>>,
    /// Whether lines are so broad or letters so large that all curves are far.
    is_broad: bool,
}

/// What an element draws with all that is in it and all that these refer to.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    steps: u64,
    elements: u64,
    points: u64,
    references: u64,
    depth: usize,
    content: Content,
}

/// What inherits how an element is painted: what is in it or copied into it.
#[derive(Debug, Default, Clone, Copy)]
struct Content {
    shapes: u64,
    points: u64,
    letters: u64,
    spans: u64,
}

/// How far the counting of an element is.
#[derive(Clone, Copy)]
enum Progress {
    Begun,
    Done(Count),
}

/// What a drawing asks of those who draw it.
///
/// # Errors
/// What in it is too much, with its place.
pub fn measure(bytes: &[u8]) -> Result<Effort, Excess> {
    let text = std::str::from_utf8(bytes).map_err(|_| unreadable())?;
    measure_text(text).map_err(|excess| Excess { text: Some(text.into()), ..excess })
}

fn measure_text(text: &str) -> Result<Effort, Excess> {
    let drawing = read_drawing(text)?;
    if drawing.elements.is_empty() {
        return Err(unreadable());
    }
    let count = drawing.count(0, 0, &mut vec![None; drawing.elements.len()])?;
    #[cfg(feature = "pdf")]
    let painted = {
        let (steps, filter) = crate::pictures::paint_cost::count_steps(text)?;
        drawing.check_painted(steps, filter.as_deref())?;
        steps
    };
    #[cfg(not(feature = "pdf"))]
    let painted = 0;
    let memory = text.len() as u64 + count.points * 32 + count.elements * 512;
    Ok(Effort { memory, steps: count.steps + painted })
}

impl Count {
    fn from_element(element: &Element, is_broad: bool) -> Self {
        let Outline { points, curves, is_far, .. } = element.outline;
        let far = if is_far || is_broad { curves } else { 0 };
        let steps = (STEPS.element)
            .saturating_add(points.saturating_mul(STEPS.point))
            .saturating_add(far.saturating_mul(STEPS.far_curve));
        let spans = u64::from(element.shapes > 0);
        let content = Content { shapes: element.shapes, points, letters: element.letters, spans };
        Self { steps, elements: 1, points, content, ..Self::default() }
    }

    fn add(&mut self, other: Self, times: u64) {
        let sum = |sum: u64, other: u64| sum.saturating_add(other.saturating_mul(times));
        self.steps = sum(self.steps, other.steps);
        self.elements = sum(self.elements, other.elements);
        self.points = sum(self.points, other.points);
        self.references = sum(self.references, other.references);
        self.depth = self.depth.max(other.depth);
    }

    fn add_reference(&mut self, other: Self, times: u64) {
        self.add(other, times);
        self.references = self.references.saturating_add(times);
        self.steps = self.steps.saturating_add(times.saturating_mul(STEPS.reference));
    }
}

impl Content {
    fn add(&mut self, other: Self) {
        self.shapes = self.shapes.saturating_add(other.shapes);
        self.points = self.points.saturating_add(other.points);
        self.letters = self.letters.saturating_add(other.letters);
        self.spans = self.spans.saturating_add(other.spans);
    }

    /// The steps of a text, whose letters and spans are compared with each other.
    fn text_steps(&self) -> u64 {
        let each = (self.letters.saturating_mul(STEPS.letter_by_letter))
            .saturating_add(self.spans.saturating_mul(STEPS.span_by_letter));
        self.letters.saturating_mul(each)
    }
}

impl Drawing {
    /// What an element draws, which lies so deep.
    fn count(&self, at: usize, depth: usize, known: &mut [Option<Progress>]) -> Result<Count, Excess> {
        match known[at] {
            Some(Progress::Done(count)) => return Ok(count),
            Some(Progress::Begun) => {
                let message = "this element refers to itself, directly or through others";
                return Err(self.excess_at(at, message, "Remove the reference."));
            }
            None => known[at] = Some(Progress::Begun),
        }
        if depth > DEPTH {
            return Err(self.too_deep(at));
        }
        let element = &self.elements[at];
        if element.outline.is_extreme {
            let message = "a number in this element is larger than ten thousand million";
            return Err(self.excess_at(at, message, "Write it smaller, with a `viewBox` that fits."));
        }
        let mut count = Count::from_element(element, self.is_broad);
        let targets = |ids: &[String]| -> Vec<usize> {
            ids.iter().filter_map(|id| self.ids.get(id)).flatten().copied().collect()
        };
        for part in element.children.iter().copied().chain(targets(&element.copies)) {
            let part = self.count(part, depth + 1, known)?;
            count.add(part, 1);
            count.content.add(part.content);
        }
        if element.is_text {
            count.steps = count.steps.saturating_add(count.content.text_steps());
        }
        let (shapes, points) = (count.content.shapes, count.content.points);
        for (ids, times) in [(&element.wraps, 1), (&element.paints, shapes), (&element.markers, points)] {
            for target in targets(ids) {
                let target = self.count(target, depth + 1, known)?;
                count.add_reference(target, times);
            }
        }
        count.depth += 1;
        if count.depth > DEPTH {
            return Err(self.too_deep(at));
        }
        self.check(count, at)?;
        known[at] = Some(Progress::Done(count));
        Ok(count)
    }

    fn check(&self, count: Count, at: usize) -> Result<(), Excess> {
        if count.steps <= MOST_STEPS_OF_ONE {
            return Ok(());
        }
        let [elements, points, references] = [count.elements, count.points, count.references].map(group_digits);
        let message = format!(
            "{}, since with all that it refers to it has {elements} elements, {points} points and {references} references",
            too_many_steps("this part of the drawing", count.steps)
        );
        let help = "Simplify it in the program that drew it, or save the picture as PNG.";
        Err(self.excess_at(at, message, help))
    }

    /// Whether what is painted pixel by pixel is not too much; most of it for the filter of this id.
    #[cfg(feature = "pdf")]
    fn check_painted(&self, steps: u64, filter: Option<&str>) -> Result<(), Excess> {
        if steps <= MOST_STEPS_OF_ONE {
            return Ok(());
        }
        let at = filter.and_then(|id| self.ids.get(id)).and_then(|all| all.first()).copied();
        let what = if at.is_some() { "a drawing with this filter" } else { "this drawing" };
        let help = "Make its filters and patterns smaller and fewer, or save the picture as PNG.";
        Err(self.excess_at(at.unwrap_or(0), too_many_steps(what, steps), help))
    }

    fn too_deep(&self, at: usize) -> Excess {
        let message = format!("elements lie more than {DEPTH} deep in each other here, with all that they refer to");
        self.excess_at(at, message, "Take groups and references apart, or save the picture as PNG.")
    }

    fn excess_at(&self, at: usize, message: impl Into<String>, help: &'static str) -> Excess {
        let (start, end) = self.elements.get(at).map_or((0, 0), |element| element.at);
        Excess { at: start..end, ..Excess::new(message, help) }
    }
}

fn too_many_steps(what: &str, steps: u64) -> String {
    let [steps, most] = [steps, MOST_STEPS_OF_ONE].map(|steps| group_digits(steps / 1_000_000));
    format!("{what} takes {steps} million steps to draw, and {most} million are the most")
}

fn unreadable() -> Excess {
    Excess::new("this drawing cannot be read", "Save it again as plain SVG.")
}

/// Reads the elements of a drawing.
fn read_drawing(text: &str) -> Result<Drawing, Excess> {
    let mut drawing = Drawing { elements: Vec::new(), ids: HashMap::new(), is_broad: false };
    let mut open: Vec<(usize, Inherited)> = Vec::new();
    let start = text.len() - text.trim_start_matches('\u{feff}').len();
    let mut reader = Reader::from_str(&text[start..]);
    let place = |reader: &Reader<&[u8]>| usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
    loop {
        let before = start.saturating_add(place(&reader));
        let event = reader.read_event().map_err(|_| unreadable())?;
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let inherited = open.last().map(|(_, inherited)| inherited.clone()).unwrap_or_default();
                let at = (before, start.saturating_add(place(&reader)));
                check_attributes(tag).map_err(|excess| Excess { at: at.0..at.1, ..excess })?;
                let (mut element, id, inherited) = read_element(tag, inherited).ok_or_else(unreadable)?;
                element.at = at;
                drawing.is_broad |= is_broad(tag);
                let at = drawing.elements.len();
                drawing.elements.push(element);
                if let Some((parent, _)) = open.last() {
                    drawing.elements[*parent].children.push(at);
                }
                if let Some(id) = id {
                    drawing.ids.entry(id).or_default().push(at);
                }
                if matches!(event, Event::Start(_)) {
                    open.push((at, inherited));
                    if open.len() > DEPTH {
                        return Err(drawing.too_deep(at));
                    }
                }
            }
            Event::End(_) => drop(open.pop()),
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => {
                if let Some(element) = open.last().and_then(|(at, _)| drawing.elements.get_mut(*at)) {
                    let end = start.saturating_add(place(&reader));
                    element.add_text(text.get(before..end).unwrap_or_default());
                }
            }
            Event::DocType(_) => return Err(unreadable()),
            Event::Eof => return Ok(drawing),
            _ => {}
        }
    }
}

impl Element {
    /// Adds what is written in it, which only texts show.
    fn add_text(&mut self, text: &str) {
        let letters = text.trim().len() as u64;
        if self.shapes > 0 {
            self.letters = self.letters.saturating_add(letters);
            self.shapes = self.shapes.saturating_add(letters);
            let points = letters.saturating_mul(svg_outline::LETTER);
            self.outline.points = self.outline.points.saturating_add(points);
            self.outline.curves = self.outline.curves.saturating_add(points);
        }
    }
}

/// What shapes in an element are filled and stroked with and have at their points, by id.
type Inherited = [Option<String>; INHERITED.len()];

/// An element by its tag, its id, and what those in it inherit.
fn read_element(tag: &BytesStart<'_>, mut inherited: Inherited) -> Option<(Element, Option<String>, Inherited)> {
    let name = tag.local_name();
    let name = name.as_ref();
    let (mut element, mut id, mut data) = (Element::default(), None, None);
    let (mut is_far, mut is_extreme) = (false, false);
    for attribute in tag.attributes() {
        let attribute = attribute.ok()?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
        if has_numbers(&attribute.key, &value) {
            is_far |= svg_outline::has_far(&value);
            is_extreme |= svg_outline::has_extreme(&value);
        }
        match attribute.key.local_name().as_ref() {
            "id" => id = Some(value.into_owned()),
            "d" | "points" => data = Some(value.into_owned()),
            // A link is followed by readers, and draws nothing.
            "href" if name == "a" => {}
            "href" => element.copies.extend(value.trim().strip_prefix('#').map(str::to_owned)),
            "marker" => inherited[2..].fill(referenced_ids(&value).next()),
            key => match INHERITED.iter().position(|name| *name == key) {
                Some(_) if value.trim() == "inherit" => {}
                Some(index) => inherited[index] = referenced_ids(&value).next(),
                None => element.wraps.extend(referenced_ids(&value)),
            },
        }
    }
    element.outline = svg_outline::measure_outline(name, data.as_deref());
    element.outline.is_far |= is_far;
    element.outline.is_extreme |= is_extreme;
    element.is_text = name == "text";
    let is_shape = element.outline.points > 0 || element.is_text || matches!(name, "tspan" | "textPath");
    element.shapes = u64::from(is_shape);
    if is_shape || name == "use" {
        element.paints = inherited[..2].iter().flatten().cloned().collect();
        element.markers = inherited[2..].iter().flatten().cloned().collect();
    }
    Some((element, id, inherited))
}

/// Whether lines or letters in an element are larger than curves are drawn exactly.
fn is_broad(tag: &BytesStart<'_>) -> bool {
    let broad = ["stroke-width", "font-size"];
    tag.attributes()
        .flatten()
        .any(|attribute| broad.contains(&attribute.key.as_ref()) && svg_outline::has_far(&attribute.value))
}

/// Whether an attribute may hold numbers, and no name or colour that looks like one.
fn has_numbers(key: &QName<'_>, value: &str) -> bool {
    let names = ["id", "class", "href", "font-family", "lang", "result", "in", "in2", "d"];
    let name = key.as_ref();
    key.prefix().is_none() && !names.contains(&name) && !name.starts_with("data-") && !value.contains('#')
}

/// The ids that a value refers to, as in `url(#a) blur(2) url("#b")`.
fn referenced_ids(value: &str) -> impl Iterator<Item = String> + '_ {
    let value = if value.contains('(') { value } else { "" };
    let ends = |letter: char| matches!(letter, ')' | '"' | '\'') || letter.is_whitespace();
    value.split('#').skip(1).map(move |rest| rest.split(ends).next().unwrap_or_default().to_owned())
}

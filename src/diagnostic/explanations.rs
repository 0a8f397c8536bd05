//! The text that explains a code, taken apart: why it matters, an example that is wrong, one that is right.
//!
//! An example is one or more small files: a line `` `content/…` `` and a fenced block each. In the
//! wrong one ⟦ and ⟧ stand around the place that a fault is raised at. Words between the files are
//! for the reader.

use std::ops::Range;

/// What a reference text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// Why the fault matters.
    pub why: String,
    /// What is wrong.
    pub bad: Example,
    /// What is right.
    pub good: Example,
}

/// Small files that show something.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Example {
    /// What there is to say about them.
    pub note: String,
    /// The files, in their order.
    pub files: Vec<Sample>,
}

/// One file of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Its path below the project's root.
    pub path: String,
    /// What the text of the block stands for.
    pub kind: SampleKind,
    /// The text of the block, without the signs of the mark.
    pub text: String,
    /// The bytes of the text that are marked.
    pub mark: Option<Range<usize>>,
}

/// What the text of a block stands for: most often for itself, but some faults cannot be shown so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleKind {
    /// The file's text.
    Text,
    /// The file's bytes, those that are no text as `\xNN`.
    Bytes,
    /// A piece that the file repeats so many times.
    Repeat(usize),
    /// Where a symbolic link leads.
    Link,
    /// A folder of this name.
    Folder,
    /// That there is no such file.
    Missing,
}

/// Takes a reference text apart.
#[must_use]
pub fn parse_explanation(text: &str) -> Explanation {
    let (why, examples) = text.split_once("\n## Bad\n").unwrap_or((text, ""));
    let (bad, good) = examples.split_once("\n## Good\n").unwrap_or((examples, ""));
    Explanation { why: join_lines(why), bad: parse_example(bad), good: parse_example(good) }
}

/// The files that a text shows, and the words around them.
#[must_use]
pub fn parse_example(text: &str) -> Example {
    let mut found = Example::default();
    let (mut note, mut path) = (Vec::new(), None);
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let fence = line.len() - line.trim_start_matches('`').len();
        if fence >= 3 {
            let kind = parse_kind(&line[fence..]);
            let inside = lines.by_ref().take_while(|inside| *inside != &line[..fence]);
            let inside: String = inside.flat_map(|line| [line, "\n"]).collect();
            let (text, mark) = remove_mark(&inside);
            found.files.push(Sample { path: path.take().unwrap_or_default(), kind, text, mark });
        } else if let Some(named) = line.strip_prefix('`').and_then(|line| line.strip_suffix('`')) {
            path = Some(named.to_owned());
        } else {
            note.push(line);
        }
    }
    found.note = join_lines(&note.join(" "));
    found
}

fn parse_kind(language: &str) -> SampleKind {
    match language.split_once(' ').unwrap_or((language, "")) {
        ("bytes", _) => SampleKind::Bytes,
        ("repeat", times) => SampleKind::Repeat(times.parse().unwrap_or(1)),
        ("link", _) => SampleKind::Link,
        ("folder", _) => SampleKind::Folder,
        ("missing", _) => SampleKind::Missing,
        _ => SampleKind::Text,
    }
}

/// A text without the signs of its mark, and the bytes that they stood around.
fn remove_mark(text: &str) -> (String, Option<Range<usize>>) {
    let parts = text.split_once('⟦').and_then(|(before, rest)| Some((before, rest.split_once('⟧')?)));
    match parts {
        Some((before, (marked, after))) => {
            (format!("{before}{marked}{after}"), Some(before.len()..before.len() + marked.len()))
        }
        None => (text.to_owned(), None),
    }
}

fn join_lines(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

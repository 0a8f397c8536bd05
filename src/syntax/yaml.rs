//! YAML as a tree of nodes that know where they stand. The only file that knows the YAML parser.
//!
//! Types are not guessed here: a scalar is its text, and the key it stands under decides what it
//! has to be.

use std::collections::HashMap;
use std::sync::Arc;

use granit_parser::{Event, Parser, ScalarStyle};

use crate::diagnostic::{Code, Label, Place};
use crate::syntax::characters::is_blank;
use crate::syntax::problems::Faults;

/// How deep collections may nest. The model needs six levels.
const DEPTH: usize = 32;

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: Kind,
}

/// The kinds of value.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Nothing was written.
    Empty,
    /// A word or text; `plain` if it stands without quotes and not as a block.
    Scalar {
        /// The text.
        text: String,
        /// Whether it stands without quotes and not as a block.
        plain: bool,
        /// Where each line begins, in bytes from the node's own beginning, in a block that keeps
        /// its lines (`|`).
        lines: Vec<u32>,
    },
    /// A list.
    List(Vec<Node>),
    /// A map, in the order of the file.
    Map(Vec<(Key, Node)>),
}

/// A key of a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The key.
    pub text: String,
    /// Where it stands.
    pub place: Place,
}

impl Node {
    /// The text of a scalar.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The value under a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        match &self.kind {
            Kind::Map(pairs) => pairs.iter().find(|(k, _)| k.text == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// Where the value under a key stands, or else this node.
    #[must_use]
    pub fn value_of(&self, key: &str) -> &Place {
        self.get(key).map_or(&self.place, |node| &node.place)
    }

    /// The start of the node: of a map its first key, so that one word is underlined.
    #[must_use]
    pub fn head(&self) -> Place {
        match &self.kind {
            Kind::Map(pairs) if !pairs.is_empty() => pairs[0].0.place.clone(),
            _ => self.place.clone(),
        }
    }

    /// What the node is, for a message.
    #[must_use]
    pub fn describe(&self) -> String {
        match &self.kind {
            Kind::Empty => "nothing".into(),
            Kind::Scalar { text, .. } if text.chars().count() <= 40 && !text.contains('\n') => format!("`{text}`"),
            Kind::Scalar { .. } => "a text".into(),
            Kind::List(_) => "a list".into(),
            Kind::Map(_) => "a map".into(),
        }
    }

    /// Notes that a key has nothing after it; says whether that is so.
    pub fn note_if_empty(&self, key: &Key, faults: &mut Faults) -> bool {
        let empty = match &self.kind {
            Kind::Empty => true,
            Kind::Scalar { text, .. } => is_blank(text),
            _ => false,
        };
        if empty {
            faults.add(Code::EmptyValue, &key.place, format!("`{}` has nothing after it", key.text)).help =
                Some("Write a value after the colon, or remove the line.".into());
        }
        empty
    }
}

/// Reads a whole file, or the front matter of one, that starts `offset` bytes into the file.
/// Nothing where the YAML cannot be read or is empty; the faults say so.
pub fn read(file: &Arc<str>, text: &str, offset: usize, faults: &mut Faults) -> Option<Node> {
    let mut reader = Reader { file: file.clone(), offset, text, faults, open: Vec::new(), root: None };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or(0..0);
                reader.take(&event, range.start, range.end)?;
            }
            Err(error) => {
                let (at, reason) = (error.marker().byte_offset().unwrap_or(text.len()), error.to_string());
                let at = indenting_tab(text, at).filter(|_| reason.contains("tab")).unwrap_or(at);
                syntax_fault(&reader.place(at, at + 1), text, at, &reason, reader.faults);
                return None;
            }
        }
    }
    reader.root.filter(|root| root.kind != Kind::Empty)
}

struct Reader<'a> {
    file: Arc<str>,
    offset: usize,
    text: &'a str,
    faults: &'a mut Faults,
    open: Vec<Open>,
    root: Option<Node>,
}

/// A collection that is being read.
struct Open {
    node: Node,
    key: Option<Key>,
    seen: HashMap<String, Place>,
}

impl Reader<'_> {
    fn place(&self, from: usize, to: usize) -> Place {
        let at = |byte: usize| u32::try_from(byte.min(self.text.len()) + self.offset).unwrap_or(u32::MAX);
        Place { file: self.file.clone(), start: at(from), end: at(to) }
    }

    /// Where the lines of a block begin that starts at a byte: beyond the spaces that indent it.
    fn lines(&self, from: usize, text: &str) -> Vec<u32> {
        let start = self.text[..from].rfind('\n').map_or(0, |newline| newline + 1);
        let indent = from - start;
        let mut at = start;
        let begin = |line: &str, at: usize| {
            let spaces = line.bytes().take(indent).take_while(|byte| *byte == b' ').count();
            u32::try_from((at + spaces).saturating_sub(from)).unwrap_or(u32::MAX)
        };
        let source = self.text[start..].split_inclusive('\n').map(|line| {
            let begins = begin(line, at);
            at += line.len();
            begins
        });
        // The block is said to begin with its first letter, though empty lines before it are in the text.
        let empty = text.bytes().take_while(|byte| *byte == b'\n').count();
        let lines = text.split_inclusive('\n').count();
        std::iter::repeat_n(0, empty).chain(source.take(lines - empty)).collect()
    }

    /// `text: Join us #together` says only "Join us": a word after the sign is seldom a comment.
    fn look_for_comment(&mut self, text: &str, to: usize) {
        // A line may hold a million values, so the rest of it is looked at only where a comment begins.
        let rest = &self.text[to..];
        let comment = rest.trim_start_matches([' ', '\t']);
        let word = comment.strip_prefix('#').and_then(|word| word.chars().next());
        if comment.len() < rest.len() && text.contains(' ') && word.is_some_and(char::is_alphanumeric) {
            let from = to + rest.len() - comment.len();
            let comment = comment.lines().next().unwrap_or_default();
            let place = self.place(from, from + comment.trim_end().len());
            let message = format!("`{}` is left out: what follows a `#` is a comment", comment.trim_end());
            self.faults.add(Code::CommentCutsText, &place, message).help =
                Some("Put the whole text in quotes; or write a space after the `#` if this is a comment.".into());
        }
    }

    /// Takes one event; nothing when the file goes too far to be read on.
    fn take(&mut self, event: &Event<'_>, from: usize, to: usize) -> Option<()> {
        let place = self.place(from, to);
        if event.anchor_id().is_some_and(|id| id > 0) || matches!(event, Event::Alias(_)) {
            self.faults.add(Code::YamlReuse, &place, "anchors and aliases (`&`, `*`) are not used in a plan").help =
                Some("Write the value out where it is needed.".into());
        }
        if event.tag().is_some() {
            self.faults.add(Code::YamlReuse, &place, "tags (`!`) are not used in a plan").help =
                Some("Remove the tag, or put the text in quotes.".into());
        }
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                self.faults.add(Code::YamlSyntax, &place, "a second document starts here").help =
                    Some("Remove the `---`; a file holds one document.".into());
                return None;
            }
            Event::Scalar(text, style, ..) => {
                let plain = *style == ScalarStyle::Plain;
                if plain {
                    self.look_for_comment(text, to);
                }
                let kind = if plain && matches!(text.as_ref(), "" | "~" | "null") {
                    Kind::Empty
                } else {
                    let lines = if *style == ScalarStyle::Literal { self.lines(from, text) } else { Vec::new() };
                    Kind::Scalar { text: text.to_string(), plain, lines }
                };
                self.value(Node { place, kind });
            }
            Event::Alias(_) => self.value(Node { place, kind: Kind::Empty }),
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                if self.open.len() >= DEPTH {
                    self.faults.add(Code::YamlSyntax, &place, "the lists and maps nest too deep");
                    return None;
                }
                let list = matches!(event, Event::SequenceStart(..));
                let kind = if list { Kind::List(Vec::new()) } else { Kind::Map(Vec::new()) };
                self.open.push(Open { node: Node { place, kind }, key: None, seen: HashMap::new() });
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(mut done) = self.open.pop() {
                    done.node.place.end = place.end.max(done.node.place.start);
                    self.value(done.node);
                }
            }
            _ => {}
        }
        Some(())
    }

    fn value(&mut self, node: Node) {
        let Some(open) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match &mut open.node.kind {
            Kind::List(items) => items.push(node),
            Kind::Map(pairs) => match open.key.take() {
                None => {
                    let text = node.text().unwrap_or_default().to_owned();
                    if node.text().is_none() {
                        self.faults.add(Code::WrongType, &node.place, "a key has to be a word");
                    } else if text == "<<" {
                        self.faults.add(Code::YamlReuse, &node.place, "merge keys (`<<`) are not used in a plan");
                    }
                    if let Some(first) = open.seen.insert(text.clone(), node.place.clone()) {
                        let fault =
                            self.faults.add(Code::DuplicateKey, &node.place, format!("`{text}` stands twice here"));
                        fault.labels.push(Label { place: first, text: "first written here".into() });
                        fault.help = Some("Keep one of the two.".into());
                    }
                    open.key = Some(Key { text, place: node.place });
                }
                Some(key) => pairs.push((key, node)),
            },
            _ => {}
        }
    }
}

/// The first tab from some line on that stands where spaces should. Of a tab the parser says only
/// where the words before it begin.
fn indenting_tab(text: &str, at: usize) -> Option<usize> {
    let mut start = text.get(..at)?.rfind('\n').map_or(0, |newline| newline + 1);
    for line in text[start..].split_inclusive('\n') {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        if line[spaces..].starts_with('\t') {
            return Some(start + spaces);
        }
        start += line.len();
    }
    None
}

/// Says what is wrong with the syntax, and for the commonest slips what to write.
fn syntax_fault(place: &Place, text: &str, at: usize, reason: &str, faults: &mut Faults) {
    let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    let reason = reason.split(" at char").next().unwrap_or(reason);
    if reason.contains("unknown anchor") {
        faults.add(Code::YamlReuse, place, "anchors and aliases (`&`, `*`) are not used in a plan").help =
            Some("Put a text that begins with `*` or `&` in quotation marks.".into());
        return;
    }
    faults.add(Code::YamlSyntax, place, format!("the YAML cannot be read here: {reason}")).help =
        Some(syntax_help(line, &text[at..], reason));
}

fn syntax_help(line: &str, here: &str, reason: &str) -> String {
    let value = line.split_once(": ").filter(|(key, value)| {
        value.contains(": ") && !value.starts_with(['"', '\'', '{', '[']) && !key.contains(['{', '[', '"', '\''])
    });
    let quoted = reason.contains("quote");
    match value {
        _ if line.trim_start_matches(' ').starts_with('\t') => "Indent with spaces, not with tabs.".into(),
        _ if reason.contains("hexadecimal") || reason.contains("escape") => {
            "A backslash has a meaning of its own in double quotation marks: use single ones.".into()
        }
        _ if quoted && reason.contains("trailing") => {
            "The text ends with its quotation mark: put it around all of the text, or nowhere.".into()
        }
        _ if quoted => "A quotation mark is opened here and never closed.".into(),
        _ if reason.contains("bracket") => "Close `[` with `]` and `{` with `}`.".into(),
        Some((key, value)) => {
            format!("A colon inside a text needs quotes: `{key}: \"{}\"`", value.trim_end().replace('"', "\\\""))
        }
        _ if here.starts_with(['@', '`', '%']) => "Put a text that begins with this sign in quotation marks.".into(),
        None => "Look at this line and the one before: indentation, quotes and brackets.".into(),
    }
}

//! Reads YAML as a tree of nodes. The only file that knows the YAML parser.

use std::collections::HashMap;
use std::sync::Arc;

use granit_parser::{ErrorKind, Event, Parser, ScalarStyle};

use crate::diagnostic::{Code, Label, Place};
pub use crate::syntax::node::{Key, Kind, Node};
use crate::syntax::problems::Faults;

/// The maximal depth of collections. The model needs six levels.
const DEPTH: usize = 32;

/// Reads a whole file, or the front matter of one, that starts `offset` bytes into the file.
/// Returns nothing, and reports a fault, if the YAML cannot be read or is empty.
pub fn read(file: &Arc<str>, text: &str, offset: usize, faults: &mut Faults) -> Option<Node> {
    let mut reader = Reader { file: file.clone(), offset, text, faults, open: Vec::new(), root: None };
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or(0..0);
                reader.handle_event(&event, range.start, range.end)?;
            }
            Err(error) => {
                let at = error.marker().byte_offset().unwrap_or(text.len());
                let at = find_indenting_tab(text, at).filter(|_| is_about_tabs(error.kind())).unwrap_or(at);
                report_syntax(&reader.place(at, at + 1), text, at, error.kind(), reader.faults);
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

    /// Finds the starts of the lines of a block, after their indentation.
    fn line_starts(&self, from: usize, text: &str) -> Vec<u32> {
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
        // The parser's span begins with the first letter, but the text has the empty lines before it.
        let empty = text.bytes().take_while(|byte| *byte == b'\n').count();
        let lines = text.split_inclusive('\n').count();
        std::iter::repeat_n(0, empty).chain(source.take(lines - empty)).collect()
    }

    /// Reports `text: Join us #together`, whose text is only "Join us": a word after `#` is rarely a
    /// comment.
    fn report_cutting_comment(&mut self, text: &str, to: usize) {
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

    /// Handles one event; returns nothing if reading has to stop.
    fn handle_event(&mut self, event: &Event<'_>, from: usize, to: usize) -> Option<()> {
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
                    self.report_cutting_comment(text, to);
                }
                let kind = if plain && matches!(text.as_ref(), "" | "~" | "null") {
                    Kind::Empty
                } else {
                    let lines = if *style == ScalarStyle::Literal { self.line_starts(from, text) } else { Vec::new() };
                    Kind::Scalar { text: text.to_string(), plain, lines }
                };
                self.add_value(Node { place, kind });
            }
            Event::Alias(_) => self.add_value(Node { place, kind: Kind::Empty }),
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
                    self.add_value(done.node);
                }
            }
            _ => {}
        }
        Some(())
    }

    fn add_value(&mut self, node: Node) {
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

/// Finds the first tab used for indentation, from the line of a byte on. The parser gives only the
/// start of the words before the tab.
fn find_indenting_tab(text: &str, at: usize) -> Option<usize> {
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

fn is_about_tabs(kind: &ErrorKind) -> bool {
    use ErrorKind::{TabAtBlockScalarStart, TabInBlockIndentation, TabInIndentation, TabInPlainScalar, TabNotAllowed};
    matches!(kind, TabAtBlockScalarStart | TabInBlockIndentation | TabInIndentation | TabInPlainScalar | TabNotAllowed)
}

/// Reports a syntax error, with what to write instead for common mistakes.
fn report_syntax(place: &Place, text: &str, at: usize, kind: &ErrorKind, faults: &mut Faults) {
    let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next().unwrap_or_default();
    if *kind == ErrorKind::UnknownAnchor {
        faults.add(Code::YamlReuse, place, "anchors and aliases (`&`, `*`) are not used in a plan").help =
            Some("Put a text that begins with `*` or `&` in quotation marks.".into());
        return;
    }
    faults.add(Code::YamlSyntax, place, format!("the YAML cannot be read here: {kind}")).help =
        Some(syntax_help(line, &text[at..], kind));
}

fn syntax_help(line: &str, here: &str, kind: &ErrorKind) -> String {
    let value = line.split_once(": ").filter(|(key, value)| {
        value.contains(": ") && !value.starts_with(['"', '\'', '{', '[']) && !key.contains(['{', '[', '"', '\''])
    });
    if line.trim_start_matches(' ').starts_with('\t') {
        return "Indent with spaces, not with tabs.".into();
    }
    match kind {
        ErrorKind::InvalidQuotedScalarHexEscape
        | ErrorKind::InvalidLowSurrogateHexEscape
        | ErrorKind::UnknownQuotedScalarEscape
        | ErrorKind::InvalidUnicodeEscape
        | ErrorKind::InvalidTagEscape => {
            "A backslash has a meaning of its own in double quotation marks: use single ones.".into()
        }
        ErrorKind::InvalidTrailingSingleQuotedScalar | ErrorKind::InvalidTrailingDoubleQuotedScalar => {
            "The text ends with its quotation mark: put it around all of the text, or nowhere.".into()
        }
        ErrorKind::UnclosedQuotedScalar
        | ErrorKind::DocumentIndicatorInQuotedScalar
        | ErrorKind::InvalidQuotedScalarIndent
        | ErrorKind::InvalidLowSurrogate
        | ErrorKind::MissingLowSurrogate
        | ErrorKind::UnpairedLowSurrogate => "A quotation mark is opened here and never closed.".into(),
        ErrorKind::MisplacedFlowCollectionEnd
        | ErrorKind::MismatchedFlowCollectionEnd { .. }
        | ErrorKind::UnclosedFlowCollection { .. } => "Close `[` with `]` and `{` with `}`.".into(),
        _ => match value {
            Some((key, value)) => {
                format!("A colon inside a text needs quotes: `{key}: \"{}\"`", value.trim_end().replace('"', "\\\""))
            }
            None if here.starts_with(['@', '`', '%']) => {
                "Put a text that begins with this sign in quotation marks.".into()
            }
            None => "Look at this line and the one before: indentation, quotes and brackets.".into(),
        },
    }
}

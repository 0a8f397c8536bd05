//! What is printed, as JSON without control characters, which no font has and no reader could say.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::{CharEscape, CompactFormatter, Formatter};

/// Data for the templates of documents.
#[must_use]
pub(crate) fn to_json(value: &impl Serialize) -> String {
    let mut bytes = Vec::new();
    // Writing into memory fails only for maps whose keys are no texts, which views do not have.
    let _ = value.serialize(&mut Serializer::with_formatter(&mut bytes, PrintableFormatter));
    String::from_utf8(bytes).unwrap_or_default()
}

/// Leaves out control characters other than line ends and tabs.
struct PrintableFormatter;

impl Formatter for PrintableFormatter {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        fragment.split(char::is_control).try_for_each(|part| writer.write_all(part.as_bytes()))
    }

    fn write_char_escape<W: ?Sized + Write>(&mut self, writer: &mut W, escape: CharEscape) -> io::Result<()> {
        match escape {
            CharEscape::Backspace | CharEscape::FormFeed | CharEscape::CarriageReturn | CharEscape::AsciiControl(_) => {
                Ok(())
            }
            _ => CompactFormatter.write_char_escape(writer, escape),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_left_out() {
        let text = "a\u{0}b\u{8}c\r\n\td\u{7f}e\u{85}f\"\\ŵ\u{1b}";
        assert_eq!(to_json(&text), r#""abc\n\tdef\"\\ŵ""#);
        assert_eq!(serde_json::from_str::<String>(&to_json(&text)).unwrap(), "abc\n\tdef\"\\ŵ");
    }
}

//! What `planpress why` answers, in words and as JSON.

use std::fmt::Write as _;

use jiff::civil;
use serde_json::{Map, Value, json};

use crate::diagnostic::Place;
use crate::diagnostic::printers::Position;
use crate::pages::source_files::{Kind, Origin, PROGRAM};

/// What stands at an address.
pub struct Found<'a> {
    pub path: &'a str,
    pub origin: &'a Origin,
    /// The anchor, and what it is named after.
    pub place: Option<(&'a str, Option<(Position, Place)>)>,
    pub twins: Vec<(String, &'a str)>,
}

impl Found<'_> {
    pub fn words(&self) -> String {
        let Origin { address, kind, content, theme, .. } = self.origin;
        let what = match kind {
            Kind::Page => "a page",
            Kind::Guide => "a guide",
            Kind::Pdf => "a PDF",
            Kind::Picture => "a picture",
            Kind::Data => "a data file",
            Kind::Asset => "a file of the theme",
            Kind::Copied => "a copied file",
        };
        let shown = |path: &String| {
            path.strip_prefix(PROGRAM).map_or_else(|| path.clone(), |own| format!("{own} (part of the program)"))
        };
        let made = content.is_empty() && theme.is_empty();
        let mut text = format!("{address} is {what}{}.\n", if made { " that the program makes alone" } else { "" });
        rows("file", &[self.path.to_owned()], &mut text);
        rows("content", content, &mut text);
        rows("theme", &theme.iter().map(shown).collect::<Vec<_>>(), &mut text);
        if let Some((anchor, place)) = &self.place {
            let row = match place {
                Some((at, own)) => format!("#{anchor} at {}:{}:{}", own.file, at.line, at.column),
                None if anchor.starts_with('_') => format!("#{anchor} is a place that the template gives"),
                None => format!("nothing in the content of this {} is named #{anchor}", kind.word()),
            };
            rows("anchor", &[row], &mut text);
        }
        let twins: Vec<String> = self.twins.iter().map(|(lang, address)| format!("{lang} {address}")).collect();
        rows("also in", &twins, &mut text);
        text
    }

    pub fn json(&self) -> Value {
        let Origin { address, kind, lang, content, theme, .. } = self.origin;
        let place = |place: &Option<(Position, Place)>| {
            place.as_ref().map(|(at, own)| json!({"file": &*own.file, "line": at.line, "column": at.column}))
        };
        json!({
            "address": address,
            "path": self.path,
            "kind": kind.word(),
            "lang": lang.as_ref().map(ToString::to_string),
            "content": content,
            "theme": theme,
            "anchor": self.place.as_ref().map(|(anchor, own)| json!({"name": anchor, "place": place(own)})),
            "languages": self.twins.iter().map(|(lang, own)| (lang.clone(), json!(own))).collect::<Map<_, _>>(),
        })
    }
}

/// What there is to say where nothing stands.
pub struct Missing {
    pub near: Vec<String>,
    /// The editions that have it.
    pub editions: Vec<&'static str>,
    /// Whether it is there later.
    pub later: bool,
    /// From which day on, where that is known.
    pub since: Option<civil::Date>,
}

impl Missing {
    pub fn words(&self, address: &str) -> String {
        let mut text = format!("There is nothing at {address}.\n");
        rows("near", &self.near, &mut text);
        rows(
            "edition",
            &self.editions.iter().map(|own| format!("it is there in {own}")).collect::<Vec<_>>(),
            &mut text,
        );
        let since = self.since.map_or_else(|| "on a later day".to_owned(), |day| format!("from {day} on"));
        let later = self.later.then(|| format!("it is there {since}"));
        rows("date", later.as_slice(), &mut text);
        text
    }

    pub fn json(&self) -> Value {
        let since = self.since.map(|day| day.to_string());
        json!({
            "address": null,
            "near": self.near,
            "editions": self.editions,
            "later": self.later.then(|| json!({ "since": since })),
        })
    }
}

/// Rows that begin with a word.
fn rows(word: &str, rows: &[String], text: &mut String) {
    for (at, row) in rows.iter().enumerate() {
        let _ = writeln!(text, "  {:8} {row}", if at == 0 { word } else { "" });
    }
}

/// As JSON for people and programs.
pub fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

//! Columns of exported lists. A column has one name and one value, for tables and for JSON.

use std::borrow::Cow;

use serde_json::Value;

use crate::model::{Lang, Markdown, Name, Reference, Text, Words};
use crate::pages::data::json_object::{self, JsonObject};
use crate::pages::data::plain_text;
use crate::pages::data::urls::full_url;
use crate::pages::kinds::{self, PageId};
use crate::pages::titles::ThemedPublication;

/// A column of a list whose rows are `R`.
pub(crate) struct Column<'a, R> {
    pub name: &'static str,
    pub value: fn(&R) -> Field<'a>,
}

impl<R> Clone for Column<'_, R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R> Copy for Column<'_, R> {}

/// A column by its name and the function that gives its value.
pub(crate) fn column<'a, R>(name: &'static str, value: fn(&R) -> Field<'a>) -> Column<'a, R> {
    Column { name, value }
}

/// A value, before it is written in a language.
pub(crate) enum Field<'a> {
    /// An empty cell; JSON has no key for it.
    Empty,
    /// An id, a name or a fixed word, the same in every language.
    Word(Cow<'a, str>),
    Flag(bool),
    /// A whole number that counts or orders.
    Count(usize),
    /// A reported or aimed-at number.
    Figure(f64),
    Text(&'a Text),
    Markdown(&'a Markdown),
    /// A unit with its plural forms.
    Unit(&'a Words),
    /// Values with a semicolon between them in tables.
    List(Vec<Field<'a>>),
    /// The URL of a page, perhaps with an anchor.
    Page(PageId, Option<&'a str>),
    /// What only JSON shows.
    Json(Value),
}

impl Field<'_> {
    /// The value in a table in a language.
    pub(crate) fn to_cell(&self, publication: &ThemedPublication<'_>, lang: &Lang) -> Cell {
        match self {
            Self::Figure(figure) => Cell::Number(*figure),
            _ => Cell::Text(self.to_text(publication, lang)),
        }
    }

    fn to_text(&self, publication: &ThemedPublication<'_>, lang: &Lang) -> String {
        match self {
            Self::Empty | Self::Json(_) => String::new(),
            Self::Word(word) => word.to_string(),
            Self::Flag(flag) => flag.to_string(),
            Self::Count(count) => count.to_string(),
            Self::Figure(figure) => figure.to_string(),
            Self::Text(text) => plain_text::read_text(text, lang).to_owned(),
            Self::Markdown(text) => {
                let (text, fallback) = text.read(lang, publication.source_language());
                plain_text::prose_to_text(text, publication, fallback.unwrap_or(lang))
            }
            Self::Unit(unit) => plain_text::read_unit(unit, lang).to_owned(),
            Self::List(values) => {
                values.iter().map(|value| value.to_text(publication, lang)).collect::<Vec<_>>().join("; ")
            }
            Self::Page(route, anchor) => full_url(publication, &kinds::link(route, *anchor, lang, publication)),
        }
    }

    /// The value in JSON, which holds all languages; nothing where there is none.
    pub(crate) fn to_json(&self, publication: &ThemedPublication<'_>) -> Option<Value> {
        Some(match self {
            Self::Empty => return None,
            Self::List(values) if values.is_empty() => return None,
            Self::Word(word) => word.as_ref().into(),
            Self::Flag(flag) => (*flag).into(),
            Self::Count(count) => (*count).into(),
            Self::Figure(figure) => json_object::number_json(*figure),
            Self::Text(text) => json_object::text_json(text, publication),
            Self::Markdown(text) => json_object::markdown_json(text, publication),
            Self::Unit(unit) => json_object::forms_json(unit, publication),
            Self::List(values) => values.iter().filter_map(|value| value.to_json(publication)).collect(),
            Self::Page(..) => self.to_text(publication, publication.source_language()).into(),
            Self::Json(value) => value.clone(),
        })
    }
}

/// The ids or full names of references.
pub(crate) fn names<'a, T: 'a>(references: impl IntoIterator<Item = &'a Reference<T>>) -> Field<'a> {
    Field::List(references.into_iter().map(|reference| Field::from(reference.name.as_str())).collect())
}

/// Full names.
pub(crate) fn full_names<'a>(names: &[Name]) -> Field<'a> {
    Field::List(names.iter().map(|name| Field::from(name.to_string())).collect())
}

impl<'a> From<&'a str> for Field<'a> {
    fn from(word: &'a str) -> Self {
        Self::Word(word.into())
    }
}

impl From<String> for Field<'_> {
    fn from(word: String) -> Self {
        Self::Word(word.into())
    }
}

impl<'a> From<&'a Text> for Field<'a> {
    fn from(text: &'a Text) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a Markdown> for Field<'a> {
    fn from(text: &'a Markdown) -> Self {
        Self::Markdown(text)
    }
}

impl<'a, T> From<&'a Reference<T>> for Field<'a> {
    fn from(reference: &'a Reference<T>) -> Self {
        reference.name.as_str().into()
    }
}

impl From<JsonObject> for Field<'_> {
    fn from(object: JsonObject) -> Self {
        Self::Json(object.into())
    }
}

impl<T: Into<Self>> From<Option<T>> for Field<'_> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// A table with a header row.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The names of the columns.
    pub head: Vec<&'static str>,
    /// The rows, each as long as the head.
    pub rows: Vec<Vec<Cell>>,
}

/// A field of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Words of the content.
    Text(String),
    /// A figure.
    Number(f64),
}

/// The table of some rows in a language.
pub(crate) fn to_table<R>(
    columns: &[Column<'_, R>],
    rows: impl Iterator<Item = R>,
    publication: &ThemedPublication<'_>,
    lang: &Lang,
) -> Table {
    let cells = |row: R| columns.iter().map(|column| (column.value)(&row).to_cell(publication, lang)).collect();
    Table { head: columns.iter().map(|column| column.name).collect(), rows: rows.map(cells).collect() }
}

/// The JSON object of one row.
pub(crate) fn to_object<R>(columns: &[Column<'_, R>], row: &R, publication: &ThemedPublication<'_>) -> JsonObject {
    columns.iter().fold(JsonObject::default(), |object, column| {
        object.maybe(column.name, (column.value)(row).to_json(publication))
    })
}

//! JSON with a fixed order of keys, and the texts and references that it holds.

use serde_json::{Map, Value};

use crate::model::{At, Date, Lang, Markdown, Plan, Reference, Story, Text, Words};
use crate::pages::data::plain_text;
use crate::pages::titles::ThemedPublication;
use crate::syntax::document::Prose;

/// A JSON object whose keys keep the order in which they are put; what is not there has no key.
#[derive(Default)]
pub(crate) struct JsonObject(Map<String, Value>);

impl JsonObject {
    pub(crate) fn put(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.insert(key.to_owned(), value.into());
        self
    }

    pub(crate) fn maybe<T: Into<Value>>(self, key: &str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.put(key, value),
            None => self,
        }
    }

    /// A list, unless it is empty.
    pub(crate) fn list<T: Into<Value>>(self, key: &str, values: impl IntoIterator<Item = T>) -> Self {
        let values: Vec<Value> = values.into_iter().map(Into::into).collect();
        if values.is_empty() { self } else { self.put(key, values) }
    }

    /// An object, unless it is empty.
    pub(crate) fn object(self, key: &str, value: Self) -> Self {
        if value.0.is_empty() { self } else { self.put(key, value) }
    }
}

impl From<JsonObject> for Value {
    fn from(object: JsonObject) -> Self {
        Self::Object(object.0)
    }
}

/// A text as `{en, cy}`: the languages that hold it, the source first.
pub(crate) fn text_json(text: &Text, publication: &ThemedPublication<'_>) -> Value {
    by_language(publication, |lang| text.in_language(lang).map(Value::from), text.source.as_str().into())
}

/// The same of a text that may be missing.
pub(crate) fn optional_text_json(text: Option<&Text>, publication: &ThemedPublication<'_>) -> Option<Value> {
    text.map(|text| text_json(text, publication))
}

/// A text with structure, as plain text by language.
pub(crate) fn markdown_json(text: &Markdown, publication: &ThemedPublication<'_>) -> Value {
    prose_json(&text.source, &text.translations, publication)
}

/// The same of a text that may be missing.
pub(crate) fn optional_markdown_json(text: Option<&Markdown>, publication: &ThemedPublication<'_>) -> Option<Value> {
    text.map(|text| markdown_json(text, publication))
}

/// A story as plain text by language, if there is one.
pub(crate) fn story_json(story: &Story, publication: &ThemedPublication<'_>) -> Option<Value> {
    (!story.source.is_empty()).then(|| prose_json(&story.source, &story.translations, publication))
}

fn prose_json(source: &Prose, translations: &[(Lang, Prose)], publication: &ThemedPublication<'_>) -> Value {
    let plain = |prose: &Prose, lang: &Lang| Value::from(plain_text::prose_to_text(prose, publication, lang));
    let translated = |lang: &Lang| translations.iter().find(|(l, _)| l == lang).map(|(_, prose)| plain(prose, lang));
    by_language(publication, translated, plain(source, publication.source_language()))
}

/// A word or its plural forms, by language.
pub(crate) fn forms_json(words: &Words, publication: &ThemedPublication<'_>) -> Value {
    let forms = |forms: &[(&'static str, String)]| {
        let object = forms.iter().fold(JsonObject::default(), |object, (form, word)| object.put(form, word.as_str()));
        Value::from(object)
    };
    let translated =
        |lang: &Lang| words.translations.iter().find(|(l, _)| l == lang).map(|(_, translated)| forms(translated));
    by_language(publication, translated, forms(&words.source))
}

fn by_language(
    publication: &ThemedPublication<'_>,
    translated: impl Fn(&Lang) -> Option<Value>,
    source: Value,
) -> Value {
    let first = JsonObject::default().put(&publication.source_language().0, source);
    let all = publication.languages.iter().skip(1).fold(first, |object, lang| object.maybe(&lang.0, translated(lang)));
    all.into()
}

/// A date in the spelling of the format.
pub(crate) fn date_spelling(date: Option<&At<Date>>) -> Option<String> {
    date.map(|date| date.value.spelling())
}

/// The ids or full names of references.
pub(crate) fn reference_names<T>(references: &[Reference<T>]) -> Vec<&str> {
    references.iter().map(|reference| reference.name.as_str()).collect()
}

/// A number without a fraction where it has none.
pub(crate) fn number_json(value: f64) -> Value {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && value.abs() < EXACT {
        #[expect(clippy::cast_possible_truncation, reason = "the range was just checked")]
        return Value::from(value as i64);
    }
    Value::from(value)
}

/// The full name of something in a plan.
pub(crate) fn full_name(plan: &Plan, part: &str, item: Option<&str>) -> String {
    item.map_or_else(|| format!("{}/{part}", plan.id), |item| format!("{}/{part}/{item}", plan.id))
}

//! What single values look like in JSON Schema: texts, ids, addresses, dates.

use serde_json::{Map, Value, json};

use crate::records::date::{Date, Time};
use crate::records::id::Id;
use crate::records::numbers::Number;
use crate::records::plural_forms::Words;
use crate::records::references::{AppearanceDate, Continues, IdOrText, Reference};
use crate::records::referents::Referent;
use crate::records::schema::{Schema, id_schema};
use crate::records::text::{At, Lang, Markdown, Text, WebAddress};
use crate::records::web_addresses::{Email, Fate, OldAddress};

/// Words that are read as they stand: YAML takes some of them for numbers or for yes and no.
fn text_schema() -> Value {
    json!({ "type": ["string", "number", "boolean"], "pattern": "\\S" })
}

impl Schema for String {
    fn schema() -> Value {
        text_schema()
    }
}

impl Schema for Text {
    fn schema() -> Value {
        text_schema()
    }

    fn translation() -> Option<Value> {
        Some(text_schema())
    }
}

impl Schema for Markdown {
    fn schema() -> Value {
        text_schema()
    }

    fn translation() -> Option<Value> {
        Some(text_schema())
    }
}

impl Schema for Words {
    fn schema() -> Value {
        let forms: Map<String, Value> = ["zero", "one", "two", "few", "many", "other"]
            .into_iter()
            .map(|form| (form.to_owned(), text_schema()))
            .collect();
        let plural =
            json!({ "type": "object", "required": ["other"], "additionalProperties": false, "properties": forms });
        json!({ "anyOf": [text_schema(), plural] })
    }

    fn translation() -> Option<Value> {
        Some(Self::schema())
    }
}

impl Schema for Id {
    fn schema() -> Value {
        id_schema()
    }
}

impl<T: Referent> Schema for Reference<T> {
    fn schema() -> Value {
        json!({ "type": ["string", "integer"], "pattern": "\\S" })
    }
}

impl Schema for Number {
    fn schema() -> Value {
        json!({ "type": "number" })
    }
}

impl Schema for bool {
    fn schema() -> Value {
        json!({ "type": "boolean" })
    }
}

impl Schema for Lang {
    fn schema() -> Value {
        json!({ "type": "string", "pattern": "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "examples": ["en", "cy"],
            "patternErrorMessage": "Write a language tag such as `en` or `cy`.",
        })
    }
}

impl Schema for WebAddress {
    fn schema() -> Value {
        json!({ "type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://[^\\s\\x00-\\x1f\\x7f-\\x9f]+$", "examples": ["https://example.org/"],
            "patternErrorMessage": "Write the web address whole, beginning with `https://`.",
        })
    }
}

impl Schema for OldAddress {
    fn schema() -> Value {
        const BAD: &str = r#"\x00-\x1f\x7f-\x9f\\?*:|<>"%/#"#;
        let letters = format!("([^{BAD}]|%[0-9A-Fa-f]{{2}})*");
        let part = format!("([^.{BAD}]|%[0-9A-Fa-f]{{2}}){letters}");
        let pattern = format!("^/(({part}/)*({part}\\.{letters})?|files/({part}/)*{part})(#[^_\\s]\\S*)?$");
        json!({ "type": "string", "pattern": pattern, "examples": ["/old/"],
            "patternErrorMessage": "Write an address from the site's root, as in `/old/`.",
        })
    }
}

impl Schema for Email {
    fn schema() -> Value {
        json!({
            "type": "string", "pattern": "^[^\\s@<>\"',;:?&]+@[^\\s@<>\"',;:?&]*\\.[^\\s<>\"',;:?&]*$",
            "patternErrorMessage": "Write an e-mail address such as `office@example.org`.",
        })
    }
}

impl Schema for Date {
    fn schema() -> Value {
        const DAY: &str = "(0[1-9]|[12][0-9]|3[01])";
        const MONTH: &str = "(0[1-9]|1[0-2])";
        let pattern = format!("^([0-9]{{4}}(-({MONTH}(-{DAY})?|Q[1-4]))?|--{MONTH}-{DAY})$");
        json!({
            "type": ["string", "integer"], "pattern": pattern, "minimum": 1000, "maximum": 9999,
            "examples": ["2027-12-31", "2027-12", "2027", "2027-Q1", "--12-31"],
            "patternErrorMessage":
                "Write 2027-12-31, 2027-12, 2027, 2027-Q1, or --12-31 for a day whose year is not known.",
        })
    }
}

impl Schema for Time {
    fn schema() -> Value {
        json!({ "type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$", "examples": ["09:30"],
            "patternErrorMessage": "Write hours and minutes, `09:30`.",
        })
    }
}

impl<T: Schema> Schema for At<T> {
    fn schema() -> Value {
        T::schema()
    }
}

impl<T: Schema> Schema for Fate<T> {
    fn schema() -> Value {
        T::schema()
    }

    fn translation() -> Option<Value> {
        T::translation()
    }

    fn key() -> Option<Value> {
        Some(OldAddress::schema())
    }
}

impl<T: Referent> Schema for Continues<T> {
    fn schema() -> Value {
        Vec::<Reference<T>>::schema()
    }
}

impl<T: Referent> Schema for IdOrText<T> {
    fn schema() -> Value {
        Text::schema()
    }

    fn translation() -> Option<Value> {
        Text::translation()
    }
}

impl Schema for AppearanceDate {
    fn schema() -> Value {
        Date::schema()
    }
}

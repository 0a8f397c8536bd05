//! `record!` declares a record: each key is written once. The generated code decodes a source file, adds
//! translations, visits texts and references, and gives the JSON Schema.

/// Declares a record: its keys in the order of the reference, whether each is required, the type
/// of its value. A `subject` is required too, and the record is shown only where that is. `as "word"`
/// gives the key where the field has another name; `keyed by id` is for records in a
/// map, and `schema` adds rules about several keys to the JSON Schema.
macro_rules! record {
    (
        $(#[$meta:meta])*
        $name:ident $(<$kind:ident: $bound:ident>)? $(keyed by $id:ident)? = $title:literal {
            $( $(#[doc = $about:literal])+ $need:ident $field:ident $(as $key:literal)? : $type:ty, )*
        }
        $(schema $rules:expr)?
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Default)]
        pub struct $name $(<$kind: $bound>)? {
            /// Where the record stands.
            pub at: $crate::diagnostic::Place,
            $(
                /// The key that the record stands under.
                pub $id: $crate::records::id::Id,
            )?
            $( $(#[doc = $about])+ pub $field: $type, )*
        }

        impl $(<$kind: $bound>)? $name $(<$kind>)? {
            /// What a message calls this record.
            pub const TITLE: &'static str = $title;
            /// The record's keys.
            pub const KEYS: &'static [&'static str] = &[
                $( $crate::records::record_macro::key_name!($field $($key)?), )*
            ];
        }

        impl $(<$kind: $bound>)? $crate::records::schema::Schema for $name $(<$kind>)? {
            fn schema() -> serde_json::Value {
                let mut keys = $crate::records::schema::Keys::new($title);
                $(
                    keys.add(
                        $crate::records::record_macro::key_name!($field $($key)?),
                        concat!($($about),+),
                        ["required", "subject"].contains(&stringify!($need)),
                        <$type as $crate::records::schema::Schema>::schema(),
                    );
                )*
                keys.finish_record(&[$($rules)?])
            }

            fn translation() -> Option<serde_json::Value> {
                let mut keys = $crate::records::schema::Keys::new($title);
                $( if let Some(schema) = <$type as $crate::records::schema::Schema>::translation() {
                    let key = $crate::records::record_macro::key_name!($field $($key)?);
                    keys.add(key, concat!($($about),+), false, schema);
                } )*
                keys.finish_translation(Self::KEYS.contains(&"id"))
            }
        }

        impl $(<$kind: $bound>)? $crate::records::decode::Decode for $name $(<$kind>)? {
            const WANTED: $crate::syntax::problems::Wanted = $crate::syntax::problems::Wanted::Named($title);

            fn decode(
                node: &$crate::syntax::yaml::Node,
                faults: &mut $crate::syntax::problems::Faults,
            ) -> Self {
                let mut record = Self { at: node.place.clone(), ..Self::default() };
                let $crate::syntax::yaml::Kind::Map(pairs) = &node.kind else {
                    faults.wrong_type(node, Self::WANTED);
                    return record;
                };
                for (key, value) in pairs {
                    match key.text.as_str() {
                        $( $crate::records::record_macro::key_name!($field $($key)?) => {
                            if !value.note_if_empty(key, faults) {
                                record.$field = $crate::records::decode::Decode::decode(value, faults);
                            }
                        } )*
                        _ => $crate::records::decode::report_unknown_key(key, $title, Self::KEYS, faults),
                    }
                }
                $( $crate::records::record_macro::require!($need, node, $crate::records::record_macro::key_name!($field $($key)?), $title, faults); )*
                record
            }

            fn overlay(
                &mut self,
                node: &$crate::syntax::yaml::Node,
                lang: &$crate::records::text::Lang,
                faults: &mut $crate::syntax::problems::Faults,
            ) {
                let $crate::syntax::yaml::Kind::Map(pairs) = &node.kind else {
                    return faults.wrong_type(node, Self::WANTED);
                };
                for (key, value) in pairs {
                    match key.text.as_str() {
                        "id" => {}
                        $( $crate::records::record_macro::key_name!($field $($key)?) => {
                            if !value.note_if_empty(key, faults) {
                                $crate::records::decode::Decode::overlay(&mut self.$field, value, lang, faults);
                            }
                        } )*
                        _ => $crate::records::decode::report_unknown_key(key, $title, Self::KEYS, faults),
                    }
                }
            }

            fn visit_texts<'a>(&'a self, visit: &mut dyn FnMut($crate::records::text::Passage<'a>)) {
                $( $crate::records::decode::Decode::visit_texts(&self.$field, visit); )*
            }

            fn visit_references(
                &mut self,
                visitor: &mut dyn $crate::records::reference_visitor::ReferenceVisitor,
            ) -> bool {
                let visibility = $crate::records::decode::Record::visibility(self);
                visitor.visit_record(&visibility, &mut |visitor| {
                    let mut stays = true;
                    $(
                        let is_shown = $crate::records::decode::Decode::visit_references(&mut self.$field, visitor);
                        stays &= is_shown || stringify!($need) != "subject";
                    )*
                    stays
                })
            }

            fn key(&self) -> Option<&str> {
                let key: Option<&str> = None$( .or($crate::records::decode::Decode::key(&self.$id)) )?;
                $( let key = match stringify!($field) {
                    "id" => $crate::records::decode::Decode::key(&self.$field),
                    _ => key,
                }; )*
                key
            }

            fn set_key(
                &mut self,
                _key: &str,
                _place: &$crate::diagnostic::Place,
                _faults: &mut $crate::syntax::problems::Faults,
            ) {
                $( $crate::records::decode::Decode::set_key(&mut self.$id, _key, _place, _faults); )?
                $( if stringify!($field) == "id" {
                    $crate::records::decode::Decode::set_key(&mut self.$field, _key, _place, _faults);
                } )*
            }
        }

        impl $(<$kind: $bound>)? $crate::records::decode::Record for $name $(<$kind>)? {
            fn visibility(&self) -> $crate::records::reference_visitor::Visibility {
                let mut visibility = $crate::records::reference_visitor::Visibility::default();
                $( $crate::records::decode::Decode::restrict(&self.$field, &mut visibility); )*
                visibility
            }
        }
    };
}

/// The key of a field: its name, or the one that `as` gives.
macro_rules! key_name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $key:literal) => {
        $key
    };
}

/// Reports a required key that is missing.
macro_rules! require {
    (optional, $node:ident, $key:expr, $title:literal, $faults:ident) => {};
    (subject, $node:ident, $key:expr, $title:literal, $faults:ident) => {
        $crate::records::record_macro::require!(required, $node, $key, $title, $faults);
    };
    (required, $node:ident, $key:expr, $title:literal, $faults:ident) => {
        if $node.get($key).is_none() {
            $faults
                .add($crate::diagnostic::Code::MissingKey, &$node.head(), format!("{} needs `{}`", $title, $key))
                .help = Some(format!("Add `{}: …`.", $key));
        }
    };
}

pub(crate) use {key_name, record, require};

//! Fenced blocks: code, and data of the plan that a text asks for.

use crate::diagnostic::{Code, Place, nearest};
use crate::syntax::document::{Block, DataKind, Inline};
use crate::syntax::markdown::builder::Builder;
use crate::syntax::markdown::plain_text::plain;
use crate::syntax::problems::Faults;
use crate::syntax::yaml;
use crate::urls::is_web_address;

impl Builder<'_> {
    pub(crate) fn push_code(&mut self, language: &str, inlines: &[Inline], place: Place) {
        let text = plain(inlines);
        let Some(kind) = language.strip_prefix("plan:") else {
            let language = language.split([' ', ',', '{']).next().unwrap_or_default().to_owned();
            return self.push_block(Block::Code { language, text });
        };
        let known = [
            ("objectives", DataKind::Objectives),
            ("measures", DataKind::Measures),
            ("dates", DataKind::Dates),
            ("contacts", DataKind::Contacts),
            ("actions", DataKind::Actions),
            ("video", DataKind::Video),
        ];
        let Some((_, kind)) = known.iter().find(|(word, _)| *word == kind.trim()) else {
            let names: Vec<String> = known.iter().map(|(word, _)| format!("plan:{word}")).collect();
            let near = nearest(language.trim(), names.iter().map(String::as_str))
                .map(|near| format!("Did you mean `{near}`? "));
            let fault = self.faults.add(Code::UnknownBlock, &place, format!("there is no block `{language}`"));
            fault.help = Some(format!("{}Known: {}.", near.unwrap_or_default(), names.join(", ")));
            return;
        };
        let options = self.read_options(&text, &place);
        self.check_options(*kind, &options, &place);
        self.push_block(Block::Data { kind: *kind, options, place });
    }

    /// Notes options that a data block does not have, and a film without an address.
    fn check_options(&mut self, kind: DataKind, options: &[(String, String)], place: &Place) {
        let known: &[&str] = match kind {
            DataKind::Objectives => &["plan"],
            DataKind::Measures | DataKind::Actions => &["plan", "objective"],
            DataKind::Dates => &["plan", "only"],
            DataKind::Contacts => &["only"],
            DataKind::Video => &["url", "title", "poster", "alt", "transcript"],
        };
        for (key, _) in options.iter().filter(|(key, _)| !known.contains(&key.as_str())) {
            let near =
                nearest(key, known.iter().copied()).map(|near| format!("Did you mean `{near}`? ")).unwrap_or_default();
            self.faults.add(Code::UnknownKey, place, format!("`{key}` is not an option of this block")).help =
                Some(format!("{near}Known: {}.", known.join(", ")));
        }
        let address = options.iter().find(|(key, _)| key == "url").map(|(_, url)| url.as_str());
        let web = address.is_some_and(is_web_address);
        if kind == DataKind::Video && !web {
            self.faults.add(Code::BadAddress, place, "a film needs `url`, a whole web address").help =
                Some("Write `url: https://…` in the block.".into());
        }
    }

    /// The options in a data block: keys with a word, or with a list of words.
    fn read_options(&mut self, text: &str, place: &Place) -> Vec<(String, String)> {
        if text.trim().is_empty() {
            return Vec::new();
        }
        let mut found = Faults::default();
        let node = yaml::read(&place.file, text, 0, &mut found);
        for mut fault in found.found {
            fault.place = place.clone();
            self.faults.found.push(fault);
        }
        let Some(yaml::Node { kind: yaml::Kind::Map(pairs), .. }) = node else { return Vec::new() };
        let words = |value: &yaml::Node| match &value.kind {
            yaml::Kind::List(items) => items.iter().filter_map(yaml::Node::text).collect::<Vec<_>>().join(" "),
            _ => value.text().unwrap_or_default().trim().to_owned(),
        };
        pairs.iter().map(|(key, value)| (key.text.clone(), words(value))).collect()
    }
}

//! For whom a page is made: a language, with what it takes to speak to it.

use std::collections::BTreeMap;

use crate::model::{
    Category, Contact, Lang, Markdown, Measure, Name, Objective, Plan, Publication, Reference, Referent, Story, Text,
    Words as Forms, to,
};
use crate::pages::TextIndex;
use crate::pages::kinds::{self, PageId};
use crate::pages::page_kind::Purpose;
use crate::pages::titles;
use crate::pages::view::{Link, Words};
use crate::records::HtmlPolicy;
use crate::syntax::document::{Block, Inline, Prose, typography};
use crate::theme::tokens::is_colour;
use crate::theme::{Arg, Locale, Theme};

use crate::pages::components::text_links::Glossary;

/// A title and a view.
pub type PageContent = (Title, crate::pages::view::View);

/// What a page is called, and what it is about in a sentence.
#[derive(Debug, Clone, Default)]
pub struct Title {
    pub words: Words,
    pub about: Option<Words>,
}

/// A language's readers.
pub struct Reader<'a> {
    pub publication: &'a Publication,
    pub locale: &'a Locale,
    pub lang: &'a Lang,
    theme: &'a Theme,
    glossary: Glossary,
}

impl<'a> Reader<'a> {
    pub fn new(publication: &'a Publication, theme: &'a Theme, lang: &'a Lang) -> Self {
        let glossary = Glossary::new(publication, lang);
        Self { publication, locale: theme.locale(lang), lang, theme, glossary }
    }

    /// The words of another of the site's languages.
    pub fn locale_of(&self, lang: &Lang) -> &'a Locale {
        self.theme.locale(lang)
    }

    /// The theme's colours in light surroundings.
    pub fn colours(&self) -> BTreeMap<String, String> {
        let all = self.theme.tokens.light.iter().filter(|(_, value)| is_colour(value));
        all.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// Whether a page is made for these readers: the one for addresses that lead nowhere is
    /// made once, in all languages.
    pub fn has(&self, page: &PageId) -> bool {
        page.subject(self.publication).purpose != Purpose::Error || self.lang == self.publication.source_language()
    }

    pub fn say(&self, key: &str) -> String {
        self.locale.say(key).into_owned()
    }

    /// A message with texts in it.
    pub fn say_with(&self, key: &str, texts: &[(&str, &str)]) -> String {
        let args: Vec<(&str, Arg<'_>)> = texts.iter().map(|(name, text)| (*name, Arg::Text(text))).collect();
        self.locale.say_with(key, &args)
    }

    /// A message with a number in it, which is also given as it is written, under `shown`.
    pub fn count(&self, key: &str, number: usize) -> String {
        let value = f64::from(u32::try_from(number).unwrap_or(u32::MAX));
        let shown = self.locale.number(value);
        self.locale.say_with(key, &[("count", Arg::Number(value)), ("shown", Arg::Text(&shown))])
    }

    /// A text of the plan.
    pub fn words(&self, text: &Text) -> Words {
        let (text, lang) = text.read(self.lang, self.publication.source_language());
        Words { text: typography(text), lang: lang.map(ToString::to_string) }
    }

    pub fn maybe(&self, text: Option<&Text>) -> Option<Words> {
        text.map(|text| self.words(text))
    }

    /// A word in the form that goes with a number.
    pub fn form(&self, forms: Option<&Forms>, default: &str, count: f64) -> Words {
        let Some(forms) = forms else { return Words::own(self.say(default)) };
        let translated = forms.translations.iter().find(|(lang, _)| lang == self.lang).map(|(_, forms)| forms);
        let source = self.publication.source_language();
        let lang = (translated.is_none() && self.lang != source).then(|| source.to_string());
        Words { text: typography(self.locale.plural(translated.unwrap_or(&forms.source), count)), lang }
    }

    pub fn story(&self, story: &Story, texts: &mut Vec<Prose>) -> Option<crate::pages::view::Body> {
        add_text(story.read(self.lang, self.publication.source_language()), texts)
    }

    pub fn markdown(&self, text: Option<&Markdown>, texts: &mut Vec<Prose>) -> Option<crate::pages::view::Body> {
        add_text(text?.read(self.lang, self.publication.source_language()), texts)
    }

    /// A Markdown value as one line of plain words; links by name are called what they lead to, and
    /// HTML is shown as text where it is on pages too.
    pub fn line(&self, text: &Markdown) -> Words {
        let (prose, lang) = text.read(self.lang, self.publication.source_language());
        let mut prose = prose.clone();
        crate::pages::components::text_links::names(self, &mut prose);
        if self.publication.site.html == HtmlPolicy::Escape {
            prose.change_lines(&|inline| matches!(inline, Inline::Html { .. }), &mut |line| shown_as_text(line));
        }
        let mut line = String::new();
        prose.each_block(&mut |block| {
            let start = line.len();
            match block {
                Block::Paragraph { text, .. } => crate::syntax::document::letters(text, &mut line),
                Block::Html { text } if self.publication.site.html == HtmlPolicy::Escape => line.push_str(text.trim()),
                _ => {}
            }
            if start > 0 && line.len() > start {
                line.insert(start, ' ');
            }
        });
        Words { text: line, lang: lang.map(ToString::to_string) }
    }

    pub fn address(&self, page: &PageId) -> String {
        page.address(self.lang, self.publication)
    }

    pub fn anchored(&self, page: &PageId, anchor: &str) -> String {
        kinds::link(page, Some(anchor), self.lang, self.publication)
    }

    pub fn link(&self, page: &PageId, words: Words) -> Link {
        Link { address: self.address(page), words }
    }

    pub fn plan_link(&self, plan: &Plan) -> Link {
        self.link(&PageId::Plan(plan.id.clone()), self.words(&plan.record.title))
    }

    pub fn objective_link(&self, plan: &str, objective: &Objective) -> Link {
        self.link(&PageId::Objective(plan.to_owned(), objective.id.clone()), self.words(&objective.record.title))
    }

    /// What a plan calls one of its objectives: "Strategic objective 1".
    pub fn objective_label(&self, plan: &Plan, number: usize) -> Words {
        let word = self.form(plan.record.words.objective.as_ref(), "objective-one", 1.0);
        Words {
            text: self.say_with("numbered", &[("word", &word.text), ("number", &number.to_string())]),
            lang: word.lang,
        }
    }

    /// Links to a plan's parts by full name, with their texts.
    pub fn part(&self, name: &str) -> Option<Link> {
        let words = self.words(titles::part_text(&Name::read(name)?, self.publication)?);
        let (page, anchor) = kinds::find_named_page(crate::syntax::document::NameKind::Part, name, self.publication)?;
        let address = kinds::link(&page, anchor.as_deref(), self.lang, self.publication);
        Some(Link { address, words })
    }

    /// The measure with this full name.
    pub fn measure(&self, name: &Name) -> Option<&'a Measure> {
        self.publication.measured(name).map(|(_, measure)| measure)
    }

    /// The names of areas or audiences.
    pub fn names<K: Referent>(
        &self,
        references: &[Reference<K>],
        known: &indexmap::IndexMap<String, Category<K>>,
    ) -> Vec<Words> {
        references
            .iter()
            .filter_map(|reference| known.get(&reference.name))
            .map(|category| self.words(&category.name))
            .collect()
    }

    pub fn areas(&self, references: &[Reference<to::Area>]) -> Vec<Words> {
        self.names(references, &self.publication.site.areas)
    }

    pub fn audiences(&self, references: &[Reference<to::Audience>]) -> Vec<Words> {
        self.names(references, &self.publication.site.audiences)
    }

    /// The contact that answers for one without an address of its own.
    pub fn find_reachable_contact(&self, contact: &'a Contact) -> &'a Contact {
        let mut nearest_contact = contact;
        for _ in 0..8 {
            let is_reachable =
                nearest_contact.email.is_some() || nearest_contact.phone.is_some() || nearest_contact.url.is_some();
            let Some(next) = nearest_contact
                .via
                .as_ref()
                .filter(|_| !is_reachable)
                .and_then(|via| self.publication.contacts.get(&via.name))
            else {
                break;
            };
            nearest_contact = next;
        }
        nearest_contact
    }

    /// Sets every text of a page: links by name, data blocks, words of the glossary.
    pub fn finish(&self, texts: &mut [Prose]) {
        let mut linked = std::collections::BTreeSet::new();
        for prose in texts {
            crate::pages::components::plan_blocks::fill_plan_blocks(self, prose);
            crate::pages::components::text_links::names(self, prose);
            self.glossary.link(self, prose, &mut linked);
        }
    }
}

/// HTML in a line as the letters that it is written in.
fn shown_as_text(line: &mut [Inline]) {
    for inline in line {
        match inline {
            Inline::Html { text } => *inline = Inline::Text { text: std::mem::take(text) },
            Inline::Emphasis { text } | Inline::Strong { text } | Inline::Strike { text } => shown_as_text(text),
            Inline::Link(link) => shown_as_text(&mut link.text),
            _ => {}
        }
    }
}

/// Puts a text beside the view and says where; nothing where there is none.
fn add_text((prose, lang): (&Prose, Option<&Lang>), texts: &mut Vec<Prose>) -> Option<crate::pages::view::Body> {
    if prose.is_empty() {
        return None;
    }
    texts.push(prose.clone());
    Some(crate::pages::view::Body { text: TextIndex(texts.len() - 1), lang: lang.map(ToString::to_string) })
}

//! All texts that the entities hold.

use super::{Entities, Passage, Story};
use crate::records::decode::Decode;
use crate::syntax::document::Prose;

impl Entities {
    /// Every text with structure, in every language.
    #[must_use]
    pub fn texts(&self) -> Vec<&Prose> {
        let mut texts = self.stories();
        self.each_text(&mut |passage| {
            if let Passage::Markdown(own) = passage {
                texts.push(&own.source);
                texts.extend(own.translations.iter().map(|(_, prose)| prose));
            }
        });
        texts
    }

    /// Every text that stands in a file of its own, or after a front matter, in every language.
    #[must_use]
    pub fn stories(&self) -> Vec<&Prose> {
        let mut texts = Vec::new();
        self.each_story(&mut |story| {
            texts.push(&story.source);
            texts.extend(story.translations.iter().map(|(_, prose)| prose));
        });
        texts
    }

    /// Shows every text that stands in a file of its own, or after a front matter.
    fn each_story<'a>(&'a self, see: &mut dyn FnMut(&'a Story)) {
        for plan in &self.plans {
            see(&plan.introduction);
            see(&plan.guide);
            plan.objectives.iter().for_each(|objective| see(&objective.story));
        }
        self.updates.iter().for_each(|own| see(&own.story));
        self.groups.iter().for_each(|own| see(&own.story));
        self.news.iter().for_each(|own| see(&own.story));
        self.pages.iter().for_each(|own| see(&own.story));
    }

    /// Shows every text of every record.
    pub fn each_text<'a>(&'a self, see: &mut dyn FnMut(Passage<'a>)) {
        self.site.each_text(see);
        for plan in &self.plans {
            plan.record.each_text(see);
            for objective in &plan.objectives {
                objective.record.each_text(see);
                objective.actions.iter().for_each(|action| action.record.each_text(see));
            }
        }
        self.contacts.each_text(see);
        self.parties.each_text(see);
        self.dates.each_text(see);
        self.resources.each_text(see);
        self.glossary.each_text(see);
        self.updates.iter().for_each(|own| own.record.each_text(see));
        self.groups.iter().for_each(|own| own.record.each_text(see));
        self.news.iter().for_each(|own| own.record.each_text(see));
        self.pages.iter().for_each(|own| own.record.each_text(see));
    }
}

//! All texts that the entities hold.

use super::{Entities, Passage, Story};
use crate::records::decode::Decode;
use crate::syntax::document::Prose;

impl Entities {
    /// Every Markdown text, in every language.
    #[must_use]
    pub fn texts(&self) -> Vec<&Prose> {
        let mut texts = self.stories();
        self.visit_texts(&mut |passage| {
            if let Passage::Markdown(markdown) = passage {
                texts.push(&markdown.source);
                texts.extend(markdown.translations.iter().map(|(_, prose)| prose));
            }
        });
        texts
    }

    /// Every text of a Markdown file, in every language.
    #[must_use]
    pub fn stories(&self) -> Vec<&Prose> {
        let mut texts = Vec::new();
        self.visit_stories(&mut |story| {
            texts.push(&story.source);
            texts.extend(story.translations.iter().map(|(_, prose)| prose));
        });
        texts
    }

    /// Visits every text of a Markdown file.
    fn visit_stories<'a>(&'a self, visit: &mut dyn FnMut(&'a Story)) {
        for plan in &self.plans {
            visit(&plan.introduction);
            visit(&plan.guide);
            plan.objectives.iter().for_each(|objective| visit(&objective.story));
        }
        self.updates.iter().for_each(|update| visit(&update.story));
        self.groups.iter().for_each(|group| visit(&group.story));
        self.news.iter().for_each(|news| visit(&news.story));
        self.pages.iter().for_each(|page| visit(&page.story));
    }

    /// Visits every text of every record.
    pub fn visit_texts<'a>(&'a self, visit: &mut dyn FnMut(Passage<'a>)) {
        self.site.visit_texts(visit);
        for plan in &self.plans {
            plan.record.visit_texts(visit);
            for objective in &plan.objectives {
                objective.record.visit_texts(visit);
                objective.actions.iter().for_each(|action| action.record.visit_texts(visit));
            }
        }
        self.contacts.visit_texts(visit);
        self.parties.visit_texts(visit);
        self.dates.visit_texts(visit);
        self.resources.visit_texts(visit);
        self.glossary.visit_texts(visit);
        self.updates.iter().for_each(|update| update.record.visit_texts(visit));
        self.groups.iter().for_each(|group| group.record.visit_texts(visit));
        self.news.iter().for_each(|news| news.record.visit_texts(visit));
        self.pages.iter().for_each(|page| page.record.visit_texts(visit));
    }
}

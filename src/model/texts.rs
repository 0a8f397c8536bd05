//! All texts with structure that a publication holds.

use super::{Markdown, Publication, Story};
use crate::prose::Prose;

impl Publication {
    /// Every text with structure, in every language.
    #[must_use]
    pub fn texts(&self) -> Vec<&Prose> {
        let mut texts = Vec::new();
        collect(self, &mut texts);
        texts
    }
}

fn collect<'a>(publication: &'a Publication, texts: &mut Vec<&'a Prose>) {
    fn story<'a>(own: &'a Story, texts: &mut Vec<&'a Prose>) {
        texts.push(&own.source);
        texts.extend(own.translations.iter().map(|(_, prose)| prose));
    }
    fn markdown<'a>(own: &'a Markdown, texts: &mut Vec<&'a Prose>) {
        texts.push(&own.source);
        texts.extend(own.translations.iter().map(|(_, prose)| prose));
    }
    let site = &publication.site;
    site.notice.iter().chain(&site.organisation.about).for_each(|text| markdown(text, texts));
    for plan in &publication.plans {
        story(&plan.introduction, texts);
        story(&plan.guide, texts);
        let record = &plan.record;
        record.mission.iter().chain(&record.vision).for_each(|text| markdown(text, texts));
        record.themes.iter().chain(&record.values).for_each(|theme| markdown(&theme.text, texts));
        record.aims.iter().filter_map(|aim| aim.detail.as_ref()).for_each(|text| markdown(text, texts));
        for objective in &plan.objectives {
            story(&objective.story, texts);
            objective.record.aims.iter().filter_map(|aim| aim.detail.as_ref()).for_each(|text| markdown(text, texts));
            objective
                .actions
                .iter()
                .filter_map(|action| action.record.detail.as_ref())
                .for_each(|text| markdown(text, texts));
        }
    }
    publication.updates.iter().for_each(|own| story(&own.story, texts));
    for own in &publication.groups {
        story(&own.story, texts);
        own.record.purpose.iter().chain(&own.record.join).for_each(|text| markdown(text, texts));
    }
    for own in &publication.news {
        story(&own.story, texts);
        own.record.notes.iter().for_each(|text| markdown(text, texts));
    }
    for own in &publication.pages {
        story(&own.story, texts);
        own.record.notes.iter().for_each(|text| markdown(text, texts));
    }
}

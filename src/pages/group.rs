//! The page of a group.

use crate::model::{Group, Publication, Text};
use crate::pages::kinds::PageId;
use crate::pages::page_context::{PageContent, Reader, Title};
use crate::pages::page_kind::{Anchors, Location, PageKind, Subject, answer_nothing};
use crate::pages::search::{SearchGroup, make_entry};
use crate::pages::view::{Fact, GroupView, SearchEntry, View};
use crate::syntax::document::Prose;

pub(crate) struct GroupPage<'a> {
    pub group: &'a str,
}

impl PageKind for GroupPage<'_> {
    answer_nothing!(printed_forms, alternates, structured_data);

    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId> {
        if *parent != PageId::Groups {
            return Vec::new();
        }
        publication.groups.iter().map(|group| PageId::Group(group.id.clone())).collect()
    }

    fn exists(&self, publication: &Publication) -> bool {
        self.find(publication).is_some()
    }

    fn url(&self, root: &str) -> String {
        format!("{root}groups/{}/", self.group)
    }

    fn subject<'p>(&self, publication: &'p Publication) -> Subject<'p> {
        Subject { title: self.find(publication).map(|group| &group.record.title), ..Subject::NONE }
    }

    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p> {
        Anchors::of_story(self.find(publication).map(|group| &group.story))
    }

    fn location(&self, reader: &Reader<'_>) -> Location {
        Location::below(reader, &PageId::Groups, "site-groups", PageId::Group(self.group.to_owned()))
    }

    fn sources(&self, _publication: &Publication) -> Vec<String> {
        vec![source_path(self.group)]
    }

    fn content(&self, reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Option<PageContent> {
        let group = self.find(reader.publication)?;
        let record = &group.record;
        let facts = [
            reader.fact("site-kind", reader.maybe(record.kind.as_ref())),
            reader.fact("site-publisher", reader.maybe(record.publisher.as_ref())),
            link_superior(reader, record.accountable_to.as_deref()),
            reader.fact("site-commissions", reader.maybe(record.commissions.as_ref())),
        ];
        let title = reader.words(&record.title);
        let view = GroupView {
            facts: facts.into_iter().flatten().collect(),
            purpose: reader.markdown(record.purpose.as_ref(), texts),
            duties: record.duties.iter().map(|duty| reader.words(&duty.text)).collect(),
            projects: record.projects.iter().map(|project| reader.words(&project.text)).collect(),
            meetings: record
                .meetings
                .iter()
                .filter_map(|meeting| reader.publication.date(&meeting.name))
                .map(|date| reader.date_view(date))
                .collect(),
            join: reader.markdown(record.join.as_ref(), texts),
            body: reader.story(&group.story, texts),
            title: title.clone(),
        };
        let about = record.purpose.as_ref().map(|purpose| reader.line(purpose));
        Some((Title { words: title, about }, View::Group(Box::new(view))))
    }

    fn search_entries(&self, group: SearchGroup, reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Vec<SearchEntry> {
        if group != SearchGroup::Groups {
            return Vec::new();
        }
        let Some(group) = self.find(reader.publication) else { return Vec::new() };
        let record = &group.record;
        let mut slots = reader.story_found(&group.story, texts);
        slots.extend(reader.found(&record.join, texts));
        let lists = record.duties.iter().chain(&record.projects).map(|item| &item.text);
        let facts = record.publisher.iter().chain(&record.commissions);
        vec![SearchEntry {
            about: record.purpose.as_ref().map(|purpose| reader.line(purpose)),
            more: reader.letters(lists.chain(facts)),
            texts: slots,
            ..make_entry(
                reader.maybe(record.kind.as_ref()).unwrap_or_else(|| reader.what("search-group")),
                reader.link(&PageId::Group(group.id.clone()), reader.words(&record.title)),
            )
        }]
    }
}

/// The path of a group's files.
pub fn source_path(group: &str) -> String {
    format!("groups/{group}")
}

impl GroupPage<'_> {
    fn find<'p>(&self, publication: &'p Publication) -> Option<&'p Group> {
        publication.groups.iter().find(|group| group.id == self.group)
    }
}

/// To whom a group answers: a group of this site, or words.
fn link_superior(reader: &Reader<'_>, to: Option<&Text>) -> Option<Fact> {
    let to = to?;
    match reader.publication.groups.iter().find(|group| group.id == to.source) {
        Some(group) => reader.links(
            "site-accountable-to",
            [reader.link(&PageId::Group(group.id.clone()), reader.words(&group.record.title))],
        ),
        None => reader.fact("site-accountable-to", [reader.words(to)]),
    }
}

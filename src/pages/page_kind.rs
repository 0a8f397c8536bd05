//! What every kind of page says about itself.

use crate::diagnostic::Place;
use crate::model::{At, Date, Id, Lang, Plan, Publication, Story, Text};
use crate::pages::kinds::{Form, PageId};
use crate::pages::page_context::{PageContent, Reader, Title};
use crate::pages::search::SearchGroup;
use crate::pages::structured_data::{Describer, Thing};
use crate::pages::view::{Link, MediaType, SearchEntry, View, Words};
use crate::syntax::document::Prose;

/// A kind of page. It has no default answers, so that a new kind answers every question.
pub(crate) trait PageKind {
    /// The pages of this kind that stand directly below another page of the site.
    fn pages_below(parent: &PageId, publication: &Publication) -> Vec<PageId>
    where
        Self: Sized;

    /// Whether the publication has this page.
    fn exists(&self, publication: &Publication) -> bool;

    /// The URL, given the root of a language (`/` or `/cy/`).
    fn url(&self, root: &str) -> String;

    /// What the page is about.
    fn subject<'p>(&self, publication: &'p Publication) -> Subject<'p>;

    /// The places on the page that content can link to.
    fn anchors<'p>(&self, publication: &'p Publication) -> Anchors<'p>;

    /// Where the page stands among the others.
    fn location(&self, reader: &Reader<'_>) -> Location;

    /// The paths of the content that the page shows, below `content/` and without their endings.
    fn sources(&self, publication: &Publication) -> Vec<String>;

    /// The forms in which the page is printed in a language.
    fn printed_forms(&self, lang: &Lang, publication: &Publication) -> &'static [Form];

    /// The title and the view of the page, which puts its texts into `texts`; nothing where the page does not
    /// exist.
    fn content(&self, reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Option<PageContent>;

    /// The links in the view that lead to the same in other formats: on paper, as a calendar, as data.
    fn alternates<'v>(&self, view: &'v View) -> Vec<(MediaType, &'v Link)>;

    /// What the page shows, in the words of schema.org.
    fn structured_data(&self, describer: &Describer<'_>, view: &View) -> Vec<Thing>;

    /// What the search finds on the page for one of its groups, with texts that go into `texts`.
    fn search_entries(&self, group: SearchGroup, reader: &Reader<'_>, texts: &mut Vec<Prose>) -> Vec<SearchEntry>;
}

/// The answers of a kind of page to questions, by their names, that it has nothing to say to.
macro_rules! answer_nothing {
    ($($question:ident),+) => {
        $(answer_nothing!(@$question);)+
    };
    (@subject) => {
        fn subject<'p>(&self, _: &'p crate::model::Publication) -> crate::pages::page_kind::Subject<'p> {
            crate::pages::page_kind::Subject::NONE
        }
    };
    (@anchors) => {
        fn anchors<'p>(&self, _: &'p crate::model::Publication) -> crate::pages::page_kind::Anchors<'p> {
            crate::pages::page_kind::Anchors::default()
        }
    };
    (@printed_forms) => {
        fn printed_forms(
            &self,
            _: &crate::model::Lang,
            _: &crate::model::Publication,
        ) -> &'static [crate::pages::kinds::Form] {
            &[]
        }
    };
    (@alternates) => {
        fn alternates<'v>(&self, _: &'v crate::pages::view::View) -> Vec<(crate::pages::view::MediaType, &'v crate::pages::view::Link)> {
            Vec::new()
        }
    };
    (@structured_data) => {
        fn structured_data(
            &self,
            _: &crate::pages::structured_data::Describer<'_>,
            _: &crate::pages::view::View,
        ) -> Vec<crate::pages::structured_data::Thing> {
            Vec::new()
        }
    };
    (@search_entries) => {
        fn search_entries(
            &self,
            _: crate::pages::search::SearchGroup,
            _: &crate::pages::page_context::Reader<'_>,
            _: &mut Vec<crate::syntax::document::Prose>,
        ) -> Vec<crate::pages::view::SearchEntry> {
            Vec::new()
        }
    };
}
pub(crate) use answer_nothing;

/// What a page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// It shows content.
    Content,
    /// It shows an article with a date.
    Article,
    /// It leads to other pages.
    Tool,
    /// It stands where there is no page, once for all languages.
    Error,
}

/// What a page is about.
pub(crate) struct Subject<'p> {
    /// What the page is for.
    pub purpose: Purpose,
    /// The text that exists in the languages in which the page does; nothing where the page exists in
    /// all languages.
    pub title: Option<&'p Text>,
    /// The plan that the page belongs to.
    pub plan: Option<&'p Plan>,
    /// The date from which the page exists.
    pub published: Option<&'p At<Date>>,
    /// When the page was last changed.
    pub changed: Option<&'p At<Date>>,
}

impl Subject<'_> {
    /// A page of content, without a record.
    pub const NONE: Self = Self { purpose: Purpose::Content, title: None, plan: None, published: None, changed: None };
}

impl<'p> Subject<'p> {
    /// A page of a plan.
    pub fn of_plan(plan: &str, publication: &'p Publication) -> Self {
        let plan = publication.plan(plan);
        Self { title: plan.map(|plan| &plan.record.title), plan, ..Self::NONE }
    }
}

/// The places on a page that content can link to. Anchors that templates give begin with `_` and are
/// not among them.
#[derive(Default)]
pub(crate) struct Anchors<'p> {
    /// Anchors with the record that each is named after.
    pub records: Vec<(String, &'p Place)>,
    /// The text whose headings are anchors.
    pub story: Option<&'p Story>,
}

impl<'p> Anchors<'p> {
    /// The anchors of records by their ids.
    pub fn of_ids(ids: impl IntoIterator<Item = &'p Id>) -> Self {
        Self { records: ids.into_iter().map(|id| (id.name.clone(), &id.place)).collect(), story: None }
    }

    /// The anchors of the headings of a text.
    pub fn of_story(story: Option<&'p Story>) -> Self {
        Self { records: Vec::new(), story }
    }
}

/// Where a page stands among the others.
pub(crate) struct Location {
    /// The pages above it, below the home page.
    pub breadcrumbs: Vec<Link>,
    /// The page in the navigation that it belongs to.
    pub section: PageId,
}

impl Location {
    /// A page directly below the home page.
    pub fn below_home(section: PageId) -> Self {
        Self { breadcrumbs: Vec::new(), section }
    }

    /// A page below one that has a title of the program.
    pub fn below(reader: &Reader<'_>, parent: &PageId, title: &str, section: PageId) -> Self {
        Self { breadcrumbs: vec![reader.link(parent, Words::own(reader.say(title)))], section }
    }
}

/// A page that is the only one of its kind and stands directly below the home page.
pub(crate) fn find_single_page(page: PageId, parent: &PageId, publication: &Publication) -> Vec<PageId> {
    if *parent == PageId::Home && page.exists(publication) { vec![page] } else { Vec::new() }
}

/// A page with a title and a description of the program.
pub(crate) fn title_by_message(reader: &Reader<'_>, key: &str, view: View) -> PageContent {
    let about = Words::own(reader.say(&format!("{key}-about")));
    (Title { words: Words::own(reader.say(key)), about: Some(about) }, view)
}

//! Updates, groups, news and pages.

use crate::model::{At, Markdown, Name, News, Plan, Reading, Reference, Text, Update, to};
use crate::pages::kinds::Route;
use crate::pages::page_context::{Made, Reader, Title};
use crate::pages::view::{
    Article, Body, Card, Cards, Fact, GroupView, Link, ReadingRow, StatusRow, UpdateView, View, Words,
};
use crate::syntax::document::Prose;

fn index(reader: &Reader<'_>, key: &str, cards: Vec<Card>, view: fn(Cards) -> View) -> Made {
    let about = Some(Words::own(reader.say(&format!("{key}-about"))));
    (Title { words: Words::own(reader.say(key)), about }, view(Cards { cards }))
}

/// All updates.
pub fn updates(reader: &Reader<'_>) -> Made {
    let cards = (reader.publication.updates.iter())
        .map(|own| {
            let plan = reader.publication.plan(&own.record.plan.name);
            let published = reader
                .say_with("site-published-on", &[("date", &reader.locale.date(own.record.published.value, None))]);
            Card {
                link: reader.link(&Route::Update(own.id.clone()), Words::own(reader.update_title(own))),
                meta: plan
                    .map(|plan| reader.words(&plan.record.title))
                    .into_iter()
                    .chain([Words::own(published)])
                    .collect(),
                about: None,
            }
        })
        .collect();
    index(reader, "site-updates", cards, View::Updates)
}

/// An update.
pub fn update(reader: &Reader<'_>, id: &str, texts: &mut Vec<Prose>) -> Option<Made> {
    let own = reader.publication.updates.iter().find(|own| own.id == id)?;
    let record = &own.record;
    let plan = reader.publication.plan(&record.plan.name)?;
    let title = Words::own(reader.update_title(own));
    let facts = [
        reader.links("site-plan", [reader.plan_link(plan)]),
        reader.dated("site-period-label", Some(record.period.value)),
        reader.dated("site-published", Some(record.published.value)),
        reader.fact("site-reports-by-label", reader.maybe(record.by.as_ref())),
    ];
    let status = record.status.iter().filter_map(|(name, own)| {
        let words = reader.say(&format!("state-{}", own.state.word()));
        Some(StatusRow {
            link: reader.part(name)?,
            state: own.state.word(),
            words,
            note: reader.maybe(own.note.as_ref()),
        })
    });
    let view = UpdateView {
        facts: facts.into_iter().flatten().collect(),
        body: reader.story(&own.story, texts),
        status: status.collect(),
        readings: record.readings.iter().filter_map(|reading| reading_row(reader, reading, own, plan)).collect(),
        title: title.clone(),
    };
    let about = Some(reader.words(&plan.record.title));
    Some((Title { words: title, about }, View::Update(Box::new(view))))
}

fn reading_row(reader: &Reader<'_>, own: &Reading, update: &Update, plan: &Plan) -> Option<ReadingRow> {
    let measure = reader.measure(&Name::read(&own.measure.name)?)?;
    Some(ReadingRow {
        link: reader.measured(&own.measure.name)?,
        value: reader.reading_figure(own, measure),
        date: reader.locale.date(own.date.value, None),
        target: measure.target.as_ref().map(|target| reader.target(measure, target, plan)),
        outcome: reader.outcome(measure, own, plan),
        corrected: reader.corrected(own, update),
        note: reader.maybe(own.note.as_ref()),
    })
}

/// All groups.
pub fn groups(reader: &Reader<'_>) -> Made {
    let cards = (reader.publication.groups.iter())
        .map(|own| Card {
            link: reader.link(&Route::Group(own.id.clone()), reader.words(&own.record.title)),
            meta: [&own.record.kind, &own.record.publisher]
                .into_iter()
                .filter_map(|text| reader.maybe(text.as_ref()))
                .collect(),
            about: own.record.purpose.as_ref().map(|purpose| reader.line(purpose)),
        })
        .collect();
    index(reader, "site-groups", cards, View::Groups)
}

/// A group.
pub fn group(reader: &Reader<'_>, id: &str, texts: &mut Vec<Prose>) -> Option<Made> {
    let own = reader.publication.groups.iter().find(|own| own.id == id)?;
    let record = &own.record;
    let facts = [
        reader.fact("site-kind", reader.maybe(record.kind.as_ref())),
        reader.fact("site-publisher", reader.maybe(record.publisher.as_ref())),
        accountable(reader, record.accountable_to.as_deref()),
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
            .filter_map(|own| reader.publication.date(&own.name))
            .map(|date| reader.date_view(date))
            .collect(),
        join: reader.markdown(record.join.as_ref(), texts),
        body: reader.story(&own.story, texts),
        title: title.clone(),
    };
    let about = record.purpose.as_ref().map(|purpose| reader.line(purpose));
    Some((Title { words: title, about }, View::Group(Box::new(view))))
}

/// To whom a group answers: a group of this site, or words.
fn accountable(reader: &Reader<'_>, to: Option<&Text>) -> Option<Fact> {
    let to = to?;
    match reader.publication.groups.iter().find(|own| own.id == to.source) {
        Some(own) => reader.links(
            "site-accountable-to",
            [reader.link(&Route::Group(own.id.clone()), reader.words(&own.record.title))],
        ),
        None => reader.fact("site-accountable-to", [reader.words(to)]),
    }
}

/// A news item in short.
pub fn news_card(reader: &Reader<'_>, own: &News) -> Card {
    let record = &own.record;
    let date = Words::own(reader.locale.date(record.date.value, None));
    Card {
        link: reader.link(&Route::News(own.id.clone()), reader.words(&record.title)),
        meta: std::iter::once(date).chain(reader.maybe(record.publisher.as_ref())).collect(),
        about: reader.maybe(record.summary.as_ref()),
    }
}

/// All news.
pub fn news_index(reader: &Reader<'_>) -> Made {
    let cards = reader.publication.news.iter().map(|own| news_card(reader, own)).collect();
    index(reader, "site-news", cards, View::NewsIndex)
}

/// What pages and news items have in common.
struct Common<'a> {
    title: &'a Text,
    summary: Option<&'a Text>,
    author: Option<&'a Text>,
    publisher: Option<&'a Text>,
    contact: Option<&'a Reference<to::Contact>>,
    plan: Option<&'a Reference<to::Plan>>,
    notes: &'a [Markdown],
}

fn article(
    reader: &Reader<'_>,
    own: &Common<'_>,
    date: Option<Fact>,
    body: Option<Body>,
    texts: &mut Vec<Prose>,
) -> (Title, Article) {
    let plan = own.plan.and_then(|plan| reader.publication.plan(&plan.name));
    let facts = [
        date,
        reader.fact("site-author", reader.maybe(own.author)),
        reader.fact("site-publisher", reader.maybe(own.publisher)),
        reader.links("site-plan", plan.map(|plan| reader.plan_link(plan))),
    ];
    let title = reader.words(own.title);
    let article = Article {
        summary: reader.maybe(own.summary),
        facts: facts.into_iter().flatten().collect(),
        body,
        notes: own.notes.iter().filter_map(|note| reader.markdown(Some(note), texts)).collect(),
        contact: own
            .contact
            .and_then(|contact| reader.publication.contacts.get(&contact.name))
            .map(|contact| reader.ask(contact)),
        older: None,
        newer: None,
        title: title.clone(),
    };
    (Title { words: title, about: article.summary.clone() }, article)
}

/// A news item.
pub fn news(reader: &Reader<'_>, id: &str, texts: &mut Vec<Prose>) -> Option<Made> {
    let all = &reader.publication.news;
    let at = all.iter().position(|own| own.id == id)?;
    let own = all.get(at)?;
    let record = &own.record;
    let body = reader.story(&own.story, texts);
    let common = Common {
        title: &record.title,
        summary: record.summary.as_ref(),
        author: record.author.as_ref(),
        publisher: record.publisher.as_ref(),
        contact: record.contact.as_ref(),
        plan: record.plan.as_ref(),
        notes: &record.notes,
    };
    let (title, mut view) = article(reader, &common, dated(reader, &record.date), body, texts);
    let link = |own: &News| reader.link(&Route::News(own.id.clone()), reader.words(&own.record.title));
    view.older = all.get(at + 1).map(link);
    view.newer = at.checked_sub(1).and_then(|at| all.get(at)).map(link);
    Some((title, View::News(Box::new(view))))
}

fn dated(reader: &Reader<'_>, date: &At<crate::model::Date>) -> Option<Fact> {
    reader.dated("site-date", Some(date.value))
}

/// A page.
pub fn page(reader: &Reader<'_>, id: &str, texts: &mut Vec<Prose>) -> Option<Made> {
    let own = reader.publication.page(id)?;
    let record = &own.record;
    let body = reader.story(&own.story, texts);
    let common = Common {
        title: &record.title,
        summary: record.summary.as_ref(),
        author: record.author.as_ref(),
        publisher: record.publisher.as_ref(),
        contact: record.contact.as_ref(),
        plan: record.plan.as_ref(),
        notes: &record.notes,
    };
    let (title, view) = article(reader, &common, None, body, texts);
    Some((title, View::Page(Box::new(view))))
}

impl Reader<'_> {
    /// The aim that a measure belongs to, under the name of what is measured.
    fn measured(&self, full: &str) -> Option<Link> {
        let name = Name::read(full)?;
        let measure = self.measure(&name)?;
        let objective = self.publication.objective(&name.plan, &name.part)?;
        let id = name.item.as_deref()?;
        let aim = objective.record.aims.iter().find(|aim| aim.all_measures().any(|(own, _)| own == id))?;
        let link = self.part(&format!("{}/{}/{}", name.plan, name.part, aim.id.name))?;
        let words: Words = self.maybe(measure.what.as_ref()).unwrap_or_else(|| link.words.clone());
        Some(Link { words, ..link })
    }
}

//! Data of the plan in a text: `plan:` blocks become ordinary lists and tables.

use std::sync::Arc;

use crate::diagnostic::Place;
use crate::model::{Contact, Plan};
use crate::pages::kinds::PageId;
use crate::pages::page_context::Reader;
use crate::syntax::document::{Align, Block, DataKind, Image, Inline, Item, Prose, Target};

/// Puts the data in the place of every block that asks for it, inside other blocks too; a text
/// that asks for none stays shared.
pub fn fill_plan_blocks(reader: &Reader<'_>, prose: &mut Prose) {
    let mut asks = false;
    if !prose.asks {
        return;
    }
    prose.each_block(&mut |block| asks |= matches!(block, Block::Data { .. }));
    if asks {
        replace(reader, Arc::make_mut(&mut prose.blocks));
    }
}

fn replace(reader: &Reader<'_>, blocks: &mut Vec<Block>) {
    for mut block in std::mem::take(blocks) {
        match &mut block {
            Block::Data { kind, options, .. } => {
                blocks.extend(data(reader, *kind, options));
                continue;
            }
            Block::Quote { blocks } | Block::Alert { blocks, .. } => replace(reader, blocks),
            Block::List { items, .. } => {
                for item in items {
                    replace(reader, &mut item.blocks);
                }
            }
            Block::Definitions { entries } => {
                for meaning in entries.iter_mut().flat_map(|entry| &mut entry.meanings) {
                    replace(reader, meaning);
                }
            }
            Block::Footnotes { notes } => {
                for note in notes {
                    replace(reader, &mut note.blocks);
                }
            }
            _ => {}
        }
        blocks.push(block);
    }
}

fn text(text: impl Into<String>) -> Inline {
    Inline::Text { text: text.into() }
}

fn link(address: String, words: String) -> Inline {
    Inline::link(Target::Here { address }, vec![text(words)])
}

fn list(lines: Vec<Vec<Inline>>) -> Vec<Block> {
    if lines.is_empty() {
        return Vec::new();
    }
    let items = lines.into_iter().map(|text| Item { done: None, blocks: vec![Block::paragraph(text)] }).collect();
    vec![Block::List { start: None, tight: true, items, place: Place::default() }]
}

fn data(reader: &Reader<'_>, kind: DataKind, options: &[(String, String)]) -> Vec<Block> {
    let option = |name: &str| options.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str());
    let publication = reader.publication;
    let plan = option("plan").map_or_else(|| publication.current_plan(), |id| publication.plan(id));
    let only = option("objective");
    let chosen: Vec<&str> = option("only").map(|ids| ids.split_whitespace().collect()).unwrap_or_default();
    let wanted = |id: &str| chosen.is_empty() || chosen.contains(&id);
    match kind {
        DataKind::Objectives => list(plan.map(|plan| objectives(reader, plan)).unwrap_or_default()),
        DataKind::Actions => list(plan.map(|plan| actions(reader, plan, only)).unwrap_or_default()),
        DataKind::Measures => plan.map(|plan| measures(reader, plan, only)).unwrap_or_default(),
        DataKind::Dates => {
            let dates = publication.dates.iter().filter(|date| {
                let is_of_plan = option("plan")
                    .is_none_or(|plan| date.plan.as_ref().is_some_and(|reference| reference.name == plan));
                is_of_plan && wanted(&date.id.name)
            });
            let line = |date| {
                vec![
                    text(format!("{}: ", reader.when(date))),
                    link(reader.anchored(&PageId::Dates, &date.id.name), reader.words(&date.title).text),
                ]
            };
            list(dates.map(line).collect())
        }
        DataKind::Contacts => {
            let contacts = publication.contacts.values().filter(|contact| wanted(&contact.id.name));
            let line = |contact: &Contact| {
                let mut line =
                    vec![link(reader.anchored(&PageId::Contacts, &contact.id.name), reader.words(&contact.role).text)];
                line.extend(list_contact_details(reader, contact));
                line
            };
            list(contacts.map(line).collect())
        }
        DataKind::Video => video(reader, options),
    }
}

/// Through whom and how to reach a contact.
fn list_contact_details(reader: &Reader<'_>, contact: &Contact) -> Vec<Inline> {
    let ask = reader.ask(contact);
    let web = |url: String| Inline::link(Target::Url { url: url.clone() }, vec![text(url)]);
    let email = ask.email.map(|email| Inline::link(Target::Url { url: format!("mailto:{email}") }, vec![text(email)]));
    let via = ask.via.map(|via| text(format!(" {} {}", reader.say("via"), via.text)));
    let all = [email, ask.phone.map(text), ask.url.map(web)];
    let sign = |at: usize| text(if at == 0 { ": " } else { ", " });
    let details = all.into_iter().flatten().enumerate().flat_map(|(at, detail)| [sign(at), detail]);
    via.into_iter().chain(details).collect()
}

fn objectives(reader: &Reader<'_>, plan: &Plan) -> Vec<Vec<Inline>> {
    (plan.objectives.iter())
        .map(|objective| {
            let shown = reader.objective_link(&plan.id, objective);
            vec![text(format!("{}. ", objective.number)), link(shown.address, shown.words.text)]
        })
        .collect()
}

fn actions(reader: &Reader<'_>, plan: &Plan, only: Option<&str>) -> Vec<Vec<Inline>> {
    let objectives = plan.objectives.iter().filter(|objective| only.is_none_or(|id| objective.id == id));
    let objective_page = |id: &str| PageId::Objective(plan.id.clone(), id.to_owned());
    objectives
        .flat_map(|objective| objective.actions.iter().map(move |action| (objective, action)))
        .map(|(objective, action)| {
            let address = reader.anchored(&objective_page(&objective.id), &action.record.id.name);
            vec![link(address, action.number.clone()), text(format!(" {}", reader.words(&action.record.text).text))]
        })
        .collect()
}

fn measures(reader: &Reader<'_>, plan: &Plan, only: Option<&str>) -> Vec<Block> {
    let mut rows = Vec::new();
    for objective in plan.objectives.iter().filter(|objective| only.is_none_or(|id| objective.id == id)) {
        for aim in &objective.record.aims {
            for view in reader.measure_views(plan, objective, aim) {
                let address = reader.anchored(&PageId::Objective(plan.id.clone(), objective.id.clone()), &aim.id.name);
                rows.push(vec![vec![link(address, view.what.text)], vec![text(view.target)]]);
            }
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let head = vec![vec![text(reader.say("site-measure"))], vec![text(reader.say("site-target"))]];
    vec![Block::Table { align: vec![Align::Start, Align::Start], head, rows }]
}

/// A film is a link with a picture and a transcript, never something that loads from elsewhere.
fn video(reader: &Reader<'_>, options: &[(String, String)]) -> Vec<Block> {
    let option = |name: &str| options.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    let Some(url) = option("url").filter(|url| url.starts_with("https://") || url.starts_with("http://")) else {
        return Vec::new();
    };
    let title = option("title").unwrap_or_else(|| reader.say("site-video"));
    let mut line = Vec::new();
    if let Some(poster) = option("poster") {
        let source = crate::file_tree::file_named(&poster).to_owned();
        let image = Inline::Image(Box::new(Image {
            source,
            decorative: option("alt").is_none(),
            alt: option("alt").unwrap_or_default(),
            size: None,
            place: <_>::default(),
        }));
        line.extend([image, Inline::Break]);
    }
    line.push(Inline::link(Target::Url { url }, vec![text(title)]));
    let mut blocks = vec![Block::paragraph(line)];
    if let Some(transcript) = option("transcript") {
        blocks.push(Block::paragraph(vec![text(format!("{} ", reader.say("site-transcript"))), text(transcript)]));
    }
    blocks
}

//! Anchors: no two things on a page have the same.
//!
//! What content names by an id keeps it, since its address is printed and linked to. Names that
//! templates give begin with `_`, which no id does; an action in a guide goes by its objective
//! too, `elect/find-candidates`. Headings and footnotes of texts give way to what is there.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{At, OldAddress};
use crate::pages::view::View;
use crate::syntax::document::{Block, Inline, Prose, Target};

/// The anchor itself, or the first like it that is free; it is then taken.
pub fn free(id: &str, taken: &mut BTreeSet<String>) -> String {
    let others = (2..).map(|number: usize| format!("{id}-{number}"));
    let free = std::iter::once(id.to_owned()).chain(others).find(|id| !taken.contains(id)).unwrap_or_default();
    taken.insert(free.clone());
    free
}

/// The anchors among the old addresses of an aim.
pub fn once(aliases: &[At<OldAddress>]) -> Vec<String> {
    aliases.iter().filter_map(|own| Some(own.value.0.split_once('#')?.1.to_owned())).collect()
}

/// Gives the headings of a page's texts anchors, and their footnotes numbers, that are the only
/// ones of their kind. `taken` are the anchors of the view.
pub fn settle(texts: &mut [Prose], mut taken: BTreeSet<String>) {
    if texts.len() < 2 && taken.is_empty() {
        return;
    }
    let mut notes = 0;
    for prose in texts {
        let (mut renamed, mut own_notes) = (BTreeMap::new(), 0);
        prose.each_block(&mut |block| match block {
            Block::Heading { id, .. } => {
                let new = free(id, &mut taken);
                if new != *id {
                    renamed.insert(id.clone(), new);
                }
            }
            Block::Footnotes { notes } => own_notes += notes.len(),
            _ => {}
        });
        let shift = if own_notes > 0 { notes } else { 0 };
        if !renamed.is_empty() || shift > 0 {
            change_blocks(&mut Arc::make_mut(&mut prose.blocks)[..], &renamed, shift);
            prose.change_lines(&|_| true, &mut |line| change_line(line, &renamed, shift));
        }
        notes += own_notes;
    }
}

/// The anchors that a view itself brings to its page.
pub fn of_view(view: &View) -> BTreeSet<String> {
    match view {
        View::Plan(plan) => {
            let themes = plan.values.iter().chain(&plan.themes).map(|own| &own.id);
            let aims = plan.cross_aims.iter().flat_map(|own| once_and_now(&own.id, &own.once));
            aims.chain(themes).cloned().collect()
        }
        View::Objective(own) => {
            let measures = own.aims.iter().flat_map(|aim| &aim.measures).filter_map(|own| own.id.as_ref());
            let actions = own.actions.iter().map(|action| &action.id);
            let aims = own.aims.iter().flat_map(|aim| once_and_now(&aim.id, &aim.once));
            aims.chain(measures).chain(actions).cloned().collect()
        }
        View::Guide(guide) => guide.sections.iter().map(|section| section.id.clone()).collect(),
        _ => BTreeSet::new(),
    }
}

fn once_and_now<'a>(now: &'a String, once: &'a [String]) -> impl Iterator<Item = &'a String> {
    std::iter::once(now).chain(once)
}

fn change_blocks(blocks: &mut [Block], renamed: &BTreeMap<String, String>, shift: usize) {
    for block in blocks {
        match block {
            Block::Heading { id, .. } => {
                if let Some(new) = renamed.get(id) {
                    id.clone_from(new);
                }
            }
            Block::Footnotes { notes } => {
                for note in notes {
                    note.number += shift;
                    change_blocks(&mut note.blocks, renamed, shift);
                }
            }
            Block::List { items, .. } => {
                for item in items {
                    change_blocks(&mut item.blocks, renamed, shift);
                }
            }
            Block::Quote { blocks } | Block::Alert { blocks, .. } => change_blocks(blocks, renamed, shift),
            Block::Definitions { entries } => {
                let meanings = entries.iter_mut().flat_map(|entry| &mut entry.meanings);
                meanings.for_each(|blocks| change_blocks(blocks, renamed, shift));
            }
            _ => {}
        }
    }
}

fn change_line(line: &mut [Inline], renamed: &BTreeMap<String, String>, shift: usize) {
    for inline in line {
        match inline {
            Inline::Footnote { number, .. } => *number += shift,
            Inline::Emphasis { text } | Inline::Strong { text } | Inline::Strike { text } => {
                change_line(text, renamed, shift);
            }
            Inline::Link(link) => {
                if let Target::Url { url } = &mut link.to
                    && let Some(new) = url.strip_prefix('#').and_then(|id| renamed.get(id))
                {
                    *url = format!("#{new}");
                }
                change_line(&mut link.text, renamed, shift);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_is_numbered() {
        let mut taken = BTreeSet::from(["nations".to_owned()]);
        let names = ["nations", "nations", "aims"].map(|id| free(id, &mut taken));
        assert_eq!(names, ["nations-2", "nations-3", "aims"]);
    }
}

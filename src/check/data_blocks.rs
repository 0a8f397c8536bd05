//! How much the data blocks of all texts show together: each of them is a whole list again.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Plan, Publication};
use crate::syntax::document::{Block, DataKind};

/// The most lines that all data blocks may show.
const MOST_LINES: usize = 500_000;

/// Reports the data block with which all blocks show more than a site can hold.
pub fn check(publication: &Publication, faults: &mut Vec<Diagnostic>) {
    let mut lines = 0;
    for prose in publication.texts().into_iter().filter(|prose| prose.asks) {
        prose.each_block(&mut |block| {
            let Block::Data { kind, place, .. } = block else { return };
            let before = lines;
            lines += longest(*kind, publication);
            if before <= MOST_LINES && lines > MOST_LINES {
                let message = format!("with this block, all data blocks show more than {MOST_LINES} lines");
                let help = "Show each list on one page, and link to it from the others.";
                faults.push(Diagnostic::new(Code::TooLarge, place.clone(), message).help(help));
            }
        });
    }
}

/// Whether the data blocks show more than pages can be made of.
#[must_use]
pub fn shows_too_much(publication: &Publication) -> bool {
    let mut faults = Vec::new();
    check(publication, &mut faults);
    !faults.is_empty()
}

/// How many lines a block shows at most.
fn longest(kind: DataKind, publication: &Publication) -> usize {
    let longest_plan = |size: fn(&Plan) -> usize| publication.plans.iter().map(size).max().unwrap_or_default();
    match kind {
        DataKind::Objectives => longest_plan(|plan| plan.objectives.len()),
        DataKind::Actions => longest_plan(|plan| plan.objectives.iter().map(|objective| objective.actions.len()).sum()),
        DataKind::Measures => longest_plan(|plan| {
            let aims = plan.objectives.iter().flat_map(|objective| &objective.record.aims);
            aims.map(|aim| aim.all_measures().count()).sum()
        }),
        DataKind::Dates => publication.dates.len(),
        DataKind::Contacts => publication.contacts.len(),
        DataKind::Video => 1,
    }
}

//! Rules that read the publication and say what is wrong. They change nothing.

mod data_blocks;
mod joined_words;
mod links;
pub mod outside_links;
mod phrases;
mod pictures;
mod plan_dates;
mod plans;
mod repeated_paragraphs;
mod rule_levels;
mod similar_files;
mod site;
mod targets;
mod texts;
mod written_dates;

use crate::diagnostic::{Code, Diagnostic};
use crate::file_tree::Tree;
use crate::model::Publication;
use crate::theme::Theme;
pub use data_blocks::shows_too_much;
pub use rule_levels::apply_rules;
pub use texts::KnownTexts;

/// Finds everything that the rules report. The theme has the words of each language, and the tree the
/// positions of words in files. `known` holds what was found in texts before; if it is given, the
/// results for the next time are returned.
#[must_use]
pub fn check(
    publication: &Publication,
    theme: &Theme,
    tree: &Tree,
    known: Option<&KnownTexts>,
) -> (Vec<Diagnostic>, Option<KnownTexts>) {
    let mut faults = Vec::new();
    plans::check(publication, &mut faults);
    targets::check(publication, &mut faults);
    plan_dates::check(publication, &mut faults);
    site::check(publication, &mut faults);
    links::check(publication, &mut faults);
    data_blocks::check(publication, &mut faults);
    pictures::check(publication, &mut faults);
    let known = texts::check(publication, theme, tree, known, &mut faults);
    if publication.site.rules.contains_key(Code::RunTogether.entry().name) {
        faults.extend(find_notes(publication, tree));
    }
    (faults, known)
}

/// What is worth knowing and takes longer to find than a build should: only `check` looks for it,
/// unless `rules:` gives it a weight.
#[must_use]
pub fn find_notes(publication: &Publication, tree: &Tree) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    joined_words::check(publication, tree, &mut faults);
    faults
}

//! From documents to a site, for one edition and one day: what `build` does once, and the preview
//! at every change.

use std::sync::Arc;

use crate::check::Known;
use crate::diagnostic::Diagnostic;
use crate::file_tree::Tree;
use crate::model::Publication;
use crate::pages::Site;
use crate::records::documents::Documents;
use crate::resolve::Terms;
use crate::{check, pages, resolve, theme};

/// What became of the documents.
#[derive(Debug)]
pub struct Made {
    /// The plan. Where there is no site it is only good for finding more faults.
    pub publication: Publication,
    /// All that is wrong, weighed.
    pub faults: Vec<Diagnostic>,
    /// Its pages; none where a fault stands in the way.
    pub site: Option<Site>,
    /// What is known of its texts, where anything was known before.
    pub known: Option<Known>,
}

/// How faults are judged, and who is told of the stages as they begin.
pub struct Judge<'a> {
    /// Whether faults stand in the way of a site.
    pub fails: &'a dyn Fn(&[Diagnostic]) -> bool,
    /// Is told the name of each stage.
    pub stage: &'a mut dyn FnMut(&'static str),
}

/// Links, checks and makes the pages. `faults` are those of reading; `known` is what was found in
/// texts before, where that is kept.
#[must_use]
pub fn make(
    documents: Documents,
    tree: &Tree,
    terms: &Terms,
    mut faults: Vec<Diagnostic>,
    known: Option<&Known>,
    judge: &mut Judge<'_>,
) -> Made {
    (judge.stage)("link");
    let (publication, found) = resolve::link(&documents, tree, terms);
    faults.extend(found);
    drop(documents);
    (judge.stage)("theme");
    let (theme, found) = theme::load_site_theme(&publication, tree);
    faults.extend(found);
    let theme = Arc::new(theme);
    (judge.stage)("check");
    // What is most likely well is made while it is checked, since both leave a core idle at times.
    let doubtful = (judge.fails)(&faults);
    let check = || check::check_after(&publication, &theme, tree, known);
    let site = || pages::site(&publication, &theme, tree, terms.links);
    let ((found, known), made) = if doubtful { (check(), None) } else { rayon::join(check, || Some(site())) };
    faults.extend(found);
    let mut faults = check::weigh(&publication, faults);
    if (judge.fails)(&faults) {
        return Made { publication, faults, site: None, known };
    }
    (judge.stage)("site");
    let (site, found) = made.unwrap_or_else(site);
    faults.extend(found);
    let site = (!(judge.fails)(&faults)).then_some(site);
    Made { publication, faults, site, known }
}

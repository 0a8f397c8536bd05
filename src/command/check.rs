//! `planpress check`: all that a build would say, of every edition, without writing anything.

use std::collections::BTreeMap;
use std::io;

use super::{Project, Status, Streams, edition, report};
use crate::diagnostic::Diagnostic;
use crate::link::Terms;
use crate::model::Edition;
use crate::tree::Tree;
use crate::{check, link, parse, read, site, theme};

/// Say what is wrong with the plan, in every edition, and write nothing.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    project: Project,
    /// Only this edition: public, consultation or staff.
    #[arg(long, value_name = "EDITION")]
    edition: Option<String>,
}

/// Checks, and says what there is to mend.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn run(arguments: &Arguments, streams: &mut Streams<'_>) -> io::Result<Status> {
    let project = &arguments.project;
    let editions = match &arguments.edition {
        Some(word) => edition(word).map(|edition| vec![edition]),
        None => Ok(Edition::WORDS.iter().map(|(_, edition)| *edition).collect()),
    };
    let (editions, day) = match (editions, project.day()) {
        (Ok(editions), Ok(day)) => (editions, day),
        (Err(reason), _) | (_, Err(reason)) => return report::failed(&reason, streams),
    };
    let tree = match read::read(&project.root) {
        Ok(tree) => tree,
        Err(error) => return report::failed(&format!("{}: {error}", project.root.display()), streams),
    };
    let (documents, found) = parse::parse(&tree);
    let parsed: Vec<Diagnostic> = found.into_iter().chain(documents.faults()).collect();
    let each = editions.iter().map(|edition| {
        let terms = Terms { edition: *edition, day, base_url: None };
        (*edition, one(&documents, &tree, &terms, parsed.clone()))
    });
    let faults = together(each.collect());
    let (count, fails, files) = (report::count(&faults), project.fails(&faults), tree.files.len());
    report::all(faults, &tree, project.format, streams)?;
    let words: Vec<&str> = editions.iter().map(|edition| edition.word()).collect();
    let checked = format!("Checked {} for {}", report::plural(files, "file"), words.join(", "));
    let found = if count.is_empty() { "nothing to mend".to_owned() } else { count };
    writeln!(streams.err, "{checked}: {found}.")?;
    Ok(if fails { Status::Faults } else { Status::Fine })
}

/// All that a build of one edition would say.
fn one(documents: &parse::Documents, tree: &Tree, terms: &Terms, mut faults: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let (publication, found) = link::link(documents, tree, terms);
    faults.extend(found);
    let (theme, found) = theme::load(tree, publication.site.theme.as_ref(), &publication.languages);
    faults.extend(found);
    faults.extend(check::check(&publication, &theme, tree));
    faults.extend(check::notes(&publication, tree));
    faults.extend(site::site(&publication, theme, tree).1);
    check::weigh(&publication, faults)
}

/// Each fault once, with the editions that it concerns unless that is all of them.
fn together(each: Vec<(Edition, Vec<Diagnostic>)>) -> Vec<Diagnostic> {
    let all = each.len();
    let mut found: BTreeMap<_, (Diagnostic, Vec<&'static str>)> = BTreeMap::new();
    for (edition, faults) in each {
        for fault in faults {
            let key = (fault.place.clone(), fault.code, fault.message.clone());
            let (_, editions) = found.entry(key).or_insert((fault, Vec::new()));
            if !editions.contains(&edition.word()) {
                editions.push(edition.word());
            }
        }
    }
    let named = |(fault, editions): (Diagnostic, Vec<&'static str>)| Diagnostic {
        editions: if editions.len() == all { Box::default() } else { editions.into() },
        ..fault
    };
    found.into_values().map(named).collect()
}

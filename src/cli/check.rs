//! `planpress check`: all that a build would say, of every edition, without writing anything.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::sync::Arc;
use std::time::Duration;

use crate::check::outside_links::{self, Trouble};
use crate::cli::{CacheFolder, Project, Status, Streams, Terminal, edition, output};
use crate::diagnostic::Diagnostic;
use crate::external_links::{self, Answer};
use crate::file_tree::Tree;
use crate::model::{Edition, Publication};
use crate::pages::kinds::Links;
use crate::publish::cache::Cache;
use crate::resolve::Terms;
use crate::{check, pages, project, records::documents, resolve, theme};

/// Say what is wrong with the plan, in every edition, and write nothing.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    project: Project,
    /// Only this edition: public, consultation or staff.
    #[arg(long, value_name = "EDITION")]
    edition: Option<String>,
    /// Also ask the web whether outside links still lead somewhere.
    #[arg(long)]
    external: bool,
    #[command(flatten)]
    cache: CacheFolder,
    /// The time between two questions to one host, in milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 1000, requires = "external")]
    pause: u64,
    /// How long a host may take to answer, in seconds.
    #[arg(long, value_name = "S", default_value_t = 20, requires = "external")]
    patience: u64,
}

/// An edition with all that is wrong in it.
struct Checked {
    edition: Edition,
    publication: Publication,
    faults: Vec<Diagnostic>,
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
        (Err(reason), _) | (_, Err(reason)) => return output::failed(&reason, streams),
    };
    let mut tree = match project::read(&project.root) {
        Ok(tree) => tree,
        Err(error) => return output::failed(&format!("{}: {error}", project.root.display()), streams),
    };
    project::add_lock(&project.root, &mut tree);
    let (documents, found) = documents::parse(&tree);
    let parsed: Vec<Diagnostic> = found.into_iter().chain(documents.faults()).collect();
    let each = editions.iter().map(|edition| {
        let terms = Terms { edition: *edition, day, base_url: None, links: Links::Served };
        one(&documents, &tree, &terms, parsed.clone())
    });
    let mut each: Vec<Checked> = each.collect();
    let mut asked = None;
    if arguments.external {
        let (cache, note) = match arguments.cache.open(&project.root) {
            Ok(opened) => opened,
            Err(reason) => return output::failed(&reason, streams),
        };
        let counts = ask_outside(arguments, &cache, &mut each, streams.terminal);
        asked = Some(note.into_iter().chain([counts]).collect::<Vec<_>>().join("\n"));
    }
    let faults = together(each);
    let (count, fails, files) = (output::count(&faults), project.fails(&faults), tree.files.len());
    output::all(faults, &tree, project.format, streams)?;
    let words: Vec<&str> = editions.iter().map(|edition| edition.word()).collect();
    let checked = format!("Checked {} for {}", output::plural(files, "file"), words.join(", "));
    let found = if count.is_empty() { "nothing to mend".to_owned() } else { count };
    writeln!(streams.err, "{checked}: {found}.")?;
    if let Some(asked) = asked {
        writeln!(streams.err, "{asked}")?;
    }
    Ok(if fails { Status::Faults } else { Status::Fine })
}

/// All that a build of one edition would say, and what only a check takes the time for.
fn one(documents: &documents::Documents, tree: &Tree, terms: &Terms, mut faults: Vec<Diagnostic>) -> Checked {
    let (publication, found) = resolve::link(documents, tree, terms);
    faults.extend(found);
    let (theme, found) = theme::load_site_theme(&publication, tree);
    let theme = Arc::new(theme);
    faults.extend(found);
    faults.extend(check::check(&publication, &theme, tree));
    faults.extend(check::notes(&publication, tree));
    faults.extend(pages::check(&publication, &theme, tree));
    faults.extend(pages::redirects::url_lock::compare(&publication, tree, &faults));
    Checked { edition: terms.edition, publication, faults }
}

/// Asks for the outside links of all editions, each address once; says how many there were.
fn ask_outside(arguments: &Arguments, cache: &Cache, each: &mut [Checked], terminal: Terminal) -> String {
    let links: Vec<_> = each.iter().map(|own| outside_links::links(&own.publication)).collect();
    let addresses: BTreeSet<String> = links.iter().flat_map(|own| own.keys().cloned()).collect();
    let manners = external_links::Manners {
        pause: Duration::from_millis(arguments.pause),
        patience: Duration::from_secs(arguments.patience),
    };
    let bar = output::progress(terminal);
    let told = |done: usize, all: usize| bar.set_message(format!("link {done} of {all}"));
    let (answers, remembered) = external_links::ask(&addresses, cache, manners, &told);
    bar.finish_and_clear();
    for (own, links) in each.iter_mut().zip(&links) {
        for (address, places) in links {
            let trouble = match answers.get(address) {
                Some(Answer::Dead(reason)) => Trouble::Dead(reason),
                Some(Answer::Unknown(reason)) => Trouble::Unknown(reason),
                Some(Answer::Alive) | None => continue,
            };
            own.faults.extend(outside_links::faults(address, trouble, places));
        }
    }
    let count = |is: fn(&Answer) -> bool| answers.values().filter(|answer| is(answer)).count();
    format!(
        "Asked for {}, of which {remembered} were known from before: {} alive, {} dead, {} unknown.",
        output::plural(answers.len(), "outside link"),
        count(|answer| *answer == Answer::Alive),
        count(|answer| matches!(answer, Answer::Dead(_))),
        count(|answer| matches!(answer, Answer::Unknown(_))),
    )
}

/// Each fault once, with the editions that it concerns unless that is all of them.
fn together(each: Vec<Checked>) -> Vec<Diagnostic> {
    let all = each.len();
    let mut found: BTreeMap<_, (Diagnostic, Vec<&'static str>)> = BTreeMap::new();
    for Checked { edition, publication, faults } in each {
        for fault in check::weigh(&publication, faults) {
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

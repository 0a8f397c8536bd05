//! `planpress check`: all that a build would say, of every edition, without writing anything.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use crate::check::outside_links::{self, LinkTrouble};
use crate::cli::{CacheArguments, CommandError, Console, ExitStatus, ProjectArguments, output, parse_edition};
use crate::diagnostic::Diagnostic;
use crate::external_links::{self, LinkStatus};
use crate::model::Edition;
use crate::pipeline::{self, Checked, UrlLock};
use crate::publish::cache::Cache;
use crate::resolve::Terms;
use crate::urls::links::Links;

/// Say what is wrong with the plan, in every edition, and write nothing.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectArguments,
    /// Only this edition: public, consultation or staff.
    #[arg(long, value_name = "EDITION")]
    edition: Option<String>,
    /// Also ask the web whether outside links still lead somewhere.
    #[arg(long)]
    external: bool,
    #[command(flatten)]
    cache: CacheArguments,
    /// The time between two questions to one host, in milliseconds.
    #[arg(long, value_name = "MS", default_value_t = 1000, requires = "external")]
    pause: u64,
    /// How long a host may take to answer, in seconds.
    #[arg(long, value_name = "S", default_value_t = 20, requires = "external")]
    patience: u64,
}

/// Checks, and prints what there is to mend.
///
/// # Errors
/// Where the arguments or the system do not permit it.
pub fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<ExitStatus, CommandError> {
    let project = &arguments.project;
    let editions = match &arguments.edition {
        Some(word) => vec![parse_edition(word)?],
        None => Edition::WORDS.iter().map(|(_, edition)| *edition).collect(),
    };
    let day = project.day()?;
    let sources = pipeline::parse(pipeline::read(&project.root, UrlLock::Read)?, None);
    let tree = Arc::clone(&sources.tree);
    let check_edition = |edition: &Edition| {
        let terms = Terms { edition: *edition, day, base_url: None, links: Links::Served };
        (*edition, pipeline::check_thoroughly(sources.clone(), &terms))
    };
    let mut checked: Vec<(Edition, Checked)> = editions.iter().map(check_edition).collect();
    let mut notes = Vec::new();
    if arguments.external {
        let (cache, cache_note) = arguments.cache.open(&project.root)?;
        notes.extend(cache_note);
        notes.push(check_outside_links(arguments, &cache, &mut checked, console));
    }
    let diagnostics = merge_editions(checked);
    let (count, fails) = (output::count_diagnostics(&diagnostics), project.failure_rule()(&diagnostics));
    output::print_with_notes(diagnostics, &tree, project.format, console)?;
    let words: Vec<&str> = editions.iter().map(|edition| edition.word()).collect();
    let files = output::pluralize(tree.files.len(), "file");
    let found = if count.is_empty() { "nothing to mend".to_owned() } else { count };
    writeln!(console.err, "Checked {files} for {}: {found}.", words.join(", "))?;
    for note in notes {
        writeln!(console.err, "{note}")?;
    }
    Ok(if fails { ExitStatus::ContentErrors } else { ExitStatus::Success })
}

/// Asks for the outside links of all editions, each address once. Returns a line with the counts.
fn check_outside_links(
    arguments: &Arguments,
    cache: &Cache,
    checked: &mut [(Edition, Checked)],
    console: &Console<'_>,
) -> String {
    let links: Vec<_> =
        checked.iter().map(|(_, checked)| outside_links::collect_outside_links(&checked.publication)).collect();
    let addresses: BTreeSet<String> = links.iter().flat_map(|links| links.keys().cloned()).collect();
    let limits = external_links::RequestLimits {
        pause: Duration::from_millis(arguments.pause),
        timeout: Duration::from_secs(arguments.patience),
    };
    let bar = output::progress_bar(console);
    let on_answer = |done: usize, all: usize| bar.set_message(format!("link {done} of {all}"));
    let (answers, remembered) = external_links::check_addresses(&addresses, cache, limits, &on_answer);
    bar.finish_and_clear();
    for ((_, checked), links) in checked.iter_mut().zip(&links) {
        for (address, places) in links {
            let trouble = match answers.get(address) {
                Some(LinkStatus::Dead(reason)) => LinkTrouble::Dead(reason),
                Some(LinkStatus::Unknown(reason)) => LinkTrouble::Unknown(reason),
                Some(LinkStatus::Alive) | None => continue,
            };
            checked.diagnostics.extend(outside_links::report_trouble(address, trouble, places));
        }
    }
    let count = |is: fn(&LinkStatus) -> bool| answers.values().filter(|answer| is(answer)).count();
    format!(
        "Asked for {}, of which {remembered} were known from before: {} alive, {} dead, {} unknown.",
        output::pluralize(answers.len(), "outside link"),
        count(|answer| *answer == LinkStatus::Alive),
        count(|answer| matches!(answer, LinkStatus::Dead(_))),
        count(|answer| matches!(answer, LinkStatus::Unknown(_))),
    )
}

/// Each diagnostic once, with the editions that it concerns unless these are all.
fn merge_editions(checked: Vec<(Edition, Checked)>) -> Vec<Diagnostic> {
    let all = checked.len();
    let mut found: BTreeMap<_, (Diagnostic, Vec<&'static str>)> = BTreeMap::new();
    for (edition, checked) in checked {
        for diagnostic in checked.apply_rules() {
            let key = (diagnostic.place.clone(), diagnostic.code, diagnostic.message.clone());
            let (_, editions) = found.entry(key).or_insert((diagnostic, Vec::new()));
            if !editions.contains(&edition.word()) {
                editions.push(edition.word());
            }
        }
    }
    let with_editions = |(diagnostic, editions): (Diagnostic, Vec<&'static str>)| Diagnostic {
        editions: if editions.len() == all { Box::default() } else { editions.into() },
        ..diagnostic
    };
    found.into_values().map(with_editions).collect()
}

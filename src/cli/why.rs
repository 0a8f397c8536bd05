//! `planpress why`: what stands at an address, and which files it is made from.

mod answer;

use std::collections::BTreeMap;
use std::io;

use jiff::ToSpan;

use crate::cli::{Format, Project, Status, Streams, edition, output};
use crate::diagnostic::printers::position;
use crate::diagnostic::{Diagnostic, Place, nearest};
use crate::file_tree::Tree;
use crate::model::{Edition, Publication};
use crate::pages::kinds::{Links, Route};
use crate::pages::source_files::{Origin, every};
use crate::pages::{Site, anchor_sources::named};
use crate::pipeline::{Judge, make};
use crate::preview::server::access;
use crate::project;
use crate::records::documents::{self, Documents};
use crate::resolve::{Day, Terms};
use answer::{Found, Missing, pretty};

/// How many addresses are named where there is nothing at the one that was asked for.
const NEAR: usize = 3;

/// Say what stands at an address and which files it is made from, and write nothing.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// An address of the site, with an anchor or without, or a file of the output folder.
    #[arg(value_name = "ADDRESS")]
    address: String,
    #[command(flatten)]
    project: Project,
    /// Which edition: public, consultation or staff.
    #[arg(long, value_name = "EDITION", default_value = "public")]
    edition: String,
}

/// The site in one edition on one day.
struct Looked {
    publication: Publication,
    site: Site,
    origins: BTreeMap<String, Origin>,
}

/// What was asked for.
struct Asked<'a> {
    /// The files that may be meant, the likeliest first.
    paths: Vec<String>,
    anchor: Option<&'a str>,
}

/// Says what is there.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn run(arguments: &Arguments, streams: &mut Streams<'_>) -> io::Result<Status> {
    let project = &arguments.project;
    if !matches!(project.format, Format::Human | Format::Json) {
        return output::failed("`why` answers for people or as JSON", streams);
    }
    let (edition, day) = match (edition(&arguments.edition), project.day()) {
        (Ok(edition), Ok(day)) => (edition, day),
        (Err(reason), _) | (_, Err(reason)) => return output::failed(&reason, streams),
    };
    let tree = match project::read(&project.root) {
        Ok(tree) => tree,
        Err(error) => return output::failed(&format!("{}: {error}", project.root.display()), streams),
    };
    let (documents, mut faults) = documents::parse_documents(&tree);
    faults.extend(documents.faults());
    let look = |edition: Edition, day: Day| {
        look(&documents, &tree, &Terms { edition, day, base_url: None, links: Links::Served }, &faults, project)
    };
    let looked = match look(edition, day) {
        Ok(looked) => looked,
        Err(faults) => {
            let count = output::count(&faults);
            output::faults(faults, &tree, project.format, streams)?;
            writeln!(streams.err, "There is no site to look at: {count}.")?;
            return Ok(Status::Faults);
        }
    };
    let base_url = &looked.publication.site.base_url.value.0;
    let Some(asked) = asked(&arguments.address, base_url) else {
        return output::failed(&format!("`{}` is no address below {base_url}", arguments.address), streams);
    };
    let json = project.format == Format::Json;
    let Some((path, origin)) = asked.found(&looked) else {
        let later = looked.publication.today.saturating_add(100.years());
        let later = look(edition, Day::Named(later)).ok();
        let later = later.as_ref().and_then(|later| Some((asked.found(later)?.1, later)));
        let others = Edition::WORDS.iter().filter(|(_, own)| *own != edition);
        let others = others.filter(|(_, own)| look(*own, day).is_ok_and(|other| asked.found(&other).is_some()));
        let missing = Missing {
            near: near(&asked, &looked),
            editions: others.map(|(word, _)| *word).collect(),
            later: later.is_some(),
            since: later.and_then(|(origin, later)| since(origin, later)),
        };
        let text = if json { pretty(&missing.json()) } else { missing.words(&arguments.address) };
        write!(streams.out, "{text}")?;
        return Ok(Status::Faults);
    };
    let place = asked.anchor.map(|anchor| (anchor, anchored(anchor, origin, &looked)));
    let place = place.map(|(anchor, place)| (anchor, place.map(|own| (position(&own, &|path| tree.text(path)), own))));
    let found = Found { path, origin, place, twins: twins(path, origin, &looked) };
    let text = if json { pretty(&found.json()) } else { found.words() };
    write!(streams.out, "{text}")?;
    // Anchors that templates give belong to no file of the content.
    let lost = matches!(&found.place, Some((anchor, None)) if !anchor.starts_with('_'));
    Ok(if lost { Status::Faults } else { Status::Fine })
}

fn look(
    documents: &Documents,
    tree: &Tree,
    terms: &Terms,
    faults: &[Diagnostic],
    project: &Project,
) -> Result<Looked, Vec<Diagnostic>> {
    let mut judge = Judge { fails: &|faults| project.fails(faults), stage: &mut |_| () };
    let made = make(documents.clone(), tree, terms, faults.to_vec(), None, &mut judge);
    let Some(site) = made.site else { return Err(made.faults) };
    let origins = every(&site, &made.publication, tree);
    Ok(Looked { publication: made.publication, site, origins })
}

/// What an address means: one of the site, of the web, or of a file in the output folder. Nothing
/// where it is on another site.
fn asked<'a>(word: &'a str, base_url: &str) -> Option<Asked<'a>> {
    let (word, anchor) = word.split_once('#').map_or((word, None), |(word, anchor)| (word, Some(anchor)));
    let bare = |url: &'a str| url.split_once("://").map(|(_, rest)| rest);
    let base = base_url.split_once("://").map_or("", |(_, rest)| rest).trim_end_matches('/');
    let below = bare(word).map_or(Some(word), |url| url.strip_prefix(base));
    let below = below.filter(|rest| bare(word).is_none() || rest.is_empty() || rest.starts_with(['/', '?']))?;
    let path = below.split('?').next().unwrap_or_default();
    let path = access::path(&format!("/{}", path.trim_start_matches("./").trim_start_matches('/')))?;
    let path = path.trim_start_matches('/').trim_end_matches('/');
    // Below the server's root the site may have a folder of its own, as it has on this machine.
    let folder = base.split_once('/').map_or("", |(_, folder)| folder);
    let inside = path.strip_prefix(folder).filter(|_| !folder.is_empty()).map(|rest| rest.trim_start_matches('/'));
    let first = path.split('/').next().unwrap_or_default();
    let output =
        (first == "public" || first.starts_with("public-")).then(|| path[first.len()..].trim_start_matches('/'));
    let paths = [Some(path), inside, output].into_iter().flatten();
    let index = |path: &str| if path.is_empty() { "index.html".to_owned() } else { format!("{path}/index.html") };
    Some(Asked { paths: paths.flat_map(|path| [path.to_owned(), index(path)]).collect(), anchor })
}

impl Asked<'_> {
    fn found<'l>(&self, looked: &'l Looked) -> Option<(&'l str, &'l Origin)> {
        let found = self.paths.iter().find_map(|path| looked.origins.get_key_value(path));
        found.map(|(path, origin)| (path.as_str(), origin))
    }
}

/// The addresses that look most like what was asked for.
fn near(asked: &Asked<'_>, looked: &Looked) -> Vec<String> {
    let mut near: Vec<String> = Vec::new();
    let written = format!("/{}/", asked.paths.first().map_or("", String::as_str));
    for _ in 0..NEAR {
        let others = looked.origins.values().map(|own| own.address.as_str());
        let next = nearest(&written, others.filter(|own| !near.iter().any(|known| known == own)));
        near.extend(next.map(str::to_owned));
    }
    near
}

/// The day from which something is there, where the content says it.
fn since(origin: &Origin, looked: &Looked) -> Option<jiff::civil::Date> {
    let publication = &looked.publication;
    match origin.route.as_ref()? {
        Route::News(id) => publication.news.iter().find(|own| own.id == *id)?.record.date.first_day(),
        Route::Update(id) => publication.updates.iter().find(|own| own.id == *id)?.record.published.first_day(),
        _ => None,
    }
}

/// Where in the content stands what an anchor is named after.
fn anchored(anchor: &str, origin: &Origin, looked: &Looked) -> Option<Place> {
    let output = looked.site.outputs.iter().find(|own| own.address == origin.address)?;
    named(anchor, origin.route.as_ref()?, output, &looked.publication)
}

/// The same in other languages: by language, with its address.
fn twins<'l>(path: &str, origin: &Origin, looked: &'l Looked) -> Vec<(String, &'l str)> {
    let name = |path: &str| path.rsplit('/').next().map(str::to_owned);
    let same = |(own, other): &(&String, &Origin)| {
        other.route == origin.route && other.kind == origin.kind && other.lang != origin.lang && name(own) == name(path)
    };
    let all = looked.origins.iter().filter(|_| origin.route.is_some()).filter(same);
    all.filter_map(|(_, own)| Some((own.lang.as_ref()?.to_string(), own.address.as_str()))).collect()
}

//! The report of a build: every file with what it was made from, and what went on, as JSON.
//!
//! Of the same project, edition, day and output folder it is the same but for `timings`. A build
//! that stops at faults reports them with no outputs; one that could not run reports nothing.
//!
//! It may be published beside the site, so it names nothing that the edition leaves out: faults of
//! such things are counted, and only said where the program prints them.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::cli::build_summary::Built;
use crate::cli::{CommandError, Console, OutputFormat, ProjectArguments};
use crate::diagnostic::{Diagnostic, Severity, printers};
use crate::pages::source_files::Origin;
use crate::pipeline::{Prepared, Published};
use crate::publish::output_folder;
use crate::resolve::hidden_content::HiddenParts;

/// Where a report goes.
pub enum ReportTarget<'a> {
    /// To standard output.
    Stdout,
    /// Into a file.
    File {
        /// The project.
        root: &'a Path,
        /// The file, without links.
        path: PathBuf,
    },
}

/// Where the report goes, if one is wanted.
///
/// # Errors
/// Why it cannot go there.
pub fn check_target<'a>(
    file: Option<&Path>,
    project: &'a ProjectArguments,
    output: &Path,
) -> Result<Option<ReportTarget<'a>>, CommandError> {
    let Some(file) = file else { return Ok(None) };
    if file != Path::new("-") {
        let path = output_folder::check_beside(&project.root, output, file)?;
        return Ok(Some(ReportTarget::File { root: &project.root, path }));
    }
    if project.format == OutputFormat::Human {
        return Ok(Some(ReportTarget::Stdout));
    }
    Err(CommandError::ReportAmongDiagnostics)
}

/// Writes the report of a build; `built` is what it has published, if anything.
///
/// # Errors
/// Why it could not be written.
pub fn write(
    prepared: &Prepared,
    built: Option<&Built>,
    times: &[(&'static str, Duration)],
    target: &ReportTarget<'_>,
    console: &mut Console<'_>,
) -> Result<(), CommandError> {
    let text = serde_json::to_string_pretty(&report(prepared, built, times)).unwrap_or_default() + "\n";
    match target {
        ReportTarget::Stdout => console.out.write_all(text.as_bytes()).map_err(CommandError::PrintReport),
        ReportTarget::File { root, path } => {
            output_folder::write_file(root, path, text.as_bytes()).map_err(CommandError::Report)
        }
    }
}

fn report(prepared: &Prepared, built: Option<&Built>, times: &[(&'static str, Duration)]) -> Value {
    let Prepared { publication, tree, diagnostics, .. } = prepared;
    let hidden = HiddenParts::new(publication, tree);
    let (not_shown, mut shown): (Vec<_>, Vec<_>) =
        diagnostics.iter().cloned().partition(|diagnostic| hidden.covers(diagnostic));
    printers::sort_diagnostics(&mut shown);
    let (errors, warnings): (Vec<_>, Vec<_>) =
        shown.into_iter().partition(|diagnostic| diagnostic.severity == Severity::Error);
    let records = |diagnostics: &[Diagnostic]| printers::to_records(diagnostics, &|path| tree.text(path));
    let times: Map<String, Value> = (times.iter())
        .map(|(stage, time)| ((*stage).to_owned(), json!((time.as_secs_f64() * 10_000.0).round() / 10.0)))
        .collect();
    let counts = built.map(|Built { published: Published { written, printed }, .. }| {
        json!({
            "written": written.written,
            "unchanged": written.unchanged,
            "removed": written.removed,
            "printed": printed.printed,
            "kept": printed.from_cache,
        })
    });
    json!({
        "planpress": env!("CARGO_PKG_VERSION"),
        "edition": publication.edition.word(),
        "date": publication.today.to_string(),
        "base_url": publication.site.base_url.value.0,
        "published": built.is_some(),
        "counts": counts,
        "errors": records(&errors),
        "warnings": records(&warnings),
        "not_shown": not_shown.len(),
        "timings": times,
        "outputs": built.map(outputs).unwrap_or_default(),
    })
}

/// Every file of the output folder that planpress has written.
fn outputs(built: &Built) -> Vec<Value> {
    let Built { origins, published: Published { written, .. }, .. } = built;
    let output = |(path, hash): (&String, &String)| {
        let origin = origins.get(path);
        json!({
            "address": origin.map_or_else(|| format!("/{path}"), |origin| origin.address.clone()),
            "path": path,
            "kind": origin.map(|origin| origin.kind.word()),
            "lang": origin.and_then(|origin| origin.lang.as_ref()).map(ToString::to_string),
            "sources": origin.map(Origin::sources).unwrap_or_default(),
            "size": written.sizes.get(path),
            "blake3": hash,
        })
    };
    written.files.iter().map(output).collect()
}

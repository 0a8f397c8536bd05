//! `planpress schema`: JSON Schema of every YAML file, with the settings that bind them in editors.

use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use crate::cli::{Status, Streams, output};
use crate::publish;
use crate::records::json_schema::{self, FileSchema};

/// Write JSON Schema files, from which editors know every key of the plan's YAML files.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The project's folder, which holds `content/`.
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Where the schemas go, below the project's folder.
    #[arg(long, value_name = "DIR", default_value = ".vscode/schemas")]
    out: String,
}

/// The editor's settings, below the project's folder.
const SETTINGS: &str = ".vscode/settings.json";

/// Writes the schemas, and the settings where there are none yet.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn run(arguments: &Arguments, streams: &mut Streams<'_>) -> io::Result<Status> {
    let all = json_schema::file_schemas();
    let folder = arguments.out.trim_end_matches('/');
    let mut files: Vec<(String, String)> =
        all.iter().map(|own| (format!("{folder}/{}.json", own.name), pretty(&own.schema))).collect();
    let settings = settings(&all, folder);
    let there = arguments.root.join(SETTINGS).exists();
    if !there {
        files.push((SETTINGS.to_owned(), pretty(&settings)));
    }
    for (path, text) in &files {
        let root = &arguments.root;
        if let Err(refused) = publish::output_folder::write_file(root, &root.join(Path::new(path)), text.as_bytes()) {
            return output::failed(&refused.to_string(), streams);
        }
    }
    writeln!(streams.err, "Wrote {} into {folder}/.", output::plural(all.len(), "schema"))?;
    let bound = std::fs::read_to_string(arguments.root.join(SETTINGS)).unwrap_or_default();
    if !bound.contains(&format!("{folder}/site.json")) {
        writeln!(streams.err, "{SETTINGS} was there before and is left as it is. It needs these lines:")?;
        write!(streams.err, "{}", pretty(&settings))?;
    }
    Ok(Status::Fine)
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

/// Which schema is for which files, as the YAML extensions of editors read it.
fn settings(all: &[FileSchema], folder: &str) -> Value {
    let bound: Map<String, Value> = (all.iter().filter(|own| !own.files.is_empty()))
        .map(|own| (format!("./{folder}/{}.json", own.name), json!(own.files)))
        .collect();
    json!({ "yaml.schemas": bound })
}

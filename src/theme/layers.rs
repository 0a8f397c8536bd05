//! The folders that a theme is put together from.

use std::collections::BTreeMap;
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use crate::file_tree::{Entry, Tree};

/// The name of the theme that is always there.
pub const DEFAULT: &str = "default";

/// The default theme as it was when the program was made.
static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// One folder below `themes/`.
#[derive(Debug)]
pub struct Layer {
    /// Its name.
    pub name: String,
    /// Its files, by path below it.
    pub files: BTreeMap<String, Arc<[u8]>>,
}

/// All layers, the lowest first.
pub(super) type Layers = [Layer];

impl Layer {
    /// A file's path from the project's root.
    #[must_use]
    pub fn path(&self, file: &str) -> String {
        format!("themes/{}/{file}", self.name)
    }
}

/// The default theme: that of the project where it has one, else the embedded one.
pub(super) fn default_layer(tree: &Tree) -> Layer {
    find_layer(tree, DEFAULT).unwrap_or_else(|| {
        let mut files = BTreeMap::new();
        collect_files(&EMBEDDED, &mut files);
        Layer { name: DEFAULT.into(), files }
    })
}

fn collect_files(folder: &Dir<'_>, files: &mut BTreeMap<String, Arc<[u8]>>) {
    for file in folder.files() {
        files.insert(file.path().to_string_lossy().replace('\\', "/"), file.contents().into());
    }
    for inner in folder.dirs() {
        collect_files(inner, files);
    }
}

/// A theme of the project; nothing where there is no such folder.
pub(super) fn find_layer(tree: &Tree, name: &str) -> Option<Layer> {
    let folder = format!("themes/{name}/");
    let files: BTreeMap<String, Arc<[u8]>> = (tree.below(&folder))
        .filter_map(|(path, entry)| match entry {
            Entry::Text(bytes) => Some((path.strip_prefix(&folder)?.to_owned(), bytes.clone())),
            _ => None,
        })
        .collect();
    (!files.is_empty() && !name.is_empty()).then(|| Layer { name: name.to_owned(), files })
}

/// The names of the project's themes.
pub(super) fn layer_names(tree: &Tree) -> Vec<String> {
    let mut names: Vec<String> = (tree.below("themes/"))
        .filter_map(|(path, _)| Some(path.strip_prefix("themes/")?.split_once('/')?.0.to_owned()))
        .chain([DEFAULT.to_owned()])
        .collect();
    names.sort();
    names.dedup();
    names
}

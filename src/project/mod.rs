//! The one gate through which the project is read. Nothing outside `content/` and `themes/` is.

mod active_content;
mod file_formats;
mod file_names;
mod open_files;
mod pictures;
pub mod watch;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use crate::file_tree::{Asset, Entry, FILES, LOCK, Refusal, Tree};
use crate::folder::Folder;
use crate::syntax::embedded_urls;
use open_files::{ProjectFolder, is_hidden, read_refusal};

/// No text of a plan is as large as this; bytes.
const MAX_TEXT: u64 = 8_000_000;
/// Nor is a font or picture of a theme as large as this; bytes.
const MAX_THEME_FILE: u64 = 40_000_000;

/// Nor are all texts, fonts and pictures that are held in memory together; bytes. A link counts like what it
/// leads to, since it is read again.
const MAX_TOGETHER: u64 = 200_000_000;

/// The folders of a project that are read.
pub const FOLDERS: &[&str] = &["content", "themes"];

/// Reads `content/` and `themes/` below the project's root.
///
/// # Errors
/// Where the root cannot be read at all; what is wrong with a single file stands in the tree.
pub fn read(root: &Path) -> io::Result<Tree> {
    let project = ProjectFolder::open(root)?;
    let mut tree = Tree::default();
    add_files(&project, FOLDERS, &mut tree);
    Ok(tree)
}

/// Adds the list of published addresses, where there is one: only those who publish ask for it.
pub fn add_lock(root: &Path, tree: &mut Tree) {
    let Ok(project) = ProjectFolder::open(root) else { return };
    if project.root().join(LOCK).symlink_metadata().is_ok() {
        let read = project.file(Path::new(LOCK)).map(|file| read_text(file, MAX_TEXT));
        tree.files.insert(LOCK.into(), read.unwrap_or_else(Entry::Refused));
    }
}

/// Reads again what may have changed, by its paths, folders with all that is in them; nothing
/// where all is as it was. Files that have not changed stay one and the same in memory.
///
/// # Errors
/// Where the root cannot be read at all.
pub fn read_again(root: &Path, before: &Tree, changed: &BTreeSet<PathBuf>) -> io::Result<Option<Tree>> {
    let project = ProjectFolder::open(root)?;
    let root = project.root();
    let inside = |path: &&Path| FOLDERS.iter().any(|folder| path.starts_with(folder)) && !path.iter().any(is_hidden);
    // A link changes with what it leads to.
    let links = before.links.iter().map(Path::new);
    let paths: BTreeSet<&Path> =
        changed.iter().map(|path| path.strip_prefix(root).unwrap_or(path)).chain(links).filter(inside).collect();
    let mut paths = Vec::from_iter(paths);
    // A folder brings what is in it.
    paths.dedup_by(|path, folder| path.starts_with(folder));
    let mut names: Vec<String> = paths.iter().map(|path| tree_path(path)).collect();
    let mut fresh = Tree::default();
    // Above the folders there is nothing to read but the folders; and a name beyond ASCII may be
    // one of two spellings of it.
    if changed.iter().any(|path| root.starts_with(path)) || names.iter().any(|name| !name.is_ascii()) {
        names = FOLDERS.iter().map(|folder| (*folder).to_owned()).collect();
        add_files(&project, FOLDERS, &mut fresh);
    } else {
        // What lies behind a link to a folder is not of the project.
        paths.retain(|path| path.parent().is_some_and(|folder| project.folder(folder).is_ok()));
        add_files(&project, &paths, &mut fresh);
    }
    let replaced: Vec<String> = (names.iter())
        .flat_map(|name| {
            let below = before.below(&format!("{name}/")).map(|(path, _)| path.to_owned()).collect::<Vec<_>>();
            below.into_iter().chain(before.files.contains_key(name).then(|| name.clone()))
        })
        .collect();
    let is_same = |path: &String| {
        fresh.files.get(path) == before.files.get(path) && fresh.links.contains(path) == before.links.contains(path)
    };
    if replaced.len() == fresh.files.len() && replaced.iter().all(is_same) {
        return Ok(None);
    }
    let mut tree = before.clone();
    for path in replaced {
        tree.files.remove(&path);
        tree.links.remove(&path);
    }
    tree.links.extend(fresh.links);
    for (path, entry) in fresh.files {
        let same = before.files.get(&path).filter(|same| **same == entry).cloned();
        tree.files.insert(path, same.unwrap_or(entry));
    }
    Ok(Some(tree))
}

/// What the system says of a file without its being read; it changes with every change of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileMark(Option<SystemTime>, u64, [i64; 3]);

/// The marks of all files, by path.
#[must_use]
pub fn read_marks(root: &Path) -> BTreeMap<PathBuf, FileMark> {
    let Ok(root) = root.canonicalize() else { return BTreeMap::new() };
    let all = FOLDERS.iter().flat_map(|folder| walk_files(&root.join(folder)).flatten());
    let paths: Vec<PathBuf> = all.map(walkdir::DirEntry::into_path).collect();
    let mark = |path: PathBuf| {
        let facts = fs::symlink_metadata(&path).ok()?;
        let mark = if facts.is_dir() {
            FileMark(None, 0, [0; 3])
        } else {
            FileMark(facts.modified().ok(), facts.len(), changed(&facts))
        };
        Some((path, mark))
    };
    paths.into_par_iter().filter_map(mark).collect()
}

/// When the file's entry was last changed, and which file it is: nobody can set these by hand.
#[cfg(unix)]
fn changed(facts: &fs::Metadata) -> [i64; 3] {
    use std::os::unix::fs::MetadataExt as _;
    [facts.ctime(), facts.ctime_nsec(), facts.ino().cast_signed()]
}

#[cfg(not(unix))]
fn changed(_: &fs::Metadata) -> [i64; 3] {
    [0; 3]
}

/// All that lies below a folder, or the one file; links are named, not followed. What is hidden is
/// a system's or an editor's own, and not of the project.
fn walk_files(from: &Path) -> impl Iterator<Item = walkdir::Result<walkdir::DirEntry>> + use<> {
    let all = WalkDir::new(from).follow_root_links(false).sort_by_file_name();
    all.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name()))
}

/// Something that is not a folder.
struct FoundFile {
    /// Its name in the tree.
    name: String,
    /// Its path below the project's root.
    path: PathBuf,
    kind: fs::FileType,
    /// Whether those before it are as large as all may be together.
    is_beyond: bool,
}

impl FoundFile {
    /// How many bytes of it are read at most; of a file that cannot be read, none.
    fn size(&self, project: &ProjectFolder) -> u64 {
        let size = if self.kind.is_symlink() {
            project.file(&self.path).ok().and_then(|file| file.metadata().ok())
        } else {
            project.root().join(&self.path).symlink_metadata().ok()
        };
        size.map_or(0, |facts| facts.len()).min(if is_text(&self.name) { MAX_TEXT } else { MAX_THEME_FILE })
    }
}

/// Reads files, and folders with all that is in them, into a tree.
fn add_files(project: &ProjectFolder, from: &[impl AsRef<Path>], tree: &mut Tree) {
    let root = project.root();
    let mut all: Vec<FoundFile> = Vec::new();
    for entry in from.iter().flat_map(|from| walk_files(&root.join(from))) {
        let below = |path: &Path| path.strip_prefix(root).unwrap_or(path).to_owned();
        let (path, kind) = match entry {
            Ok(entry) => (below(entry.path()), entry.file_type()),
            // Gone, or never there.
            Err(error) if error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound) => continue,
            Err(error) => {
                let name = tree_path(&below(error.path().unwrap_or(root)));
                tree.files.insert(name, Entry::Refused(read_refusal(&error.into())));
                continue;
            }
        };
        let name = tree_path(&path);
        if !kind.is_dir() {
            all.push(FoundFile { name, path, kind, is_beyond: false });
        } else if has_content_extension(&name) {
            tree.files.insert(name, Entry::Refused(Refusal::NotAFile));
        }
    }
    tree.links.extend(all.iter().filter(|found| found.kind.is_symlink()).map(|found| found.name.clone()));
    let mut together = 0_u64;
    for found in all.iter_mut().filter(|found| !found.name.starts_with(FILES)) {
        together = together.saturating_add(found.size(project));
        found.is_beyond = together > MAX_TOGETHER;
    }
    // The folder of many files is opened once.
    let read = all.par_chunk_by(|one, two| one.path.parent() == two.path.parent()).flat_map_iter(|files| {
        let folder = project.folder(files[0].path.parent().unwrap_or(Path::new("")));
        files.par_iter().map(|found| (found.name.clone(), read_entry(project, &folder, found))).collect::<Vec<_>>()
    });
    for (name, entry) in read.collect::<Vec<_>>() {
        let entry = if tree.files.contains_key(&name) { Entry::Refused(Refusal::TwoSpellings) } else { entry };
        tree.files.insert(name, entry);
    }
}

/// The bytes of a file that the tree holds as an asset, by its path from the root.
///
/// # Errors
/// Where it is gone, or is not what was looked at when the tree was read.
pub fn read_asset(root: &Path, tree: &Tree, path: &str) -> io::Result<Vec<u8>> {
    let Some(Entry::Asset(asset)) = tree.files.get(path) else { return Err(io::ErrorKind::NotFound.into()) };
    let changed = || io::Error::other("it changed after it was checked; build again");
    let project = ProjectFolder::open(root)?;
    let file = project.file(&find_on_disk(project.root(), path)?).map_err(|_| changed())?;
    let mut bytes = Vec::with_capacity(usize::try_from(asset.size).unwrap_or_default());
    file.take(asset.size + 1).read_to_end(&mut bytes)?;
    if blake3::hash(&bytes).to_hex().as_str() == asset.digest { Ok(bytes) } else { Err(changed()) }
}

/// The path of a file by its name in the tree; on disk its letters may be composed in another way.
fn find_on_disk(root: &Path, path: &str) -> io::Result<PathBuf> {
    if path.is_ascii() || root.join(path).symlink_metadata().is_ok() {
        return Ok(path.into());
    }
    path.split('/').try_fold(PathBuf::new(), |folder, part| {
        let mut all = fs::read_dir(root.join(&folder))?.flatten().map(|entry| entry.file_name());
        let found = all.find(|found| tree_path(Path::new(found)) == part).ok_or(io::ErrorKind::NotFound)?;
        Ok(folder.join(found))
    })
}

/// A path below the root in the form that the tree uses: `/` between parts, composed letters.
fn tree_path(path: &Path) -> String {
    if let Some(plain) = path.to_str().filter(|text| text.is_ascii() && std::path::MAIN_SEPARATOR == '/') {
        return plain.to_owned();
    }
    let parts: Vec<String> = path.components().map(|part| part.as_os_str().to_string_lossy().nfc().collect()).collect();
    parts.join("/")
}

fn has_content_extension(name: &str) -> bool {
    [".yaml", ".md"].iter().any(|extension| name.ends_with(extension))
}

/// Whether a file is text that the program itself understands.
fn is_text(name: &str) -> bool {
    let extensions = [".yaml", ".yml", ".md", ".html", ".typ", ".ftl", ".css", ".js", ".svg", ".txt", ".lock"];
    extensions.iter().any(|extension| name.ends_with(extension))
}

/// Reads one file; `folder` is the one that it is in.
fn read_entry(project: &ProjectFolder, folder: &io::Result<Folder>, found: &FoundFile) -> Entry {
    let file = match folder {
        _ if found.is_beyond => Err(Refusal::TooMuch(MAX_TOGETHER)),
        _ if found.kind.is_symlink() => project.file(&found.path),
        _ if !found.kind.is_file() => Err(Refusal::NotAFile),
        Ok(folder) => {
            folder.open_file(found.path.file_name().unwrap_or_default()).map_err(|error| read_refusal(&error))
        }
        Err(error) => Err(read_refusal(error)),
    };
    match (file, found.name.strip_prefix(FILES)) {
        (Ok(file), Some(below)) => read_asset_facts(below, file),
        (Ok(file), None) => read_text(file, if is_text(&found.name) { MAX_TEXT } else { MAX_THEME_FILE }),
        (Err(refusal), _) => Entry::Refused(refusal),
    }
}

fn read_text(file: File, most: u64) -> Entry {
    let size = file.metadata().map_or(0, |facts| facts.len());
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(most)).unwrap_or_default());
    match file.take(most + 1).read_to_end(&mut bytes) {
        Ok(_) if bytes.len() as u64 > most => Entry::Refused(Refusal::TooLarge(most)),
        Ok(_) => Entry::Text(bytes.into()),
        Err(error) => Entry::Refused(read_refusal(&error)),
    }
}

/// What is known of a file that is copied. It is read once: what is looked at is what the digest is of.
fn read_asset_facts(path: &str, mut file: File) -> Entry {
    let most = file_formats::inspected_bytes(path);
    let mut start = Vec::new();
    let mut hash = blake3::Hasher::new();
    if let Err(error) = file.by_ref().take(most + 1).read_to_end(&mut start) {
        return Entry::Refused(read_refusal(&error));
    }
    if let Err(refusal) = file_formats::check(path, &start, start.len() as u64 <= most) {
        return Entry::Refused(refusal);
    }
    if let Err(error) = hash.update(&start).update_reader(file) {
        return Entry::Refused(read_refusal(&error));
    }
    let dimensions = imagesize::blob_size(&start).ok().map(|size| (size.width, size.height));
    let may_name = embedded_urls::may_name_others(path, &start);
    let addresses = if may_name { embedded_urls::find_in_file(path, &start) } else { Vec::new() };
    let digest = hash.finalize().to_hex().to_string();
    let size = hash.count();
    let (effort, excess) = pictures::measure_picture(path, &start, size, dimensions);
    Entry::Asset(Asset { size, digest, dimensions, addresses, effort, excess })
}

#[cfg(test)]
mod server_tables;
#[cfg(all(test, unix))]
mod tests;

//! The one gate through which the project is read. Nothing outside it is.

mod running;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use crate::tree::{Asset, Entry, LOCK, Refusal, Tree};
use running::Kind;

/// No text of a plan is as large as this; bytes.
const LARGEST_TEXT: u64 = 8_000_000;
/// Nor is a font or picture of a theme as large as this; bytes.
const LARGEST_FONT: u64 = 40_000_000;
/// Nor is a drawing or a table in XML as large as this; bytes.
const LARGEST_XML: u64 = 40_000_000;

/// The folders of a project that are read.
pub const FOLDERS: &[&str] = &["content", "themes"];

/// Reads `content/` and `themes/` below the project's root.
///
/// # Errors
/// Where the root cannot be read at all; what is wrong with a single file stands in the tree.
pub fn read(root: &Path) -> io::Result<Tree> {
    let root = root.canonicalize()?;
    let mut tree = Tree::default();
    let folders: Vec<PathBuf> = FOLDERS.iter().map(|folder| root.join(folder)).collect();
    add(&root, &folders, &mut tree);
    Ok(tree)
}

/// Adds the list of published addresses, where there is one: only those who publish ask for it.
pub fn add_lock(root: &Path, tree: &mut Tree) {
    let Ok(root) = root.canonicalize() else { return };
    let path = root.join(LOCK);
    if let Ok(facts) = path.symlink_metadata() {
        tree.files.insert(LOCK.into(), entry(&root, LOCK, &path, facts.file_type()));
    }
}

/// Reads again what may have changed, by its paths, folders with all that is in them; nothing
/// where all is as it was. Files that have not changed stay one and the same in memory.
///
/// # Errors
/// Where the root cannot be read at all.
pub fn read_again(root: &Path, before: &Tree, changed: &BTreeSet<PathBuf>) -> io::Result<Option<Tree>> {
    let root = root.canonicalize()?;
    let inside = |path: &Path| {
        let below = path.strip_prefix(&root).unwrap_or(path);
        FOLDERS.iter().any(|folder| below.starts_with(folder)) && !below.iter().any(is_hidden)
    };
    let mut paths: Vec<&PathBuf> = changed.iter().filter(|path| inside(path)).collect();
    // A folder brings what is in it.
    paths.dedup_by(|path, folder| path.starts_with(folder));
    let mut names: Vec<String> = paths.iter().map(|path| name(&root, path)).collect();
    let mut fresh = Tree::default();
    // Above the folders there is nothing to read but the folders; and a name beyond ASCII may be
    // one of two spellings of it.
    if changed.iter().any(|path| root.starts_with(path)) || names.iter().any(|name| !name.is_ascii()) {
        names = FOLDERS.iter().map(|folder| (*folder).to_owned()).collect();
        add(&root, &FOLDERS.iter().map(|folder| root.join(folder)).collect::<Vec<_>>(), &mut fresh);
    } else {
        // What lies behind a link to a folder is not of the project.
        let plain = |path: &&PathBuf| {
            path.parent().is_some_and(|folder| folder.canonicalize().is_ok_and(|real| real == folder))
        };
        add(&root, &paths.into_iter().filter(plain).cloned().collect::<Vec<_>>(), &mut fresh);
    }
    let replaced: Vec<String> = (names.iter())
        .flat_map(|name| {
            let below = before.below(&format!("{name}/")).map(|(path, _)| path.to_owned()).collect::<Vec<_>>();
            below.into_iter().chain(before.files.contains_key(name).then(|| name.clone()))
        })
        .collect();
    let same = replaced.len() == fresh.files.len()
        && replaced.iter().all(|path| fresh.files.get(path) == before.files.get(path));
    if same {
        return Ok(None);
    }
    let mut tree = before.clone();
    for path in replaced {
        tree.files.remove(&path);
    }
    for (path, entry) in fresh.files {
        let same = before.files.get(&path).filter(|same| **same == entry).cloned();
        tree.files.insert(path, same.unwrap_or(entry));
    }
    Ok(Some(tree))
}

/// What the system says of a file without its being read; it changes with every change of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark(Option<SystemTime>, u64, [i64; 3]);

/// The marks of all files, by path.
#[must_use]
pub fn marks(root: &Path) -> BTreeMap<PathBuf, Mark> {
    let Ok(root) = root.canonicalize() else { return BTreeMap::new() };
    let all = FOLDERS.iter().flat_map(|folder| walk(&root.join(folder)).flatten());
    let paths: Vec<PathBuf> = all.map(walkdir::DirEntry::into_path).collect();
    let mark = |path: PathBuf| {
        let facts = fs::metadata(&path).or_else(|_| fs::symlink_metadata(&path)).ok()?;
        let mark = if facts.is_dir() {
            Mark(None, 0, [0; 3])
        } else {
            Mark(facts.modified().ok(), facts.len(), changed(&facts))
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
fn walk(from: &Path) -> impl Iterator<Item = walkdir::Result<walkdir::DirEntry>> + use<> {
    let all = WalkDir::new(from).follow_root_links(false).sort_by_file_name();
    all.into_iter().filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name()))
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// Reads files, and folders with all that is in them, into a tree.
fn add(root: &Path, from: &[PathBuf], tree: &mut Tree) {
    let mut paths: Vec<(String, PathBuf, fs::FileType)> = Vec::new();
    for entry in from.iter().flat_map(|from| walk(from)) {
        let (path, kind) = match entry {
            Ok(entry) => (entry.path().to_path_buf(), entry.file_type()),
            // Gone, or never there.
            Err(error) if error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound) => continue,
            Err(error) => {
                let path = error.path().unwrap_or(root).to_path_buf();
                tree.files.insert(name(root, &path), Entry::Refused(Refusal::Failed(reason(&error.into()))));
                continue;
            }
        };
        let name = name(root, &path);
        if kind.is_dir() {
            if has_our_extension(&name) {
                tree.files.insert(name, Entry::Refused(Refusal::NotAFile));
            }
        } else {
            paths.push((name, path, kind));
        }
    }
    let read: Vec<(String, Entry)> =
        paths.into_par_iter().map(|(name, path, kind)| (name.clone(), entry(root, &name, &path, kind))).collect();
    for (name, entry) in read {
        let entry = if tree.files.contains_key(&name) { Entry::Refused(Refusal::TwoSpellings) } else { entry };
        tree.files.insert(name, entry);
    }
}

/// The bytes of a file that the tree holds as an asset, by its path from the root.
///
/// # Errors
/// Where it is gone, or no longer inside the project.
pub fn asset(root: &Path, path: &str) -> io::Result<Vec<u8>> {
    let root = root.canonicalize()?;
    let file = spelt_on_disk(&root, path)?.canonicalize()?;
    if !file.starts_with(&root) {
        return Err(io::Error::other("it leads out of the project"));
    }
    fs::read(file)
}

/// A file by its name in the tree; on disk its letters may be composed in another way.
fn spelt_on_disk(root: &Path, path: &str) -> io::Result<PathBuf> {
    let plain = root.join(path);
    if path.is_ascii() || plain.exists() {
        return Ok(plain);
    }
    path.split('/').try_fold(root.to_owned(), |folder, part| {
        let mut all = fs::read_dir(&folder)?.flatten().map(|entry| entry.path());
        all.find(|own| name(&folder, own) == part).ok_or_else(|| io::ErrorKind::NotFound.into())
    })
}

/// A path below the root in the form that the tree uses: `/` between parts, composed letters.
fn name(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    if let Some(plain) = below.to_str().filter(|text| text.is_ascii() && std::path::MAIN_SEPARATOR == '/') {
        return plain.to_owned();
    }
    let parts: Vec<String> =
        below.components().map(|part| part.as_os_str().to_string_lossy().nfc().collect()).collect();
    parts.join("/")
}

fn has_our_extension(name: &str) -> bool {
    [".yaml", ".md"].iter().any(|extension| name.ends_with(extension))
}

/// Whether a file is text that the program itself understands.
fn is_text(name: &str) -> bool {
    let below_files = name.starts_with("content/files/");
    let extensions = [".yaml", ".yml", ".md", ".html", ".typ", ".ftl", ".css", ".js", ".svg", ".txt", ".lock"];
    !below_files && extensions.iter().any(|extension| name.ends_with(extension))
}

fn entry(root: &Path, name: &str, path: &Path, kind: fs::FileType) -> Entry {
    let refused = |error: io::Error| Entry::Refused(Refusal::Failed(reason(&error)));
    let path = if kind.is_symlink() {
        match path.canonicalize() {
            Ok(target) if !target.starts_with(root) => return Entry::Refused(Refusal::Outside),
            Ok(target) if target.is_file() => target,
            Ok(_) => return Entry::Refused(Refusal::NotAFile),
            Err(error) => return refused(error),
        }
    } else if kind.is_file() {
        path.to_path_buf()
    } else {
        return Entry::Refused(Refusal::NotAFile);
    };
    let file = fs::File::open(&path).and_then(|file| Ok((file.metadata()?.len(), file)));
    let read = file.map(|(size, file)| {
        if !is_text(name) && name.starts_with("content/files/") {
            described(name, &path, file, size)
        } else {
            bytes(file, size, if is_text(name) { LARGEST_TEXT } else { LARGEST_FONT })
        }
    });
    read.flatten().unwrap_or_else(refused)
}

fn bytes(file: fs::File, size: u64, most: u64) -> io::Result<Entry> {
    let mut bytes = Vec::with_capacity(usize::try_from(size.min(most)).unwrap_or_default());
    file.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Ok(Entry::Refused(Refusal::TooLarge(most)));
    }
    Ok(Entry::Text(bytes.into()))
}

/// What is known of a file that is copied.
fn described(name: &str, path: &Path, file: fs::File, size: u64) -> io::Result<Entry> {
    let mut hash = blake3::Hasher::new();
    hash.update_reader(file)?;
    let dimensions = imagesize::size(path).ok().map(|size| (size.width, size.height));
    let seen = |look: fn(&[u8]) -> Option<String>| -> io::Result<Option<String>> {
        let mut bytes = Vec::new();
        fs::File::open(path)?.take(LARGEST_XML + 1).read_to_end(&mut bytes)?;
        let whole = bytes.len() as u64 <= LARGEST_XML;
        Ok(if whole { look(&bytes) } else { Some("more than anybody could look through".into()) })
    };
    let runs = match running::kind(name) {
        Kind::Picture => match seen(running::in_picture)? {
            Some(found) => return Ok(Entry::Refused(Refusal::UnsafePicture(found))),
            None => None,
        },
        Kind::Xml => seen(running::in_data)?,
        Kind::Unknown => {
            let mut start = [0; 1024];
            let length = fs::File::open(path)?.read(&mut start)?;
            running::in_unknown(&start[..length])
        }
        Kind::Runs => Some("a page, script or program".into()),
        Kind::Rests => None,
    };
    Ok(Entry::Asset(Asset { size, digest: hash.finalize().to_hex().to_string(), dimensions, runs }))
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "what it points to is not there".into(),
        io::ErrorKind::PermissionDenied => "it may not be read".into(),
        _ => error.to_string(),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_again_equals_what_is_read() {
        let own = tempfile::tempdir().unwrap();
        let root = own.path().canonicalize().unwrap();
        let files = root.join("content/files");
        fs::create_dir_all(root.join("content/pages")).unwrap();
        fs::create_dir_all(&files).unwrap();
        for target in ["nothing", "itself", ".", "../pages", "/etc", "/etc/passwd", "b.txt"] {
            let link = files.join("itself");
            let before = read(&root).unwrap();
            std::os::unix::fs::symlink(target, &link).unwrap();
            let again = read_again(&root, &before, &BTreeSet::from([link.clone()])).unwrap();
            assert_eq!(again, Some(read(&root).unwrap()), "{target}");
            let Some(Entry::Refused(refusal)) = again.unwrap().files.remove("content/files/itself") else {
                panic!("a link to {target} was followed")
            };
            assert!(!format!("{refusal:?}").contains(root.to_str().unwrap()), "{refusal:?}");
            assert!(marks(&root).contains_key(&link), "{target}");
            fs::remove_file(&link).unwrap();
        }
    }

    #[test]
    fn what_is_hidden_is_not_of_the_project() {
        let own = tempfile::tempdir().unwrap();
        let root = own.path().canonicalize().unwrap();
        for path in ["content/files/.DS_Store", "content/pages/.a.md.swp", "content/.git/config", "themes/a/.git"] {
            fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
            fs::write(root.join(path), "theirs").unwrap();
        }
        let tree = read(&root).unwrap();
        assert_eq!(tree, Tree::default());
        let changed = BTreeSet::from([root.join("content/files/.DS_Store"), root.join("content/.git")]);
        assert_eq!(read_again(&root, &tree, &changed).unwrap(), None);
    }

    #[test]
    fn a_folder_of_the_project_that_is_a_link_is_not_followed() {
        let own = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink("/etc", own.path().join("content")).unwrap();
        let tree = read(own.path()).unwrap();
        assert_eq!(tree.files, BTreeMap::from([("content".to_owned(), Entry::Refused(Refusal::Outside))]));
    }

    #[test]
    fn a_file_is_found_however_its_name_is_spelt_on_disk() {
        let own = tempfile::tempdir().unwrap();
        let folder = own.path().join("content/files/cafe\u{301}");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("e\u{301}.txt"), "one").unwrap();
        let tree = read(own.path()).unwrap();
        let path = tree.files.keys().next().unwrap();
        assert_eq!(path, "content/files/caf\u{e9}/\u{e9}.txt");
        assert_eq!(asset(own.path(), path).unwrap(), b"one");
        assert!(asset(own.path(), "content/files/\u{e9}.txt").is_err());
    }
}

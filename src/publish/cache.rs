//! What was made before, kept outside the project, so that only what has changed is made again.
//! An entry goes by a key that includes all that decides its bytes, and its bytes are checked
//! against their own digest: what cannot be read or was damaged is as if it were not there.
//!
//! A digest shows that an entry is whole, not who wrote it. So the cache is in a folder that only
//! the person who runs the program can write, and never in the project, which may be anybody's.

use std::collections::BTreeSet;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy as _;

use crate::folder::Folder;
use crate::publish::output_folder::resolve_trusted;

/// The bytes of a BLAKE3 digest, which are before what is kept.
const DIGEST: usize = 32;
/// The name of the program's folder in the system's cache folder.
const PROGRAM: &str = "planpress";
/// Where the answers of outside links are kept.
const LINKS: &str = "links.json";

/// What is kept of one project; nothing where there is no place for it.
#[derive(Debug, Default)]
pub struct Cache {
    folder: Option<Folder>,
}

/// Why there is no place for a cache, as the end of a sentence.
#[derive(Debug)]
pub enum CacheError {
    /// The system names no folder for caches.
    NoSystemFolder,
    /// The folder is inside the project.
    InsideProject(PathBuf),
    /// The system does not let the folder be used.
    System(PathBuf, io::Error),
    /// Somebody else can write into the folder.
    NotPrivate(PathBuf),
}

impl fmt::Display for CacheError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSystemFolder => f.write_str("the system names no folder for caches"),
            Self::InsideProject(folder) => {
                write!(f, "{} is inside the project, whose files may be anybody's", folder.display())
            }
            Self::System(folder, error) => write!(f, "{} cannot be used: {error}", folder.display()),
            Self::NotPrivate(folder) => {
                write!(f, "{} belongs to somebody else, or others can write to it", folder.display())
            }
        }
    }
}

impl Cache {
    /// Opens a project's cache in a folder that a person named, or else in the system's folder for
    /// caches.
    ///
    /// # Errors
    /// Why there is no place for it. The program can go on without.
    pub fn open(named: Option<&Path>, root: &Path) -> Result<Self, CacheError> {
        let above = match named {
            Some(named) => named.to_owned(),
            None => system_folder().ok_or(CacheError::NoSystemFolder)?,
        };
        let (root, above) = (resolve_trusted(root), resolve_trusted(&above));
        if above.starts_with(&root) {
            return Err(CacheError::InsideProject(above));
        }
        let folder = above.join(project_folder(&root));
        let failed = |error: io::Error| CacheError::System(folder.clone(), error);
        create_private(&folder).map_err(failed)?;
        let opened = Folder::open(&folder).map_err(failed)?;
        if !opened.is_private().map_err(failed)? {
            return Err(CacheError::NotPrivate(folder));
        }
        Ok(Self { folder: Some(opened) })
    }

    /// Where an edition's sheets are kept. Editions share none, so that none can leak.
    #[must_use]
    pub fn print_cache(&self, edition: &str) -> PrintCache {
        let folder =
            self.folder.as_ref().and_then(|folder| folder.create_folder(Path::new(edition).join("sheets")).ok());
        PrintCache { folder }
    }

    /// The answers of outside links that were kept.
    #[must_use]
    pub fn read_link_answers(&self) -> Option<Vec<u8>> {
        self.folder.as_ref()?.read(LINKS).ok()
    }

    /// Keeps the answers of outside links. A folder that cannot be written to costs time, and nothing else.
    pub fn write_link_answers(&self, bytes: &[u8]) {
        if let Some(folder) = &self.folder {
            drop(folder.replace_file(LINKS.as_ref(), bytes));
        }
    }
}

/// The folder for caches of the person who runs the program.
fn system_folder() -> Option<PathBuf> {
    let folder = etcetera::choose_base_strategy().ok()?.cache_dir();
    folder.is_absolute().then(|| folder.join(PROGRAM))
}

/// The name of a project's folder in the cache: the same for the same path.
#[must_use]
pub fn project_folder(root: &Path) -> String {
    let digest = blake3::hash(root.as_os_str().as_encoded_bytes()).to_hex();
    digest[..32].to_owned()
}

/// Creates a folder that nobody else can read or write.
fn create_private(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// The printed sheets of one edition.
#[derive(Debug)]
pub struct PrintCache {
    folder: Option<Folder>,
}

impl PrintCache {
    /// What is kept under a key, if it is whole.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<Vec<u8>> {
        let mut bytes = self.folder.as_ref()?.read(key).ok()?;
        let (digest, kept) = bytes.split_at_checked(DIGEST)?;
        if blake3::hash(kept).as_bytes() != digest {
            return None;
        }
        bytes.drain(..DIGEST);
        Some(bytes)
    }

    /// Keeps something under a key. A folder that cannot be written to costs time, and nothing else.
    pub fn keep(&self, key: &str, bytes: &[u8]) {
        let Some(folder) = &self.folder else { return };
        let unfinished = format!("{key}.{}", std::process::id());
        let written = folder.write_new(&unfinished, &[blake3::hash(bytes).as_bytes(), bytes].concat());
        if written.and_then(|()| folder.rename(&unfinished, folder, key)).is_err() {
            drop(folder.remove_file(&unfinished));
        }
    }

    /// Removes what no key of the last build names. What cannot be removed costs room, and nothing else.
    pub fn prune(&self, keys: &BTreeSet<String>) {
        let Some(folder) = &self.folder else { return };
        for (name, _) in folder.entries().unwrap_or_default() {
            if !name.to_str().is_some_and(|name| keys.contains(name)) {
                drop(folder.remove(&name));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A project and a folder for caches.
    fn places() -> (tempfile::TempDir, tempfile::TempDir) {
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap())
    }

    #[test]
    fn what_is_damaged_is_as_if_it_were_not_there() {
        let (root, named) = places();
        let sheets = Cache::open(Some(named.path()), root.path()).unwrap().print_cache("public");
        let file = sheets.folder.as_ref().unwrap().path().join("a");
        assert_eq!(sheets.get("a"), None);
        sheets.keep("a", b"sheet");
        assert_eq!(sheets.get("a").as_deref(), Some(&b"sheet"[..]));
        for damaged in [&b"short"[..], &[&[0; DIGEST][..], b"sheet"].concat()] {
            std::fs::write(&file, damaged).unwrap();
            assert_eq!(sheets.get("a"), None);
        }
    }

    #[test]
    fn what_the_last_build_did_not_use_goes() {
        let (root, named) = places();
        let sheets = Cache::open(Some(named.path()), root.path()).unwrap().print_cache("public");
        sheets.keep("a", b"one");
        sheets.keep("b", b"two");
        sheets.prune(&BTreeSet::from(["b".to_owned()]));
        assert_eq!((sheets.get("a"), sheets.get("b").as_deref()), (None, Some(&b"two"[..])));
    }

    #[test]
    fn projects_and_editions_share_nothing() {
        let (root, named) = places();
        let other = tempfile::tempdir().unwrap();
        let cache = Cache::open(Some(named.path()), root.path()).unwrap();
        cache.print_cache("staff").keep("a", b"secret");
        assert_eq!(cache.print_cache("public").get("a"), None);
        assert_eq!(Cache::open(Some(named.path()), other.path()).unwrap().print_cache("staff").get("a"), None);
        assert!(cache.print_cache("staff").get("a").is_some());
    }

    #[test]
    #[cfg(unix)]
    fn a_cache_that_others_can_write_or_that_is_in_the_project_is_not_used() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};
        let (root, named) = places();
        let inside = root.path().join("cache");
        assert!(Cache::open(Some(&inside), root.path()).unwrap_err().to_string().contains("inside the project"));
        let link = named.path().join("link");
        symlink(root.path(), &link).unwrap();
        assert!(Cache::open(Some(&link), root.path()).unwrap_err().to_string().contains("inside the project"));
        drop(Cache::open(Some(named.path()), root.path()).unwrap());
        let folder = named.path().join(project_folder(&resolve_trusted(root.path())));
        let mode = std::fs::metadata(&folder).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o777)).unwrap();
        assert!(Cache::open(Some(named.path()), root.path()).unwrap_err().to_string().contains("others can write"));
    }
}

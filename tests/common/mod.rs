//! What several tests need: folders copied, the program run, trees compared.
#![allow(dead_code, reason = "each test uses a part of it")]

pub mod example;
pub mod preview;
pub mod published;
pub mod tools;

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use planpress::file_tree::Tree;
use planpress::model::Edition;
use planpress::pages::kinds::Links;
use planpress::pipeline::{Judge, Made, make};
use planpress::publish::cache::project_folder;
use planpress::publish::output_folder::resolve_trusted;
use planpress::records::documents;
use planpress::resolve::{Day, Terms};

/// The project's root.
pub fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The small sites.
pub fn sites() -> PathBuf {
    project().join("tests/sites")
}

/// The folder for caches that every test gives the program, so that it leaves the user's alone.
pub fn caches() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("cache")
}

/// What the program keeps of a project between runs.
pub fn cache_of(root: &Path) -> PathBuf {
    caches().join("planpress").join(project_folder(&resolve_trusted(root)))
}

/// The path of the program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_planpress");

/// The program, with nothing of this machine's settings.
pub fn program() -> Command {
    let mut command = Command::new(PROGRAM);
    command.env_remove("SOURCE_DATE_EPOCH").env("XDG_CACHE_HOME", caches());
    command
}

/// Runs `planpress` in a folder.
pub fn run(root: &Path, arguments: &[&str]) -> Output {
    program().args(arguments).current_dir(root).env("NO_COLOR", "1").output().unwrap()
}

/// Builds and says what went wrong if anything did.
pub fn build(root: &Path, arguments: &[&str]) {
    let output = run(root, &[&["build"], arguments].concat());
    assert!(output.status.success(), "build {arguments:?}:\n{}", String::from_utf8_lossy(&output.stderr));
}

/// Copies a folder, links as links, over what is there.
pub fn copy(from: &Path, to: &Path) {
    if from.is_symlink() {
        let _ = fs::remove_file(to);
        std::os::unix::fs::symlink(fs::read_link(from).unwrap(), to).unwrap();
    } else if from.is_dir() {
        if to.is_file() {
            fs::remove_file(to).unwrap();
        }
        fs::create_dir_all(to).unwrap();
        fs::set_permissions(to, fs::metadata(from).unwrap().permissions()).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).unwrap();
    }
}

/// Puts a case of `tests/sites` into a folder, over the one that it is based on.
pub fn prepare(case: &Path, root: &Path) {
    if let Some(base) = lines(&case.join("base")).next() {
        prepare(&case.parent().unwrap().join(base), root);
    }
    for part in ["content", "themes"] {
        if case.join(part).exists() {
            copy(&case.join(part), &root.join(part));
        }
    }
}

/// Says that a test is passed over, since the system cannot do what it needs.
pub fn skipped(what: &str) {
    let _ = std::io::stderr().write_all(format!("skipped: the system has or allows no {what}\n").as_bytes());
}

/// The lines of a list, without empty ones and comments.
pub fn lines(path: &Path) -> impl Iterator<Item = String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let kept =
        text.lines().map(str::trim_end).filter(|line| !line.is_empty() && !line.starts_with("# ")).map(str::to_owned);
    kept.collect::<Vec<_>>().into_iter()
}

/// Every file below a folder, in order.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let all = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    all.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

/// Every file below a folder by its path in it, with its bytes.
pub fn snapshot(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let entry = |path: PathBuf| (path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
    files_below(folder).into_iter().map(entry).collect()
}

/// A copy of the repository's content in a temporary folder, with what was printed of it once, so
/// that not every test prints all of it.
pub fn own_content() -> tempfile::TempDir {
    static PRINTED: OnceLock<tempfile::TempDir> = OnceLock::new();
    let root = tempfile::tempdir().unwrap();
    copy(&project().join("content"), &root.path().join("content"));
    let printed = PRINTED.get_or_init(|| {
        let first = tempfile::tempdir().unwrap();
        copy(&project().join("content"), &first.path().join("content"));
        build(first.path(), &["--date", "2026-05-01"]);
        first
    });
    copy(&cache_of(printed.path()), &cache_of(root.path()));
    root
}

/// The size of something as it is sent.
pub fn packed(bytes: &[u8]) -> usize {
    let mut gzip = Command::new("gzip").arg("-c").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = gzip.stdin.take().unwrap();
    std::thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(bytes).unwrap());
        gzip.wait_with_output().unwrap().stdout.len()
    })
}

/// The public edition of a project on a day. Nothing is written or printed.
pub fn made(tree: &Tree, day: &str) -> Made {
    let (documents, mut faults) = documents::parse_documents(tree);
    faults.extend(documents.faults());
    let day = Day::Named(day.parse().unwrap());
    let terms = Terms { edition: Edition::Public, day, base_url: None, links: Links::Served };
    make(documents, tree, &terms, faults, None, &mut Judge { fails: &|_| false, stage: &mut |_| () })
}

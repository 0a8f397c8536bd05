//! Projects made at random, with links, pipes, odd names and state that somebody made up, inside a
//! folder of files that are not their business. Whatever a build makes of them, none of those files
//! is read into an output, changed, moved or removed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read as _;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::common;

/// How many projects are built, and how many of the builds are traced.
const BUILDS: u64 = 2000;
const TRACED: u64 = 100;
/// No build of a small project takes as long as this, on a machine that does other things too.
const LONGEST: Duration = Duration::from_mins(1);
/// What is in every file that no build may read.
const MARK: &str = "zqcanaryzq";

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }
}

/// Where something odd may be, below the project.
const PLACES: &[&str] = &[
    "content",
    "content/files/a.pdf",
    "content/files/a.txt",
    "content/files/b.svg",
    "content/files/deep/c.gif",
    "content/files/deep",
    "content/files",
    "content/pages/x.md",
    "content/pages",
    "content/plans",
    "content/updates",
    "content/plans/2026/plan.yaml",
    "content/plans/2026/plan.md",
    "content/plans/2026/objectives/grow.md",
    "content/site.yaml",
    "content/contacts.yaml",
    "content/groups",
    "themes",
    "themes/odd",
    "themes/odd/theme.yaml",
    "themes/odd/templates",
    "themes/odd/templates/page.html",
    "themes/odd/assets/a.css",
    "themes/odd/fonts/a.ttf",
    "themes/odd/locales/site.en.ftl",
    "urls.lock",
    "urls.lock.planpress-new",
    "public",
    "public/index.html",
    "public/2026",
    "public/2026/index.html",
    "public/files",
    "public/assets",
    "public/.planpress",
    "public/.planpress/site",
    "public/.planpress/site/a",
    "public/.planpress/journal.json",
    "public/.planpress.json",
    "public/.planpress.json.planpress-new",
    ".public.planpress",
    ".public.planpress/site",
    ".public.planpress/site/index.html",
    ".public.planpress/site/.planpress.json",
    ".public.planpress/whole",
    ".public.planpress-lock",
    ".planpress",
    ".planpress/public/sheets",
    ".planpress/links.json",
    "public-portable",
    "public-portable.zip",
    "public-portable.zip.planpress-new",
    ".public-portable.planpress",
    "report.json",
    "report.json.planpress-new",
    "public-staff",
    ".public-staff.planpress",
];

/// What a link may lead to, from the project's root or absolute; `@` is the folder around it.
const TARGETS: &[&str] = &[
    "@",
    "@/outside",
    "@/outside/secret.txt",
    "@/outside/folder",
    "@/outside/picture.svg",
    "@/outside/page.md",
    "@/outside/whole",
    "@/home/.ssh/id_ed25519",
    "@/project",
    "@/project/.git",
    "@/project/.git/config",
    "@/project/.env",
    "@/project/notes.txt",
    "@/project/content",
    "@/project/content/files",
    "@/project/nothing",
    "@/nothing",
    "/dev/zero",
    "/dev/null",
    "/",
    ".",
    "..",
    "../..",
    "../outside/secret.txt",
    "../../outside/folder",
    "../../../outside/secret.txt",
    ".git/config",
    "../.git/config",
    "../../.git/config",
    "../.env",
    "../../.env",
    "itself",
    "@/pipe",
];

/// Names that a journal or a manifest may hold.
const NAMES: &[&str] = &[
    "index.html",
    "2026/index.html",
    "../outside/secret.txt",
    "../../outside/secret.txt",
    "../.git/config",
    "../../../outside/secret.txt",
    "@/outside/secret.txt",
    ".git/config",
    "../.env",
    "a/../../.env",
    "",
    "/",
    ".",
    "..",
    "..\\..\\outside",
    "C:\\outside",
    "files/a.txt",
    "\\u0000",
    "../content/site.yaml",
    "../../project/.env",
];

/// The folder around a project, with what is not the project's business.
struct Place {
    folder: PathBuf,
    _kept: tempfile::TempDir,
    before: BTreeMap<PathBuf, (u64, i64, u32, Vec<u8>)>,
}

const CANARIES: &[&str] = &[
    "outside/secret.txt",
    "outside/folder/a.txt",
    "outside/folder/index.html",
    "outside/folder/site/b.txt",
    "outside/picture.svg",
    "outside/page.md",
    "outside/whole",
    "outside/site/index.html",
    "home/.ssh/id_ed25519",
    "project/.git/config",
    "project/.git/hooks/pre-commit",
    "project/.env",
    "project/notes.txt",
    "project/Cargo.toml",
];

impl Place {
    fn new() -> Self {
        let kept = tempfile::tempdir().unwrap();
        let folder = kept.path().canonicalize().unwrap();
        for path in CANARIES {
            let file = folder.join(path);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            let text = match path.rsplit('.').next().unwrap() {
                "svg" => format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><title>{MARK}</title></svg>"),
                "md" => format!("---\ntitle: {MARK}\n---\n{MARK}\n"),
                _ => format!("{MARK} {path}\n"),
            };
            fs::write(file, text).unwrap();
        }
        let pipe = std::process::Command::new("mkfifo").arg(folder.join("pipe")).status().unwrap();
        assert!(pipe.success());
        let mut place = Self { folder, _kept: kept, before: BTreeMap::new() };
        place.before = place.canaries();
        place
    }

    fn root(&self) -> PathBuf {
        self.folder.join("project")
    }

    /// What is to stay as it is: which file each is, when it was changed, its rights and its bytes.
    fn canaries(&self) -> BTreeMap<PathBuf, (u64, i64, u32, Vec<u8>)> {
        let folders = ["outside", "home", "project/.git"].map(|name| self.folder.join(name));
        let all = folders.iter().flat_map(|folder| walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap));
        let mut paths: Vec<PathBuf> = all.map(walkdir::DirEntry::into_path).collect();
        paths.extend(["project/.env", "project/notes.txt", "project/Cargo.toml"].map(|name| self.folder.join(name)));
        let fact = |path: PathBuf| {
            let facts = path.symlink_metadata().unwrap();
            let bytes = if facts.is_file() { fs::read(&path).unwrap() } else { Vec::new() };
            (path, (facts.ino(), facts.mtime_nsec(), facts.permissions().mode(), bytes))
        };
        paths.into_iter().map(fact).collect()
    }

    /// Removes what the last project left, and puts another there.
    fn renew(&self, dice: &mut Dice) -> Vec<String> {
        for entry in fs::read_dir(self.root()).unwrap().flatten() {
            let name = entry.file_name();
            if [".git", ".env", "notes.txt", "Cargo.toml"].iter().any(|kept| name == *kept) {
                continue;
            }
            if entry.file_type().unwrap().is_dir() {
                fs::remove_dir_all(entry.path()).unwrap();
            } else {
                fs::remove_file(entry.path()).unwrap();
            }
        }
        common::copy(&common::sites().join("minimal/content"), &self.root().join("content"));
        self.write("content/files/shown.txt", "Words.");
        self.write("content/files/drawn.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>");
        let page = "---\ntitle: Files\n---\n[a](/files/a.txt) [b](/files/a.pdf) ![c](/files/b.svg) \
                    [d](/files/shown.txt) ![e](/files/drawn.svg) [f](/files/deep/c.gif)\n";
        self.write("content/pages/linked.md", page);
        let picture = fs::read_to_string(self.root().join("content/files/drawn.svg")).unwrap();
        let all = [("a.txt", "Words."), ("a.pdf", "%PDF-1.7"), ("deep/c.gif", "GIF89a"), ("b.svg", &picture)];
        for (name, text) in all {
            self.write(&format!("content/files/{name}"), text);
        }
        if dice.below(3) == 0 {
            let text = fs::read_to_string(self.root().join("content/site.yaml")).unwrap();
            self.write("content/site.yaml", &format!("{text}theme: odd\n"));
            self.write("themes/odd/theme.yaml", "name: Odd\n");
        }
        (0..=dice.below(4)).map(|_| self.plant(dice)).collect()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Puts something odd somewhere, and tells what.
    fn plant(&self, dice: &mut Dice) -> String {
        let place = dice.one(PLACES);
        let path = self.root().join(place);
        // Nothing of the test's is planted behind a link that was planted before.
        if self.leads_away(&path) {
            return String::new();
        }
        if path.is_dir() && !path.is_symlink() {
            fs::remove_dir_all(&path).unwrap();
        } else {
            drop(fs::remove_file(&path));
        }
        let above = path.parent().unwrap();
        if fs::create_dir_all(above).is_err() {
            return String::new();
        }
        match dice.below(10) {
            0..6 => {
                let target = dice.one(TARGETS).replace('@', self.folder.to_str().unwrap());
                symlink(&target, &path).unwrap();
                format!("{place} -> {target}")
            }
            6 => {
                let pipe = std::process::Command::new("mkfifo").arg(&path).status().unwrap();
                assert!(pipe.success());
                format!("{place}: a pipe")
            }
            7 => {
                let text = self.state(dice);
                fs::write(&path, &text).unwrap();
                format!("{place}: {text}")
            }
            8 => {
                fs::create_dir(&path).unwrap();
                let name =
                    dice.one(&["a b", "ä", "-rf", "$(id)", "a\nb", "%2e%2e", "..a", "a\u{202e}b", "CON", "index.html"]);
                fs::write(path.join(name), "Words.").unwrap();
                format!("{place}: a folder with {name:?}")
            }
            _ => {
                fs::write(&path, ["", "{", "\0", "null", "---\n---\n"][dice.below(5)]).unwrap();
                format!("{place}: something broken")
            }
        }
    }

    fn leads_away(&self, path: &Path) -> bool {
        path.ancestors().skip(1).take_while(|above| *above != self.root()).any(Path::is_symlink)
    }

    /// A journal or a manifest that somebody made up, or the name of a process.
    fn state(&self, dice: &mut Dice) -> String {
        let digest = blake3::hash(self.before[&self.folder.join("outside/secret.txt")].3.as_slice()).to_hex();
        let name = |dice: &mut Dice| dice.one(NAMES).replace('@', self.folder.to_str().unwrap()).replace('\\', "\\\\");
        let (one, two, three) = (name(dice), name(dice), name(dice));
        let manifest = format!(r#"{{"edition":"public","files":{{"{one}":"{digest}","{two}":"{digest}"}}}}"#);
        match dice.below(4) {
            0 => manifest,
            1 => r#"{"host":"elsewhere","process":1}"#.into(),
            2 => format!("/2026/\n{one}\n{two}\n"),
            _ => format!(r#"{{"manifest":{manifest},"put":["{one}","{two}"],"gone":{{"{three}":"{digest}"}}}}"#),
        }
    }

    /// Every file that the program may have written. A link is looked at, not followed.
    fn outputs(&self) -> Vec<PathBuf> {
        let all = walkdir::WalkDir::new(self.root()).into_iter().flatten();
        let is_output = |path: &Path| {
            let first = path.strip_prefix(self.root()).unwrap().components().next();
            first.is_some_and(|first| {
                let first = first.as_os_str().to_string_lossy();
                first.starts_with("public")
                    || first.starts_with(".public")
                    || first.starts_with("report")
                    || first == "urls.lock"
            })
        };
        all.filter(|entry| entry.file_type().is_file())
            .map(walkdir::DirEntry::into_path)
            .filter(|path| is_output(path))
            .collect()
    }
}

/// One of the ways to build.
fn arguments(dice: &mut Dice) -> Vec<&'static str> {
    let more: &[&str] = match dice.below(8) {
        0 => &["--lock"],
        1 => &["--portable", "--zip"],
        2 => &["--report", "report.json"],
        3 => &["--edition", "staff"],
        4 => &["--output", "public/../public"],
        _ => &[],
    };
    [&["build", "--date", "2026-05-01"], more].concat()
}

/// Runs the program; gives how it ended and what it said.
fn run(place: &Place, arguments: &[&str], trace: Option<&Path>, planted: &[String]) -> (i32, String) {
    let mut command = common::program();
    if let Some(trace) = trace {
        let program = command.get_program().to_owned();
        command = std::process::Command::new("strace");
        command
            .args(["-f", "-qq", "-y", "-s", "4096", "--trace=%file,%network,%process", "-o"])
            .arg(trace)
            .arg(program);
        command.env("XDG_CACHE_HOME", common::caches()).env_remove("LD_LIBRARY_PATH").env_remove("SOURCE_DATE_EPOCH");
    }
    let mut child =
        command.args(arguments).current_dir(place.root()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stderr = child.stderr.take().unwrap();
    let reader = std::thread::spawn(move || {
        let mut said = Vec::new();
        stderr.read_to_end(&mut said).unwrap();
        String::from_utf8_lossy(&said).into_owned()
    });
    let began = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if began.elapsed() > LONGEST {
            child.kill().unwrap();
            panic!("{planted:#?}\n{arguments:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(2));
    };
    let said = reader.join().unwrap();
    (status.code().unwrap_or_else(|| panic!("{planted:#?}\n{arguments:?} was killed: {said}")), said)
}

#[test]
fn no_project_reaches_beyond_itself() {
    let place = Place::new();
    let mut codes = BTreeMap::<i32, u64>::new();
    let traces = super::can_trace();
    for seed in 0..BUILDS {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let planted = place.renew(&mut dice);
        let arguments = arguments(&mut dice);
        let trace = place.folder.join("trace");
        let traced = traces && seed % (BUILDS / TRACED) == 0;
        let (code, said) = run(&place, &arguments, traced.then_some(trace.as_path()), &planted);
        *codes.entry(code).or_default() += 1;
        let what = || format!("project {seed} with {planted:#?}\n{arguments:?} says: {said}");
        assert!((0..=2).contains(&code), "{}", what());
        assert!(place.canaries() == place.before, "a file outside was changed: {}", what());
        assert!(!said.contains(MARK), "a file outside is in a message: {}", what());
        for path in place.outputs() {
            let bytes = fs::read(&path).unwrap();
            assert!(!holds_mark(&bytes), "{} holds a file from outside: {}", path.display(), what());
        }
        if traced {
            let found = strays(&place, &fs::read_to_string(&trace).unwrap());
            assert!(found.is_empty(), "{found:#?}: {}", what());
        }
    }
    // The projects are neither all refused nor all harmless.
    assert!(codes.values().all(|count| *count > BUILDS / 50) && codes.len() == 3, "{codes:?}");
}

/// Whether bytes hold the mark, also where they are a zip file.
fn holds_mark(bytes: &[u8]) -> bool {
    let is_marked = |bytes: &[u8]| bytes.windows(MARK.len()).any(|part| part == MARK.as_bytes());
    if !bytes.starts_with(b"PK") {
        return is_marked(bytes);
    }
    let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else { return is_marked(bytes) };
    (0..archive.len()).any(|at| {
        let mut inner = Vec::new();
        archive.by_index(at).unwrap().read_to_end(&mut inner).unwrap();
        is_marked(&inner)
    })
}

/// What a trace shows to have been opened outside the folders that a build is for.
fn strays(place: &Place, trace: &str) -> BTreeSet<String> {
    let root = place.root();
    let inner =
        ["content", "themes", "urls.lock", "urls.lock.planpress-new", "report.json", "report.json.planpress-new"];
    let mut folders: Vec<PathBuf> = inner.iter().map(|name| root.join(name)).collect();
    for name in ["public", "public-staff", "public-portable"] {
        folders.push(root.join(name));
        folders.push(root.join(format!(".{name}.planpress")));
        folders.push(root.join(format!(".{name}.planpress-lock")));
    }
    folders.extend(["public-portable.zip", "public-portable.zip.planpress-new"].map(|name| root.join(name)));
    folders.push(common::caches());
    let folders: Vec<&Path> = folders.iter().map(PathBuf::as_path).collect();
    let mut found = super::strays(trace, &folders).0;
    // The project's folder itself is opened, and locked, to reach these.
    for call in ["openat", "openat2"] {
        found.remove(&format!("{call} {}", root.display()));
    }
    found
}

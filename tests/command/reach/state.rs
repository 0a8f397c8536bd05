//! What a project may hold where the program keeps its state: links, journals and manifests that
//! somebody made up. Nothing outside the project is touched, and what is wrong is named.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::common::{self, run};

const DAY: &[&str] = &["build", "--date", "2026-05-01"];

/// A project beside folders that are not its business.
struct Place {
    folder: tempfile::TempDir,
    before: BTreeMap<PathBuf, (u64, i64, u32, Vec<u8>)>,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let victim = folder.path().join("victim");
        for path in ["thesis.txt", "site/index.html", "sheets/a", "whole", "journal.json", ".planpress.json"] {
            fs::create_dir_all(victim.join(path).parent().unwrap()).unwrap();
            fs::write(victim.join(path), "precious").unwrap();
        }
        common::prepare(&common::sites().join("minimal"), &folder.path().join("project"));
        let before = facts(&victim);
        Self { folder, before }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("project")
    }

    fn victim(&self) -> PathBuf {
        self.folder.path().join("victim")
    }

    /// Puts a link into the project that leads to something of the victim's.
    fn link(&self, path: &str, target: &str) {
        let link = self.root().join(path);
        fs::create_dir_all(link.parent().unwrap()).unwrap();
        symlink(self.victim().join(target), link).unwrap();
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs the program, and sees that it leaves the victim alone.
    fn run(&self, arguments: &[&str]) -> (i32, String) {
        let output = run(&self.root(), arguments);
        assert!(facts(&self.victim()) == self.before, "{arguments:?}: something outside the project was changed");
        outcome(&output)
    }
}

fn outcome(output: &Output) -> (i32, String) {
    let code = output.status.code().unwrap();
    (code, String::from_utf8(output.stderr.clone()).unwrap())
}

/// Everything below a folder: which file it is, when it was changed, its rights and its bytes.
fn facts(folder: &Path) -> BTreeMap<PathBuf, (u64, i64, u32, Vec<u8>)> {
    let all = walkdir::WalkDir::new(folder).into_iter().flatten();
    let fact = |entry: walkdir::DirEntry| {
        let own = entry.path().symlink_metadata().unwrap();
        let bytes = if own.is_file() { fs::read(entry.path()).unwrap() } else { Vec::new() };
        (entry.path().to_owned(), (own.ino(), own.mtime(), own.permissions().mode(), bytes))
    };
    all.map(fact).collect()
}

#[test]
fn links_in_place_of_state_are_named_and_nothing_is_touched() {
    // The link, what it leads to, and what is said; everything else is as in a fresh checkout.
    for (link, target, reason) in [
        ("public", "", "choose another folder with --output"),
        ("public", "nothing", "choose another folder with --output"),
        ("public/.planpress", "", "is a link"),
        (".public.planpress", "", "is a link"),
        (".public.planpress/site", "site", "is a link"),
        ("public/.planpress.json", ".planpress.json", "is a link"),
        ("public/index.html", "thesis.txt", "not from planpress"),
        ("public/2026", "site", "is full of things"),
        ("public/assets", "", "is full of things"),
    ] {
        let place = Place::new();
        place.link(link, target);
        if link == ".public.planpress/site" {
            place.write(".public.planpress/whole", "");
        }
        let (code, said) = place.run(DAY);
        assert_eq!(code, 2, "{link}: {said}");
        let name = link.split('/').next_back().unwrap();
        assert!(said.contains(name) && said.contains(reason), "{link}: {said}");
        assert!(!said.contains("panicked") && said.lines().count() <= 3, "{link}: {said}");
        assert!(place.root().join(link).is_symlink(), "{link} was removed");
    }
}

#[test]
fn links_in_a_site_that_is_there_are_named_and_nothing_is_touched() {
    for (path, target) in [
        ("index.html", "thesis.txt"),
        ("2026", "site"),
        ("2026/grow/index.html", "site/index.html"),
        (".planpress", ""),
        (".planpress.json", ".planpress.json"),
        ("downloads", ""),
        ("notes.txt", "thesis.txt"),
        ("deep/down/notes.txt", "thesis.txt"),
    ] {
        let place = Place::new();
        assert_eq!(place.run(DAY).0, 0);
        let link = format!("public/{path}");
        let there = place.root().join(&link);
        if there.is_dir() {
            fs::remove_dir_all(&there).unwrap();
        } else {
            drop(fs::remove_file(&there));
        }
        place.link(&link, target);
        place.write("content/pages/new.md", "---\ntitle: New\n---\nWords.\n");
        let (code, said) = place.run(DAY);
        assert!(code == 2 && said.contains(&link), "{link}: {said}");
        assert!(!place.root().join("public/new").exists() && there.is_symlink(), "{link}: something was written");
    }
    // A link that stays inside the folder is nobody's harm.
    let place = Place::new();
    assert_eq!(place.run(DAY).0, 0);
    symlink("2026", place.root().join("public/latest")).unwrap();
    assert_eq!(place.run(DAY).0, 0);
}

#[test]
fn links_in_place_of_files_beside_the_site_are_named_and_nothing_is_touched() {
    let zip = &["build", "--date", "2026-05-01", "--portable", "--zip"][..];
    for (link, target, arguments) in [
        ("urls.lock", "thesis.txt", &["build", "--date", "2026-05-01", "--lock"][..]),
        ("public-portable.zip", "thesis.txt", zip),
        ("public-portable", "", zip),
        ("report.json", "thesis.txt", &["build", "--date", "2026-05-01", "--report", "report.json"]),
        ("out", "", &["build", "--date", "2026-05-01", "--report", "out/report.json"]),
        ("out", "", &["build", "--date", "2026-05-01", "--output", "out/site"]),
        ("out", "", &["build", "--date", "2026-05-01", "--output", "out"]),
        (".vscode", "", &["schema"]),
        (".vscode/settings.json", "thesis.txt", &["schema", "--out", "other"]),
    ] {
        let place = Place::new();
        place.link(link, target);
        let (code, said) = place.run(arguments);
        if arguments[0] == "schema" {
            assert!(code == 2 || said.contains("left as it is"), "{link}: {said}");
        } else {
            assert!(matches!(code, 1 | 2) && said.contains("link"), "{link}: {said}");
        }
        assert!(place.root().join(link).is_symlink(), "{link} was removed");
    }
    // What a link has the temporary name of is written beside it.
    let place = Place::new();
    place.link("urls.lock.planpress-new", "thesis.txt");
    place.link("public/.planpress.json.planpress-new", "thesis.txt");
    let (code, said) = place.run(&["build", "--date", "2026-05-01", "--lock"]);
    assert!(code == 0 || said.contains("leads out"), "{said}");
}

#[test]
fn paths_that_a_person_names_are_followed_outside_the_project() {
    let place = Place::new();
    let elsewhere = place.folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    symlink(&elsewhere, place.folder.path().join("link")).unwrap();
    symlink(place.root(), place.folder.path().join("the-project")).unwrap();
    let arguments = [
        "build",
        "--date",
        "2026-05-01",
        "--root",
        "../the-project",
        "--output",
        "../link/site",
        "--report",
        "../link/r.json",
    ];
    let (code, said) = place.run(&arguments);
    assert_eq!(code, 0, "{said}");
    assert!(elsewhere.join("site/index.html").is_file() && elsewhere.join("r.json").is_file());
    // A link outside that leads back to one inside is no way round.
    place.link("inside", "");
    symlink(place.root().join("inside"), place.folder.path().join("round")).unwrap();
    let (code, said) = place.run(&["build", "--date", "2026-05-01", "--output", "../round/site"]);
    assert!(code == 2 && said.contains("is a link inside the project"), "{said}");
}

#[test]
fn a_journal_or_manifest_that_no_build_wrote_is_damaged() {
    let digest = blake3::hash(b"precious").to_hex();
    let journal = |put: &str, gone: &str, files: &str| {
        format!(r#"{{"manifest":{{"edition":"public","files":{{{files}}}}},"put":[{put}],"gone":{{{gone}}}}}"#)
    };
    let gone = |path: &str| journal("", &format!(r#""{path}":"{digest}""#), "");
    let put = |path: &str| {
        let quoted = format!(r#""{path}""#);
        journal(&quoted, "", &format!("{quoted}:\"{digest}\""))
    };
    let victim = Place::new().victim().join("thesis.txt");
    for text in [
        gone("../../victim/thesis.txt"),
        gone("../../../victim/thesis.txt"),
        gone(victim.to_str().unwrap()),
        gone("a/../../../victim/thesis.txt"),
        gone(".git/config"),
        gone("./../../victim/thesis.txt"),
        put("../../../payload"),
        put("../../victim/thesis.txt"),
        put("/tmp/planpress-was-here"),
        put(".git/hooks/post-checkout"),
        put("a//b"),
        put(""),
        put("a\\u0000b"),
        journal(r#""index.html""#, "", ""),
        gone("index.html").replace("\"put\"", "\"run\":1,\"put\""),
        gone("index.html").replace(&*digest, "short"),
        "{".into(),
        "[]".into(),
        "null".into(),
    ] {
        let place = Place::new();
        place.write("public/.planpress/journal.json", &text);
        place.write("public/.planpress/site/payload", "evil");
        place.write(".git/config", "precious");
        place.write("payload", "evil");
        let (code, said) = place.run(DAY);
        assert!(code == 2 && said.contains("journal.json is damaged"), "{text}: {said}");
        assert_eq!(fs::read(place.root().join(".git/config")).unwrap(), b"precious", "{text}");
        assert!(!place.root().join(".git/hooks").exists());
        assert!(!Path::new("/tmp/planpress-was-here").exists());
        let place = Place::new();
        let manifest = serde_json::from_str::<serde_json::Value>(&text).unwrap_or_default();
        if let Some(files) = manifest.get("gone").filter(|files| files.as_object().is_some_and(|all| !all.is_empty())) {
            let files = files.to_string().replace("index.html", "../index.html");
            place.write("public/.planpress.json", &format!(r#"{{"edition":"public","files":{files}}}"#));
            let (code, said) = place.run(DAY);
            assert!(code == 2 && said.contains(".planpress.json is damaged"), "{files}: {said}");
        }
    }
}

#[test]
fn what_a_stopped_run_left_is_completed_inside_the_output_alone() {
    // A journal that names only files of the site is followed, and no further than that.
    let place = Place::new();
    let (digest, new) = (blake3::hash(b"old").to_hex(), blake3::hash(b"new").to_hex());
    place.write("public/old.html", "old");
    place.write("public/kept.html", "changed by hand");
    let journal = format!(
        r#"{{"manifest":{{"edition":"public","files":{{"new/a.html":"{new}"}}}},"put":["new/a.html"],"gone":{{"old.html":"{digest}","kept.html":"{digest}"}}}}"#
    );
    place.write("public/.planpress/journal.json", &journal);
    place.write("public/.planpress/site/new/a.html", "new");
    let (code, said) = place.run(DAY);
    assert_eq!(code, 0, "{said}");
    let public = place.root().join("public");
    assert!(public.join("index.html").exists() && public.join("kept.html").exists());
    assert!(!public.join("old.html").exists() && !public.join("new").exists() && !public.join(".planpress").exists());
    // The same where a link waits in the site that is to be put in place.
    let place = Place::new();
    place.write("public/.planpress/journal.json", &journal);
    place.link("public/.planpress/site/new", "site");
    let (code, said) = place.run(DAY);
    assert!(code == 2 && said.contains("public/.planpress/site/new is a link"), "{said}");
}

#[test]
fn a_cache_in_the_project_is_not_read() {
    let place = Place::new();
    place.link(".planpress/public/sheets", "");
    place.write(".planpress/links.json", "{}");
    let (code, said) = place.run(DAY);
    assert_eq!(code, 0, "{said}");
    for named in ["cache", ".planpress", "content/files", "."] {
        let (code, said) = place.run(&["build", "--date", "2026-05-01", "--cache", named]);
        assert!(code == 2 && said.contains("inside the project"), "{named}: {said}");
        assert!(!place.root().join("cache").exists());
    }
    // The system's folder for caches may be in the project, when that is a person's home.
    let built = |name: &str, value: &Path| {
        let mut command = common::program();
        command.args(DAY).current_dir(place.root()).env(name, value).env("HOME", place.root());
        outcome(&command.output().unwrap())
    };
    let (code, line) = built("XDG_CACHE_HOME", &place.root().join("cache"));
    assert!(code == 0 && line.contains("Nothing is kept for the next run"), "{line}");
    assert!(!place.root().join("cache").exists());
    // One that somebody else could write is not believed.
    let open = place.folder.path().join("open");
    assert_eq!(built("XDG_CACHE_HOME", &open).0, 0);
    let inner = open.join("planpress").join(common::cache_of(&place.root()).file_name().unwrap());
    fs::set_permissions(&inner, fs::Permissions::from_mode(0o777)).unwrap();
    let (code, line) = built("XDG_CACHE_HOME", &open);
    assert!(code == 0 && line.contains("others can write"), "{line}");
}

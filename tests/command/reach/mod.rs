//! What a build reaches: the project, the output, the folder beside it, a few files of the system,
//! and no network.

#![cfg(target_os = "linux")]
mod random;
mod state;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use crate::common::{PROGRAM, prepare, sites, skipped};

/// Files of the system, by what their paths begin with, and what they are for.
const SYSTEM: &[(&str, &str)] = &[
    ("/etc/ld.so.", "the loader's list of libraries"),
    ("/lib/", "the libraries of C, mathematics and unwinding"),
    ("/lib64/", "the same"),
    ("/usr/lib/", "the same"),
    ("/proc/self/maps", "where the stack ends"),
    ("/proc/self/cgroup", "how many cores there are to use"),
    ("/sys/fs/cgroup/", "the same"),
    ("/sys/devices/system/cpu/", "the same"),
    ("/proc/sys/vm/overcommit_memory", "how memory is to be asked for"),
    ("/sys/kernel/mm/transparent_hugepage/enabled", "the same"),
    ("/dev/null", "streams that were closed"),
];

/// Calls that look at a name and open nothing.
const LOOKS: &[&str] =
    &["access", "faccessat2", "getcwd", "lstat", "newfstatat", "readlink", "readlinkat", "stat", "statx"];

/// The calls of a trace that open or change something outside the folders, that run a program, or
/// that speak to a network; and how many calls there were.
fn strays(trace: &str, folders: &[&Path]) -> (BTreeSet<String>, usize) {
    let mut found = BTreeSet::new();
    let mut calls = 0;
    for line in trace.lines() {
        let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let Some((call, rest)) = line.split_once('(').filter(|(call, _)| !call.contains([' ', '<'])) else { continue };
        calls += 1;
        let network = ["socket", "connect", "bind", "sendto", "sendmsg", "recvfrom", "getaddrinfo", "listen"];
        if network.contains(&call) || (call == "execve" && calls > 1) || call.ends_with("fork") {
            found.insert(line.to_owned());
        } else if call != "execve" && !LOOKS.contains(&call) {
            let outside = |path: &PathBuf| {
                let own = folders.iter().any(|folder| path.starts_with(folder));
                !own && !SYSTEM.iter().any(|(start, _)| path.to_string_lossy().starts_with(start))
            };
            found.extend(paths(rest).into_iter().filter(outside).map(|path| format!("{call} {}", path.display())));
        }
    }
    (found, calls)
}

/// The paths among a call's arguments: each is whole, or below the folder that is named before it.
fn paths(arguments: &str) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    let (mut rest, mut folder) = (arguments, String::new());
    while let Some(at) = rest.find(['"', '<']) {
        let sign = if rest[at..].starts_with('"') { '"' } else { '>' };
        let Some((inside, after)) = rest[at + 1..].split_once(sign) else { break };
        // Behind the call's result is what was opened, which a link makes another than was asked for.
        if rest[..at].contains(") = ") {
            let opened = inside.split('<').next().unwrap_or_default();
            let is_file = opened.starts_with('/') && !opened.starts_with("/proc/");
            paths.extend(is_file.then(|| PathBuf::from(opened.trim_end_matches(" (deleted)"))));
            break;
        }
        if sign == '>' {
            folder = String::from(inside);
        } else {
            let mut whole = PathBuf::new();
            for part in Path::new(&folder).join(inside).components() {
                match part {
                    Component::ParentDir => drop(whole.pop()),
                    Component::CurDir => {}
                    other => whole.push(other),
                }
            }
            paths.push(whole);
        }
        rest = after;
    }
    paths
}

/// Runs the program under a trace, from a folder that is not the project's.
fn traced(place: &Path, arguments: &[&str]) -> String {
    let elsewhere = place.join("elsewhere");
    fs::create_dir_all(&elsewhere).unwrap();
    fs::create_dir_all(place.join("cache")).unwrap();
    let trace = place.join("trace");
    let done = Command::new("strace")
        .args(["-f", "-qq", "-y", "-s", "4096", "--trace=%file,%network,%process", "-o"])
        .arg(&trace)
        .arg(PROGRAM)
        .args(arguments)
        .current_dir(&elsewhere)
        .env_remove("SOURCE_DATE_EPOCH")
        .env("XDG_CACHE_HOME", place.join("cache"))
        // The test's own runner says where its libraries are.
        .env_remove("LD_LIBRARY_PATH")
        .output()
        .unwrap();
    assert!(done.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&done.stderr));
    fs::read_to_string(trace).unwrap()
}

/// Whether programs can be traced; where not, that is said.
fn can_trace() -> bool {
    let able = Command::new("strace").args(["-o", "/dev/null", "true"]).status().is_ok_and(|done| done.success());
    if !able {
        skipped("tracing of programs");
    }
    able
}

/// Builds every edition, and checks; gives what reached out.
fn reached(place: &Path, root: &Path) -> (BTreeSet<String>, usize) {
    let mut all = (BTreeSet::new(), 0);
    let root_text = root.to_str().unwrap();
    for edition in ["public", "consultation", "staff"] {
        let output = place.join(format!("out-{edition}"));
        let work = place.join(format!(".out-{edition}.planpress"));
        let given = [
            "build",
            "--date",
            "2026-05-01",
            "--edition",
            edition,
            "--root",
            root_text,
            "--output",
            output.to_str().unwrap(),
        ];
        let trace = traced(place, &given);
        let (mut found, calls) = strays(&trace, &[root, &output, &work, &place.join("cache/planpress")]);
        // The folder above is opened to reach the output, and locked so that two builds do not write beside
        // each other.
        for call in ["openat", "openat2"] {
            found.remove(&format!("{call} {}", place.display()));
        }
        all = (all.0.into_iter().chain(found).collect(), all.1 + calls);
    }
    let (found, calls) = strays(&traced(place, &["check", "--date", "2026-05-01", "--root", root_text]), &[root]);
    (all.0.into_iter().chain(found).collect(), all.1 + calls)
}

#[test]
fn what_reads_a_trace_sees_every_way_out() {
    let own = Path::new("/p");
    for bad in [
        "12 openat(AT_FDCWD</p>, \"../etc/passwd\", O_RDONLY) = 3</etc/passwd>",
        "12 openat(AT_FDCWD</p>, \"/etc/passwd\", O_RDONLY <unfinished ...>",
        "open(\"/home/x\", O_RDONLY) = -1 ENOENT (No such file or directory)",
        "rename(\"/p/a\", \"/q/a\") = 0",
        "unlinkat(4</q/r>, \"a\", 0) = 0",
        "mkdir(\"/q\", 0777) = 0",
        "openat(AT_FDCWD</p>, \"a\", O_RDONLY) = 3</etc/passwd>",
        "openat2(3</p>, \"a\", {flags=O_RDONLY}, 24) = 4</home/a (deleted)>",
        "socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 3",
        "access(\"/p\", R_OK) = 0\n9 execve(\"/bin/sh\", [\"sh\"], 0x7ffc) = 0",
    ] {
        assert_eq!(strays(bad, &[own]).0.len(), 1, "{bad}");
    }
    for good in [
        "openat(AT_FDCWD</p>, \"a/b\", O_RDONLY) = 3</p/a/b>",
        "openat(5</p/a>, \"b\", O_RDONLY) = 3</p/a/b>",
        "statx(AT_FDCWD</q>, \"/home\", 0) = 0",
        "openat(AT_FDCWD</q>, \"/lib/libc.so.6\", O_RDONLY) = 3</usr/lib/libc.so.6>",
    ] {
        assert_eq!(strays(good, &[own]).0.len(), 0, "{good}");
    }
}

#[test]
fn a_build_opens_nothing_but_the_project_the_output_and_a_few_files_of_the_system() {
    if !can_trace() {
        return;
    }
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().canonicalize().unwrap();
    let root = folder.join("project");
    prepare(&sites().join("everything"), &root);
    let (found, calls) = reached(&folder, &root);
    assert!(found.is_empty(), "{found:#?}");
    assert!(calls > 1000, "only {calls} calls were seen");
    for edition in ["public", "consultation", "staff"] {
        assert!(folder.join(format!("out-{edition}/index.html")).is_file());
    }
}

#[test]
fn content_and_themes_that_lead_out_are_not_followed() {
    if !can_trace() {
        return;
    }
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().canonicalize().unwrap();
    let root = folder.join("project");
    prepare(&sites().join("everything"), &root);
    fs::write(folder.join("secret.md"), "---\ntitle: Secret\n---\nSecret.\n").unwrap();
    fs::write(folder.join("secret.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").unwrap();
    fs::create_dir_all(root.join("content/files")).unwrap();
    symlink(folder.join("secret.md"), root.join("content/pages/out.md")).unwrap();
    symlink("../../../secret.svg", root.join("content/files/out.svg")).unwrap();
    symlink("round", root.join("content/files/round")).unwrap();
    symlink("/dev/zero", root.join("content/files/zero.pdf")).unwrap();
    symlink(&folder, root.join("content/groups/all")).unwrap();
    let made = Command::new("mkfifo").arg(root.join("content/files/pipe.pdf")).status().unwrap();
    assert!(made.success());
    let links = "![x](../../../secret.svg) [y](file:///etc/passwd) ![z](/etc/passwd) {% include \"/etc/passwd\" %}";
    fs::write(root.join("content/pages/ways.md"), format!("---\ntitle: Ways out\n---\n{links}\n")).unwrap();
    let site = root.join("content/site.yaml");
    let text = fs::read_to_string(&site).unwrap();
    let text = text.replace("  acronym: AU\n", "  acronym: AU\n  logo: ../../../secret.svg\n");
    fs::write(&site, format!("{text}theme: ../../out\n")).unwrap();
    let (found, calls) = reached(&folder, &root);
    assert!(found.is_empty(), "{found:#?}");
    assert!(calls > 400, "only {calls} calls were seen");

    // What a theme asks for: its templates are read, and nothing that they name outside.
    let root = folder.join("themed");
    prepare(&sites().join("everything"), &root);
    let theme = root.join("themes/out/templates");
    fs::create_dir_all(&theme).unwrap();
    let read = "#let x = read(\"../../../../secret.md\")\n#import \"/../../secret.md\"\n";
    fs::write(theme.join("guide.typ"), read).unwrap();
    fs::write(theme.join("page.html"), "{% include \"../../../../../secret.md\" %}{% include \"/etc/passwd\" %}")
        .unwrap();
    let site = root.join("content/site.yaml");
    let text = fs::read_to_string(&site).unwrap();
    fs::write(&site, format!("{text}theme: out\n")).unwrap();
    let (found, _) = reached(&folder, &root);
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn of_the_project_only_content_themes_and_the_list_of_addresses_are_opened() {
    if !can_trace() {
        return;
    }
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().canonicalize().unwrap();
    let root = folder.join("project");
    prepare(&sites().join("everything"), &root);
    fs::create_dir_all(root.join("content/files")).unwrap();
    fs::create_dir_all(root.join("themes/sea")).unwrap();
    for path in [".git/config", ".env", "Cargo.toml", "public/index.html", "content/.hidden", "urls.lock"] {
        fs::create_dir_all(root.join(path).parent().unwrap()).unwrap();
        fs::write(root.join(path), "theirs").unwrap();
        // Each from a page, from a file that would be published, and from a theme.
        let name = path.replace(['/', '.'], "-");
        symlink(root.join(path), root.join(format!("content/pages/{name}.md"))).unwrap();
        symlink(Path::new("../..").join(path), root.join(format!("content/files/{name}.txt"))).unwrap();
        symlink(Path::new("../..").join(path), root.join(format!("themes/sea/{name}.css"))).unwrap();
    }
    symlink("../.git", root.join("content/groups/git")).unwrap();
    symlink("../.git", root.join("themes/git")).unwrap();
    let site = root.join("content/site.yaml");
    fs::write(&site, fs::read_to_string(&site).unwrap() + "theme: sea\n").unwrap();
    let trace = traced(&folder, &["check", "--date", "2026-05-01", "--root", root.to_str().unwrap()]);
    let (found, calls) = strays(&trace, &[&root.join("content"), &root.join("themes"), &root.join("urls.lock")]);
    let opened = format!(" {}", root.display());
    let found: Vec<&String> = found.iter().filter(|call| !call.ends_with(&opened)).collect();
    assert!(found.is_empty() && calls > 100, "{found:#?} in {calls} calls");
    let hidden = trace.lines().find(|line| line.contains("open") && line.contains(".hidden\""));
    assert!(hidden.is_none(), "{hidden:?}");
}

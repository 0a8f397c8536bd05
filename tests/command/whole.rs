//! Publishing is whole or not at all: builds are killed, disks are full, folders cannot be exchanged.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Read as _;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{MetadataExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::common::{self, PROGRAM};

/// What stands in the output and is nobody's but the user's.
const FOREIGN: &[&str] = &[
    "CNAME",
    ".gitignore",
    ".git/HEAD",
    ".git/objects/aa/bb",
    "2026/mine.txt",
    "2026/grow/guide/notes/mine.txt",
    "about/mine.txt",
    "photos/one.jpg",
];

type Files = BTreeMap<PathBuf, Vec<u8>>;

/// Two sites that differ in all ways: files that changed, came, went, and became folders.
struct Two {
    place: tempfile::TempDir,
    old: Files,
    new: Files,
}

impl Two {
    fn new() -> Self {
        let place = tempfile::tempdir().unwrap();
        let mut sites = Vec::new();
        for name in ["old", "new"] {
            let root = place.path().join(name);
            common::prepare(&common::sites().join("minimal"), &root);
            fs::create_dir_all(root.join("content/pages")).unwrap();
            fs::create_dir_all(root.join("content/files")).unwrap();
            let page = format!("---\ntitle: A page\n---\nOf the {name} site. [One](/files/one.txt)\n");
            fs::write(root.join("content/pages/kept.md"), page).unwrap();
            fs::write(root.join("content/files/one.txt"), vec![7; 60_000]).unwrap();
            let own = if name == "old" { ["about", "files/x.txt"] } else { ["contact", "files/x.txt/y.txt"] };
            fs::write(root.join(format!("content/pages/{}.md", own[0])), "---\ntitle: Own\n---\nWords.\n").unwrap();
            let file = root.join("content").join(own[1]);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, name).unwrap();
            sites.push(fresh(&root, &place.path().join(format!("{name}-built"))));
        }
        let new = sites.pop().unwrap();
        Self { place, old: sites.pop().unwrap(), new }
    }

    /// The old site with what is not ours, in a folder of its own.
    fn output(&self, name: &str) -> Output {
        let folder = self.place.path().join(name).join("public");
        let _ = fs::remove_dir_all(folder.parent().unwrap());
        fs::create_dir_all(folder.parent().unwrap()).unwrap();
        let copied = Command::new("cp").arg("-a").arg(self.place.path().join("old-built")).arg(&folder).status();
        assert!(copied.unwrap().success());
        for path in FOREIGN {
            fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
            fs::write(folder.join(path), format!("theirs: {path}")).unwrap();
        }
        symlink("2026", folder.join("latest")).unwrap();
        fs::create_dir(folder.join("empty")).unwrap();
        fs::write(folder.join(OsStr::from_bytes(b"odd\xff")), "theirs").unwrap();
        let foreign = entries(&folder).into_iter().filter(|(path, _)| is_foreign(path)).collect();
        Output { folder, foreign }
    }

    fn build(&self, output: &Path) -> Command {
        let mut command = common::program();
        command.args(["build", "--date", "2026-05-01", "--root"]).arg(self.place.path().join("new"));
        command.arg("--output").arg(output).env("RAYON_NUM_THREADS", "1").stdout(Stdio::null());
        command
    }
}

/// An output folder, and what of it is not ours, with the numbers that the system knows it by.
struct Output {
    folder: PathBuf,
    foreign: BTreeMap<PathBuf, u64>,
}

fn fresh(root: &Path, output: &Path) -> Files {
    common::build(root, &["--date", "2026-05-01", "--output", output.to_str().unwrap()]);
    common::snapshot(output)
}

fn is_foreign(path: &Path) -> bool {
    FOREIGN.iter().any(|own| path == Path::new(own))
        || [&b"latest"[..], b"empty", b"odd\xff"].contains(&path.as_os_str().as_bytes())
}

/// Everything in a folder that is no folder, and what is empty, with its number.
fn entries(folder: &Path) -> BTreeMap<PathBuf, u64> {
    let all = walkdir::WalkDir::new(folder).into_iter().flatten();
    let path = |entry: &walkdir::DirEntry| entry.path().strip_prefix(folder).unwrap().to_owned();
    all.map(|entry| (path(&entry), entry.path().symlink_metadata().unwrap().ino())).collect()
}

/// What is ours in an output folder.
fn ours(folder: &Path) -> Files {
    let all = common::snapshot(folder).into_iter();
    all.filter(|(path, _)| !is_foreign(path) && !path.starts_with(".planpress")).collect()
}

fn beside(output: &Path) -> PathBuf {
    output.with_file_name(".public.planpress")
}

impl Two {
    /// After a run that was stopped: one of the two sites, and all that is not ours.
    fn is_whole(&self, output: &Output, moment: &str) -> bool {
        let (now, there) = (ours(&output.folder), entries(&output.folder));
        let is_new = now == self.new;
        assert!(is_new || now == self.old, "{moment}: neither the old site nor the new one");
        let waiting = entries(&beside(&output.folder).join("site"));
        for (path, number) in &output.foreign {
            let found = there.get(path).or_else(|| waiting.get(path));
            assert_eq!(found, Some(number), "{moment}: {} is lost", path.display());
        }
        is_new
    }

    /// The next run completes what is left.
    fn completes(&self, output: &Output, moment: &str) {
        let done = self.build(&output.folder).output().unwrap();
        assert!(done.status.success(), "{moment}: {}", String::from_utf8_lossy(&done.stderr));
        self.is_new(output, moment);
    }

    fn is_new(&self, output: &Output, moment: &str) {
        assert!(ours(&output.folder) == self.new, "{moment}: not the new site");
        let there = entries(&output.folder);
        for (path, number) in &output.foreign {
            assert_eq!(there.get(path), Some(number), "{moment}: {} is lost", path.display());
        }
        assert!(!beside(&output.folder).exists() && !output.folder.join(".planpress").exists(), "{moment}: litter");
    }
}

#[test]
fn unchanged_files_stay_and_what_is_not_ours_is_moved_never_copied() {
    let two = Two::new();
    let output = two.output("plain");
    let facts = |path: &str| fs::metadata(output.folder.join(path)).map(|own| (own.ino(), own.mtime_nsec())).unwrap();
    let before = facts("files/one.txt");
    two.completes(&output, "a build");
    assert_eq!(facts("files/one.txt"), before, "an unchanged file was written anew");
    // With nothing changed, nothing is written: neither in the folder nor beside it.
    let above = output.folder.parent().unwrap();
    let all = || {
        let facts =
            |path: &Path| path.symlink_metadata().map(|own| (own.ino(), own.ctime(), own.ctime_nsec())).unwrap();
        let list = walkdir::WalkDir::new(above).into_iter().flatten();
        list.map(|entry| (entry.path().to_owned(), facts(entry.path()))).collect::<BTreeMap<_, _>>()
    };
    let before = all();
    two.completes(&output, "a build without a change");
    assert!(before == all(), "something was written without a change");
    // A page that was changed by hand is made again; one that is damaged too.
    fs::write(output.folder.join("index.html"), "by hand").unwrap();
    fs::remove_file(output.folder.join("404.html")).unwrap();
    two.completes(&output, "a build after changes by hand");
}

/// Puts something at a path.
type Plant<'a> = &'a dyn Fn(&Path);

#[test]
fn what_stands_in_the_way_is_named_and_nothing_is_written() {
    let two = Two::new();
    let elsewhere = two.place.path().join("elsewhere");
    fs::create_dir_all(&elsewhere).unwrap();
    let plants: [(&str, Plant<'_>); 4] = [
        ("contact/index.html", &|path| fs::write(path, "theirs").unwrap()),
        ("contact", &|path| fs::write(path, "theirs").unwrap()),
        ("contact", &|path| symlink(&elsewhere, path).unwrap()),
        ("contact/index.html/deep/mine.txt", &|path| fs::write(path, "theirs").unwrap()),
    ];
    for (path, plant) in plants {
        let output = two.output("way");
        let path = output.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        plant(&path);
        let before = entries(&output.folder);
        let done = two.build(&output.folder).output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(2), "{said}");
        assert!(
            said.contains(path.to_str().unwrap())
                && (said.contains("not from planpress") || said.contains("is a link")),
            "{said}"
        );
        assert!(
            entries(&output.folder) == before && !beside(&output.folder).exists(),
            "{path:?}: something was written"
        );
        assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 0);
    }
}

#[test]
fn no_folder_is_taken_that_is_not_for_output() {
    let two = Two::new();
    let root = two.place.path().join("new");
    let home = two.place.path().join("home");
    fs::create_dir_all(home.join("pictures/summer")).unwrap();
    fs::create_dir_all(root.join(".git")).unwrap();
    let other = two.output("other").folder;
    let as_staff = fs::read_to_string(other.join(".planpress.json")).unwrap().replace("\"public\"", "\"staff\"");
    fs::write(other.join(".planpress.json"), as_staff).unwrap();
    for (output, reason) in [
        (Path::new("/"), "is the root of the file system"),
        (&home, "is or holds your home folder"),
        (two.place.path(), "holds the project itself"),
        (&root.join("content/public"), "is inside the project's sources"),
        (&root.join("content/../themes/x"), "is inside the project's sources"),
        (&root.join(".git/public"), "is inside the project's sources"),
        (&home.join("pictures"), "is full of things that are not from planpress, such as `summer`"),
        (&other, "holds the staff edition"),
        (&root.join("content/site.yaml"), "is inside the project's sources"),
    ] {
        let done = two.build(output).env("HOME", &home).output().unwrap();
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.code() == Some(2) && said.contains(reason), "{}: {said}", output.display());
    }
    assert_eq!(entries(&home).len(), 3);
    // A link to a folder is taken for the folder.
    let output = two.output("linked");
    let link = two.place.path().join("link");
    symlink(&output.folder, &link).unwrap();
    assert!(two.build(&link).status().unwrap().success());
    assert!(link.is_symlink());
    two.is_new(&output, "through a link");
}

#[test]
fn the_second_of_two_builds_waits() {
    let two = Two::new();
    let output = two.output("both");
    let held = fs::File::open(output.folder.parent().unwrap()).unwrap();
    held.lock().unwrap();
    let mut waits = two.build(&output.folder).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = [0; 13];
    waits.stderr.as_mut().unwrap().read_exact(&mut said).unwrap();
    assert_eq!(&said, b"Another build");
    assert!(ours(&output.folder) == two.old);
    held.unlock().unwrap();
    assert!(waits.wait().unwrap().success());
    two.is_new(&output, "after waiting");
    for _ in 0..5 {
        let output = two.output("both");
        let all: Vec<_> = (0..4).map(|_| two.build(&output.folder).stderr(Stdio::null()).spawn().unwrap()).collect();
        for mut own in all {
            assert!(own.wait().unwrap().success());
        }
        two.is_new(&output, "four at once");
    }
}

#[test]
fn killed_at_any_moment_the_site_is_the_old_one_or_the_new_one() {
    let two = Two::new();
    // How long writing takes, and from when on.
    let output = two.output("killed");
    let began = Instant::now();
    assert!(two.build(&output.folder).stderr(Stdio::null()).status().unwrap().success());
    let whole = began.elapsed();
    let (mut old, mut new) = (0, 0);
    for at in 0..200_u32 {
        let output = two.output("killed");
        let mut build = two.build(&output.folder).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(whole.mul_f64(0.2 + 0.9 * f64::from(at) / 200.0).max(Duration::from_micros(100)));
        build.kill().unwrap();
        build.wait().unwrap();
        let moment = format!("killed after {at}/200");
        if two.is_whole(&output, &moment) {
            new += 1;
        } else {
            old += 1;
        }
        two.completes(&output, &moment);
    }
    assert!(old > 0 && new > 0, "killed always too early or too late: {old} old, {new} new");
}

/// The calls that change something on disk, and `openat`, which may.
const CALLS: &[&str] = &[
    "openat",
    "openat2",
    "write",
    "pwrite64",
    "mkdir",
    "mkdirat",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "unlinkat",
    "rmdir",
    "chmod",
    "fchmod",
    "fchmodat",
    "ftruncate",
    "copy_file_range",
    "symlink",
];

/// Runs a build that is killed as it makes a call for the n-th time; says whether it was.
fn killed_at(build: &Command, call: &str, count: usize) -> bool {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "/dev/null", &format!("--trace={call}")]);
    command.arg(format!("--inject={call}:signal=KILL:when={count}")).arg(build.get_program());
    command
        .args(build.get_args())
        .envs(build.get_envs().filter_map(|(name, value)| Some((name, value?))))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    !command.status().unwrap().success()
}

#[test]
fn killed_at_every_call_that_writes_the_site_is_the_old_one_or_the_new_one() {
    if Command::new("strace").args(["-o", "/dev/null", "true"]).status().is_ok_and(|done| done.success()) {
        let two = Two::new();
        let (mut old, mut new) = (0, 0);
        for call in CALLS {
            for count in 1.. {
                let output = two.output("calls");
                let moment = format!("killed at {call} number {count}");
                if !killed_at(&two.build(&output.folder), call, count) {
                    two.is_new(&output, &moment);
                    break;
                }
                if two.is_whole(&output, &moment) {
                    new += 1;
                } else {
                    old += 1;
                }
                two.completes(&output, &moment);
            }
        }
        println!("killed at {} calls: {old} times the old site, {new} times the new one", old + new);
        assert!(old > 100 && new > 20, "{old} old, {new} new");
    } else {
        common::skipped("tracing of programs");
    }
}

/// Runs a script where it may mount; nothing where the system does not allow it.
fn with_mounts(script: &str, arguments: &[&OsStr]) -> Option<std::process::Output> {
    let able = Command::new("unshare").args(["-rm", "mount", "-t", "tmpfs", "none", "/mnt"]).output();
    if !able.is_ok_and(|done| done.status.success()) {
        common::skipped("mounts in a space of its own");
        return None;
    }
    Some(Command::new("unshare").args(["-rm", "sh", "-euc", script, "sh"]).args(arguments).output().unwrap())
}

#[test]
fn with_the_disk_full_the_site_is_the_old_one_or_the_new_one() {
    let two = Two::new();
    let size = |files: &Files| files.values().map(|bytes| bytes.len().next_multiple_of(4096)).sum::<usize>();
    let (mut old, mut new) = (0, 0);
    for step in 0..26 {
        let output = two.output("full");
        // The disk ends at another place each time: in the middle of files, of folders, of links.
        let limit = if step % 2 == 0 {
            format!("size={}", size(&two.old) + (output.foreign.len() + step / 2) * 4096)
        } else {
            format!("size=100m,nr_inodes={}", entries(&output.folder).len() + 2 + step * 2)
        };
        let out = output.folder.with_file_name("after");
        let script = r#"
            mkdir "$1/disk"; mount -t tmpfs -o "$2" none "$1/disk"; cp -a "$1/public" "$1/disk/public"
            status=0; "$3" build --date 2026-05-01 --root "$4" --output "$1/disk/public" >&2 || status=$?
            cp -a "$1/disk/public" "$1/after"
            mount -o remount,size=100m,nr_inodes=100000 "$1/disk"
            "$3" build --date 2026-05-01 --root "$4" --output "$1/disk/public" >&2
            cp -a "$1/disk/public" "$1/again"; ls -A "$1/disk"; exit $status"#;
        let root = two.place.path().join("new");
        let folder = output.folder.parent().unwrap();
        let arguments = [folder.as_os_str(), OsStr::new(&limit), OsStr::new(PROGRAM), root.as_os_str()];
        let Some(done) = with_mounts(script, &arguments) else { return };
        let said = String::from_utf8_lossy(&done.stderr);
        let now = ours(&out);
        match done.status.code() {
            Some(0) => new += usize::from(now == two.new),
            Some(2) if said.contains("No space left") => old += usize::from(now == two.old),
            _ => panic!("{limit}: {said}"),
        }
        assert_eq!(old + new, step + 1, "{limit}: neither the old site nor the new one\n{said}");
        let again = folder.join("again");
        assert!(ours(&again) == two.new, "{limit}: the next run has not completed it");
        for path in output.foreign.keys() {
            assert!(again.join(path).symlink_metadata().is_ok(), "{limit}: {} is lost", path.display());
        }
        assert_eq!(String::from_utf8_lossy(&done.stdout), "public\n", "{limit}: litter");
    }
    println!("with the disk full: {old} times the old site, {new} times the new one");
    assert!(old > 3 && new > 3, "{old} old, {new} new");
}

#[test]
fn where_folders_cannot_be_exchanged_a_journal_is_kept_and_the_next_run_completes_it() {
    let two = Two::new();
    for call in ["", "renameat", "unlinkat", "mkdirat", "openat", "openat2"] {
        for count in 1.. {
            let output = two.output("mounted");
            let script = r#"
                mount --bind "$1" "$1"
                if [ "$4" ]; then
                  strace -f -qq -o /dev/null --trace="$4" --inject="$4:signal=KILL:when=$5" \
                    "$2" build --date 2026-05-01 --root "$3" --output "$1" >/dev/null 2>&1 && echo survived
                fi
                "$2" build --date 2026-05-01 --root "$3" --output "$1""#;
            let root = two.place.path().join("new");
            let number = count.to_string();
            let arguments = [
                output.folder.as_os_str(),
                OsStr::new(PROGRAM),
                root.as_os_str(),
                OsStr::new(call),
                OsStr::new(&number),
            ];
            let Some(done) = with_mounts(script, &arguments) else { return };
            let said = String::from_utf8_lossy(&done.stderr);
            let moment = format!("killed at {call} number {count}");
            assert!(done.status.success(), "{moment}: {said}");
            two.is_new(&output, &moment);
            if call.is_empty() {
                assert!(said.contains("one by one, since the folder is a mount point"), "{said}");
                break;
            }
            if done.stdout == b"survived\n" {
                assert!(count > 2, "{call} is never called");
                break;
            }
        }
    }
}

/// A build on a file system that knows no locks.
fn without_locks(build: &Command) -> Command {
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "/dev/null", "--trace=flock", "--inject=flock:error=ENOLCK"]);
    command.arg(build.get_program()).args(build.get_args()).stdout(Stdio::null());
    command.envs(build.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command
}

#[test]
fn where_there_are_no_locks_a_file_keeps_two_builds_apart() {
    if !Command::new("strace").args(["-o", "/dev/null", "true"]).status().is_ok_and(|done| done.success()) {
        common::skipped("tracing of programs");
        return;
    }
    let two = Two::new();
    let locked = |output: &Output| output.folder.with_file_name(".public.planpress-lock");
    for round in 0..10 {
        let output = two.output("unlocked");
        // A run that was killed has left its file: no process has this number.
        if round % 2 == 0 {
            let host = fs::read_to_string("/proc/sys/kernel/hostname").unwrap();
            let ended = format!(r#"{{"host":"{}","process":{}}}"#, host.trim(), u32::MAX);
            fs::write(locked(&output), ended).unwrap();
        }
        let build = two.build(&output.folder);
        let all: Vec<_> = (0..4).map(|_| without_locks(&build).stderr(Stdio::piped()).spawn().unwrap()).collect();
        for child in all {
            let done = child.wait_with_output().unwrap();
            assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        }
        two.is_new(&output, "four at once without locks");
        assert!(!locked(&output).exists(), "litter");
    }
    // Whether a process of another computer has ended cannot be known.
    let output = two.output("unlocked");
    fs::write(locked(&output), r#"{"host":"elsewhere","process":1}"#).unwrap();
    let done = without_locks(&two.build(&output.folder)).output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.code() == Some(2) && said.contains("`elsewhere`"), "{said}");
    assert!(said.contains(locked(&output).to_str().unwrap()) && said.contains("delete"), "{said}");
    assert!(ours(&output.folder) == two.old);
    fs::remove_file(locked(&output)).unwrap();
    two.completes(&output, "once the file is deleted");
}

/// Runs a program as somebody who is not root, whom rights concern.
fn as_nobody(command: &Command) -> Command {
    let mut other = Command::new("setpriv");
    other.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all"]);
    other.arg(command.get_program()).args(command.get_args());
    other.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
    other
}

#[test]
fn folders_without_the_right_to_write_are_no_hindrance() {
    let two = Two::new();
    for (round, folder) in ["2026", "2026/grow", "about", "photos", "files"].into_iter().enumerate() {
        let output = two.output("rights");
        let above = output.folder.parent().unwrap();
        let own = Command::new("chown").args(["-R", "65534:65534"]).arg(two.place.path()).status();
        let mut build = as_nobody(&two.build(&output.folder));
        build.env("XDG_CACHE_HOME", above.join("cache"));
        let able = as_nobody(&Command::new("true")).status().is_ok_and(|done| done.success());
        if !(own.is_ok_and(|done| done.success()) && able) {
            common::skipped("changing of the user");
            return;
        }
        fs::set_permissions(two.place.path(), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
        fs::set_permissions(output.folder.join(folder), std::os::unix::fs::PermissionsExt::from_mode(0o555)).unwrap();
        for again in 0..2 {
            let done = build.output().unwrap();
            let said = String::from_utf8_lossy(&done.stderr);
            assert!(done.status.success(), "{folder}, build {again}: {said}");
            two.is_new(&output, &format!("{folder} of mode 555, round {round}"));
        }
    }
}

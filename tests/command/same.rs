//! The same input gives the same bytes, whoever builds it, wherever and whenever.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use crate::common;
use crate::common::{files_below, prepare, run, sites, snapshot};

/// Another order in which a folder's entries are made, which is the order in which many systems list them.
fn copy_backwards(from: &Path, to: &Path) {
    let mut files = files_below(from);
    files.reverse();
    for (at, file) in files.iter().enumerate() {
        let path = to.join(file.strip_prefix(from).unwrap());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::copy(file, &path).unwrap();
        let age = Duration::from_secs(86_400 * (at as u64 + 1));
        fs::File::open(&path).unwrap().set_modified(SystemTime::now() - age).unwrap();
    }
}

/// What a build writes under a condition.
fn built(root: &Path, edition: &str, set: &dyn Fn(&mut Command)) -> BTreeMap<PathBuf, Vec<u8>> {
    let output = root.parent().unwrap().join("output");
    let mut command = common::program();
    command.args(["build", "--edition", edition]).current_dir(root).arg("--output").arg(&output);
    command.stdin(Stdio::null());
    set(&mut command);
    let done = command.output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let files = snapshot(&output);
    fs::remove_dir_all(&output).unwrap();
    files
}

fn day(command: &mut Command) {
    command.args(["--date", "2026-05-01"]);
}

#[test]
fn builds_under_other_conditions_have_no_difference() {
    let place = tempfile::tempdir().unwrap();
    let first = place.path().join("one/project");
    prepare(&sites().join("everything"), &first);
    let twisted = place.path().join("ways to Llan\u{e2}n/a/b/c/d/the same plan");
    copy_backwards(&first, &twisted);
    // Another file system, where there is one, lists its entries in another order.
    let memory = tempfile::tempdir_in("/dev/shm").ok();
    let in_memory = memory.as_ref().map(|own| own.path().join("project"));
    if let Some(root) = &in_memory {
        copy_backwards(&first, root);
    }
    for edition in ["public", "consultation", "staff"] {
        let expected = built(&first, edition, &day);
        assert!(expected.len() > 100);
        let same = |what: &str, found: &BTreeMap<PathBuf, Vec<u8>>| {
            let other: Vec<&PathBuf> =
                (expected.keys().chain(found.keys())).filter(|path| expected.get(*path) != found.get(*path)).collect();
            assert!(other.is_empty(), "{edition}, {what}: {other:#?}");
        };
        same("what was printed kept", &built(&first, edition, &day));
        fs::remove_dir_all(common::cache_of(&first)).unwrap();
        let with = |pairs: &'static [(&'static str, &'static str)]| {
            move |command: &mut Command| {
                day(command);
                command.envs(pairs.iter().copied());
            }
        };
        for pairs in [
            &[("TZ", "Pacific/Kiritimati"), ("LANG", "cy_GB.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")] as &[_],
            &[("TZ", "America/Los_Angeles"), ("LC_ALL", "C"), ("RAYON_NUM_THREADS", "1")],
            &[("HOME", "/nowhere"), ("USER", "somebody"), ("LOGNAME", "somebody"), ("RAYON_NUM_THREADS", "7")],
        ] {
            same(&format!("{pairs:?}"), &built(&first, edition, &with(pairs)));
            fs::remove_dir_all(common::cache_of(&first)).unwrap();
        }
        same(
            "without any variable",
            &built(&first, edition, &|command| {
                day(command);
                command.env_clear().arg("--cache").arg(common::caches().join("planpress"));
            }),
        );
        same("another folder, order and age", &built(&twisted, edition, &day));
        if let Some(root) = &in_memory {
            same("another file system", &built(root, edition, &day));
        }
    }
}

#[test]
fn the_clock_gives_the_day_and_nothing_else() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().join("project");
    prepare(&sites().join("everything"), &root);
    let at = |seconds: &'static str| {
        move |command: &mut Command| {
            command.env("SOURCE_DATE_EPOCH", seconds);
        }
    };
    let expected = built(&root, "public", &day);
    // The first and the last second of that day in the zone of the site, which is an hour ahead then.
    assert!(built(&root, "public", &at("1777590000")) == expected);
    assert!(built(&root, "public", &at("1777676399")) == expected);
    // A day on which nothing is due or passes changes nothing.
    let next = built(&root, "public", &|command| {
        command.args(["--date", "2026-05-02"]);
    });
    assert!(next == expected);
    // A named day goes before the environment's.
    let both = built(&root, "public", &|command| {
        day(command);
        command.env("SOURCE_DATE_EPOCH", "1577836800");
    });
    assert!(both == expected);
    let without = built(&root, "public", &at("1577836800"));
    assert!(without != expected, "2020 is another time");
}

#[test]
fn a_moment_that_is_none_is_refused() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().join("project");
    prepare(&sites().join("minimal"), &root);
    for wrong in ["soon", "", "1e9", "99999999999999999999"] {
        let mut command = common::program();
        let done = command.arg("build").current_dir(&root).env("SOURCE_DATE_EPOCH", wrong).output().unwrap();
        let said = String::from_utf8(done.stderr).unwrap();
        assert_eq!(done.status.code(), Some(2), "{said}");
        assert!(said.contains("SOURCE_DATE_EPOCH"), "{said}");
    }
    assert_eq!(run(&root, &["build", "--date", "2026-05-01"]).status.code(), Some(0));
}

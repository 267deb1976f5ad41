//! What befalls a build: it is killed, the disk is full, the clock jumps, a file changes under it.

use std::{
    collections::BTreeMap,
    fs,
    process::{Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant, SystemTime},
};

use crate::support::{SiteTest, assert_equal_trees};

/// A site whose readings all say the same.
fn site_that_says(words: &str) -> SiteTest {
    let mut site = SiteTest::empty().file(
        "content/entities/ann.md",
        "+++\nkind = \"person\"\nname = \"Ann\"\n+++\nA traveller.\n",
    );
    for number in 0..12 {
        site = site.file(&reading(number), text(number, words));
    }
    site
}

fn reading(number: usize) -> String {
    format!("content/readings/r{number}.md")
}

fn text(number: usize, words: &str) -> String {
    let filler = format!("{words} ").repeat(200);
    format!("+++\ntitle = \"R{number}\"\n+++\n[Ann]{{person=ann}} said {words}.\n\n{filler}\n")
}

fn is_left_over(name: &str) -> bool {
    name.rsplit('/')
        .next()
        .is_some_and(|last| last.starts_with(".glossator-") && last != ".glossator-manifest")
}

#[test]
fn a_build_that_is_killed_at_any_moment_leaves_whole_files_and_the_next_is_right() {
    let texts = ["yes", "no"];
    let clean = texts.map(|words| site_that_says(words).build().tree("public"));
    let site = site_that_says(texts[0]);
    let began = Instant::now();
    let mut site = site.build();
    let usual = began.elapsed();
    let mut random = 7_u32;
    for round in 0..50 {
        let current = (round + 1) % 2;
        for number in 0..12 {
            site = site.file(&reading(number), text(number, texts[current]));
        }
        let mut child = Command::new(env!("CARGO_BIN_EXE_glossator"))
            .arg("build")
            .current_dir(site.path(""))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        thread::sleep(usual.mul_f64(f64::from(random >> 16) / 65536.0));
        child.kill().unwrap();
        child.wait().unwrap();
        for (name, bytes) in site.tree("public") {
            let is_whole = clean.iter().any(|tree| tree.get(&name) == Some(&bytes));
            assert!(
                is_whole || is_left_over(&name) || name == ".glossator-manifest",
                "round {round}: {name} is neither old nor new"
            );
        }
        if round % 5 == 4 {
            site = site.build();
            assert_equal_trees(&site.tree("public"), &clean[current]);
        }
    }
}

/// Mounts a disk of so many bytes, and takes it away at the end.
struct SmallDisk(std::path::PathBuf);

impl SmallDisk {
    fn mount(at: std::path::PathBuf, bytes: u64) -> Option<Self> {
        let status = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={bytes}"), "tmpfs"])
            .arg(&at)
            .stderr(Stdio::null())
            .status();
        status
            .is_ok_and(|status| status.success())
            .then_some(Self(at))
    }

    /// Gives the disk other room.
    fn resize(&self, bytes: u64) {
        let status = Command::new("mount")
            .args(["-o", &format!("remount,size={bytes}")])
            .arg(&self.0)
            .status();
        assert!(status.unwrap().success());
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn a_full_disk_is_a_finding_and_loses_nothing() {
    let measure = site_that_says("yes").build().tree("public");
    let bytes: usize = measure
        .values()
        .map(|bytes| bytes.len().div_ceil(4096) * 4096)
        .sum();
    let site = site_that_says("yes");
    fs::create_dir(site.path("public")).unwrap();
    let Some(disk) = SmallDisk::mount(site.path("public"), bytes as u64 + 100_000) else {
        eprintln!("skipped: this test may not mount a small disk");
        return;
    };
    let mut site = site.build();
    let before = site.tree("public");
    for number in 0..12 {
        site = site.file(&reading(number), text(number, &"no".repeat(60)));
    }
    let ran = site.run(&["build", "--format", "json"]);
    assert_eq!(ran.status, 1, "{}", ran.stderr);
    let found = ran.findings();
    assert_eq!(found.matches("error disk-full").count(), 1, "{found}");
    let clean = site.copy_of_sources().build().tree("public");
    let after = site.tree("public");
    for (name, bytes) in &after {
        let is_whole = before.get(name) == Some(bytes) || clean.get(name) == Some(bytes);
        assert!(
            is_whole || name == ".glossator-manifest",
            "{name} is neither old nor new"
        );
    }
    assert!(before.keys().all(|name| after.contains_key(name)));
    // As the hint has it: where there is room the next build is right.
    disk.resize(4 * bytes as u64 + 1_000_000);
    let mut site = site.build();
    assert_equal_trees(&site.tree("public"), &clean);
    for number in 0..12 {
        site = site.file(&reading(number), text(number, "yes"));
    }
    let site = site.build();
    assert_equal_trees(&site.tree("public"), &before);
    drop(disk);
}

fn set_times(site: &SiteTest, folder: &str, time: SystemTime) {
    for name in site.tree(folder).keys() {
        let file = fs::File::options()
            .append(true)
            .open(site.path(folder).join(name))
            .unwrap();
        file.set_modified(time).unwrap();
    }
}

#[test]
fn a_clock_that_jumps_changes_nothing() {
    let year = Duration::from_hours(365 * 24);
    let site = site_that_says("yes").build();
    let before = site.tree("public");
    for time in [SystemTime::now() + 30 * year, SystemTime::UNIX_EPOCH + year] {
        set_times(&site, "content", time);
        set_times(&site, "public", time);
        let ran = site.run(&["build"]);
        assert!(ran.stderr.contains("0 files written"), "{}", ran.stderr);
        assert_equal_trees(&site.tree("public"), &before);
    }
    // An edit is seen, whatever time it bears.
    let site = site.file(&reading(3), text(3, "no"));
    set_times(&site, "content", SystemTime::UNIX_EPOCH + year);
    site.build().check_equals_clean_build();
}

#[test]
fn a_file_that_changes_while_it_is_read_is_right_in_the_end() {
    let site = site_that_says("yes");
    let path = site.path(&reading(0));
    let is_over = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let mut number = 0;
            while !is_over.load(Ordering::Relaxed) {
                number += 1;
                // As some editors save: not in one piece.
                fs::write(&path, &text(0, &format!("w{number}"))[..40]).unwrap();
                fs::write(&path, text(0, &format!("w{number}"))).unwrap();
            }
        });
        for _ in 0..6 {
            site.run(&["build"]);
        }
        is_over.store(true, Ordering::Relaxed);
    });
    let pages: BTreeMap<String, Vec<u8>> = site.build().check_equals_clean_build().tree("public");
    assert!(pages.contains_key("readings/r0.html"));
}

use notify::event::{CreateKind, DataChange, Event, RemoveKind};

use super::*;

fn changes(root: &Path) -> Changes {
    let options = Options {
        root: root.to_owned(),
        ..Options::default()
    };
    let (changes, reason) = Changes::begin(&options);
    assert_eq!(reason, None);
    changes
}

#[expect(clippy::disallowed_methods, reason = "it stands for another program")]
fn rename(from: &Path, to: &Path) {
    std::fs::rename(from, to).unwrap();
}

/// Writes as the editors do that write in place.
fn write_in_place(path: &Path, text: &str) {
    use std::io::Write as _;
    let mut file = std::fs::File::create(path).unwrap();
    file.write_all(text.as_bytes()).unwrap();
}

fn look(changes: &mut Changes) -> BTreeSet<PathBuf> {
    let never = |reason: PollReason| panic!("{reason:?}");
    match changes.next(&never) {
        Next::Look(paths) => paths,
        other => panic!("{other:?}"),
    }
}

/// Returns all that is told until nothing is for a while.
fn all_looks(changes: &mut Changes) -> Vec<BTreeSet<PathBuf>> {
    let sender = changes.sender();
    let stop = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(600));
        drop(sender.send(Notice::Stop));
    });
    let mut looks = Vec::new();
    while let Next::Look(paths) = changes.next(&|_| {}) {
        looks.push(paths);
    }
    stop.join().unwrap();
    looks
}

#[test]
fn a_save_is_told_whatever_the_editor_does() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("content/readings/a.md");
    fs::write(&path, b"one").unwrap();
    let mut changes = changes(folder.path());
    let beside = |name: &str| path.with_file_name(name);

    // In place.
    write_in_place(&path, "two");
    assert!(look(&mut changes).contains(&path));
    // By a file of another name that takes its place, three times, as a watch on the file would miss.
    for n in 0..3 {
        write_in_place(&beside(".a.md.tmp"), &format!("three {n}"));
        rename(&beside(".a.md.tmp"), &path);
        assert!(look(&mut changes).contains(&path));
    }
    // As vim does, with a backup.
    rename(&path, &beside("a.md~"));
    std::thread::sleep(Duration::from_millis(10));
    write_in_place(&path, "four");
    fs::remove(&beside("a.md~")).unwrap();
    assert_eq!(look(&mut changes), BTreeSet::from([path.clone()]));
    // Truncated, closed, and only then filled.
    write_in_place(&path, "");
    std::thread::sleep(Duration::from_millis(20));
    write_in_place(&path, "five");
    assert_eq!(look(&mut changes), BTreeSet::from([path.clone()]));
    assert_eq!(fs::read(&path).unwrap(), b"five");
    // Reading is no change, and neither is what is none of the site's.
    fs::read(&path).unwrap();
    fs::write(&folder.path().join("public/index.html"), b"x").unwrap();
    write_in_place(&beside(".a.md.swp"), "x");
    assert_eq!(all_looks(&mut changes), []);
}

#[test]
fn many_files_are_one_batch() {
    let folder = tempfile::tempdir().unwrap();
    let paths: BTreeSet<PathBuf> = (0..500)
        .map(|n| folder.path().join(format!("content/readings/{n}.md")))
        .collect();
    fs::create_folder(&folder.path().join("content/readings")).unwrap();
    for path in &paths {
        write_in_place(path, "one");
    }
    let mut changes = changes(folder.path());
    for path in &paths {
        // As git does it.
        fs::remove(path).unwrap();
        write_in_place(path, "two");
    }
    let looks = all_looks(&mut changes);
    // A machine that is busy elsewhere may pause in the middle of it.
    assert!(looks.len() <= 3, "{} batches", looks.len());
    let all: BTreeSet<PathBuf> = looks.into_iter().flatten().collect();
    assert_eq!(all, paths);
}

#[test]
fn a_folder_that_is_removed_and_returns_is_watched_again() {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content");
    let path = content.join("readings/a.md");
    fs::write(&path, b"one").unwrap();
    let mut changes = changes(folder.path());
    let away = folder.path().join("away");
    for _ in 0..2 {
        rename(&content, &away);
        let told: BTreeSet<_> = all_looks(&mut changes).into_iter().flatten().collect();
        assert!(told.contains(&content), "{told:?}");
        rename(&away, &content);
        let told: BTreeSet<_> = all_looks(&mut changes).into_iter().flatten().collect();
        assert!(told.contains(&content), "{told:?}");
        write_in_place(&path, "two");
        assert!(look(&mut changes).contains(&path));
    }
    // A folder that was not there at first.
    let seed = folder.path().join("seeds/deep/a.txt");
    fs::write(&seed, b"one").unwrap();
    let told: BTreeSet<_> = all_looks(&mut changes).into_iter().flatten().collect();
    assert!(told.iter().any(|path| seed.starts_with(path)), "{told:?}");
    write_in_place(&seed, "two");
    assert!(look(&mut changes).contains(&seed));
}

#[test]
fn where_the_system_tells_nothing_the_files_are_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("content/readings/a.md");
    fs::write(&path, b"one").unwrap();
    let options = Options {
        root: folder.path().to_owned(),
        poll: Some(Duration::from_millis(20)),
        ..Options::default()
    };
    let (mut changes, reason) = Changes::begin(&options);
    assert_eq!(reason, Some(PollReason::Asked));
    write_in_place(&path, "longer");
    assert_eq!(look(&mut changes), BTreeSet::from([path.clone()]));
}

#[test]
fn a_watch_that_breaks_off_goes_on_by_looking() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("content/readings/a.md");
    fs::write(&path, b"one").unwrap();
    let mut changes = changes(folder.path());
    changes.poll_interval = Duration::from_millis(20);
    let limit = notify::Error::new(notify::ErrorKind::MaxFilesWatch);
    changes.sender().send(Notice::Event(Err(limit))).unwrap();
    let reasons = std::sync::Mutex::new(Vec::new());
    let next = changes.next(&|reason| reasons.lock().unwrap().push(reason));
    // What happened in between is looked at, too.
    assert!(matches!(next, Next::Look(paths) if paths.contains(&folder.path().join("content"))));
    assert_eq!(*reasons.lock().unwrap(), [PollReason::Limit]);
    write_in_place(&path, "longer");
    assert!(look(&mut changes).contains(&path));
}

#[test]
fn an_error_that_ends_no_watch_is_passed_over() {
    let gone = notify::Error::path_not_found();
    assert!(!is_at_limit(&gone));
    for code in [24, 28] {
        let error = std::io::Error::from_raw_os_error(code);
        assert!(is_at_limit(&notify::Error::io(error)), "{code}");
    }
}

#[test]
fn reading_is_no_change() {
    use notify::event::{AccessKind, AccessMode};
    for (kind, expected) in [
        (EventKind::Access(AccessKind::Open(AccessMode::Any)), None),
        (EventKind::Access(AccessKind::Close(AccessMode::Read)), None),
        (
            EventKind::Access(AccessKind::Close(AccessMode::Write)),
            Some(Sign::Whole),
        ),
        (
            EventKind::Modify(ModifyKind::Name(RenameMode::To)),
            Some(Sign::Whole),
        ),
        (
            EventKind::Modify(ModifyKind::Name(RenameMode::From)),
            Some(Sign::Unfinished),
        ),
        (EventKind::Remove(RemoveKind::File), Some(Sign::Unfinished)),
    ] {
        assert_eq!(sign(kind), expected, "{kind:?}");
    }
    let writing = [
        EventKind::Create(CreateKind::File),
        EventKind::Modify(ModifyKind::Data(DataChange::Any)),
    ];
    for kind in writing {
        let expected = if CLOSING_IS_TOLD {
            Sign::Unfinished
        } else {
            Sign::Whole
        };
        assert_eq!(sign(kind), Some(expected), "{kind:?}");
    }
}

#[test]
fn lost_events_mean_a_look_at_everything() {
    let folder = tempfile::tempdir().unwrap();
    let mut changes = changes(folder.path());
    let lost = Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan);
    changes.sender().send(Notice::Event(Ok(lost))).unwrap();
    assert_eq!(look(&mut changes).len(), folders::WATCHED.len());
}

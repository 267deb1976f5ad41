use std::{
    cell::RefCell,
    collections::BTreeSet,
    path::Path,
    sync::mpsc::{self, Receiver},
    thread::JoinHandle,
};

use super::{preview::Answer, state::State, *};
use crate::{fs, workspace::Workspace};

/// A preview without its network.
struct Running {
    folder: tempfile::TempDir,
    preview: Arc<Preview>,
    events: Receiver<Told>,
    notices: Sender<Notice>,
    work: Option<JoinHandle<()>>,
    /// What was told and not asked for yet.
    passed: RefCell<Vec<Told>>,
}

/// What is told, as far as tests ask for it.
#[derive(Debug, PartialEq, Eq)]
enum Told {
    Changed(Vec<String>),
    Findings { new: Vec<String>, mended: usize },
    Imported(usize),
}

fn run(files: &[(&str, &str)]) -> Running {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(&folder.path().join(name), text.as_bytes()).unwrap();
    }
    let options = Options {
        root: folder.path().to_owned(),
        ..Options::default()
    };
    let (sender, events) = mpsc::channel();
    let reporter: Reporter = Arc::new(move |event: Event<'_>| {
        let told = match event {
            Event::Changed { names, .. } => Told::Changed(names.to_vec()),
            Event::Findings { new, mended, .. } => Told::Findings {
                new: new.iter().map(|finding| finding.code.to_string()).collect(),
                mended,
            },
            Event::Imported { report, .. } => Told::Imported(report.created.len()),
            Event::Failed(what) => panic!("{what}"),
            _ => return,
        };
        let _ = sender.send(told);
    });
    let (changes, _) = Changes::begin(&options);
    let notices = changes.sender();
    let preview = Arc::new(Preview::open(&options, &reporter));
    let (told, _) = signal::channel(News::default());
    let checker = checker::start(Arc::clone(&preview), told.clone(), &reporter);
    let importer = importer::start(Arc::clone(&preview), notices.clone(), &reporter);
    let worker = Worker::new(Arc::clone(&preview), changes, told, &reporter);
    let work = std::thread::spawn(move || worker.run(&importer, &checker));
    Running {
        folder,
        preview,
        events,
        notices,
        work: Some(work),
        passed: RefCell::default(),
    }
}

impl Running {
    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(&self.path(name), bytes).unwrap();
    }

    #[expect(clippy::disallowed_methods, reason = "it stands for another program")]
    fn rename(&self, from: &str, to: &str) {
        std::fs::rename(self.path(from), self.path(to)).unwrap();
    }

    /// Waits until something is told of which `wanted` is true; what is told on the way is kept.
    fn wait(&self, wanted: impl Fn(&Told) -> bool) -> Told {
        let mut passed = self.passed.borrow_mut();
        if let Some(at) = passed.iter().position(&wanted) {
            return passed.remove(at);
        }
        loop {
            let told = self.events.recv_timeout(Duration::from_mins(1)).unwrap();
            if wanted(&told) {
                return told;
            }
            passed.push(told);
        }
    }

    /// Returns what is told next of files that changed.
    fn changed(&self) -> Vec<String> {
        match self.wait(|told| matches!(told, Told::Changed(_))) {
            Told::Changed(names) => names,
            told => panic!("{told:?}"),
        }
    }

    /// Waits until something is true: a save may be told of more than once, as it was seen on its way.
    fn becomes(&self, is_true: impl Fn(&Self) -> bool) {
        let begin = std::time::Instant::now();
        while !is_true(self) {
            assert!(begin.elapsed() < Duration::from_mins(1), "it never does");
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// Returns the page at a path and whether it is as it last was.
    fn page(&self, path: &str) -> Option<(String, bool)> {
        match self.preview.answer(&self.preview.state(), path) {
            Answer::Found(shown) => {
                let text = String::from_utf8(shown.file.bytes.clone()).unwrap();
                Some((text, shown.is_stale))
            }
            Answer::Missing(_) | Answer::Broken => None,
        }
    }

    fn shows(&self, path: &str, words: &str) -> bool {
        self.page(path)
            .is_some_and(|(page, _)| page.contains(words))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.notices.send(Notice::Stop);
        let ended = self.work.take().unwrap().join();
        assert!(ended.is_ok() || std::thread::panicking());
    }
}

const ADA: &str = "+++\nkind = \"person\"\nname = \"Ada Hall\"\n+++\nA keeper.\n";
const LIGHT: &str = "+++\ntitle = \"The light\"\n+++\n[Ada]{person=ada} came.\n";

fn site() -> Running {
    run(&[
        ("content/readings/light.md", LIGHT),
        ("content/entities/ada.md", ADA),
    ])
}

#[test]
fn a_save_shows_and_what_is_not_looked_at_is_not_made() {
    let site = site();
    assert!(site.shows("readings/light.html", "came."));
    site.write(
        "content/readings/light.md",
        LIGHT.replace("came", "went").as_bytes(),
    );
    assert_eq!(site.changed(), ["content/readings/light.md"]);
    // What was asked for before is as it was until it is asked for again.
    let last = site.preview.last_answer("readings/light.html").unwrap();
    assert!(String::from_utf8_lossy(&last.bytes).contains("came."));
    assert_eq!(site.preview.last_answer("entities/ada.html"), None);
    assert!(site.shows("readings/light.html", "went."));
    assert!(site.shows("entities/ada.html", "went."));
    // The same bytes again are no change.
    site.write(
        "content/readings/light.md",
        LIGHT.replace("came", "went").as_bytes(),
    );
    site.write(
        "content/readings/new.md",
        b"+++\ntitle = \"New\"\n+++\nNew.\n",
    );
    assert_eq!(site.changed(), ["content/readings/new.md"]);
}

#[test]
fn a_broken_file_leaves_the_last_good_page() {
    let site = site();
    assert!(site.page("readings/light.html").is_some());
    site.write("content/readings/light.md", b"caf\xe9");
    site.changed();
    assert!(site.page("readings/light.html").unwrap().1);
    let broken = Told::Findings {
        new: vec!["not-utf8".to_owned()],
        mended: 0,
    };
    site.wait(|told| *told == broken);
    site.write("content/readings/light.md", LIGHT.as_bytes());
    site.changed();
    assert!(!site.page("readings/light.html").unwrap().1);
    let mended = Told::Findings {
        new: Vec::new(),
        mended: 1,
    };
    site.wait(|told| *told == mended);
    // One that is taken away on purpose is gone.
    fs::remove(&site.path("content/readings/light.md")).unwrap();
    site.becomes(|site| site.page("readings/light.html").is_none());
}

#[test]
fn a_text_that_becomes_a_draft_is_gone_though_it_has_errors() {
    let site = site();
    assert!(site.page("readings/light.html").is_some());
    site.write(
        "content/readings/light.md",
        b"+++\ntitle = \"The light\"\ndraft = true\n+++\n[Ada]{person=} came.\n",
    );
    site.changed();
    assert_eq!(site.page("readings/light.html"), None);
}

#[test]
fn a_broken_entity_stays_what_it_was_wherever_it_is_named() {
    let site = run(&[
        ("content/readings/one.md", "[Ann]{person=ann} went.\n"),
        (
            "content/entities/ann.md",
            "+++\nkind = \"person\"\nname = \"Ann Lee\"\n+++\nA rider.\n",
        ),
    ]);
    assert!(site.shows("readings/one.html", "A rider."));
    site.write("content/entities/ann.md", b"+++\nkind = \n");
    site.changed();
    site.wait(|told| matches!(told, Told::Findings { new, .. } if !new.is_empty()));
    for path in ["readings/one.html", "entities.html", "entities/ann.html"] {
        assert!(site.shows(path, "Ann Lee"), "{path}");
    }
    site.write(
        "content/entities/ann.md",
        b"+++\nkind = \"person\"\nname = \"Ann Bly\"\n+++\n",
    );
    site.becomes(|site| site.shows("readings/one.html", "Ann Bly"));
    fs::remove(&site.path("content/entities/ann.md")).unwrap();
    site.becomes(|site| !site.shows("readings/one.html", "Ann Bly"));
}

#[test]
fn a_broken_template_leaves_the_last_that_was_good() {
    let site = site();
    site.write("templates/reading.html", b"{% if %}");
    site.changed();
    assert!(site.shows("readings/light.html", "came."));
    site.wait(|told| matches!(told, Told::Findings { new, .. } if new.len() == 1));
    // One that can be read and not filled is found where it is looked at.
    let good = site.page("readings/light.html").unwrap().0;
    site.write(
        "templates/reading.html",
        b"{{ reading.nothing_of_this_name }}",
    );
    site.changed();
    assert_eq!(site.page("readings/light.html"), Some((good, true)));
    site.write("templates/reading.html", b"mine: {{ reading.link.title }}");
    site.changed();
    assert!(site.shows("readings/light.html", "mine: The light"));
}

#[test]
fn a_template_shows_though_a_new_text_was_looked_at_just_before() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text.as_bytes()).unwrap();
        BTreeSet::from([path])
    };
    write("content/readings/light.md", LIGHT);
    let mut state = State::first(Workspace::open(folder.path(), None));
    let text = write("content/readings/new.md", LIGHT);
    let template = write("templates/index.html", "mine");
    // The folders are searched for the text, and the template is found.
    state.update(&text);
    state.update(&template);
    let overview = state.renderer.as_ref().unwrap().overview(&state.workspace);
    let page = overview.render(&crate::render::Page::Index).unwrap();
    assert_eq!(page.file.bytes, b"mine");
}

#[test]
fn a_folder_that_goes_twice_is_gone() {
    let site = site();
    site.write("templates/index.html", b"mine");
    site.becomes(|site| site.shows("index.html", "mine"));
    for _ in 0..2 {
        site.rename("templates", "off");
        site.becomes(|site| !site.shows("index.html", "mine"));
        site.rename("off", "templates");
        site.becomes(|site| site.shows("index.html", "mine"));
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_folder_holds_nothing_up() {
    let site = site();
    fs::create_folder(&site.path("static")).unwrap();
    site.becomes(|site| site.page("index.html").is_some());
    let made = std::process::Command::new("mkfifo")
        .arg(site.path("static/pipe"))
        .status();
    assert!(made.unwrap().success());
    site.write(
        "content/readings/light.md",
        LIGHT.replace("came", "went").as_bytes(),
    );
    site.becomes(|site| site.shows("readings/light.html", "went."));
}

#[test]
fn a_broken_configuration_ends_nothing() {
    let site = site();
    site.write("glossator.toml", b"title = [broken");
    assert_eq!(site.changed(), ["glossator.toml"]);
    assert!(site.shows("readings/light.html", "came."));
    site.write("glossator.toml", b"title = \"Mended\"\n");
    site.changed();
    assert!(site.shows("index.html", "Mended"));
}

#[test]
fn five_hundred_files_are_shown_together() {
    let site = site();
    fs::create_folder(&site.path("content/readings")).unwrap();
    for n in 0..500 {
        let text = format!("+++\ntitle = \"Reading {n}\"\n+++\nText {n}.\n");
        std::fs::File::create(site.path(&format!("content/readings/{n}.md")))
            .and_then(|mut file| io::Write::write_all(&mut file, text.as_bytes()))
            .unwrap();
    }
    let (mut loads, mut files) = (0, 0);
    while files < 500 {
        files += site.changed().len();
        loads += 1;
    }
    // A machine that is busy elsewhere may pause in the middle of it.
    assert!(loads <= 3, "{loads}");
    assert!(site.shows("readings/499.html", "Text 499."));
}

#[test]
fn a_folder_that_goes_and_comes_back_is_followed() {
    let site = site();
    for _ in 0..2 {
        site.rename("content", "elsewhere");
        site.changed();
        assert_eq!(site.page("readings/light.html"), None);
        site.rename("elsewhere", "content");
        site.changed();
        assert!(site.shows("readings/light.html", "came."));
    }
    site.write(
        "content/readings/light.md",
        LIGHT.replace("came", "went").as_bytes(),
    );
    site.changed();
    assert!(site.shows("readings/light.html", "went."));
}

#[test]
fn seeds_are_imported_on_the_way() {
    let site = run(&[("seeds/first.txt", "A first text.\n")]);
    site.wait(|told| *told == Told::Imported(1));
    site.changed();
    assert!(site.shows("readings/first.html", "A first text."));
    site.write("seeds/second.txt", b"A second text.\n");
    site.wait(|told| *told == Told::Imported(1));
    while !site.shows("readings/second.html", "A second text.") {
        site.changed();
    }
    // Without its seeds the site stays what it is.
    site.rename("seeds", "elsewhere");
    site.changed();
    assert!(site.shows("readings/first.html", "A first text."));
    site.rename("elsewhere", "seeds");
    site.write("seeds/third.txt", b"A third text.\n");
    while !site.shows("readings/third.html", "A third text.") {
        site.changed();
    }
}

#[test]
fn a_style_sheet_that_changed_is_named() {
    let site = run(&[
        ("content/readings/light.md", LIGHT),
        ("static/other.css", ""),
        ("static/assets/other.css", ""),
    ]);
    site.write("static/my.css", b"p { color: red }");
    site.changed();
    let state = site.preview.state();
    assert_eq!(state.assets_changed_after(state.version - 1), ["my.css"]);
    assert!(state.assets_changed_after(state.version).is_empty());
    site.write("static/assets/page.css", b"p { color: blue }");
    site.changed();
    let state = site.preview.state();
    // What it is a part of, too
    let changed = state.assets_changed_after(1);
    let is_there = |path: &str| changed.iter().any(|it| it == path);
    assert!(is_there("assets/page.css") && is_there("my.css"));
    assert!(is_there("assets/folio-reading.css") && !is_there("assets/card.css"));
    let before = state.scripts.clone();
    site.write("static/assets/keys.js", b"// mine");
    site.changed();
    assert_ne!(site.preview.state().scripts, before);
}

#[test]
fn a_port_in_use_is_passed_over() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let (sender, events) = mpsc::channel();
    let reporter: Reporter = Arc::new(move |event: Event<'_>| {
        if let Event::PortInUse(port) = event {
            sender.send(port).unwrap();
        }
    });
    let (_, address) = runtime.block_on(listen(port, &reporter)).unwrap();
    assert!(address.ip().is_loopback() && address.port() > port);
    assert_eq!(events.recv().unwrap(), port);
}

#[test]
fn a_root_that_is_not_there_is_a_finding() {
    let options = Options {
        root: Path::new("/no/such/folder").to_owned(),
        ..Options::default()
    };
    let silent: Reporter = Arc::new(|_: Event<'_>| {});
    let preview = Preview::open(&options, &silent);
    let findings = preview.findings_while(&preview.state(), &|| true).unwrap();
    assert!(findings.iter().any(|finding| finding.code.0 == "no-site"));
}

use std::{
    path::Path,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use indicatif::ProgressBar;

use super::{
    Status,
    arguments::{Serve, SiteArguments},
    console::{self, Console, count},
    printer::Printer,
};
use crate::{
    import::Report,
    model::Severity,
    serve::{self, Event, Options, PollReason, Reporter},
    workspace::Workspace,
};

/// Previews the site until it is interrupted.
pub(super) fn run(arguments: &Serve, site: &SiteArguments, console: &Console) -> Status {
    let options = Options {
        root: site.root.clone(),
        config: site.config.clone(),
        port: arguments.port,
        poll: arguments.poll.map(Duration::from_millis),
        editor: arguments.editor.clone(),
    };
    let told = Told {
        console: console.clone(),
        root: site.root.clone(),
        opens: arguments.open,
        bar: Mutex::default(),
    };
    let reporter: Reporter = Arc::new(move |event| told.tell(event));
    match serve::run(&options, &reporter) {
        Ok(()) => {
            console.say("\nthe preview has ended");
            Status::Done
        }
        Err(error) => {
            console::complain(&format!("error: {error}"));
            Status::Found
        }
    }
}

/// What a person is told, and how.
struct Told {
    console: Console,
    root: std::path::PathBuf,
    opens: bool,
    /// How far an import is.
    bar: Mutex<Option<ProgressBar>>,
}

impl Told {
    fn tell(&self, event: Event<'_>) {
        match event {
            Event::PortInUse(port) => {
                self.say(&format!("port {port} is in use, trying the next"));
            }
            Event::Polls { reason, interval } => self.say(&polling(reason, interval, &self.root)),
            Event::Loaded { workspace, elapsed } => self.say(&loaded(workspace, elapsed)),
            Event::Ready(url) => self.ready(url),
            Event::Importing { seeds } => {
                let bar = self.console.progress("importing", seeds);
                *self.bar() = Some(bar);
            }
            Event::ImportedOne(seed) => {
                if let Some(bar) = &*self.bar() {
                    bar.set_message(seed.to_owned());
                    bar.inc(1);
                }
            }
            Event::Imported { report, elapsed } => {
                if let Some(bar) = self.bar().take() {
                    bar.finish_and_clear();
                }
                if let Some(line) = imported(report, elapsed) {
                    self.say(&line);
                }
            }
            Event::Changed {
                names,
                updated,
                elapsed,
            } => self.say(&changed(names, updated, elapsed)),
            Event::Findings { new, mended, left } => self.findings(new, mended, left),
            Event::Failed(what) => console::complain(&format!("error: {what}")),
        }
    }

    fn ready(&self, url: &str) {
        let shown = if self.console.colored {
            format!("\x1b[1;36m{url}\x1b[0m")
        } else {
            url.to_owned()
        };
        self.say(&format!("\n    {shown}\n"));
        self.say("edit what is in `content/`, and open pages follow; Ctrl-C ends the preview");
        if self.opens && open::that_detached(url).is_err() {
            console::complain(&format!("no browser could be opened; open {url} yourself"));
        }
    }

    fn findings(&self, new: &[crate::model::Finding], mended: usize, left: usize) {
        self.above_bar(|| {
            let mildest = self.console.mildest(Severity::Warning);
            // Where nobody reads what is printed, the preview goes on.
            let _ = Printer::new(&self.console, &self.root).print_each(new, mildest);
        });
        if mended > 0 {
            let left = match left {
                0 => "nothing is wrong now".to_owned(),
                _ => format!("{} left", count(left, "finding", "findings")),
            };
            self.say(&format!("{mended} mended, {left}"));
        } else if left > new.len() {
            self.say(&count(left, "finding in all", "findings in all"));
        }
    }

    fn say(&self, line: &str) {
        self.above_bar(|| self.console.say(line));
    }

    /// Writes what is not to be mixed up with a bar that is drawn.
    fn above_bar(&self, write: impl FnOnce()) {
        match &*self.bar() {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    fn bar(&self) -> std::sync::MutexGuard<'_, Option<ProgressBar>> {
        self.bar.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn loaded(workspace: &Workspace, elapsed: Duration) -> String {
    let library = &workspace.library;
    if library.readings.is_empty() && !workspace.site.seeds.is_empty() {
        let seeds = count(workspace.site.seeds.len(), "seed", "seeds");
        return format!("nothing is imported yet of {seeds}; pages show as soon as it is");
    }
    if library.readings.is_empty() {
        return "there is nothing to read yet: put texts (`.txt` or `.md`) into a folder `seeds`"
            .to_owned();
    }
    let mentions = library
        .readings
        .iter()
        .map(|reading| reading.mentions.len());
    format!(
        "loaded {}, {} and {} in {}",
        count(library.readings.len(), "reading", "readings"),
        count(library.entities.len(), "entity", "entities"),
        count(mentions.sum(), "mention", "mentions"),
        time(elapsed)
    )
}

fn polling(reason: &PollReason, interval: Duration, root: &Path) -> String {
    let looks = format!("looking at the files every {} ms", interval.as_millis());
    match reason {
        PollReason::Asked => looks,
        PollReason::Drive(kind) => format!(
            "`{}` lies on a drive ({kind}) that tells of no changes: {looks}",
            root.display()
        ),
        PollReason::Limit => {
            let advice = if cfg!(target_os = "linux") {
                "\nhint: raise the limit with `sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512`"
            } else {
                "\nhint: close programs that watch many files"
            };
            format!("the system watches no more folders: {looks} instead{advice}")
        }
        PollReason::Failed(error) => {
            format!("the system cannot watch the folder ({error}): {looks}")
        }
    }
}

fn imported(report: &Report, elapsed: Duration) -> Option<String> {
    let parts: Vec<String> = [
        (report.created.len(), "new"),
        (report.updated.len(), "changed"),
        (report.kept.len(), "kept as edited"),
    ]
    .into_iter()
    .filter(|(number, _)| *number > 0)
    .map(|(number, what)| format!("{number} {what}"))
    .collect();
    (!parts.is_empty()).then(|| {
        format!(
            "imported readings: {} ({})",
            parts.join(", "),
            time(elapsed)
        )
    })
}

fn changed(names: &[String], updated: usize, elapsed: Duration) -> String {
    let what = match names {
        [] => "imported readings".to_owned(),
        [name] => name.clone(),
        [first, second] => format!("{first}, {second}"),
        [first, rest @ ..] => format!("{first} and {}", count(rest.len(), "other", "others")),
    };
    let shown = match updated {
        0 => String::new(),
        _ => format!(", {} updated", count(updated, "open page", "open pages")),
    };
    format!("{what}: {}{shown}", time(elapsed))
}

fn time(elapsed: Duration) -> String {
    if elapsed < Duration::from_secs(10) {
        format!("{} ms", elapsed.as_millis().max(1))
    } else {
        format!("{:.1} s", elapsed.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_told_in_a_line() {
        let names = |names: &[&str]| {
            names
                .iter()
                .map(|&name| name.to_owned())
                .collect::<Vec<_>>()
        };
        let ms = Duration::from_millis;
        for (changes, updated, expected) in [
            (&["content/a.md"][..], 0, "content/a.md: 8 ms"),
            (
                &["content/a.md"],
                1,
                "content/a.md: 8 ms, 1 open page updated",
            ),
            (
                &["a.md", "b.md"],
                2,
                "a.md, b.md: 8 ms, 2 open pages updated",
            ),
            (&["a.md", "b.md", "c.md"], 0, "a.md and 2 others: 8 ms"),
        ] {
            assert_eq!(changed(&names(changes), updated, ms(8)), expected);
        }
        assert_eq!(time(ms(0)), "1 ms");
        assert_eq!(time(ms(12_340)), "12.3 s");
    }

    #[test]
    fn who_cannot_watch_is_told_what_to_do() {
        let line = polling(
            &PollReason::Limit,
            Duration::from_millis(500),
            Path::new("."),
        );
        assert!(line.contains("every 500 ms"), "{line}");
        assert_eq!(
            line.contains("max_user_watches"),
            cfg!(target_os = "linux"),
            "{line}"
        );
    }
}

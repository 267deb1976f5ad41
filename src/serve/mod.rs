//! The live preview: watches, renders what is asked for, updates the open page. Knows nothing of
//! how a page is made.
//!
//! One thread waits for changes and loads what changed; requests and open pages read the last state.
//! Another one imports seeds, so that neither waits for it. A broken file never ends the preview: it
//! shows the last good page with the findings over it.

mod background;
mod checker;
mod client;
mod editor;
mod findings;
mod guard;
mod http;
mod importer;
mod media_type;
mod pages;
mod policy;
mod preview;
mod socket;
mod state;
mod turn;
mod watch;
mod worker;

use std::{
    io,
    net::SocketAddr,
    path::PathBuf,
    sync::{Arc, mpsc::Sender},
    time::Duration,
};

use tokio::{net::TcpListener, runtime::Runtime, sync::watch as signal};

use crate::{import::Report, model::Finding, workspace::Workspace};
pub use editor::Editor;
use preview::Preview;
use watch::{Changes, Notice};
use worker::{News, Worker};

/// What the preview is asked to do.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// Another configuration file.
    pub config: Option<PathBuf>,
    /// The port to begin with; one in use is passed over.
    pub port: u16,
    /// Look at the files so often instead of waiting for events.
    pub poll: Option<Duration>,
    /// The editor that a finding's place is opened in.
    pub editor: Option<Editor>,
}

/// What happens while the preview runs.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// A port was in use; the next one is tried.
    PortInUse(u16),
    /// Files are looked at now and then, instead of waiting for events.
    Polls {
        /// Why.
        reason: &'a PollReason,
        /// How often.
        interval: Duration,
    },
    /// The site was loaded for the first time.
    Loaded {
        /// The site.
        workspace: &'a Workspace,
        /// How long that took.
        elapsed: Duration,
    },
    /// The preview answers at this address, `http://127.0.0.1:PORT/`.
    Ready(&'a str),
    /// Seeds are looked at for what is new.
    Importing {
        /// How many there are.
        seeds: usize,
    },
    /// One of them is done.
    ImportedOne(&'a str),
    /// All of them are.
    Imported {
        /// What was done.
        report: &'a Report,
        /// How long that took.
        elapsed: Duration,
    },
    /// Files changed, and what they change is shown.
    Changed {
        /// The files, relative to the root.
        names: &'a [String],
        /// How many open pages changed with them.
        updated: usize,
        /// How long that took, from the last event to the last page.
        elapsed: Duration,
    },
    /// What is wrong is not what was wrong before.
    Findings {
        /// What is wrong now and was not before.
        new: &'a [Finding],
        /// How many findings are gone.
        mended: usize,
        /// How many errors and warnings are left.
        left: usize,
    },
    /// Something went wrong that is no one's mistake but the program's.
    Failed(&'a str),
}

/// Why files are looked at now and then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PollReason {
    /// Someone wants it so.
    Asked,
    /// The system watches no more folders.
    Limit,
    /// The folder lies on a drive of this kind, on which the system tells of no changes.
    Drive(String),
    /// The system cannot watch the folder, and says this.
    Failed(String),
}

/// Whoever is told what happens.
pub type Reporter = Arc<dyn Fn(Event<'_>) + Send + Sync>;

/// Why the preview could not begin.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No port could be had.
    #[error("cannot listen on 127.0.0.1, ports {first} to {last}: {source}")]
    Listen {
        /// The first port that was tried.
        first: u16,
        /// The last one.
        last: u16,
        /// What the system said of the last.
        source: io::Error,
    },
    /// The system gave no threads or sockets.
    #[error("cannot start the preview: {0}")]
    System(#[from] io::Error),
}

/// How many ports are tried.
const PORTS: u16 = 20;

/// How long open pages have to say goodbye.
const FAREWELL: Duration = Duration::from_millis(500);

/// Serves the site until the process is interrupted.
pub fn run(options: &Options, reporter: &Reporter) -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let (listener, address) = runtime.block_on(listen(options.port, reporter))?;
    // Watching begins before loading, so that no change between the two is missed.
    let (changes, reason) = Changes::begin(options);
    if let Some(reason) = reason {
        let interval = options.poll.unwrap_or(watch::POLL_INTERVAL);
        reporter(Event::Polls {
            reason: &reason,
            interval,
        });
    }
    let notices = changes.sender();
    let preview = Arc::new(Preview::open(options, reporter));
    let (told, news) = signal::channel(News::default());
    let checker = checker::start(Arc::clone(&preview), told.clone(), reporter);
    let importer = importer::start(Arc::clone(&preview), notices.clone(), reporter);
    let worker = Worker::new(Arc::clone(&preview), changes, told, reporter);
    let work = std::thread::spawn(move || worker.run(&importer, &checker));
    reporter(Event::Ready(&format!("http://{address}/")));

    let outcome = serve(&runtime, listener, address, &preview, news, &notices);
    // An import may still be at work; what it leaves is whole at any moment.
    drop(work.join());
    runtime.shutdown_timeout(FAREWELL);
    outcome
}

/// Answers requests until the process is interrupted, and then ends the watch.
fn serve(
    runtime: &Runtime,
    listener: TcpListener,
    address: SocketAddr,
    preview: &Arc<Preview>,
    news: signal::Receiver<News>,
    notices: &Sender<Notice>,
) -> Result<(), Error> {
    let (ending, ended) = signal::channel(false);
    let service = http::service(Arc::clone(preview), news, ended, address.port());
    let interrupted = async move {
        interruption().await;
        ending.send_replace(true);
    };
    let outcome = runtime.block_on(async {
        let server = axum::serve(listener, service).with_graceful_shutdown(interrupted);
        let mut server = std::pin::pin!(server.into_future());
        tokio::select! {
            outcome = &mut server => outcome,
            // A page that does not say goodbye is left behind.
            () = async { interruption().await; tokio::time::sleep(FAREWELL).await } => Ok(()),
        }
    });
    drop(notices.send(Notice::Stop));
    Ok(outcome?)
}

/// Waits until someone wants the preview to end.
async fn interruption() {
    let pressed = async {
        if tokio::signal::ctrl_c().await.is_err() {
            // Then the system ends the process, as it does without us.
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let asked = async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminated) => {
                terminated.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let asked = std::future::pending::<()>();
    tokio::select! {
        () = pressed => {}
        () = asked => {}
    }
}

/// Listens on the loopback interface alone, at `first` or one of the ports after it; a port of 0
/// lets the system choose.
async fn listen(first: u16, reporter: &Reporter) -> Result<(TcpListener, SocketAddr), Error> {
    let mut port = first;
    loop {
        let error = match TcpListener::bind(("127.0.0.1", port)).await {
            Ok(listener) => {
                let address = listener.local_addr()?;
                return Ok((listener, address));
            }
            Err(error) => error,
        };
        let last = first.saturating_add(PORTS - 1);
        if error.kind() != io::ErrorKind::AddrInUse || port == last {
            return Err(Error::Listen {
                first,
                last: port,
                source: error,
            });
        }
        reporter(Event::PortInUse(port));
        port += 1;
    }
}

#[cfg(test)]
mod tests;

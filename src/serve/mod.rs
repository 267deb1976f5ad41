//! The live preview: watches, renders what is asked for, updates the open page. Knows nothing of
//! how a page is made.
//!
//! One thread waits for changes and loads the site again; requests read the last good state. A
//! broken file never ends the preview: it shows the last good page with the findings over it.

mod guard;
mod http;
mod overlay;
mod preview;
mod watch;

use std::{io, net::SocketAddr, path::PathBuf, sync::Arc, time::Duration};

use tokio::{net::TcpListener, sync::watch as signal};

use crate::{model::Finding, workspace::Workspace};
use preview::Preview;

/// What the preview is asked to do.
#[derive(Clone, Debug)]
pub struct Options {
    /// The site's folder.
    pub root: PathBuf,
    /// Another configuration file.
    pub config: Option<PathBuf>,
    /// The port to begin with; one in use is passed over.
    pub port: u16,
    /// Look at the files now and then instead of waiting for events.
    pub poll: bool,
}

/// What happens while the preview runs.
#[derive(Debug)]
pub enum Event<'a> {
    /// A port was in use; the next one is tried.
    PortInUse(u16),
    /// The preview answers at this address.
    Ready {
        /// `http://127.0.0.1:PORT/`
        url: String,
        /// Number of pages.
        pages: usize,
    },
    /// The site was loaded, for the first time or again.
    Loaded {
        /// The site.
        workspace: &'a Workspace,
        /// What is wrong with it.
        findings: &'a [Finding],
        /// How long that took.
        elapsed: Duration,
    },
}

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
    /// The folder cannot be watched.
    #[error("cannot watch `{}`: {source}; `--poll` looks at the files instead", path.display())]
    Watch {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        source: notify::Error,
    },
}

/// How many ports are tried.
const PORTS: u16 = 20;

/// Serves the site until the process is interrupted.
pub fn run(options: &Options, report: &(dyn Fn(Event<'_>) + Sync)) -> Result<(), Error> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let (listener, address) = runtime.block_on(listen(options.port, report))?;
    // Watching begins before loading, so that no change between the two is missed.
    let mut changes = watch::begin(options)?;
    let preview = Arc::new(Preview::open(
        &options.root,
        options.config.as_deref(),
        report,
    ));
    let (version, versions) = signal::channel(preview.state().version);

    std::thread::scope(|scope| {
        let watched = Arc::clone(&preview);
        scope.spawn(move || {
            while let Some(batch) = changes.next() {
                version.send_replace(watched.reload(&batch, report));
            }
        });
        report(Event::Ready {
            url: format!("http://{address}/"),
            pages: preview.state().page_count(),
        });
        let service = http::service(Arc::clone(&preview), versions, address.port());
        runtime.block_on(async { axum::serve(listener, service).await })?;
        Ok(())
    })
}

/// Listens on the loopback interface alone, at `first` or one of the ports after it; a port of 0
/// lets the system choose.
async fn listen(
    first: u16,
    report: &(dyn Fn(Event<'_>) + Sync),
) -> Result<(TcpListener, SocketAddr), Error> {
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
        report(Event::PortInUse(port));
        port += 1;
    }
}

use super::{
    Status,
    arguments::{Serve, SiteArguments},
    console::{self, Console, count},
    printer::Printer,
};
use crate::{
    model::Severity,
    serve::{self, Event, Options},
};

/// Previews the site until it is interrupted.
pub(super) fn run(arguments: &Serve, site: &SiteArguments, console: &Console) -> Status {
    let options = Options {
        root: site.root.clone(),
        config: site.config.clone(),
        port: arguments.port,
        poll: arguments.poll,
    };
    let outcome = serve::run(&options, &|event| match event {
        Event::PortInUse(port) => console.say(&format!("port {port} is in use, trying the next")),
        Event::Ready { url, pages } => {
            let pages = count(pages, "page", "pages");
            console.say(&format!("{url} shows {pages} of the site; Ctrl-C ends it"));
            if arguments.open && open::that_detached(&url).is_err() {
                console::complain(&format!("cannot open a browser; open {url} yourself"));
            }
        }
        Event::Loaded {
            findings, elapsed, ..
        } => {
            // Where nobody reads what is printed, the preview goes on.
            let _ = Printer::new(console, &site.root)
                .print(findings, console.mildest(Severity::Warning));
            console.say(&format!("loaded in {} ms", elapsed.as_millis()));
        }
    });
    match outcome {
        Ok(()) => Status::Done,
        Err(error) => {
            console::complain(&format!("error: {error}"));
            Status::Found
        }
    }
}

//! `planpress serve`: the site as it will be, while it is being written.

use std::collections::BTreeSet;
use std::io;
use std::net::{IpAddr, UdpSocket};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use crate::cli::{CacheArguments, CommandError, Console, ExitStatus, ProjectArguments, output, parse_edition};
use crate::diagnostic::visible;
use crate::file_tree::Tree;
use crate::pipeline::{self, UrlLock};
use crate::preview::server::access::Endpoint;
use crate::preview::server::{self, Notifier};
use crate::preview::session::{PageTest, Session, Settings};
use crate::project;
use crate::project::watch::{Changes, ProjectWatcher, WatchMode};
use crate::resolve::Day;

/// How long nothing must change before all pages are tested.
const IDLE: Duration = Duration::from_millis(300);
/// How often the day is looked at. In some time zones it changes at a quarter of an hour.
const DAY_CHECK: Duration = Duration::from_mins(15);

/// Show the site while you write it: pages reload when something changes.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    project: ProjectArguments,
    #[command(flatten)]
    cache: CacheArguments,
    /// Which edition: public, consultation or staff; pages let you look at the others too.
    #[arg(long, value_name = "EDITION", default_value = "public")]
    edition: String,
    /// The port, or the first that is free after it.
    #[arg(long, value_name = "PORT", default_value_t = 1111)]
    port: u16,
    /// Let other machines ask too, under this name or number; they need the token that is printed.
    #[arg(long, value_name = "HOST")]
    host: Option<String>,
    /// Open a browser.
    #[arg(long)]
    open: bool,
    /// Look for changes every so often, instead of being told by the system.
    #[arg(long)]
    poll: bool,
}

/// Serves until it is stopped.
///
/// # Errors
/// Where the arguments or the system do not permit it.
pub fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<ExitStatus, CommandError> {
    let project = &arguments.project;
    let (edition, day) = (parse_edition(&arguments.edition)?, project.day()?);
    let (cache, cache_note) = arguments.cache.open(&project.root)?;
    // Changes while the project is read for the first time are noticed too.
    let mode = if arguments.poll { WatchMode::Polling } else { WatchMode::Events };
    let (watcher, polling_reason) = ProjectWatcher::new(&project.root, mode);
    let tree = pipeline::read(&project.root, UrlLock::Ignored)?;
    let (listener, endpoint) = open_endpoint(arguments).map_err(CommandError::Listen)?;
    let is_day_fixed = project.date.is_some() || std::env::var_os("SOURCE_DATE_EPOCH").is_some();
    let today = move || if is_day_fixed { day } else { Day::Moment(jiff::Timestamp::now()) };
    let settings = Settings {
        root: project.root.clone(),
        cache: Arc::new(cache),
        edition,
        day: Arc::new(today),
        fails: project.failure_rule(),
    };
    let session = Arc::new(Session::new(settings, tree));
    print_state(&session, project, console)?;
    // Everybody on this machine can read in the list of processes which address is opened.
    let ticket = if arguments.open && endpoint.token.is_some() { server::create_token().ok() } else { None };
    let notifier =
        server::start(listener, Arc::clone(&session), endpoint.clone(), ticket.clone()).map_err(CommandError::Serve)?;
    print_addresses(arguments, &endpoint, ticket.as_deref(), console)?;
    if let Some(note) = cache_note {
        writeln!(console.err, "{note}")?;
    }
    if let Some(reason) = polling_reason {
        writeln!(console.err, "Changes are looked for every so often: {reason}.")?;
    }
    follow_changes(watcher, &session, &notifier, project, is_day_fixed, console)
}

/// Takes over every change of the project, and tests all pages when nothing changes.
fn follow_changes(
    mut watcher: ProjectWatcher,
    session: &Session,
    notifier: &Notifier,
    project: &ProjectArguments,
    is_day_fixed: bool,
    console: &mut Console<'_>,
) -> Result<ExitStatus, CommandError> {
    let is_waiting = watcher.waiting();
    let (mut is_tested, mut updated) = (false, Instant::now());
    loop {
        let (changes, polling_reason) = watcher.wait(if is_tested { DAY_CHECK } else { IDLE });
        if let Some(reason) = polling_reason {
            writeln!(console.err, "Changes are looked for every so often: {reason}.")?;
        }
        let started = Instant::now();
        let before = session.tree();
        let next = match &changes {
            _ if session.is_outdated() => project::read(&project.root).ok(),
            Changes::None if !is_day_fixed && updated.elapsed() >= DAY_CHECK => Some((*before).clone()),
            Changes::None => None,
            // A project that cannot be read just now is there again in a moment, or gone for good.
            Changes::Paths(paths) => project::read_again(&project.root, &before, paths).unwrap_or_default(),
        };
        if let Some(next) = next {
            (is_tested, updated) = (false, Instant::now());
            session.update(next);
            notifier.notify();
            let elapsed = started.elapsed();
            let names = name_changes(&before, &session.tree());
            if !names.is_empty() {
                writeln!(console.err, "\n{} changed, and is shown after {elapsed:.0?}.", visible(&names))?;
                print_state(session, project, console)?;
            }
        } else if changes == Changes::None && !is_tested {
            let test = session.test_pages(&|| is_waiting.load(Ordering::Relaxed));
            is_tested = test != PageTest::Interrupted;
            if matches!(test, PageTest::Passed | PageTest::Failed) {
                notifier.notify();
            }
            if test == PageTest::Failed {
                print_state(session, project, console)?;
            }
        }
    }
}

/// Takes a port for this machine alone, or for others as well.
fn open_endpoint(arguments: &Arguments) -> io::Result<(std::net::TcpListener, Endpoint)> {
    let named = arguments.host.as_deref().map(normalize_host);
    let host = named.as_deref().unwrap_or("127.0.0.1");
    let alone = host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    let listener = server::listen(host, arguments.port)?;
    let token = if alone { None } else { Some(server::create_token()?) };
    let port = listener.local_addr()?.port();
    Ok((listener, Endpoint { host: named, port, token }))
}

/// A host as browsers write it when they ask: `xn--caf-dma.example` for `café.example`, `127.0.0.1`
/// for `127.1`.
fn normalize_host(host: &str) -> String {
    url::Host::parse(host).map_or_else(|_| host.to_owned(), |host| host.to_string())
}

/// Says where to look, and opens a browser there if that is wished for.
fn print_addresses(
    arguments: &Arguments,
    endpoint: &Endpoint,
    ticket: Option<&str>,
    console: &mut Console<'_>,
) -> io::Result<()> {
    if endpoint.port != arguments.port && arguments.port != 0 {
        writeln!(console.err, "Port {} is taken; this is the next that is free.", arguments.port)?;
    }
    let host = endpoint.host.as_deref().unwrap_or("127.0.0.1");
    // A host that stands for every address of this machine is none that a browser can ask.
    let every = host.parse::<IpAddr>().ok().filter(IpAddr::is_unspecified);
    let host = match every {
        Some(IpAddr::V4(_)) => "127.0.0.1".to_owned(),
        Some(IpAddr::V6(_)) => "::1".to_owned(),
        None => host.to_owned(),
    };
    let address = |host: &str, token: Option<&str>| {
        let host = if host.contains(':') { format!("[{host}]") } else { host.to_owned() };
        let token = token.map(|token| format!("?token={token}")).unwrap_or_default();
        format!("http://{host}:{}/{token}", endpoint.port)
    };
    let token = endpoint.token.as_deref();
    writeln!(console.err, "The {} edition is at {}", arguments.edition, address(&host, token))?;
    if let Some(other) = every.and_then(find_reachable_address) {
        writeln!(console.err, "From other machines it is at {}", address(&other.to_string(), token))?;
    }
    if endpoint.token.is_some() {
        writeln!(console.err, "Who has this address can read every edition: hand it on with care.")?;
    }
    writeln!(console.err, "Stop with Ctrl+C.")?;
    if arguments.open
        && let Err(error) = open::that_detached(address(&host, ticket))
    {
        writeln!(console.err, "No browser could be opened: {error}")?;
    }
    Ok(())
}

/// The address of this machine that others most likely reach: the one that the system would send
/// from. Nothing is sent.
fn find_reachable_address(every: IpAddr) -> Option<IpAddr> {
    let beyond = if every.is_ipv4() { "192.0.2.1:9" } else { "[2001:db8::1]:9" };
    let socket = UdpSocket::bind((every, 0)).ok()?;
    socket.connect(beyond).ok()?;
    Some(socket.local_addr().ok()?.ip()).filter(|number| !number.is_loopback() && !number.is_unspecified())
}

/// Prints what is wrong now.
fn print_state(session: &Session, project: &ProjectArguments, console: &mut Console<'_>) -> io::Result<()> {
    let view = session.current_view(session.default_choice()).latest;
    let diagnostics = view.diagnostics();
    let count = output::count_diagnostics(&diagnostics);
    output::print_diagnostics(diagnostics, view.tree(), project.format, console)?;
    match (view.has_failed(), count.is_empty()) {
        (true, _) => writeln!(console.err, "The last good pages stay: {count}."),
        (false, false) => writeln!(console.err, "{count}."),
        (false, true) => Ok(()),
    }
}

/// Names the first few of the files that differ.
fn name_changes(before: &Tree, after: &Tree) -> String {
    let paths: BTreeSet<&String> = before.files.keys().chain(after.files.keys()).collect();
    let changed: Vec<&str> = (paths.into_iter())
        .filter(|path| before.files.get(*path) != after.files.get(*path))
        .map(String::as_str)
        .collect();
    let (first, more) = changed.split_at(changed.len().min(3));
    let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
    format!("{}{more}", first.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_written_as_browsers_write_them() {
        for (named, written) in [
            ("Plan.Local", "plan.local"),
            ("café.example", "xn--caf-dma.example"),
            ("my_host", "my_host"),
            ("127.1", "127.0.0.1"),
            ("0", "0.0.0.0"),
            ("0x7f000001", "127.0.0.1"),
            ("::1", "::1"),
            ("not a host", "not a host"),
        ] {
            assert_eq!(normalize_host(named), written, "{named}");
        }
    }
}

//! The preview's server: the same pages as a build, made when a browser asks for them. The only
//! folder that knows the packages for HTTP.

pub mod access;
mod answers;
mod events;
mod preview_bar;
mod responses;
mod state;

use std::collections::VecDeque;
use std::io;
use std::net::{SocketAddr, TcpListener, ToSocketAddrs};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::sync::{Semaphore, watch};
use tokio::task::AbortHandle;

use crate::preview::session::Session;
use access::Endpoint;
use state::ServerState;

/// How many connections there are at a time; the oldest makes room for a new one.
const MAX_CONNECTIONS: usize = 256;
/// How many threads make pages of another edition or day than the usual one, which may take long.
const OTHER_THREADS: usize = 1;
/// How long a request may take to arrive.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(10);
/// Bytes that a request's line and headers may have, and how many headers.
const MAX_REQUEST: usize = 16 * 1024;
const MAX_HEADERS: usize = 64;
/// How many ports are tried after the one that is wanted.
const MAX_PORTS: u16 = 100;

/// A way to say that answers may have changed.
#[derive(Debug, Clone)]
pub struct Notifier(watch::Sender<u64>);

impl Notifier {
    /// Tells every open page.
    pub fn notify(&self) {
        self.0.send_modify(|count| *count += 1);
    }
}

/// Takes a port: the one that is wanted, or the next that is free.
///
/// # Errors
/// Where the host has no address here, or no port is free.
pub fn listen(host: &str, port: u16) -> io::Result<TcpListener> {
    let mut taken = None;
    for port in port..=port.saturating_add(MAX_PORTS) {
        let addresses: Vec<SocketAddr> = (host, port).to_socket_addrs()?.collect();
        match TcpListener::bind(&*addresses) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => taken = Some(error),
            Err(error) => return Err(error),
        }
    }
    Err(taken.unwrap_or_else(|| io::Error::other("no port is free")))
}

/// A token that nobody guesses.
///
/// # Errors
/// Where the system has no random numbers.
pub fn create_token() -> io::Result<String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(u128::from_le_bytes(bytes).to_string())
}

/// Answers from now on, in threads of its own. A ticket is as good as the token, once.
///
/// # Errors
/// Where the system does not give what is needed.
pub fn start(
    listener: TcpListener,
    session: Arc<Session>,
    endpoint: Endpoint,
    ticket: Option<String>,
) -> io::Result<Notifier> {
    let (sender, changes) = watch::channel(0);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let free_threads = [cores, OTHER_THREADS].map(|threads| Arc::new(Semaphore::new(threads)));
    let (ticket, streams) = (Mutex::new(ticket), Mutex::default());
    let state = Arc::new(ServerState { session, endpoint, ticket, changes, streams, free_threads });
    listener.set_nonblocking(true)?;
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(2).max_blocking_threads(cores + OTHER_THREADS).enable_all().build()?;
    std::thread::Builder::new().name("server".into()).spawn(move || {
        runtime.block_on(async {
            if let Ok(listener) = tokio::net::TcpListener::from_std(listener) {
                accept(listener, state).await;
            }
        });
    })?;
    Ok(Notifier(sender))
}

/// Lets everybody in, so far as there is room.
async fn accept(listener: tokio::net::TcpListener, state: Arc<ServerState>) {
    let app = Router::new().fallback(responses::respond).with_state(state);
    let mut open: VecDeque<AbortHandle> = VecDeque::new();
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // The system has no room just now.
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let service = TowerToHyperService::new(app.clone());
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(REQUEST_TIMEOUT)
            .max_buf_size(MAX_REQUEST)
            .max_headers(MAX_HEADERS);
        let connection = http.serve_connection(TokioIo::new(stream), service);
        // Whatever goes wrong with a connection concerns nobody but its other end.
        open.push_back(tokio::spawn(async { drop(connection.await) }).abort_handle());
        if open.len() > MAX_CONNECTIONS {
            open.retain(|connection| !connection.is_finished());
        }
        if open.len() > MAX_CONNECTIONS
            && let Some(oldest) = open.pop_front()
        {
            oldest.abort();
        }
    }
}

//! What the threads of the server share.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use tokio::sync::{Semaphore, watch};

use crate::preview::mutex::lock;
use crate::preview::server::access::{self, Endpoint};
use crate::preview::session::{Session, ViewChoice};

/// How many open pages are told of changes; the oldest makes room for a new one.
const MAX_STREAMS: usize = 64;

pub struct ServerState {
    pub session: Arc<Session>,
    pub endpoint: Endpoint,
    /// Valid in place of the token, once.
    pub ticket: Mutex<Option<String>>,
    /// Changes whenever an answer may have changed.
    pub changes: watch::Receiver<u64>,
    /// Each ends the stream of events of an open page.
    pub streams: Mutex<VecDeque<watch::Sender<bool>>>,
    /// The threads that are free to render pages of the default edition and day, and of others.
    pub free_threads: [Arc<Semaphore>; 2],
}

impl ServerState {
    /// Works for an answer in a thread that may block; nothing where the work panics. A request that
    /// waits for a thread holds none, and ends its wait when its connection is closed.
    pub async fn work<T: Send + 'static>(
        &self,
        choice: ViewChoice,
        work: impl FnOnce(&Session) -> T + Send + 'static,
    ) -> Option<T> {
        let is_other = choice != self.session.default_choice();
        let free_threads = Arc::clone(&self.free_threads[usize::from(is_other)]);
        let thread = free_threads.acquire_owned().await.ok()?;
        let session = Arc::clone(&self.session);
        let work = move || {
            let done = work(&session);
            drop(thread);
            done
        };
        tokio::task::spawn_blocking(work).await.ok()
    }

    /// The token of an address. The ticket is exchanged for the token, once.
    pub fn token_for(&self, given: String) -> String {
        let mut ticket = lock(&self.ticket);
        match &self.endpoint.token {
            Some(token) if ticket.as_deref().is_some_and(|ticket| access::is_equal(ticket, &given)) => {
                *ticket = None;
                token.clone()
            }
            _ => given,
        }
    }

    /// Opens a stream of events for a page. The receiver changes when the stream is to end.
    pub fn open_stream(&self) -> watch::Receiver<bool> {
        let (end, is_over) = watch::channel(false);
        let mut streams = lock(&self.streams);
        streams.retain(|stream| !stream.is_closed());
        if streams.len() >= MAX_STREAMS
            && let Some(oldest) = streams.pop_front()
        {
            let _ = oldest.send(true);
        }
        streams.push_back(end);
        is_over
    }
}

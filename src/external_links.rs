//! Asks the web whether outside links still lead somewhere. The only file that knows the network,
//! and only `check --external` comes here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};
use ureq::{Agent, Error};
use url::Url;

use crate::publish::cache::Cache;

/// What came of asking for an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkStatus {
    /// It is there.
    Alive,
    /// It is not, and whoever keeps the site says so.
    Dead(String),
    /// It could not be found out: the site was busy, slow, or lets no program in.
    Unknown(String),
}

/// How fast addresses are asked for.
#[derive(Debug, Clone, Copy)]
pub struct RequestLimits {
    /// The time between two questions to one host.
    pub pause: Duration,
    /// How long an answer may take.
    pub timeout: Duration,
}

/// How many hosts are asked at the same time.
const AT_ONCE: usize = 8;
/// How long an answer is believed, in seconds: what is there is not asked for again for a week.
const ALIVE_FOR: u64 = 7 * 24 * 3600;
/// What is gone is asked for again on the next day.
const DEAD_FOR: u64 = 24 * 3600;

/// Answers and when they were given, in seconds since 1970, as they are kept between runs.
type KnownStatuses = BTreeMap<String, (u64, LinkStatus)>;

/// Asks for every address once, host by host, and remembers the answers in the cache. The
/// second value is how many were still known.
pub fn check_addresses(
    addresses: &BTreeSet<String>,
    cache: &Cache,
    limits: RequestLimits,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> (BTreeMap<String, LinkStatus>, usize) {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let mut known: KnownStatuses =
        cache.read_link_answers().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    known.retain(|_, (at, answer)| {
        let age = now.checked_sub(*at);
        age.is_some_and(|age| match answer {
            LinkStatus::Alive => age < ALIVE_FOR,
            LinkStatus::Dead(_) => age < DEAD_FOR,
            LinkStatus::Unknown(_) => false,
        })
    });
    let remembered = addresses.iter().filter(|address| known.contains_key(*address)).count();
    let open: Vec<&String> = addresses.iter().filter(|address| !known.contains_key(*address)).collect();
    for (address, answer) in ask_hosts(&open, limits, progress) {
        known.insert(address, (now, answer));
    }
    if let Ok(text) = serde_json::to_vec_pretty(&known) {
        cache.write_link_answers(&text);
    }
    let answer = |address: &String| Some((address.clone(), known.get(address)?.1.clone()));
    (addresses.iter().filter_map(answer).collect(), remembered)
}

/// Asks several hosts at once, but each of them one question after the other.
fn ask_hosts(
    addresses: &[&String],
    limits: RequestLimits,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Vec<(String, LinkStatus)> {
    let mut hosts: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for address in addresses {
        let host = Url::parse(address).ok().and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default();
        hosts.entry(host).or_default().push(address);
    }
    let agent: Agent = Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(limits.timeout))
        .user_agent(concat!("planpress/", env!("CARGO_PKG_VERSION"), " (checks links)"))
        .build()
        .into();
    let hosts_left = Mutex::new(hosts.into_values().collect::<Vec<_>>());
    let answers = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                while let Some(host) = hosts_left.lock().ok().and_then(|mut hosts| hosts.pop()) {
                    for (at, address) in host.into_iter().enumerate() {
                        if at > 0 {
                            thread::sleep(limits.pause);
                        }
                        let answer = ask_address(&agent, address, limits);
                        let Ok(mut answers) = answers.lock() else { return };
                        answers.push((address.clone(), answer));
                        progress(answers.len(), addresses.len());
                    }
                }
            });
        }
    });
    answers.into_inner().unwrap_or_default()
}

/// Asks for the head alone, and for the whole where the host does not know how to answer that.
fn ask_address(agent: &Agent, address: &str, limits: RequestLimits) -> LinkStatus {
    match interpret(agent.head(address).call()) {
        LinkStatus::Alive => LinkStatus::Alive,
        _ => {
            thread::sleep(limits.pause);
            interpret(agent.get(address).call())
        }
    }
}

fn interpret(reply: Result<ureq::http::Response<ureq::Body>, Error>) -> LinkStatus {
    match reply {
        Ok(response) => match response.status().as_u16() {
            200..=399 => LinkStatus::Alive,
            404 => LinkStatus::Dead("there is no such page (404)".into()),
            410 => LinkStatus::Dead("the page was removed (410)".into()),
            401 | 403 | 407 => {
                LinkStatus::Unknown(format!("the site lets no program in ({})", response.status().as_u16()))
            }
            429 => LinkStatus::Unknown("the site was asked too often (429)".into()),
            code @ 500.. => LinkStatus::Unknown(format!("the site has a fault of its own ({code})")),
            code => LinkStatus::Unknown(format!("the site answered {code}")),
        },
        Err(Error::TooManyRedirects) => LinkStatus::Dead("it leads round in a circle".into()),
        Err(Error::Timeout(_)) => LinkStatus::Unknown("no answer came in time".into()),
        Err(Error::HostNotFound) => LinkStatus::Unknown("its host was not found".into()),
        Err(error) => LinkStatus::Unknown(error.to_string()),
    }
}

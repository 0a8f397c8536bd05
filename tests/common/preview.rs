//! A running `planpress serve`, asked over HTTP with requests written by hand.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::Value;

/// How long anything may take that is known to come.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// A preview; it is stopped when nobody needs it any more.
pub struct Preview {
    child: Child,
    /// Host and port.
    pub host: String,
    said: Arc<Mutex<String>>,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let line = |line: &str| line.split_once(": ").is_some_and(|(own, _)| own.eq_ignore_ascii_case(name));
        self.head.lines().find(|own| line(own)).and_then(|line| line.split_once(": ")).map(|(_, value)| value)
    }
}

impl Preview {
    /// Serves a project on a port of its own.
    pub fn start(root: &Path, arguments: &[&str]) -> Self {
        let command: Vec<&str> = [&["serve", "--port", "0"], arguments].concat();
        Self::run(super::program().args(command).current_dir(root))
    }

    /// Serves by a command of one's own.
    pub fn run(command: &mut Command) -> Self {
        let mut child = command
            .env_remove("SOURCE_DATE_EPOCH")
            .env("XDG_CACHE_HOME", super::caches())
            .env("NO_COLOR", "1")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap());
        let said = Arc::new(Mutex::new(String::new()));
        let mut host = None;
        while host.is_none() {
            let mut line = String::new();
            assert!(lines.read_line(&mut line).unwrap() > 0, "it ended: {}", said.lock().unwrap());
            host = line.split_once(" is at http://").map(|(_, rest)| rest.split('/').next().unwrap().to_owned());
            said.lock().unwrap().push_str(&line);
        }
        let own = Arc::clone(&said);
        std::thread::spawn(move || {
            for line in lines.lines().map_while(Result::ok) {
                own.lock().unwrap().push_str(&(line + "\n"));
            }
        });
        Self { child, host: host.unwrap(), said }
    }

    /// All that it has printed.
    pub fn said(&self) -> String {
        self.said.lock().unwrap().clone()
    }

    /// Its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Its port.
    pub fn port(&self) -> &str {
        self.host.rsplit(':').next().unwrap()
    }

    /// Whether it goes on.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    }

    /// Sends bytes and reads whatever comes; nothing where the connection is closed.
    pub fn send(&self, request: &[u8]) -> Option<Answer> {
        let mut stream = self.connect();
        // It may close before it has read all of a request that is too long.
        let _ = stream.write_all(request);
        let mut all = Vec::new();
        let _ = stream.read_to_end(&mut all);
        let end = all.windows(4).position(|part| part == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&all[..end]).into_owned();
        let status = head.split(' ').nth(1)?.parse().ok()?;
        Some(Answer { status, head, body: all[end + 4..].to_vec() })
    }

    /// Asks with headers of one's own.
    pub fn ask(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let more = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect::<Vec<_>>().concat();
        let host = if headers.iter().any(|(name, _)| *name == "Host") {
            String::new()
        } else {
            format!("Host: {}\r\n", self.host)
        };
        let request = format!("GET {path} HTTP/1.1\r\n{host}Connection: close\r\n{more}\r\n");
        self.send(request.as_bytes()).unwrap_or_else(|| panic!("no answer to {path}"))
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask(path, &[])
    }

    /// What an open page is told.
    pub fn state(&self, page: &str) -> Value {
        serde_json::from_slice(&self.get(&format!("/_planpress/state?page={page}")).body).unwrap()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Tries until something is so; says whether it was in time.
pub fn until(mut is_so: impl FnMut() -> bool) -> bool {
    let began = Instant::now();
    loop {
        if is_so() {
            return true;
        }
        if began.elapsed() > PATIENCE {
            return false;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
}

//! A host's `serve`, the real program: a book behind an address of this machine, built again whenever one of its files changes.
//!
//! The programs stand in `target/hosts`; what `.ci/run` does to put them there, the failure over a missing one says. It knows
//! nothing of browsers.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use crate::host::Host;

/// The longest that anything may take: a build of a large book, on a machine that is busy with others.
const PATIENCE: Duration = Duration::from_secs(600);

/// How long nothing may happen before it is called quiet. The hosts look for changes once a second.
const QUIET: Duration = Duration::from_secs(4);

/// A line that a host, or a preprocessor of it, printed.
#[derive(Debug, Clone)]
pub struct Line {
    pub at: SystemTime,
    pub text: String,
}

/// A running `mdbook serve`. It ends when it is dropped, which has to be before its book is gone.
pub struct Server {
    host: Host,
    process: Child,
    port: u16,
    log: Arc<Mutex<Vec<Line>>>,
}

impl Server {
    /// Serves the book in `root`, with the preprocessors that its book.toml names, and waits until its first build is done.
    pub fn start(host: Host, root: &Path) -> Self {
        loop {
            let mut server = Self::spawn(host, root);
            if server.comes_to_serve() {
                return server;
            }
        }
    }

    fn spawn(host: Host, root: &Path) -> Self {
        // Hosts take no "any free port". In between another program may take this one.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|listener| listener.local_addr());
        let port = port.expect("a port is free").port();
        let program = program(host);
        let mut command = Command::new(&program);
        command.args(["serve", "--hostname", "127.0.0.1", "--port", &port.to_string()]).arg(root);
        command.env("RUST_LOG", "info").env("MDBOOK_LOG", "info").env("NO_COLOR", "1");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut process = command
            .spawn()
            .unwrap_or_else(|error| panic!("{} can't be run: {error}\n{}", program.display(), advice(host)));
        let stderr = BufReader::new(process.stderr.take().expect("it is piped"));
        let log = Arc::new(Mutex::new(Vec::new()));
        let lines = Arc::clone(&log);
        thread::spawn(move || {
            for text in stderr.lines().map_while(Result::ok) {
                lines.lock().expect("nobody panics with it").push(Line { at: SystemTime::now(), text });
            }
        });
        Self { host, process, port, log }
    }

    /// Waits until it serves; false if its port was taken by then.
    fn comes_to_serve(&mut self) -> bool {
        let start = Instant::now();
        // Where the port was taken, another program may answer, but this one ends.
        while !self.has_printed("Serving on") || self.get("").is_none() {
            if !self.is_alive() {
                assert!(self.has_printed("Unable to bind"), "{} ended:\n{}", self.host.name(), self.printed());
                return false;
            }
            assert!(start.elapsed() < PATIENCE, "{} serves nothing:\n{}", self.host.name(), self.printed());
            thread::sleep(Duration::from_millis(50));
        }
        true
    }

    /// The address of a page.
    pub fn address(&self, page: &str) -> String {
        format!("http://127.0.0.1:{}/{page}", self.port)
    }

    /// The HTML of a page as it is served now. While a host writes its pages, some are missing.
    pub fn get(&self, page: &str) -> Option<String> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).ok()?;
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        // In HTTP/1.0 a page has no chunks, and ends where the stream ends.
        stream.write_all(format!("GET /{page} HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n").as_bytes()).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let answer = String::from_utf8_lossy(&answer);
        let (head, page) = answer.split_once("\r\n\r\n")?;
        head.split_whitespace().nth(1).is_some_and(|status| status == "200").then(|| page.to_owned())
    }

    /// Whether the process still runs.
    pub fn is_alive(&mut self) -> bool {
        self.process.try_wait().expect("it can be asked").is_none()
    }

    /// What was printed until now.
    pub fn lines(&self) -> Vec<Line> {
        self.log.lock().expect("nobody panics with it").clone()
    }

    /// How often files were found changed. Each time the host builds the book, or says why it can't.
    pub fn changes(&self) -> usize {
        self.count("Files changed")
    }

    /// How often a build began, the first one included.
    pub fn builds(&self) -> usize {
        self.count("Book building has started")
    }

    /// How often a line with these words was printed.
    pub fn count(&self, words: &str) -> usize {
        self.lines().iter().filter(|line| line.text.contains(words)).count()
    }

    fn has_printed(&self, words: &str) -> bool {
        self.count(words) > 0
    }

    fn printed(&self) -> String {
        self.lines().into_iter().map(|line| line.text + "\n").collect()
    }

    /// Waits until something holds, which is asked again and again.
    pub fn wait(&mut self, what: &str, mut holds: impl FnMut(&Self) -> bool) {
        let start = Instant::now();
        while !holds(self) {
            let why = if !self.is_alive() {
                "it ended"
            } else if start.elapsed() > PATIENCE {
                "not yet"
            } else {
                thread::sleep(Duration::from_millis(50));
                continue;
            };
            panic!("{}: {what}: {why}\n{}", self.host.name(), self.printed());
        }
    }

    /// Waits until a page is served that holds these words.
    pub fn wait_for(&mut self, page: &str, words: &str) {
        let holds = |server: &Self| server.get(page).is_some_and(|page| page.contains(words));
        self.wait(&format!("{page} with {words:?}"), holds);
    }

    /// Waits until no file has been found changed for some seconds.
    pub fn wait_for_quiet(&mut self) {
        let (mut since, mut changes) = (Instant::now(), self.changes());
        self.wait("an end of changes", |server| {
            if changes != server.changes() {
                (since, changes) = (Instant::now(), server.changes());
            }
            since.elapsed() > QUIET
        });
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The name of a host's folder in `target/hosts`, and the version that stands there.
fn version(host: Host) -> (&'static str, &'static str) {
    match host {
        Host::Mdbook04 => ("0.4", "0.4.52"),
        Host::Mdbook05 => ("0.5", "0.5.4"),
    }
}

fn program(host: Host) -> PathBuf {
    let folder = crate::repository().join("target/hosts");
    folder.join(version(host).0).join("bin/mdbook").with_extension(std::env::consts::EXE_EXTENSION)
}

fn advice(host: Host) -> String {
    let (folder, version) = version(host);
    format!("to install it: cargo install --locked --root target/hosts/{folder} mdbook --version {version}")
}

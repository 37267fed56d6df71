//! One save, and the wait behind it, part by part.

use std::error::Error;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::thread;
use std::time::{Duration, SystemTime};

use crate::record;
use support::book::BookFolder;
use support::server::Server;

/// A document in the middle of the part that every book has.
const DOCUMENT: &str = "designs/part-0/chapter-9";

/// What an author waits for.
pub struct Wait {
    /// Until the host sees that a file changed.
    pub look: Duration,
    /// Until it has read the book, and sent it to the preprocessor.
    pub send: Option<Duration>,
    /// Until the preprocessor has answered.
    pub ours: Option<Duration>,
    /// Until the host has written all pages.
    pub render: Option<Duration>,
    /// In all, until the document's page is served as it is now.
    pub page: Duration,
    /// In all, until open pages are told to load again.
    pub told: Duration,
}

/// Saves a document for the `n`th time, and waits for its page and for the word to load it again.
pub fn wait(
    server: &mut Server,
    book: &BookFolder,
    times: &Path,
    with_us: bool,
    n: u16,
) -> Result<Wait, Box<dyn Error>> {
    server.wait_for_quiet();
    // Quiet ends with a look of the host's. Saves are spread over the second until the next.
    thread::sleep(Duration::from_millis(u64::from(n) * 370 % 1000));
    let path = format!("src/{DOCUMENT}.md");
    let text = fs::read_to_string(book.root().join(&path))?;
    let told = when_told(server)?;
    let looks = server.changes();
    let saved = SystemTime::now();
    book.save(&path, format!("{text}\nSaved for the time {n}.\n"));
    server.wait_for(&format!("{DOCUMENT}.html"), &format!("Saved for the time {n}."));
    let page = saved.elapsed()?;
    let told = told.join().map_err(|_| "the host's socket failed")??;
    let look = server.lines().into_iter().filter(|line| line.text.contains("Files changed")).nth(looks);
    let look = look.ok_or("the host said nothing of a change")?.at;
    let ours = if with_us { Some(record::read(times)?) } else { None };
    let between = |from: SystemTime, to: SystemTime| to.duration_since(from).unwrap_or_default();
    Ok(Wait {
        look: between(saved, look),
        send: ours.as_ref().map(|ours| between(look, ours.sent)),
        ours: ours.as_ref().map(|ours| between(ours.sent, ours.answered)),
        render: ours.as_ref().map(|ours| between(ours.answered, told)),
        page,
        told: between(saved, told),
    })
}

/// Listens as an open page does (RFC 6455), and says when it was told to load again.
fn when_told(server: &Server) -> Result<thread::JoinHandle<std::io::Result<SystemTime>>, Box<dyn Error>> {
    let address = server.address("__livereload");
    let host = address.trim_start_matches("http://").split('/').next().unwrap_or_default().to_owned();
    let mut socket = TcpStream::connect(&host)?;
    write!(
        socket,
        "GET /__livereload HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
    )?;
    Ok(thread::spawn(move || {
        let mut heard = Vec::new();
        // The one message is short: it comes as a whole.
        while !heard.ends_with(b"reload") {
            let mut bytes = [0; 512];
            let read = socket.read(&mut bytes)?;
            if read == 0 {
                return Err(std::io::ErrorKind::UnexpectedEof.into());
            }
            heard.extend_from_slice(&bytes[..read]);
        }
        Ok(SystemTime::now())
    }))
}

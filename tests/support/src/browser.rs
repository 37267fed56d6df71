//! A headless Chromium, driven through chromedriver. Debian has them in `chromium` and `chromium-driver`.
//!
//! It knows pages by their addresses and nothing of books. Calls block: whoever uses it needs no async code.

use std::error::Error;
use std::fs;
use std::future::Future;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::{self, Runtime};

pub type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Keys without a letter, as WebDriver writes them (its "keyboard actions").
pub mod keys {
    pub const ESCAPE: &str = "\u{e00c}";
    pub const RIGHT: &str = "\u{e014}";
    pub const TAB: &str = "\u{e004}";
    pub const SPACE: &str = " ";
}

/// The longest that one command may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The longest that something on a page may take to be there.
const SOON: Duration = Duration::from_secs(5);

/// Quiet, alone and the same everywhere: no network of its own, and no scroll bars, as on a phone.
const FLAGS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
];

/// A window of a Chromium with a fresh profile. Both end when it is dropped.
pub struct Browser {
    // Dropped from top to bottom: the profile goes when nobody writes to it any more.
    client: Client,
    runtime: Runtime,
    _driver: Driver,
    _profile: TempDir,
}

impl Browser {
    /// Starts chromedriver on a free port, and Chromium through it.
    pub fn start() -> Result<Self> {
        let profile = TempDir::new()?;
        let driver = Driver::start()?;
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        let mut flags = FLAGS.map(str::to_owned).to_vec();
        flags.push(format!("--user-data-dir={}", profile.path().display()));
        let mut builder = ClientBuilder::new(HttpConnector::new());
        if let Value::Object(capabilities) = json!({ "goog:chromeOptions": { "args": flags } }) {
            builder.capabilities(capabilities);
        }
        let address = format!("http://{}:{}", Ipv4Addr::LOCALHOST, driver.port);
        let client = wait(&runtime, builder.connect(&address))?;
        let browser = Self { client, runtime, _driver: driver, _profile: profile };
        // mdBook's print page opens the dialog for printing by itself, and nobody would close it.
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": "window.print = () => {};" }))?;
        Ok(browser)
    }

    /// Opens a file as a page and waits until it is loaded, fonts included.
    pub fn open(&self, file: &Path) -> Result<()> {
        self.go_to(&file_address(file))
    }

    /// Opens an address and waits until the page is loaded, fonts included.
    pub fn go_to(&self, address: &str) -> Result<()> {
        wait(&self.runtime, self.client.goto(address))?;
        self.run("return document.fonts.ready.then(() => null)", json!([]))?;
        Ok(())
    }

    /// Runs the body of a JavaScript function with these `arguments`; its answer, awaited if it is a promise.
    pub fn run(&self, script: &str, arguments: Value) -> Result<Value> {
        let arguments = if let Value::Array(arguments) = arguments { arguments } else { vec![arguments] };
        wait(&self.runtime, self.client.execute(script, arguments))
    }

    /// Clicks an element as a reader does: waits for it, scrolls to it and fails if something covers it.
    pub fn click(&self, xpath: &str) -> Result<()> {
        wait(&self.runtime, async {
            self.client.wait().at_most(SOON).for_element(Locator::XPath(xpath)).await?.click().await
        })
    }

    /// Presses keys one after the other, where the focus is. For those without a letter there are [`keys`].
    pub fn press(&self, keys: &str) -> Result<()> {
        wait(&self.runtime, async { self.client.active_element().await?.send_keys(keys).await })
    }

    /// Whether pages may run their scripts; [`Browser::run`] may in either case.
    pub fn set_scripts(&self, may_run: bool) -> Result<()> {
        self.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": !may_run }))
    }

    /// Where it is.
    pub fn address(&self) -> Result<String> {
        wait(&self.runtime, self.client.current_url()).map(|address| address.to_string())
    }

    /// Goes back to the page before, or to what the same page showed before.
    pub fn back(&self) -> Result<()> {
        wait(&self.runtime, self.client.back())
    }

    /// Goes forward again.
    pub fn forward(&self) -> Result<()> {
        wait(&self.runtime, self.client.forward())
    }

    /// Sets the size of the viewport in CSS pixels. Windows can't be made as narrow as a phone; this can.
    pub fn set_viewport(&self, width: u32, height: u32) -> Result<()> {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)
    }

    /// Shows pages as `print` shows them, or as `screen`.
    pub fn set_media(&self, media: &str) -> Result<()> {
        self.devtools("Emulation.setEmulatedMedia", json!({ "media": media }))
    }

    /// Shows pages to a reader whose system is `light` or `dark`.
    pub fn set_scheme(&self, scheme: &str) -> Result<()> {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        self.devtools("Emulation.setEmulatedMedia", json!({ "features": features }))
    }

    /// Writes what the viewport shows to `file`, as PNG; its folder is made.
    pub fn picture(&self, file: &Path) -> Result<()> {
        let png = wait(&self.runtime, self.client.screenshot())?;
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(file, png).map_err(|error| format!("{} can't be written: {error}", file.display()).into())
    }

    /// Sends a command of Chromium's DevTools protocol.
    fn devtools(&self, command: &'static str, parameters: Value) -> Result<()> {
        wait(&self.runtime, self.client.issue_cmd(DevTools { command, parameters })).map(drop)
    }
}

/// A file as an address, also where its path holds spaces, `#` or `%`.
pub fn file_address(file: &Path) -> String {
    let escape = |&byte: &u8| match byte {
        b'/' | b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    let path: String = file.to_string_lossy().as_bytes().iter().map(escape).collect();
    format!("file://{path}")
}

fn wait<T, E>(runtime: &Runtime, answer: impl Future<Output = std::result::Result<T, E>>) -> Result<T>
where
    E: Error + Send + Sync + 'static,
{
    Ok(runtime.block_on(async { tokio::time::timeout(PATIENCE, answer).await })??)
}

/// chromedriver's way to the DevTools protocol.
#[derive(Debug)]
struct DevTools {
    command: &'static str,
    parameters: Value,
}

impl WebDriverCompatibleCommand for DevTools {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> std::result::Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/goog/cdp/execute", session.unwrap_or_default()))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        let body = json!({ "cmd": self.command, "params": self.parameters });
        (http::Method::POST, Some(body.to_string()))
    }
}

/// A running chromedriver.
struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    fn start() -> Result<Self> {
        let mut command = Command::new("chromedriver");
        // It takes a free port and says which: no other program can take it in between.
        command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command
            .spawn()
            .map_err(|error| format!("chromedriver can't be run: {error} (Debian: apt-get install chromium-driver)"))?;
        let stdout = process.stdout.take().map(BufReader::new);
        // From here on, dropping ends the process.
        let mut driver = Self { process, port: 0 };
        let mut stdout = stdout.ok_or("chromedriver has no output")?;
        let mut line = String::new();
        while driver.port == 0 {
            line.clear();
            if stdout.read_line(&mut line)? == 0 {
                return Err("chromedriver ended before it said its port".into());
            }
            let port = line.split_once("started successfully on port ").map(|(_, port)| port);
            driver.port = port.and_then(|port| port.trim().trim_end_matches('.').parse().ok()).unwrap_or_default();
        }
        // Nobody wants the rest, but a full pipe would stop it.
        thread::spawn(move || io::copy(&mut stdout, &mut io::sink()));
        Ok(driver)
    }

    /// Asks it to end, which ends its Chromium too: that would outlive a chromedriver that is killed.
    fn shut_down(&mut self) -> io::Result<()> {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(Duration::from_secs(10)))?;
        stream.write_all(b"GET /shutdown HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
        stream.read_to_end(&mut Vec::new())?;
        let start = Instant::now();
        while self.process.try_wait()?.is_none() && start.elapsed() < Duration::from_secs(10) {
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Whatever fails here, there is nothing better to do than to go on ending it.
        let _ = self.shut_down();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

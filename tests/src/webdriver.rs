//! The WebDriver protocol (<https://www.w3.org/TR/webdriver2/>), as much of it as journeys use.
//!
//! A command is one request with JSON in both directions. Half of the commands used here are the
//! driver's own (console, device emulation), which client libraries wrap no better than this.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::Value;
use ureq::Agent;

use crate::poll::eventually;

/// Longer than any script may take.
const TIMEOUT: Duration = Duration::from_secs(90);

/// What the commands are written in.
const JSON: &str = "application/json";

/// A running driver; it ends with this value.
#[derive(Debug)]
pub struct Driver {
    child: Child,
    /// Kept open, because the driver would stop at a closed pipe.
    _output: Option<BufReader<ChildStdout>>,
    url: String,
}

impl Driver {
    /// Starts a driver on a port that it chooses and tells after `sign`.
    ///
    /// # Panics
    ///
    /// If it cannot be started or does not say where it listens.
    pub fn start(mut command: Command, sign: &str) -> Self {
        let mut child = spawn(command.stdout(Stdio::piped()));
        let mut output = BufReader::new(child.stdout.take().expect("the output was asked for"));
        let mut said = String::new();
        let port = loop {
            let before = said.len();
            if !matches!(output.read_line(&mut said), Ok(1..)) {
                panic!("{} ended without listening; it said:\n{said}", name(&command));
            }
            let line = &said[before..];
            if let Some((_, port)) = line.split_once(sign) {
                break port.trim_end().trim_end_matches('.').to_owned();
            }
        };
        Self { child, _output: Some(output), url: format!("http://127.0.0.1:{port}") }
    }

    /// Starts a driver that was told its port, and waits until it listens there.
    ///
    /// # Panics
    ///
    /// If it cannot be started or does not listen in time.
    pub fn start_on(mut command: Command, port: u16) -> Self {
        let child = spawn(command.stdout(Stdio::null()));
        let driver = Self { child, _output: None, url: format!("http://127.0.0.1:{port}") };
        eventually(&format!("{} to listen", name(&command)), || {
            TcpStream::connect((Ipv4Addr::LOCALHOST, port)).map_err(|error| error.to_string())
        });
        driver
    }
}

/// Where all visitors are, so that every machine shows them the same times.
const TIME_ZONE: &str = "America/New_York";

fn spawn(command: &mut Command) -> Child {
    command.env("TZ", TIME_ZONE);
    let started = command.stdin(Stdio::null()).stderr(Stdio::null()).spawn();
    started.unwrap_or_else(|error| panic!("{} cannot be started: {error}", name(command)))
}

fn name(command: &Command) -> String {
    command.get_program().display().to_string()
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An open browser window; it closes with this value.
#[derive(Debug)]
pub struct Session {
    agent: Agent,
    url: String,
}

/// Why a command was not carried out.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The code that the protocol has for it.
    pub code: String,
    /// What the driver says, first line only.
    pub message: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.message)
    }
}

impl Session {
    /// Opens a window.
    ///
    /// # Panics
    ///
    /// If the browser does not start.
    pub fn open(driver: &Driver, capabilities: &Value) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(TIMEOUT))
            .build()
            .new_agent();
        let url = format!("{}/session", driver.url);
        let wanted = serde_json::json!({ "capabilities": { "alwaysMatch": capabilities } });
        let session = call(agent.post(&url).content_type(JSON).send(wanted.to_string()))
            .unwrap_or_else(|refusal| panic!("the browser did not start: {refusal}"));
        let id = session["sessionId"].as_str().expect("a session has an id");
        Self { url: format!("{url}/{id}"), agent }
    }

    /// Carries out a command.
    ///
    /// # Errors
    ///
    /// What the driver says against it.
    pub fn post(&self, command: &str, body: &Value) -> Result<Value, Refusal> {
        let request = self.agent.post(format!("{}/{command}", self.url));
        call(request.content_type(JSON).send(body.to_string()))
    }

    /// Asks for something.
    ///
    /// # Errors
    ///
    /// What the driver says against it.
    pub fn get(&self, command: &str) -> Result<Value, Refusal> {
        call(self.agent.get(format!("{}/{command}", self.url)).call())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // Without this the browser would outlive its driver. It may be gone already.
        let _ = self.agent.delete(&self.url).call();
    }
}

fn call(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Value, Refusal> {
    let text = answer.and_then(|mut answer| answer.body_mut().read_to_string());
    let text = text.map_err(|error| Refusal {
        code: "no answer from the driver".into(),
        message: error.to_string(),
    })?;
    let value = serde_json::from_str::<Value>(&text).unwrap_or_default()["value"].take();
    match value["error"].as_str() {
        Some(code) => {
            let message = value["message"].as_str().unwrap_or_default();
            let message = message.lines().next().unwrap_or_default().to_owned();
            Err(Refusal { code: code.to_owned(), message })
        }
        None => Ok(value),
    }
}

/// Keys that write no character; the values are the protocol's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// To the next control.
    Tab,
    /// Chooses.
    Enter,
    /// Presses a button or ticks a box.
    Space,
    /// One step back.
    Escape,
    /// One line down.
    Down,
    /// One line up.
    Up,
}

impl Key {
    /// The character that stands for the key.
    #[must_use]
    pub fn code(self) -> char {
        match self {
            Self::Tab => '\u{e004}',
            Self::Enter => '\u{e007}',
            Self::Space => ' ',
            Self::Escape => '\u{e00c}',
            Self::Down => '\u{e015}',
            Self::Up => '\u{e013}',
        }
    }
}

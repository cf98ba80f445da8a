//! The real program on a folder of its own, and just enough HTTP to hear what pages are told.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

/// Longer than anything takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

/// A folder with `content/` in it.
pub(crate) struct Place(TempDir);

impl Place {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        fs::create_dir(place.path("")).unwrap();
        for (path, text) in files {
            place.write(path, text);
        }
        place
    }

    /// A path below the content, or with `../` beside it.
    pub(crate) fn path(&self, path: &str) -> PathBuf {
        match path.strip_prefix("../") {
            Some(beside) => self.0.path().join(beside),
            None => self.0.path().join("content").join(path),
        }
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_docent"));
        command.args(["serve", "content", "--no-widget"]).args(arguments);
        command.current_dir(self.0.path()).env("NO_COLOR", "1");
        command
    }

    /// Runs the program where it ends by itself.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    pub(crate) fn serve(&self) -> Serving {
        self.serve_with(&["--port", "0"])
    }

    pub(crate) fn serve_with(&self, arguments: &[&str]) -> Serving {
        let mut command = self.command(arguments);
        let mut process = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = channel();
        let out = BufReader::new(process.stdout.take().unwrap());
        let error = BufReader::new(process.stderr.take().unwrap());
        let same = sender.clone();
        std::thread::spawn(move || {
            out.lines().map_while(Result::ok).all(|l| sender.send(l).is_ok())
        });
        std::thread::spawn(move || {
            error.lines().map_while(Result::ok).all(|l| same.send(l).is_ok())
        });
        let address = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut serving = Serving { address, process, lines, said: String::new() };
        serving.hears("Stop with Ctrl-C");
        let (_, rest) = serving.said.split_once("http://").unwrap();
        serving.address = rest.split('/').next().unwrap().parse().unwrap();
        serving
    }
}

/// A running `docent serve`; killed when dropped.
pub(crate) struct Serving {
    pub(crate) address: SocketAddr,
    process: Child,
    lines: Receiver<String>,
    /// Everything that was said so far.
    pub(crate) said: String,
}

impl Serving {
    /// Waits until this is said, on standard output or standard error.
    #[track_caller]
    pub(crate) fn hears(&mut self, text: &str) {
        let start = Instant::now();
        while !self.said.contains(text) {
            match self.lines.recv_timeout(PATIENCE.saturating_sub(start.elapsed())) {
                Ok(line) => self.said += &(line + "\n"),
                Err(_) => panic!("“{text}” is not said:\n{}", self.said),
            }
        }
    }

    /// Status, head and body of an answer.
    pub(crate) fn get(&self, path: &str) -> (u16, String, String) {
        let mut stream = self.ask("GET", path, "close");
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, head.to_ascii_lowercase(), body.to_owned())
    }

    pub(crate) fn status_of(&self, method: &str, path: &str) -> u16 {
        let mut text = String::new();
        self.ask(method, path, "close").read_to_string(&mut text).unwrap();
        text.split(' ').nth(1).unwrap().parse().unwrap()
    }

    /// Status for who calls it by that name.
    pub(crate) fn status_for(&self, host: &str) -> u16 {
        let mut stream = TcpStream::connect(self.address).unwrap();
        write!(stream, "GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text.split(' ').nth(1).unwrap().parse().unwrap()
    }

    fn ask(&self, method: &str, path: &str, connection: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: localhost\r\nConnection: {connection}\r\n\r\n"
        )
        .unwrap();
        stream
    }

    /// What a page hears that opens now.
    pub(crate) fn page(&self) -> Page {
        let stream = self.ask("GET", "/docent.live/events", "keep-alive");
        let mut page = Page { stream: BufReader::new(stream), version: String::new() };
        page.next();
        page
    }

    #[cfg(unix)]
    pub(crate) fn signal(&self, signal: &str) {
        let id = self.process.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
    }

    /// Waits until it has ended by itself.
    pub(crate) fn ended(&mut self) -> Option<i32> {
        self.process.wait().unwrap().code()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A page that listens.
pub(crate) struct Page {
    stream: BufReader<TcpStream>,
    version: String,
}

impl Page {
    /// Waits for the next message.
    pub(crate) fn next(&mut self) -> Value {
        let mut line = String::new();
        loop {
            line.clear();
            assert_ne!(self.stream.read_line(&mut line).unwrap(), 0, "the connection ended");
            if let Some(data) = line.strip_prefix("data:") {
                let message: Value = serde_json::from_str(data).unwrap();
                self.version = message["version"].as_str().unwrap().to_owned();
                return message;
            }
        }
    }

    /// Waits for a message with another version. One save can be seen in two steps.
    #[track_caller]
    pub(crate) fn sees_another_version(&mut self) -> Value {
        let before = self.version.clone();
        loop {
            let message = self.next();
            if self.version != before {
                return message;
            }
        }
    }

    /// Waits until so many errors and warnings are told.
    pub(crate) fn hears_of(&mut self, errors: u64, warnings: u64) -> Value {
        loop {
            let message = self.next();
            if (&message["errors"], &message["warnings"]) == (&errors.into(), &warnings.into()) {
                return message;
            }
        }
    }

    pub(crate) fn version(&self) -> &str {
        &self.version
    }
}

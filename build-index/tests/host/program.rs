//! The real program as a process of its own, and just enough HTTP to talk to it exactly.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Output, Stdio},
    time::Duration,
};

use tempfile::TempDir;

/// A folder with a site to serve and a place for the database beside it.
pub(crate) struct Place {
    folder: TempDir,
}

impl Place {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("site")).unwrap();
        std::fs::write(folder.path().join("site/index.html"), "<h1>Acme</h1>").unwrap();
        let place = Self { folder };
        // One test sends what many customers send.
        place.set("[limit]\nmessages_per_hour = 0\nevents_per_minute = 0\n");
        place
    }

    pub(crate) fn site(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn settings(&self) -> PathBuf {
        self.folder.path().join("collector.toml")
    }

    pub(crate) fn set(&self, settings: &str) {
        std::fs::write(self.settings(), settings).unwrap();
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.folder.path().join("data/docent.db")
    }

    pub(crate) fn host(&self) -> Host {
        self.host_with(Command::new(env!("CARGO_BIN_EXE_docent")), 0)
    }

    pub(crate) fn host_with(&self, mut command: Command, port: u16) -> Host {
        command.arg("host").arg(self.site()).arg("--data").arg(self.data());
        command.arg("--settings").arg(self.settings());
        command.args(["--port", &port.to_string()]).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap());
        let mut said = String::new();
        while !said.contains("Stop with Ctrl-C") {
            assert_ne!(lines.read_line(&mut said).unwrap(), 0, "it ended: {said}");
        }
        let (_, rest) = said.split_once("http://").expect("its address");
        let address = rest.split('/').next().unwrap().parse().unwrap();
        Host { address, said, process, lines }
    }
}

pub(crate) fn docent(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_docent")).args(arguments).current_dir(folder).output().unwrap()
}

/// A running `docent host`; killed when dropped.
pub(crate) struct Host {
    pub(crate) address: SocketAddr,
    pub(crate) said: String,
    process: Child,
    lines: BufReader<ChildStdout>,
}

impl Host {
    pub(crate) fn pid(&self) -> String {
        self.process.id().to_string()
    }

    /// Ends it at once, as a power failure or `kill -9` does.
    pub(crate) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    /// Asks it to stop.
    #[cfg(unix)]
    pub(crate) fn terminate(&self) {
        assert!(Command::new("kill").args(["-TERM", &self.pid()]).status().unwrap().success());
    }

    /// Waits until it has ended by itself; its exit code and its last words.
    pub(crate) fn ended(&mut self) -> (Option<i32>, String) {
        let mut rest = String::new();
        self.lines.read_to_string(&mut rest).unwrap();
        (self.process.wait().unwrap().code(), rest)
    }

    pub(crate) fn post(&self, path: &str, body: &str) -> std::io::Result<Answer> {
        post(self.address, path, body)
    }

    pub(crate) fn connect(&self) -> TcpStream {
        connect(self.address).unwrap()
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

pub(crate) fn post(address: SocketAddr, path: &str, body: &str) -> std::io::Result<Answer> {
    let mut stream = connect(address)?;
    let length = body.len();
    write!(
        stream,
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\
         Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )?;
    answer(stream)
}

fn connect(address: SocketAddr) -> std::io::Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(20)))?;
    Ok(stream)
}

/// Reads an answer up to the end of the connection. One that is cut off is an error.
pub(crate) fn answer(mut stream: TcpStream) -> std::io::Result<Answer> {
    let cut = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
    let mut text = String::new();
    stream.read_to_string(&mut text)?;
    let (head, body) = text.split_once("\r\n\r\n").ok_or_else(cut)?;
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or_else(cut)?;
    let lower = head.to_ascii_lowercase();
    let length = lower.split("content-length: ").nth(1).and_then(|rest| rest.lines().next());
    if length.is_some_and(|length| length.parse() != Ok(body.len())) {
        return Err(cut());
    }
    Ok(Answer { status, head: lower, body: body.to_owned() })
}

pub(crate) fn new_id() -> String {
    uuid::Uuid::now_v7().to_string()
}

pub(crate) fn message(id: &str) -> String {
    format!(
        r#"{{"id":"{id}","at":1760000000000,"lang":"en","name":"Mia","email":"mia@example.com",
            "topic":"Billing","message":"My invoice is wrong.","context":{{"search":"invoise"}}}}"#
    )
}

pub(crate) fn vote(id: &str, slug: &str) -> String {
    format!(
        r#"{{"events":[{{"type":"vote","id":"{id}","at":1760000000000,"lang":"en","slug":"{slug}",
            "helpful":false,"reason":"unclear","comment":"Which button?"}}]}}"#
    )
}

//! A PostgreSQL server for tests and measurements: its own data in a temporary folder, gone when it
//! is dropped.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process;
use crate::progress::note;
use crate::tools::apt::Apt;

/// PostgreSQL refuses to run as the administrator; then this user does, who owns nothing.
const NOBODY: u32 = 65534;

/// How long a server may take to start or to stop.
const PATIENCE: Duration = Duration::from_secs(60);

/// A server that is running, or was stopped to be started again.
#[derive(Debug)]
pub(crate) struct Postgres {
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
    user: Option<u32>,
    running: Option<Child>,
}

/// How a server is ended.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Stop {
    /// Connections are closed, and what was committed is written.
    Orderly,
    /// As if the machine's power had failed for it.
    AtOnce,
}

impl Postgres {
    /// Sees to it that PostgreSQL is there: the folder of its programs.
    pub(crate) fn ensure() -> Result<PathBuf> {
        if let Some(programs) = find() {
            return Ok(programs);
        }
        let Some(apt) = Apt::find() else { bail!("{}", advice()) };
        apt.install(&["postgresql"], "about a minute")?;
        find().with_context(advice)
    }

    /// A server for tests; nothing, after saying so, where PostgreSQL is missing and cannot be
    /// installed. CI must have it.
    pub(crate) fn for_tests() -> Result<Option<Self>> {
        match Self::ensure() {
            Err(error) if std::env::var_os("CI").is_none() => {
                note(&format!("what needs PostgreSQL is left out: {error:#}"));
                Ok(None)
            }
            _ => Self::start().map(Some),
        }
    }

    /// Makes an empty server and starts it.
    pub(crate) fn start() -> Result<Self> {
        let programs = Self::ensure()?;
        // The number of this process keeps runs apart that are made at one time.
        let name = format!("docent-postgres-{}-{}", std::process::id(), process::free_port()?);
        let folder = std::env::temp_dir().join(name);
        fs::create_dir(&folder).with_context(|| format!("no folder {}", folder.display()))?;
        let user = is_administrator().then_some(NOBODY);
        own(&folder, user)?;
        let mut server =
            Self { programs, folder, port: process::free_port()?, user, running: None };
        let data = server.folder.join("data");
        process::run_quietly(
            server
                .command("initdb")
                .args(["--auth=trust", "--username=docent", "--encoding=UTF8", "--locale=C"])
                .arg("--pgdata")
                .arg(data),
        )?;
        server.run()?;
        Ok(server)
    }

    /// URL of the database that each server begins with.
    pub(crate) fn url(&self) -> String {
        format!("postgres://docent@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts it, or starts it again with what it had.
    pub(crate) fn run(&mut self) -> Result<()> {
        let log = fs::File::create(self.folder.join("log"))?;
        let port = self.port.to_string();
        let child = self
            .command("postgres")
            .arg("-D")
            .arg(self.folder.join("data"))
            // No socket in a folder that only the administrator may write to.
            .args(["-p", &port, "-c", "listen_addresses=127.0.0.1"])
            .args(["-c", "unix_socket_directories=", "-c", "max_connections=200"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .context("PostgreSQL could not be started")?;
        self.running = Some(child);
        let started = Instant::now();
        loop {
            let mut ready = self.command("pg_isready");
            ready.args(["-q", "-h", "127.0.0.1", "-p", &port]);
            if process::run_quietly(&mut ready).is_ok() {
                return Ok(());
            }
            if started.elapsed() > PATIENCE {
                let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
                bail!("PostgreSQL did not start within {} s\n{log}", PATIENCE.as_secs());
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Stops it and keeps what it has.
    pub(crate) fn stop(&mut self, how: Stop) -> Result<()> {
        let Some(mut child) = self.running.take() else { return Ok(()) };
        let signal = match how {
            Stop::Orderly => "-INT",
            Stop::AtOnce => "-QUIT",
        };
        process::run_quietly(Command::new("kill").args([signal, &child.id().to_string()]))?;
        let told = Instant::now();
        while child.try_wait()?.is_none() {
            if told.elapsed() > PATIENCE {
                bail!("PostgreSQL did not stop within {} s", PATIENCE.as_secs());
            }
            thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    /// A number that the server selects.
    pub(crate) fn number(&self, sql: &str) -> Result<u64> {
        let mut psql = self.command("psql");
        let said = process::capture(psql.args(["-XAt", "-c", sql, &self.url()]))?;
        said.trim().parse().with_context(|| format!("no number: {said}"))
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.programs.join(program));
        #[cfg(unix)]
        if let Some(user) = self.user {
            use std::os::unix::process::CommandExt;
            command.uid(user).gid(user);
        }
        // Where this was started from need not be open to that user.
        command.current_dir(&self.folder);
        command
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        if let Err(error) = self.stop(Stop::Orderly) {
            eprintln!("  PostgreSQL of this run is still there: {error:#}");
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// The folder with `postgres` and `initdb`: where the system or Homebrew puts them, else in `PATH`.
fn find() -> Option<PathBuf> {
    let is_there =
        |folder: &PathBuf| folder.join("postgres").is_file() && folder.join("initdb").is_file();
    let below = |folder: &str, end: &str| {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        let mut found: Vec<_> =
            entries.map(|entry| entry.path().join(end)).filter(is_there).collect();
        // The newest version last, as far as the alphabet knows.
        found.sort();
        found.pop()
    };
    let path = std::env::var_os("PATH").unwrap_or_default();
    below("/usr/lib/postgresql", "bin")
        .or_else(|| below("/opt/homebrew/opt", "bin"))
        .or_else(|| below("/usr/local/opt", "bin"))
        .or_else(|| std::env::split_paths(&path).find(is_there))
}

fn advice() -> String {
    let how = if cfg!(target_os = "macos") {
        "`brew install postgresql`"
    } else {
        "install it from your system's packages, or as root let this command do it"
    };
    format!("PostgreSQL is missing: {how}")
}

fn is_administrator() -> bool {
    process::capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

#[cfg_attr(not(unix), expect(unused_variables, reason = "only Unix has owners by number"))]
fn own(folder: &Path, user: Option<u32>) -> Result<()> {
    #[cfg(unix)]
    std::os::unix::fs::chown(folder, user, user)?;
    Ok(())
}

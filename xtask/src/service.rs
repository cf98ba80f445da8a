//! The collector as a process that can be started, killed and started again.

use std::ffi::OsString;
use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process;
use crate::workspace::Workspace;

/// How long the service may take to answer after it was started.
const PATIENCE: Duration = Duration::from_secs(30);

/// One client sends what many would.
const NO_LIMITS: &str = "[limit]\nevents_per_minute = 0\nmessages_per_hour = 0\n";

/// The programs that are tried.
#[derive(Debug)]
pub(crate) struct Programs {
    pub(crate) docent: PathBuf,
    pub(crate) collector: PathBuf,
}

impl Programs {
    pub(crate) fn build(workspace: &Workspace) -> Result<Self> {
        Self::build_with(workspace, &[])?;
        Ok(Self::beside(workspace.docent()))
    }

    /// As they are shipped, for measurements.
    pub(crate) fn build_to_ship(workspace: &Workspace) -> Result<Self> {
        Self::build_with(workspace, &["--release"])?;
        Ok(Self::beside(workspace.target("release/docent")))
    }

    fn build_with(workspace: &Workspace, options: &[&str]) -> Result<()> {
        let mut command = workspace.cargo();
        // Both at one time, so that what they depend on is built once.
        command.args(["build", "--locked", "--package=docent", "--package=docent-collector"]);
        process::run(command.args(options))
    }

    fn beside(docent: PathBuf) -> Self {
        Self { collector: docent.with_file_name("docent-collector"), docent }
    }
}

/// A collector with a folder and a port of its own; both go with it.
#[derive(Debug)]
pub(crate) struct Service<'a> {
    programs: &'a Programs,
    folder: PathBuf,
    /// What it is told with `--data`.
    data: OsString,
    environment: Vec<(String, OsString)>,
    address: SocketAddr,
    running: Option<Child>,
}

impl<'a> Service<'a> {
    /// A service that is not started yet, with a file of SQLite's.
    pub(crate) fn new(programs: &'a Programs) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port is free")?;
        let address = listener.local_addr()?;
        let name = format!("docent-service-{}-{}", std::process::id(), address.port());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir(&folder).with_context(|| format!("no folder {}", folder.display()))?;
        fs::write(folder.join("settings.toml"), NO_LIMITS)?;
        let data = folder.join("docent.db").into();
        Ok(Self { programs, folder, data, environment: Vec::new(), address, running: None })
    }

    /// With this database instead: a URL, or another file.
    pub(crate) fn with_data(mut self, data: impl Into<OsString>) -> Self {
        self.data = data.into();
        self
    }

    /// With a report that this token opens.
    pub(crate) fn with_token(self, token: &str) -> Result<Self> {
        let name = "DOCENT_REPORT_TOKEN";
        let settings = format!("{NO_LIMITS}\n[report]\ntoken = {{ env = \"{name}\" }}\n");
        fs::write(self.folder.join("settings.toml"), settings)?;
        Ok(self.with_variable(name, token))
    }

    /// With a variable in its environment.
    pub(crate) fn with_variable(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.environment.push((name.to_owned(), value.into()));
        self
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// A folder for what belongs to it.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Starts it, and returns how long it took to answer.
    pub(crate) fn start(&mut self) -> Result<Duration> {
        let started = Instant::now();
        let log = File::options().create(true).append(true).open(self.folder.join("log"))?;
        let child = Command::new(&self.programs.collector)
            .arg("--data")
            .arg(&self.data)
            .args(["--port", &self.address.port().to_string()])
            .arg("--settings")
            .arg(self.folder.join("settings.toml"))
            .arg("--files")
            .arg(self.folder.join("files"))
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .context("the collector could not be started")?;
        self.running = Some(child);
        self.wait("healthz")?;
        Ok(started.elapsed())
    }

    /// Waits until it answers, or is ready to write.
    pub(crate) fn wait(&mut self, path: &str) -> Result<()> {
        let url = format!("http://{}/{path}", self.address);
        let started = Instant::now();
        while ureq::get(&url).call().is_err() {
            let ended = self.running.as_mut().map(Child::try_wait).transpose()?.flatten();
            if ended.is_some() || started.elapsed() > PATIENCE {
                let log = fs::read_to_string(self.folder.join("log")).unwrap_or_default();
                bail!("the collector does not answer {url}\n{log}");
            }
            thread::sleep(Duration::from_millis(5));
        }
        Ok(())
    }

    /// Ends it without warning.
    pub(crate) fn kill(&mut self) -> Result<()> {
        if let Some(mut child) = self.running.take() {
            child.kill()?;
            child.wait()?;
        }
        Ok(())
    }

    /// The memory that it holds, in MB (10^6 bytes); nothing where the system does not tell.
    pub(crate) fn memory(&self) -> Option<f64> {
        let id = self.running.as_ref()?.id().to_string();
        let kilobytes =
            process::capture(Command::new("ps").args(["-o", "rss=", "-p", &id])).ok()?;
        Some(kilobytes.trim().parse::<f64>().ok()? * 1.024e-3)
    }

    /// What the report counts, of today.
    pub(crate) fn report(&self) -> Result<serde_json::Value> {
        self.docent(&["report", "--json", "--days=1"])
    }

    /// What is kept, as `docent inbox` reads it.
    pub(crate) fn inbox(&self) -> Result<serde_json::Value> {
        self.docent(&["inbox", "--json"])
    }

    fn docent(&self, arguments: &[&str]) -> Result<serde_json::Value> {
        let mut command = Command::new(&self.programs.docent);
        let text = process::capture(command.args(arguments).arg("--data").arg(&self.data))?;
        serde_json::from_str(&text).context("`docent` printed no JSON")
    }
}

impl Drop for Service<'_> {
    fn drop(&mut self) {
        if let Err(error) = self.kill() {
            eprintln!("  the collector of this run is still there: {error:#}");
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

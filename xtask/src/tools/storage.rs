//! A storage that speaks S3, for tests: s3rver from npm, which keeps its objects as files in a
//! temporary folder, gone when it is dropped. It knows who may ask, and does not check what they
//! sign.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

use crate::process;
use crate::tools::npm;
use crate::workspace::Workspace;

/// The bucket that it has.
const BUCKET: &str = "docent-test";

/// How long it may take to start.
const PATIENCE: Duration = Duration::from_secs(60);

#[derive(Debug)]
pub(crate) struct Storage {
    folder: PathBuf,
    port: u16,
    running: Child,
}

impl Storage {
    /// Installs it if it is missing, and starts it.
    pub(crate) fn start(workspace: &Workspace) -> Result<Self> {
        let home = workspace.target("storage");
        let program = home.join("node_modules/s3rver/bin/s3rver.js");
        let sources = workspace.path("xtask/storage");
        npm::install("s3rver", &sources, &home, std::slice::from_ref(&program))?;
        let port = process::free_port()?;
        let name = format!("docent-storage-{}-{port}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir(&folder).with_context(|| format!("no folder {}", folder.display()))?;
        let running = Command::new("node")
            .arg(program)
            .args(["--silent", "--no-vhost-buckets", "--address=127.0.0.1"])
            .arg(format!("--port={port}"))
            .args(["--configure-bucket", BUCKET])
            .arg("--directory")
            .arg(&folder)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .context("s3rver could not be started")?;
        let mut storage = Self { folder, port, running };
        let started = Instant::now();
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        while TcpStream::connect(address).is_err() {
            if let Some(status) = storage.running.try_wait()? {
                bail!("s3rver ended at once: {status}");
            }
            if started.elapsed() > PATIENCE {
                bail!("s3rver did not start within {} s", PATIENCE.as_secs());
            }
            thread::sleep(Duration::from_millis(50));
        }
        Ok(storage)
    }

    /// Where it is.
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Where it keeps what it has.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Storage {
    fn drop(&mut self) {
        let _ = self.running.kill();
        let _ = self.running.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

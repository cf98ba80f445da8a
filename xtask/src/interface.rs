//! `cargo xtask test interface`: a running collector is sent what its description at
//! `/openapi.json` allows and what it does not, and held to what the description says it answers.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, bail};

use crate::faults::service::Programs;
use crate::process;
use crate::progress::{note, step};
use crate::tools::schemathesis;
use crate::workspace::Workspace;

/// What opens the report, in a collector that lives as long as the test.
const TOKEN: &str = "for-this-test-only";

/// One client sends what many would.
const SETTINGS: &str = "[limit]\nmessages_per_hour = 0\nevents_per_minute = 0\n\n\
    [report]\ntoken = { env = \"DOCENT_INTERFACE_TOKEN\" }\n";

/// The same requests every time, and as many per endpoint as take less than a minute.
const REQUESTS: [&str; 10] = [
    "--seed",
    "17",
    "--max-examples",
    "60",
    "--phases",
    "examples,coverage,fuzzing",
    "--generation-database",
    "none",
    "--request-timeout",
    "20",
];

/// Runs Schemathesis against a collector. Passed over where it cannot be had; CI must have it.
pub(crate) fn run(workspace: &Workspace) -> Result<()> {
    let program = match schemathesis::ensure(workspace) {
        Ok(program) => program,
        Err(error) if env::var_os("CI").is_none() => {
            note(&format!("the collector's interface is not tested: {error:#}"));
            return Ok(());
        }
        Err(error) => return Err(error),
    };
    step("build docent-collector", "the first time about two minutes, then seconds", || {
        Programs::build(workspace).map(drop)
    })?;
    let home = workspace.target("test/interface");
    if home.exists() {
        fs::remove_dir_all(&home)?;
    }
    fs::create_dir_all(&home)?;
    let collector = Collector::start(workspace, &home)?;
    let mut command = Command::new(program);
    command.current_dir(&home).arg("run").arg(format!("{}openapi.json", collector.address));
    command.args(["--url", &collector.address]).args(REQUESTS);
    command.args(["--header", &format!("Authorization: Bearer {TOKEN}"), "--no-color"]);
    let (passed, said) = process::run_and_keep(&mut command)?;
    note(&format!("Schemathesis: {}", closing_line(&said)));
    if !passed {
        bail!("the collector does not do what collector/src/openapi.json says");
    }
    Ok(())
}

/// A collector of its own, which ends with this value.
struct Collector {
    process: Child,
    address: String,
}

impl Collector {
    fn start(workspace: &Workspace, home: &Path) -> Result<Self> {
        let settings = home.join("settings.toml");
        fs::write(&settings, SETTINGS)?;
        let name = format!("docent-collector{}", env::consts::EXE_SUFFIX);
        let mut command = workspace.command(workspace.target("debug").join(name));
        command.args(["--port", "0", "--data"]).arg(home.join("docent.db"));
        command.arg("--settings").arg(settings).env("DOCENT_INTERFACE_TOKEN", TOKEN);
        let mut process = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let said = process.stdout.take().context("the output was asked for")?;
        let mut line = String::new();
        BufReader::new(said).read_line(&mut line)?;
        let address = address(&line).map(str::to_owned);
        let collector = Self { process, address: address.unwrap_or_default() };
        if collector.address.is_empty() {
            bail!("docent-collector did not say where it listens: {line}");
        }
        Ok(collector)
    }
}

impl Drop for Collector {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where the collector listens, by the first line that it says.
fn address(line: &str) -> Option<&str> {
    let from = line.find("http://")?;
    line[from..].split_whitespace().next()?.strip_suffix("v1/")
}

/// What the runner says last, without the line that is drawn around it.
fn closing_line(said: &str) -> &str {
    let last = said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("nothing");
    last.trim_matches(['=', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_collector_says_where_it_listens() {
        let line = "Votes and messages sent to http://127.0.0.1:4711/v1/ are kept in x.db\n";
        assert_eq!(address(line), Some("http://127.0.0.1:4711/"));
        assert_eq!(address("error: no\n"), None);
    }

    #[test]
    fn the_closing_line_is_repeated_without_ornaments() {
        assert_eq!(
            closing_line("Seed: 17\n\n===== 8 passed in 4.03s =====\n"),
            "8 passed in 4.03s"
        );
        assert_eq!(closing_line(""), "nothing");
    }

    #[test]
    fn the_requirements_name_exact_versions() {
        let lines = include_str!("../tools/requirements.txt").lines();
        let mut packages = lines.filter(|line| !line.starts_with('#')).peekable();
        assert!(packages.peek().is_some());
        assert!(packages.all(|line| line.contains("==")));
    }
}

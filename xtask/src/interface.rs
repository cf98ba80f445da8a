//! `cargo xtask test interface`: a running collector is sent what its description at
//! `/openapi.json` allows and what it does not, and held to what the description says it answers.

use std::env;
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;
use crate::progress::{note, step};
use crate::service::{Programs, Service};
use crate::tools::schemathesis;
use crate::workspace::Workspace;

/// What opens the report, in a collector that lives as long as the test.
const TOKEN: &str = "for-this-test-only";

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
    let what = "the first time about two minutes, then seconds";
    let programs = step("build docent-collector", what, || Programs::build(workspace))?;
    let mut service = Service::new(&programs)?.with_token(TOKEN)?;
    service.start()?;
    let url = format!("http://{}/", service.address());
    let mut command = Command::new(program);
    command.current_dir(service.folder()).arg("run").arg(format!("{url}openapi.json"));
    command.args(["--url", &url]).args(REQUESTS);
    command.args(["--header", &format!("Authorization: Bearer {TOKEN}"), "--no-color"]);
    let (passed, said) = process::run_and_keep(&mut command)?;
    note(&format!("Schemathesis: {}", closing_line(&said)));
    if !passed {
        bail!("the collector does not do what collector/src/openapi.json says");
    }
    Ok(())
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

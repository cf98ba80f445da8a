//! `cargo xtask test browser`: the journeys in `tests/`, once per browser engine. An engine that
//! fails does not keep the others from their turn.

use std::process::Command;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::demo::build_docent;
use crate::frameworks;
use crate::process;
use crate::progress::duration;
use crate::tools::browser::{self, Browser, Engine};
use crate::tools::npm::Npm;
use crate::widget;
use crate::workspace::Workspace;

/// How the line begins with which the test runner closes.
const CLOSING: &str = "test result: ";

/// How a line begins with which a journey says that it cannot be gone in an engine.
const PASSED_OVER: &str = "passed over: ";

/// Runs the journeys in the named engines, or in all.
pub(crate) fn run(workspace: &Workspace, engines: &[Engine]) -> Result<()> {
    let browsers = browser::ensure(workspace, engines)?;
    build_docent(workspace)?;
    widget::run(workspace)?;
    let npm = Npm::ensure(workspace)?;
    let apps = frameworks::ensure(workspace, &npm)?;
    let mut closing = Vec::new();
    let mut failed = Vec::new();
    for (engine, browser) in &browsers {
        let name = engine.name();
        println!("\n-- {name}");
        let started = Instant::now();
        let mut command = command(workspace, &npm, &name, browser);
        command.envs(apps.iter().map(|folder| ("DOCENT_APPS", folder)));
        let (passed, said) = process::run_and_keep(&mut command)?;
        closing.extend(lines_of(&name, &said));
        closing.push(format!("{name:<9} took {}", duration(started.elapsed())));
        if !passed {
            failed.push(name);
        }
    }
    println!("\n{}", closing.join("\n"));
    if !failed.is_empty() {
        bail!("journeys failed in {}", failed.join(" and in "));
    }
    Ok(())
}

/// Runs the crate in `tests/`. It learns where everything is from the variables named here and
/// above; they are listed in `CONTRIBUTING.md`.
fn command(workspace: &Workspace, npm: &Npm, engine: &str, browser: &Browser) -> Command {
    let mut command = workspace.cargo();
    command
        .args(["test", "--locked", "--package", "docent-tests", "--test", "e2e"])
        .env("DOCENT_BIN", workspace.docent())
        .env("DOCENT_WIDGET", widget::folder(workspace))
        .env("DOCENT_AXE", npm.axe())
        .env("DOCENT_ENGINE", engine)
        .env("DOCENT_BROWSER", &browser.browser)
        .env("DOCENT_DRIVER", &browser.driver);
    command
}

/// What is worth repeating after the runs of all engines, with the name of this one.
fn lines_of(engine: &str, said: &str) -> Vec<String> {
    let closing = said.lines().filter(|line| line.starts_with(CLOSING));
    // The test runner may be in the middle of a line when a journey says so.
    let passed_over = said.lines().filter_map(|line| line.find(PASSED_OVER).map(|at| &line[at..]));
    closing.chain(passed_over).map(|line| format!("{engine:<9} {line}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_and_what_was_passed_over_are_repeated_with_their_engine() {
        let said = "running 2 tests\ntest a ... ok\ntest b ... passed over: b: it is too far\nok\n\n\
            test result: ok. 2 passed; 0 failed\n";
        assert_eq!(
            lines_of("webkit", said),
            [
                "webkit    test result: ok. 2 passed; 0 failed",
                "webkit    passed over: b: it is too far"
            ]
        );
    }
}

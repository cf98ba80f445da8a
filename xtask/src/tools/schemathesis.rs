//! Schemathesis, which sends to a service what its description allows and what it does not. A
//! Python program, in the exact versions of `xtask/tools/requirements.txt`, installed under the
//! build folder.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::fingerprint::Fingerprint;
use crate::process;
use crate::progress::step;
use crate::tools::apt::Apt;
use crate::workspace::Workspace;

const REQUIREMENTS: &str = "xtask/tools/requirements.txt";

/// Installs it if it is missing or of another version. Returns the program.
pub(crate) fn ensure(workspace: &Workspace) -> Result<PathBuf> {
    let home = workspace.target("tools/schemathesis");
    let folder = if cfg!(windows) { "Scripts" } else { "bin" };
    let program =
        |name: &str| home.join(folder).join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    let requirements = workspace.path(REQUIREMENTS);
    let stamp = Fingerprint::new().contents(&requirements)?.stamp(home.join("stamp"));
    if stamp.is_fresh(&[program("st")]) {
        return Ok(program("st"));
    }
    let python = python()?;
    step("install Schemathesis with pip", "about half a minute", || {
        process::run_quietly(Command::new(python).args(["-m", "venv", "--clear"]).arg(&home))?;
        let mut install = Command::new(program("python"));
        install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        install.args(["--no-deps", "--requirement"]).arg(&requirements);
        process::run_quietly(&mut install)
            .context("Schemathesis could not be installed; is the Python package index reachable?")
    })?;
    stamp.keep()?;
    Ok(program("st"))
}

/// A Python that can make folders of packages. Debian has that part in a package of its own.
fn python() -> Result<&'static str> {
    let found = || {
        let can = |name: &&str| {
            let asks = ["-c", "import ensurepip, sys; sys.exit(sys.version_info < (3, 10))"];
            process::run_quietly(Command::new(name).args(asks)).is_ok()
        };
        ["python3", "python"].into_iter().find(can)
    };
    if found().is_none()
        && let Some(apt) = Apt::find()
    {
        apt.install(&["python3-venv"], "about half a minute")?;
    }
    let Some(python) = found() else {
        bail!("Python 3.10 or newer with its module `venv` is missing; install `python3-venv`")
    };
    Ok(python)
}

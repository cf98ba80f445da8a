//! Debian's and Ubuntu's package manager, the one system package manager that is driven from
//! here. Elsewhere the person is told what to install.

use std::process::{Command, Stdio};
use std::sync::Once;

use anyhow::{Context, Result};

use crate::process;
use crate::progress::step;

/// `apt-get`, on a machine where it may be used without asking for a password.
pub(crate) struct Apt {
    sudo: bool,
}

impl Apt {
    /// `None` where there is no `apt-get`, or where it would ask for a password.
    pub(crate) fn find() -> Option<Self> {
        if !process::exists("apt-get") {
            return None;
        }
        if process::capture(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0") {
            return Some(Self { sudo: false });
        }
        let sudo = Command::new("sudo")
            .args(["-n", "true"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        sudo.is_ok_and(|status| status.success()).then_some(Self { sudo: true })
    }

    /// Installs packages, and says so.
    pub(crate) fn install(&self, packages: &[&str], usually: &str) -> Result<()> {
        let names = packages.join(" ");
        step(&format!("install from the system's packages: {names}"), usually, || {
            self.update();
            let mut command = self.command();
            command.args(["install", "--yes", "--no-install-recommends"]).args(packages);
            process::run_quietly(&mut command).with_context(|| {
                format!("{names} could not be installed; try `apt-get install {names}` by hand")
            })
        })
    }

    /// Whether the package lists know a package of this name.
    pub(crate) fn offers(&self, package: &str) -> bool {
        self.update();
        process::capture(Command::new("apt-cache").args(["show", "--no-all-versions", package]))
            .is_ok_and(|text| !text.trim().is_empty())
    }

    /// Refreshes the package lists, once per run. Old lists still serve where that fails.
    fn update(&self) {
        static UPDATED: Once = Once::new();
        UPDATED.call_once(|| {
            if let Err(error) = process::run_quietly(self.command().arg("update")) {
                eprintln!("  the package lists could not be refreshed, going on with the old ones: {error:#}");
            }
        });
    }

    fn command(&self) -> Command {
        let mut command = if self.sudo {
            let mut command = Command::new("sudo");
            command.args(["-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
            command
        } else {
            let mut command = Command::new("apt-get");
            command.env("DEBIAN_FRONTEND", "noninteractive");
            command
        };
        // Another program may be installing at this moment: wait for it instead of failing.
        command.args(["--quiet", "-o", "DPkg::Lock::Timeout=120"]);
        command
    }
}

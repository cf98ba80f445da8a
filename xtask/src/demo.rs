//! `cargo xtask demo`: everything built and served, for a person with a browser.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use walkdir::WalkDir;

use crate::fingerprint::Fingerprint;
use crate::process;
use crate::progress::{note, step};
use crate::widget;
use crate::workspace::Workspace;

/// How many ports after the wanted one are tried.
const PORTS: u16 = 100;

/// Builds what is not up to date, then serves until it is stopped.
pub(crate) fn run(workspace: &Workspace, content: Option<&Path>, port: u16) -> Result<()> {
    let content = match content {
        Some(folder) => folder
            .canonicalize()
            .with_context(|| format!("the content folder {} is not there", folder.display()))?,
        None => workspace.path("content"),
    };
    build_docent(workspace)?;
    widget::run(workspace)?;
    let site = workspace.target("demo");
    build_help_centre(workspace, &content, &site.join("help"))?;
    copy_host_pages(&workspace.path("public/demo"), &site)?;
    serve(workspace, &site, port)
}

/// Builds the `docent` program.
pub(crate) fn build_docent(workspace: &Workspace) -> Result<()> {
    step("build docent", "the first time about four minutes, then seconds", || {
        process::run(workspace.cargo().args(["build", "--package", "docent"]))
    })
}

/// Runs `docent build`, unless articles, program and widget are those of the last time.
fn build_help_centre(workspace: &Workspace, content: &Path, out: &Path) -> Result<()> {
    let widget = widget::folder(workspace);
    let stamp = Fingerprint::new()
        .text(&content.display().to_string())
        .contents(content)?
        .contents(&widget)?
        .program(&workspace.docent())?
        .stamp(workspace.target("demo.stamp"));
    if stamp.is_fresh(&[out.to_path_buf()]) {
        note("the help centre is up to date");
        return Ok(());
    }
    let what = format!("build the help centre from {}", workspace.display(content));
    step(&what, "a few seconds", || {
        if let Some(parent) = out.parent() {
            fs::create_dir_all(parent)?;
        }
        process::run(&mut docent_build(workspace, content, out))
    })?;
    stamp.keep()
}

/// The command that builds a help centre with the widget from this checkout.
pub(crate) fn docent_build(workspace: &Workspace, content: &Path, out: &Path) -> Command {
    let mut command = workspace.command(workspace.docent());
    command.arg("build").arg(content).arg("--out").arg(out);
    command.arg("--widget").arg(widget::folder(workspace));
    command
}

/// Copies the pages of the company that the demo shows around the widget.
fn copy_host_pages(from: &Path, to: &Path) -> Result<()> {
    for entry in WalkDir::new(from) {
        let entry = entry.context("the demo's pages could not be read")?;
        let target = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(&target)?;
        } else {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}

fn serve(workspace: &Workspace, site: &Path, wanted: u16) -> Result<()> {
    let port = free_port(wanted)?;
    if port != wanted {
        note(&format!("port {wanted} is taken, using {port}"));
    }
    let data = workspace.target("demo-data/docent.db");
    if let Some(folder) = data.parent() {
        fs::create_dir_all(folder)?;
    }
    println!("\nOpen this address in a browser:\n\nhttp://127.0.0.1:{port}/\n");
    let mut command = workspace.command(workspace.docent());
    command.arg("host").arg(site).arg("--data").arg(&data).arg("--port").arg(port.to_string());
    become_program(&mut command)
}

/// The server takes the place of this program, so that whatever stops the demo stops the server.
#[cfg(unix)]
fn become_program(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;

    Err(command.exec()).context("`docent host` could not be started")
}

#[cfg(not(unix))]
fn become_program(command: &mut Command) -> Result<()> {
    process::run(command)
}

/// The wanted port, or the next one that nobody listens on.
fn free_port(wanted: u16) -> Result<u16> {
    let last = wanted.saturating_add(PORTS);
    match (wanted..=last).find(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok()) {
        Some(port) => Ok(port),
        None => bail!("the ports {wanted} to {last} are all taken; choose another with --port"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_port_is_taken_when_the_wanted_one_is_not_free() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let wanted = taken.local_addr().unwrap().port();
        assert_ne!(free_port(wanted).unwrap(), wanted);
    }
}

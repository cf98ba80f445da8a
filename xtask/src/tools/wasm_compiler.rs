//! A compiler for `wasm32-unknown-unknown`, found or installed in one of three ways.
//!
//! What is on the machine is used first: the target's standard library beside the compiler in
//! use, then Debian's compiler for browsers, which builds the standard library from its source
//! package. If neither is there, rustup is asked to add the target, and where it cannot, the
//! Debian packages are installed.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};

use crate::process;
use crate::progress::{note, step};
use crate::tools::apt::Apt;
use crate::workspace::Workspace;

/// The target of the widget.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// The flags of [`TARGET`] alone: those of the programs that run during the build stay as they are.
const RUSTFLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Leptos then compiles one kind of view instead of a type for each combination: fewer bytes.
const ERASE: &str = "--cfg=erase_components";

/// No places of panics, which nobody would read, and no texts for `{:?}`.
const SILENT: &str = "-Zlocation-detail=none -Zfmt-debug=none";

/// A way to compile for [`TARGET`].
pub(crate) enum WasmCompiler {
    /// The compiler in use, with the target's standard library beside it.
    Toolchain,
    /// The compiler in use, with the standard library's source beside it, which gives a smaller
    /// module: built for size, and without the texts of panics.
    ToolchainSource,
    /// Debian's compiler for browsers.
    Debian(DebianCompiler),
}

/// Debian's packages `rustc-web`, `cargo-web`, `rust-web-src`, `rust-web-llvm` and `lld-…`.
pub(crate) struct DebianCompiler {
    rustc: PathBuf,
    cargo: PathBuf,
    /// Where `wasm-ld` is.
    linkers: PathBuf,
}

impl WasmCompiler {
    /// Finds or installs a compiler.
    pub(crate) fn ensure(workspace: &Workspace) -> Result<Self> {
        if let Some(toolchain) = Self::of_toolchain(workspace) {
            return Ok(toolchain);
        }
        if let Some(debian) = DebianCompiler::find() {
            return Ok(Self::Debian(debian));
        }
        if process::exists("rustup") {
            match add_with_rustup(workspace) {
                Ok(()) => match Self::of_toolchain(workspace) {
                    Some(toolchain) => return Ok(toolchain),
                    None => note("rustup's compiler is not the one in use; going on without it"),
                },
                Err(error) => note(&format!("rustup could not add the target: {error:#}")),
            }
        }
        DebianCompiler::install().map(Self::Debian)
    }

    /// The compiler in use, if it can compile for [`TARGET`] as it is.
    fn of_toolchain(workspace: &Workspace) -> Option<Self> {
        let with_target = toolchain_has_target(workspace);
        let way =
            if toolchain_has_source(workspace) { Self::ToolchainSource } else { Self::Toolchain };
        with_target.then_some(way)
    }

    /// Which way it is, for the person who waits.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Self::Toolchain => "the toolchain's own standard library",
            Self::ToolchainSource => "the toolchain, standard library from source",
            Self::Debian(_) => "Debian's compiler for browsers, standard library from source",
        }
    }

    /// A cargo command with the flags and variables of this way; the caller adds what to build, and
    /// may add what only the last crate is compiled with.
    pub(crate) fn cargo_build(&self, workspace: &Workspace) -> Result<Command> {
        let debian = match self {
            Self::Toolchain => {
                let mut command = workspace.cargo();
                command.args(["rustc", "--target", TARGET]).env(RUSTFLAGS, ERASE);
                return Ok(command);
            }
            Self::ToolchainSource => {
                let mut command = workspace.cargo();
                build_std(&mut command);
                return Ok(command);
            }
            Self::Debian(debian) => debian,
        };
        let mut command = workspace.command(&debian.cargo);
        build_std(&mut command);
        command.env("PATH", path_with(&debian.linkers)?).env("RUSTC", &debian.rustc);
        // What rustup set for the cargo that runs this program would mislead the other one.
        for name in ["RUSTUP_TOOLCHAIN", "CARGO", "RUSTDOC", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"]
        {
            command.env_remove(name);
        }
        Ok(command)
    }
}

impl DebianCompiler {
    /// `None` unless all of its packages are installed.
    fn find() -> Option<Self> {
        let rustc = program_of_package("rustc-web", "rustc")?;
        let cargo = program_of_package("cargo-web", "cargo")?;
        let sysroot = process::capture(Command::new(&rustc).args(["--print", "sysroot"])).ok()?;
        let source = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/std");
        if !source.exists() {
            return None;
        }
        let linkers = linkers_of_llvm(llvm_version(&rustc).ok()?)?;
        Some(Self { rustc, cargo, linkers })
    }

    fn install() -> Result<Self> {
        let apt = Apt::find().with_context(advice)?;
        if !apt.offers("rustc-web") {
            bail!("{}", advice());
        }
        apt.install(
            &["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm"],
            "about half a minute",
        )?;
        let rustc = program_of_package("rustc-web", "rustc")
            .context("the package rustc-web holds no rustc")?;
        // The linker must be of the same LLVM as the compiler: ask the compiler which.
        let linker = format!("lld-{}", llvm_version(&rustc)?);
        apt.install(&[&linker], "a few seconds")?;
        Self::find().context(
            "the packages rustc-web, cargo-web, rust-web-src and rust-web-llvm are installed, \
             but the compiler, its source or wasm-ld was not found in them",
        )
    }
}

/// Makes a cargo command build the standard library along with what it builds.
fn build_std(command: &mut Command) {
    command
        .args(["rustc", "--target", TARGET])
        .args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"])
        // A stable compiler, allowed the two unstable flags above and the one below.
        .env("RUSTC_BOOTSTRAP", "1")
        .env(RUSTFLAGS, format!("-Zunstable-options -Cpanic=immediate-abort {SILENT} {ERASE}"));
}

/// Whether the compiler in use has the source of the standard library.
fn toolchain_has_source(workspace: &Workspace) -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut command = workspace.command(rustc);
    command.args(["--print", "sysroot"]);
    process::capture(&mut command).is_ok_and(|sysroot| {
        Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/std").exists()
    })
}

/// Whether the compiler in use has the target's standard library, however it came there.
fn toolchain_has_target(workspace: &Workspace) -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let mut command = workspace.command(rustc);
    command.args(["--print", "target-libdir", "--target", TARGET]);
    process::capture(&mut command).is_ok_and(|folder| {
        fs::read_dir(folder.trim()).is_ok_and(|files| {
            files.flatten().any(|file| file.file_name().to_string_lossy().starts_with("libstd-"))
        })
    })
}

fn add_with_rustup(workspace: &Workspace) -> Result<()> {
    step(&format!("rustup target add {TARGET}"), "about ten seconds", || {
        let mut command = workspace.command("rustup");
        command.args(["target", "add", TARGET]);
        process::run_within(&mut command, Duration::from_secs(180))?;
        // Only for a smaller module; without it the target alone does.
        let mut command = workspace.command("rustup");
        command.args(["component", "add", "rust-src"]);
        if let Err(error) = process::run_within(&mut command, Duration::from_secs(180)) {
            note(&format!("rustup could not add the source of the standard library: {error:#}"));
        }
        Ok(())
    })
}

/// A program that a Debian package has installed. Asking the package, not `PATH`, keeps rustup's
/// program of the same name out of it.
fn program_of_package(package: &str, program: &str) -> Option<PathBuf> {
    let files = process::capture(Command::new("dpkg-query").args(["--listfiles", package])).ok()?;
    let suffix = format!("/bin/{program}");
    files
        .lines()
        .filter(|file| file.starts_with("/usr/bin/") || file.starts_with("/usr/lib/"))
        .find(|file| file.ends_with(&suffix))
        .map(PathBuf::from)
        .filter(|file| file.exists())
}

/// The major version of the LLVM that a compiler was built with.
fn llvm_version(rustc: &Path) -> Result<u32> {
    let said = process::capture(Command::new(rustc).arg("-vV"))?;
    parse_llvm_version(&said)
        .with_context(|| format!("`{} -vV` does not name its LLVM version", rustc.display()))
}

fn parse_llvm_version(said: &str) -> Option<u32> {
    let version = said.lines().find_map(|line| line.strip_prefix("LLVM version: "))?;
    version.split('.').next()?.trim().parse().ok()
}

/// The folder with `wasm-ld`: of this LLVM, else of the newest one installed.
fn linkers_of_llvm(version: u32) -> Option<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib")
        .ok()?
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name();
            let version = name.to_str()?.strip_prefix("llvm-")?.parse().ok()?;
            let folder = entry.path().join("bin");
            folder.join("wasm-ld").exists().then_some((version, folder))
        })
        .collect();
    found.sort();
    let same = found.iter().position(|(other, _)| *other == version);
    let index = same.or(found.len().checked_sub(1))?;
    Some(found.swap_remove(index).1)
}

fn path_with(folder: &Path) -> Result<OsString> {
    let mut folders = vec![folder.to_path_buf()];
    if let Some(path) = env::var_os("PATH") {
        folders.extend(env::split_paths(&path));
    }
    env::join_paths(folders).context("PATH holds a folder that cannot be named in it")
}

fn advice() -> String {
    format!(
        "no compiler for {TARGET} was found and none could be installed. With rustup: \
         `rustup target add {TARGET}`. On Debian: run this command as root, or `apt-get install \
         rustc-web cargo-web rust-web-src rust-web-llvm` with the matching lld. Elsewhere: install \
         the target's standard library from your system's packages"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_linker_follows_the_compilers_llvm() {
        let said =
            "rustc 1.96.0\nbinary: rustc\nhost: x86_64-unknown-linux-gnu\nLLVM version: 22.1.8\n";
        assert_eq!(parse_llvm_version(said), Some(22));
        assert_eq!(parse_llvm_version("rustc 1.96.0\n"), None);
    }
}

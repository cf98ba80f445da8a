//! The programs that the journeys need, named by variables that `cargo xtask test browser` sets.

use std::env;
use std::path::PathBuf;
use std::sync::OnceLock;

use crate::engine::Engine;

/// Programs and files made elsewhere.
#[derive(Clone, Debug)]
pub struct Tools {
    /// The program `docent`.
    pub docent: PathBuf,
    /// Folder of the built widget.
    pub widget: PathBuf,
    /// The accessibility checker, one script.
    pub axe: PathBuf,
    /// Pages made with frameworks; `None` where those could not be installed.
    pub apps: Option<PathBuf>,
    /// The engine of the browser.
    pub engine: Engine,
    /// The browser.
    pub browser: PathBuf,
    /// Its WebDriver.
    pub driver: PathBuf,
}

const VARIABLES: [&str; 5] =
    ["DOCENT_BIN", "DOCENT_WIDGET", "DOCENT_AXE", "DOCENT_BROWSER", "DOCENT_DRIVER"];

const ADVICE: &str = "`cargo xtask test browser` installs and builds what is missing, and sets it";

impl Tools {
    /// Where everything is; `None` where nobody has asked for journeys, which is when none of the
    /// variables is set and this is no CI.
    ///
    /// # Panics
    ///
    /// If some are set and others not, or if one names what is not there.
    pub fn find() -> Option<&'static Self> {
        static TOOLS: OnceLock<Option<Tools>> = OnceLock::new();
        TOOLS
            .get_or_init(|| {
                let asked = |name: &&str| env::var_os(name).is_some();
                if !VARIABLES.iter().chain(&["CI"]).any(asked) {
                    skip();
                    return None;
                }
                let [docent, widget, axe, browser, driver] = VARIABLES.map(named);
                let engine = Engine::of_run();
                let apps = apps();
                Some(Self { docent, widget, axe, apps, engine, browser, driver })
            })
            .as_ref()
    }
}

/// What need not be there, except in CI.
fn apps() -> Option<PathBuf> {
    const VARIABLE: &str = "DOCENT_APPS";
    let must = env::var_os("CI").is_some() || env::var_os(VARIABLE).is_some();
    must.then(|| named(VARIABLE))
}

fn named(variable: &str) -> PathBuf {
    let Some(path) = env::var_os(variable).map(PathBuf::from) else {
        panic!("{variable} is not set. {ADVICE}.");
    };
    assert!(path.exists(), "{variable} names {}, which is not there. {ADVICE}.", path.display());
    path
}

/// Says once that nothing is tested here, past the test runner, which swallows the output of
/// tests that pass.
fn skip() {
    use std::io::Write;

    let line = "The end-to-end tests are skipped; `cargo xtask test browser` runs them.\n";
    // Nobody listening is no reason to fail.
    let _ = std::io::stderr().write_all(line.as_bytes());
}

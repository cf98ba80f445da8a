//! A browser with its WebDriver, for the end-to-end tests: Chromium or Google Chrome.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::tools::apt::Apt;

const BROWSERS: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Where installers put a browser that is not on `PATH`.
const WELL_KNOWN_BROWSERS: [&str; 3] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/opt/google/chrome/chrome",
];

const WELL_KNOWN_DRIVERS: [&str; 2] =
    ["/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver"];

/// A browser and the driver that belongs to it.
pub(crate) struct Browser {
    pub(crate) browser: PathBuf,
    pub(crate) driver: PathBuf,
}

impl Browser {
    /// Finds both, by the variables `CHROME` and `CHROMEDRIVER` first, or installs them.
    pub(crate) fn ensure() -> Result<Self> {
        if let Some(found) = Self::find()? {
            return Ok(found);
        }
        let Some(apt) = Apt::find() else { bail!("{}", advice()) };
        if !apt.offers("chromium-driver") {
            bail!("{}", advice());
        }
        apt.install(&["chromium", "chromium-driver"], "about a minute")?;
        Self::find()?.context("chromium and chromium-driver are installed but not on PATH")
    }

    fn find() -> Result<Option<Self>> {
        let browser = match named("CHROME")? {
            Some(path) => Some(path),
            None => look_for(&BROWSERS, &WELL_KNOWN_BROWSERS),
        };
        let driver = match named("CHROMEDRIVER")? {
            Some(path) => Some(path),
            None => look_for(&["chromedriver"], &WELL_KNOWN_DRIVERS),
        };
        Ok(browser.zip(driver).map(|(browser, driver)| Self { browser, driver }))
    }
}

/// The program that a variable names; an error if there is none there.
fn named(variable: &str) -> Result<Option<PathBuf>> {
    let Some(path) = env::var_os(variable).map(PathBuf::from) else { return Ok(None) };
    if !path.exists() {
        bail!(
            "{variable} is set to {}, where there is no file; correct or unset it",
            path.display()
        );
    }
    Ok(Some(path))
}

fn look_for(names: &[&str], well_known: &[&str]) -> Option<PathBuf> {
    let folders: Vec<PathBuf> =
        env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
    let on_path = names.iter().find_map(|name| {
        let file = format!("{name}{}", env::consts::EXE_SUFFIX);
        folders.iter().map(|folder| folder.join(&file)).find(|path| path.is_file())
    });
    on_path
        .or_else(|| well_known.iter().map(Path::new).find(|p| p.is_file()).map(Path::to_path_buf))
}

fn advice() -> String {
    let how = if cfg!(target_os = "macos") {
        "`brew install --cask google-chrome chromedriver`"
    } else {
        "install Chromium or Google Chrome with the chromedriver of the same version, or on \
         Debian run this command as root"
    };
    format!(
        "the end-to-end tests need a browser and its driver, and they were not found: {how}. \
         If they are in an unusual place, name them in the variables CHROME and CHROMEDRIVER"
    )
}

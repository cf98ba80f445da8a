//! Chromium or Google Chrome.

use anyhow::{Context, Result, bail};

use super::{Browser, find};
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

pub(super) fn ensure() -> Result<Browser> {
    if let Some(found) = installed()? {
        return Ok(found);
    }
    let Some(apt) = Apt::find() else { bail!("{}", advice()) };
    if !apt.offers("chromium-driver") {
        bail!("{}", advice());
    }
    apt.install(&["chromium", "chromium-driver"], "about a minute")?;
    installed()?.context("chromium and chromium-driver are installed but not on PATH")
}

fn installed() -> Result<Option<Browser>> {
    let browser = find("CHROME", &BROWSERS, &WELL_KNOWN_BROWSERS)?;
    let driver = find("CHROMEDRIVER", &["chromedriver"], &WELL_KNOWN_DRIVERS)?;
    Ok(browser.zip(driver).map(|(browser, driver)| Browser { browser, driver }))
}

fn advice() -> String {
    let how = if cfg!(target_os = "macos") {
        "`brew install --cask google-chrome chromedriver`"
    } else {
        "install Chromium or Google Chrome with the chromedriver of the same version, or on \
         Debian run this command as root"
    };
    format!(
        "browser and driver were not found: {how}. If they are in an unusual place, name them in \
         the variables CHROME and CHROMEDRIVER"
    )
}

//! WebKitGTK in its small browser. It needs a screen, which Xvfb is, and takes its language from
//! the system.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::{Browser, find, named};
use crate::process;
use crate::tools::apt::Apt;

const PACKAGES: [&str; 4] = ["webkit2gtk-driver", "libwebkit2gtk-4.1-0", "xvfb", "locales"];

/// Where systems keep the browser, which nobody is meant to start by hand: in such a folder, or in
/// one for the processor below it.
const LIBRARIES: [&str; 3] = ["/usr/libexec", "/usr/lib64", "/usr/lib"];
const BROWSER: &str = "webkit2gtk-4.1/MiniBrowser";

/// From these a language of the system is made.
const LOCALES: &str = "/usr/share/i18n/locales";

pub(super) fn ensure() -> Result<Browser> {
    if cfg!(not(target_os = "linux")) {
        bail!("WebKitGTK runs on Linux only");
    }
    if let Some(found) = installed()? {
        return Ok(found);
    }
    match Apt::find() {
        Some(apt) if apt.offers(PACKAGES[0]) => {
            apt.install(&PACKAGES, "about a minute")?;
            installed()?.with_context(|| {
                format!("{} are installed but not where they should be", PACKAGES.join(", "))
            })
        }
        _ => bail!(
            "WebKitWebDriver, MiniBrowser, Xvfb or {LOCALES} was not found; install your system's \
             packages of them, or name the first two in the variables WEBKITDRIVER and WEBKIT"
        ),
    }
}

fn installed() -> Result<Option<Browser>> {
    let browser = named("WEBKIT")?.or_else(browser);
    let driver = find("WEBKITDRIVER", &["WebKitWebDriver"], &[])?;
    let complete = process::exists("Xvfb") && Path::new(LOCALES).is_dir();
    let both = browser.zip(driver).filter(|_| complete);
    Ok(both.map(|(browser, driver)| Browser { browser, driver }))
}

fn browser() -> Option<PathBuf> {
    LIBRARIES.iter().find_map(|library| {
        let inside = fs::read_dir(library).ok()?.flatten().map(|entry| entry.path());
        let mut folders = [PathBuf::from(library)].into_iter().chain(inside);
        folders.find_map(|folder| Some(folder.join(BROWSER)).filter(|file| file.is_file()))
    })
}

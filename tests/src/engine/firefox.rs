//! Firefox, told by preferences and by scripts in the browser's own window.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::{Value, json};

use super::carry_out;
use crate::site::copy;
use crate::tools::Tools;
use crate::visitor::Visitor;
use crate::webdriver::{Driver, Session};

/// 0 is dark and 1 is light.
const COLOURS: &str = "layout.css.prefers-color-scheme.content-override";

/// The name of the browser's own folder in the folder of a journey.
const OWN: &str = "firefox";

/// Marks of a browser that is running, which a copy must not have.
const LOCKS: [&str; 2] = ["lock", ".parentlock"];

/// Fills the empty folder of a journey with a copy of a profile that knows no visitor yet, and
/// starts a driver. More than half of a first start goes into making such a profile.
pub(super) fn driver(tools: &Tools, folder: &Path) -> Driver {
    static FIRST: OnceLock<PathBuf> = OnceLock::new();
    let first = FIRST.get_or_init(|| first_profile(tools, folder));
    copy(first, &folder.join(OWN));
    start(tools, folder)
}

/// Starts the browser for the first time and ends it.
fn first_profile(tools: &Tools, folder: &Path) -> PathBuf {
    let home = folder.with_file_name("first-profile");
    let profile = home.join(OWN);
    if home.exists() {
        fs::remove_dir_all(&home).expect("the profile of an earlier run can be removed");
    }
    fs::create_dir_all(&profile).expect("a folder for the profile");
    let driver = start(tools, &home);
    drop(Session::open(&driver, &capabilities(&tools.browser, &home, Visitor::default())));
    for lock in LOCKS {
        // There is none where the browser has tidied up.
        let _ = fs::remove_file(profile.join(lock));
    }
    profile
}

fn start(tools: &Tools, folder: &Path) -> Driver {
    let mut command = Command::new(&tools.driver);
    // Scripts may run in the browser's own window: only there a page can be made small.
    command.args(["--port", "0", "--allow-system-access"]);
    command.arg("--profile-root").arg(folder).env("HOME", folder);
    Driver::start(command, "Listening on 127.0.0.1:")
}

/// The browser that such a visitor uses, as the protocol asks for it.
pub(super) fn capabilities(browser: &Path, folder: &Path, visitor: Visitor) -> Value {
    json!({
        "moz:firefoxOptions": {
            "binary": browser,
            "args": ["-headless", "-profile", folder.join(OWN)],
            "prefs": {
                "intl.accept_languages": visitor.language,
                "javascript.enabled": visitor.javascript,
                COLOURS: colours(visitor.dark),
                // Nothing moves, so that a click hits and colours are what they will be.
                "ui.prefersReducedMotion": 1,
                // They take as much room as the system likes.
                "ui.useOverlayScrollbars": 1,
                // On a Mac, Tab would stop at fields alone.
                "accessibility.tabfocus": 7,
                // Nobody opens another tab, and no process has to wait for one.
                "browser.newtab.preload": false,
                "dom.ipc.processPrelaunch.enabled": false,
            },
        },
    })
}

pub(super) fn prepare(session: &Session, visitor: Visitor) {
    // A window cannot be as small as a telephone; the page in it can.
    let script = "const { style } = gBrowser.selectedBrowser;
        style.setProperty('min-width', '0');
        style.setProperty('width', arguments[0] + 'px', 'important');
        style.setProperty('height', arguments[1] + 'px', 'important')";
    in_browser(session, script, &json!([visitor.width, visitor.height]));
}

/// The browser says so to the page, and lets connections to this machine through nevertheless.
pub(super) fn offline(session: &Session, offline: bool) {
    let script = "gBrowser.selectedBrowser.browsingContext.forceOffline = arguments[0]";
    in_browser(session, script, &json!([offline]));
}

pub(super) fn prefers_dark(session: &Session, dark: bool) {
    let script = "Services.prefs.setIntPref(arguments[0], arguments[1])";
    in_browser(session, script, &json!([COLOURS, colours(dark)]));
}

fn colours(dark: bool) -> u8 {
    u8::from(!dark)
}

/// Runs a script in the browser's own window.
#[track_caller]
fn in_browser(session: &Session, script: &str, arguments: &Value) {
    carry_out(session, "moz/context", &json!({ "context": "chrome" }));
    let done = session.post("execute/sync", &json!({ "script": script, "args": arguments }));
    carry_out(session, "moz/context", &json!({ "context": "content" }));
    if let Err(refusal) = done {
        panic!("{refusal} is what came of the script\n{script}");
    }
}

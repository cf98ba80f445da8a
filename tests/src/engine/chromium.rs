//! Chromium, told by the commands of its developer tools.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::carry_out;
use crate::visitor::Visitor;
use crate::webdriver::{Driver, Session};

pub(super) fn driver(program: &Path) -> Driver {
    let mut command = Command::new(program);
    command.arg("--port=0");
    Driver::start(command, "started successfully on port ")
}

/// The browser that such a visitor uses, as the protocol asks for it.
pub(super) fn capabilities(browser: &Path, profile: &Path, visitor: Visitor) -> Value {
    let mut arguments: Vec<String> = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        // Nothing moves, so that a click hits and colours are what they will be.
        "--force-prefers-reduced-motion",
        // They take as much room as the system likes.
        "--hide-scrollbars",
        "--window-size=1100,800",
    ]
    .map(str::to_owned)
    .into();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    arguments.push(format!("--lang={}", visitor.language));
    // 1 allows and 2 forbids.
    let scripts = if visitor.javascript { 1 } else { 2 };
    json!({
        "browserName": "chrome",
        "goog:chromeOptions": {
            "binary": browser,
            "args": arguments,
            "prefs": {
                "intl.accept_languages": visitor.language,
                "profile.default_content_setting_values.javascript": scripts,
            },
        },
        "goog:loggingPrefs": { "browser": "ALL" },
    })
}

pub(super) fn prepare(session: &Session, visitor: Visitor) {
    // A window cannot be as small as a telephone; the page in it can.
    tool(
        session,
        "Emulation.setDeviceMetricsOverride",
        &json!({ "width": visitor.width, "height": visitor.height,
                 "deviceScaleFactor": 1, "mobile": false }),
    );
    prefers_dark(session, visitor.dark);
}

pub(super) fn offline(session: &Session, offline: bool) {
    tool(session, "Network.enable", &json!({}));
    tool(
        session,
        "Network.emulateNetworkConditions",
        &json!({ "offline": offline, "latency": 0,
                 "downloadThroughput": -1, "uploadThroughput": -1 }),
    );
}

pub(super) fn prefers_dark(session: &Session, dark: bool) {
    let scheme = if dark { "dark" } else { "light" };
    let feature = json!({ "name": "prefers-color-scheme", "value": scheme });
    tool(session, "Emulation.setEmulatedMedia", &json!({ "features": [feature] }));
}

pub(super) fn heap_in_use(session: &Session) -> Option<f64> {
    tool(session, "HeapProfiler.collectGarbage", &json!({}));
    tool(session, "Runtime.getHeapUsage", &json!({}))["usedSize"].as_f64()
}

/// A command of the browser's developer tools, and its answer.
#[track_caller]
fn tool(session: &Session, command: &str, parameters: &Value) -> Value {
    carry_out(session, "goog/cdp/execute", &json!({ "cmd": command, "params": parameters }))
}

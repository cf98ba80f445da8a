//! WebKitGTK's small browser, told by its arguments and by files in its home.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::carry_out;
use super::display::Display;
use crate::visitor::Visitor;
use crate::webdriver::{Driver, Session};

/// Nothing moves, so that a click hits and colours are what they will be.
const SETTINGS: &str = "[Settings]\ngtk-enable-animations=0\ngtk-overlay-scrolling=1\n";

/// The bar above the page would keep the window wider than a telephone.
const STYLE: &str = "* { min-width: 0; margin: 0; padding: 0; border: none; }\n";

pub(super) fn driver(program: &Path, home: &Path, display: &Display, visitor: Visitor) -> Driver {
    let toolkit = home.join("gtk-3.0");
    fs::create_dir_all(&toolkit).expect("a folder for the settings of the browser");
    fs::write(toolkit.join("settings.ini"), SETTINGS).expect("the settings can be written");
    fs::write(toolkit.join("gtk.css"), STYLE).expect("the style can be written");
    let port = free_port();
    let mut command = Command::new(program);
    command.arg(format!("--port={port}"));
    for variable in ["HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"] {
        command.env(variable, home);
    }
    command
        .env("DISPLAY", display.name())
        .env_remove("WAYLAND_DISPLAY")
        .env("GDK_BACKEND", "x11")
        // There may be no way to make a sandbox, and no graphics card.
        .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1")
        .env("LIBGL_ALWAYS_SOFTWARE", "1")
        // To play a graphics card would take five times as long as all the rest.
        .env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1")
        .env("WEBKIT_DISABLE_COMPOSITING_MODE", "1")
        .env("LOCPATH", home)
        .env("LC_ALL", locale(home, visitor.language));
    Driver::start_on(command, port)
}

/// The browser takes its language from the system, where that has it: it is made for the visitor.
fn locale(home: &Path, language: &str) -> String {
    if language == "en-US" {
        // What the browser makes of the system's own language.
        return "C".to_owned();
    }
    let source = language.replace('-', "_");
    let name = format!("{source}.UTF-8");
    let mut command = Command::new("localedef");
    command.args(["-i", &source, "-f", "UTF-8"]).arg(home.join(&name));
    let made = command.output().expect("localedef can be started");
    let said = String::from_utf8_lossy(&made.stderr);
    assert!(made.status.success(), "there is no {name}; install `locales`. {said}");
    name
}

/// The browser that such a visitor uses, as the protocol asks for it.
pub(super) fn capabilities(browser: &Path, visitor: Visitor) -> Value {
    // Without its bar, the window is as large as the page.
    let mut arguments = vec!["--automation", "--full-screen"];
    if visitor.dark {
        arguments.push("--dark-mode");
    }
    if !visitor.javascript {
        arguments.push("--enable-javascript-markup=false");
    }
    json!({ "webkitgtk:browserOptions": { "binary": browser, "args": arguments } })
}

pub(super) fn prepare(session: &Session, visitor: Visitor) {
    let size = json!({ "x": 0, "y": 0, "width": visitor.width, "height": visitor.height });
    carry_out(session, "window/rect", &size);
}

/// The driver has no way to say so: the page is told as a browser would tell it.
pub(super) fn offline(session: &Session, offline: bool) {
    let script = "const offline = arguments[0];
        Object.defineProperty(navigator, 'onLine', { configurable: true, value: !offline });
        dispatchEvent(new Event(offline ? 'offline' : 'online'))";
    carry_out(session, "execute/sync", &json!({ "script": script, "args": [offline] }));
}

/// A port that nobody listens on: this driver does not choose one.
fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("the address of the listener").port()
}

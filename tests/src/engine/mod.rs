//! The three browser engines: how each is started, and what each can be told and can tell.
//!
//! A journey asks nothing here: it runs in the engine that the run is for.

mod chromium;
mod display;
mod firefox;
mod webkit;

use std::env;
use std::fmt;
use std::path::Path;

use serde_json::Value;

use crate::engine::display::Display;
use crate::tools::Tools;
use crate::visitor::Visitor;
use crate::webdriver::{Driver, Session};

/// The variable that says which engine a run is for.
const VARIABLE: &str = "DOCENT_ENGINE";

/// What draws pages and runs their scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium and Google Chrome, by `chromedriver`.
    Chromium,
    /// Firefox, by `geckodriver`.
    Firefox,
    /// WebKitGTK in its small browser, by `WebKitWebDriver`.
    WebKit,
}

/// An open window with all that keeps it open. What is named first ends first.
#[derive(Debug)]
pub(crate) struct Window {
    pub(crate) session: Session,
    _driver: Driver,
    /// Where there is no way to do without a screen.
    _display: Option<Display>,
}

impl Engine {
    /// The engine that the run is for; Chromium unless the variable names another.
    ///
    /// # Panics
    ///
    /// If it names none.
    pub(crate) fn of_run() -> Self {
        let Some(name) = env::var_os(VARIABLE) else { return Self::Chromium };
        let all = [Self::Chromium, Self::Firefox, Self::WebKit];
        all.into_iter().find(|engine| *name == *engine.to_string()).unwrap_or_else(|| {
            let name = name.display();
            panic!("{VARIABLE} is {name}; it can be chromium, firefox or webkit")
        })
    }

    /// Opens a window for a visitor. `profile` is an empty folder, the browser's home.
    pub(crate) fn open(self, tools: &Tools, profile: &Path, visitor: Visitor) -> Window {
        let (driver, display, capabilities) = match self {
            Self::Chromium => (
                chromium::driver(&tools.driver),
                None,
                chromium::capabilities(&tools.browser, profile, visitor),
            ),
            Self::Firefox => (
                firefox::driver(tools, profile),
                None,
                firefox::capabilities(&tools.browser, profile, visitor),
            ),
            Self::WebKit => {
                let display = Display::open();
                (
                    webkit::driver(&tools.driver, profile, &display, visitor),
                    Some(display),
                    webkit::capabilities(&tools.browser, visitor),
                )
            }
        };
        let session = Session::open(&driver, &capabilities);
        match self {
            Self::Chromium => chromium::prepare(&session, visitor),
            Self::Firefox => firefox::prepare(&session, visitor),
            Self::WebKit => webkit::prepare(&session, visitor),
        }
        Window { session, _driver: driver, _display: display }
    }

    /// Whether the driver hands out what the console says, network and policies included. Where it
    /// does not, the server puts a listener into its pages and notes its own failures.
    #[must_use]
    pub fn tells_console(self) -> bool {
        self == Self::Chromium
    }

    /// Whether the driver can take the network away. Where it cannot, the server drops every
    /// connection, and the page is told that it is offline.
    #[must_use]
    pub fn cuts_network(self) -> bool {
        self == Self::Chromium
    }

    /// Bytes of the page's JavaScript heap after a collection of garbage, where the driver tells.
    pub(crate) fn heap_in_use(self, session: &Session) -> Option<f64> {
        match self {
            Self::Chromium => chromium::heap_in_use(session),
            Self::Firefox | Self::WebKit => None,
        }
    }

    /// Takes the network away or gives it back, as far as the browser can.
    pub(crate) fn says_offline(self, session: &Session, offline: bool) {
        match self {
            Self::Chromium => chromium::offline(session, offline),
            Self::Firefox => firefox::offline(session, offline),
            Self::WebKit => webkit::offline(session, offline),
        }
    }

    /// Changes what the visitor prefers while the page is open.
    ///
    /// # Errors
    ///
    /// Why this engine cannot be made to.
    pub(crate) fn prefers_dark(self, session: &Session, dark: bool) -> Result<(), &'static str> {
        match self {
            Self::Chromium => chromium::prefers_dark(session, dark),
            Self::Firefox => firefox::prefers_dark(session, dark),
            Self::WebKit => return Err("its colours are chosen when the browser starts"),
        }
        Ok(())
    }
}

impl fmt::Display for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        })
    }
}

/// A command that an engine needs before the journey begins.
#[track_caller]
fn carry_out(session: &Session, command: &str, body: &Value) -> Value {
    match session.post(command, body) {
        Ok(value) => value,
        Err(refusal) => panic!("`{command}` was not carried out: {refusal}"),
    }
}

//! One journey: a server and a browser of its own, and an empty console at its end.

use std::cell::RefCell;
use std::fs;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

use docent::host::Settings;
use tempfile::TempDir;

use crate::browser::Browser;
use crate::server::Server;
use crate::site;
use crate::tools::Tools;
use crate::visitor::Visitor;
use crate::widget::Widget;

/// More browsers at once only make each other slow.
const BROWSERS_MAX: usize = 2;

/// How a line about a journey begins that an engine cannot go.
const PASSED_OVER: &str = "passed over: ";

/// A visitor on the way.
#[derive(Debug)]
pub struct Visit {
    /// The visitor's browser.
    pub browser: Browser,
    /// The only server that the journey knows.
    pub server: Server,
    /// Where the accessibility checker is.
    pub(crate) axe: PathBuf,
    expected: RefCell<Vec<String>>,
    site: PathBuf,
    data: TempDir,
}

/// Sends a visitor to the fixture site. `home` is a folder for whatever the run writes.
///
/// # Panics
///
/// When the journey fails, or when the console is not empty at its end.
pub fn journey(home: &Path, visitor: Visitor, run: impl FnOnce(&Visit)) {
    if let Some(tools) = Tools::find() {
        travel(tools, home, site::fixture(tools, home), visitor, run);
    }
}

/// Sends a visitor to Docent's own demo.
///
/// # Panics
///
/// As [`journey`].
pub fn demo_journey(home: &Path, visitor: Visitor, run: impl FnOnce(&Visit)) {
    if let Some(tools) = Tools::find() {
        travel(tools, home, site::demo(tools, home), visitor, run);
    }
}

/// Sends a visitor to the fixture site with something else below `[contact]` of its settings. The
/// folder of the site is handed to the journey as well.
///
/// # Panics
///
/// As [`journey`].
pub fn contact_journey(home: &Path, contact: &str, run: impl FnOnce(&Visit, &Path)) {
    if let Some(tools) = Tools::find() {
        let folder = tempfile::tempdir_in(home).expect("a folder for the site");
        let site = site::with_contact(tools, folder.path(), contact);
        travel(tools, home, &site, Visitor::default(), |visit| run(visit, &site));
    }
}

/// Sends a visitor to the same, whose collector has these settings.
///
/// # Panics
///
/// As [`journey`].
pub fn guarded_journey(home: &Path, settings: &str, contact: &str, run: impl FnOnce(&Visit)) {
    if let Some(tools) = Tools::find() {
        let folder = tempfile::tempdir_in(home).expect("a folder for the site");
        let site = site::with_contact(tools, folder.path(), contact);
        let file = folder.path().join("collector.toml");
        fs::write(&file, settings).expect("settings can be written");
        let settings = Settings::read(&file).expect("good settings");
        travel_to(tools, home, &site, settings, Visitor::default(), run);
    }
}

fn travel(tools: &Tools, home: &Path, site: &Path, visitor: Visitor, run: impl FnOnce(&Visit)) {
    travel_to(tools, home, site, Settings::default(), visitor, run);
}

fn travel_to(
    tools: &Tools,
    home: &Path,
    site: &Path,
    settings: Settings,
    visitor: Visitor,
    run: impl FnOnce(&Visit),
) {
    let _turn = Turn::wait();
    let data = tempfile::tempdir_in(home).expect("a folder for the database");
    let listens = !tools.engine.tells_console();
    let server = Server::start(site, &data.path().join("docent.db"), settings, listens);
    let browser = Browser::launch(tools, home, visitor);
    let visit = Visit {
        browser,
        server,
        axe: tools.axe.clone(),
        expected: RefCell::default(),
        site: site.to_owned(),
        data,
    };
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        run(&visit);
        visit.check_console();
    }));
    if let Err(panic) = outcome {
        visit.describe(&site::failed(tools, home));
        resume_unwind(panic);
    }
}

impl Visit {
    /// What `docent search --json` answers about the help centre that the visitor sees.
    ///
    /// # Panics
    ///
    /// If the program cannot be run.
    pub fn search_natively(&self, query: &str, limit: usize) -> serde_json::Value {
        let tools = Tools::find().expect("a journey has its tools");
        let limit = limit.to_string();
        let mut command = std::process::Command::new(&tools.docent);
        command.arg("search").arg("--site").arg(self.site.join("help"));
        let answer = command.args(["--json", "--limit", &limit, "--", query]).output();
        let answer = answer.expect("`docent` can be started");
        serde_json::from_slice(&answer.stdout).expect("the answer is JSON")
    }

    /// Another server of the same site, which lets pages of the `allowed` origins embed its widget.
    #[must_use]
    pub fn another_server(&self, allowed: &[&str]) -> Server {
        let settings = Settings {
            allow_origins: allowed
                .iter()
                .map(|origin| origin.parse().expect("an origin"))
                .collect(),
            ..Settings::default()
        };
        Server::start(&self.site, &self.data.path().join("another.db"), settings, false)
    }

    /// A server of the help centre alone, which therefore knows its articles.
    #[must_use]
    pub fn help_server(&self) -> Server {
        Server::start(
            &self.site.join("help"),
            &self.data.path().join("help.db"),
            Settings::default(),
            false,
        )
    }

    /// Whether there are pages made with frameworks.
    #[must_use]
    pub fn has_apps(&self) -> bool {
        Tools::find().is_some_and(|tools| tools.apps.is_some())
    }

    /// The folder of the site.
    #[must_use]
    pub fn site(&self) -> &Path {
        &self.site
    }

    /// Opens a page of the site.
    pub fn go(&self, path: &str) {
        self.browser.visit(&self.server.url(path));
    }

    /// Takes the network away from the visitor or gives it back.
    pub fn offline(&self, offline: bool) {
        if !self.browser.engine().cuts_network() {
            self.server.unplug(offline);
        }
        self.browser.says_offline(offline);
    }

    /// Stops the server as far as visitors can tell. Unlike [`Self::offline`], it also counts for
    /// what a service worker asks for.
    pub fn stop_server(&self) {
        self.server.unplug(true);
    }

    /// The widget on the page.
    #[must_use]
    pub fn widget(&self) -> Widget<'_> {
        Widget::new(&self.browser)
    }

    /// Entries of the console that contain this text belong to the journey.
    pub fn expect_in_console(&self, text: &str) {
        self.expected.borrow_mut().push(text.to_owned());
    }

    /// What the console said that nobody expected.
    #[must_use]
    pub fn unexpected(&self) -> Vec<String> {
        let expected = self.expected.borrow();
        let known = |line: &String| expected.iter().any(|text| line.contains(text));
        let mut all = self.browser.console();
        if !self.browser.engine().tells_console() {
            all.extend(self.server.failures());
        }
        all.into_iter().filter(|line| !known(line)).collect()
    }

    /// Says that this engine cannot go the rest of the way: past the test runner, which swallows
    /// the output of tests that pass. `cargo xtask test browser` counts these lines.
    pub fn passes_over(&self, reason: &str) {
        let name = thread::current().name().unwrap_or("journey").to_owned();
        let line = format!("{PASSED_OVER}{name}: {reason}\n");
        // Nobody listening is no reason to fail.
        let _ = std::io::stdout().write_all(line.as_bytes());
    }

    fn check_console(&self) {
        let unexpected = self.unexpected();
        assert!(unexpected.is_empty(), "the console says:\n{}", unexpected.join("\n"));
    }

    /// Tells what a failed journey looked like at its end.
    fn describe(&self, pictures: &Path) {
        let name = thread::current().name().unwrap_or("journey").replace("::", "-");
        let picture = pictures.join(format!("{name}.png"));
        if fs::create_dir_all(pictures).is_ok() && self.browser.picture(&picture).is_some() {
            eprintln!("the window at the end: {}", picture.display());
        }
        for line in self.unexpected() {
            eprintln!("console: {line}");
        }
        let requests = self.server.requests();
        for request in &requests[requests.len().saturating_sub(12)..] {
            eprintln!("request: {request}");
        }
    }
}

/// A place among the browsers that may run.
struct Turn;

static RUNNING: Mutex<usize> = Mutex::new(0);
static FREE: Condvar = Condvar::new();

impl Turn {
    fn wait() -> Self {
        let running = RUNNING.lock().unwrap_or_else(PoisonError::into_inner);
        let mut running = FREE
            .wait_while(running, |running| *running >= BROWSERS_MAX)
            .unwrap_or_else(PoisonError::into_inner);
        *running += 1;
        Self
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *RUNNING.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        FREE.notify_one();
    }
}

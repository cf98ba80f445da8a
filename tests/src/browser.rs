//! A browser of one's own: a fresh profile, real clicks and keys, and a look at the console.

use std::cell::RefCell;
use std::fs;
use std::path::Path;

use base64::prelude::{BASE64_STANDARD, Engine};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::poll::eventually;
use crate::tools::Tools;
use crate::visitor::Visitor;
use crate::webdriver::{Driver, Key, Refusal, Session};

/// A window with one page.
#[derive(Debug)]
pub struct Browser {
    session: Session,
    console: RefCell<Vec<String>>,
    // After the window is closed.
    _profile: TempDir,
}

/// The member by which the protocol marks an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Every script sees the widget's shadow root under this name, or null.
const PRELUDE: &str = "const root = document.querySelector('docent-help')?.shadowRoot ?? null;\n";

impl Browser {
    /// Opens a window with nothing in it.
    ///
    /// # Panics
    ///
    /// If the browser does not start.
    pub fn launch(tools: &Tools, home: &Path, visitor: Visitor) -> Self {
        let profile = tempfile::Builder::new()
            .prefix("profile-")
            .tempdir_in(home)
            .expect("a folder for the profile");
        let capabilities = visitor.capabilities(&tools.chrome, profile.path());
        let session = Session::open(Driver::start(&tools.chromedriver), &capabilities);
        let browser = Self { session, console: RefCell::default(), _profile: profile };
        // A window cannot be as small as a telephone; the page in it can.
        browser.tool(
            "Emulation.setDeviceMetricsOverride",
            &json!({ "width": visitor.width, "height": visitor.height,
                     "deviceScaleFactor": 1, "mobile": false }),
        );
        browser.prefers_dark(visitor.dark);
        browser
    }

    /// Opens a page and waits until it is loaded.
    pub fn visit(&self, url: &str) {
        self.post("url", &json!({ "url": url }));
    }

    /// Loads the page again.
    pub fn reload(&self) {
        self.post("refresh", &json!({}));
    }

    /// Runs a script in the page; `root` is the widget's shadow root.
    ///
    /// # Panics
    ///
    /// If the script fails or returns something else.
    #[track_caller]
    pub fn script<T: DeserializeOwned>(&self, script: &str, arguments: &[Value]) -> T {
        match self.try_script(script, arguments) {
            Ok(value) => serde_json::from_value(value)
                .unwrap_or_else(|error| panic!("{error} is what came of the script\n{script}")),
            Err(refusal) => panic!("{refusal} is what came of the script\n{script}"),
        }
    }

    /// Runs a script that calls its last argument when it is done.
    ///
    /// # Panics
    ///
    /// If the script fails or returns something else.
    #[track_caller]
    pub fn script_with_answer<T: DeserializeOwned>(&self, script: &str) -> T {
        let script = [PRELUDE, script].concat();
        let command = json!({ "script": script, "args": [] });
        let answer = self.post("execute/async", &command);
        serde_json::from_value(answer).expect("what the script promised")
    }

    fn try_script(&self, script: &str, arguments: &[Value]) -> Result<Value, Refusal> {
        let script = [PRELUDE, script].concat();
        let command = json!({ "script": script, "args": arguments });
        self.session.post("execute/sync", &command)
    }

    /// Clicks on what a script finds, once it can be clicked.
    ///
    /// # Panics
    ///
    /// If it cannot in time.
    #[track_caller]
    pub fn click_found(&self, what: &str, script: &str, arguments: &[Value]) {
        eventually(&format!("a click on {what}"), || {
            let element = self.element(script, arguments)?;
            let click = self.session.post(&format!("element/{element}/click"), &json!({}));
            if click.as_ref().is_err_and(|refusal| refusal.code == "element click intercepted") {
                // It lies under something that stays in place, where a visitor would scroll on.
                let found = json!({ ELEMENT: element });
                let scroll = "arguments[0].scrollIntoView({ block: 'center' })";
                let _ = self.try_script(scroll, &[found]);
            }
            // Not there yet, moving, or drawn anew in between: the next look will tell.
            click.map(drop).map_err(|refusal| refusal.to_string())
        });
    }

    /// Clicks on an element of the page around the widget.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        self.click_found(
            selector,
            "return document.querySelector(arguments[0])",
            &[json!(selector)],
        );
    }

    /// Moves the mouse over what a script finds.
    ///
    /// # Panics
    ///
    /// If it is not there in time.
    #[track_caller]
    pub fn hover_found(&self, what: &str, script: &str) {
        eventually(&format!("the mouse over {what}"), || {
            let element = self.element(script, &[])?;
            let origin = json!({ ELEMENT: element });
            let movement =
                json!({ "type": "pointerMove", "duration": 0, "x": 0, "y": 0, "origin": origin });
            let mouse = json!({ "type": "pointer", "id": "mouse", "actions": [movement] });
            let moved = self.session.post("actions", &json!({ "actions": [mouse] }));
            moved.map(drop).map_err(|refusal| refusal.to_string())
        });
    }

    fn element(&self, script: &str, arguments: &[Value]) -> Result<String, String> {
        let found = self.try_script(script, arguments).map_err(|refusal| refusal.to_string())?;
        let id = found[ELEMENT].as_str();
        id.map(str::to_owned).ok_or_else(|| "it is not there".to_owned())
    }

    /// Presses and releases a key.
    pub fn press(&self, key: Key) {
        self.type_text(&key.code().to_string());
    }

    /// Types, key by key, wherever the focus is.
    pub fn type_text(&self, text: &str) {
        let strokes: Vec<Value> = text
            .chars()
            .flat_map(|c| ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": c })))
            .collect();
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": strokes });
        self.post("actions", &json!({ "actions": [keyboard] }));
    }

    /// Text of the first element that a selector finds, as the browser shows it, also where no
    /// script may run.
    #[track_caller]
    pub fn text(&self, selector: &str) -> String {
        let found = self.post("element", &json!({ "using": "css selector", "value": selector }));
        let id = found[ELEMENT].as_str().expect("an element");
        let text = self.session.get(&format!("element/{id}/text"));
        text.expect("the text of an element").as_str().unwrap_or_default().to_owned()
    }

    /// Follows a link by its text, also where no script may run.
    #[track_caller]
    pub fn click_link(&self, text: &str) {
        let link = self.post("element", &json!({ "using": "link text", "value": text }));
        let id = link[ELEMENT].as_str().expect("a link");
        self.post(&format!("element/{id}/click"), &json!({}));
    }

    /// Waits until the browser has nothing to do: what a page starts by itself has started then.
    pub fn settle(&self) {
        let idle = "const done = arguments[0];
            requestAnimationFrame(() => requestIdleCallback(() => requestIdleCallback(() => done(true))))";
        assert!(self.script_with_answer::<bool>(idle));
    }

    /// What the page keeps in local storage: `key=value`, sorted.
    #[must_use]
    pub fn stored(&self) -> Vec<String> {
        let script = "let all = '';
            for (let at = 0; at < localStorage.length; at++) {
              const key = localStorage.key(at);
              all += key + '=' + localStorage.getItem(key) + '\\n';
            }
            return all";
        let mut lines: Vec<String> =
            self.script::<String>(script, &[]).lines().map(str::to_owned).collect();
        lines.sort();
        lines
    }

    /// Takes the network away or gives it back.
    pub fn offline(&self, offline: bool) {
        self.tool("Network.enable", &json!({}));
        self.tool(
            "Network.emulateNetworkConditions",
            &json!({ "offline": offline, "latency": 0,
                     "downloadThroughput": -1, "uploadThroughput": -1 }),
        );
    }

    /// Whether dark pages are preferred.
    pub fn prefers_dark(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme });
        self.tool("Emulation.setEmulatedMedia", &json!({ "features": [feature] }));
    }

    /// All that the console said so far, errors of the network and of policies included.
    pub fn console(&self) -> Vec<String> {
        if let Ok(Value::Array(entries)) =
            self.session.post("se/log", &json!({ "type": "browser" }))
        {
            let lines = entries.iter().map(|entry| {
                let part = |name: &str| entry[name].as_str().unwrap_or_default().to_owned();
                format!("{} {}: {}", part("level"), part("source"), part("message"))
            });
            self.console.borrow_mut().extend(lines);
        }
        self.console.borrow().clone()
    }

    /// Saves a picture of the window.
    pub fn picture(&self, file: &Path) -> Option<()> {
        let taken = self
            .session
            .post("goog/cdp/execute", &json!({ "cmd": "Page.captureScreenshot", "params": {} }));
        let bytes = BASE64_STANDARD.decode(taken.ok()?["data"].as_str()?).ok()?;
        fs::write(file, bytes).ok()
    }

    /// A command of the browser's developer tools.
    fn tool(&self, command: &str, parameters: &Value) {
        self.post("goog/cdp/execute", &json!({ "cmd": command, "params": parameters }));
    }

    #[track_caller]
    fn post(&self, command: &str, body: &Value) -> Value {
        match self.session.post(command, body) {
            Ok(value) => value,
            Err(refusal) => panic!("`{command}` was not carried out: {refusal}"),
        }
    }
}

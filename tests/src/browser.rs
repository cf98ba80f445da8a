//! A browser of one's own: a fresh profile, real clicks and keys, and a look at the console.

use std::cell::RefCell;
use std::fs;
use std::path::Path;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::engine::{Engine, Window};
use crate::listener::LISTENER_SAID;
use crate::poll::eventually;
use crate::tools::Tools;
use crate::visitor::Visitor;
use crate::webdriver::{Key, Refusal};

/// A window with one page.
#[derive(Debug)]
pub struct Browser {
    pub(crate) window: Window,
    engine: Engine,
    javascript: bool,
    console: RefCell<String>,
    // After the window is closed.
    _profile: TempDir,
}

/// The member by which the protocol marks an element.
pub(crate) const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

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
        let window = tools.engine.open(tools, profile.path(), visitor);
        Self {
            window,
            engine: tools.engine,
            javascript: visitor.javascript,
            console: RefCell::default(),
            _profile: profile,
        }
    }

    /// What draws its pages.
    #[must_use]
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// Opens a page and waits until it is loaded.
    pub fn visit(&self, url: &str) {
        self.listen();
        self.post("url", &json!({ "url": url }));
    }

    /// Loads the page again.
    pub fn reload(&self) {
        self.listen();
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

    /// Reads from the page with a script that changes nothing. A page that is being left answers
    /// with nothing or not at all; then the page that comes is asked.
    ///
    /// # Panics
    ///
    /// If no page gives such an answer in time.
    #[track_caller]
    pub fn read<T: DeserializeOwned>(&self, script: &str, arguments: &[Value]) -> T {
        eventually(&format!("an answer to\n{script}"), || {
            let answer =
                self.try_script(script, arguments).map_err(|refusal| refusal.to_string())?;
            serde_json::from_value(answer).map_err(|error| error.to_string())
        })
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

    pub(crate) fn try_script(&self, script: &str, arguments: &[Value]) -> Result<Value, Refusal> {
        let script = [PRELUDE, script].concat();
        let command = json!({ "script": script, "args": arguments });
        self.window.session.post("execute/sync", &command)
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
        let text = self.window.session.get(&format!("element/{id}/text"));
        text.expect("the text of an element").as_str().unwrap_or_default().to_owned()
    }

    /// Follows a link to another page by its text, also where no script may run.
    #[track_caller]
    pub fn click_link(&self, text: &str) {
        let link = self.post("element", &json!({ "using": "link text", "value": text }));
        let id = link[ELEMENT].as_str().expect("a link");
        self.post(&format!("element/{id}/click"), &json!({}));
        // WebKit answers before the page has changed: the old one is gone with its link.
        let name = format!("element/{id}/name");
        eventually(&format!("the page behind '{text}'"), || {
            let left = self.window.session.get(&name).is_err();
            if left { Ok(()) } else { Err("the old page is still there".to_owned()) }
        });
        let body = json!({ "using": "css selector", "value": "body" });
        eventually("the body of the new page", || {
            self.window.session.post("element", &body).map_err(|refusal| refusal.to_string())
        });
    }

    /// Waits until the browser has nothing to do: what a page starts by itself has started then.
    pub fn settle(&self) {
        // WebKit does not say when it is idle; then a moment has to do.
        let idle = "const done = arguments[0];
            const idle = window.requestIdleCallback ?? ((run) => setTimeout(run, 100));
            requestAnimationFrame(() => idle(() => idle(() => done(true))))";
        assert!(self.script_with_answer::<bool>(idle));
    }

    /// Waits until results will not be replaced by better ones, once the rest of the index is there:
    /// a search by script waits for that, too.
    #[track_caller]
    pub fn results_are_final(&self) {
        let search = "const done = arguments[0];
            docent.search('a').then(() => done(true), (error) => done(String(error)))";
        let answer: Value = self.script_with_answer(search);
        assert_eq!(answer, true, "the search by script");
        self.settle();
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

    /// Bytes of the page's JavaScript heap after a collection of garbage, where the driver tells.
    #[must_use]
    pub fn heap_in_use(&self) -> Option<f64> {
        self.engine.heap_in_use(&self.window.session)
    }

    /// Takes the network away or gives it back, as far as the browser can: where
    /// [`Engine::cuts_network`] says that it cannot, the page merely believes it.
    pub(crate) fn says_offline(&self, offline: bool) {
        self.engine.says_offline(&self.window.session, offline);
    }

    /// Changes whether dark pages are preferred, while a page is open.
    ///
    /// # Errors
    ///
    /// Why this engine cannot be made to.
    pub fn prefers_dark(&self, dark: bool) -> Result<(), &'static str> {
        self.engine.prefers_dark(&self.window.session, dark)
    }

    /// All that the console said so far.
    pub fn console(&self) -> Vec<String> {
        self.listen();
        self.console.borrow().lines().map(str::to_owned).collect()
    }

    /// Keeps what the console has said since the last time. The driver keeps it across pages, the
    /// listener in a page only as long as the page.
    fn listen(&self) {
        let said = if self.engine.tells_console() {
            self.session_log()
        } else if self.javascript {
            // There is none before the first page.
            let heard = self.try_script(LISTENER_SAID, &[]).unwrap_or_default();
            heard.as_str().unwrap_or_default().to_owned()
        } else {
            return;
        };
        self.console.borrow_mut().push_str(&said);
    }

    fn session_log(&self) -> String {
        let entries = self.window.session.post("se/log", &json!({ "type": "browser" }));
        let Ok(Value::Array(entries)) = entries else { return String::new() };
        let line = |entry: &Value| {
            let part = |name: &str| entry[name].as_str().unwrap_or_default().replace('\n', " ");
            format!("{} {}: {}\n", part("level"), part("source"), part("message"))
        };
        entries.iter().map(line).collect()
    }

    /// Saves a picture of the window.
    pub fn picture(&self, file: &Path) -> Option<()> {
        let taken = self.window.session.get("screenshot").ok()?;
        fs::write(file, BASE64_STANDARD.decode(taken.as_str()?).ok()?).ok()
    }

    #[track_caller]
    fn post(&self, command: &str, body: &Value) -> Value {
        match self.window.session.post(command, body) {
            Ok(value) => value,
            Err(refusal) => panic!("`{command}` was not carried out: {refusal}"),
        }
    }
}

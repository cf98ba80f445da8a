//! The mouse: what it clicks on and moves over, once that is there.

use std::path::Path;

use serde_json::{Value, json};

use crate::browser::{Browser, ELEMENT};
use crate::poll::eventually;

/// What drivers say of an element that something covers, or that is not in the window.
const OUT_OF_REACH: [&str; 2] = ["element click intercepted", "element not interactable"];

impl Browser {
    /// Clicks on what a script finds, once it can be clicked.
    ///
    /// # Panics
    ///
    /// If it cannot in time.
    #[track_caller]
    pub fn click_found(&self, what: &str, script: &str, arguments: &[Value]) {
        eventually(&format!("a click on {what}"), || {
            let element = self.element(script, arguments)?;
            self.stands_still(&element)?;
            match self.window.session.post(&format!("element/{element}/click"), &json!({})) {
                Ok(_) => {}
                Err(refusal) if OUT_OF_REACH.contains(&refusal.code.as_str()) => {
                    self.click_refused(&element).map_err(|error| format!("{refusal} {error}"))?;
                }
                // Not there yet, moving, or drawn anew in between: the next look will tell.
                Err(refusal) => return Err(refusal.to_string()),
            }
            self.was_hit(&element)
        });
    }

    /// Whether an element is where it was a frame ago: a script that arrives late can make room
    /// above it, and then the mouse would hit its neighbour. Prepares [`Browser::was_hit`], too.
    fn stands_still(&self, element: &str) -> Result<(), String> {
        let script = "const [element, done] = arguments;
            const place = () => {
              const { left, top, width, height } = element.getBoundingClientRect();
              return [left, top, width, height].join();
            };
            element.addEventListener('click', () => { element.wasHit = true }, { capture: true });
            element.wasHit = false;
            const before = place();
            requestAnimationFrame(() => done(place() === before));
            setTimeout(() => done(place() === before), 500)";
        let command = json!({ "script": script, "args": [{ ELEMENT: element }] });
        match self.window.session.post("execute/async", &command) {
            Ok(Value::Bool(true)) => Ok(()),
            Ok(_) => Err("it is moving".to_owned()),
            Err(refusal) => Err(refusal.to_string()),
        }
    }

    /// Whether a click arrived where it was meant to: drivers measure first and click later, and
    /// who misses a button clicks again. An element that is gone went because it was clicked on.
    fn was_hit(&self, element: &str) -> Result<(), String> {
        match self.try_script("return arguments[0].wasHit", &[json!({ ELEMENT: element })]) {
            Ok(Value::Bool(false)) => Err("the click missed it".to_owned()),
            _ => Ok(()),
        }
    }

    /// Chooses a file for the field that a script finds, as the window for choosing one would.
    ///
    /// # Panics
    ///
    /// If it cannot in time.
    #[track_caller]
    pub fn choose_file(&self, what: &str, script: &str, arguments: &[Value], file: &Path) {
        eventually(&format!("a file for {what}"), || {
            let element = self.element(script, arguments)?;
            let chosen = json!({ "text": file });
            let path = format!("element/{element}/value");
            let chosen = self.window.session.post(&path, &chosen);
            chosen.map(drop).map_err(|refusal| refusal.to_string())
        });
    }

    /// Clicks on an element of which the driver says that it is out of reach. Where that is so, it
    /// is scrolled to the middle, as a visitor would scroll on, for the next try. WebKit's driver
    /// says so of every text field in a shadow tree: then the mouse clicks where it is.
    fn click_refused(&self, element: &str) -> Result<(), String> {
        let found = json!({ ELEMENT: element });
        let script = "const [element] = arguments;
            const box = element.getBoundingClientRect();
            const [x, y] = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
            if (element.getRootNode().elementFromPoint(x, y) === element) return true;
            element.scrollIntoView({ block: 'center' });
            return false";
        let on_top = self.try_script(script, std::slice::from_ref(&found));
        if on_top.map_err(|refusal| refusal.to_string())? == false {
            return Err("and so it is".to_owned());
        }
        let movement =
            json!({ "type": "pointerMove", "duration": 0, "x": 0, "y": 0, "origin": found });
        let [down, up] =
            ["pointerDown", "pointerUp"].map(|kind| json!({ "type": kind, "button": 0 }));
        let mouse = json!({ "type": "pointer", "id": "mouse", "actions": [movement, down, up] });
        let clicked = self.window.session.post("actions", &json!({ "actions": [mouse] }));
        clicked.map(drop).map_err(|refusal| refusal.to_string())
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
            let moved = self.window.session.post("actions", &json!({ "actions": [mouse] }));
            moved.map(drop).map_err(|refusal| refusal.to_string())
        });
    }

    fn element(&self, script: &str, arguments: &[Value]) -> Result<String, String> {
        let found = self.try_script(script, arguments).map_err(|refusal| refusal.to_string())?;
        let id = found[ELEMENT].as_str();
        id.map(str::to_owned).ok_or_else(|| "it is not there".to_owned())
    }
}

//! The widget as a visitor sees it. The only file that knows its markup.

use std::path::Path;

use serde_json::{Value, json};

use crate::browser::Browser;
use crate::poll::{eventually, eventually_is};

/// What journeys look for and click on, inside the widget's shadow root.
pub mod part {
    /// The button in the corner.
    pub const LAUNCHER: &str = ".launcher";
    /// The panel.
    pub const PANEL: &str = ".panel";
    /// The button that closes the panel.
    pub const CLOSE: &str = ".head .round:not(.back)";
    /// The button for one step back.
    pub const BACK: &str = ".back";
    /// The name in the header.
    pub const TITLE: &str = ".title";
    /// The search field.
    pub const FIELD: &str = ".ask input";
    /// The scrolling part.
    pub const BODY: &str = ".body";
    /// What a screen reader is told.
    pub const LIVE: &str = ".live";
    /// The shape of what is on its way, before anything has arrived.
    pub const WAIT: &str = ".wait";
    /// The view that says that nothing could be loaded.
    pub const FAULT: &str = ".fault";
    /// The button of the fault view.
    pub const RETRY: &str = ".fault .main";
    /// The start.
    pub const HOME: &str = ".home";
    /// A category on the start.
    pub const CATEGORY: &str = ".home .card";
    /// An article in a list.
    pub const ENTRY: &str = ".entry";
    /// The list of results.
    pub const RESULTS: &str = ".results";
    /// What is said above the results.
    pub const REMARK: &str = ".remark";
    /// The way to the words as they were typed, and back.
    pub const INSTEAD: &str = ".remark .instead";
    /// A whole view with a heading and a sentence.
    pub const NOTICE: &str = ".notice";
    /// Title of the article.
    pub const ARTICLE: &str = "article h1";
    /// Text of the article.
    pub const PROSE: &str = ".prose";
    /// Articles to read next.
    pub const RELATED: &str = ".related .entry";
    /// "Yes" under an article.
    pub const YES: &str = ".vote .choice:nth-of-type(1)";
    /// "No" under an article.
    pub const NO: &str = ".vote .choice:nth-of-type(2)";
    /// The comment on a no.
    pub const COMMENT: &str = ".why textarea";
    /// The button that sends reason and comment.
    pub const SEND_REASON: &str = ".why .main";
    /// The thanks for a vote.
    pub const THANKS: &str = ".vote .thanks p";
    /// The button to vote again.
    pub const CHANGE: &str = ".vote .thanks button";
    /// The way to a person, under every view.
    pub const CONTACT: &str = ".footer button";
    /// The way to a person where nothing was found.
    pub const CONTACT_INSTEAD: &str = ".notice .main";
    /// The contact form.
    pub const FORM: &str = "form.contact";
    /// What goes along with a message.
    pub const CONTEXT: &str = ".context";
    /// The button that sends the message.
    pub const SEND: &str = "form.contact [type=submit]";
    /// The reference of a message that has arrived.
    pub const REFERENCE: &str = ".reference strong";
    /// A field of the contact form by its name.
    #[must_use]
    pub fn field(name: &str) -> String {
        format!("form.contact [name={name}]")
    }
    /// A reason after a no, by its name in JSON.
    #[must_use]
    pub fn reason(name: &str) -> String {
        format!(".why input[value={name}]")
    }
}

/// The widget on a page.
#[derive(Clone, Copy, Debug)]
pub struct Widget<'a> {
    browser: &'a Browser,
}

impl<'a> Widget<'a> {
    pub(crate) fn new(browser: &'a Browser) -> Self {
        Self { browser }
    }

    /// Opens the panel with the mouse and waits until search works.
    #[track_caller]
    pub fn open(self) {
        self.click(part::LAUNCHER);
        self.appears(part::PANEL);
        self.is_ready();
    }

    /// Waits until the app has moved into its frame.
    #[track_caller]
    pub fn is_ready(self) {
        self.appears(".screen");
    }

    /// Puts a question into the search field in place of what is there, and waits until all of it
    /// has arrived: what is shown afterwards is shown for the whole question.
    #[track_caller]
    pub fn ask(self, question: &str) {
        self.click(part::FIELD);
        // A visitor would select all and type; the shortcut for that differs between systems.
        self.run("root.querySelector(arguments[0]).select()", &[json!(part::FIELD)]);
        self.browser.type_text(question);
        eventually_is("the question in its field", question, || self.value(part::FIELD));
    }

    /// Waits until a question has this article as its first result.
    #[track_caller]
    pub fn finds_first(self, title: &str) {
        eventually_is("the first result", title, || self.result(0));
    }

    /// Title of a result; empty if there are not so many.
    #[must_use]
    pub fn result(self, number: usize) -> String {
        self.text(&format!("#docent-results-{number} strong"))
    }

    /// Opens a result with the mouse.
    #[track_caller]
    pub fn choose(self, number: usize) {
        self.click(&format!("#docent-results-{number}"));
    }

    /// Waits until this article is on screen.
    #[track_caller]
    pub fn shows_article(self, title: &str) {
        eventually_is("the article", title, || self.text(part::ARTICLE));
        self.appears(part::PROSE);
    }

    /// Reads the article that a question has as its first result.
    #[track_caller]
    pub fn read(self, question: &str, title: &str) {
        self.ask(question);
        self.finds_first(title);
        self.choose(0);
        self.shows_article(title);
    }

    /// Fills in a field of the contact form.
    #[track_caller]
    pub fn fill(self, name: &str, text: &str) {
        let field = part::field(name);
        self.click(&field);
        self.gets_focus(&field);
        self.run("root.querySelector(arguments[0]).select()", &[json!(field)]);
        self.browser.type_text(text);
        eventually_is("what was typed", text, || self.value(&field));
    }

    /// Chooses a file in the contact form.
    #[track_caller]
    pub fn attach(self, name: &str, file: &Path) {
        let selector = part::field(name);
        let find = "return root && root.querySelector(arguments[0])";
        self.browser.choose_file(&selector, find, &[json!(selector)], file);
    }

    /// Chooses an option in the contact form by typing its first letters. A driver would set the
    /// option and tell only half of what a browser tells then.
    #[track_caller]
    pub fn choose_option(self, name: &str, letters: &str) {
        self.run("root.querySelector(arguments[0]).focus()", &[json!(part::field(name))]);
        self.browser.type_text(letters);
    }

    /// How many votes and messages the browser still keeps for sending.
    #[must_use]
    pub fn waiting(self) -> usize {
        self.browser.stored().iter().filter(|line| line.contains(" outbox:")).count()
    }

    /// Clicks on a part, once it can be clicked.
    #[track_caller]
    pub fn click(self, selector: &str) {
        let find = "return root && root.querySelector(arguments[0])";
        self.browser.click_found(selector, find, &[json!(selector)]);
    }

    /// Clicks on the first part of its kind that has this text in it.
    #[track_caller]
    pub fn click_text(self, selector: &str, text: &str) {
        let find = "if (!root) return null;
            for (const part of root.querySelectorAll(arguments[0])) {
              if (part.textContent.includes(arguments[1])) return part;
            }
            return null";
        let what = format!("{selector} with the text {text:?}");
        self.browser.click_found(&what, find, &[json!(selector), json!(text)]);
    }

    /// Waits until a part can be seen.
    #[track_caller]
    pub fn appears(self, selector: &str) {
        eventually(&format!("{selector} to be seen"), || {
            if self.is_seen(selector) { Ok(()) } else { Err(self.all_text()) }
        });
    }

    /// Waits until a part is gone.
    #[track_caller]
    pub fn disappears(self, selector: &str) {
        eventually(&format!("{selector} to be gone"), || {
            if self.is_seen(selector) { Err(self.all_text()) } else { Ok(()) }
        });
    }

    /// Whether a part can be seen.
    #[must_use]
    pub fn is_seen(self, selector: &str) -> bool {
        let script = "const part = root && root.querySelector(arguments[0]);
            return !!part && part.checkVisibility({ visibilityProperty: true, opacityProperty: true })
              && part.getClientRects().length > 0";
        self.browser.read(script, &[json!(selector)])
    }

    /// Text of a part as it is shown; empty if it is not there.
    #[must_use]
    pub fn text(self, selector: &str) -> String {
        let script = "const part = root && root.querySelector(arguments[0]);
            return part ? part.innerText.trim() : ''";
        self.browser.read(script, &[json!(selector)])
    }

    /// Value of an attribute; empty if it or the part is not there.
    #[must_use]
    pub fn attribute(self, selector: &str, name: &str) -> String {
        let script = "const part = root && root.querySelector(arguments[0]);
            return part && part.getAttribute(arguments[1]) || ''";
        self.browser.read(script, &[json!(selector), json!(name)])
    }

    /// What stands in a field.
    #[must_use]
    pub fn value(self, selector: &str) -> String {
        let script = "const part = root && root.querySelector(arguments[0]);
            return part ? part.value : ''";
        self.browser.read(script, &[json!(selector)])
    }

    /// A computed style property.
    #[must_use]
    pub fn style(self, selector: &str, property: &str) -> String {
        let script = "return getComputedStyle(root.querySelector(arguments[0]))[arguments[1]]";
        self.browser.read(script, &[json!(selector), json!(property)])
    }

    /// Where a part is: left, top, right and bottom in CSS pixels of the window.
    #[must_use]
    pub fn place(self, selector: &str) -> [f64; 4] {
        let script = "const box = root.querySelector(arguments[0]).getBoundingClientRect();
            return `${box.left} ${box.top} ${box.right} ${box.bottom}`";
        let numbers: String = self.browser.read(script, &[json!(selector)]);
        let mut numbers = numbers.split(' ').map(|number| number.parse().unwrap_or(f64::NAN));
        std::array::from_fn(|_| numbers.next().unwrap_or(f64::NAN))
    }

    /// Whether the focus is on a part.
    #[must_use]
    pub fn has_focus(self, selector: &str) -> bool {
        let script =
            "return !!root && !!root.activeElement && root.activeElement.matches(arguments[0])";
        self.browser.read(script, &[json!(selector)])
    }

    /// Waits until the focus is on a part.
    #[track_caller]
    pub fn gets_focus(self, selector: &str) {
        eventually(&format!("the focus on {selector}"), || {
            if self.has_focus(selector) { Ok(()) } else { Err(self.focused()) }
        });
    }

    /// The element that has the focus, as text for a person.
    #[must_use]
    pub fn focused(self) -> String {
        let script = "const element = root && root.activeElement || document.activeElement;
            return element ? element.cloneNode(false).outerHTML : 'nothing'";
        self.browser.read(script, &[])
    }

    fn all_text(self) -> String {
        let script =
            "return root ? root.querySelector('.all').innerText.slice(0, 600) : 'no widget'";
        self.browser.read(script, &[])
    }

    fn run(self, script: &str, arguments: &[Value]) {
        self.browser.script::<Value>(script, arguments);
    }
}

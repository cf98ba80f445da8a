//! What the manual says about storage and requests, compared with what a browser does.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use docent_tests::widget::part;
use docent_tests::{Fault, Visit, eventually, eventually_is};
use serde_json::{Value, json};

use crate::attachments::{chosen_file, shelved};
use crate::journey;

const ARTICLE: &str = "../content/en/privacy-and-security/what-is-stored-and-sent.md";

/// Rows of the table whose first column has this title, cell by cell.
fn table(title: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(ARTICLE);
    let text = fs::read_to_string(path).expect("the article");
    let start = text.find(&format!("| {title} |")).expect("the table");
    let lines = text[start..].lines().take_while(|line| line.starts_with('|')).skip(2);
    let cells = |line: &str| -> Vec<String> {
        line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let rows: Vec<_> = lines.map(cells).collect();
    assert!(rows.len() > 1, "{title}: {rows:?}");
    rows
}

/// What stands between backticks.
fn names(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// Whether a name is one of the table's, where `…` stands for the rest.
fn is(name: &str, pattern: &str) -> bool {
    match pattern.strip_suffix('…') {
        Some(start) => name.starts_with(start),
        None => name == pattern,
    }
}

/// Requests of a row as the server of the journey sees them.
fn requests(row: &[String]) -> Vec<String> {
    let cell = &row[0];
    if cell.contains("votes endpoint") {
        return vec!["POST /v1/events".to_owned()];
    }
    if cell.contains("contact endpoint") {
        return vec!["POST /v1/messages".to_owned()];
    }
    names(cell).iter().map(|name| name.replace("GET ", "GET /help/")).collect()
}

/// Requests so far, whichever of the two help centres of the site they are for.
fn requested(visit: &Visit) -> Vec<String> {
    let all = visit.server.requests().into_iter();
    all.map(|one| one.replace("/counting/", "/help/")).collect()
}

/// Names of the entries without address and id.
fn entries(visit: &Visit) -> BTreeSet<String> {
    let base = format!("docent:{} ", visit.server.url("help/"));
    let patterns: Vec<_> = table("Entry").iter().flat_map(|row| names(&row[0])).collect();
    let of = |line: &String| {
        let (key, _) = line.split_once('=').expect("a key and a value");
        let name = key.strip_prefix(&base).unwrap_or_else(|| panic!("{key} is not in the table"));
        let known = patterns.iter().find(|pattern| is(name, pattern));
        known.unwrap_or_else(|| panic!("{name} is not in the table")).clone()
    };
    let files = (shelved(visit) > 0).then(|| "files".to_owned());
    visit.browser.stored().iter().map(of).chain(files).collect()
}

/// Keeps what is posted.
const LISTEN: &str = "window.sent = [];
    const { fetch } = window;
    window.fetch = (url, options) => {
      if (options?.body) {
        const body = JSON.parse(options.body);
        for (const one of body.events ?? [body]) sent.push({ one, events: !!body.events });
      }
      return fetch(url, options);
    };
    const { send } = XMLHttpRequest.prototype;
    XMLHttpRequest.prototype.send = function (body) {
      const one = JSON.parse(body.get('message'));
      sent.push({ one, events: 'message' });
      sent.push({ one: { attachments: one.attachments[0] }, events: 'files' });
      return send.call(this, body);
    };";

fn sent(visit: &Visit, of: Value, inner: Option<&str>) -> BTreeSet<String> {
    let script = "return [...new Set(sent.filter(({ events }) => events === arguments[0])
        .flatMap(({ one }) => Object.keys(arguments[1] ? one[arguments[1]] : one)))].join(' ')";
    let all: String = visit.browser.script(script, &[of, json!(inner)]);
    all.split_whitespace().map(str::to_owned).collect()
}

fn search(visit: &Visit) {
    let widget = visit.widget();
    for question in ["xylophone", "refund", "2FA"] {
        widget.ask(question);
        visit.browser.results_are_final();
    }
    widget.finds_first("Sign in with two steps");
}

fn read(visit: &Visit) {
    let widget = visit.widget();
    widget.choose(0);
    widget.shows_article("Sign in with two steps");
    let look = "root.querySelector('.prose img').scrollIntoView()";
    visit.browser.script::<()>(look, &[]);
    widget.click(part::RELATED);
    widget.appears(part::PROSE);
}

fn vote(visit: &Visit) {
    let widget = visit.widget();
    visit.server.breaks("/v1/", Fault::Status(503));
    widget.click(part::NO);
    widget.click(&part::reason("other"));
    widget.click(part::COMMENT);
    visit.browser.type_text("Too short");
    widget.click(part::SEND_REASON);
    widget.appears(part::THANKS);
}

fn open_form(visit: &Visit) {
    visit.widget().click(part::CONTACT);
    visit.widget().appears(".channels");
}

fn write(visit: &Visit) {
    let widget = visit.widget();
    widget.fill("email", "mia@example.com");
    widget.fill("field-order", "K-17");
    widget.fill("message", "What do you keep?");
    widget.appears(".draft");
}

fn attach(visit: &Visit) {
    let widget = visit.widget();
    widget.attach("field-photo", &chosen_file("kept.txt", b"Kept."));
    eventually_is("files in the database", 1, || shelved(visit));
}

fn send(visit: &Visit) {
    visit.widget().click(part::SEND);
    eventually_is("the heading", "Not sent yet", || visit.widget().text(".notice h1"));
}

/// What the visitor does, as the tables call it.
type Step = (&'static str, fn(&Visit));

const STEPS: [Step; 12] = [
    ("A page with the tag is opened", |visit| {
        visit.go("plain.html");
        visit.widget().appears(part::LAUNCHER);
        visit.browser.script::<()>(LISTEN, &[]);
    }),
    ("The visitor reaches for the button", |visit| visit.widget().open()),
    ("The visitor searches", search),
    ("The visitor reads an article", read),
    ("The visitor votes", vote),
    ("The visitor opens the contact form", open_form),
    ("The visitor types into the contact form", write),
    ("The visitor attaches a file", attach),
    ("The visitor sends a message", send),
    ("The search cannot run in this browser", |visit| {
        visit.go("lockdown.html");
        visit.widget().click(part::LAUNCHER);
        visit.widget().appears(part::HOME);
    }),
    ("The visitor of a site that counts reaches for the button", |visit| {
        visit.go("counting.html");
        visit.widget().open();
        // What votes and messages leave is the business of the steps before.
        visit.server.mended();
    }),
    ("The visitor of a site that counts hides or leaves the page", |visit| {
        search(visit);
        read(visit);
        visit.go("plain.html");
        eventually_is("visits", 1, || visit.server.events("visit").len());
    }),
];

/// Rows up to a step, and those of the step itself.
fn rows_until(
    rows: &[Vec<String>],
    column: usize,
    step: usize,
) -> (Vec<&[String]>, Vec<&[String]>) {
    let at = |row: &[String]| STEPS.iter().position(|(when, _)| row[column].contains(when));
    let known = rows.iter().map(Vec::as_slice);
    let (mut until, mut own) = (Vec::new(), Vec::new());
    for row in known {
        let at = at(row).unwrap_or_else(|| panic!("no step of the journey is {:?}", row[column]));
        if at <= step {
            until.push(row);
        }
        if at == step {
            own.push(row);
        }
    }
    (until, own)
}

#[test]
fn the_tables_of_the_manual_say_what_is_stored_and_sent_and_when() {
    journey(|visit| {
        visit.expect_in_console("503");
        let (asked, kept) = (table("Request"), table("Entry"));
        for (number, (when, act)) in STEPS.into_iter().enumerate() {
            act(visit);
            let (until, own) = rows_until(&asked, 2, number);
            for pattern in own.iter().flat_map(|row| requests(row)) {
                eventually(&format!("{pattern}, for: {when}"), || {
                    let all = requested(visit);
                    if all.iter().any(|one| is(one, &pattern)) {
                        Ok(())
                    } else {
                        Err(all.join("\n"))
                    }
                });
            }
            visit.browser.settle();
            let allowed: Vec<_> = until.iter().flat_map(|row| requests(row)).collect();
            // The page's own files are no business of Docent's.
            let of_docent = |one: &String| one.contains("/help/") || one.starts_with("POST");
            for one in requested(visit).iter().filter(|one| of_docent(one)) {
                assert!(allowed.iter().any(|pattern| is(one, pattern)), "{when}: {one}");
            }
            let (until, own) = rows_until(&kept, 2, number);
            let of = |rows: Vec<&[String]>| -> BTreeSet<String> {
                rows.into_iter().flat_map(|row| names(&row[0])).collect()
            };
            let (may, must, does) = (of(until), of(own), entries(visit));
            assert!(does.is_subset(&may), "{when}: {does:?} is stored");
            assert!(must.is_subset(&does), "{when}: {does:?} is stored, not all of {must:?}");
            if when == "The visitor sends a message" {
                members_are_those_of_the_table(visit);
            }
        }
        counted_members_are_those_of_the_table(visit);
        // What has arrived is not kept; how the visitor voted is.
        visit.server.mended();
        visit.go("plain.html");
        visit.widget().open();
        let left = BTreeSet::from(["vote:…".to_owned()]);
        eventually("only the vote to be remembered", || {
            let does = entries(visit);
            if does == left { Ok(()) } else { Err(format!("{does:?}")) }
        });
        assert_eq!(visit.browser.script::<String>("return document.cookie", &[]), "");
    });
}

fn members_are_those_of_the_table(visit: &Visit) {
    let kinds = [
        ("A vote", json!(true), None),
        ("A message", json!("message"), None),
        ("Its attachments", json!("files"), Some("attachments")),
        ("Its context", json!("message"), Some("context")),
    ];
    assert_eq!(table("Sent").len(), kinds.len() + 4, "the consent, and what is counted");
    for (row, of, inner) in kinds {
        assert_eq!(sent(visit, of, inner), members(row), "{row}");
    }
}

fn counted_members_are_those_of_the_table(visit: &Visit) {
    for (row, kind) in [("A search", "search"), ("An opened article", "view"), ("A visit", "visit")]
    {
        let events = visit.server.events(kind);
        let members_of = |event: &Value| -> Vec<String> {
            event.as_object().into_iter().flat_map(|event| event.keys().cloned()).collect()
        };
        let sent: BTreeSet<_> = events.iter().flat_map(members_of).collect();
        assert_eq!(sent, members(row), "{row}");
    }
}

/// What the table says of the members in a row that begins so.
fn members(row: &str) -> BTreeSet<String> {
    let table = table("Sent");
    let found = table.iter().find(|cells| cells[0].starts_with(row)).expect("the row");
    names(&found[1]).into_iter().filter(|name| !["?", "#"].contains(&name.as_str())).collect()
}

#[test]
fn a_form_that_asks_for_consent_sends_the_members_of_the_table_with_it() {
    journey(|visit| {
        visit.go("spanish.html");
        let widget = visit.widget();
        widget.appears(part::LAUNCHER);
        visit.browser.script::<()>(LISTEN, &[]);
        widget.open();
        widget.click(part::CONTACT);
        widget.fill("email", "mia@example.com");
        widget.fill("field-order", "K-17");
        widget.fill("message", "¿Qué guardan?");
        widget.click(&part::field("consent"));
        widget.click(part::SEND);
        widget.appears(part::REFERENCE);
        let mut all = members("A message");
        all.insert("consent".to_owned());
        assert_eq!(sent(visit, json!(false), None), all);
        assert_eq!(sent(visit, json!(false), Some("consent")), members("Its consent"));
    });
}

//! Files that go with a message.

use std::fs;
use std::path::{Path, PathBuf};

use docent_tests::widget::part;
use docent_tests::{Fault, Visit, eventually, eventually_is};

use crate::{HOME, journey};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR and the picture";
const FIELD: &str = "field-photo";
const FAULT: &str = ".drop ~ .fault-text";

/// A file on the visitor's device.
pub(crate) fn chosen_file(name: &str, bytes: &[u8]) -> PathBuf {
    let folder = Path::new(HOME).join("chosen");
    fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(name);
    fs::write(&path, bytes).expect("a file");
    path
}

fn open_form(visit: &Visit, page: &str) {
    let widget = visit.widget();
    visit.go(page);
    widget.click(part::LAUNCHER);
    widget.click(part::CONTACT);
    widget.appears(".drop");
}

fn write(visit: &Visit, text: &str) {
    let widget = visit.widget();
    widget.fill("email", "mia@example.com");
    widget.fill("field-order", "K-17");
    widget.fill("message", text);
}

fn heading(visit: &Visit, expected: &str) {
    eventually_is("the heading", expected, || visit.widget().text(".notice h1"));
}

fn says(visit: &Visit, selector: &str, words: &str) {
    eventually(&format!("{selector} to say {words:?}"), || {
        let text = visit.widget().text(selector);
        if text.contains(words) { Ok(()) } else { Err(text) }
    });
}

/// How many files the browser's database holds.
pub(crate) fn shelved(visit: &Visit) -> u64 {
    let script = format!(
        "const done = arguments[0];
         const request = indexedDB.open('docent:{}', 1);
         request.onupgradeneeded = () => request.result.createObjectStore('files');
         request.onerror = () => done(0);
         request.onsuccess = () => {{
           const files = request.result.transaction('files').objectStore('files').count();
           files.onsuccess = () => {{ request.result.close(); done(files.result); }};
         }};",
        visit.server.url("help/")
    );
    visit.browser.script_with_answer(&script)
}

/// Name, type and content of the files of the only message that is stored.
fn arrived(visit: &Visit) -> Vec<(String, String, Vec<u8>)> {
    eventually_is("the number of stored messages", 1, || visit.server.messages().len());
    let message = visit.server.messages().remove(0).message;
    let files = message.attachments.into_iter().map(|one| {
        let bytes = fs::read(visit.server.attachments().place(&one)).expect("the file");
        (one.name, one.kind, bytes)
    });
    files.collect()
}

fn strap() -> (String, String, Vec<u8>) {
    ("Strap.png".to_owned(), "image/png".to_owned(), PNG.to_vec())
}

fn the_way_of_files(visit: &Visit, page: &str) {
    open_form(visit, page);
    let widget = visit.widget();
    let limits = widget.text("#docent-field-photo-limits");
    for words in ["pictures", "TXT", "At most 2", "1\u{a0}MB"] {
        assert!(limits.contains(words), "{words} in {limits}");
    }
    widget.attach(FIELD, &chosen_file("Letter.pdf", b"%PDF-1.7"));
    says(visit, FAULT, "Letter.pdf is not of an allowed kind");
    widget.attach(FIELD, &chosen_file("large.txt", &vec![b'x'; 1_200_000]));
    says(visit, FAULT, "large.txt is too large. Up to 1\u{a0}MB");
    widget.attach(FIELD, &chosen_file("nothing.txt", b""));
    says(visit, FAULT, "nothing.txt is empty");
    widget.attach(FIELD, &chosen_file("Strap.png", PNG));
    says(visit, ".files li", "Strap.png");
    assert_eq!(widget.text(FAULT), "", "what was wrong is said no more");
    widget.attach(FIELD, &chosen_file("notes.txt", b"It broke."));
    says(visit, ".files li:nth-child(2)", "notes.txt");
    widget.attach(FIELD, &chosen_file("more.txt", b"Again."));
    says(visit, FAULT, "No more files");
    eventually_is("files in the database", 2, || shelved(visit));
    let remove = ".files li:nth-child(2) button";
    assert_eq!(widget.attribute(remove, "aria-label"), "Remove notes.txt");
    widget.click(remove);
    widget.disappears(".files li:nth-child(2)");
    widget.gets_focus(".files li button");
    eventually_is("files in the database", 1, || shelved(visit));
    widget.attach(FIELD, &chosen_file("Letter.pdf", b"%PDF-1.7"));
    says(visit, FAULT, "Letter.pdf is not of an allowed kind");
    visit.is_accessible("the form with files");

    write(visit, "The strap broke.");
    // The server does not read on: the file stays on its way.
    visit.server.breaks("/v1/messages", Fault::Held);
    widget.click(part::SEND);
    widget.appears(".files progress");
    visit.server.mended();
    heading(visit, "Your message has arrived");
    assert_eq!(arrived(visit), [strap()]);
    eventually_is("files in the database", 0, || shelved(visit));
}

#[test]
fn files_are_taken_or_refused_and_arrive_with_the_message() {
    journey(|visit| the_way_of_files(visit, "plain.html"));
}

#[test]
fn without_webassembly_files_go_the_same_way() {
    journey(|visit| the_way_of_files(visit, "lockdown.html"));
}

#[test]
fn files_of_a_draft_outlive_a_reload_and_a_dead_endpoint() {
    journey(|visit| {
        visit.expect_in_console("503");
        open_form(visit, "plain.html");
        let widget = visit.widget();
        widget.attach(FIELD, &chosen_file("Strap.png", PNG));
        widget.appears(".draft");
        eventually_is("files in the database", 1, || shelved(visit));
        open_form(visit, "plain.html");
        says(visit, ".files li", "Strap.png");
        visit.server.breaks("/v1/messages", Fault::Status(503));
        write(visit, "Sent later.");
        widget.click(part::SEND);
        heading(visit, "Not sent yet");

        visit.browser.reload();
        visit.server.mended();
        widget.open();
        assert_eq!(arrived(visit), [strap()]);
        eventually_is("parcels that wait", 0, || widget.waiting());
        eventually_is("files in the database", 0, || shelved(visit));
    });
}

#[test]
fn a_file_that_the_browser_has_thrown_away_is_said_to_be_lost() {
    journey(|visit| {
        visit.expect_in_console("503");
        open_form(visit, "plain.html");
        let widget = visit.widget();
        widget.attach(FIELD, &chosen_file("Strap.png", PNG));
        says(visit, ".files li", "Strap.png");
        visit.server.breaks("/v1/messages", Fault::Status(503));
        write(visit, "Without it.");
        widget.click(part::SEND);
        heading(visit, "Not sent yet");
        // Another page of the site, where nothing holds the database open.
        visit.go("bare.html");
        let delete = format!(
            "const done = arguments[0];
             const request = indexedDB.deleteDatabase('docent:{}');
             request.onsuccess = () => done(true);",
            visit.server.url("help/")
        );
        assert!(visit.browser.script_with_answer::<bool>(&delete));
        visit.server.mended();
        visit.go("plain.html");
        widget.open();
        eventually_is("the number of stored messages", 1, || visit.server.messages().len());
        let attachments = visit.server.messages().remove(0).message.attachments;
        assert_eq!(attachments.len(), 1);
        assert!(attachments[0].lost && attachments[0].name == "Strap.png", "{attachments:?}");
    });
}

#[test]
fn files_can_be_dropped_on_the_form_and_pasted() {
    journey(|visit| {
        open_form(visit, "plain.html");
        let widget = visit.widget();
        let hand_over = "const files = new DataTransfer();
            files.items.add(new File([arguments[1]], arguments[0], { type: arguments[2] }));
            const on = root.querySelector('form.contact textarea');
            const bubbling = { bubbles: true, cancelable: true, composed: true };";
        let drop = "const drop = new DragEvent('drop', { ...bubbling, dataTransfer: files });
            on.dispatchEvent(drop);
            return drop.defaultPrevented";
        let drop = [hand_over, drop].concat();
        let stays: bool =
            visit.browser.script(&drop, &["dropped.HEIC".into(), "one".into(), "".into()]);
        assert!(stays, "the browser does not leave the page for the file");
        says(visit, ".files li", "dropped.HEIC");
        // Not every browser lets a script say what was pasted.
        let paste = "const paste = new ClipboardEvent('paste', bubbling);
            Object.defineProperty(paste, 'clipboardData', { value: files });
            on.dispatchEvent(paste)";
        let paste = [hand_over, paste].concat();
        visit
            .browser
            .script::<()>(&paste, &["pasted.txt".into(), "two".into(), "text/plain".into()]);
        says(visit, ".files li:nth-child(2)", "pasted.txt");
        write(visit, "Both.");
        widget.click(part::SEND);
        heading(visit, "Your message has arrived");
        let names: Vec<_> = arrived(visit).into_iter().map(|(name, ..)| name).collect();
        assert_eq!(names, ["dropped.HEIC", "pasted.txt"]);
    });
}

#[test]
fn before_consent_files_live_as_long_as_the_page() {
    journey(|visit| {
        open_form(visit, "consent.html");
        let widget = visit.widget();
        widget.attach(FIELD, &chosen_file("Strap.png", PNG));
        says(visit, ".files li", "only until this page is closed");
        assert_eq!(shelved(visit), 0);
        write(visit, "At once.");
        widget.click(part::SEND);
        heading(visit, "Your message has arrived");
        assert_eq!(arrived(visit), [strap()]);
        assert_eq!(shelved(visit), 0);
    });
}

//! `docent messages` and `docent report`, beside a host that is running.

use serde_json::Value;

use crate::program::{Place, docent, message, new_id, vote};

struct Desk {
    place: Place,
}

impl Desk {
    /// Runs the program on the data, and says what it printed and whether it worked.
    fn run(&self, arguments: &[&str]) -> (bool, String) {
        let data = self.place.data();
        let all = [arguments, &["--data", data.to_str().unwrap()]].concat();
        let output = docent(&all, &self.place.site());
        let said = if output.status.success() { output.stdout } else { output.stderr };
        (output.status.success(), String::from_utf8(said).unwrap())
    }

    fn works(&self, arguments: &[&str]) -> String {
        let (worked, said) = self.run(arguments);
        assert!(worked, "{said}");
        said
    }
}

#[test]
fn a_message_is_found_marked_exported_and_erased() {
    let desk = Desk { place: Place::new() };
    let host = desk.place.host();
    let kept = host.post("/v1/messages", &message(&new_id())).unwrap();
    let other = message(&new_id()).replace("mia@example.com", "tom@example.com");
    assert_eq!(host.post("/v1/messages", &other).unwrap().status, 200);
    let receipt: Value = serde_json::from_str(&kept.body).unwrap();
    let reference = receipt["reference"].as_str().unwrap();

    let shown = desk.works(&["messages", "show", &reference.to_lowercase()]);
    assert!(shown.contains("mia@example.com") && !shown.contains("tom@"), "{shown}");
    desk.works(&["messages", "answered", reference, "--at", "2026-03-31T12:00:00Z"]);
    let open = desk.works(&["messages", "list", "--open"]);
    assert!(open.contains("tom@example.com") && !open.contains("mia@"), "{open}");
    let all = desk.works(&["messages", "list"]);
    assert!(all.contains("    answered 2026-03-31T12:00:00Z"), "{all}");
    desk.works(&["messages", "answered", reference, "--not"]);
    assert!(desk.works(&["messages", "list", "--open"]).contains("mia@example.com"));

    let exported: Value =
        serde_json::from_str(&desk.works(&["messages", "export", "Mia@example.com"])).unwrap();
    assert_eq!(exported["messages"].as_array().unwrap().len(), 1);
    let erased = desk.works(&["messages", "erase", "mia@example.com"]);
    assert!(erased.starts_with("1 messages of mia@example.com are removed"), "{erased}");
    let left = desk.works(&["messages", "list"]);
    assert!(left.contains("tom@example.com") && !left.contains("mia@"), "{left}");
}

#[test]
fn a_reference_or_a_file_that_there_is_not_is_said_and_nothing_is_made() {
    let desk = Desk { place: Place::new() };
    let (worked, said) = desk.run(&["messages", "erase", "mia@example.com"]);
    assert!(!worked && said.contains("docent.db"), "{said}");
    assert!(!desk.place.data().exists());
    let _host = desk.place.host();
    for arguments in [["messages", "show", "D-0000-00"], ["messages", "answered", "D-0000-00"]] {
        let (worked, said) = desk.run(&arguments);
        assert!(!worked && said.contains("no message with the reference D-0000-00"), "{said}");
    }
}

#[test]
fn the_report_is_printed_as_text_as_json_and_as_a_page() {
    let desk = Desk { place: Place::new() };
    let host = desk.place.host();
    assert_eq!(host.post("/v1/messages", &message(&new_id())).unwrap().status, 200);
    assert_eq!(host.post("/v1/events", &vote(&new_id(), "guides/start")).unwrap().status, 200);
    let text = desk.works(&["report"]);
    assert!(text.contains("guides/start (en)") && text.contains("invoise"), "{text}");
    let json: Value = serde_json::from_str(&desk.works(&["report", "--json"])).unwrap();
    assert_eq!(json["gaps"][0]["words"], "invoise");
    assert_eq!(json["articles"][0]["helpful"]["whole"], 1);
    let html = desk.works(&["report", "--html"]);
    assert!(html.starts_with("<!doctype html>") && html.contains("invoise"), "{html}");
}

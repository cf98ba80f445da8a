//! `docent messages` and `docent report`, beside a host that is running.

use std::fs;

use serde_json::{Value, json};

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

/// A folder with a built site of two articles.
fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("content/billing");
    fs::create_dir_all(&content).unwrap();
    for (name, title, text) in [
        ("refunds", "Get your money back", "Ask for a refund within thirty days."),
        ("invoices", "Download an invoice", "Open your account and choose the invoice."),
    ] {
        let article = format!("---\ntitle: {title}\n---\n\n{text}\n");
        fs::write(content.join(format!("{name}.md")), article).unwrap();
    }
    let built = docent(&["build", "content", "--out", "site", "--no-widget"], folder.path());
    assert!(built.status.success(), "{built:?}");
    folder
}

#[test]
fn the_report_asks_the_search_of_the_site_which_article_is_near() {
    let desk = Desk { place: Place::new() };
    let host = desk.place.host();
    assert_eq!(host.post("/v1/messages", &message(&new_id())).unwrap().status, 200);
    let site = site();
    let site = site.path().join("site");
    let text = desk.works(&["report", "--site", site.to_str().unwrap()]);
    assert!(text.contains("Open billing/invoices.md"), "{text}");
    assert!(text.contains("| keywords: [\"invoise\"]"), "{text}");
}

const UMAMI_EVENTS: &str = "\
website_id,session_id,visit_id,event_id,url_path,event_type,event_name,created_at
w,s1,v1,e1,/,1,,2026-03-02 10:00:00
w,s1,v1,e2,/,2,docent:open,2026-03-02 10:00:01
w,s1,v1,e3,/,2,docent:search,2026-03-02 10:00:05
w,s1,v1,e4,/,2,docent:no-results,2026-03-02 10:00:05
w,s1,v1,e5,/,2,docent:contact-submit,2026-03-02 10:03:00
w,s2,v2,f1,/,2,docent:open,2026-03-10 09:00:00
w,s2,v2,f2,/,2,docent:search,2026-03-10 09:00:04
w,s2,v2,f3,/,2,docent:result-click,2026-03-10 09:00:09
w,s2,v2,f4,/,2,docent:article-view,2026-03-10 09:00:09
w,s2,v2,f5,/,2,docent:vote,2026-03-10 09:01:00
w,s2,v2,f6,/,2,docent:vote,2026-03-10 09:01:30
w,s3,v3,g1,/,2,docent:open,2026-03-10T12:00:00Z
";

const UMAMI_DATA: &str = "\
website_id,session_id,event_id,event_name,data_key,string_value,number_value,created_at
w,s1,e3,docent:search,query,gift cards,,2026-03-02 10:00:05
w,s1,e3,docent:search,hits,0,0.0000,2026-03-02 10:00:05
w,s2,f2,docent:search,query,refund,,2026-03-10 09:00:04
w,s2,f2,docent:search,hits,3,3.0000,2026-03-10 09:00:04
w,s2,f4,docent:article-view,slug,billing/refunds,,2026-03-10 09:00:09
w,s2,f5,docent:vote,slug,billing/refunds,,2026-03-10 09:01:00
w,s2,f5,docent:vote,helpful,false,,2026-03-10 09:01:00
w,s2,f5,docent:vote,reason,unclear,,2026-03-10 09:01:00
w,s2,f6,docent:vote,slug,billing/refunds,,2026-03-10 09:01:30
w,s2,f6,docent:vote,helpful,true,,2026-03-10 09:01:30
";

/// Runs `docent report` with these files beside it.
fn report_of(files: &[(&str, &str)], arguments: &[&str]) -> (bool, String) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let all = [&["report", "--json"], arguments].concat();
    let output = docent(&all, folder.path());
    let said = if output.status.success() { output.stdout } else { output.stderr };
    (output.status.success(), String::from_utf8(said).unwrap())
}

#[test]
fn what_umami_counted_becomes_a_report_without_what_it_cannot_know() {
    let files = [("website_event.csv", UMAMI_EVENTS), ("event_data.csv", UMAMI_DATA)];
    let import = ["--lang", "en", "--import", "website_event.csv", "--import", "event_data.csv"];
    let (worked, said) = report_of(&files, &import);
    assert!(worked, "{said}");
    let report: Value = serde_json::from_str(&said).unwrap();
    let visits = json!({ "contacted": 1, "solved": 1, "read": 0, "unread": 1 });
    assert_eq!(report["summary"]["visits"], visits);
    assert_eq!(report["summary"]["searches"], 2);
    assert_eq!(report["summary"]["zero_results"]["part"], 1);
    assert_eq!(report["summary"]["helpful"]["whole"], 1, "the last vote of a visit stands");
    assert_eq!(report["summary"]["messages"], Value::Null);
    assert_eq!(report["replies"], Value::Null);
    let gaps = report["gaps"].as_array().unwrap();
    assert_eq!((gaps.len(), &gaps[0]["words"]), (1, &json!("gift cards")));
    assert_eq!(gaps[0]["messages"], Value::Null);
    assert_eq!(report["articles"][0]["views"], 1);
    assert_eq!(report["until"], "2026-03-10T12:00:00Z");
    // A week is far enough back for one visit only.
    let (_, said) = report_of(&files, &[&import[..], &["--days", "3"]].concat());
    let report: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(report["summary"]["visits"]["contacted"], 0);
}

#[test]
fn what_plausible_counted_becomes_a_report_too() {
    let events = "date,name,link_url,path,visitors,events\n\
        2026-03-02,docent:search,,,9,10\n2026-03-02,docent:no-results,,,4,4\n\
        2026-03-09,docent:search,,,5,6\n2026-03-09,Signup,,,1,1\n";
    let missed = "property,value,visitors,events,conversion_rate\n\
        hits,0,3,3,1.0\nquery,gift cards,2,3,1.0\nquery,(none),1,1,0.5\n";
    let read = "property,value,visitors,events\nslug,billing/refunds,3,5\n";
    let files = [("events.csv", events), ("missed.csv", missed), ("read.csv", read)];
    let import = [
        "--lang",
        "en",
        "--import",
        "events.csv",
        "--import",
        "docent:no-results=missed.csv",
        "--import",
        "docent:article-view=read.csv",
    ];
    let (worked, said) = report_of(&files, &import);
    assert!(worked, "{said}");
    let report: Value = serde_json::from_str(&said).unwrap();
    let zero = &report["summary"]["zero_results"];
    assert_eq!((&zero["part"], &zero["whole"]), (&json!(4), &json!(16)));
    assert_eq!(report["gaps"].as_array().unwrap().len(), 1);
    assert_eq!(report["gaps"][0]["without_hits"], 3);
    assert_eq!(report["gaps"][0]["unopened"], Value::Null);
    assert_eq!(report["articles"][0]["views"], 5);
    assert_eq!(report["weeks"][0]["searches"], 10);
    assert_eq!(report["summary"]["self_service"], Value::Null);
    // Without all searches there is no share of those in vain.
    let (_, said) =
        report_of(&files, &["--lang", "en", "--import", "docent:no-results=missed.csv"]);
    let report: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(report["summary"]["zero_results"], Value::Null);
    assert_eq!(report["gaps"][0]["searches"], 3);
}

#[test]
fn a_file_that_cannot_be_imported_is_named_with_its_line() {
    let late = UMAMI_EVENTS.replace("2026-03-10 09:00:00", "yesterday");
    let broken = "date,name,events\n2026-03-02,docent:search,many\n";
    let files = [
        ("website_event.csv", UMAMI_EVENTS),
        ("event_data.csv", UMAMI_DATA),
        ("late.csv", &late),
        ("broken.csv", broken),
        ("ragged.csv", "date,name,events\n2026-03-02,docent:search\n"),
        ("other.csv", "a,b\n1,2\n"),
        ("values.csv", "property,value,events\nquery,x,1\n"),
    ];
    for (import, expected) in [
        ("late.csv", "late.csv, line 7: the column `created_at` has `yesterday`"),
        ("broken.csv", "broken.csv, line 2: the column `events` has `many`"),
        ("ragged.csv", "ragged.csv, line 2"),
        ("other.csv", "website_event.csv of Umami"),
        ("values.csv", "docent:no-results=values.csv"),
        ("docent:vote=values.csv", "docent:no-results and docent:article-view do"),
        ("website_event.csv", "name both"),
        ("nowhere.csv", "cannot read `nowhere.csv`"),
        ("all.zip", "unpack it"),
    ] {
        let (worked, said) = report_of(&files, &["--lang", "en", "--import", import]);
        assert!(!worked && said.contains(expected), "{import}: {said}");
    }
    let (worked, said) = report_of(&files, &["--import", "broken.csv"]);
    assert!(!worked && said.contains("--lang"), "{said}");
}

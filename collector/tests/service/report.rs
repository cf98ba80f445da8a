//! The report: its figures, its page, and who sees it.

use std::fs;

use axum::http::{Method, StatusCode};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use docent_collector::{
    report::{Counted, KnownArticle, Report, ReportOptions},
    store::Store,
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::setting::{Setting, batch, event, message, new_id, request, vote};

/// Settings with the token `owl-17`, and the folder that it lies in.
pub(crate) fn with_token() -> (TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let token = folder.path().join("token");
    fs::write(&token, "owl-17\n").unwrap();
    let settings = format!("[report]\ntoken = {{ file = '{}' }}", token.display());
    (folder, settings)
}

fn search(words: &str, hits: u32, chosen: Option<u32>) -> Value {
    event(json!({ "type": "search", "words": words, "hits": hits, "chosen": chosen }))
}

async fn setting(settings: &str) -> Setting {
    let setting = Setting::with_settings(settings);
    let visit = |outcome: &str| event(json!({ "type": "visit", "outcome": outcome }));
    let view = |slug: &str| event(json!({ "type": "view", "slug": slug }));
    let no = |reason: &str| {
        let mut no = vote(&new_id(), "cards", false);
        no["reason"] = json!(reason);
        no["comment"] = json!("Which <b>button</b>?");
        no
    };
    let replaced = new_id();
    let mut instead = vote(&new_id(), "start", true);
    instead["replaces"] = json!(replaced);
    let mut events = vec![
        search("refund", 0, None),
        search("Refunds", 0, None),
        search("refunds", 0, None),
        search("invoice", 3, None),
        search("owls", 3, Some(1)),
        visit("read"),
        visit("read"),
        visit("solved"),
        visit("unread"),
        visit("contacted"),
        view("start"),
        view("start"),
        view("cards"),
        vote(&replaced, "start", false),
        instead,
    ];
    events.extend((0..6).map(|_| no("unclear")));
    assert_eq!(setting.post("/v1/events", &batch(&events)).await.status, StatusCode::OK);
    let mut letter = message(&new_id());
    letter["context"]["search"] = json!("the invoice");
    assert_eq!(setting.post("/v1/messages", &letter).await.status, StatusCode::OK);
    setting
}

async fn report(setting: &Setting) -> Report {
    let facts = setting.store().facts(0).await.unwrap();
    let article = |slug: &str| KnownArticle {
        lang: "en".into(),
        slug: slug.into(),
        title: format!("About {slug}"),
        file: format!("en/{slug}.md"),
        url: format!("/{slug}/"),
    };
    let options = ReportOptions {
        since: 0,
        until: u64::try_from(jiff::Timestamp::now().as_millisecond()).unwrap(),
        articles: vec![article("start"), article("cards"), article("owls")],
        reply_hours: Some(24),
        finder: None,
        counted: Counted::default(),
    };
    Report::new(&facts, &options)
}

#[tokio::test]
async fn figures_are_what_was_sent() {
    let setting = setting("").await;
    let reference = setting.reader().messages().await.unwrap()[0].reference.clone();
    let received = setting.reader().messages().await.unwrap()[0].received_at as u64;
    setting.store().set_answered(&reference, Some(received + 90 * 60_000)).await.unwrap();
    let report = report(&setting).await;
    let summary = &report.summary;
    let share = |share: Option<docent_collector::report::Share>| {
        share.map(|share| (share.part, share.whole))
    };
    assert_eq!(share(summary.helpful), Some((1, 7)), "a vote that was changed counts once");
    assert_eq!(share(summary.zero_results), Some((3, 5)));
    assert_eq!(share(summary.self_service), Some((4, 5)));
    assert_eq!(share(summary.contact), Some((1, 5)));
    assert_eq!(summary.visits.total(), 5);
    assert_eq!(summary.messages, Some(1));

    let gaps: Vec<_> = report
        .gaps
        .iter()
        .map(|gap| {
            (
                &*gap.words,
                gap.searches,
                gap.without_hits,
                gap.unopened.unwrap(),
                gap.messages.unwrap(),
            )
        })
        .collect();
    assert_eq!(gaps, [("Refunds", 3, 3, 0, 0), ("invoice", 1, 0, 1, 1)]);
    assert_eq!(report.gaps[0].variants, ["refund", "refunds"]);
    assert!(report.gaps[0].next.copy.contains("title: \"Refunds\""));

    let worst = &report.articles[0];
    assert_eq!((&*worst.name.slug, &*worst.name.title), ("cards", "About cards"));
    assert_eq!(worst.reasons["unclear"], 6);
    assert!(worst.next.what.contains("do not understand"), "{:?}", worst.next);
    let unread: Vec<_> = report.unread.iter().flatten().map(|row| &*row.name.slug).collect();
    assert_eq!(unread, ["owls"]);
    assert_eq!(report.weeks.last().unwrap().searches, 5);
    let replies = report.replies.unwrap();
    assert_eq!(replies.median_minutes, Some(90));
    assert_eq!(share(replies.in_time), Some((1, 1)));
}

#[tokio::test]
async fn every_row_says_what_to_do_next() {
    let setting = setting("").await;
    let events = [search("crads", 0, None), search("gift vouchers", 0, None)];
    setting.post("/v1/events", &batch(&events)).await;
    // Known from messages alone: what happened in their searches is not.
    for words in ["about cards", "gift wrapping"] {
        let mut message = message(&new_id());
        message["context"]["search"] = json!(words);
        setting.post("/v1/messages", &message).await;
    }
    let report = report(&setting).await;
    let next = |words: &str| &report.gaps.iter().find(|gap| gap.words == words).unwrap().next;
    let spelling = next("crads");
    assert_eq!(spelling.kind, "spelling");
    assert!(spelling.what.contains("“cards”"), "{}", spelling.what);
    assert_eq!(spelling.open.as_ref().unwrap().file, "en/cards.md");
    assert_eq!(spelling.copy, "keywords: [\"crads\"]\n");
    let missing = next("gift vouchers");
    assert_eq!((missing.kind, missing.open.is_none()), ("missing", true));
    assert!(missing.copy.starts_with("---\ntitle: \"gift vouchers\"\n"), "{}", missing.copy);
    assert!(missing.copy.contains("\n---\n\n## "), "{}", missing.copy);
    assert_eq!(next("gift wrapping").kind, "missing");
    let written = next("about cards");
    assert_eq!(written.open.as_ref().unwrap().file, "en/cards.md");
    assert!(written.what.contains("customers wrote all the same"), "{}", written.what);
    assert_eq!(next("Refunds").copy.matches("refund").count(), 1, "words differ, not capitals");

    let worst = &report.articles[0];
    assert_eq!(worst.next.kind, "unclear");
    assert_eq!(worst.next.open.as_ref().unwrap().url, "/cards/");
    assert_eq!(worst.comments[0].reason.as_deref(), Some("unclear"));
    let unread = &report.unread.as_ref().unwrap()[0];
    assert_eq!((unread.next.kind, unread.next.what.is_empty()), ("promote", false));
    for figure in ["helpful", "zero_results", "self_service", "solved", "first_contact"] {
        let definition = report.definitions[figure];
        assert!(report.to_html().contains(&definition.replace('\'', "&#x27;")), "{figure}");
        assert!(report.to_text().contains(definition), "{figure}");
    }
}

#[tokio::test]
async fn what_is_not_counted_is_absent_and_not_zero() {
    let setting = setting("").await;
    let facts = setting.store().facts(0).await.unwrap();
    let counted = Counted { searches: false, unopened: false, messages: false };
    let (articles, finder) = (Vec::new(), None);
    let options =
        ReportOptions { since: 0, until: 0, articles, reply_hours: None, finder, counted };
    let report = Report::new(&facts, &options);
    let json = serde_json::to_value(&report).unwrap();
    for absent in [
        "/replies",
        "/summary/messages",
        "/summary/searches",
        "/summary/zero_results",
        "/gaps/0/messages",
        "/gaps/0/unopened",
        "/weeks/0/messages",
    ] {
        assert_eq!(json.pointer(absent), Some(&Value::Null), "{absent}");
    }
    let html = report.to_html();
    assert!(!html.contains("Answers to messages") && html.contains("not counted"));
    assert!(!report.to_text().contains(" answered, "), "{}", report.to_text());
}

#[tokio::test]
async fn a_report_of_nothing_is_a_report() {
    let report = report(&Setting::new()).await;
    assert!(report.summary.helpful.is_none() && report.gaps.is_empty());
    assert!(report.to_html().contains("Nothing yet"));
    assert!(report.to_text().contains("nothing yet"));
}

#[tokio::test]
async fn words_of_strangers_are_text_in_the_page() {
    let setting = Setting::new();
    let words = "<script>alert(1)</script>\u{1b}[2J";
    setting.post("/v1/events", &batch(&[search(words, 0, None)])).await;
    let report = report(&setting).await;
    let html = report.to_html();
    assert!(!html.contains("<script>") && html.contains("&lt;script&gt;"));
    assert!(!report.to_text().contains('\u{1b}'));
}

#[tokio::test]
async fn the_page_is_for_those_who_have_the_token() {
    let (_folder, settings) = with_token();
    let setting = setting(&settings).await;
    let get = async |said: Option<String>| {
        let headers: Vec<_> = said.iter().map(|said| ("authorization", &**said)).collect();
        setting.send(request(Method::GET, "/report?days=7", &headers, "")).await
    };
    let basic = |both: &str| Some(format!("Basic {}", STANDARD.encode(both)));
    for wrong in [None, basic("me:owl"), basic("owl-17"), Some("Bearer owl-18".into())] {
        let answer = get(wrong.clone()).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{wrong:?}");
        assert!(answer.header("www-authenticate").unwrap().starts_with("Basic"));
    }
    for right in [basic("me:owl-17"), basic(":owl-17"), Some("Bearer owl-17".into())] {
        let answer = get(right).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(answer.header("content-type").unwrap().starts_with("text/html"));
        let policy = answer.header("content-security-policy").unwrap();
        assert!(policy.contains("style-src 'unsafe-inline'") && !policy.contains("script"));
        let page = String::from_utf8(answer.body).unwrap();
        assert!(page.contains("Which &lt;b&gt;button&lt;&#x2f;b&gt;?"), "{page}");
    }
}

#[tokio::test]
async fn days_that_are_no_number_are_said() {
    let (_folder, settings) = with_token();
    let setting = Setting::with_settings(&settings);
    let headers = [("authorization", "Bearer owl-17")];
    let answer = setting.send(request(Method::GET, "/report?days=-1", &headers, "")).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(answer.problem().message.contains("days"), "{:?}", answer.problem());
}

#[tokio::test]
async fn without_a_token_there_is_no_page() {
    let answer = Setting::new().send(request(Method::GET, "/report", &[], "")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(answer.problem().code, "no-token-set");
}

#[tokio::test]
async fn numbers_for_monitoring_count_what_was_acknowledged() {
    let (_folder, settings) = with_token();
    let setting = setting(&settings).await;
    setting.post("/v1/messages", &json!({})).await;
    let get = async |headers: &[(&str, &str)]| {
        setting.send(request(Method::GET, "/metrics", headers, "")).await
    };
    assert_eq!(get(&[]).await.status, StatusCode::UNAUTHORIZED);
    let answer = get(&[("authorization", "Bearer owl-17")]).await;
    let text = String::from_utf8(answer.body).unwrap();
    for line in [
        r#"docent_events_total{kind="vote"} 8"#,
        r#"docent_events_total{kind="visit"} 5"#,
        "docent_messages_total 1",
        r#"docent_requests_total{route="/v1/messages",status="422"} 1"#,
        r#"docent_requests_total{route="/v1/messages",status="200"} 1"#,
        r#"docent_answer_seconds_count{route="/v1/events"} 1"#,
    ] {
        assert!(text.lines().any(|other| other == line), "{line} in\n{text}");
    }
}

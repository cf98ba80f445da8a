//! Messages are handed on: by mail and to webhooks, also after failures and restarts.

use std::{
    collections::HashMap,
    fs,
    net::TcpListener,
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, StatusCode},
    routing::post,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use docent_collector::store::Undelivered;
use hmac::{Hmac, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::{
    mail_server::{Mail, MailServer},
    setting::{Setting, message, new_id},
};

/// A key in the form of the Standard Webhooks.
const KEY: &str = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

/// Waits for something that is about to happen; longer than the first pause after a failure.
async fn eventually<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    for _ in 0..400 {
        if let Some(found) = look().await {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("waited 20 s for {what}");
}

async fn arrived(server: &MailServer, count: usize) -> Vec<Mail> {
    let what = format!("{count} mails");
    let mails = eventually(&what, async || Some(server.mails()).filter(|m| m.len() >= count)).await;
    assert_eq!(mails.len(), count);
    mails
}

fn mail_settings(server: &str, more: &str) -> String {
    format!("[mail]\nserver = \"{server}\"\nfrom = \"Help <help@example.com>\"\n{more}\n")
}

async fn undelivered(setting: &Setting, is: impl Fn(&[Undelivered]) -> bool) -> Vec<Undelivered> {
    eventually("what is undelivered", async || {
        Some(setting.reader().undelivered().await.unwrap()).filter(|found| is(found))
    })
    .await
}

#[tokio::test]
async fn a_message_reaches_the_team_and_a_copy_the_customer_who_wants_one() {
    let (server, url) = MailServer::start();
    let more = "to = [\"Team <team@example.com>\", \"boss@example.com\"]\ncopies = true";
    let setting = Setting::with_settings(&mail_settings(&url, more));
    let _service = setting.work();
    let mut message = message(&new_id());
    message["copy"] = json!(true);
    message["name"] = json!("Mía, \"the\" <Owl>");
    let answer = setting.post("/v1/messages", &message).await;
    let reference = answer.json()["reference"].as_str().unwrap().to_owned();

    let mut mails = arrived(&server, 2).await;
    mails.sort_by_key(|mail| mail.to.len());
    let [copy, team] = &mails[..] else { unreachable!() };
    assert_eq!(team.to, ["team@example.com", "boss@example.com"]);
    let parsed = team.parsed();
    assert_eq!(parsed.subject(), Some(&*format!("[{reference}] Complaint: Billing")));
    let reply_to = parsed.reply_to().unwrap().first().unwrap();
    assert_eq!(reply_to.name(), Some("Mía, \"the\" <Owl>"));
    assert_eq!(reply_to.address(), Some("mia@example.com"));
    let body = parsed.body_text(0).unwrap();
    for part in ["My invoice is wrong.", "Please look.", "order: K-17", "Searched for: invoise"] {
        assert!(body.contains(part), "{part} in {body}");
    }

    assert_eq!(copy.to, ["mia@example.com"]);
    let parsed = copy.parsed();
    assert_eq!(parsed.subject(), Some(&*format!("Your message {reference}")));
    assert_eq!(parsed.header("Auto-Submitted").unwrap().as_text(), Some("auto-generated"));
    assert!(parsed.body_text(0).unwrap().contains("> My invoice is wrong."));
    undelivered(&setting, |found| found.is_empty()).await;
}

#[tokio::test]
async fn words_of_a_stranger_add_no_header_and_no_recipient() {
    let (server, url) = MailServer::start();
    let setting = Setting::with_settings(&mail_settings(&url, "to = [\"team@example.com\"]"));
    let _service = setting.work();
    let mut message = message(&new_id());
    message["topic"] = json!("");
    message["message"] =
        json!("Hello\u{2028}Bcc: all@example.com\r\n.\r\nMAIL FROM:<x@y.z>\nBcc: a@b.c");
    assert_eq!(setting.post("/v1/messages", &message).await.status, StatusCode::OK);
    let mails = arrived(&server, 1).await;
    assert_eq!(mails[0].to, ["team@example.com"]);
    let parsed = mails[0].parsed();
    assert!(parsed.bcc().is_none());
    let body = parsed.body_text(0).unwrap().replace("\r\n", "\n");
    assert!(body.contains(".\nMAIL FROM:<x@y.z>\nBcc: a@b.c"), "{body}");
}

#[tokio::test]
async fn an_address_that_not_every_server_takes_does_not_keep_a_message_from_the_team() {
    let (server, url) = MailServer::start();
    let setting = Setting::with_settings(&mail_settings(&url, "to = [\"team@example.com\"]"));
    let _work = setting.work();
    let mut message = message(&new_id());
    message["email"] = json!("юля@пример.рф");
    assert_eq!(setting.post("/v1/messages", &message).await.status, StatusCode::OK);
    let mails = arrived(&server, 1).await;
    assert!(mails[0].text.is_ascii());
    assert!(mails[0].parsed().body_text(0).unwrap().contains("юля@пример.рф"));
}

#[tokio::test]
async fn mail_waits_for_its_server_over_a_restart_and_comes_once() {
    let held = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = held.local_addr().unwrap();
    drop(held);
    let settings = mail_settings(&format!("smtp://{address}"), "to = [\"team@example.com\"]");
    let mut setting = Setting::with_settings(&settings);
    let service = setting.work();
    for _ in 0..3 {
        assert_eq!(setting.post("/v1/messages", &message(&new_id())).await.status, StatusCode::OK);
    }
    let waiting = undelivered(&setting, |found| found.iter().all(|one| one.error.is_some())).await;
    assert_eq!(waiting.len(), 3);
    assert!(waiting.iter().all(|one| one.target == "team" && one.due_at.is_some()));
    service.abort();
    setting.restart(&settings);

    let server = MailServer::start_on(TcpListener::bind(address).unwrap());
    let _service = setting.work();
    arrived(&server, 3).await;
    undelivered(&setting, |found| found.is_empty()).await;
    assert_eq!(server.mails().len(), 3);
}

#[tokio::test]
async fn a_full_mailbox_is_tried_again_and_an_address_that_is_refused_is_given_up() {
    let (server, url) = MailServer::start();
    let more = "to = [\"team@example.com\"]\ncopies = true";
    let setting = Setting::with_settings(&mail_settings(&url, more));
    let _service = setting.work();
    server.set_full(true);
    let mut message = message(&new_id());
    message["copy"] = json!(true);
    message["email"] = json!("nobody@example.com");
    setting.post("/v1/messages", &message).await;
    undelivered(&setting, |found| found.len() == 2 && found.iter().all(|one| one.error.is_some()))
        .await;
    server.set_full(false);
    arrived(&server, 1).await;
    let left = undelivered(&setting, |found| found.len() == 1 && found[0].due_at.is_none()).await;
    assert_eq!(left[0].target, "copy");
}

#[tokio::test]
async fn an_address_that_anybody_can_type_gets_three_copies_a_day() {
    let (server, url) = MailServer::start();
    let setting = Setting::with_settings(&mail_settings(&url, "copies = true"));
    let _service = setting.work();
    for at in 0..5 {
        let mut message = message(&new_id());
        message["copy"] = json!(true);
        message["email"] = json!(if at % 2 == 0 { "mia@example.com" } else { "MIA@Example.com" });
        assert_eq!(setting.post("/v1/messages", &message).await.status, StatusCode::OK);
    }
    arrived(&server, 3).await;
    undelivered(&setting, |found| found.is_empty()).await;
    assert_eq!(server.mails().len(), 3);
}

#[tokio::test]
async fn attached_files_go_along() {
    let (server, url) = MailServer::start();
    let setting = Setting::with_settings(&mail_settings(&url, "to = [\"team@example.com\"]"));
    let _service = setting.work();
    let answer = crate::attachments::send_text(&setting, "über uns.txt", b"Owls.\n").await;
    assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.json());
    let mails = arrived(&server, 1).await;
    let parsed = mails[0].parsed();
    let file = parsed.attachment(0).expect("a file");
    assert_eq!(file.contents(), b"Owls.\n");
    use mail_parser::MimeHeaders;
    assert_eq!(file.attachment_name(), Some("über uns.txt"));
}

/// What a service was told, by `webhook-id`.
type Told = Arc<Mutex<HashMap<String, Vec<(HeaderMap, String)>>>>;

/// A service that answers the first attempt of every second message with `first`.
async fn service(first: u16) -> (Told, String) {
    let told: Told = Arc::default();
    let app = Router::new()
        .route("/hook", post(move |state, headers, body| hear(first, state, headers, body)));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let app = app.with_state(Arc::clone(&told));
    tokio::spawn(async move { axum::serve(listener, app).await });
    (told, url)
}

async fn hear(
    first: u16,
    State(told): State<Told>,
    headers: HeaderMap,
    body: String,
) -> StatusCode {
    let id = headers["webhook-id"].to_str().unwrap().to_owned();
    let mut told = told.lock().unwrap();
    let is_second = told.len() % 2 == 1 || first == 410;
    let is_new = !told.contains_key(&id);
    told.entry(id).or_default().push((headers, body));
    StatusCode::from_u16(if is_new && is_second { first } else { 204 }).unwrap()
}

fn webhook_settings(folder: &Path, url: &str) -> String {
    let key = folder.join("key");
    fs::write(&key, KEY).unwrap();
    format!(
        "[[webhook]]\nname = \"desk\"\nurl = \"{url}\"\nsecret = {{ file = '{}' }}\n",
        key.display()
    )
}

#[tokio::test]
async fn a_service_that_fails_half_the_time_is_told_of_every_message_with_a_true_signature() {
    let folder = tempfile::tempdir().unwrap();
    let (told, url) = service(500).await;
    let setting = Setting::with_settings(&webhook_settings(folder.path(), &url));
    let _service = setting.work();
    let ids: Vec<_> = (0..20).map(|_| new_id()).collect();
    for id in &ids {
        assert_eq!(setting.post("/v1/messages", &message(id)).await.status, StatusCode::OK);
    }
    eventually("all to be told", async || {
        let told = told.lock().unwrap();
        let attempts: usize = told.values().map(Vec::len).sum();
        (told.len() == 20 && attempts == 30).then_some(())
    })
    .await;
    undelivered(&setting, |found| found.is_empty()).await;

    let key = STANDARD.decode(KEY.strip_prefix("whsec_").unwrap()).unwrap();
    for id in &ids {
        for (headers, body) in &told.lock().unwrap()[id] {
            let text = |name: &str| headers[name].to_str().unwrap().to_owned();
            let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
            mac.update(format!("{id}.{}.{body}", text("webhook-timestamp")).as_bytes());
            let signature = text("webhook-signature");
            let signature = STANDARD.decode(signature.strip_prefix("v1,").unwrap()).unwrap();
            mac.verify_slice(&signature).expect("the true signature");
            let body: Value = serde_json::from_str(body).unwrap();
            assert_eq!(body["type"], "message.received");
            assert_eq!(body["data"]["message"]["id"], **id);
            assert!(body["data"]["reference"].as_str().unwrap().starts_with("D-"));
        }
    }
}

#[tokio::test]
async fn a_service_that_is_gone_for_good_is_not_told_again() {
    let folder = tempfile::tempdir().unwrap();
    let (told, url) = service(410).await;
    let setting = Setting::with_settings(&webhook_settings(folder.path(), &url));
    let _service = setting.work();
    setting.post("/v1/messages", &message(&new_id())).await;
    let left =
        undelivered(&setting, |found| found.first().is_some_and(|one| one.due_at.is_none())).await;
    assert!(left[0].error.as_ref().unwrap().contains("410"), "{left:?}");
    assert_eq!(told.lock().unwrap().values().map(Vec::len).sum::<usize>(), 1);
}

/// What a help desk was sent, and how often it was asked.
type Tickets = Arc<Mutex<Vec<(HeaderMap, Value)>>>;

/// A help desk that is too busy for the first ticket.
async fn help_desk() -> (Tickets, String) {
    let tickets = Tickets::default();
    let take =
        async |State(tickets): State<Tickets>, headers: HeaderMap, Json(ticket): Json<Value>| {
            let mut tickets = tickets.lock().unwrap();
            tickets.push((headers, ticket));
            let is_first = tickets.len() == 1;
            if is_first { StatusCode::TOO_MANY_REQUESTS } else { StatusCode::CREATED }
        };
    let app = Router::new().route("/api/v2/tickets", post(take)).with_state(Arc::clone(&tickets));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, app).await });
    (tickets, url)
}

#[tokio::test]
async fn a_help_desk_gets_a_ticket_with_the_fields_that_it_knows_and_no_markup_of_strangers() {
    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("key");
    fs::write(&key, "k-17").unwrap();
    let (tickets, url) = help_desk().await;
    let setting = Setting::with_settings(&format!(
        "[freshdesk]\nurl = \"{url}\"\nkey = {{ file = '{}' }}\nfields = {{ order = \"cf_order\" }}\n",
        key.display()
    ));
    let _service = setting.work();
    let mut message = message(&new_id());
    message["message"] = json!("<script>alert(1)</script>\nTwo lines.");
    let answer = setting.post("/v1/messages", &message).await;
    let reference = answer.json()["reference"].as_str().unwrap().to_owned();
    undelivered(&setting, |found| found.first().is_some_and(|one| one.error.is_some())).await;
    undelivered(&setting, |found| found.is_empty()).await;

    let tickets = tickets.lock().unwrap();
    let [_, (headers, ticket)] = &tickets[..] else { panic!("{tickets:?}") };
    assert_eq!(headers["authorization"], format!("Basic {}", STANDARD.encode("k-17:X")));
    assert_eq!((&ticket["email"], &ticket["name"]), (&json!("mia@example.com"), &json!("Mia")));
    assert_eq!(ticket["subject"], format!("[{reference}] Complaint: Billing"));
    assert_eq!((&ticket["status"], &ticket["priority"]), (&json!(2), &json!(3)));
    assert_eq!(ticket["custom_fields"], json!({ "cf_order": "K-17" }));
    let description = ticket["description"].as_str().unwrap();
    assert!(
        description.starts_with("&lt;script&gt;alert(1)&lt;&#x2f;script&gt;<br>Two lines.<br>"),
        "{description}"
    );
    assert!(description.contains("gift: yes"), "{description}");
}

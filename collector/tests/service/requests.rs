//! What is taken, what is refused, and how it is said.

use std::{
    net::SocketAddr,
    time::{SystemTime, UNIX_EPOCH},
};

use axum::{
    extract::ConnectInfo,
    http::{Method, StatusCode},
};
use docent_collector::{EVENTS_BODY_MAX, MESSAGE_BODY_MAX};
use serde_json::{Value, json};

use crate::setting::{Setting, batch, message, new_id, post, request, vote};

#[tokio::test]
async fn a_message_is_kept_whole_and_gets_a_reference() {
    let setting = Setting::new();
    let before = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as i64;
    let id = new_id();
    let answer = setting.post("/v1/messages", &message(&id)).await;
    assert_eq!(answer.status, StatusCode::OK);
    let reference = answer.json()["reference"].as_str().unwrap().to_owned();
    assert_eq!(answer.json()["id"], id.as_str());
    assert_eq!((reference.len(), &reference[..2], &reference[6..7]), (9, "D-", "-"));

    let stored = setting.reader().messages().await.unwrap();
    assert_eq!(stored.len(), 1);
    assert_eq!(stored[0].reference, reference);
    assert!(stored[0].received_at >= before, "{stored:?}");
    assert_eq!(serde_json::to_value(&stored[0].message).unwrap(), message(&id));
}

#[tokio::test]
async fn votes_are_counted_per_article_with_reasons_and_comments() {
    let setting = Setting::new();
    let mut no = vote(&new_id(), "start", false);
    no["reason"] = json!("unclear");
    no["comment"] = json!("Which button?");
    let events = [vote(&new_id(), "start", true), no, vote(&new_id(), "other", true)];
    let answer = setting.post("/v1/events", &batch(&events)).await;
    assert_eq!(answer.status, StatusCode::OK);
    let ids: Vec<&Value> = events.iter().map(|event| &event["id"]).collect();
    assert_eq!(answer.json(), json!({ "accepted": ids }));

    let votes = setting.reader().votes().await.unwrap();
    assert_eq!(votes.len(), 2);
    let start = &votes[1];
    assert_eq!((start.slug.as_str(), start.yes, start.no), ("start", 1, 1));
    assert_eq!(start.reasons.get("unclear"), Some(&1));
    assert_eq!(start.comments[0].text, "Which button?");
}

#[tokio::test]
async fn a_beacon_sent_as_plain_text_is_taken() {
    let setting = Setting::new();
    for kind in ["text/plain;charset=UTF-8", "Application/JSON; charset=utf-8"] {
        let body = batch(&[vote(&new_id(), "start", true)]).to_string();
        let sent = request(Method::POST, "/v1/events", &[("content-type", kind)], body);
        assert_eq!(setting.send(sent).await.status, StatusCode::OK, "{kind}");
    }
    assert_eq!(setting.reader().votes().await.unwrap()[0].yes, 2);
}

#[tokio::test]
async fn an_empty_batch_is_accepted_and_stores_nothing() {
    let setting = Setting::new();
    let answer = setting.post("/v1/events", &batch(&[])).await;
    assert_eq!((answer.status, answer.json()), (StatusCode::OK, json!({ "accepted": [] })));
}

#[tokio::test]
async fn each_kind_of_bad_body_has_its_own_answer() {
    let setting = Setting::new();
    let whole = message(&new_id()).to_string();
    let bad = |change: fn(&mut Value)| {
        let mut message = message(&new_id());
        change(&mut message);
        message.to_string()
    };
    let cases: Vec<(&str, Vec<u8>, u16, &str)> = vec![
        ("empty", vec![], 400, "malformed-json"),
        ("no JSON", b"name=Mia".to_vec(), 400, "malformed-json"),
        ("two documents", format!("{whole}{whole}").into(), 400, "malformed-json"),
        ("not UTF-8", b"{\"id\":\"\xff\"}".to_vec(), 400, "malformed-json"),
        (
            "nested without end",
            format!("{{\"id\":{}", "[".repeat(100_000)).into(),
            422,
            "wrong-shape",
        ),
        (
            "nested without end aside",
            format!("{{\"x\":{}", "[".repeat(100_000)).into(),
            400,
            "malformed-json",
        ),
        ("no object", b"7".to_vec(), 422, "wrong-shape"),
        ("a list for an object", b"[]".to_vec(), 422, "wrong-shape"),
        (
            "a list for an object in it",
            bad(|m| m["context"] = json!([])).into(),
            422,
            "wrong-shape",
        ),
        ("no members", b"{}".to_vec(), 422, "wrong-shape"),
        ("a number for a text", bad(|m| m["message"] = json!(7)).into(), 422, "wrong-shape"),
        ("half a millisecond", bad(|m| m["at"] = json!(1.5)).into(), 422, "wrong-shape"),
        ("a negative time", bad(|m| m["at"] = json!(-1)).into(), 422, "wrong-shape"),
        ("a huge time", bad(|m| m["at"] = json!(1e300)).into(), 422, "wrong-shape"),
        ("no id", bad(|m| m["id"] = json!("7")).into(), 422, "invalid-id"),
        ("no e-mail", bad(|m| m["email"] = json!("")).into(), 422, "missing"),
        ("a long text", bad(|m| m["message"] = json!("x".repeat(20_001))).into(), 422, "too-long"),
        (
            "a forged header in the address",
            bad(|m| m["email"] = json!("mia@example.com\r\nBcc: all@example.com")).into(),
            422,
            "invalid-email",
        ),
        (
            "a forged header in the name",
            bad(|m| m["name"] = json!("Mia\r\nBcc: all@example.com")).into(),
            422,
            "not-one-line",
        ),
    ];
    for (what, body, status, code) in cases {
        let answer = setting.send(post("/v1/messages", body)).await;
        assert_eq!(answer.status, status, "{what}");
        assert_eq!(answer.problem().code, code, "{what}");
    }
    assert_eq!(setting.reader().messages().await.unwrap(), []);
}

#[tokio::test]
async fn a_message_cut_anywhere_is_refused() {
    let setting = Setting::new();
    let whole = message(&new_id()).to_string().into_bytes();
    for length in 0..whole.len() {
        let answer = setting.send(post("/v1/messages", whole[..length].to_vec())).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "cut at {length}");
        answer.problem();
    }
    assert_eq!(setting.reader().messages().await.unwrap(), []);
}

#[tokio::test]
async fn one_bad_event_is_named_and_keeps_the_whole_batch_out() {
    let setting = Setting::new();
    let events = [vote(&new_id(), "start", true), vote(&new_id(), " ", true)];
    let answer = setting.post("/v1/events", &batch(&events)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(answer.problem().field.as_deref(), Some("events[1].slug"));

    let many: Vec<Value> = (0..101).map(|_| vote(&new_id(), "start", true)).collect();
    let answer = setting.post("/v1/events", &batch(&many)).await;
    assert_eq!((answer.status.as_u16(), answer.problem().code.as_str()), (422, "too-many"));

    let mut unknown = vote(&new_id(), "start", true);
    unknown["type"] = json!("applause");
    let answer = setting.post("/v1/events", &batch(&[unknown])).await;
    assert_eq!((answer.status.as_u16(), answer.problem().code.as_str()), (422, "wrong-shape"));
    assert_eq!(setting.reader().votes().await.unwrap(), []);
}

#[tokio::test]
async fn bodies_beyond_the_limit_are_refused_and_the_largest_lawful_ones_are_not() {
    let setting = Setting::new();
    for (path, most) in [("/v1/messages", MESSAGE_BODY_MAX), ("/v1/events", EVENTS_BODY_MAX)] {
        let answer = setting.send(post(path, vec![b' '; most + 1])).await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{path}");
        assert_eq!(answer.problem().code, "too-large");
    }
    let mut large = message(&new_id());
    large["message"] = json!("\u{1}".repeat(20_000));
    large["name"] = json!("\u{1}".repeat(200));
    large["context"]["search"] = json!("\u{1}".repeat(2_048));
    assert_eq!(setting.post("/v1/messages", &large).await.status, StatusCode::OK);
    let events: Vec<Value> = (0..100)
        .map(|_| {
            let mut event = vote(&new_id(), &"\u{1}".repeat(512), false);
            event["comment"] = json!("\u{1}".repeat(2_000));
            event
        })
        .collect();
    assert_eq!(setting.post("/v1/events", &batch(&events)).await.status, StatusCode::OK);
}

#[tokio::test]
async fn wrong_paths_methods_and_types_are_told_apart() {
    let setting = Setting::new();
    let json = [("content-type", "application/json")];
    let form = [("content-type", "application/x-www-form-urlencoded")];
    for (method, path, headers, status, code) in [
        (Method::GET, "/", &[] as &[_], 404, "not-found"),
        (Method::POST, "/v1/vote", &json, 404, "not-found"),
        (Method::GET, "/v1/%ff/../..", &[], 404, "not-found"),
        (Method::GET, "/v1/events", &[], 405, "wrong-method"),
        (Method::DELETE, "/v1/messages", &[], 405, "wrong-method"),
        (Method::POST, "/healthz", &json, 405, "wrong-method"),
        (Method::POST, "/v1/messages", &form, 415, "not-json"),
        (Method::POST, "/v1/messages", &[], 415, "not-json"),
        (Method::POST, "/v1/messages", &[("content-type", "json")], 415, "not-json"),
    ] {
        let answer = setting.send(request(method.clone(), path, headers, "{}")).await;
        assert_eq!(answer.status, status, "{method} {path}");
        assert_eq!(answer.problem().code, code, "{method} {path}");
        if status == 405 {
            assert!(answer.header("allow").is_some(), "{method} {path}");
        }
    }
}

#[tokio::test]
async fn it_says_that_it_is_alive() {
    let setting = Setting::new();
    for method in [Method::GET, Method::HEAD] {
        let answer = setting.send(request(method, "/healthz", &[], "")).await;
        assert_eq!(answer.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn every_answer_is_marked_as_data_that_no_cache_keeps() {
    let setting = Setting::new();
    for sent in [
        post("/v1/messages", message(&new_id()).to_string()),
        post("/v1/messages", ""),
        request(Method::GET, "/healthz", &[], ""),
    ] {
        let answer = setting.send(sent).await;
        assert_eq!(answer.header("content-type"), Some("application/json"));
        assert_eq!(answer.header("cache-control"), Some("no-store"));
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
        assert!(answer.header("content-security-policy").unwrap().contains("default-src 'none'"));
    }
}

#[tokio::test]
async fn card_numbers_are_not_kept() {
    let setting = Setting::new();
    let mut message = message(&new_id());
    message["message"] = json!("Charged twice on 4111 1111 1111 1111!");
    message["fields"]["order"] = json!("4111111111111111");
    assert_eq!(setting.post("/v1/messages", &message).await.status, StatusCode::OK);
    let stored = setting.reader().messages().await.unwrap().remove(0).message;
    assert_eq!(stored.message, "Charged twice on •••• •••• •••• 1111!");
    assert!(stored.fields.0.contains(&("order".into(), "••••••••••••1111".into())));
}

#[tokio::test]
async fn a_client_that_sends_too_much_is_told_when_to_go_on_and_others_are_not() {
    let setting = Setting::with_settings("[limit]\nmessages_per_hour = 2");
    let send = async |client: [u8; 4]| {
        let mut request = post("/v1/messages", message(&new_id()).to_string());
        request.extensions_mut().insert(ConnectInfo(SocketAddr::from((client, 5000))));
        setting.send(request).await
    };
    for expected in [StatusCode::OK, StatusCode::OK, StatusCode::TOO_MANY_REQUESTS] {
        let answer = send([203, 0, 113, 7]).await;
        assert_eq!(answer.status, expected);
        let wait = answer.header("retry-after").map(|seconds| seconds.parse::<u64>().unwrap());
        assert_eq!(wait.is_some(), expected == StatusCode::TOO_MANY_REQUESTS);
        assert!(wait.is_none_or(|seconds| (1_500..=1_801).contains(&seconds)), "{wait:?}");
    }
    assert_eq!(send([203, 0, 113, 8]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn every_path_and_every_kind_of_the_description_is_taken() {
    let setting = Setting::new();
    let answer = setting.send(request(Method::GET, "/openapi.json", &[], "")).await;
    assert_eq!(answer.header("content-type"), Some("application/json"));
    let description = answer.json();
    let paths = description["paths"].as_object().unwrap();
    assert!(paths.len() >= 7, "{:?}", paths.keys());
    for (path, methods) in paths {
        for (method, operation) in methods.as_object().unwrap() {
            let method: Method = method.to_uppercase().parse().unwrap();
            let answer = setting.send(request(method, path, &[], "")).await;
            let status = answer.status.as_u16().to_string();
            let known = operation["responses"].as_object().unwrap();
            assert!(known.contains_key(&status), "{path} answers {status}");
        }
    }
    // Each kind of event, and each reason and outcome, is one that is taken.
    let schemas = &description["components"]["schemas"];
    for reference in schemas["Event"]["oneOf"].as_array().unwrap() {
        let name = reference["$ref"].as_str().unwrap().rsplit('/').next().unwrap();
        let kind = &schemas[name]["properties"];
        let mut event = vote(&new_id(), "start", true);
        event["type"] = kind["type"]["const"].clone();
        event["words"] = json!("refund");
        event["hits"] = json!(1);
        let choices = kind["outcome"]["enum"].as_array().or(kind["reason"]["enum"].as_array());
        for choice in choices.unwrap_or(&vec![Value::Null]) {
            event["id"] = json!(new_id());
            event["outcome"] = choice.clone();
            event["reason"] = choice.clone();
            let answer = setting.post("/v1/events", &batch(&[event.clone()])).await;
            assert_eq!(answer.status, StatusCode::OK, "{event}");
        }
    }
}

#[tokio::test]
async fn whole_numbers_are_taken_with_a_point_too_and_numbers_of_kinds_are_not() {
    let setting = Setting::new();
    let mut whole = message(&new_id());
    whole["at"] = json!(1_760_000_000_000.0);
    assert_eq!(setting.post("/v1/messages", &whole).await.status, StatusCode::OK);
    assert_eq!(setting.reader().messages().await.unwrap()[0].message.at, 1_760_000_000_000);
    let mut event = vote(&new_id(), "start", true);
    event["at"] = json!(1.0);
    assert_eq!(setting.post("/v1/events", &batch(&[event.clone()])).await.status, StatusCode::OK);
    event["type"] = json!(0);
    let answer = setting.post("/v1/events", &batch(&[event])).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.problem().message.contains("type"), "{:?}", answer.problem());
}

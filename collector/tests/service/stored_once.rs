//! One id is stored once, and a changed mind counts once.

use axum::http::StatusCode;
use serde_json::json;

use crate::setting::{Setting, answer, batch, message, new_id, post, vote};

#[tokio::test]
async fn a_repeated_message_gets_the_same_receipt() {
    let setting = Setting::new();
    let id = new_id();
    let first = setting.post("/v1/messages", &message(&id)).await;
    let mut again = message(&id.to_uppercase());
    again["message"] = json!("Something else under the same id.");
    let second = setting.post("/v1/messages", &again).await;
    assert_eq!(second.status, StatusCode::OK);
    assert_eq!(second.json()["reference"], first.json()["reference"]);
    let stored = setting.reader().messages().await.unwrap();
    assert_eq!(stored.len(), 1);
    assert_eq!(stored[0].message.message, "My invoice is wrong.\nPlease look.");
    let answers = [("gift", "yes"), ("order", "K-17")];
    let answers = answers.map(|(id, answer)| (id.to_owned(), answer.to_owned()));
    assert_eq!(stored[0].message.fields.0, answers);
    let agreed = stored[0].message.consent.as_ref().expect("consent is kept");
    assert_eq!((agreed.text.as_str(), agreed.at), ("I agree.", 1_759_999_999_000));
    assert!(stored[0].message.complaint && !stored[0].message.copy);
    let context = &stored[0].message.context;
    assert_eq!(context.searches, ["bill"]);
    assert_eq!(context.articles, ["billing/refunds", "billing/cards"]);
}

#[tokio::test]
async fn different_messages_get_different_references() {
    let setting = Setting::new();
    let mut references = std::collections::HashSet::new();
    for _ in 0..200 {
        let answer = setting.post("/v1/messages", &message(&new_id())).await;
        references.insert(answer.json()["reference"].as_str().unwrap().to_owned());
    }
    assert_eq!(references.len(), 200);
}

#[tokio::test]
async fn an_event_is_counted_once_within_a_batch_and_between_batches() {
    let setting = Setting::new();
    let same = vote(&new_id(), "start", true);
    for events in [vec![same.clone(), same.clone()], vec![same]] {
        let answer = setting.post("/v1/events", &batch(&events)).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.json()["accepted"].as_array().unwrap().len(), events.len());
    }
    assert_eq!(setting.reader().votes().await.unwrap()[0].yes, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_id_sent_by_many_at_once_is_one_row_and_one_reference() {
    let setting = Setting::new();
    for _ in 0..5 {
        let id = new_id();
        let vote = batch(&[vote(&new_id(), &id, true)]).to_string();
        let tasks: Vec<_> = (0..64)
            .map(|_| {
                let (app, body, vote) =
                    (setting.app.clone(), message(&id).to_string(), vote.clone());
                tokio::spawn(async move {
                    let voted = answer(app.clone(), post("/v1/events", vote)).await;
                    assert_eq!(voted.status, StatusCode::OK);
                    let kept = answer(app, post("/v1/messages", body)).await;
                    assert_eq!(kept.status, StatusCode::OK);
                    kept.json()["reference"].as_str().unwrap().to_owned()
                })
            })
            .collect();
        let mut references = std::collections::HashSet::new();
        for task in tasks {
            references.insert(task.await.unwrap());
        }
        assert_eq!(references.len(), 1);
    }
    assert_eq!(setting.reader().messages().await.unwrap().len(), 5);
    let votes = setting.reader().votes().await.unwrap();
    assert_eq!(votes.iter().map(|article| article.yes).collect::<Vec<_>>(), [1; 5]);
}

#[tokio::test]
async fn a_changed_mind_counts_once_in_whatever_order_it_arrives() {
    let setting = Setting::new();
    let [first, second, third] = [new_id(), new_id(), new_id()];
    let mut no = vote(&second, "start", false);
    no["replaces"] = json!(first.to_uppercase());
    no["comment"] = json!("Not any more.");
    let mut yes = vote(&third, "start", true);
    yes["replaces"] = json!(second);
    for event in [yes, no, vote(&first, "start", true)] {
        setting.post("/v1/events", &batch(&[event])).await;
    }
    let votes = setting.reader().votes().await.unwrap();
    assert_eq!((votes[0].yes, votes[0].no, votes[0].comments.len()), (1, 0, 0));
    // All three are kept; counting is where the earlier ones are passed over.
    assert_eq!(setting.sql("SELECT count(*) FROM votes").await, Some(3));
}

#[tokio::test]
async fn a_vote_takes_the_place_of_none_but_an_earlier_one_for_the_same_article() {
    let setting = Setting::new();
    let [first, second] = [new_id(), new_id()];
    let mut other = vote(&second, "other", false);
    other["replaces"] = json!(first);
    let mut itself = vote(&first, "start", true);
    itself["replaces"] = json!(first);
    setting.post("/v1/events", &batch(&[itself, other])).await;
    let counts: Vec<_> = setting
        .reader()
        .votes()
        .await
        .unwrap()
        .iter()
        .map(|a| (a.slug.clone(), a.yes, a.no))
        .collect();
    assert_eq!(counts, [("other".into(), 0, 1), ("start".into(), 1, 0)]);
}

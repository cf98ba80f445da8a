//! What only a server's database can get wrong. Without one, each test says that it was left out.

use docent_collector::store::{ConnectError, Place, PostgresStore, Store};
use docent_protocol::{Event, EventKind, Message};

use crate::{home::Home, setting::new_id};

/// A new database, with its URL.
fn database() -> Option<(Home, String)> {
    let Some(home) = Home::at_server() else {
        assert!(
            std::env::var_os("CI").is_none() || std::env::var_os("DOCENT_TEST_POSTGRES").is_none(),
            "a server that is named must be used"
        );
        println!("left out: DOCENT_TEST_POSTGRES names no server");
        return None;
    };
    let Place::Postgres(url) = home.place().clone() else {
        unreachable!("it was made at a server")
    };
    Some((home, url))
}

fn views(count: usize) -> Vec<Event> {
    let view = || Event {
        id: new_id(),
        at: 0,
        lang: "en".into(),
        kind: EventKind::View { slug: "start".into() },
    };
    std::iter::repeat_with(view).take(count).collect()
}

#[test]
fn services_that_start_at_once_make_the_tables_once() {
    let Some((_home, url)) = database() else { return };
    let starts: Vec<_> = (0..8)
        .map(|_| {
            let url = url.clone();
            std::thread::spawn(move || PostgresStore::open(&url).map(drop))
        })
        .collect();
    for start in starts {
        start.join().unwrap().unwrap();
    }
}

#[tokio::test]
async fn tables_of_a_later_version_are_used_as_long_as_they_say_that_this_one_may() {
    let Some((home, url)) = database() else { return };
    assert!(matches!(PostgresStore::open_existing(&url), Err(ConnectError::Empty)));
    PostgresStore::open(&url).unwrap();
    home.sql("UPDATE tables_version SET version = 1000").await;
    PostgresStore::open(&url).unwrap();
    PostgresStore::open_existing(&url).unwrap();
    home.sql("UPDATE tables_version SET oldest = 1000").await;
    for refused in [PostgresStore::open(&url), PostgresStore::open_existing(&url)] {
        let error = refused.unwrap_err();
        assert!(matches!(error, ConnectError::TooNew { found: 1000, oldest: 1000, .. }), "{error}");
    }
}

#[test]
fn a_server_that_does_not_answer_is_named_without_its_password() {
    let url = "postgres://docent:secret@127.0.0.1:1/help";
    let error = PostgresStore::open(url).unwrap_err();
    assert!(matches!(error, ConnectError::Server(_)), "{error:?}");
    assert!(!format!("{error} {error:?}").contains("secret"), "{error:?}");
    let error = PostgresStore::open("postgres://docent@host:port/").unwrap_err();
    assert!(matches!(error, ConnectError::Url(_)), "{error:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn batches_with_the_same_events_in_other_orders_do_not_block_each_other() {
    let Some((home, url)) = database() else { return };
    let store = PostgresStore::open(&url).unwrap();
    for _ in 0..10 {
        let events = views(100);
        let tasks: Vec<_> = (0..16)
            .map(|turn| {
                let (store, mut events) = (store.clone(), events.clone());
                events.rotate_left(turn * 6);
                if turn % 2 == 0 {
                    events.reverse();
                }
                tokio::spawn(async move { store.keep_events(events, 1).await })
            })
            .collect();
        for task in tasks {
            task.await.unwrap().unwrap();
        }
    }
    assert_eq!(home.sql("SELECT count(*) FROM views").await, Some(1_000));
}

#[tokio::test]
async fn the_character_that_the_database_has_no_place_for_does_not_keep_a_message_out() {
    let Some((_home, url)) = database() else { return };
    let store = PostgresStore::open(&url).unwrap();
    let message = Message {
        id: new_id(),
        message: "before\0after".into(),
        email: "a\0b@example.com".into(),
        ..Message::default()
    };
    store.keep_message(message, 1, Vec::new()).await.unwrap();
    let stored = store.messages().await.unwrap().remove(0).message;
    assert_eq!(stored.message, "before\u{fffd}after");
}

#[tokio::test]
async fn a_server_that_lost_its_connections_is_used_again() {
    let Some((home, url)) = database() else { return };
    let store = PostgresStore::open(&url).unwrap();
    store.keep_events(views(1), 1).await.unwrap();
    home.sql(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )
    .await;
    // That they have ended is noticed as soon as somebody looks.
    tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    store.keep_events(views(1), 1).await.unwrap();
}

#[tokio::test]
async fn tables_are_split_by_month_while_events_arrive_and_each_is_still_kept_once() {
    let Some((home, url)) = database() else { return };
    let store = PostgresStore::open(&url).unwrap();
    // The ids of 15 January 2027 and of now.
    let mut events = views(2);
    events[0].id.replace_range(..13, "01a316a4-dc00");
    store.keep_events(events[1..].to_vec(), 1).await.unwrap();
    for month in ["2027-02-01", "2027-01-31"] {
        home.sql(&format!("SELECT count(docent.add_month('views', '{month}'))")).await;
        store.keep_events(events.clone(), 1).await.unwrap();
        store.keep_events(events.clone(), 1).await.unwrap();
        if month == "2027-02-01" {
            home.sql("DELETE FROM views_other WHERE id::text LIKE '01a316a4%'").await;
        }
    }
    for (table, count) in [("views", 2), ("views_other", 1), ("views_2027_01", 1)] {
        let found = home.sql(&format!("SELECT count(*) FROM {table}")).await;
        assert_eq!(found, Some(count), "{table}");
    }
}

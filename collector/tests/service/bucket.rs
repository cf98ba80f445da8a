//! What only a storage that speaks S3 can get wrong. Without one, each test says that it was left
//! out.

use std::io::ErrorKind;

use docent_protocol::Attachment;

use crate::{
    cabinet::{Cabinet, WHO},
    setting::new_id,
};

fn bucket(who: &str) -> Option<Cabinet> {
    let bucket = Cabinet::in_bucket(who);
    if bucket.is_none() {
        println!("left out: DOCENT_TEST_S3 names no storage");
    }
    bucket
}

fn file() -> Attachment {
    Attachment { id: new_id(), kind: "text/plain".into(), ..Attachment::default() }
}

#[tokio::test]
async fn a_file_that_is_not_there_is_no_fault_when_it_is_removed_and_one_when_it_is_read() {
    let Some(bucket) = bucket(WHO) else { return };
    assert!(bucket.files().remove(&[file()]).await.is_empty());
    let error = bucket.files().read(&file()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
    assert!(error.to_string().contains("NoSuchKey"), "{error}");
}

#[tokio::test]
async fn who_may_not_ask_is_refused_in_the_words_of_the_storage_and_the_file_is_named() {
    let Some(bucket) = bucket("somebody else") else { return };
    let one = file();
    let error = bucket.files().read(&one).await.unwrap_err().to_string();
    assert!(error.contains("403") && error.contains("InvalidAccessKeyId"), "{error}");
    assert!(!error.contains("X-Amz"), "{error}");
    let left = bucket.files().remove(std::slice::from_ref(&one)).await;
    assert_eq!(left, [bucket.files().place(&one)]);
    assert!(left[0].to_string_lossy().starts_with("s3://docent-test/"), "{left:?}");
}

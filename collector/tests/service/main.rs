//! The collector through its router and its files, without a socket: with SQLite or, where
//! `DOCENT_TEST_POSTGRES` names a server, with PostgreSQL; and where `DOCENT_TEST_S3` names a storage,
//! with attached files in a bucket.

mod attachments;
mod bucket;
mod cabinet;
mod faults;
mod forwarding;
mod guard;
mod home;
mod mail_server;
mod people;
mod postgres;
mod report;
mod requests;
mod setting;
mod stored_once;
mod strangers;
mod upkeep;

//! The collector through its router and its files, without a socket: with SQLite or, where
//! `DOCENT_TEST_POSTGRES` names a server, with PostgreSQL.

mod attachments;
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

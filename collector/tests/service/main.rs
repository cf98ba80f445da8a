//! The collector through its router and its files, without a socket.

mod attachments;
mod faults;
mod forwarding;
mod guard;
mod mail_server;
mod report;
mod requests;
mod setting;
mod stored_once;
mod strangers;
mod upkeep;

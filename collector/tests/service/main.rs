//! The collector through its router and its files, without a socket.

mod faults;
mod requests;
mod setting;
mod stored_once;
mod strangers;

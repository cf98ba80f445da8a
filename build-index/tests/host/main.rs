//! `docent host`, `docent inbox`, `docent messages` and `docent report`: the files through the router, everything else with the real
//! program over a real socket.

mod desk;
mod files;
mod lifecycle;
mod messages;
mod program;

//! `docent host` and `docent inbox`: the files through the router, everything else with the real
//! program over a real socket.

mod files;
mod lifecycle;
mod messages;
mod program;

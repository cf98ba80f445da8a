//! `docent serve` from outside: the real program, a folder that is edited, and what pages are told.

mod changes;
mod lifecycle;
mod program;

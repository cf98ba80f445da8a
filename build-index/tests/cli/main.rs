//! The program `docent` from outside: `build` and `search` as a writer or a script uses them.

mod content;
mod corpora;
mod fallback;
mod folder;
mod golden;
mod hostile;
mod run;
mod search;
mod typing;

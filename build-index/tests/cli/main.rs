//! The program `docent` from outside: `build`, `check` and `search` as a writer or a script uses them.

mod check;
mod content;
mod corpora;
mod fallback;
mod folder;
mod golden;
mod hostile;
mod run;
mod search;
mod typing;

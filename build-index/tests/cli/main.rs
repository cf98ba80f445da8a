//! The program `docent` from outside: `build`, `search` and `new` as a writer or a script uses them.

mod content;
mod corpora;

mod fallback;
mod faults;
mod folder;
mod front_matter;
mod golden;
mod hostile;
mod new;
mod run;
mod search;
mod typing;

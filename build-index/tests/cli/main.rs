//! The program `docent` from outside: `build`, `check`, `search` and `new` as a writer or a script
//! uses them.

mod centre;
mod check;
mod content;
mod corpora;
mod external;
mod fallback;
mod faults;
mod folder;
mod front_matter;
mod golden;
mod history;
mod hostile;
mod import;
mod import_odd;
mod new;
mod posts;
mod run;
mod search;
mod typing;
mod wiki;

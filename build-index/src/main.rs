//! The program `docent`. Everything it does lives in the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    docent::run()
}

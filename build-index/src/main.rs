//! The program `docent`. Everything it does lives in the library beside it.

use std::process::ExitCode;

/// Thousands of pages are compressed side by side, each with a megabyte of tables. The allocators of
/// systems keep what that leaves behind: twice the memory, and a fifth of the time of a build.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    docent::run()
}

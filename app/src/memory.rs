//! The module's memory: an allocator of a third of the size of the standard library's.

use rlsf::{GlobalTlsf, GlobalTlsfOptions};

#[global_allocator]
static MEMORY: GlobalTlsf<Options> = GlobalTlsf::new();

struct Options;

impl GlobalTlsfOptions for Options {
    /// Growing in place is rarely possible; without it the module is smaller.
    const ENABLE_REALLOCATION: bool = false;
}

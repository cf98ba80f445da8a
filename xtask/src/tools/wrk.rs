//! `wrk`: clients that send as fast as they are answered.

use anyhow::{Result, bail};

use crate::process;
use crate::tools::apt::Apt;

/// Sees to it that `wrk` is there.
pub(crate) fn ensure() -> Result<()> {
    if process::exists("wrk") {
        return Ok(());
    }
    match Apt::find() {
        Some(apt) => apt.install(&["wrk"], "some seconds"),
        None => bail!("`wrk` is missing: install it from your system's packages or with Homebrew"),
    }
}

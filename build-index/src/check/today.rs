//! Which day it is.

use anyhow::{Context as _, Result};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// The variable that says which moment to take for now, in seconds since 1970, so that a run can be
/// repeated (reproducible-builds.org/specs/source-date-epoch).
const NOW: &str = "SOURCE_DATE_EPOCH";

/// The day of this run.
///
/// # Errors
///
/// The variable is set to something else than a number of seconds.
pub(super) fn today() -> Result<Date> {
    let Some(seconds) = std::env::var_os(NOW) else { return Ok(Zoned::now().date()) };
    let seconds = seconds.to_string_lossy();
    let now = seconds.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    let now = now.with_context(|| {
        format!("{NOW} is `{seconds}`, which is no number of seconds since 1970")
    })?;
    Ok(now.to_zoned(TimeZone::UTC).date())
}
